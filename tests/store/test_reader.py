"""Reading the record beside whoever writes it."""

from pathlib import Path

import pytest

from incident_desk.domain.errors import NotFound, RecordDamaged, RecordError
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from tests.store.conftest import replica_of
from tests.store.making import INCIDENT, OTHER_INCIDENT, chain, entry
from tests.store.mounting import mounted


def test_where_nothing_was_written_there_is_nothing_to_read(home: Home, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no record in"):
        Reader.open(home)
    with pytest.raises(NotFound, match="no record in"):
        Reader.open(Home(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_a_record_that_was_begun_and_never_written_is_none(home: Home) -> None:
    home.database.touch()
    with pytest.raises(NotFound, match="no record in"):
        Reader.open(home)


def test_a_log_that_was_begun_and_never_written_is_no_record(home: Home) -> None:
    with replica_of(home) as replica:
        replica.append(chain(1), heard_us=1)
        head = home.log.read_bytes()[:32]
    home.acknowledged.unlink()
    home.database.write_bytes(b"")
    home.log.write_bytes(head)
    with pytest.raises(NotFound, match="no record in"):
        Reader.open(home)


def test_entries_come_in_the_order_all_desks_share(home: Home, replica: Replica) -> None:
    late, early = entry(hlc=20), entry(desk=9, hlc=10)
    same = entry(desk=3, hlc=20)
    replica.append([late, early, same], heard_us=1)
    with Reader.open(home) as reader:
        assert reader.entries(INCIDENT) == [early, same, late]
        assert reader.entries_after(1) == [early, same]


def test_kinds_are_read_across_incidents(home: Home, replica: Replica) -> None:
    note, state = entry(hlc=2), entry(desk=8, kind="state.set", hlc=1)
    other = entry(desk=9, kind="state.set", incident=OTHER_INCIDENT, hlc=3)
    replica.append([note, state, other], heard_us=1)
    with Reader.open(home) as reader:
        assert reader.entries_of_kinds(["state.set"]) == [state, other]
        assert reader.entries_of_kinds(["state.set", "timeline.noted", "unheard.of"]) == [state, note, other]
        assert reader.entries_of_kinds([]) == []


def test_it_knows_what_there_is(home: Home, replica: Replica) -> None:
    written = [*chain(2), entry(desk=9, incident=OTHER_INCIDENT)]
    replica.append(written, heard_us=1)
    with Reader.open(home) as reader:
        assert (reader.count(), reader.last_n(), reader.last_hlc()) == (3, 3, written[-1].hlc)
        assert set(reader.incident_ids()) == {INCIDENT, OTHER_INCIDENT}
        assert reader.entry(written[1].id) == written[1]
        assert reader.entry(INCIDENT) is None  # pyright: ignore[reportArgumentType]


def test_a_reader_beside_the_writer_sees_what_was_written_since(home: Home, replica: Replica) -> None:
    with Reader.open(home) as reader:
        assert reader.count() == 0
        replica.append(chain(2), heard_us=1)
        assert reader.count() == 2


def test_a_reader_writes_nothing(home: Home, replica: Replica) -> None:
    with Reader.open(home) as reader, pytest.raises(RecordError, match="cannot be written to"):
        reader.rows("DELETE FROM entries")


def test_a_closed_reader_says_so(home: Home, replica: Replica) -> None:
    reader = Reader.open(home)
    reader.close()
    with pytest.raises(RecordError, match="closed"):
        reader.count()


def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    home = Home(tmp_path / "disk" / "home")
    home.prepare()
    written = chain(3)
    with replica_of(home) as replica:
        replica.append(written, heard_us=1)
    with mounted(tmp_path / "disk", "ro"), Reader.open(home) as reader:
        assert reader.entries(INCIDENT) == written


def test_a_record_that_is_gone_is_not_taken_for_a_new_one(home: Home) -> None:
    with replica_of(home) as replica:
        replica.append(chain(3), heard_us=1)
    home.database.unlink()
    with pytest.raises(RecordDamaged, match="record.db is missing, and held 3 entries"):
        Reader.open(home)
    with pytest.raises(RecordDamaged, match="record.db is missing"), replica_of(home):
        pass
    home.database.touch()
    with pytest.raises(RecordDamaged, match="record.db is empty"), replica_of(home):
        pass
