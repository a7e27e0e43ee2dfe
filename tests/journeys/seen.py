"""The real program, which also tells where its controls stand: what a person reads off the screen by their words.

It runs in the process of the window. It looks and touches nothing: every press and every key comes from outside.
"""

import itertools
import os
import sys
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

TELLS: Final = "INCIDENT_DESK_SEEN"
"""Names the file that is told to, in the environment of the program."""
EVERY_MS: Final = 60
FIRST_ROW_PX: Final = 12


class Control(msgspec.Struct, frozen=True):
    """Something with a name. `within` are the names of what it lies in, the nearest first; `place` is its middle,
    `top` where the first row of a list is."""

    name: str = ""
    within: tuple[str, ...] = ()
    place: tuple[int, int] = (0, 0)
    top: tuple[int, int] = (0, 0)

    def is_called(self, name: str, within: str = "") -> bool:
        """Whether it is meant by this name, if need be in what is called `within`."""
        return self.name == name and (not within or within in self.within)


class Seen(msgspec.Struct, frozen=True):
    """What can be pressed now, and what has the keyboard."""

    controls: tuple[Control, ...] = ()
    keyboard: Control = Control()
    number: int = 0
    """How often it was told before."""
    words: dict[str, str] = {}
    """What is read out of each control, by its name."""


def look(number: int) -> Seen:
    """Everything with a name that a hand could press, and where the keys go."""
    shown = [w for w in QApplication.allWidgets() if w.isVisible() and w.isEnabled() and w.objectName()]
    controls = [_control(w) for w in shown if _is_in_reach(w)]
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        controls += [_entry(menu, action) for action in menu.actions() if action.isEnabled()]
    elif menu is not None and (rows := menu.findChild(QAbstractItemView)) is not None:
        controls += [_row(rows, at) for at in range(rows.model().rowCount())]
    focus = QApplication.focusWidget()
    words = {w.objectName(): w.accessibleName() for w in shown if w.accessibleName()}
    return Seen(tuple(controls), _control(focus) if focus is not None else Control(), number, words)


def _control(widget: QWidget) -> Control:
    box = widget.visibleRegion().boundingRect()
    top = widget.mapToGlobal(QPoint(box.center().x(), box.top() + FIRST_ROW_PX))
    return Control(widget.objectName(), _within(widget), _at(_middle(widget)), _at(top))


def _entry(menu: QMenu, action: QAction) -> Control:
    return Control(action.objectName(), _within(menu), _at(menu.mapToGlobal(menu.actionGeometry(action).center())))


def _row(view: QAbstractItemView, at: int) -> Control:
    """A row of a list that is unfolded, from the top: `row_1` is the first."""
    place = view.visualRect(view.model().index(at, 0)).center()
    return Control(f"row_{at + 1}", _within(view), _at(view.viewport().mapToGlobal(place)))


def _is_in_reach(widget: QWidget) -> bool:
    """Nothing lies over it."""
    hit = QApplication.widgetAt(_middle(widget))
    return hit is not None and (hit is widget or widget.isAncestorOf(hit))


def _middle(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.visibleRegion().boundingRect().center())


def _at(point: QPoint) -> tuple[int, int]:
    return point.x(), point.y()


def _within(widget: QWidget) -> tuple[str, ...]:
    names: list[str] = []
    around = widget.parentWidget()
    while around is not None:
        names.append(around.objectName())
        around = around.parentWidget()
    return tuple(name for name in names if name)


def main() -> int:
    """Run the program, and tell again and again what is seen."""
    from incident_desk.cli import main as program
    from incident_desk.desktop import app

    made = app.application(None)
    told = Path(os.environ[TELLS])
    numbers = itertools.count()

    def tell() -> None:
        beside = told.with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(look(next(numbers))))
        beside.replace(told)

    again = QTimer(made)
    again.timeout.connect(tell)
    again.start(EVERY_MS)
    return program()


if __name__ == "__main__":
    sys.exit(main())
