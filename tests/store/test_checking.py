"""Every kind of damage is said in a sentence that names the desk and the place in its chain."""

import msgspec
import pytest

from incident_desk.domain.entry import body_digest
from incident_desk.domain.errors import RecordDamaged
from incident_desk.domain.ids import DeskNumber
from incident_desk.domain.kinds import encode_body
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import attachments, checking
from incident_desk.store.checking import ATTACHED
from incident_desk.store.engine import driver, writing
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.reader import Reader
from tests.store.breaking import flip, problems
from tests.store.conftest import replica_of
from tests.store.making import ADA, chain, entry, sealed, words

WRITTEN = chain(5)
THEIRS = chain(2, desk=9)


@pytest.fixture
def record(home: Home) -> Home:
    """A closed home with the chains of two desks."""
    with replica_of(home) as replica:
        replica.append(WRITTEN[:3], heard_us=1)
        replica.append(THEIRS, heard_us=2)
        replica.append(WRITTEN[3:], heard_us=3)
    return home


def change(home: Home, statement: str, *parameters: object) -> None:
    """What no desk ever does to its record."""
    engine = writing(home.database)
    assert driver(engine).execute(statement, parameters).rowcount
    engine.dispose()


def test_nothing_is_wrong_with_a_record_as_it_was_written(record: Home) -> None:
    assert problems(record) == []


def test_nothing_is_wrong_where_nothing_was_written(home: Home) -> None:
    assert problems(home) == []


def test_nothing_is_wrong_with_what_was_erased(record: Home) -> None:
    with replica_of(record) as replica:
        replica.append([], erased=[WRITTEN[1].id], heard_us=4)
    assert problems(record) == []


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("body", b'{"text":"All is well"}', "its body is not the one that was written"),
        ("salt", b"0" * 16, "its body is not the one that was written"),
        ("salt", b"", "its body is not the one that was written"),
        ("digest", b"0" * 32, "its body is not the one that was written"),
        ("kind", "state.set", "its hash does not cover it"),
        ("author", "somebody", "its hash does not cover it"),
        ("subject", "somebody", "its hash does not cover it"),
        ("hlc", 1, "its hash does not cover it"),
        ("occurred_us", 1, "its hash does not cover it"),
        ("recorded_us", 1, "its hash does not cover it"),
        ("prev_hash", b"0" * 32, "its hash does not cover it"),
        ("hash", b"0" * 32, "its hash does not cover it"),
        ("incident", "0190b5a6-7d6f-7bd7-8e27-5f8a6f0c9999", "its hash does not cover it"),
        ("id", "0190b5a6-7d6f-7bd7-8e27-5f8a6f0c9999", "its hash does not cover it"),
        ("id", "no id", "it cannot be read"),
        ("hlc", "no number", "it cannot be read"),
    ],
)
def test_an_entry_with_something_changed_is_named(record: Home, column: str, value: object, says: str) -> None:
    change(record, f"UPDATE entries SET {column} = ? WHERE desk = 7 AND seq = 2", value)
    assert any("seq 2 of desk 7 (" in said and says in said for said in problems(record))


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM entries WHERE desk = 7 AND seq = 2", "desk 7 has 4 entries, and its last is seq 5"),
        ("DELETE FROM entries WHERE desk = 7 AND seq = 1", "desk 7 has 4 entries, and its last is seq 5"),
        ("DELETE FROM entries WHERE desk = 7 AND seq = 5", "the last entry is missing, up to seq 5 of desk 7"),
        ("DELETE FROM entries WHERE desk = 7 AND seq > 3", "the last 2 entries are missing, up to seq 5 of desk 7"),
        ("DELETE FROM entries WHERE desk = 9 AND seq = 2", "7 entries were saved here and 6 are there"),
        ("DELETE FROM entries WHERE desk = 9", "7 entries were saved here and 5 are there"),
        ("DELETE FROM entries", "the last 7 entries are missing"),
        ("UPDATE entries SET seq = 8 WHERE desk = 9 AND seq = 2", "desk 9 has 2 entries, and its last is seq 8"),
        ("UPDATE entries SET desk = 8 WHERE desk = 9 AND seq = 2", "desk 8 has 1 entries, and its last is seq 2"),
    ],
)
def test_what_is_missing_is_missed_at_the_start_already(record: Home, statement: str, says: str) -> None:
    change(record, statement)
    assert any(says in said for said in problems(record))
    with pytest.raises(RecordDamaged, match=says), replica_of(record):
        pass


def test_a_chain_that_was_written_anew_in_the_middle_is_broken_there(record: Home) -> None:
    salt, body = b"1" * 16, b'{"text":"All is well"}'
    forged = sealed(msgspec.structs.replace(WRITTEN[1], salt=salt, body=body, digest=body_digest(salt, body)))
    change(
        record,
        "UPDATE entries SET salt = ?, body = ?, digest = ?, hash = ? WHERE id = ?",
        *(forged.salt, forged.body, forged.digest, forged.hash, forged.id),
    )
    assert "desk 7 is broken at seq 3: it does not follow the entry before it" in problems(record)
    with pytest.raises(RecordDamaged, match="desk 7 is broken at seq 3"), replica_of(record):
        pass


