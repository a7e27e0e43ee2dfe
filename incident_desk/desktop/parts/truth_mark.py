"""The mark that says whether words are safe: an icon, what is so, and what it means."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture


class TruthMarkLabel(QWidget):
    """Two lines and an icon, in the header of every room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture(symbol="hard-drive", ink="ok", side_px=18)
        self._line = Elided("", 12, 600)
        self._detail = Elided("", 11, 400, "text2")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._line)
        words.addWidget(self._detail)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addLayout(words)

    def show_words(self, symbol: str, token: str, line: str, detail: str) -> None:
        """Say it."""
        self._picture.show_symbol(symbol, token)
        self._line.setText(line)
        self._detail.setText(detail)
        self.setAccessibleName(f"{line}. {detail}")
