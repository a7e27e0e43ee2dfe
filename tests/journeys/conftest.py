"""Whole journeys: the real program in a real window, and nobody but a hand and an eye outside of it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import pytest

from tests.faults.program import PATIENCE_S, Program, told
from tests.journeys.screen import Screen
from tests.journeys.seen import TELLS, Seen
from tests.support.leaks import FAILED
from tests.support.places import ROOT

RUN: Final = "from incident_desk.cli import main; raise SystemExit(main())"
RUN_AND_TELL: Final = "from tests.journeys.seen import main; raise SystemExit(main())"
MANY_TABS: Final = 150
TELLS_MORE: Final = 3
"""Who presses too early presses what stood there before."""
T = TypeVar("T")
OF_THE_MACHINE: Final = ("qt.qpa.", "QStandardPaths:", "libEGL", "MESA")
"""How lines begin in which Qt's platform complains about the machine it is on."""
Words = list[tuple[str, str]]


@pytest.fixture
def screen(tmp_path: Path) -> Generator[Screen]:
    """A display of this test alone."""
    for needed in ("Xvfb", "xdotool"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not on this machine; packaging/system-libraries.sh --tests installs it")
    place = tmp_path / "display"
    place.mkdir()
    screen = Screen(place)
    yield screen
    screen.close()


class Window:
    """The window over a home that nobody has used, from outside."""

    def __init__(self, screen: Screen, home: Path, log: Path) -> None:
        self.screen = screen
        self.home = home
        self.program = Program(home)
        self._log = log
        self._seen = log.with_name("seen.json")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The one that runs, or ran last."""
        assert self._process is not None, "it was never started"
        return self._process

    def start(self, title: str = "Incident Desk", *, is_looked_at: bool = True, tells: bool = False) -> None:
        """Start it, and wait for a window with this in its title; who looks at it gives it the keyboard.

        Args:
            tells: whether it says where its controls stand, for `press` and `tab_to`.
        """
        command = [sys.executable, "-c", RUN_AND_TELL if tells else RUN, "--home", str(self.home)]
        around = {**self.screen.environment, TELLS: str(self._seen)}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=around, stdout=log, stderr=log, cwd=ROOT)
        if is_looked_at:
            self.screen.give_keyboard(title)
        else:
            self.screen.until(lambda: self.screen.shows(title), f"no window is called {title!r}")

    def quit(self) -> None:
        """Leave it as a person does. It ends well, and has nothing to complain about."""
        self.screen.keys("ctrl+q")
        assert self.process.wait(PATIENCE_S) == 0
        said = self._log.read_text().splitlines()
        assert [line for line in said if not line.startswith(OF_THE_MACHINE)] == []

    def kill(self) -> None:
        """What runs is gone at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    # what a person does -----------------------------------------------------------------------------------------------

    def say_who(self, name: str) -> None:
        """Answer the question of the first start, and leave the tour that comes then."""
        self.screen.until(lambda: self.screen.filled("accentfill") is not None, "nobody was asked who they are")
        asked = self.screen.filled("accentfill")
        self.screen.type(f"{name}\n")
        self.screen.until(lambda: self.screen.filled("accentfill") not in (None, asked), "the tour did not come")
        self.screen.keys("Escape")
        self.screen.until(lambda: self.screen.filled("accentfill") is None, "the tour stayed")

    def declare(self, title: str) -> None:
        """Declare by the keys of docs/klm-declare.md, and wait for the board."""
        self.screen.keys("ctrl+d")
        self.screen.type(f"{title}\n21")
        self.screen.keys("ctrl+Return")
        self.screen.until(lambda: self.screen.shows("INC-"), "no board came up")

    # what is on the screen --------------------------------------------------------------------------------------------

    def seen(self) -> Seen:
        """What can be pressed, and what has the keyboard, of a window that tells it."""
        return msgspec.json.decode(self._seen.read_bytes(), type=Seen) if self._seen.exists() else Seen()

    def until_at(self, name: str, within: str = "") -> None:
        """Wait until this has the keyboard."""
        self.screen.until(
            lambda: self.seen().keyboard.is_called(name, within), f"the keyboard did not come to {name} {within}"
        )

    def press(self, name: str, within: str = "", *, is_right: bool = False, at_top: bool = False) -> None:
        """Press with the mouse what is called so, when it stands where it will.

        Args:
            is_right: with the right button.
            at_top: on the first row of a list, and not in its middle.
        """

        def place() -> tuple[int, int] | None:
            found = next((each for each in self.seen().controls if each.is_called(name, within)), None)
            return None if found is None else found.top if at_top else found.place

        self.screen.until(lambda: self._stays(place), f"{name} {within} cannot be pressed")
        found = place()
        assert found is not None
        self.screen.click(found, is_right=is_right)

    def scroll_to(self, name: str, over: str) -> None:
        """Turn the wheel over something until what is called so is in sight."""

        def is_in_sight() -> bool:
            found = {each.name: each.place for each in self.seen().controls}
            if name not in found and over in found:
                self.screen.wheel_down(found[over])
            return name in found

        self.screen.until(is_in_sight, f"{name} does not come into sight")

    def _stays(self, what: Callable[[], T]) -> bool:
        """Whether something is there, and is the same after the window told several times more."""
        was, number = what(), self.seen().number
        if not was:
            return False
        self.screen.until(lambda: self.seen().number >= number + TELLS_MORE, "the window tells nothing more")
        return what() == was

    def write(self, name: str, words: str) -> None:
        """Press into a field, and type."""
        self.press(name)
        self.until_at(name)
        self.screen.type(words)

    def tab_to(self, name: str, within: str = "", by: str = "Tab") -> None:
        """Go there with Tab, from control to control."""
        for _ in range(MANY_TABS):
            here = self.seen().keyboard
            if here.is_called(name, within) and self._stays(lambda: self.seen().keyboard):
                return
            self.screen.keys(by)
            self.screen.until(lambda here=here: self.seen().keyboard != here, f"{by} does not lead on from {here}")
        raise AssertionError(f"{by} does not lead to {name} {within}")

    def push(self, name: str, within: str = "", by: str = "Tab") -> None:
        """Go there with Tab and press it with Space."""
        self.tab_to(name, within, by)
        self.screen.keys("space")

    def until_closed(self) -> None:
        """Wait until no dialog is open. The keyboard is somewhere by then."""
        self.screen.until(lambda: not any("veil" in each.within for each in self.seen().controls), "a dialog stayed")
        self.screen.until(lambda: bool(self.seen().keyboard.name), "the keyboard is lost")

    # what is on the disk ----------------------------------------------------------------------------------------------

    def told(self) -> Words:
        """The kinds and the words of the entries of its only incident."""
        return [entry for incident in told(self.home).values() for entry in incident]

    def until_told(self, kind: str, words: str = "") -> None:
        """Wait until it is on the disk."""
        self.screen.until(
            lambda: any(of == kind and words in said for of, said in self.told()), f"no {kind} says {words!r}"
        )

    def show(self, incident: str) -> dict[str, Any]:
        """What `show --json` prints of an incident."""
        return self.program.done("show", incident)


@pytest.fixture
def window(screen: Screen, tmp_path: Path, request: pytest.FixtureRequest) -> Generator[Window]:
    """The window over a home of its own; it is not started yet. Of a failed test a picture of the screen is kept."""
    window = Window(screen, tmp_path / "home", tmp_path / "window.log")
    yield window
    if request.node.stash.get(FAILED, False):
        screen.picture().save(str(tmp_path / "screen.png"))
        print(f"what was on the screen: {tmp_path / 'screen.png'}")
    window.kill()
