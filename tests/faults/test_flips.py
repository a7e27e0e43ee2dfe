"""A flipped byte, a cut file, a hole: reported by `verify`, or it changed nothing. Nothing is dropped in silence."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.faults.program import Program, problems, stream

Break = Callable[[Path, Random], None]


def flip(file: Path, chance: Random) -> None:
    """One bit."""
    raw = bytearray(file.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)


def cut(file: Path, chance: Random) -> None:
    """The end is gone."""
    raw = file.read_bytes()
    file.write_bytes(raw[: chance.randrange(len(raw))])


def hole(file: Path, chance: Random) -> None:
    """A sector, a page or more came back as zeros."""
    raw = bytearray(file.read_bytes())
    start, size = chance.randrange(len(raw)), chance.choice([1, 512, 4096, 20_000])
    raw[start : start + size] = bytes(len(raw[start : start + size]))
    file.write_bytes(raw)


def smear(file: Path, chance: Random) -> None:
    """A sector that was never written, with what lay there before."""
    raw = bytearray(file.read_bytes())
    start = chance.randrange(len(raw)) // 512 * 512
    raw[start : start + 512] = chance.randbytes(len(raw[start : start + 512]))
    file.write_bytes(raw)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose programs ended well: all of it lies in the database."""
    program = Program(tmp_path_factory.mktemp("closed") / "home")
    orders = program.declare()
    program("log", orders, "-", stdin="".join(f"The {i}th note about the failover\n" for i in range(60)))
    return program.home


@pytest.fixture(scope="module")
def killed(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose last program was killed: the end of what it acknowledged lies in the log."""
    program = Program(tmp_path_factory.mktemp("killed") / "home")
    shutil.copytree(closed, program.home)
    with program.start("log", "Orders", "-") as process:
        for i in range(20):
            stream(process.stdin).write(f"A later note, the {i}th\n".encode())
            stream(process.stdin).flush()
            assert stream(process.stdout).readline()
        process.kill()  # while it waits for more
    assert Home(program.home).log.stat().st_size
    return program.home


def everything(home: Path) -> list[tuple[Entry, int]] | None:
    """All that a reader sees; None if it is told that there is damage."""
    try:
        with Reader.open(Home(home)) as reader:
            stamps = [n for (n,) in reader.rows("SELECT heard_us FROM entries ORDER BY n")]
            return list(zip(reader.entries_after(0), stamps, strict=True))
    except DeskError:
        return None


@pytest.mark.parametrize("rounds", [25, pytest.param(600, marks=pytest.mark.long)])
@pytest.mark.parametrize("damage", [flip, cut, hole, smear])
@pytest.mark.parametrize("place", ["closed/record.db", "killed/record.db", "killed/record.db-wal"])
def test_damage_is_reported_or_changed_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, place: str, damage: Break, rounds: int
) -> None:
    state, name = place.split("/")
    written: Path = request.getfixturevalue(state)
    whole, chance, reported = everything(written), Random(f"{place} {damage.__name__}"), 0
    assert whole
    assert problems(written) == []
    home = tmp_path / "home"
    for _ in range(rounds):
        shutil.copytree(written, home)
        damage(home / name, chance)
        if problems(home):
            reported += 1
        else:
            assert everything(home) == whole
        shutil.rmtree(home)
    assert reported  # else this test shows nothing


@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.long)])
def test_the_program_says_so_and_writes_nothing_over_it(
    killed: Path, closed: Path, tmp_path: Path, rounds: int
) -> None:
    chance = Random(rounds)
    for count in range(rounds):
        program = Program(tmp_path / str(count))
        written, name = chance.choice([(closed, "record.db"), (killed, "record.db-wal")])
        shutil.copytree(written, program.home)
        file = program.home / name
        flip(file, chance)
        before = file.read_bytes()
        if not program.problems():
            assert everything(program.home) == everything(written)
            continue
        assert file.read_bytes() == before
        writing = program("log", "Orders", "one more note")
        if writing.code:  # looked at and left alone
            assert "is damaged: " in writing.complaint
            assert file.read_bytes() == before


def test_a_damaged_record_is_read_with_a_warning_and_a_backup_brings_it_back(killed: Path, tmp_path: Path) -> None:
    program = Program(tmp_path / "home")
    shutil.copytree(killed, program.home)
    log = Home(program.home).log
    log.write_bytes(log.read_bytes()[:-5000])
    listed = program("list", "--json")
    assert (listed.code, "Orders fail" in listed.out) == (0, True)
    assert "Warning: " in listed.err
    assert "missing, up to seq " in listed.err
    assert "missing, up to seq " in program("log", "Orders", "one more note").complaint
    kept = tmp_path / "kept.db"
    with Reader.open(Home(killed)) as reader:
        reader.copy_to(kept)
    assert program("doctor", "--restore", str(kept)).code == 0
    assert program.problems() == []
    program.done("log", "Orders", "one more note")
    assert program.problems() == []
