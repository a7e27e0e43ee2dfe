"""The place in the tab order of what is made later than its neighbours."""

from collections.abc import Iterable

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
