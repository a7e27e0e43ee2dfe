"""One check of a draft: its name, how it stands, and on the same row the way to mend what is wrong."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture

HEIGHT_PX = 26
ICON_PX = 14
GAP_PX = 8
NAME_PX = 140
"""So much of what is looked at is read before how it stands."""
NAME_LEAST_PX = 24
STAND_PX = 96
"""A short word of how it stands is never cut for its name."""


class CheckShown(msgspec.Struct, frozen=True):
    """`stand` is what was found, `fix` the words of the button that mends it. `symbol` and `tone` say how bad."""

    key: str
    name: str
    stand: str = ""
    symbol: str = "circle-check"
    tone: str = "ok"
    fix: str = ""


class CheckRow(QWidget):
    """`fix_asked` carries the key of the check."""

    fix_asked = Signal(str)

    def __init__(self, name: str = "check", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = CheckShown("", "")
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        self._symbol = Picture(symbol="circle-check", side_px=ICON_PX)
        self._name = Elided("", 13, 500)
        self._stand = Elided("", 12, 400, "text2")
        self.fix = Button("", "", "small", f"{name}_fix")
        self.fix.clicked.connect(lambda: self.fix_asked.emit(self.shown.key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_PX)
        row.addWidget(self._symbol)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._stand)
        row.addWidget(self.fix)

    def show_check(self, shown: CheckShown) -> None:
        """Say this from now on."""
        if shown == self.shown:
            return
        self.shown = shown
        self.setAccessibleName(", ".join(filter(None, (shown.name, shown.stand))))
        self._symbol.show_symbol(shown.symbol, shown.tone)
        self._name.setText(shown.name)
        self._stand.setText(shown.stand)
        self._stand.setMinimumWidth(min(self._stand.sizeHint().width(), STAND_PX))
        self._stand.set_tone(shown.tone if shown.tone in ("warn", "bad") else "text2")
        self.fix.setText(shown.fix)
        self.fix.setAccessibleName(f"{shown.name}: {shown.fix}")
        self.fix.setVisible(bool(shown.fix))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Where there is too little room the name gives way: its words are in the tool tip."""
        parts = [self._stand.minimumWidth()] + ([self.fix.sizeHint().width()] if self.shown.fix else [])
        left_px = self.width() - ICON_PX - sum(parts) - GAP_PX * (2 + len(parts))
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), NAME_PX, max(NAME_LEAST_PX, left_px)))
