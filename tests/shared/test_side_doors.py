"""Ways past the doors: what PostgreSQL lets everybody do who can connect, tried with the rights of a desk."""

import hashlib
import threading
import time
from collections.abc import Callable

import psycopg
import pytest

from incident_desk.domain.ids import NIL, StreamId
from incident_desk.store.shared.connection import connect, parse
from incident_desk.store.shared.founding import found
from incident_desk.store.shared.members import revoke
from tests.shared.byhand import OPEN, Hand, Server, changed, new_id, refused_with

WHOLE_SERVER = {f"pg_stat_{name}" for name in ("activity", "archiver", "bgwriter", "checkpointer", "io", "slru", "wal")}
"""Who is connected, and totals of all databases together: these move with any work."""

CATALOGS = (
    "SELECT relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum) "
    "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE relkind IN ('r', 'v') AND relnamespace = 'pg_catalog'::regnamespace AND attnum > 0 AND NOT attisdropped "
    "AND has_column_privilege(c.oid, attnum, 'SELECT') GROUP BY 1"
)

NOW = "(SELECT snapshot FROM record.hello())"
SALT, FILE = b"s" * 16, b"a graph of the lag"
DIGEST = hashlib.sha256(SALT + FILE).hexdigest()
READING = (
    f"record.pull('3:3:', {NOW}, '0', '{NIL}', 0, 500)",
    f"record.pull_unsealed('3:3:', {NOW}, '{NIL}', 0, 0, 500)",
    f"record.pull_erased('3:3:', {NOW}, '0', '', 500)",
    "record.fetch({desk}, '{stream}', 1, 500)",
    f"record.stamped(0, '{NIL}', 0, 500)",
    "record.stretches({desk}, '{stream}', 1, 500, 500)",
    "record.from_archive({desk}, '{stream}', '{{1}}')",
    f"record.attachment('{{stream}}', '\\x{DIGEST}', 0, 100)",
    f"record.attached('{{stream}}', ARRAY['\\x{DIGEST}'::bytea])",
    "record.present()",
    "record.roster()",
)


@pytest.fixture
def ada(server: Server) -> Hand:
    return server.desk("manager")


@pytest.fixture
def eve(server: Server) -> Hand:
    return server.desk()


def declares_restricted(ada: Hand, *members: Hand) -> StreamId:
    """With a note in it, an erasure asked for, and Ada looking at it."""
    stream = ada.restricts()
    for each in members:
        assert ada.says("gov.member.added", each.person, incident=stream, stream=stream)
    assert ada.says("note", incident=stream, stream=stream)
    ada.run("SELECT record.here(%s, %s, 'board', NULL)", stream, stream)
    ada.run("SELECT record.attach(%s, %s, %s, %s)", stream, bytes.fromhex(DIGEST), SALT, FILE)
    return stream


# what the server tells everybody -------------------------------------------------------------------------------------


def everything_the_catalog_says(eve: Hand) -> dict[str, list[str]]:
    """All that Eve may select from the catalog, each row as text."""
    said: dict[str, list[str]] = {}
    for name, columns in eve.run(CATALOGS):
        try:
            said[name] = sorted(str(row) for row in eve.run(f"SELECT {columns} FROM pg_catalog.{name}"))
        except psycopg.errors.InsufficientPrivilege:
            said[name] = ["refused"]
    return said


def test_nothing_that_the_catalog_says_changes_when_something_restricted_is_declared(
    server: Server, ada: Hand, eve: Hand
) -> None:
    analyze = "ANALYZE record.streams, record.grants, record.incidents, record.entries, record.heads, record.managers"
    ada.opens()
    server.admin.execute(analyze)
    before = everything_the_catalog_says(eve)
    for _ in range(3):
        declares_restricted(ada)
    ada.run("SELECT pg_stat_force_next_flush()::text")  # what was counted is shown at once
    server.admin.execute(analyze)
    after = everything_the_catalog_says(eve)
    assert len(after) > 60
    assert {name for name in after if after[name] != before[name]} <= WHOLE_SERVER


