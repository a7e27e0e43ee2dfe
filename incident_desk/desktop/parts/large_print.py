"""Words as large as the room for them allows, to be read across a table; longer ones scroll by the keys."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from incident_desk.desktop.theme import font

SIZES_PX: Final = (160, 132, 108, 88, 76, 64, 54, 46, 38, 32, 28)
"""The largest at which all of it fits; what does not fit at the smallest scrolls."""
EDGE_PX: Final = 24
LEADING: Final = 1.1
"""A text edit sets its lines a little wider than a label does."""


class LargePrint(QPlainTextEdit):
    """Text only, never HTML; it can be marked and copied, not changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("large_print")
        self.setAccessibleName(self.tr("The words in large print"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(EDGE_PX)
        self.size_px = 0

    def show_words(self, words: str) -> None:
        """Show these."""
        self.setPlainText(words)
        self._fit()

    def _fit(self) -> None:
        room, words = self.viewport().rect().adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX), self.toPlainText()
        self.size_px = next((each for each in SIZES_PX if self._fits(words, each, room)), SIZES_PX[-1])
        self.setFont(font(self.size_px, 500))

    def _fits(self, words: str, size_px: int, room: QRect) -> bool:
        if len(words) * size_px * size_px > 8 * room.width() * room.height():
            return False  # hopeless, and measuring a long text takes long
        box = QRect(0, 0, room.width(), 1 << 20)
        taken = QFontMetrics(font(size_px, 500)).boundingRect(box, int(Qt.TextFlag.TextWordWrap), words)
        return taken.height() * LEADING <= room.height() and taken.width() <= room.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows scroll: there is no caret to be moved."""
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Space: bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Home: -bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)
