"""The first form: entries, erased files, settings, identities, words."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Make every table."""
    _entries()
    op.create_table("erased_files", sa.Column("digest", sa.Text(), primary_key=True))
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_index("settings_whole", "settings", ["key", "value"])
    op.create_table(
        "identities",
        sa.Column("desk", sa.Integer(), primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.create_index("identities_whole", "identities", ["desk", "person", "public_key", "created_us", "retired"])
    op.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    op.execute("INSERT INTO words(words, rank) VALUES ('secure-delete', 1)")


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("occurred_us", sa.BigInteger(), nullable=False),
        sa.Column("recorded_us", sa.BigInteger(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary()),
        sa.Column("refused", sa.Integer()),
        sa.Column("number", sa.Integer()),
        sa.Column("acked", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("heard_us", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("desk", "stream", "seq"),
    )
    local = ["refused", "number", "heard_us"]
    op.create_index("entries_incident", "entries", ["incident", "hlc", "desk", "stream", "seq", *local])
    op.create_index("entries_kind", "entries", ["kind", "hlc", "desk", "stream", "seq"])
