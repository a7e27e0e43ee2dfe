"""What each key means: in no place two things, and nowhere nothing."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import SIGNAL, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from incident_desk.desktop.dialogs.fact import FactDialog
from incident_desk.domain.incident import Declare
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan_sections import PlaceKind
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import focused, until
from tests.desktop.house import a_house
from tests.desktop.test_board import War, a_war_room
from tests.desktop.test_focus_rings import of_the_rest, stops

Bound = QAction | QShortcut
WITHIN = Qt.ShortcutContext
WANTED = {"declare", "incidents", "stand_down_action", "write_message", "go_to_needs", "look_at_clocks", "join_bridge"}
IN_A_MENU = "QMenu"
"""The keys shown in a menu tell what the row below it does with them; the menu does not hear them."""


def bindings(window: QWidget) -> list[Bound]:
    """Everything of a window that a key calls."""
    return [*window.findChildren(QAction), *window.findChildren(QShortcut)]


def keys_of(bound: Bound) -> list[str]:
    sequences = bound.shortcuts() if isinstance(bound, QAction) else bound.keys()
    return [each.toString() for each in sequences if not each.isEmpty()]


def owners(bound: Bound) -> list[QObject | None]:
    if isinstance(bound, QShortcut):
        return [bound.parent()]
    return [each for each in bound.associatedObjects() if type(each).__name__ != IN_A_MENU]


def hears(bound: Bound, at: QWidget) -> bool:
    """Whether it hears its key while the keyboard is there."""
    context = bound.shortcutContext() if isinstance(bound, QAction) else bound.context()
    return bound.isEnabled() and any(_is_around(owner, at, context) for owner in owners(bound))


def _is_around(owner: QObject | None, at: QWidget, context: Qt.ShortcutContext) -> bool:
    if not isinstance(owner, QWidget) or not owner.isVisible() or not owner.isEnabled():
        return False
    if context == WITHIN.WidgetShortcut:
        return owner is at
    if context == WITHIN.WidgetWithChildrenShortcut:
        return owner is at or owner.isAncestorOf(at)
    return owner.window() is at.window()


def meant_twice(root: QWidget, window: QWidget) -> Iterator[str]:
    """The keys that would call two things at once, of which Qt then does neither."""
    bound = bindings(window)
    for at in stops(root):
        heard = Counter(key for each in bound if hears(each, at) for key in keys_of(each))
        yield from (f"{key} in {type(root).__name__} at {at.objectName()}" for key, n in heard.items() if n > 1)


async def test_no_key_means_two_things_on_the_board_in_a_room_or_in_a_dialog(app: QApplication, home: Path) -> None:
    async with a_house(home) as house:
        house.shell.board.setFocus()
        found = set(meant_twice(house.shell, house.shell))
        for room in house.rooms():
            house.shell.board.setFocus()
            found |= set(meant_twice(room, house.shell))
        house.navigation.go_to(house.incident.incident)
        for dialog in (*house.dialogs(), *of_the_rest(house)):
            found |= set(meant_twice(dialog, house.shell))
    assert not found, "\n".join(sorted(found))


# none is dead ---------------------------------------------------------------------------------------------------------


def counted(actions: list[QAction]) -> Counter[str]:
    """How often each was called from now on; none of them does anything any more."""
    called: Counter[str] = Counter()
    for action in actions:
        assert action.receivers(SIGNAL("triggered(bool)")), f"{action.objectName()} does nothing"
        action.triggered.disconnect()
        action.triggered.connect(partial(called.update, [action.objectName()]))
    return called


def press_all(actions: list[QAction], called: Counter[str], at: QWidget) -> Iterator[str]:
    """Press the key of each. Yields: those that did not do their one thing."""
    for action in actions:
        if action.objectName() == "take_back" and isinstance(at, QLineEdit | QPlainTextEdit):
            continue  # there it takes back what was typed
        called.clear()
        at.setFocus()
        sequence = QKeySequence(action.shortcut())
        QTest.keySequence(at, sequence)
        if called != Counter([action.objectName()]):
            wanted = f"{sequence.toString()} ({action.objectName()})"
            yield f"{wanted} at {type(at).__name__} {at.objectName()}: {dict(called)}"


def of_the_board(war: War) -> list[QAction]:
    """The actions that have a key and work now, the window's and those of the board that has the keys."""
    found = [each for each in war.room.shell.actions() if keys_of(each) and each.isEnabled()]
    assert {each.objectName() for each in found} >= WANTED
    return found


async def test_every_key_of_the_board_does_its_one_thing_from_wherever_the_keyboard_is(
    app: QApplication, home: Path
) -> None:
    async with a_war_room(home) as war:
        await war.room.do(SetPlace(PlaceKind.BRIDGE, "https://bridge.example"), Note("The copy is slow"))
        war.room.shell.board.setFocus()
        places = list(stops(war.room.shell))
        assert len(places) > 30
        actions = of_the_board(war)
        called = counted(actions)
        found = [each for at in places for each in press_all(actions, called, at)]
    assert not found, "\n".join(found)


async def test_beside_another_board_the_keys_are_those_of_the_board_that_has_them(
    app: QApplication, home: Path
) -> None:
    async with a_war_room(home, (2600, 1000)) as war:
        other = (await war.room.bridge.do(Declare("Mail is late")))[-1].incident
        boards = war.navigation.boards
        war.navigation.put_beside(other)
        await until(lambda: len(boards.pages) == 2)
        first, second = boards.pages
        for page in (second, first):
            page.room.timeline.take_keyboard()
            await until(lambda page=page: boards.page is page)
            working = {id(action) for action in page.keyed if action.isEnabled()}
            assert working <= {id(action) for action in of_the_board(war)}
        actions = of_the_board(war)
        called = counted([*actions, *(each for each in second.keyed if each.isEnabled())])
        places = (war.room.shell.plan, first.header.form.number, first.room.timeline.line)
        found = [each for at in places for each in press_all(actions, called, at)]
    assert not found, "\n".join(found)


async def test_while_a_dialog_is_open_the_keys_of_the_board_rest_and_come_back_after_it(
    app: QApplication, home: Path
) -> None:
    async with a_war_room(home) as war:
        actions = [each for each in war.page.keyed if each.isEnabled()]
        called = counted(actions)
        dialog = FactDialog(war.room.bridge, war.room.incident, war.room.shell)
        dialog.open()
        for action in actions:
            QTest.keySequence(focused(), QKeySequence(action.shortcut()))
        assert not called
        dialog.done(0)
        assert list(press_all(actions, called, war.room.shell.plan)) == []


async def test_in_another_room_the_keys_of_the_board_mean_nothing(app: QApplication, home: Path) -> None:
    async with a_war_room(home) as war:
        actions = list(war.page.keyed)
        called = counted(actions)
        war.navigation.show_plan()
        await until(lambda: not war.page.isVisible())
        for action in actions:
            QTest.keySequence(war.room.shell.plan, QKeySequence(action.shortcut()))
        assert not called
        war.navigation.go_to(war.room.incident.incident)
        await until(war.page.isVisible)
        working = [each for each in actions if each.isEnabled()]
        assert list(press_all(working, called, war.room.shell.plan)) == []
