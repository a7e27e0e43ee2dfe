"""Walks over the whole window, every dialog included: each control has a name, a role and its place; each word can be
translated."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.language import NAMES
from incident_desk.desktop.message_words import language_name
from tests.desktop.conftest import focused
from tests.desktop.house import House, a_house

# names, roles, places ------------------------------------------------------------------------------------------------


def controls(root: QWidget) -> list[QWidget]:
    """What the keyboard can reach, as it is shown now."""
    found = root.findChildren(QWidget)
    return [w for w in found if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader, or a test, could not name."""
    faults: list[str] = []
    for control in controls(root):
        heard = QAccessible.queryAccessibleInterface(control)
        name = heard.text(QAccessible.Text.Name)
        place = f"{type(control).__name__} {control.objectName()!r} in {_place(control)}"
        if not control.objectName() or control.objectName().startswith("qt_"):
            faults.append(f"no object name: {place} {name!r}")
        if not name.strip():
            faults.append(f"no accessible name: {place}")
        if heard.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            faults.append(f"no role: {place}")
    return faults


def _place(widget: QWidget) -> str:
    names: list[str] = []
    at = widget.parentWidget()
    while at is not None and len(names) < 3:
        if at.objectName() and not at.objectName().startswith("qt_"):
            names.append(at.objectName())
        at = at.parentWidget()
    return " < ".join(names)


async def test_every_control_has_a_name_and_a_role(app: QApplication, home: Path) -> None:
    async with a_house(home) as house:
        faults = nameless(house.shell)
        for dialog in house.dialogs():
            faults += nameless(dialog)
        for room in house.rooms():
            faults += nameless(room)
    assert not faults, "\n".join(faults)


async def test_names_of_controls_are_told_apart(app: QApplication, home: Path) -> None:
    async with a_house(home) as house:
        names = [f"{c.objectName()} in {_place(c)}" for c in controls(house.shell)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


async def test_tab_reaches_every_control_of_the_board_and_comes_round(app: QApplication, home: Path) -> None:
    async with a_house(home) as house:
        wanted = {c for c in controls(house.shell) if not isinstance(c, QScrollArea)}
        house.shell.board.setFocus()
        first, seen = focused(), [focused()]
        for _ in range(3 * len(wanted)):
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
            if focused() is first:
                break
            seen.append(focused())
        missed = [f"{type(c).__name__} {c.objectName()} in {_place(c)}" for c in wanted - set(seen)]
        assert missed == []
        assert focused() is first, "Tab never came back"
        assert len(seen) == len(set(seen)), "Tab visits something twice"


def backwards(dialog: Dialog, window: QWidget) -> list[str]:
    """Where Tab goes up to what stands at the left of where it was, or above it: nobody looks for it there."""
    stops = [focused()]
    while len(stops) < 100:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused() is stops[0]:
            break
        stops.append(focused())
    at = [stop.mapTo(window, QPoint(0, 0)) for stop in stops]
    steps = zip(stops, stops[1:], at, at[1:], strict=False)
    return [
        f"{type(dialog).__name__}: from {one.objectName()} to {other.objectName()}"
        for one, other, here, there in steps
        if there.y() < here.y() - 4 and there.x() <= here.x() + 4 and other.objectName() != "dialog_close"
    ]


MEANT = {
    "HandoverDialog: from worry to taker": "the one thing that nobody else knows is written first",
    "LockDialog: from lock_go to lock_person_1": "whoever was here last types their PIN",
}


async def test_tab_goes_down_each_dialog(app: QApplication, home: Path) -> None:
    async with a_house(home) as house:
        found = {step for dialog in house.dialogs() for step in backwards(dialog, house.shell)}
    assert found == set(MEANT)


# words ---------------------------------------------------------------------------------------------------------------


class Marking(QTranslator):
    """Stands for any other language: whatever can be translated comes back in brackets."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{sourceText}⟧" if sourceText else sourceText

    def isEmpty(self) -> bool:
        return False


WORD = re.compile(r"[^\W\d_]{3,}")


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text the window shows, says or tips, and where."""
    for widget in [root, *root.findChildren(QWidget)]:
        place = f"{type(widget).__name__} {widget.objectName()!r} in {_place(widget)}"
        yield from ((text, place) for text in _own_texts(widget))
        for action in widget.actions():
            yield action.text(), f"action {action.objectName()} of {place}"


def _own_texts(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(min(widget.count(), 3)))
    if isinstance(widget, QAbstractItemView):
        yield from _rows(widget)


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 40)):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or "")
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def untranslated(root: QWidget, data: str) -> set[str]:
    """Texts with words that are neither in brackets nor data that somebody wrote."""
    faults: set[str] = set()
    for text, place in texts(root):
        left = re.sub(r"⟦[^⟦⟧]*⟧", " ", re.sub(r"⟦[^⟦⟧]*⟧", " ", text))
        left = re.sub(r"/[a-z-]+", " ", left)  # the words of the command line are the same in every language
        words = [w for w in WORD.findall(left) if w.casefold() not in data]
        if words:
            faults.add(f"{words} in “{text[:90]}” ({place})")
    return faults


@pytest.fixture
def marking(app: QApplication) -> Iterator[Marking]:
    translator = Marking()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


async def test_every_word_of_the_window_can_be_translated(app: QApplication, marking: Marking, home: Path) -> None:
    async with a_house(home) as house:
        data = _data(house)
        faults = untranslated(house.shell, data)
        for dialog in house.dialogs():
            faults |= untranslated(dialog, data)
        for room in house.rooms():
            faults |= untranslated(room, data)
    assert not faults, "\n".join(sorted(faults))


def _data(house: House) -> str:
    """What people wrote, and names that are the same in every language."""
    board = house.incident.board
    lines = " ".join(f"{line.text} {line.speaker}" for line in board.timeline.at.values())
    people = " ".join(name for _, name in house.bridge.organisation.people.all())
    people += " " + " ".join(each.taker.name for each in board.handovers.all)
    numbers = " ".join(b.headline.number + " " + (b.headline.title.value or "") for b in house.bridge.headlines)
    desk = house.bridge.desk
    affected = " ".join((board.impact.affected.value or "", *(board.impact.services.value or ())))
    locale = QLocale()
    months = " ".join(
        f"{locale.monthName(m)} {locale.monthName(m, QLocale.FormatType.ShortFormat)}" for m in range(1, 13)
    )
    days = " ".join(f"{locale.dayName(d)} {locale.dayName(d, QLocale.FormatType.ShortFormat)}" for d in range(1, 8))
    days += " " + " ".join(language_name(each.language) for each in house.bridge.organisation.plans.current.channels)
    days += " " + " ".join(NAMES.values())  # each language in its own words
    fixed = "UTC SEV Incident Desk Ctrl Enter Esc Tab Space Alt F1 F11 Africa Abidjan Accra Addis Ababa"
    plan = house.bridge.organisation.plans.current.text
    plan += " ".join(ready_plans().values())
    plan += " ".join(f"{each.reason} {each.digest}" for each in house.bridge.organisation.plans.published)
    home = desk.home.path if desk else ""
    return f"{lines} {people} {numbers} {affected} {months} {days} {fixed} {plan} {home}".casefold()
