"""What waits for adoption: entries of people without a part in a shared record, as bundles brought them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "offered",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("offer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
