"""What is recorded reaches the window at once when it is rare, and together when it is much."""

import asyncio
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from incident_desk.desk import Recorded
from incident_desk.desktop.at_keys import at_keys
from incident_desk.desktop.gathering import TYPING_PAUSE_S, Gathering
from incident_desk.domain.incident import Declare
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_bridge, until


@pytest.fixture
def field(app: QApplication) -> Generator[QLineEdit]:
    window = QWidget()
    window.resize(400, 300)
    made = QLineEdit(window)
    window.show()
    window.activateWindow()
    made.setFocus()
    yield made
    window.close()
    window.deleteLater()


@pytest.fixture
def gathering(app: QApplication) -> Generator[Gathering]:
    while at_keys().is_typing:  # in the test before
        QTest.qWait(50)
    made = Gathering(app)
    yield made
    made.stop()
    made.deleteLater()


def some(*names: str, origin: object = None) -> Recorded:
    """A commit; whoever hands it on never looks into its entries."""
    return Recorded(tuple(names), origin)  # pyright: ignore[reportArgumentType]


class Listener:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[Recorded] = []
        self.heard_s: list[float] = []

    def hear(self, recorded: Recorded) -> None:
        self.heard.append(recorded)
        self.heard_s.append(time.monotonic())

    @property
    def ids(self) -> list[str]:
        return [entry.id for recorded in self.heard for entry in recorded.entries]


async def test_the_first_comes_at_once_and_what_follows_comes_together(gathering: Gathering) -> None:
    listener = Listener()
    gathering.gathered.connect(listener.hear)
    for name in "abc":
        gathering.take(some(name))
    assert listener.heard == [some("a")]
    await until(lambda: len(listener.heard) == 2)
    assert listener.heard[1] == some("b", "c")


async def test_what_this_window_wrote_waits_for_nothing_and_overtakes_nothing(gathering: Gathering) -> None:
    listener = Listener()
    gathering.gathered.connect(listener.hear)
    for recorded in (some("a"), some("b"), some("c"), some("mine", origin="me")):
        gathering.take(recorded)
    assert listener.heard == [some("a"), some("b", "c"), some("mine", origin="me")]


async def typed(field: QLineEdit) -> None:
    """Until the letter is painted."""
    await until(field.hasFocus)
    QTest.keyClicks(field, "a")
    await asyncio.sleep(0.01)


async def test_a_storm_waits_for_whoever_types_but_not_for_ever(gathering: Gathering, field: QLineEdit) -> None:
    listener = Listener()
    gathering.gathered.connect(listener.hear)
    gathering.take(some("a"))
    gathering.take(some("b"))
    began = time.monotonic()
    while len(listener.heard) == 1 and time.monotonic() < began + 5:
        await typed(field)
    assert listener.heard[1] == some("b")
    assert TYPING_PAUSE_S - 0.1 <= time.monotonic() - began < TYPING_PAUSE_S + 1


async def test_what_is_rare_waits_for_a_key_too_while_somebody_types(gathering: Gathering, field: QLineEdit) -> None:
    listener = Listener()
    gathering.gathered.connect(listener.hear)
    await typed(field)
    gathering.take(some("a"))
    assert not listener.heard
    await typed(field)
    await until(lambda: listener.heard == [some("a")])
    await typed(field)
    gathering.take(some("b"))
    await until(lambda: listener.heard == [some("a"), some("b")])


async def test_a_storm_comes_right_after_a_key_so_that_no_key_waits_for_it(
    gathering: Gathering, field: QLineEdit
) -> None:
    listener = Listener()
    gathering.gathered.connect(listener.hear)
    gathering.take(some("a"))
    typed_s = 0.0
    for name in range(40):
        gathering.take(some(f"{name}"))
        typed_s = time.monotonic()
        await typed(field)
        await asyncio.sleep(0.05)
        if len(listener.heard) > 1:
            break
    assert 0 < listener.heard_s[1] - typed_s < 0.06


async def test_nothing_comes_after_the_end(gathering: Gathering) -> None:
    listener = Listener()
    gathering.gathered.connect(listener.hear)
    gathering.take(some("a"))
    gathering.take(some("b"))
    gathering.stop()
    gathering.take(some("c"))
    await asyncio.sleep(0.2)
    assert listener.heard == [some("a")]


async def test_whoever_writes_sees_it_taken_in_before_they_go_on(app: QApplication, home: Path) -> None:
    async with a_bridge(home) as bridge:
        listener = Listener()
        bridge.recorded.connect(listener.hear)
        entries = await bridge.do(Declare("Checkout fails", Severity.SEV2))
        for count in range(5):
            entries += await bridge.do(Note(f"Line {count}"), entries[-1].incident)
            assert listener.ids == [entry.id for entry in entries]