@pytest.mark.parametrize(
    "query",
    [
        "SELECT n_tup_ins FROM pg_stat_user_tables",
        "SELECT idx_scan FROM pg_stat_user_indexes",
        "SELECT heap_blks_hit FROM pg_statio_user_tables",
        "SELECT pg_stat_get_live_tuples('record.streams'::regclass)",
        "SELECT pg_stat_get_tuples_inserted('record.grants'::regclass)",
        "SELECT tup_inserted FROM pg_stat_database",
        "SELECT reltuples FROM pg_class WHERE relname = 'streams'",
        "SELECT relpages FROM pg_class WHERE relname = 'incidents'",
        "SELECT pg_class FROM pg_class",
        "SELECT pg_relation_size('record.streams')",
        "SELECT pg_total_relation_size('record.entries')",
        "SELECT pg_database_size(current_database())",
        "SELECT currtid2('record.streams', '(0,1)')",
        "SELECT ts_stat('SELECT to_tsvector(stream::text) FROM record.streams')",
    ],
)
def test_no_count_or_size_of_a_table_is_told(eve: Hand, query: str) -> None:
    with refused_with("42501"):
        eve.run(query)


def test_locks_do_not_tell_who_is_declaring_something_restricted(ada: Hand, eve: Hand) -> None:
    with ada.connection.transaction():
        declares_restricted(ada)
        for query in ("SELECT * FROM pg_locks", "SELECT pg_blocking_pids(1)"):
            with refused_with("42501"):
                eve.run(query)


def test_an_open_incident_does_not_wait_for_a_restricted_one(ada: Hand, eve: Hand) -> None:
    """Waiting would tell that there is one."""
    with ada.connection.transaction():
        declares_restricted(ada)
        eve.connection.execute("SET lock_timeout = '2s'")
        eve.opens()


def test_who_makes_the_database_is_told_what_the_server_still_shows(database: str) -> None:
    advice = found(parse(database))
    assert any("Desks can also connect to" in line and "postgres" in line for line in advice)
    assert not any("as a superuser" in line for line in advice)


def test_an_administrator_who_is_no_superuser_is_told_what_stays_open(database: str) -> None:
    role = f"boss_{new_id()[:8]}"
    with psycopg.connect(database, autocommit=True) as root:
        root.execute(f"CREATE ROLE {role} LOGIN CREATEROLE PASSWORD 'x'".encode())
        root.execute(f"GRANT record_owner, record_reader, desks, invited TO {role} WITH ADMIN OPTION".encode())
        root.execute(f"ALTER DATABASE {parse(database)['dbname']} OWNER TO {role}".encode())
    advice = found({**parse(database), "user": role, "password": "x"})
    assert any("as a superuser of the server" in line for line in advice)


# reading on after the right was lost ---------------------------------------------------------------------------------


def _shut_out(server: Server, ada: Hand, eve: Hand, stream: StreamId) -> None:
    assert ada.says("gov.member.removed", eve.person, incident=stream, stream=stream)
    server.admin.execute("UPDATE record.desks SET revoked_at = clock_timestamp() WHERE desk = %s", (eve.number,))


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize("door", READING)
def test_a_snapshot_from_before_opens_no_door(server: Server, ada: Hand, eve: Hand, level: str, door: str) -> None:
    stream = declares_restricted(ada, eve)
    query = f"SELECT * FROM {door.format(desk=ada.number, stream=stream)}"
    with eve.connection.transaction():
        eve.connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
        eve.run("SELECT 1")  # the snapshot is taken
        _shut_out(server, ada, eve, stream)
        assert eve.run(query) == []


@pytest.mark.parametrize("door", READING)
def test_a_cursor_from_before_brings_nothing(server: Server, ada: Hand, eve: Hand, door: str) -> None:
    stream = declares_restricted(ada, eve)
    query = f"SELECT * FROM {door.format(desk=ada.number, stream=stream)}"
    with eve.connection.transaction():
        eve.connection.execute(f"DECLARE kept CURSOR FOR {query}".encode())
        _shut_out(server, ada, eve, stream)
        assert eve.run("FETCH ALL FROM kept") == []


