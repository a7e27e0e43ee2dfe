"""Wherever the keyboard is, one sees it: in the board, in every room and in every dialog."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.fact import FactDialog
from incident_desk.desktop.dialogs.factor import FactorDialog
from incident_desk.desktop.dialogs.impact import ImpactDialog
from incident_desk.desktop.dialogs.investigate import InvestigateDialog
from incident_desk.desktop.dialogs.levels import LevelDialog
from incident_desk.desktop.dialogs.message_new import NewMessageDialog
from incident_desk.desktop.dialogs.paste import PasteDialog
from incident_desk.desktop.dialogs.reaching import ReachingDialog
from incident_desk.desktop.dialogs.seal import SealDialog
from incident_desk.desktop.dialogs.severity import SeverityDialog
from incident_desk.desktop.dialogs.state import StateDialog
from incident_desk.desktop.dialogs.submit import SubmitDialog
from incident_desk.domain.state import State
from tests.desktop.conftest import focused
from tests.desktop.house import House, a_house
from tests.desktop.test_whole_window import backwards, nameless

AROUND_PX = 3
MOST_STOPS = 400


def stops(root: QWidget) -> Iterator[QWidget]:
    """Everything that Tab comes by in this window or dialog, the keyboard being there."""
    seen: list[QWidget] = []
    while len(seen) < MOST_STOPS and focused() not in seen:
        at = focused()
        if not (at is root or root.isAncestorOf(at)):
            return
        seen.append(at)
        yield at
        QTest.keyClick(at, Qt.Key.Key_Tab)


def seen_around(control: QWidget, window: QWidget) -> QImage:
    """How a control and its edge look now."""
    place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
    place.adjust(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX)
    return window.grab(place.intersected(window.rect())).toImage()


def changed_px(one: QImage, other: QImage) -> int:
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    return sum(one.pixel(x, y) != other.pixel(x, y) for x in range(width) for y in range(height))


def unseen(root: QWidget, window: QWidget) -> list[str]:
    """The controls that look the same with the keyboard and without it; a caret alone is too little."""
    found: list[str] = []
    before: tuple[QWidget, QImage] | None = None
    for control in stops(root):
        if before is not None:
            was, picture = before
            if not was.visibleRegion().isEmpty() and changed_px(picture, seen_around(was, window)) < min(
                was.width(), 40
            ):
                found.append(f"{type(root).__name__}: {type(was).__name__} {was.objectName()}")
        before = (control, seen_around(control, window))
    return found


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)], ids=["some", "all"])
async def test_the_keyboard_is_seen_in_every_dialog(app: QApplication, home: Path, every: int) -> None:
    app.setCursorFlashTime(0)
    async with a_house(home) as house:
        found: list[str] = []
        for at, dialog in enumerate(house.dialogs()):
            found += unseen(dialog, house.shell) if at % every == 0 else []
    assert not found, "\n".join(sorted(set(found)))


async def test_the_keyboard_is_seen_on_the_board_and_in_every_room(app: QApplication, home: Path) -> None:
    app.setCursorFlashTime(0)
    async with a_house(home) as house:
        house.shell.board.setFocus()
        found = unseen(house.shell, house.shell)
        for room in house.rooms():
            house.shell.board.setFocus()
            found += unseen(room, house.shell)
    assert not found, "\n".join(sorted(set(found)))


def of_the_rest(house: House) -> Iterator[Dialog]:
    """Dialogs that are not walked over in tests/desktop/test_whole_window.py."""
    bridge, observed, shell = house.bridge, house.incident, house.shell
    about = (bridge, observed)
    investigations = observed.board.investigations
    opened = investigations.all[-1].id
    makers: tuple[Callable[[], Dialog], ...] = (
        lambda: InvestigateDialog(*about, shell),
        lambda: FactDialog(*about, shell),
        lambda: ImpactDialog(*about, "affected", shell),
        lambda: LevelDialog(bridge, bridge.me, shell),
        lambda: ReachingDialog(bridge, shell),
        lambda: StateDialog(*about, State.MITIGATING, shell),
        lambda: NewMessageDialog(*about, shell),
        lambda: SeverityDialog(*about, shell),
        lambda: FactorDialog(*about, opened, shell),
        lambda: SealDialog(*about, opened, shell),
        lambda: SubmitDialog(*about, opened, shell),
        lambda: PasteDialog("23:31 one\n23:32 two", 2, 2, shell),
    )
    for make in makers:
        dialog = make()
        dialog.open()
        yield dialog
        dialog.done(0)


async def test_the_rest_of_the_dialogs_is_named_gone_through_and_seen(app: QApplication, home: Path) -> None:
    app.setCursorFlashTime(0)
    async with a_house(home) as house:
        found: list[str] = []
        for dialog in of_the_rest(house):
            found += [*nameless(dialog), *backwards(dialog, house.shell), *unseen(dialog, house.shell)]
    assert not found, "\n".join(found)
