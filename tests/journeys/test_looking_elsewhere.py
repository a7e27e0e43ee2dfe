"""Somebody looks elsewhere while a real window needs them: the desktop tells them, once, also after a kill."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desktop.told import TOLD
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.incident import Declare
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Give
from tests.desktop.attentive import a_program, sounds
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen
from tests.support.places import ROOT
from tests.support.session_bus import Desktop

TITLE = "Pushes fail"
IN_THE_TRAY = (12, 12)


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a player before all others was given to play."""
    programs = tmp_path / "programs"
    programs.mkdir()
    a_program(programs / "pw-play", f'echo "$1" >> "{tmp_path / "heard"}"')
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path / "heard"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here; packaging/system-libraries.sh --tests installs it")
    started = Desktop(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.address)
    yield started
    started.close()


def tomas_gives(home: Path, what: str) -> None:
    """Ada leads the one incident there is, and gets a task from Tomas."""
    with Desk.open(home) as desk:
        if not desk.reading.headlines():
            desk.choose_person("Ada").result()
            incident = desk.record(Declare(TITLE, Severity.SEV2)).result()[-1].incident
            desk.record(Assign("incident_manager", "me"), incident).result()
        [board] = desk.reading.headlines()
        tomas = desk.add_person("Tomas").result()
        desk.record(Give("Ada", 3600, what), board.incident, by=tomas).result()


def test_the_desktop_tells_once_and_a_press_leads_to_the_task(window: Window, desktop: Desktop, heard: Path) -> None:
    screen = window.screen
    tomas_gives(window.home, "Read the logs")
    window.start(TITLE, is_looked_at=False)
    screen.until(lambda: len(desktop.shown) == 1, "the desktop told nothing")
    assert desktop.shown[0]["body"].endswith("is yours: Read the logs")
    screen.until(lambda: sounds(heard) == ["sev2-normal"], "nothing was heard")
    screen.until(lambda: bool(WindowState(window.home).text(TOLD)), "what was told is not kept")
    window.kill()

    tomas_gives(window.home, "Call the vendor")
    window.start(TITLE, is_looked_at=False)
    screen.until(lambda: len(desktop.shown) == 2, "the desktop told nothing")
    assert desktop.shown[1]["body"].endswith("is yours: Call the vendor")
    screen.until(lambda: sounds(heard) == ["sev2-normal"] * 2, "nothing was heard")
    desktop.somebody("press 2")
    screen.give_keyboard(TITLE)
    screen.keys("Return")
    window.until_told("task.acknowledged")
    window.quit()


@pytest.fixture
def tray(screen: Screen) -> Iterator["subprocess.Popen[str]"]:
    call = [sys.executable, "-m", "tests.journeys.tray"]
    started = subprocess.Popen(call, cwd=ROOT, env=screen.environment, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    yield started
    started.kill()
    started.wait()
    started.stdout.close()


def test_without_a_bus_the_tray_tells_and_leads_there(
    window: Window, tray: "subprocess.Popen[str]", heard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    screen = window.screen
    tomas_gives(window.home, "Read the logs")
    window.start(TITLE, is_looked_at=False)
    assert tray.stdout is not None
    assert tray.stdout.readline() == "docked\n"
    screen.until(lambda: sounds(heard) == ["sev2-normal"], "nothing was heard")
    screen.click(IN_THE_TRAY)
    screen.give_keyboard(TITLE)
    screen.keys("Return")
    window.until_told("task.acknowledged")
    window.quit()
