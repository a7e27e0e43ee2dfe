"""When something goes wrong inside: a report without anybody's words, a word above the room, and a way on."""

import sys
import threading
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.crash_bar import CrashBar
from incident_desk.desktop.crashing import FOLDER, KEPT, OPEN, Crashes
from tests.desktop.conftest import a_shell, until

SECRET = "the patient's name"


def fail() -> None:
    raise ValueError(SECRET)


def taken(crashes: Crashes) -> list[str]:
    told: list[str] = []
    crashes.reported.connect(told.append)
    try:
        fail()
    except ValueError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    return told


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said to whoever started it from a terminal."""
    said: list[str] = []

    def hear(kind: type[BaseException], fault: BaseException, frames: TracebackType | None) -> None:
        said.append(str(fault))

    def hear_thread(told: threading.ExceptHookArgs) -> None:
        said.append(str(told.exc_value))

    monkeypatch.setattr(sys, "excepthook", hear)
    monkeypatch.setattr(threading, "excepthook", hear_thread)
    return said


def test_a_report_says_where_and_not_what_anybody_wrote(app: QApplication, home: Path, shown: list[str]) -> None:
    before = sys.excepthook
    crashes = Crashes(home)
    crashes.begin()
    [file] = taken(crashes)
    crashes.end()
    text = Path(file).read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_crashing.py" in text
    assert "fail" in text
    assert SECRET not in text
    assert str(home) not in text
    assert sys.excepthook is before
    assert shown == [SECRET]


async def test_a_fault_of_another_thread_is_reported_too(app: QApplication, home: Path, shown: list[str]) -> None:
    crashes = Crashes(home)
    crashes.begin()
    told: list[str] = []
    crashes.reported.connect(told.append)
    threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError(SECRET), None, threading.current_thread())))
    await until(lambda: told)
    crashes.end()
    assert SECRET not in Path(told[0]).read_text(encoding="utf-8")
    assert shown == [SECRET]


def test_a_window_that_was_not_closed_is_known_of_at_the_next_start(app: QApplication, home: Path) -> None:
    first, again, after = Crashes(home), Crashes(home), Crashes(home)
    first.begin()
    assert not first.was_left_open
    again.begin()  # the first one never ended
    assert again.was_left_open
    again.end()
    first.end()
    assert not (home / OPEN).exists()
    after.begin()
    assert not after.was_left_open
    after.end()


def test_only_the_newest_reports_are_kept(app: QApplication, home: Path) -> None:
    (home / FOLDER).mkdir()
    for number in range(KEPT + 5):
        (home / FOLDER / f"2026-01-01T00-00-{number:02}.txt").write_text("old")
    crashes = Crashes(home)
    crashes.begin()
    crashes.end()
    assert not (home / FOLDER / "2026-01-01T00-00-00.txt").exists()
    assert (home / FOLDER / f"2026-01-01T00-00-{KEPT + 4:02}.txt").exists()


async def test_the_bar_offers_the_window_anew_after_a_fault_and_not_after_a_start(
    app: QApplication, home: Path
) -> None:
    async with a_shell(home) as shell:
        bar = CrashBar(home)
        shell.above.addWidget(bar)
        asked: list[bool] = []
        bar.reopen_asked.connect(lambda: asked.append(True))
        assert not bar.isVisible()
        bar.tell_of_the_last_time()
        assert not bar.reopen.isVisible()
        assert "saved is here" in bar.words.text()
        bar.tell_of_a_fault()
        QTest.mouseClick(bar.reopen, Qt.MouseButton.LeftButton)
        assert asked == [True]
        QTest.keyClick(bar.close_bar, Qt.Key.Key_Space)
        assert not bar.isVisible()
