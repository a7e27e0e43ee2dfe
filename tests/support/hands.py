"""Which hand a test uses: `by_keys` and `by_mouse` name the commands that it reaches in the window, with that alone.

    @pytest.mark.by_keys("task.finish", "task.extend")

It is held to it: such a test clicks nowhere, one that is by mouse presses no key but those that type words, and each of
the commands is given by the window, not by the test, and is not refused. Words are typed by whoever has a mouse, too.
"""

import sys
from collections import Counter
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import pytest
from PySide6.QtTest import QTest

from incident_desk.desktop.bridge import Bridge, Commands
from incident_desk.domain.commands import Fields, command_for
from incident_desk.domain.errors import DeskError

MARKS: Final = ("by_keys", "by_mouse")
CLICKS: Final = ("mouseClick", "mousePress", "mouseDClick")
KEYS: Final = ("keyClick", "keyPress")


class Hands(msgspec.Struct):
    """What was pressed, and how often the window gave which command without being refused."""

    clicks: int = 0
    keys: int = 0
    given: Counter[str] = msgspec.field(default_factory=Counter[str])

    @property
    def done(self) -> set[str]:
        return {name for name, times in self.given.items() if times > 0}


@contextmanager
def watched() -> Generator[Hands]:
    """Look on from here."""
    hands = Hands()
    with pytest.MonkeyPatch.context() as patch:
        for name in (*CLICKS, *KEYS):
            patch.setattr(QTest, name, staticmethod(_counted(hands, name)))
        patch.setattr(Bridge, "do", _heard(hands))
        yield hands


def _counted(hands: Hands, name: str) -> Callable[..., object]:
    press: Callable[..., object] = getattr(QTest, name)
    field = "clicks" if name in CLICKS else "keys"

    def counted(*arguments: Any, **more: Any) -> object:
        setattr(hands, field, getattr(hands, field) + 1)
        return press(*arguments, **more)

    return counted


def _heard(hands: Hands) -> Callable[..., object]:
    do = Bridge.do

    async def answered(flow: Coroutine[Any, Any, object], names: list[str]) -> object:
        try:
            return await flow
        except DeskError:
            hands.given.subtract(names)
            raise

    def asked(bridge: Bridge, commands: Commands, *arguments: Any, **more: Any) -> object:
        flow = do(bridge, commands, *arguments, **more)
        if not sys._getframe(1).f_globals["__name__"].startswith("incident_desk."):  # pyright: ignore[reportPrivateUsage]
            return flow
        names = [command_for(fields).name for fields in ([commands] if isinstance(commands, Fields) else commands)]
        hands.given.update(names)
        return answered(flow, names)

    return asked


def claims(node: pytest.Item, mark: str) -> set[str]:
    """The commands that a test says it reaches with that hand."""
    return {str(name) for each in node.iter_markers(mark) for name in each.args}


@contextmanager
def held_to_it(node: pytest.Item) -> Generator[None]:
    """A test that claims a hand uses no other, and does what it claims."""
    by_keys, by_mouse = (claims(node, mark) for mark in MARKS)
    if not by_keys and not by_mouse:
        yield
        return
    with watched() as hands:
        yield
    assert by_keys | by_mouse <= hands.done, f"the window never gave {(by_keys | by_mouse) - hands.done}"
    assert not by_keys or hands.clicks == 0, "it clicks, and says it is by keys"
    assert not by_mouse or hands.keys == 0, "it presses keys, and says it is by mouse"
