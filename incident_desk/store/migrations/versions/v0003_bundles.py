"""What a replica keeps of bundles: which entries lack what stands before them, and what proves these."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "carried",
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "stream", "seq"),
    )
    op.create_table(
        "links",
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("desk", "stream", "seq"),
    )
