"""What goes out before it is approved is let go only where a rule says so, and marked."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, text

from incident_desk.store.shared.migrations.versions.v0001_first import run_again

revision: Final = "0007"
down_revision: Final = "0006"


def upgrade() -> None:
    """Rules and releases say it; replace the doors that changed since."""
    for table in ("rules", "releases"):
        op.add_column(
            table, Column("afterwards", Boolean, nullable=False, server_default=text("false")), schema="record"
        )
    for name in ("rules", "governing"):
        run_again(name)
