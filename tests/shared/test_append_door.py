"""What a desk may not write, tried with the rights of a desk and SQL by hand."""

import re
import threading
import time
from typing import Any

import msgspec
import psycopg
import pytest

from incident_desk.domain.entry import body_digest
from incident_desk.domain.ids import NIL
from tests.shared.byhand import COLUMNS, OPEN, Hand, Server, changed, hashed, new_id, refused_with

TABLES = (  # noqa: SIM905
    "people desks invitations streams grants incidents managers counter asked past heads entries attachments arriving "
    "erasures rules messages texts hands releases presence archived archivings leases alembic_version"
).split()


@pytest.fixture
def eve(server: Server) -> Hand:
    """Somebody with a role, and bad intentions."""
    return server.desk()


def test_the_list_of_tables_is_whole(server: Server) -> None:
    rows = server.admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'record'::regnamespace AND relkind = 'r'"
    )
    assert {name for (name,) in rows} == set(TABLES)


def first_column(server: Server, table: str) -> str:
    return server.one(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", f"record.{table}"
    )


def test_nothing_is_counted_by_a_sequence(server: Server) -> None:
    """One that a desk may ask would tell how many others wrote what it may not read."""
    assert server.one("SELECT count(*) FROM pg_class WHERE relkind = 'S'") == 0


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_touched_past_the_doors(eve: Hand, table: str) -> None:
    for query in (
        f"SELECT count(*) FROM record.{table}",
        f"TABLE record.{table}",
        f"INSERT INTO record.{table} DEFAULT VALUES",
        f"UPDATE record.{table} SET {first_column(eve.server, table)} = NULL",
        f"DELETE FROM record.{table}",
        f"TRUNCATE record.{table}",
        f"DO $$ BEGIN LOCK record.{table} IN ACCESS SHARE MODE; END $$",
        f"COPY record.{table} TO STDOUT",
        f"COPY record.{table} FROM STDIN",
        f"SELECT FROM record.{table} FOR UPDATE",
        f"EXPLAIN ANALYZE SELECT FROM record.{table}",
        f"MERGE INTO record.{table} t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
        f"DECLARE c CURSOR WITH HOLD FOR SELECT FROM record.{table}",
    ):
        with refused_with("42501"):
            eve.run(query)
    for query in (
        f"DROP TABLE record.{table}",
        f"ALTER TABLE record.{table} DISABLE ROW LEVEL SECURITY",
        f"CREATE INDEX ON record.{table} ((1))",
        f"CREATE TRIGGER t BEFORE INSERT ON record.{table} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        f"CREATE POLICY p ON record.{table} USING (true)",
        f"CREATE RULE r AS ON INSERT TO record.{table} DO INSTEAD NOTHING",
        f"COMMENT ON TABLE record.{table} IS 'x'",
        f"ANALYZE record.{table}",
        f"VACUUM record.{table}",
    ):
        try:
            eve.run(query)
        except psycopg.errors.InsufficientPrivilege:
            continue
        except psycopg.ProgrammingError as e:  # ANALYZE and VACUUM only warn, and answer nothing
            said = str(e)
            if "no result" not in said and "didn't produce" not in said:
                raise
    assert eve.server.count("streams", f"stream = '{NIL}'") == 1


@pytest.mark.parametrize(
    "query",
    [
        "CREATE TABLE record.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE TEMP TABLE entries (a int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION record.my_person() RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION record.holds(p text, what text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE VIEW record.v AS SELECT * FROM record.entries",
        "CREATE TEMP VIEW v AS SELECT * FROM record.entries",
        "CREATE VIEW public.v WITH (security_invoker = off) AS SELECT * FROM record.entries",
        "CREATE MATERIALIZED VIEW public.m AS SELECT * FROM record.entries",
        "CREATE OPERATOR record.= (leftarg = text, rightarg = text, procedure = texteq)",
        "CREATE EXTENSION plpgsql_check",
        "CREATE ROLE friend",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "GRANT record_owner TO CURRENT_USER",
        "GRANT desks TO postgres",
        "SET ROLE record_owner",
        "SET ROLE record_reader",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "SET log_statement = 'all'",
        "SET plpgsql.variable_conflict = 'use_column'",
        "ALTER FUNCTION record.push SECURITY INVOKER",
        "DROP FUNCTION record.push",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
        "SELECT pg_switch_wal()",
        "CREATE PUBLICATION p FOR ALL TABLES",
        "SELECT pg_create_logical_replication_slot('s', 'test_decoding')",
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM pg_statistic",
    ],
)
def test_nothing_is_made_changed_or_become(eve: Hand, query: str) -> None:
    with pytest.raises(psycopg.Error) as caught:
        eve.run(query)
    assert caught.value.sqlstate in ("42501", "0A000", "58P01", "55000", "22023"), caught.value


