"""One step of a way: whether it is open, what it is, what was found there, and how long the answer took."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture

LEAST_PX = 29
NAME_PX = 150


class StepRow(QWidget):
    """Not reached until something is shown."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._picture = Picture(symbol="circle-dashed", ink="text3")
        self._said = Label("", 13, 400, "text2", wraps=True)
        self._aside = Label("", 12, 400, "text3")
        words = Label(name, 13, 600)
        words.setFixedWidth(NAME_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(words)
        row.addWidget(self._said, 1)
        row.addWidget(self._aside)
        self.setMinimumHeight(LEAST_PX)

    def show_step(self, symbol: str, tone: str, said: str, aside: str = "") -> None:
        """What was found here."""
        self._picture.show_symbol(symbol, tone)
        self._said.setText(said)
        self._said.set_tone("bad" if tone == "bad" else "text2")
        self._aside.setText(aside)
        self.setAccessibleName(": ".join(filter(None, (self._name, said))))
