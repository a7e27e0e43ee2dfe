"""What a replica keeps about a shared database: the desks it heard of, what it parked, what waits."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"


def upgrade() -> None:
    """Make the two tables, and the index over what is not shared yet."""
    op.create_table(
        "roster",
        sa.Column("desk", sa.Integer(), primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("heard_us", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "parked",
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("desk", "stream", "seq", "hash", "why"),
    )
    op.create_index("entries_unshared", "entries", ["desk", "stream", "seq"], sqlite_where=sa.text("acked = 0"))