def test_the_inner_functions_have_no_door(eve: Hand) -> None:
    for call in (
        "record.my_person()",
        "record.my_streams()",
        "record.my_desk()",
        f"record.readable('{eve.person}')",
        f"record.holds('{eve.person}', 'administer')",
        f"record.two('gov.erase.asked', '{NIL}', '{NIL}', '', 'erase')",
        f"record.is_manager('{eve.person}', '{NIL}')",
        f"record.derived(1, '{NIL}')",
        "record.is_id('x')",
        f"record.set_rule('{eve.person}', 'web/SEV1=0')",
    ):
        with refused_with("42501"):
            eve.run(f"SELECT {call}")


def test_no_function_is_open_to_everybody_or_looks_for_names_where_it_is_told(server: Server) -> None:
    rows = server.admin.execute(
        "SELECT proname, proacl::text, proconfig FROM pg_proc WHERE pronamespace = 'record'::regnamespace"
    ).fetchall()
    assert len(rows) > 25
    for name, rights, settings in rows:
        assert not re.search(r"[{,]=", rights or "{=X}"), name
        assert any(each == "search_path=pg_catalog, pg_temp" for each in settings), name


def test_a_hostile_search_path_and_settings_change_nothing(eve: Hand) -> None:
    incident = eve.opens()
    for name, value in (
        ("search_path", "pg_temp, public, record, pg_catalog"),
        ("row_security", "off"),
        ("transform_null_equals", "on"),
        ("quote_all_identifiers", "on"),
        ("check_function_bodies", "off"),
        ("enable_indexscan", "off"),
    ):
        eve.connection.execute(f"SET {name} = {value}".encode())
        assert eve.says("note", incident=incident)


# forging -------------------------------------------------------------------------------------------------------------


def test_another_author_is_refused(server: Server, eve: Hand) -> None:
    ada = server.desk("administrator")
    with refused_with("42501"):
        eve.push(changed(eve.entry("note", incident=NIL), author=ada.person))
    assert server.count(where=f"desk = {eve.number}") == 0


def test_another_desk_is_refused_since_its_number_is_in_the_hash(server: Server, eve: Hand) -> None:
    ada = server.desk()
    ada.opens()
    with refused_with("DK002"):
        eve.push(changed(eve.entry("note", incident=NIL), desk=ada.number))
    seq, end = ada.ends[OPEN]
    with refused_with("DK001"):
        eve.push(changed(eve.entry("note", incident=NIL), desk=ada.number, seq=seq + 1, prev_hash=end))


@pytest.mark.parametrize(
    "field",
    ["body", "salt", "digest", "hash", "kind", "subject", "hlc", "occurred_us", "recorded_us", "id", "incident"],
)
def test_one_changed_byte_is_refused(eve: Hand, field: str) -> None:
    entry = eve.entry("note", new_id(), incident=NIL)
    value: Any = getattr(entry, field)
    if isinstance(value, bytes):
        other: object = value[:-1] + bytes([value[-1] ^ 1])
    elif isinstance(value, int):
        other = value + 1
    else:
        other = "notes" if field == "kind" else new_id()
    with refused_with("DK002"):
        eve.push(entry, connection=None, **{field: [other]})
    assert eve.server.count(where=f"desk = {eve.number}") == 0


