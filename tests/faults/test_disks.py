"""Disks that are full, that cannot be written, that give no more than so much: a clear word, and nothing lost."""

import re
from pathlib import Path

import pytest

from tests.faults.program import Program, Writing, notes, problems
from tests.store.mounting import fill, mounted

MANY = [f"note {i} with some words that take their room" for i in range(4000)]


def small_disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    return place


def test_on_a_full_disk_what_was_acknowledged_is_there_and_the_work_goes_on_with_room(tmp_path: Path) -> None:
    with mounted(small_disk(tmp_path), "size=3m") as disk:
        program = Program(disk / "home")
        orders = program.declare()
        ballast = fill(disk, leaving=600_000)
        writing = Writing(program, orders, MANY)
        ended = writing.end()
        assert ended.complaint == "Not saved: the disk is full; free some space and try again."
        assert 0 < len(writing.acknowledged) < len(MANY)
        assert notes(program.home, orders) == writing.acknowledged
        assert program.problems() == []
        ballast.unlink()
        program.done("log", orders, "there is room again")
        assert notes(program.home, orders) == [*writing.acknowledged, "there is room again"]
        assert program.problems() == []


def test_on_a_disk_that_is_full_from_the_start_it_says_so_and_reads(tmp_path: Path) -> None:
    with mounted(small_disk(tmp_path), "size=2m") as disk:
        program = Program(disk / "home")
        orders = program.declare()
        fill(disk)
        for command in (("log", orders, "no room"), ("declare", "--title", "no room")):
            assert "full" in program(*command).complaint
        assert program("import", str(timeline(tmp_path))).code
        assert notes(program.home, orders) == []
        assert program.done("list")["incidents"][0]["number"] == orders
        assert problems(program.home) == []


def test_on_a_full_disk_the_record_is_read_though_nothing_can_be_made_beside_it(tmp_path: Path) -> None:
    with mounted(small_disk(tmp_path), "size=2m") as disk:
        program = Program(disk / "home")
        orders = program.declare()
        for beside in program.home.glob("record.db-*"):
            beside.unlink()
        fill(disk)
        assert program.done("list")["incidents"][0]["number"] == orders
        assert program.problems() == []
        assert "may be full" in program("log", orders, "no room").complaint


def test_a_home_that_cannot_be_made_for_want_of_room_is_said(tmp_path: Path) -> None:
    with mounted(small_disk(tmp_path), "size=1m") as disk:
        ballast = fill(disk)
        program = Program(disk / "home")
        assert "the disk is full" in program("declare", "--title", "no room").complaint
        ballast.unlink()
        program.declare()
        assert problems(program.home) == []


def timeline(tmp_path: Path) -> Path:
    """A file with an incident that takes some room."""
    file = tmp_path / "past.csv"
    file.write_text(
        "time,text\n" + "".join(f"2024-05-06T12:{i // 60:02}:{i % 60:02}Z,{MANY[i]}\n" for i in range(2000))
    )
    return file


@pytest.mark.parametrize("limit", [8_000, 90_000, 500_000])
def test_a_limit_on_the_size_of_files_loses_nothing(tmp_path: Path, limit: int) -> None:
    free = Program(tmp_path / "home")
    orders = free.declare()
    limited = Program(
        free.home, f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))"
    )
    writing = Writing(limited, orders, MANY)
    assert re.search("the disk (is full|refused)", writing.end().complaint)
    assert notes(free.home, orders) == writing.acknowledged
    assert free.problems() == []
    free.done("log", orders, "without the limit")
    assert notes(free.home, orders) == [*writing.acknowledged, "without the limit"]
    assert problems(free.home) == []


def test_an_import_with_no_room_for_it_is_not_half_there(tmp_path: Path) -> None:
    with mounted(small_disk(tmp_path), "size=3m") as disk:
        program = Program(disk / "home")
        orders = program.declare()
        ballast = fill(disk, leaving=400_000)
        refused = program("import", str(timeline(tmp_path)))
        assert refused.code == 2
        assert refused.err.endswith("past.csv: Not saved: the disk is full; free some space and try again.\n")
        assert [each["number"] for each in program.done("list")["incidents"]] == [orders]
        assert program.problems() == []
        ballast.unlink()
        (imported,) = program.done("import", str(timeline(tmp_path)))["imported"]
        assert imported["added"] >= 2000
        assert problems(program.home) == []


def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    program = Program(tmp_path / "disk" / "home")
    orders = program.declare()
    program.done("log", orders, "before")
    with mounted(tmp_path / "disk", "ro"):
        assert "before" in program("show", orders).out
        assert program.problems() == []
        for command in (("log", orders, "no"), ("import", str(timeline(tmp_path)))):
            said = program(*command).complaint
            assert str(program.home) in said
            assert "cannot be" in said
    assert notes(program.home, orders) == ["before"]
    program.done("log", orders, "after")
    assert problems(program.home) == []


def test_a_folder_with_a_log_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    program = Program(tmp_path / "disk" / "home")
    writing = Writing(program, program.declare(), MANY)
    writing.until(20)
    writing.kill()
    with mounted(tmp_path / "disk", "ro"):
        shown = program("show", "Orders", "--json")
        assert shown.code == 0, shown
        assert all(note in shown.out for note in writing.acknowledged)
    assert problems(program.home) == []


def test_a_disk_that_turns_read_only_while_notes_come_in_is_said(tmp_path: Path) -> None:
    program = Program(tmp_path / "disk" / "home")
    orders = program.declare()
    with program.start("log", orders, "-") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"before\n")
        process.stdin.flush()
        assert process.stdout.readline()
        with mounted(tmp_path / "disk", "ro"):
            # what is open keeps writing through a bind mount; only what is opened anew is refused
            assert "cannot be" in program("log", orders, "from another").complaint
        process.stdin.close()
        assert process.wait() == 0
    assert notes(program.home, orders) == ["before"]
    assert problems(program.home) == []
