"""What a desk may not read, asked for in every way that SQL by hand allows."""

import contextlib
import hashlib
import os
import re
from collections.abc import Generator

import psycopg
import pytest

from incident_desk.domain.ids import NIL, StreamId
from tests.shared.byhand import OPEN, Hand, Server, new_id, refused_with

READING = (
    "record.pull('3:3:', %(now)s::pg_snapshot, '0'::xid8, '{nil}', 0, 500)",
    "record.pull_unsealed(%(now)s::pg_snapshot, %(now)s::pg_snapshot, '{nil}', 0, 0, 500)",
    "record.pull_unsealed('3:3:', %(now)s::pg_snapshot, '{nil}', 0, 0, 500)",
    "record.pull_erased('3:3:', %(now)s::pg_snapshot, '0'::xid8, '', 500)",
    "record.news('3:3:', 500) WHERE (e).id IS NOT NULL",
    "record.fetch(%(desk)s, %(stream)s, 1, 500)",
    "record.stretches(%(desk)s, %(stream)s, 1, 500, 500)",
    "record.beginnings(%(desk)s, %(stream)s, '{1}')",
    "record.from_archive(%(desk)s, %(stream)s, '{1}')",
    "record.stamped(0, '{nil}', 0, 500)",
    "record.heads_mine()",
    "record.present()",
    "record.attachment(%(stream)s, %(digest)s, 0, 100)",
    "record.attached(%(stream)s, ARRAY[%(digest)s])",
)


SALT, FILE = b"s" * 16, b"a graph of the lag"
DIGEST = hashlib.sha256(SALT + FILE).digest()


@pytest.fixture
def ada(server: Server) -> Hand:
    return server.desk("manager")


@pytest.fixture
def eve(server: Server) -> Hand:
    return server.desk()


@pytest.fixture(params=["restricted", "investigation"])
def sealed(ada: Hand, request: pytest.FixtureRequest) -> StreamId:
    """A stream that Eve may not read, with nine entries, a file and somebody in it."""
    if request.param == "restricted":
        stream = ada.restricts()
        incident: str = stream
    else:
        incident = ada.opens()
        stream = ada.investigates(incident)
        assert ada.says("gov.member.added", ada.person, incident=incident, stream=stream)
    for _ in range(9):
        assert ada.says("note", incident=incident, stream=stream)
    ada.run("SELECT record.here(%s, %s, 'board', 'draft')", stream, incident)
    ada.run("SELECT record.attach(%s, %s, %s, %s)", stream, DIGEST, SALT, FILE)
    return stream


def everything_that_can_be_asked(eve: Hand, ada: Hand, stream: str) -> list[object]:
    told: list[object] = []
    now = eve.snapshot()
    for call in READING:
        query = f"SELECT * FROM {call.replace('{nil}', NIL)}"
        row = {"now": now, "desk": ada.number, "stream": stream, "digest": DIGEST}
        told += eve.connection.execute(query.encode(), row).fetchall()
    return told


def test_the_reading_doors_tell_nothing_of_a_sealed_stream(
    server: Server, ada: Hand, eve: Hand, sealed: StreamId
) -> None:
    hidden = [
        entry for (entry,) in server.admin.execute("SELECT id::text FROM record.entries WHERE stream = %s", (sealed,))
    ]
    told = str(everything_that_can_be_asked(ada, ada, sealed))
    assert all(entry in told for entry in [*hidden, "draft", str(FILE), str(DIGEST)])
    told = str(everything_that_can_be_asked(eve, ada, sealed))
    assert not any(entry in told for entry in [*hidden, "draft", str(FILE), str(DIGEST)])
    assert sealed not in {stream for _, stream, *_ in eve.run("SELECT desk, stream::text FROM record.heads_mine()")}
    assert sealed not in {stream for stream, _ in eve.reads()}