def test_a_record_with_another_end_is_not_the_one_that_was_written(record: Home) -> None:
    other = sealed(msgspec.structs.replace(WRITTEN[4], kind="state.set"))
    change(record, "UPDATE entries SET kind = ?, hash = ? WHERE id = ?", other.kind, other.hash, other.id)
    assert problems(record) == ["it is not the record that was written here: entry 7 is another one"]


def test_a_chain_of_a_sealed_stream_is_named_with_its_stream(home: Home) -> None:
    stream = "0190b5a6-7d6f-8bd7-8e27-5f8a6f0c0003"
    with replica_of(home) as replica:
        replica.append(chain(3, stream=stream), heard_us=1)
    change(home, "DELETE FROM entries WHERE seq = 2")
    assert f"desk 7, stream {stream} has 2 entries, and its last is seq 3" in problems(home)


def test_what_no_hash_covers_is_compared_with_its_index(home: Home) -> None:
    heard_us, number = 0x11223344556677, 0x01234567
    with replica_of(home) as replica:
        replica.append([msgspec.structs.replace(entry(), number=number)], heard_us=heard_us)
        replica.add_identity(Identity(DeskNumber(7), ADA, b"the public half of a pair of keys", 1))
        replica.set_setting("person", "whoever sits at the desk")
    raw = home.database.read_bytes()
    for held in (heard_us.to_bytes(8, "big"), number.to_bytes(4, "big"), b"a pair of keys", b"sits at the desk"):
        at = raw.index(held)
        flip(home.database, at)
        assert any("index" in said for said in problems(home))
        flip(home.database, at)
    assert problems(home) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE words_content SET c0 = 'All is well' WHERE id = 2", "the search index has other words for it"),
        (
            "INSERT INTO words(rowid, text) VALUES (99, 'All is well')",
            "the words of 1 entries that are not in the record",
        ),
        ("DELETE FROM words WHERE rowid = 2", "seq 2 of desk 7 (timeline.noted"),
    ],
)
def test_a_search_index_that_says_something_else_is_noticed(record: Home, statement: str, says: str) -> None:
    change(record, statement)
    assert any(says in said for said in problems(record))


# files ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def attached(home: Home) -> str:
    """The digest of a file that is on the record."""
    digest = attachments.put(home, b"a picture").digest
    body = encode_body(AttachmentAdded(digest=digest, name="a.png", size_bytes=9, media_type="image/png"))
    with replica_of(home) as replica:
        replica.append([entry(kind=ATTACHED, body=body)], heard_us=1)
    return digest


def test_a_file_that_is_missing_is_named_with_its_entry(home: Home, attached: str) -> None:
    assert problems(home) == []
    attachments.erase(home, attached)
    (said,) = problems(home)
    assert said.startswith("seq 1 of desk 7 (")
    assert said.endswith(f"the attachment {attached} is missing")


def test_a_file_that_is_another_one_is_named(home: Home, attached: str) -> None:
    flip(attachments.path_of(home, attached), 20)
    assert problems(home) == [f"the attachment {attached} is not the file that was attached"]


def test_a_file_that_came_back_after_it_was_erased_is_named(home: Home, attached: str) -> None:
    content = attachments.path_of(home, attached).read_bytes()
    with replica_of(home) as replica:
        replica.append([], erased=[attached], heard_us=2)
        attachments.erase(home, attached)
        replica.settle()
    assert problems(home) == []
    attachments.path_of(home, attached).write_bytes(content)
    assert problems(home) == [f"the attachment {attached} was erased, and is still there"]


# how it is told ------------------------------------------------------------------------------------------------------


def test_it_says_how_far_it_is(record: Home) -> None:
    told: list[tuple[int, int]] = []
    checking.everything(record, words, lambda done, total: told.append((done, total)))
    assert told == [(7, 7)]


def test_a_problem_knows_its_entry(record: Home) -> None:
    change(record, "UPDATE entries SET kind = 'state.set' WHERE id = ?", WRITTEN[2].id)
    assert [problem.entry for problem in checking.everything(record, words)] == [WRITTEN[2].id]


def test_a_file_that_is_no_database_is_a_problem_and_not_an_error(record: Home) -> None:
    record.database.write_bytes(b"this is a letter\n" * 500)
    assert "file is not a database" in problems(record)[0]


def test_a_damaged_record_is_read_as_far_as_it_can_be(record: Home) -> None:
    change(record, "DELETE FROM entries WHERE desk = 7 AND seq > 3")
    with pytest.raises(RecordDamaged, match="the last 2 entries are missing"):
        Reader.open(record)
    with Reader.open(record, unchecked=True) as reader:
        assert [each.seq for each in reader.entries_after(0)] == [1, 2, 3, 1, 2]