def test_a_time_more_than_ten_minutes_ahead_is_refused_and_the_servers_time_told(eve: Hand) -> None:
    ahead_ms = time.time_ns() // 10**6 + 11 * 60_000
    with pytest.raises(psycopg.Error) as caught:
        eve.push(changed(eve.entry("note", incident=NIL), hlc=ahead_ms << 16))
    assert caught.value.sqlstate == "DK004"
    assert abs(int(caught.value.diag.message_hint or 0) - time.time_ns() // 10**6) < 60_000
    eve.push(changed(eve.entry("note", incident=NIL), hlc=(ahead_ms - 2 * 60_000) << 16))


def test_nobody_writes_that_something_was_written_down_in_the_future(eve: Hand) -> None:
    ahead_us = time.time_ns() // 1000 + 11 * 60_000_000
    with refused_with("DK004"):
        eve.push(changed(eve.entry("note", incident=NIL), recorded_us=ahead_us))
    eve.push(changed(eve.entry("note", incident=NIL), recorded_us=ahead_us - 2 * 60_000_000))
    eve.push(changed(eve.entry("note", incident=NIL), occurred_us=ahead_us))  # what is planned is said beforehand


def test_what_the_door_stamps_cannot_be_sent(server: Server, eve: Hand) -> None:
    eve.push(eve.entry("note", incident=NIL))
    row = server.admin.execute(
        "SELECT pushed_by, refused, number, xid::text::bigint > 0, server_at > now() - interval '1 min' "
        "FROM record.entries WHERE desk = %s",
        (eve.number,),
    ).fetchone()
    assert row == (eve.role, False, None, True, True)


def test_a_chain_has_no_gap_and_no_fork(server: Server, eve: Hand) -> None:
    first, second, third = eve.notes(3, incident=NIL)
    with refused_with("DK001"):
        eve.push(second)
    eve.push(first, second)
    with refused_with("DK003"):
        eve.push(changed(second, hlc=second.hlc + 1))
    with refused_with("DK003"):
        eve.push(changed(third, prev_hash=first.hash))
    with refused_with("DK003"):
        eve.push(second, changed(third, prev_hash=second.hash, id=first.id))
    assert server.count(where=f"desk = {eve.number}") == 2
    eve.push(first, second, third)
    eve.push(second)
    assert server.count(where=f"desk = {eve.number}") == 3


def test_the_id_of_another_entry_is_refused_and_says_nothing_of_it(server: Server, eve: Hand) -> None:
    ada = server.desk()
    hidden = ada.restricts()
    secret = ada.entry("note", incident=hidden, stream=hidden)
    ada.push(secret)
    with refused_with("DK003") as caught:
        eve.push(changed(eve.entry("note", incident=NIL), id=secret.id))
    assert hidden not in caught.said
    assert str(ada.number) not in caught.said
    twice = eve.notes(2, incident=NIL)
    with refused_with("DK003"):
        eve.push(twice[0], changed(twice[1], id=twice[0].id))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_null_anywhere_adds_no_row(server: Server, eve: Hand, column: str) -> None:
    batch = eve.notes(3, incident=NIL)
    before = server.count()
    values = [getattr(e, column) for e in batch]
    for place in range(3):
        for pair in (
            (column,),
            (column, "hash"),
            (column, "digest"),
            (column, "salt"),
            (column, "body"),
            ("hash", "digest"),
        ):
            forged = {
                name: [None if n == place else getattr(e, name) for n, e in enumerate(batch)]
                for name in {column, *pair}
            }
            if column == "subject" and pair == (column,):
                continue  # none of them has one anyway
            with pytest.raises(psycopg.Error):
                eve.push(*batch, connection=None, **forged)
    for forged_array in (None, [], values[:2], [*values, values[0]]):
        with refused_with("DK000"):
            eve.push(*batch, connection=None, **{column: forged_array})
    assert server.count() == before


@pytest.mark.parametrize("head", ["stream", "first", "prev", "sig"])
def test_a_null_in_front_adds_no_row(server: Server, eve: Hand, head: str) -> None:
    before = server.count()
    with pytest.raises(psycopg.Error) as caught:
        eve.push(*eve.notes(2, incident=NIL), connection=None, **{head: None})
    assert caught.value.sqlstate in ("DK000", "DK002", "DK003", "42501")
    assert server.count() == before


@pytest.mark.parametrize("first", [0, -1, 2, 2**62, 2**63 - 1, -(2**63)])
def test_a_place_that_cannot_be_is_refused(eve: Hand, first: int) -> None:
    with refused_with("DK001" if first > 0 else "DK000"):
        eve.push(*eve.notes(2, incident=NIL), first=first)


@pytest.mark.parametrize("shape", ["[0:1]={{{0},{1}}}", "[2:3]={{{0},{1}}}", "{{{{{0},{1}}}}}", "{{{{{0}}},{{{1}}}}}"])
def test_arrays_that_count_from_elsewhere_or_lie_in_two_dimensions_are_refused(eve: Hand, shape: str) -> None:
    """By subscript another value is found than in the order that was hashed: a subject nobody vouched for."""
    one, two = new_id(), new_id()
    first = eve.entry("note", one, incident=NIL)
    second = eve.entry("note", two, incident=NIL, after=first)
    with refused_with("DK000"):
        eve.push(first, second, subject=shape.format(one, two))


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("Note", None),
        ("note to all", None),
        ("n" * 65, None),
        ("", None),
        ("note", "what everybody should know for ever"),
        ("note", "x" * 161),
        ("gov.x", "x" * 161),
        ("note\n", None),
    ],
)
def test_no_free_text_outside_of_what_can_be_erased(eve: Hand, kind: str, subject: str | None) -> None:
    with refused_with("DK000"):
        eve.push(eve.entry(kind, subject, incident=NIL))


