"""Homes with names nobody thought of."""

import os
import shutil
from pathlib import Path

import pytest

from incident_desk.store import backup
from incident_desk.store.home import LONGEST, Home
from tests.faults.program import Program, notes, problems

NAMES = [
    "with a space",
    "größe → 本 🚒",
    "100%41",
    "a?mode=memory&x=#1",
    'it\'s "quoted"',
    "-home",
    "line\nbreak",
    "file:x",
]


def works_in(program: Program) -> None:
    """Write, read, verify."""
    orders = program.declare()
    program.done("log", orders, "failover started")
    assert "failover started" in program("show", orders).out
    assert problems(program.home) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_home_may_be_called_anything(tmp_path: Path, name: str) -> None:
    works_in(Program(tmp_path / name))
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "user"] == [name]


def test_a_home_is_made_with_all_the_folders_above_it(tmp_path: Path) -> None:
    works_in(Program(tmp_path / "a" / "b" / "c"))


def long(folder: Path, length: int) -> Path:
    """A folder whose whole name has so many letters."""
    while len(str(folder)) < length:
        folder /= "x" * max(1, min(200, length - len(str(folder)) - 1))
    return folder


def test_a_long_name_works_as_far_as_it_is_taken(tmp_path: Path) -> None:
    program = Program(long(tmp_path, LONGEST))
    works_in(program)
    backup.take(Home(program.home))
    for beyond in (LONGEST + 1, 600, 3000):
        home = long(tmp_path / "beyond", beyond)
        assert "has too long a name" in Program(home)("declare", "--title", "x").complaint
    assert not (tmp_path / "beyond").exists()


def test_a_name_longer_than_the_system_takes_is_refused(tmp_path: Path) -> None:
    assert "name too long" in Program(tmp_path / ("x" * 300))("declare", "--title", "x").complaint


def test_a_home_may_be_a_link_to_another_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    works_in(Program(tmp_path / "link"))
    assert problems(tmp_path / "real") == []


@pytest.mark.parametrize("target", ["nowhere", "a file", "link"])
def test_a_link_to_nothing_is_no_home(tmp_path: Path, target: str) -> None:
    (tmp_path / "a file").write_text("a letter")
    (tmp_path / "link").symlink_to(tmp_path / target)
    answer = Program(tmp_path / "link")("declare", "--title", "x")
    assert "is no folder" in answer.complaint
    assert (tmp_path / "a file").read_text() == "a letter"


def test_a_home_goes_on_after_it_was_moved(program: Program, tmp_path: Path) -> None:
    orders = program.declare()
    moved = Program(program.home.rename(tmp_path / "moved"))
    moved.done("log", orders, "still here")
    assert problems(moved.home) == []


def test_a_copy_of_a_home_is_as_good(program: Program, orders: str, tmp_path: Path) -> None:
    copy = Program(shutil.copytree(program.home, tmp_path / "copy"))
    copy.done("log", orders, "in the copy")
    assert (notes(program.home, orders), notes(copy.home, orders)) == ([], ["in the copy"])
    assert problems(copy.home) == []


def test_a_home_that_was_open_to_others_is_closed_to_them(program: Program, orders: str) -> None:
    for folder in (program.home, program.home / "backups"):
        folder.chmod(0o777)
    program.done("log", orders, "x")
    assert {folder.stat().st_mode & 0o777 for folder in (program.home, program.home / "backups")} == {0o700}
    others = [file for file in program.home.rglob("*") if file.is_file() and file.stat().st_mode & 0o077]
    assert others == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_the_home_of_another_user_is_left_alone(program: Program, orders: str) -> None:
    os.chown(program.home, 12345, 12345)
    said = program("log", orders, "x")
    assert "belongs to another user" in said.complaint
