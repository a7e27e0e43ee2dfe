"""Somebody with a PIN walks away from a real window: real keys and a real mouse keep it open, nothing else does."""

import time
from pathlib import Path

import pytest

from incident_desk.desk import Desk, console
from incident_desk.desktop.unfinished import KEY
from incident_desk.desktop.window_state import LOCK_AFTER, WindowState
from incident_desk.domain.incident import Declare
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen

PIN = "8231-otter"
TITLE = "Pushes fail"
LOCKS_AFTER_S = 4.0
HEADER_PX = 120


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def prepared(home: Path) -> None:
    """Ada has an incident, a PIN, and little patience."""
    with Desk.open(home) as desk:
        ada = desk.choose_person("Ada").result()
        desk.record(Declare(TITLE)).result()
    own = console.set_pin(home, ada, PIN)
    state = WindowState.of(own)
    state.keep(LOCK_AFTER, f"{LOCKS_AFTER_S / 60}")


def asks(screen: Screen) -> bool:
    """Whether the lock screen's button is there; that of a board lies at the top."""
    place = screen.filled("accentfill")
    return place is not None and place[1] > HEADER_PX


def unlock(window: Window) -> None:
    """Type the PIN when the lock screen asks for it, and wait for the board."""
    screen = window.screen
    screen.give_keyboard("Incident Desk")
    screen.until(lambda: asks(screen), "nobody asked for the PIN")
    screen.type(f"{PIN}\n")
    screen.until(lambda: screen.shows(TITLE), "the board did not come up")
    screen.give_keyboard(TITLE)


def test_keys_and_mouse_keep_it_open_and_the_line_waits_for_its_author(window: Window) -> None:
    prepared(window.home)
    window.start()
    unlock(window)
    screen = window.screen
    screen.type("half a ")
    end_s = time.monotonic() + 1.5 * LOCKS_AFTER_S
    x_px = 400
    while time.monotonic() < end_s:
        x_px += 1
        screen.move((x_px, 300))
        time.sleep(LOCKS_AFTER_S / 8)
    assert screen.shows(TITLE), "it locked under a moving mouse"
    screen.type("line")
    screen.until(lambda: not screen.shows(TITLE), "nobody touched it, and it stayed open")
    unlock(window)
    screen.keys("Return")
    own = console.unlock(window.home, console.called(window.home, "Ada").desk, PIN)
    screen.until(lambda: not WindowState.of(own).text(KEY), "the line was not entered")
    window.quit()
    with Desk.open(own) as desk:
        (board,) = desk.reading.headlines()
        assert "half a line" in [line.text for line in desk.board(board.incident).timeline.lines]
