"""The mark that says whether words are safe: an icon, what is so, and what it means."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.picture import Picture


class TruthMarkLabel(QWidget):
    """Two lines and an icon, in the header of every room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[str, ...] = ()
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

    def show_words(self, symbol: str, token: str, line: str, detail: str, more: str = "") -> None:
        """Say it; `more` is for the tooltip. What it says already is not said again: a mark may tick."""
        said = (symbol, token, line, detail, more)
        if said == self._said:
            return
        self._said = said
        self._picture.show_symbol(symbol, token)
        self._line.setText(line)
        self._detail.setText(detail)
        words = "\n".join(filter(None, (line, detail, more)))
        for part in (self, self._picture, self._line, self._detail):
            part.setToolTip(tip(words))
        self.setAccessibleName(". ".join(filter(None, (line, detail))))
        self.setAccessibleDescription(more)
