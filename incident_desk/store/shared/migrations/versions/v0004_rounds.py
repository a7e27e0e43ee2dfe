"""Investigations are opened in rounds, and those of a round open together."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, text
from sqlalchemy.dialects.postgresql import UUID

from incident_desk.store.shared.migrations.versions.v0001_first import run_again

revision: Final = "0004"
down_revision: Final = "0003"


def upgrade() -> None:
    """Say of each investigation in which round it is, and whether it is in; replace the doors that changed since."""
    op.add_column("streams", Column("round", UUID(as_uuid=False)), schema="record")
    in_ = Column("submitted", Boolean, nullable=False, server_default=text("false"))
    op.add_column("streams", in_, schema="record")
    op.execute("UPDATE record.streams SET round = stream WHERE sort = 'investigation'")
    op.create_index("streams_round", "streams", ["round"], schema="record", postgresql_where=text("round IS NOT NULL"))
    for name in ("rules", "governing", "append", "quiet"):
        run_again(name)
