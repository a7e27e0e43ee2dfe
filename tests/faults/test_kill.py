"""kill -9 at random moments: what was acknowledged is there, once, and nothing is half done."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from incident_desk.domain.errors import NotFound
from incident_desk.store import backup
from incident_desk.store.home import Home
from tests.faults.program import Process, Program, Writing, notes, problems, stream, titles, told

LONG = [pytest.param(200, marks=pytest.mark.long)]
"""The form that takes minutes."""


def lengthened(note: str, chance: Random) -> str:
    """Notes as people paste them: mostly a line, now and then a page."""
    return note + " " + "ä→ " * (chance.choice([0, 0, 0, 3, 40, 4000]))


def kill(process: Process, chance: Random, within_s: float) -> None:
    """At a moment of its life; much of its first half passes before it has read its own code."""
    with process:
        time.sleep(chance.uniform(0.4, 1.1) * within_s)
        process.kill()


def seconds(call: Callable[..., object], *arguments: str) -> float:
    """How long it takes when nobody kills it."""
    began = time.monotonic()
    call(*arguments)
    return time.monotonic() - began


@pytest.mark.parametrize("rounds", [12, *LONG])
def test_every_acknowledged_note_is_there_and_the_chain_verifies(program: Program, orders: str, rounds: int) -> None:
    chance = Random(rounds)
    acknowledged: list[str] = []
    written: set[str] = set()
    for count in range(rounds):
        said = [lengthened(f"note {count}.{i}", chance).strip() for i in range(400)]
        written.update(said)
        writing = Writing(program, orders, said)
        writing.until(chance.randint(1, 200))
        time.sleep(chance.random() * 0.01)
        writing.kill()
        acknowledged += writing.acknowledged
        assert problems(program.home) == []
    there = notes(program.home, orders)
    assert len(acknowledged) >= rounds
    assert set(acknowledged) <= set(there) <= written
    assert len(there) == len(set(there))
    assert [note for note in there if note in set(acknowledged)] == acknowledged  # in the order they were said
    assert program.problems() == []


@pytest.mark.parametrize("rounds", [5, *LONG])
def test_a_kill_at_any_moment_of_a_command_leaves_it_done_or_not(program: Program, rounds: int) -> None:
    takes_s, chance = seconds(program.declare, "at first"), Random(rounds)
    listed = titles(program.home)
    for count in range(rounds):
        kill(program.start("declare", "--title", f"killed {count}", "--severity", "SEV3"), chance, takes_s)
        before, listed = listed, titles(program.home)
        assert before.items() <= listed.items()
        assert set(listed.values()) - set(before.values()) <= {f"killed {count}"}
        assert problems(program.home) == []
    assert program.declare("at last") not in listed


@pytest.mark.parametrize("rounds", [3, *LONG])
def test_the_first_start_can_be_killed_as_well(tmp_path: Path, rounds: int) -> None:
    takes_s, chance = seconds(Program(tmp_path / "whole").declare), Random(rounds)
    for count in range(rounds):
        program = Program(tmp_path / str(count))
        kill(program.start("declare", "--title", "killed", "--severity", "SEV3"), chance, takes_s)
        assert problems(program.home) == []
        assert program.declare() in titles(program.home)


@pytest.mark.parametrize("rounds", [3, *LONG])
def test_an_import_that_was_killed_is_finished_by_importing_again(
    tmp_path: Path, shared_data: Path, rounds: int
) -> None:
    files = [str(file) for file in sorted(shared_data.glob("timelines/*.json"))[:5]]
    whole = Program(tmp_path / "whole")
    takes_s = seconds(whole.done, "import", *files)
    wanted, chance = told(whole.home), Random(rounds)
    for count in range(rounds):
        program = Program(tmp_path / str(count))
        kill(program.start("import", *files), chance, takes_s)
        assert problems(program.home) == []
        with contextlib.suppress(NotFound):
            assert told(program.home).items() <= wanted.items()  # each is whole, or not there
        program.done("import", *files)
        assert told(program.home) == wanted
        assert problems(program.home) == []


@pytest.mark.parametrize("rounds", [3, *LONG])
def test_an_erasure_that_was_killed_is_whole_after_the_next_start(program: Program, orders: str, rounds: int) -> None:
    program.done("person", "add", "Grace")
    chance, takes_s = Random(rounds), 0.5
    for count in range(rounds):
        secret = f"secret-{count}-{chance.randrange(10**9)}"
        entry = program.done("log", orders, f"the password is {secret}")["entry"]
        takes_s = seconds(program.done, "do", orders, "erase.ask", f"entry={entry}", "reason=pasted")
        kill(program.start("do", orders, "erase.confirm", f"entry={entry}", "--as", "Grace"), chance, takes_s)
        program.done("log", orders, "the next start")
        is_there = any(secret in note for note in notes(program.home, orders))
        assert is_there == bool(holding(program.home, secret))
        assert problems(program.home) == []


def holding(home: Path, word: str) -> list[Path]:
    """The files that hold a word."""
    return [file for file in home.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]


BACKING_UP = """
import sys
from pathlib import Path
from incident_desk.desk import Desk
with Desk.open(Path(sys.argv[1])) as desk:
    print("open", flush=True)
    while True:
        desk.back_up()
"""


@pytest.mark.parametrize("rounds", [4, *LONG])
def test_a_backup_that_was_killed_leaves_the_record_and_the_others(program: Program, orders: str, rounds: int) -> None:
    chance = Random(rounds)
    for count in range(rounds):
        program.done("log", orders, f"note {count}")
        process = subprocess.Popen([sys.executable, "-c", BACKING_UP, str(program.home)], stdout=subprocess.PIPE)
        with process:
            assert stream(process.stdout).readline() == b"open\n"
            time.sleep(chance.random() * 0.15)
            process.kill()
        assert problems(program.home) == []
        home = Home(program.home)
        assert backup.newest_sound(home) == next(iter(backup.kept(home)), None)
    assert len(notes(program.home, orders)) == rounds
