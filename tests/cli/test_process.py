"""The real program: two of them on one home, streams that break off, and kill -9 at any moment."""

import json
import random
import re
import signal
import time
from typing import IO

import pytest

from tests.cli.conftest import Cli, Process, Start


def stream(of: IO[bytes] | None) -> IO[bytes]:
    """One of the three streams, which are all ours."""
    assert of is not None
    return of


def say(process: Process, *notes: str) -> None:
    """Give it lines to write down."""
    stream(process.stdin).write("".join(f"{note}\n" for note in notes).encode())
    stream(process.stdin).flush()


def heard(process: Process) -> str:
    """Wait for the next answer. Returns: the entry it tells of."""
    return json.loads(stream(process.stdout).readline())["entry"]


def texts(cli: Cli, incident: str) -> list[str]:
    """The notes that are on the record."""
    return [line["text"] for line in cli.show(incident)["timeline"] if line["kind"] == "timeline.noted"]


def test_each_note_is_answered_before_the_next_is_asked_for(cli: Cli, orders: str, start: Start) -> None:
    process = start("log", orders, "-")
    for note in ("one", "two", "three"):
        say(process, note)
        entry = heard(process)
        (line,) = [line for line in cli.show(orders)["timeline"] if line["entry"] == entry]
        assert line["text"] == note
    stream(process.stdin).close()
    assert process.wait() == 0


def test_beside_a_writer_reading_works_and_writing_names_the_holder(cli: Cli, orders: str, start: Start) -> None:
    process = start("log", orders, "-")
    say(process, "I am at the desk")
    heard(process)
    for command in ("list", f"show {orders}", "search desk", "verify", "person list", "plan show"):
        answer = cli(*command.split(), "--json")
        assert (answer.code, answer.err) == (0, ""), command
    for arguments in (("log", orders, "Me too"), ("declare", "--title", "x"), ("person", "add", "Grace")):
        answer = cli(*arguments)
        assert answer.code == 2
        assert re.search(rf"is in use by incident-desk log \(process {process.pid} on ", answer.complaint)
    assert texts(cli, orders) == ["I am at the desk"]


def test_whoever_stops_reading_gets_no_traceback(cli: Cli, orders: str, start: Start) -> None:
    process = start("log", orders, "-")
    stream(process.stdout).close()
    say(process, "one")
    stream(process.stdin).close()
    assert process.wait() == 1
    assert stream(process.stderr).read() == b""
    assert texts(cli, orders) == ["one"]


def test_ctrl_c_ends_it_quietly(cli: Cli, orders: str, start: Start) -> None:
    process = start("log", orders, "-")
    say(process, "one")
    heard(process)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    assert stream(process.stderr).read() == b""
    assert cli.done("log", orders, "two")
    assert texts(cli, orders) == ["one", "two"]


def test_letters_are_utf8_whatever_the_locale_says(cli: Cli, orders: str, start: Start) -> None:
    cli.done("log", orders, "Störung → behoben")
    process = start("show", orders, "--json", LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii")
    assert json.loads(stream(process.stdout).read())["timeline"][-1]["text"] == "Störung → behoben"


@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.long)])
def test_every_acknowledged_note_survives_kill_9(cli: Cli, orders: str, start: Start, rounds: int) -> None:
    chance = random.Random(rounds)
    acknowledged: set[str] = set()
    written: set[str] = set()
    for count in range(rounds):
        notes = [f"note {count}.{i}" for i in range(400)]
        written |= set(notes)
        with start("log", orders, "-") as process:
            say(process, *notes)
            for note in notes[: chance.randint(1, 300)]:
                heard(process)
                acknowledged.add(note)
            time.sleep(chance.random() * 0.01)
            process.kill()
    there = texts(cli, orders)
    assert acknowledged <= set(there)
    assert len(there) == len(set(there))
    assert set(there) <= written
    assert cli.done("verify") == {"ok": True, "problems": []}
