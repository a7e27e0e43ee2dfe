"""Two processes on one home: one writes, the other is told who does."""

import os
import re
import time
from pathlib import Path

from tests.faults.program import Program, Writing, notes, problems


def test_the_second_is_told_who_writes_and_changes_nothing(program: Program, orders: str, tmp_path: Path) -> None:
    writing = Writing(program, orders, [f"note {i}" for i in range(100_000)])
    writing.until(1)
    holder = rf"in use by incident-desk log \(process {writing.process.pid} on .+, since "
    alias = tmp_path / "alias"
    alias.symlink_to(program.home)
    for other in (program, Program(alias)):
        for command in (("log", orders, "me too"), ("declare", "--title", "me too"), ("person", "add", "Grace")):
            answer = other(*command)
            assert answer.code == 2
            assert re.search(holder, answer.complaint)
        assert other("doctor", "--restore", __file__).code == 2
    writing.kill()
    program.done("log", orders, "now I can")
    there = notes(program.home, orders)
    assert there[-1] == "now I can"
    assert "me too" not in there
    assert there[: len(writing.acknowledged)] == writing.acknowledged
    assert problems(program.home) == []


def test_of_many_that_start_at_once_each_writes_or_is_told(program: Program, orders: str) -> None:
    processes = {f"note {i}": program.start("log", orders, f"note {i}") for i in range(6)}
    ended: dict[str, int] = {}
    for note, process in processes.items():
        with process:
            _, err = process.communicate()
        ended[note] = process.returncode
        assert (process.returncode, b"in use by" in err) in ((0, False), (2, True)), err
    assert set(notes(program.home, orders)) == {note for note, code in ended.items() if code == 0}
    assert 0 in ended.values()
    assert problems(program.home) == []


def test_readers_beside_a_writer_see_whole_commits_and_hold_nobody_up(program: Program, orders: str) -> None:
    writing = Writing(program, orders, [f"note {i}" for i in range(3000)])
    writing.until(1)
    end = time.monotonic() + 3
    seen = 0
    while time.monotonic() < end:
        there = notes(program.home, orders)
        assert there == [f"note {i}" for i in range(len(there))]
        assert len(there) >= seen
        seen = len(there)
        assert problems(program.home) == []
    assert writing.end().code == 0
    assert len(notes(program.home, orders)) == 3000


def test_a_lock_that_nobody_holds_is_no_obstacle(program: Program, orders: str) -> None:
    note = program.home / "lock.json"
    note.write_text('{"process": 1, "host": "gone", "purpose": "window", "since": "long ago"}', encoding="utf-8")
    (program.home / "lock").write_bytes(os.urandom(100))
    program.done("log", orders, "it was nobody")
    assert not note.exists()
