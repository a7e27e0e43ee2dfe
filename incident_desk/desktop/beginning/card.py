"""One way to begin, as a card: what it is, what comes of it, and the key that takes it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from incident_desk.desktop.parts.key_cap import KeyCap
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.theme import restyle


class WayCard(QFrame):
    """`column` is for what belongs to the way; the one that is proposed has an accent edge."""

    def __init__(self, name: str, symbol: str, title: str, words: str, key: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 16)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._mark = Picture(symbol=symbol, ink="text2", side_px=22)
        head.addWidget(self._mark)
        head.addWidget(Label(title, 15, 600))
        head.addStretch(1)
        head.addWidget(KeyCap(key))
        self.column.addLayout(head)
        self.column.addWidget(Label(words, 13, 400, "text2", wraps=True))
        self._symbol = symbol

    def propose(self) -> None:
        """The way for whoever has not been here before."""
        self.setProperty("kind", "accentcard")
        self._mark.show_symbol(self._symbol, "accent")
        restyle(self)
