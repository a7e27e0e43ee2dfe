"""What a person does with one hand in a real window: by the mouse, or from control to control by keys."""

from typing import Final

import pytest

from tests.journeys.conftest import Window

HANDS: Final = pytest.mark.parametrize("hand", ["keys", "mouse"])


def begin(window: Window) -> None:
    """Start it over a home that nobody has used, as Ada Lovelace, alone; nobody wants to be led round."""
    window.start(tells=True)
    window.press("first_name")
    window.screen.keys("ctrl+a")
    window.screen.type("Ada Lovelace")
    window.press("first_alone_go")
    window.press("tour_leave")
    window.screen.until(
        lambda: all({"veil", "tour_card"}.isdisjoint(each.within) for each in window.seen().controls),
        "the tour stayed",
    )


def declare(window: Window, title: str) -> None:
    """Declare a SEV 2, and wait until its board has the keyboard."""
    window.declare(title)
    window.screen.until(lambda: window.screen.shows(title), f"no board of {title}")
    window.until_at("command_edit")


def go(window: Window, hand: str, name: str, within: str = "") -> None:
    """Press it with the mouse, or go there with Tab and press Space."""
    if hand == "mouse":
        window.press(name, within)
    else:
        window.push(name, within)


def into(window: Window, hand: str, name: str, words: str) -> None:
    """Other words into a field."""
    if hand == "mouse":
        window.press(name)
    else:
        window.tab_to(name)
    window.until_at(name)
    window.screen.keys("ctrl+a")
    window.screen.type(words)


def finish(window: Window, hand: str, name: str) -> None:
    """Do what the form is for: by its button, or by the key that every form has."""
    if hand == "mouse":
        window.press(name)
    else:
        window.screen.keys("ctrl+Return")
    window.until_closed()
