"""The door for what is new, asked with cursors that no honest desk has: old, from the future, another's, malformed."""

from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shared.byhand import Hand, Server

NEWS = "SELECT (e).id::text, target::text, is_more FROM record.news(%s::pg_snapshot, %s)"
TRUTH = (
    "SELECT id::text FROM record.entries WHERE stream IN (SELECT record.readable(%s)) "
    "AND NOT pg_visible_in_snapshot(xid, %s::pg_snapshot) AND pg_visible_in_snapshot(xid, %s::pg_snapshot) "
    "ORDER BY xid, stream, seq"
)
FUTURE = "9000000000000000:9000000000000000:"


@pytest.fixture
def ada(server: Server) -> Hand:
    return server.desk("manager")


@pytest.fixture
def eve(server: Server) -> Hand:
    return server.desk()


def news(hand: Hand, base: str, most: int | None = 500) -> tuple[list[str], str, bool]:
    """Returns: the ids that it brings, up to which snapshot that is, and whether there is more to it."""
    *rows, last = hand.run(NEWS, base, most)
    assert last[0] is None
    assert all(row[2] is False for row in rows)
    return [row[0] for row in rows], last[1], last[2]


def truth(server: Server, hand: Hand, base: str, target: str) -> list[str]:
    """What the owner of the database finds that this desk should get."""
    return [row[0] for row in server.admin.execute(TRUTH.encode(), (hand.person, base, target)).fetchall()]


def now(server: Server) -> int:
    return int(server.one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(st.integers(-5, 40), st.integers(0, 20), st.sets(st.integers(0, 19), max_size=6)))
def test_with_any_cursor_it_brings_just_what_came_since_or_says_that_there_is_more(
    server: Server, ada: Hand, eve: Hand, form: tuple[int, int, set[int]]
) -> None:
    back, width, amid = form
    if not ada.ends:
        incident, restricted = ada.opens(), ada.restricts()
        for _ in range(5):
            assert ada.says("note", incident=incident)
            assert ada.says("note", incident=restricted, stream=restricted)
            assert eve.says("note", incident=incident)
    with eve.connect() as slow, slow.transaction():
        slow.execute("SELECT pg_current_xact_id()")  # somebody takes their time
        low = now(server) - back
        running = [low + each for each in sorted(amid) if each < width]
        base = f"{min(running, default=low + width)}:{low + width}:{','.join(map(str, running))}"
        for hand in (eve, ada):
            ids, target, is_more = news(hand, base)
            if not is_more:
                assert ids == truth(server, hand, base, target)


def test_an_old_cursor_skips_nothing_however_many_are_asked_for(server: Server, ada: Hand, eve: Hand) -> None:
    incident = ada.opens()
    base = eve.snapshot()
    for _ in range(6):
        assert ada.push(*ada.notes(100, incident=incident)) == []
    for most in (1, 7, 500, 501, 1000, 2**31 - 1, 0, -1, None):
        ids, target, is_more = news(eve, base, most)
        everything = truth(server, eve, base, target)
        assert len(everything) == 600
        assert is_more
        assert ids == everything[: len(ids)]
        assert len(ids) <= 500
        assert [id_ for _, id_ in eve.reads(base, target)] == everything


def test_before_everything_there_is_more_to_it_and_the_other_doors_bring_just_what_one_may_read(
    server: Server, ada: Hand, eve: Hand
) -> None:
    incident, restricted = ada.opens(), ada.restricts()
    assert ada.says("note", incident=incident)
    assert ada.says("note", incident=restricted, stream=restricted)
    ids, target, is_more = news(eve, "3:3:")
    assert is_more or ids == truth(server, eve, "3:3:", target)
    assert sorted(id_ for _, id_ in eve.reads("3:3:", target)) == sorted(truth(server, eve, "3:3:", target))


def test_a_cursor_from_the_future_brings_nothing_and_is_given_back_as_now(server: Server, ada: Hand, eve: Hand) -> None:
    incident = ada.opens()
    assert ada.says("note", incident=incident)
    ids, target, is_more = news(eve, FUTURE)
    assert (ids, is_more) == ([], False)
    assert int(target.split(":")[1]) <= now(server)
    later = ada.entry("note", incident=incident)
    assert ada.push(later) == []
    assert news(eve, target)[0] == [later.id]


