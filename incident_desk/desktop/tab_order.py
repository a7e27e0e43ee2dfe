"""The place in the tab order of what is made later than its neighbours, or shown elsewhere than it was made."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class TabPlace(QWidget):
    """Keeps a place in the tab order, made when its neighbours are made; what comes later is put there.

    Qt appends what is made later to the end, and links only widgets that could take the keyboard: this one could,
    and is never seen.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    def put(self, widgets: Iterable[QWidget]) -> None:
        """These follow here, in this order."""
        before: QWidget = self
        for widget in widgets:
            QWidget.setTabOrder(before, widget)
            before = widget

    def put_part(self, part: QWidget) -> None:
        """All of a part follows here, in the order that it has."""
        self.put(tuple(_chain(part)))


def go_behind(part: QWidget, other: QWidget) -> None:
    """All of a part comes behind all of another one, in the order that it has."""
    *_, before = _chain(other)
    for widget in tuple(_chain(part)):
        QWidget.setTabOrder(before, widget)
        before = widget


def _chain(part: QWidget) -> Iterator[QWidget]:
    """What of it can be linked, in the order of the keyboard; its parts may have come to lie apart from itself."""
    first = part.window()
    here = first.nextInFocusChain()
    while here is not None and here is not first:
        if part.isAncestorOf(here) and here.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield here
        here = here.nextInFocusChain()
