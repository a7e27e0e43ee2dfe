"""A display of its own, seen and touched from outside: xdotool is the hand, the frame buffer's file the eye."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtGui import QImage

from incident_desk.desk.resources import FOLDER

SIZE_PX: Final = (1600, 1000)
PATIENCE_S: Final = 30.0
LOOK_AGAIN_S: Final = 0.05
KEY_MS: Final = 8
OPAQUE: Final = 0xFF
"""What Qt puts beside red, green and blue."""
FILLED_PX: Final = 40
"""So many pixels of one colour in a row are a filled button, and no letter or line."""


def _typing(text: str) -> list[str]:
    """What xdotool is told to type; of itself it makes nothing of a line break."""
    how = ["--clearmodifiers", "--delay", str(KEY_MS)]
    told: list[str] = []
    for line in text.splitlines(keepends=True):
        if words := line.rstrip("\n"):
            told += ["type", *how, "--args", "1", words]
        if line.endswith("\n"):
            told += ["key", *how, "Return"]
    return told


class Screen:
    """An X server without a window manager; what is on it is looked at and pressed as a person would."""

    def __init__(self, place: Path) -> None:
        self._frame = place / "Xvfb_screen0"
        self._tokens = msgspec.json.decode((FOLDER / "tokens" / "dark.json").read_bytes(), type=dict[str, str])
        told, telling = os.pipe()
        width, height = SIZE_PX
        # without -noreset it begins anew whenever the last hand lets go: who comes at that moment is turned away
        # with -r no key repeats itself, however long a busy machine holds it down
        how = ["-noreset", "-r", "-nolisten", "tcp", "-screen", "0", f"{width}x{height}x24", "-fbdir", str(place)]
        with (place / "Xvfb.log").open("wb") as log:
            self._server = subprocess.Popen(["Xvfb", "-displayfd", str(telling), *how], pass_fds=[telling], stderr=log)
        os.close(telling)
        with os.fdopen(told) as answer:  # ends when the server dies, so nobody waits for ever
            self.display = f":{answer.readline().strip()}"
        assert self.display != ":", (place / "Xvfb.log").read_text()

    def close(self) -> None:
        """Take the display away."""
        self._server.terminate()
        self._server.wait()

    # the eye ----------------------------------------------------------------------------------------------------------

    def picture(self) -> QImage:
        """What is on the screen now."""
        width, height, step, pixels = self._pixels()
        return QImage(pixels, width, height, step, QImage.Format.Format_RGB32).copy()

    def colour(self, token: str) -> str:
        """What a token of the dark theme looks like."""
        return self._tokens[token]

    def filled(self, token: str) -> tuple[int, int] | None:
        """A place on the topmost area filled with a colour of the dark theme; None if there is none."""
        _, _, step, pixels = self._pixels()
        red, green, blue = bytes.fromhex(self._tokens[token][1:])
        at = pixels.find(bytes((blue, green, red, OPAQUE)) * FILLED_PX)
        # the row is the button's first one: a hand does not press on an edge
        return None if at < 0 else (at % step // 4 + FILLED_PX // 4, at // step + 8)

    def lowest_filled(self, token: str) -> int:
        """The last line of pixels of the lowest area filled with a colour of the dark theme."""
        _, _, step, pixels = self._pixels()
        red, green, blue = bytes.fromhex(self._tokens[token][1:])
        return pixels.rfind(bytes((blue, green, red, OPAQUE)) * FILLED_PX) // step

    def _pixels(self) -> tuple[int, int, int, bytes]:
        """Width, height, bytes a line and the lines of an XWD file, whose head is 25 numbers of 32 bits."""
        dump = self._frame.read_bytes()
        head = [int.from_bytes(dump[at : at + 4], "big") for at in range(0, 100, 4)]
        begin = head[0] + 12 * head[19]
        return head[4], head[5], head[12], dump[begin:]

    # the hand ---------------------------------------------------------------------------------------------------------

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self._hand("key", "--clearmodifiers", "--delay", str(KEY_MS), *keys)

    def type(self, text: str) -> None:
        """Type; a line break is the Enter key."""
        self._hand(*_typing(text))

    def move(self, place: tuple[int, int]) -> None:
        """Move the mouse there."""
        self._hand("mousemove", "--sync", *map(str, place))

    def click(self, place: tuple[int, int], *, is_right: bool = False) -> None:
        """Press a button of the mouse there: the left one, or the right one."""
        self._hand("mousemove", "--sync", *map(str, place), "click", "3" if is_right else "1")

    def wheel_down(self, place: tuple[int, int]) -> None:
        """Turn the wheel of the mouse there, by one notch."""
        self._hand("mousemove", *map(str, place), "click", "5")  # not --sync: it would wait for ever where it is there

    def click_filled(self, token: str) -> None:
        """Press the topmost button that is filled with this colour, when it is there."""
        self.until(lambda: self.filled(token) is not None, f"nothing is filled with {token}")
        place = self.filled(token)
        assert place is not None
        self.click(place)

    # windows ----------------------------------------------------------------------------------------------------------

    def give_keyboard(self, title: str) -> None:
        """Wait for a window with this in its title, and give it the keyboard, as a window manager would."""
        self.until(lambda: bool(self._windows(title)), f"no window is called {title!r}")
        window = self._windows(title)[0]
        self._hand("windowmove", window, "0", "0")  # without frames it comes back lower by the height of one
        self._hand("windowfocus", "--sync", window)

    def shows(self, title: str) -> bool:
        """Whether a window has this in its title."""
        return bool(self._windows(title))

    def _windows(self, title: str) -> list[str]:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,  # "none" is an exit code of its own
        )
        return found.stdout.split()

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to be on this screen; nothing of the desktop around the test."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND_"))}
        return {**mine, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": ""}

    def _hand(self, *what: str) -> None:
        subprocess.run(["xdotool", *what], env=self.environment, check=True, timeout=PATIENCE_S)

    @staticmethod
    def until(holds: Callable[[], bool], otherwise: str) -> None:
        """Look again and again until something holds."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < end, f"after {PATIENCE_S:g} s {otherwise}"
            time.sleep(LOOK_AGAIN_S)
