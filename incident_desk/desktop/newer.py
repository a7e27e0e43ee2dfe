"""Tells whoever reads further down that something came in above, and takes them there."""

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.words import counted

TOP_PX = 6


class Newer(Button):
    """Floats over the top of a list. It goes when the list is at its top again."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__("", "arrow-up", "small", "newer_lines", view)
        self._view = view
        self.count = 0
        self.hide()
        view.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._look)
        view.model().rowsInserted.connect(self._hear)
        view.model().modelReset.connect(self._forget)
        self.clicked.connect(self._go)

    def _hear(self, parent: QModelIndex, first: int, last: int) -> None:
        """The list keeps its place, so what came in at the top is not seen."""
        if first == 0 and self._view.verticalScrollBar().value() > 0:
            self.count += last + 1
            words = counted(self.count, self.tr("1 newer line"), self.tr("{count} newer lines"))
            self.setText(words)
            self.setAccessibleName(words)
            self._place()
            self.show()
            self.raise_()

    def _look(self, value: int) -> None:
        if value == 0:
            self._forget()

    def _forget(self) -> None:
        self.count = 0
        self.hide()

    def _go(self) -> None:
        self._view.setFocus()
        self._view.scrollToTop()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._view.width() - self.width()) // 2, TOP_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
