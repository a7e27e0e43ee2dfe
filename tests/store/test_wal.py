"""The write-ahead log is looked at before SQLite is, because SQLite forgets what does not fit."""

import struct
from pathlib import Path
from random import Random

import pytest

from incident_desk.domain.errors import RecordDamaged
from incident_desk.store import wal
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from tests.store.breaking import as_killed, flip, killed, problems, without_index
from tests.store.conftest import replica_of
from tests.store.making import chain, entry

BEFORE, COMMITS = 3, 6
SAVED = BEFORE + COMMITS
HEAD = 32
FRAME = 24 + 4096


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose writer was killed after some commits; every test puts it back as it was."""
    written = chain(SAVED)
    folder = tmp_path_factory.mktemp("torn")
    home = Home(folder / "home")
    home.prepare()
    with replica_of(home) as replica:
        replica.append(written[:BEFORE], heard_us=1)  # closed properly: these lie in the database itself
    return killed(home, folder / "killed", ([each] for each in written[BEFORE:]))


def frames(home: Home) -> int:
    return (home.log.stat().st_size - HEAD) // FRAME


def refused(home: Home) -> str:
    """Why the record is not opened, reading or writing; and that nothing of the evidence was touched."""
    before = home.database.read_bytes(), home.log.read_bytes()
    with pytest.raises(RecordDamaged) as for_reading:
        Reader.open(without_index(home)).close()
    with pytest.raises(RecordDamaged) as for_writing, replica_of(without_index(home)):
        pass
    assert (home.database.read_bytes(), home.log.read_bytes()) == before
    assert str(for_reading.value) == str(for_writing.value)
    return str(for_writing.value)


def test_where_no_log_is_nothing_is_wrong(tmp_path: Path) -> None:
    assert wal.read(tmp_path / "none") == wal.Log()


@pytest.mark.parametrize("size", [0, 1, 31])
def test_a_log_torn_in_its_first_write_held_nothing(tmp_path: Path, size: int) -> None:
    (tmp_path / "log").write_bytes(b"\x37" * size)
    assert wal.read(tmp_path / "log") == wal.Log()


def test_a_log_as_a_kill_leaves_it_is_whole(torn: Home) -> None:
    there = frames(torn)
    assert wal.read(torn.log) == wal.Log(there, there)
    assert problems(torn) == []


@pytest.mark.parametrize("place", [0, 5, 9, 14, 17, 22, 24, 2000, FRAME - 1])
def test_a_flipped_byte_in_any_frame_is_found_before_the_record_is_opened(torn: Home, place: int) -> None:
    for frame in range(frames(torn)):
        at, bit = HEAD + frame * FRAME + place, (frame + place) % 8
        flip(torn.log, at, bit)
        fault = wal.read(torn.log).problem
        if fault is None:  # the log alone cannot prove that the last commit was ever whole; the mark beside it does
            assert f"{SAVED} were saved" in refused(torn)
        flip(torn.log, at, bit)
    assert problems(without_index(torn)) == []


def test_a_flipped_byte_in_the_middle_says_where_and_what_is_lost(torn: Home) -> None:
    flip(torn.log, HEAD + 2 * FRAME + 100)
    said = refused(torn)
    assert f"page 3 of the {frames(torn)} in the write-ahead log is not as it was written" in said
    assert f"the last {COMMITS} entries are missing, up to seq {SAVED} of desk 7" in said
    flip(torn.log, HEAD + 2 * FRAME + 100)


@pytest.mark.parametrize("at", range(HEAD))
def test_a_flipped_byte_in_the_head_of_the_log_is_found(torn: Home, at: int) -> None:
    flip(torn.log, at, at % 8)
    assert "the head of the write-ahead log" in refused(torn)
    flip(torn.log, at, at % 8)


def test_a_log_that_was_cut_anywhere_is_reported(torn: Home) -> None:
    whole, chance = torn.log.read_bytes(), Random(4)
    for size in [0, 1, HEAD, *(chance.randrange(len(whole)) for _ in range(25)), len(whole) - 1]:
        torn.log.write_bytes(whole[:size])
        assert f"missing, up to seq {SAVED} of desk 7: {SAVED} were saved" in refused(torn)
    torn.log.write_bytes(whole)
    assert problems(without_index(torn)) == []


def test_a_log_that_is_gone_is_reported(torn: Home) -> None:
    whole = torn.log.read_bytes()
    torn.log.unlink()
    assert "missing" in problems(without_index(torn))[0]
    torn.log.write_bytes(whole)


def test_a_commit_that_was_never_acknowledged_may_be_torn_at_any_byte(home: Home, tmp_path: Path) -> None:
    first, second = chain(2)
    with replica_of(home) as replica:
        replica.append([first], heard_us=1)
        begun = as_killed(home, tmp_path / "begun")
        replica.append([second], heard_us=1)
        size, whole = begun.log.stat().st_size, home.log.read_bytes()
    chance = Random(5)
    for cut in [size + 1, *(chance.randrange(size, len(whole)) for _ in range(20)), len(whole) - 1]:
        begun.log.write_bytes(whole[:cut])
        assert problems(without_index(begun)) == []
    with replica_of(begun) as replica:
        replica.append([second], heard_us=1)  # it goes on behind the first, over what was torn
    assert problems(begun) == []


def test_what_power_cuts_leave_behind_is_never_taken_for_damage(home: Home, tmp_path: Path) -> None:
    with replica_of(home) as replica:
        replica.append(chain(1), heard_us=1)
    for count, size in enumerate((30_000, 12_000, 12_000, 30_000)):
        mark = home.acknowledged.read_bytes()
        with replica_of(home) as replica:
            assert home.log.stat().st_size == 0  # nothing of the last one is left
            replica.append([entry("x" * size, desk=9)], heard_us=1)
            home = as_killed(home, tmp_path / str(count))
        with home.log.open("r+b") as log:  # the end of the commit reached the disk, something before it did not
            log.seek(HEAD + FRAME * 2)
            log.write(bytes(FRAME))
        home.acknowledged.write_bytes(mark)
        assert problems(without_index(home)) == []


def test_a_log_that_was_begun_anew_over_an_old_one_is_whole(home: Home, replica: Replica, tmp_path: Path) -> None:
    written = chain(9)
    for each in written[:8]:
        replica.append([each], heard_us=1)
    replica._connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()  # pyright: ignore[reportPrivateUsage]
    replica.append(written[8:], heard_us=1)
    left = as_killed(home, tmp_path / "killed")
    log = wal.read(left.log)
    assert log.problem is None
    assert 0 < log.committed < log.frames
    assert problems(left) == []
    flip(left.log, HEAD + 100)
    assert "9 were saved and 8 are there" in refused(left)


def test_a_log_of_a_machine_with_the_other_byte_order_is_read(torn: Home, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(in_the_other_order(torn.log.read_bytes()))
    assert wal.read(log) == wal.read(torn.log)
    flip(log, HEAD + FRAME + 1000)
    assert wal.read(log).problem


def in_the_other_order(raw: bytes) -> bytes:
    """The same log, summed as the format says for a machine with the other byte order."""
    magic = struct.unpack(">I", raw[:4])[0] ^ 1
    order = ">" if magic & 1 else "<"

    def summed(words: bytes, one: int, two: int) -> tuple[int, int]:
        for left, right in struct.iter_unpack(f"{order}II", words):
            one = (one + left + two) % 2**32
            two = (two + right + one) % 2**32
        return one, two

    head = struct.pack(">I", magic) + raw[4:24]
    sums = summed(head, 0, 0)
    turned = head + struct.pack(">II", *sums)
    for start in range(HEAD, len(raw), FRAME):
        frame = raw[start : start + FRAME]
        sums = summed(frame[24:], *summed(frame[:8], *sums))
        turned += frame[:16] + struct.pack(">II", *sums) + frame[24:]
    return turned