def test_an_unknown_stream_and_a_sealed_one_answer_alike(ada: Hand, eve: Hand, sealed: StreamId) -> None:
    said: list[str] = []
    for stream in (sealed, new_id()):
        entry = eve.entry("note", incident=stream, stream=StreamId(stream))
        with refused_with("42501") as caught:
            eve.push(entry)
        said.append(caught.said)
        for call in (
            ("SELECT record.here(%s, NULL, NULL, NULL)", stream),
            ("SELECT record.attach(%s, %s, %s, %s)", stream, os.urandom(32), os.urandom(16), b"x"),
        ):
            with refused_with("42501") as caught:
                eve.run(str(call[0]), *call[1:])
            said.append(caught.said)
        assert eve.run("SELECT * FROM record.fetch(%s, %s, 1, 500)", ada.number, stream) == []
    assert said[: len(said) // 2] == said[len(said) // 2 :]


def test_an_entry_of_a_sealed_stream_cannot_be_asked_for_by_erasing(
    server: Server, ada: Hand, sealed: StreamId
) -> None:
    mallory = server.desk("manager")
    hidden = server.one("SELECT id::text FROM record.entries WHERE stream = %s AND seq = 1", sealed)
    for subject in (hidden, new_id()):
        assert not mallory.says("gov.erase.asked", subject, incident=NIL)


def test_opening_and_governing_in_a_sealed_stream_answer_like_an_unknown_one(eve: Hand, sealed: StreamId) -> None:
    for kind, subject in (("gov.incident.opened", "SEV1"), ("gov.member.added", eve.person), ("gov.unsealed", None)):
        for stream in (sealed, StreamId(new_id())):
            with refused_with("42501"):
                eve.push(eve.entry(kind, subject, incident=stream, stream=stream))


def test_an_existing_sealed_stream_cannot_be_opened_again_into_ones_own_hands(
    server: Server, ada: Hand, eve: Hand, sealed: StreamId
) -> None:
    incident = eve.opens()
    for kind in ("gov.investigation.opened", "gov.stream.restricted"):
        assert not eve.says(kind, sealed, incident=incident)
        assert not eve.says(kind, new_id(), incident=incident)
    assert server.count("grants", f"person = '{eve.person}'") == 0


def test_no_plan_and_no_estimate_is_shown(eve: Hand, ada: Hand, sealed: StreamId) -> None:
    """A plan would have the number of rows that were filtered out, or an estimate of them."""
    eve.server.admin.execute("ANALYZE record.entries")
    said: list[str] = []
    eve.connection.add_notice_handler(lambda notice: said.append(f"{notice.message_primary} {notice.message_detail}"))
    for setting in ("client_min_messages = debug5", "debug_print_plan = on", "debug_print_rewritten = on"):
        eve.connection.execute(f"SET {setting}".encode())
    everything_that_can_be_asked(eve, ada, sealed)
    assert any("FUNCTIONSCAN" in each for each in said)  # the plan of what Eve asked herself
    assert not any(re.search(r"\{(SEQ|INDEX|INDEXONLY|BITMAPHEAP)SCAN", each) for each in said)
    for setting in ("auto_explain.log_min_duration = 0", "auto_explain.log_nested_statements = on"):
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            eve.connection.execute(f"SET {setting}".encode())
    with refused_with("42501"):
        eve.run("LOAD 'auto_explain'")
    rows = eve.run(f"EXPLAIN (ANALYZE, VERBOSE, BUFFERS) SELECT * FROM record.fetch({ada.number}, '{sealed}', 1, 500)")
    told = "\n".join(line for (line,) in rows)
    assert not re.search("Rows Removed|entries_", told)


def test_a_leaking_function_or_operator_sees_no_row(eve: Hand, ada: Hand, sealed: StreamId) -> None:
    """It would see rows before row security does, if it stood in a query over the table."""
    seen: list[str] = []
    eve.connection.add_notice_handler(lambda notice: seen.append(notice.message_primary or ""))
    with refused_with("42501"):
        eve.run(
            "CREATE FUNCTION pg_temp.leak(bytea) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS "
            "$$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"
        )
    eve.connection.execute("SET row_security = off")
    with refused_with("42501"):
        everything_that_can_be_asked(eve, ada, sealed)


def test_row_security_holds_even_where_somebody_granted_select_by_mistake(
    server: Server, ada: Hand, eve: Hand, sealed: StreamId
) -> None:
    with _mistake(server, f"GRANT SELECT ON record.entries, record.heads, record.streams TO {eve.role}"):
        with refused_with("42501"):  # the policy's own functions have no door either
            eve.run("SELECT count(*) FROM record.entries WHERE stream = %s", sealed)
        with refused_with("42501"):
            eve.run(f"EXPLAIN ANALYZE SELECT * FROM record.entries WHERE stream = '{sealed}'")


@contextlib.contextmanager
def _mistake(server: Server, query: str) -> Generator[None]:
    server.admin.execute(query.encode())
    yield
    server.admin.execute(query.replace("GRANT", "REVOKE").replace(" TO ", " FROM ").encode())


def test_the_catalog_shows_no_values(eve: Hand, sealed: StreamId) -> None:
    eve.server.admin.execute("ANALYZE record.entries")
    for query in (
        "SELECT most_common_vals::text FROM pg_stats WHERE schemaname = 'record'",
        "SELECT query FROM pg_stat_activity WHERE usename <> session_user AND query NOT LIKE '<insuff%%'",
        "SELECT * FROM pg_stats_ext",
        "SELECT * FROM pg_prepared_xacts",
    ):
        assert [row for row in eve.run(query) if row[0]] == []


def test_a_notification_says_that_something_is_new_and_nothing_else(ada: Hand, eve: Hand, sealed: StreamId) -> None:
    eve.connection.execute("LISTEN record")
    assert ada.says("note", incident=_incident(ada, sealed), stream=sealed)
    ada.connection.execute("NOTIFY record")
    heard = list(eve.connection.notifies(timeout=2, stop_after=1))
    assert [n.payload for n in heard] == [""]


def test_numbers_show_no_gap_where_something_is_restricted(server: Server, ada: Hand, eve: Hand) -> None:
    incidents: list[str] = []
    for _ in range(3):
        incidents.append(eve.opens())
        ada.restricts()
    first, *rest = (server.one("SELECT number FROM record.incidents WHERE incident = %s", each) for each in incidents)
    assert rest == [first + 1, first + 2]


def test_who_has_no_desk_reads_nothing(server: Server, ada: Hand, sealed: StreamId) -> None:
    role = server.invite("administrator")
    guest = Hand(server, role, 77, ada.person)
    try:
        assert everything_that_can_be_asked(guest, ada, sealed) == []
        assert guest.run("SELECT * FROM record.roster()") == []
        with refused_with("42501"):
            guest.push(guest.entry("note", incident=NIL))
        with refused_with("42501"):
            guest.run("SELECT record.here(%s, NULL, NULL, NULL)", NIL)
    finally:
        guest.close()


# what becomes readable -----------------------------------------------------------------------------------------------


def _incident(ada: Hand, stream: StreamId) -> str:
    return ada.server.one("SELECT incident::text FROM record.streams WHERE stream = %s", stream)


def test_what_is_unsealed_comes_once_and_in_the_order_of_its_chains(ada: Hand, eve: Hand) -> None:
    incident = ada.opens()
    stream = ada.investigates(incident)
    assert ada.says("gov.member.added", ada.person, incident=incident, stream=stream)
    for _ in range(9):
        assert ada.says("note", incident=incident, stream=stream)
    base = eve.snapshot()
    assert [s for s, _ in eve.reads("3:3:", base) if s == stream] == []
    assert ada.says("note", incident=incident, stream=stream)
    assert ada.says("gov.unsealed", incident=incident, stream=stream)
    assert ada.says("note", incident=incident, stream=stream)
    now = eve.snapshot()
    assert _seqs(eve, stream, eve.reads(base, now)) == list(range(1, 14))
    assert ada.says("note", incident=incident, stream=stream)
    assert _seqs(eve, stream, eve.reads(now)) == [14]


def test_a_late_grant_brings_what_was_before_and_removal_ends_it(ada: Hand, eve: Hand) -> None:
    stream = ada.restricts()
    for _ in range(9):
        assert ada.says("note", incident=stream, stream=stream)
    base = eve.snapshot()
    assert ada.says("gov.member.added", eve.person, incident=stream, stream=stream)
    now = eve.snapshot()
    assert _seqs(eve, stream, eve.reads(base, now)) == list(range(1, 12))
    assert ada.says("gov.member.removed", eve.person, incident=stream, stream=stream)
    assert ada.says("note", incident=stream, stream=stream)
    assert _seqs(eve, stream, eve.reads(now)) == []
    assert _seqs(eve, stream, eve.reads()) == []
    assert ada.says("gov.member.added", eve.person, incident=stream, stream=stream)
    assert _seqs(eve, stream, eve.reads(now)) == list(range(1, 15))


def test_a_child_that_was_opened_inside_of_what_is_granted_later_comes_with_it(ada: Hand, eve: Hand) -> None:
    parent = ada.restricts()
    child = ada.investigates(parent, parent)
    assert ada.says("gov.member.added", ada.person, incident=parent, stream=child)
    assert ada.says("note", incident=parent, stream=child)
    assert ada.says("gov.unsealed", incident=parent, stream=child)
    base = eve.snapshot()
    assert _seqs(eve, child, eve.reads()) == []
    assert ada.says("gov.member.added", eve.person, incident=parent, stream=parent)
    found = eve.reads(base)
    assert _seqs(eve, child, found) == [1, 2, 3]
    assert _seqs(eve, parent, found) == [1, 2, 3]


def test_members_that_a_manager_adds_to_another_incident_get_nothing(ada: Hand, eve: Hand) -> None:
    mine, theirs = eve.restricts(), ada.restricts()
    with refused_with("42501"):
        eve.push(eve.entry("gov.member.added", eve.person, incident=theirs, stream=theirs))
    assert not eve.says("gov.member.added", eve.person, incident=theirs, stream=mine)
    with refused_with("DK000"):
        eve.push(eve.entry("gov.member.added", eve.person, incident=theirs, stream=OPEN))
    assert theirs not in {stream for stream, _ in eve.reads()}


def _seqs(hand: Hand, stream: str, found: list[tuple[str, str]]) -> list[int]:
    """The seqs in the order they came, which must be that of the chain, each once."""
    ids = [entry for where, entry in found if where == stream]
    rows = dict(
        hand.server.admin.execute("SELECT id::text, seq FROM record.entries WHERE stream = %s", (stream,)).fetchall()
    )
    return [rows[each] for each in ids]
