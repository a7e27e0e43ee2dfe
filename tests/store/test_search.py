"""Finding entries by their words: the newest first, whatever somebody types."""

from collections.abc import Generator

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_desk.domain.entry import Entry
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from incident_desk.store.search import WHY_LETTERS, search
from tests.store.making import INCIDENT, OTHER_INCIDENT, chain, entry, texts

SAID = (
    "Checkout fails for customers in Europe",
    "Failover of the database was started",
    "The database answers; checkout works again",
    "Élodie: der Überlauf im Zwischenspeicher ist behoben",
    "Roll back release 2024.11.3 of the payment-gateway",
)


@pytest.fixture
def reader(home: Home, replica: Replica) -> Generator[Reader]:
    """The record with these notes in it, one after the other."""
    last: Entry | None = None
    for text in SAID:
        last = entry(text, after=last)
        replica.append([last], heard_us=1)
    with Reader.open(home) as opened:
        yield opened


def found(reader: Reader, query: str, *, is_unfinished: bool = False) -> list[int]:
    """Which of the notes, by their places above."""
    hits = search(reader, query, is_unfinished=is_unfinished)
    assert texts([hit.entry for hit in hits]) == [hit.text for hit in hits]
    return [SAID.index(hit.text) for hit in hits]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("database", [2, 1]),  # the newest first
        ("DATABASE", [2, 1]),
        ("database checkout", [2]),  # all the words
        ("checkout database", [2]),  # in any order
        ('"checkout works"', [2]),
        ('"works checkout"', []),  # in quotation marks they stand beside each other
        ('"the database" failover', [1]),
        ("ueberlauf", []),
        ("überlauf", [3]),  # accents and capitals do not matter
        ("uberlauf elodie", [3]),
        ("check", [2, 0]),  # no word is just that: the beginning of one
        ("database check", [2]),
        ("2024.11.3", [4]),
        ("payment-gateway", [4]),
        ("gateway payment", [4]),
        ("nothing of the kind", []),
    ],
)
def test_words_are_found_as_a_person_means_them(reader: Reader, query: str, places: list[int]) -> None:
    assert found(reader, query) == places


def test_while_somebody_types_the_last_word_is_a_beginning(reader: Reader) -> None:
    assert found(reader, "databas", is_unfinished=True) == [2, 1]
    assert found(reader, "the d", is_unfinished=True) == [2, 1]


@pytest.mark.parametrize("query", ["", " ", '"', '""', "*", "-", "?!", "(", "…", "\0", "'", ";--", "\ud800"])
def test_what_has_no_words_finds_nothing(reader: Reader, query: str) -> None:
    assert found(reader, query) == []


@pytest.mark.parametrize(
    "query",
    [
        "database OR failover",
        "NOT database",
        "database AND checkout",
        "NEAR(database checkout, 2)",
        "text:database",
        "words:database",
        "{text}:database",
        "rowid:1",
        "^database",
        "database*",
        "database +checkout",
        '"database',
        'data"base',
        "'); DROP TABLE entries; --",
        "database\0checkout",
        "a\ud800b",
        "x" * 100_000,
        " ".join(["database"] * 5_000),
    ],
)
def test_nothing_that_is_typed_is_taken_for_syntax(reader: Reader, query: str) -> None:
    search(reader, query)
    search(reader, query, is_unfinished=True)
    search(reader, query, incident=INCIDENT)
    assert reader.count() == len(SAID)


def test_operators_are_words_like_others(reader: Reader) -> None:
    assert found(reader, "database OR failover") == []
    assert found(reader, "text:database") == []


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(exclude_categories=[]), max_size=40))
def test_no_query_raises(reader: Reader, query: str) -> None:
    for hit in search(reader, query):
        assert hit.why
        assert 0 < hit.score <= 1


def test_hits_can_be_kept_to_one_incident(home: Home, replica: Replica) -> None:
    mine, theirs = chain(3, "Checkout {}"), chain(3, "Checkout {}", desk=9, incident=OTHER_INCIDENT)
    for pair in zip(mine, theirs, strict=True):
        replica.append(pair, heard_us=1)
    with Reader.open(home) as reader:
        assert [h.entry for h in search(reader, "checkout", incident=OTHER_INCIDENT)] == theirs[::-1]
        assert [h.entry for h in search(reader, "checkout", incident=INCIDENT, limit=2)] == [mine[2], mine[1]]
        assert [h.entry for h in search(reader, "checkout", limit=3)] == [theirs[2], mine[2], theirs[1]]
        assert search(reader, "checkout", incident=INCIDENT, limit=0) == []


def test_erased_words_are_found_no_more(home: Home, replica: Replica) -> None:
    said = entry("the password is hunter2")
    replica.append([said, entry("another note", after=said)], heard_us=1)
    with Reader.open(home) as reader:
        assert len(search(reader, "hunter2")) == 1
        replica.append([], erased=[said.id], heard_us=2)
        assert search(reader, "hunter2") == []
        assert search(reader, "hun") == []
        assert len(search(reader, "another")) == 1


def test_an_entry_without_words_is_in_no_index(home: Home, replica: Replica) -> None:
    replica.append([entry(body=b'{"text": ""}')], heard_us=1)
    connection = sqlite.connect(home.database)
    assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)
    connection.close()


def test_a_hit_says_how_much_of_it_was_looked_for(reader: Reader) -> None:
    (whole,) = search(reader, "failover of the database was started")
    (part,) = search(reader, "failover")
    assert (whole.score, part.score) == (1.0, 1 / 6)


def test_a_short_text_is_shown_whole_and_on_one_line(home: Home, replica: Replica) -> None:
    replica.append([entry("Checkout\n  fails")], heard_us=1)
    with Reader.open(home) as reader:
        assert search(reader, "fails")[0].why == "Checkout fails"


@pytest.mark.parametrize("word", ["first", "ZWISCHENspeicher", "last"])
def test_of_a_long_text_the_part_around_the_word_is_shown(home: Home, replica: Replica, word: str) -> None:
    long = f"first {'x ' * 300} im Zwischenspeicher {'ä ' * 300} last"
    replica.append([entry(long)], heard_us=1)
    with Reader.open(home) as reader:
        why = search(reader, word)[0].why
    assert word.casefold() in why.casefold()
    assert len(why) <= WHY_LETTERS + 2
    assert why.startswith("…") == (word != "first")
    assert why.endswith("…") == (word != "last")
