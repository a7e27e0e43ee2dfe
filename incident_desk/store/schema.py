"""The tables of the desk replica."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    text,
)

from incident_desk.store.form import FIELDS, HEAD

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("n", Integer, primary_key=True, comment="the order of arrival here; local"),
    Column("desk", Integer, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", Text, nullable=False, unique=True),
    Column("incident", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("subject", Text),
    Column("hlc", BigInteger, nullable=False),
    Column("occurred_us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("sig", LargeBinary, comment="over a batch's last hash, from a shared database"),
    Column("refused", Integer, comment="set by a shared database: no effect"),
    Column("number", Integer, comment="set by a shared database"),
    Column("acked", Integer, nullable=False, server_default=text("0"), comment="1 once a shared database has it"),
    Column("heard_us", BigInteger, nullable=False, comment="when this desk got it; local, not covered by the hash"),
    UniqueConstraint("desk", "stream", "seq"),
)
COLUMNS: Final = tuple(entries.c[field] for field in FIELDS)
"""The columns that make an entry, in the order that `entries_of` takes them."""

Index(
    "entries_incident",
    *(entries.c.incident, entries.c.hlc, entries.c.desk, entries.c.stream, entries.c.seq),
    # no hash covers these: here SQLite's own check compares them with the table
    *(entries.c.refused, entries.c.number, entries.c.heard_us),
)
Index("entries_unshared", entries.c.desk, entries.c.stream, entries.c.seq, sqlite_where=entries.c.acked == text("0"))
Index("entries_kind", entries.c.kind, entries.c.hlc, entries.c.desk, entries.c.stream, entries.c.seq)

# a digest in here is a file that was erased: it must not come back with a backup or from another desk
erased_files = Table("erased_files", metadata, Column("digest", Text, primary_key=True))

# desks of the shared database as they were first heard of: their person and key never change
roster = Table(
    "roster",
    metadata,
    Column("desk", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("heard_us", BigInteger, nullable=False),
)

# what came from the shared database and cannot be true; kept with the reason, and never folded
parked = Table(
    "parked",
    metadata,
    Column("desk", Integer, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("why", Text, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    UniqueConstraint("desk", "stream", "seq", "hash", "why"),
)

# entries that came in a bundle without all that stands before them in their chain: read and shown like any, but no
# part of the chain that is continued and checked, until what was missing has come
carried = Table(
    "carried",
    metadata,
    Column("desk", Integer, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    PrimaryKeyConstraint("desk", "stream", "seq"),
)

# what proves a carried entry: places of its chain up to one that its desk has signed, without their words
links = Table(
    "links",
    metadata,
    Column("desk", Integer, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("sig", LargeBinary),
    PrimaryKeyConstraint("desk", "stream", "seq"),
)

# stretches of chains that lie in the archive of the shared database and not here, each all of one incident: the hash
# before its first entry and that of its last close the chain over it
archived = Table(
    "archived",
    metadata,
    Column("desk", Integer, nullable=False),
    Column("stream", Text, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("incident", Text, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("desk", "stream", "first"),
)
Index(
    "archived_whole",
    *(archived.c.incident, archived.c.desk, archived.c.stream, archived.c.first),
    *(archived.c.last, archived.c.prev_hash, archived.c.hash),
)

# entries of people without a part in the record, as bundles brought them: they wait for somebody to adopt them, and are
# read, shown and shared like no other. Of what was adopted or declined only the id is left, so that it is never offered
# again
offered = Table(
    "offered",
    metadata,
    Column("id", Text, primary_key=True),
    Column("incident", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("offer", LargeBinary, nullable=False, comment="empty once it is settled"),
)

settings = Table(
    "settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
Index("settings_whole", settings.c.key, settings.c.value)

identities = Table(
    "identities",
    metadata,
    Column("desk", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("retired", Integer, nullable=False, server_default=text("0"), comment="1: its chain is not continued"),
)
Index("identities_whole", *identities.c)

# alembic's own table, so that a new database can be stamped without importing alembic (0.1 s)
version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

WORDS: Final = (
    "CREATE VIRTUAL TABLE words USING fts5(text)",
    # without this the index keeps erased words, even after VACUUM
    "INSERT INTO words(words, rank) VALUES ('secure-delete', 1)",
)
"""Full-text search; the row id is `entries.n`. FTS5 tables are beyond SQLAlchemy's own DDL."""


def create(connection: Connection) -> None:
    """Make everything in an empty database and stamp it with HEAD; the migrations lead to the same (tested)."""
    metadata.create_all(connection)
    for statement in WORDS:
        connection.exec_driver_sql(statement)
    connection.execute(insert(version).values(version_num=HEAD))
