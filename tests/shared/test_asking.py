"""What is asked of the server again and again: in binary, whatever the environment says, and on after a refusal."""

from collections.abc import Generator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_desk.domain.entry import uuid_bytes
from incident_desk.store.shared.asking import BIGINT, BYTEA, TEXT, UUID, Question, array, ask, ask_and_tell, number
from incident_desk.store.shared.connection import Connection, connect, parse

WORDS = Question(b"words", b"SELECT $1::text, $2::bigint, $3::bytea, $4::uuid::text, true, NULL::int")
LISTS = Question(b"lists", b"SELECT $1::text[], $2::bigint[], $3::bytea[], $4::uuid[]::text[], array_dims($1::text[])")
CALL = Question(b"call", b"SELECT pg_notify('rooms', '')")
REFUSED = Question(b"refused", b"SELECT 1 / $1::bigint")
ID = "0190f5fe-7c00-7a00-8abc-def012345678"
text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@pytest.fixture
def connection(database: str, monkeypatch: pytest.MonkeyPatch) -> Generator[Connection]:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with connect(parse(database)) as made:
        yield made


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(word=text, count=st.integers(-(2**63), 2**63 - 1), raw=st.binary())
def test_the_server_takes_what_is_asked_as_it_was_meant(
    connection: Connection, word: str, count: int, raw: bytes
) -> None:
    answer = ask(connection, WORDS, word.encode(), number(count), raw, uuid_bytes(ID))
    assert answer == [(word, count, raw, ID, True, None)]


@SETTINGS
@given(words=st.lists(st.none() | text, min_size=1), counts=st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1))
def test_a_list_is_taken_in_its_order_and_counted_from_one(
    connection: Connection, words: list[str | None], counts: list[int]
) -> None:
    raws = [number(count) for count in counts]
    ((said, counted, raw, ids, dims),) = ask(
        connection,
        LISTS,
        array(TEXT, [None if word is None else word.encode() for word in words]),
        array(BIGINT, raws),
        array(BYTEA, raws),
        array(UUID, [uuid_bytes(ID)]),
    )
    assert (said, counted, raw, ids) == (words, counts, raws, [ID])
    assert dims == f"[1:{len(words)}]"


def test_a_refusal_says_why_and_the_same_is_asked_again(connection: Connection) -> None:
    for _ in range(2):
        with pytest.raises(psycopg.errors.DivisionByZero):
            ask(connection, REFUSED, number(0))
        assert ask(connection, REFUSED, number(1)) == [(1,)]


def test_what_is_told_goes_out_whether_or_not_the_question_is_refused(connection: Connection, database: str) -> None:
    with connect(parse(database)) as other:
        other.listen("rooms")
        for asked in (1, 0, 1):
            if asked:
                assert ask_and_tell(connection, REFUSED, number(asked), then=CALL) == [(1,)]
            else:
                with pytest.raises(psycopg.errors.DivisionByZero):
                    ask_and_tell(connection, REFUSED, number(asked), then=CALL)
            other.execute("SELECT 1")  # what was sent before is heard with the answer
            other.take_in()
            assert other.was_called
            other.was_called = False
            assert ask(connection, REFUSED, number(1)) == [(1,)]
