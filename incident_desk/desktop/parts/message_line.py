"""What is wrong with what was typed, right below it: the words stay where they are."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture


class MessageLine(QWidget):
    """Hidden while there is nothing to say, and read aloud when there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture(symbol="octagon-alert", ink="bad", side_px=12)
        self._words = Elided("", 12, 600, "bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str, symbol: str = "octagon-alert", tone: str = "bad") -> None:
        """Show this; with no words, nothing."""
        self._picture.show_symbol(symbol, tone)
        self._words.setText(words)
        self._words.set_tone(tone)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
