"""What a replica knows of the archive of a shared database: which stretches of chains lie there and not here."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0004"
down_revision: Final = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "archived",
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "stream", "first"),
    )
    op.create_index(
        "archived_whole",
        "archived",
        ["incident", "desk", "stream", "first", "last", "prev_hash", "hash"],
    )
