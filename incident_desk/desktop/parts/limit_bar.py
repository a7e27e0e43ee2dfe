"""How much of what a channel takes is used: a bar, the count, and how long it takes to say or to read."""

import msgspec
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.thin_bar import ThinBar


class LimitShown(msgspec.Struct, frozen=True):
    """`share` of the limit, or None where the channel has none; `count` and `aside` are words."""

    count: str
    aside: str = ""
    share: float | None = None
    tone: str = "spark"


class LimitBar(QWidget):
    """Over the limit it is red, with an octagon: never the colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: LimitShown | None = None
        self.bar = ThinBar()
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.hide()  # nothing was counted yet
        self._symbol = Picture(symbol="octagon-alert", ink="bad", side_px=14)
        self._symbol.hide()
        self._count = Label("", 12, 600)
        self._count.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # the rest gives way to it
        self._aside = Elided("", 12, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.bar, 1)
        row.addWidget(self._symbol)
        row.addWidget(self._count)
        row.addStretch(0)
        row.addWidget(self._aside)
        self._row = row

    def show_limit(self, shown: LimitShown) -> None:
        """Say this from now on."""
        if shown == self.shown:
            return
        self.shown = shown
        is_limited = shown.share is not None
        self.bar.setVisible(is_limited)
        self.bar.set_share(shown.share or 0.0, shown.tone)
        self._row.setStretch(3, 0 if is_limited else 1)
        is_over = shown.tone == "bad"
        self._symbol.setVisible(is_over)
        self._count.setText(shown.count)
        self._count.set_tone("bad" if is_over else "text")
        self._aside.setText(shown.aside)
        self.setAccessibleName(", ".join(filter(None, (shown.count, shown.aside))))