def test_the_cursor_of_somebody_who_reads_more_brings_no_more(server: Server, ada: Hand, eve: Hand) -> None:
    restricted, incident = ada.restricts(), ada.opens()
    sealed, said = ada.entry("note", incident=restricted, stream=restricted), ada.entry("note", incident=incident)
    with ada.connection.transaction(), ada.connect() as other:
        assert ada.push(sealed) == []
        assert ada.push(said, connection=other) == []
        theirs = other.execute("SELECT snapshot::text FROM record.hello()").fetchone()
    assert theirs is not None
    assert theirs[0].split(":")[2]  # it names the transaction that sealed entry came in with
    assert news(ada, theirs[0])[0] == [sealed.id]
    ids, _, is_more = news(eve, theirs[0])
    assert (ids, is_more) == ([], False)


def test_nothing_tells_whoever_may_not_know_that_access_changed_elsewhere(server: Server, ada: Hand, eve: Hand) -> None:
    cyd = server.desk()
    base = eve.snapshot()
    restricted = ada.restricts()
    assert ada.says("gov.member.added", cyd.person, incident=restricted, stream=restricted)
    assert ada.says("note", incident=restricted, stream=restricted)
    ids, _, is_more = news(eve, base)
    assert (ids, is_more) == ([], False)
    assert news(cyd, base)[2]
    assert len(cyd.reads(base)) >= 3


def test_who_was_shut_out_gets_nothing_with_any_cursor(server: Server, ada: Hand, eve: Hand) -> None:
    base = eve.snapshot()
    incident = ada.opens()
    assert ada.says("note", incident=incident)
    server.admin.execute("UPDATE record.desks SET revoked_at = clock_timestamp() WHERE desk = %s", (eve.number,))
    for cursor in (base, "3:3:", "1:1:", FUTURE):
        ids, _, is_more = news(eve, cursor)
        assert (ids, is_more) == ([], False)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_snapshot_from_before_brings_no_news(server: Server, ada: Hand, eve: Hand, level: str) -> None:
    base = eve.snapshot()
    assert ada.says("note", incident=ada.opens())
    assert news(eve, base)[0] != []
    with eve.connection.transaction():
        eve.connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
        eve.run("SELECT 1")
        server.admin.execute("UPDATE record.desks SET revoked_at = clock_timestamp() WHERE desk = %s", (eve.number,))
        assert news(eve, base)[0] == []


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "0:0:", "-1:5:", "9:5:", "5:9:4", "5:9:9", "5:9:7,6", "5:9:6;", "5:9", "18446744073709551616:1:"],
)
def test_a_malformed_cursor_is_refused_with_no_word_but_its_own(ada: Hand, eve: Hand, cursor: str) -> None:
    ada.restricts()
    with pytest.raises(psycopg.Error) as refused:
        news(eve, cursor)
    said = refused.value.diag
    assert (said.sqlstate, said.message_primary) == ("22P02", f'invalid input syntax for type pg_snapshot: "{cursor}"')
    told: list[Any] = [said.message_detail, said.message_hint, said.schema_name, said.table_name, said.internal_query]
    assert told == [None] * len(told)
    assert "record." not in (said.context or "")


@pytest.mark.parametrize(
    "cursor", [None, "1:1:", "1:18446744073709551615:", f"1:2000:{','.join(map(str, range(1, 2000)))}"]
)
def test_an_odd_cursor_brings_what_it_says_or_says_that_there_is_more(
    server: Server, ada: Hand, eve: Hand, cursor: str | None
) -> None:
    restricted = ada.restricts()
    assert ada.says("note", incident=restricted, stream=restricted)
    *rows, last = eve.run(NEWS, cursor, 500)
    mine = {row[0] for row in server.admin.execute(TRUTH.encode(), (eve.person, "1:1:", last[1])).fetchall()}
    assert {row[0] for row in rows} <= mine
