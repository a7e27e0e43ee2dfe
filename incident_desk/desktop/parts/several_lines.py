"""Words of several lines, as a query or a log wrote them: columns stay columns, nothing is cut, a long one scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from incident_desk.desktop.theme import mono

SHOWN_MOST = 12


class SeveralLines(QPlainTextEdit):
    """For reading and copying; Tab goes on to the next control."""

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(mono(13))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        lines = min(self.document().lineCount(), SHOWN_MOST)
        around = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(lines * QFontMetrics(mono(13)).lineSpacing() + around + bar + 12)
