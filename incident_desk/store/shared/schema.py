"""The tables of the shared database. Nobody but their owner may touch them: desks go through the doors."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID
from sqlalchemy.types import UserDefinedType

SCHEMA: Final = "record"

LEVELS: Final = ("observer", "responder", "communications", "manager", "administrator")
"""What a person may do, each including what stands before it; doors/rules.sql says what that is."""


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id; always selected as text, which every version reads the same."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


class Name(UserDefinedType[str]):
    """The name of a role."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "name"


metadata = MetaData(schema=SCHEMA)
_uuid: Final = UUID(as_uuid=False)
_NOW_XID: Final = text("pg_current_xact_id()")
_NOW: Final = text("clock_timestamp()")

people = Table(
    "people",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    CheckConstraint(f"level IN {LEVELS}", name="people_level"),
)

desks = Table(
    "desks",
    metadata,
    Column("desk", Integer, primary_key=True, autoincrement=False),
    Column("pg_role", Name, nullable=False, unique=True),
    Column("person", Text, ForeignKey(people.c.person), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("revoked_at", DateTime(timezone=True)),
    Column("heard_at", DateTime(timezone=True)),
    Column("waiting", Integer),
    Column("offset_ms", Integer),
    CheckConstraint("octet_length(public_key) = 32", name="desks_public_key"),
    # the four letters that mark the numbers of a desk, as domain/ids.py takes them: no two desks have the same
    Index("desks_letters", text("((desk & 16777215) >> 4)"), unique=True),
)

invitations = Table(
    "invitations",
    metadata,
    Column("pg_role", Name, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("used_at", DateTime(timezone=True)),
    CheckConstraint(f"level IN {LEVELS}", name="invitations_level"),
)

streams = Table(
    "streams",
    metadata,
    Column("stream", _uuid, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("parent", _uuid, ForeignKey("record.streams.stream")),
    Column("incident", _uuid),
    Column("opened", Boolean, nullable=False, server_default=text("false")),
    Column("access_xid", Xid8, nullable=False, server_default=_NOW_XID),
    # of investigations: the first of those that open together, and whether this one is in
    Column("round", _uuid),
    Column("submitted", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("sort IN ('open', 'restricted', 'investigation')", name="streams_sort"),
)
Index("streams_access", streams.c.access_xid)
Index("streams_round", streams.c.round, postgresql_where=streams.c.round.isnot(None))
Index("streams_parent", streams.c.parent, postgresql_where=streams.c.opened)

grants = Table(
    "grants",
    metadata,
    Column("stream", _uuid, ForeignKey(streams.c.stream), nullable=False),
    Column("person", Text, nullable=False),
    Column("capability", Text, nullable=False),
    Column("access_xid", Xid8, nullable=False, server_default=_NOW_XID),
    PrimaryKeyConstraint("person", "stream", "capability"),
    CheckConstraint("capability IN ('read', 'lead', 'manage')", name="grants_capability"),
)
Index("grants_access", grants.c.person, grants.c.access_xid)

incidents = Table(
    "incidents",
    metadata,
    Column("incident", _uuid, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("severity", Text),
)

managers = Table(
    "managers",
    metadata,
    Column("incident", _uuid, primary_key=True),
    Column("person", Text, primary_key=True),
)

counter = Table(
    "counter",
    metadata,
    Column("one", Boolean, primary_key=True, server_default=text("true")),
    Column("last", Integer, nullable=False),
    CheckConstraint("one", name="counter_one"),
)

asked = Table(
    "asked",
    metadata,
    *(
        Column(name, kind, primary_key=True)
        for name, kind in (("kind", Text()), ("stream", _uuid), ("incident", _uuid))
    ),
    Column("subject", Text, primary_key=True),
    Column("person", Text, primary_key=True),
)

# what a person could read until when: so that an erasure still reaches a desk that was shut out
past = Table(
    "past",
    metadata,
    Column("person", Text, primary_key=True),
    Column("stream", _uuid, primary_key=True),
    Column("until", Xid8, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("desk", Integer, ForeignKey(desks.c.desk), primary_key=True),
    Column("stream", _uuid, ForeignKey(streams.c.stream), primary_key=True),
    Column("seq", BigInteger, nullable=False, server_default=text("0")),
    Column("hash", LargeBinary, nullable=False, server_default=text("''")),
    postgresql_with={"fillfactor": 50},
)

entries = Table(
    "entries",
    metadata,
    Column("desk", Integer, nullable=False),
    Column("stream", _uuid, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", _uuid, nullable=False, unique=True),
    Column("incident", _uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("subject", Text),
    Column("hlc", BigInteger, nullable=False),
    Column("occurred_us", BigInteger, nullable=False),
    Column("recorded_us", BigInteger, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("sig", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # from here on stamped by the door, never sent by a desk
    Column("refused", Boolean, nullable=False),
    Column("pushed_by", Name, nullable=False),
    Column("server_at", DateTime(timezone=True), nullable=False),
    Column("xid", Xid8, nullable=False),
    Column("number", Integer),
    PrimaryKeyConstraint("desk", "stream", "seq"),
    CheckConstraint("seq > 0 AND id > '00000000-0000-0000-0000-000000000000'", name="entries_key"),
    CheckConstraint("octet_length(hash) = 32 AND octet_length(digest) = 32", name="entries_hashes"),
    CheckConstraint("octet_length(body) <= 65536", name="entries_body"),
    CheckConstraint("octet_length(salt) = 16 OR octet_length(salt) + octet_length(body) = 0", name="entries_salt"),
)
Index("entries_delta", entries.c.xid, entries.c.stream, entries.c.seq)
Index("entries_stream", entries.c.stream, entries.c.desk, entries.c.seq)
Index(
    "entries_stamped",
    *(entries.c.desk, entries.c.stream, entries.c.seq),
    postgresql_where=entries.c.refused | entries.c.number.is_not(None),
)

# incidents whose entries, as far as they were there at that transaction, belong into the archive
archivings = Table(
    "archivings",
    metadata,
    Column("incident", _uuid, primary_key=True),
    Column("archive", Text, nullable=False),
    Column("xid", Xid8, nullable=False, server_default=_NOW_XID),
)

# a stretch of a chain, all of one incident, with the columns of its entries as arrays: no row and no index for each of
# them. What follows from the rest is left out: `digests` has those of emptied entries alone
archived = Table(
    "archived",
    metadata,
    Column("desk", Integer, nullable=False),
    Column("stream", _uuid, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("incident", _uuid, nullable=False),
    Column("author", Text, nullable=False),
    Column("pushed_by", Name, nullable=False),
    Column("xid", Xid8, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("ids", ARRAY(_uuid), nullable=False),
    Column("kinds", ARRAY(Text), nullable=False),
    Column("subjects", ARRAY(Text), nullable=False),
    Column("hlcs", ARRAY(BigInteger), nullable=False),
    Column("occurred", ARRAY(BigInteger), nullable=False),
    Column("recorded", ARRAY(BigInteger), nullable=False),
    Column("hashes", ARRAY(LargeBinary), nullable=False),
    Column("sigs", ARRAY(LargeBinary), nullable=False),
    Column("digests", ARRAY(LargeBinary), nullable=False),
    Column("salts", ARRAY(LargeBinary), nullable=False),
    Column("bodies", ARRAY(LargeBinary), nullable=False),
    Column("server_at", ARRAY(DateTime(timezone=True)), nullable=False),
    PrimaryKeyConstraint("desk", "stream", "first"),
    CheckConstraint("last >= first AND cardinality(ids) = last - first + 1", name="archived_length"),
)
Index("archived_ids", archived.c.ids, postgresql_using="gin")

attachments = Table(
    "attachments",
    metadata,
    Column("stream", _uuid, ForeignKey(streams.c.stream), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("xid", Xid8, nullable=False, server_default=_NOW_XID),
    PrimaryKeyConstraint("stream", "digest"),
    CheckConstraint("octet_length(digest) = 32 AND octet_length(content) <= 67108864", name="attachments_size"),
)

# pieces of files on their way in: of one file a desk, gone with a crash, for their desk can hand them up again
arriving = Table(
    "arriving",
    metadata,
    Column("desk", Integer, ForeignKey(desks.c.desk), nullable=False),
    Column("first", Integer, nullable=False),
    Column("stream", _uuid, ForeignKey(streams.c.stream), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("desk", "first"),
    prefixes=["UNLOGGED"],
)

erasures = Table(
    "erasures",
    metadata,
    Column("stream", _uuid, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("was", Xid8, nullable=False),
    Column("xid", Xid8, nullable=False, server_default=_NOW_XID),
)
Index("erasures_delta", erasures.c.xid, erasures.c.subject)

rules = Table(
    "rules",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("severity", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("approvers", SmallInteger, nullable=False),
    Column("witnessed", Boolean, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("afterwards", Boolean, nullable=False, server_default=text("false")),
)

# a message never changes hands, and a digest belongs to one message
messages = Table(
    "messages",
    metadata,
    Column("message", _uuid, primary_key=True),
    Column("stream", _uuid, nullable=False),
    Column("incident", _uuid, nullable=False),
)
texts = Table(
    "texts",
    metadata,
    Column("stream", _uuid, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("message", _uuid, nullable=False),
)
hands = Table(
    "hands",
    metadata,
    Column("stream", _uuid, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("part", Text, nullable=False),
    CheckConstraint("part IN ('author', 'approver')", name="hands_part"),
)
releases = Table(
    "releases",
    metadata,
    Column("message", _uuid, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("rule", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("witness", Text),
    Column("afterwards", Boolean, nullable=False, server_default=text("false")),
)

# who is where right now; never on the record, gone with a crash
presence = Table(
    "presence",
    metadata,
    Column("desk", Integer, ForeignKey(desks.c.desk), primary_key=True),
    Column("stream", _uuid, nullable=False),
    Column("incident", _uuid),
    Column("panel", Text),
    Column("draft", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    prefixes=["UNLOGGED"],
)