def test_a_snapshot_that_another_session_lent_opens_no_door(server: Server, ada: Hand, eve: Hand) -> None:
    stream = declares_restricted(ada, eve)
    with eve.connect() as lender, lender.transaction(), eve.connection.transaction():
        row = lender.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        _shut_out(server, ada, eve, stream)
        eve.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        eve.connection.execute(f"SET TRANSACTION SNAPSHOT '{row[0]}'".encode())
        assert eve.run("SELECT * FROM record.fetch(%s, %s, 1, 500)", ada.number, stream) == []


def test_a_transaction_from_before_writes_no_presence_and_no_file(server: Server, ada: Hand, eve: Hand) -> None:
    stream = declares_restricted(ada, eve)
    calls: list[Callable[[], object]] = [
        lambda: eve.run("SELECT record.here(%s, %s, 'board', NULL)", stream, stream),
        lambda: eve.run("SELECT record.attach(%s, %s, %s, %s)", OPEN, b"d" * 32, b"s" * 16, b"x"),
    ]
    for call in calls:
        with refused_with("42501"), eve.connection.transaction():
            eve.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            eve.run("SELECT 1")
            if not server.one("SELECT revoked_at IS NOT NULL FROM record.desks WHERE desk = %s", eve.number):
                _shut_out(server, ada, eve, stream)
            call()


def test_shutting_out_ends_a_session_that_keeps_others_waiting(server: Server, ada: Hand, eve: Hand) -> None:
    """Openings queue for the next number; whoever never ends a transaction with one in it holds up the queue."""
    eve.connection.execute("BEGIN")
    eve.opens()
    opened: list[str] = []
    waiting = threading.Thread(target=lambda: opened.append(ada.opens()))
    waiting.start()
    time.sleep(0.3)
    assert opened == []
    with connect(parse(server.url)) as connection:
        assert revoke(connection, eve.role, parse(server.url)) == 1
    waiting.join(10)
    assert len(opened) == 1
    with pytest.raises(psycopg.OperationalError):
        eve.run("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        eve.connect()


# writing where no door is --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT lo_create(4711)",
        "SELECT lo_creat(131072)",
        "SELECT lo_from_bytea(4711, 'x')",
        "SELECT lo_get(4711)",
        "SELECT lo_put(4711, 0, 'x')",
        "SELECT lo_unlink(4711)",
        "SELECT lo_open(4711, 131072)",
        "SELECT lowrite(0, 'x')",
        "SELECT pg_logical_emit_message(false, 'x', 'x')::text",
        "ALTER ROLE CURRENT_USER SET my.secret = 'x'",
        "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
        "COMMENT ON ROLE CURRENT_USER IS 'x'",
        "ALTER DATABASE CURRENT_DATABASE SET work_mem = '1GB'",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "SECURITY LABEL ON ROLE postgres IS 'x'",
        "CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
)
def test_nothing_is_kept_elsewhere_on_the_server(eve: Hand, query: str) -> None:
    with pytest.raises(psycopg.Error) as caught:
        eve.run(query)
    assert caught.value.sqlstate in ("42501", "22023", "42601", "3D000"), caught.value
    assert eve.server.one("SELECT count(*) FROM pg_largeobject_metadata") == 0


@pytest.mark.parametrize("field", ["occurred_us", "recorded_us"])
@pytest.mark.parametrize("moment_us", [2**63 - 1, -(2**63), 253_402_300_800_000_000, -62_135_596_800_000_001])
def test_a_moment_that_no_calendar_has_is_refused(eve: Hand, field: str, moment_us: int) -> None:
    """A desk that read it could not show it."""
    with refused_with("DK000"):
        eve.push(changed(eve.entry("note", incident=NIL), **{field: moment_us}))


@pytest.mark.parametrize("hlc", [-1, -(2**63)])
def test_a_clock_below_zero_is_refused(eve: Hand, hlc: int) -> None:
    with refused_with("DK000"):
        eve.push(changed(eve.entry("note", incident=NIL), hlc=hlc))