def test_more_than_a_hundred_at_once_and_too_long_a_body_are_refused(server: Server, eve: Hand) -> None:
    with refused_with("DK000"):
        eve.push(*eve.notes(101, incident=NIL))
    big = eve.entry("note", incident=NIL)
    body = b"x" * 65_537
    with refused_with("23514"):
        eve.push(changed(big, body=body, digest=body_digest(big.salt, body)))
    assert server.count(where=f"desk = {eve.number}") == 0
    eve.push(*eve.notes(100, incident=NIL))


def test_an_unsigned_batch_is_refused(eve: Hand) -> None:
    for sig in (None, b"", b"s" * 63):
        with refused_with("DK000"):
            eve.push(eve.entry("note", incident=NIL), sig=sig)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_old_snapshot_is_refused(eve: Hand, level: str) -> None:
    with refused_with("DK000"), eve.connection.transaction():
        eve.connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
        eve.push(eve.entry("note", incident=NIL))


def test_one_session_kept_waiting_by_another_keeps_no_right_that_was_taken_meanwhile(server: Server) -> None:
    ada, bea = server.desk(), server.desk()
    hidden = ada.restricts()
    assert ada.says("gov.member.added", bea.person, incident=hidden, stream=hidden)
    first = bea.entry("note", incident=hidden, stream=hidden)
    bea.push(first)
    other = bea.connect()
    with other.transaction():
        bea.push(first, connection=other)  # holds the end of the chain
        late = bea.entry("note", incident=hidden, stream=hidden)
        answer: list[object] = []
        thread = threading.Thread(target=lambda: answer.append(bea.push(late)))
        thread.start()
        time.sleep(0.3)
        assert ada.says("gov.member.removed", bea.person, incident=hidden, stream=hidden)
    thread.join()
    other.close()
    assert answer == [[late.seq]]  # it is kept, refused, and nobody heeds it


def test_ten_desks_open_one_incident_and_one_is_heeded(server: Server) -> None:
    hands = [server.desk() for _ in range(10)]
    incident = new_id()
    heeded: list[bool] = []
    gate = threading.Barrier(10)

    def open_it(hand: Hand) -> None:
        gate.wait()
        heeded.append(hand.says("gov.incident.opened", "SEV1", incident=incident))

    threads = [threading.Thread(target=open_it, args=(hand,)) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heeded) == [False] * 9 + [True]
    assert server.count("incidents", f"incident = '{incident}'") == 1


def test_numbers_are_dense_whatever_is_rolled_back(server: Server) -> None:
    hands = [server.desk() for _ in range(4)]

    def work(hand: Hand) -> None:
        for count in range(12):
            end = hand.ends.get(OPEN, (0, b""))
            try:
                with hand.connection.transaction():
                    hand.opens()
                    if count % 3 == 0:
                        raise psycopg.Rollback
            except psycopg.Rollback:
                pass
            if count % 3 == 0:
                hand.ends[OPEN] = end

    threads = [threading.Thread(target=work, args=(hand,)) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [
        n for (n,) in server.admin.execute("SELECT number FROM record.incidents WHERE number < 1000000 ORDER BY 1")
    ]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 32


def test_an_emptied_entry_is_taken_by_its_digest_alone_and_pushed_again_stays_empty(server: Server, eve: Hand) -> None:
    entry = eve.entry("note", incident=NIL)
    eve.push(msgspec.structs.replace(entry, salt=b"", body=b""))
    eve.push(entry)
    assert server.one("SELECT octet_length(body) FROM record.entries WHERE id = %s", entry.id) == 0
    with refused_with("DK002"):
        eve.push(msgspec.structs.replace(eve.entry("note", incident=NIL), salt=b""))


def test_a_governing_kind_that_is_not_known_is_kept_and_refused(eve: Hand) -> None:
    assert not eve.says("gov.everything.mine", eve.person, incident=NIL)


def test_a_version_8_incident_never_lies_in_the_open_stream(eve: Hand) -> None:
    opening = eve.entry("gov.incident.opened", "SEV1", incident=NIL)
    with refused_with("DK000"):
        eve.push(hashed(msgspec.structs.replace(opening, incident="00000000-0000-8000-8000-000000000001")))
