"""A field for words of one line or several: it grows with them, and scrolls when there are very many."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from incident_desk.desktop.theme import font, mono
from incident_desk.domain.several_lines import has_columns

SHOWN_MOST = 9
AROUND_PX = 20
"""Edge and padding of the style sheet, above and below."""


class GrowingText(QPlainTextEdit):
    """Enter adds a line, Tab goes on to the next control; what is set in columns stays so."""

    def __init__(self, name: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(example)
        self.setPlaceholderText(example)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def setText(self, words: str) -> None:
        """Put these there instead."""
        self.setPlainText(words)

    def _fit(self) -> None:
        is_set = has_columns(self.toPlainText())
        self.setFont(mono(13) if is_set else font(13))
        wraps = QPlainTextEdit.LineWrapMode.NoWrap if is_set else QPlainTextEdit.LineWrapMode.WidgetWidth
        self.setLineWrapMode(wraps)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = min(round(self.document().size().height()), SHOWN_MOST)
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(320, max(lines, 1) * QFontMetrics(self.font()).lineSpacing() + AROUND_PX + below)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())
