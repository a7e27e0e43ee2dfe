"""Which files are there is told by who may read now, also to a cursor that was opened while somebody still might."""

from typing import Final

from alembic import op

revision: Final = "0006"
down_revision: Final = "0005"


def upgrade() -> None:
    """The door belongs to the role that reads."""
    op.execute("SET LOCAL ROLE record_reader")
    op.execute("ALTER FUNCTION record.attached(uuid, bytea[]) VOLATILE")
    op.execute("SET LOCAL ROLE record_owner")
