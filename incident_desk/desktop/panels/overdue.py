"""On the calm board: that follow-ups of past incidents are overdue, or that none is; one press leads to all of them."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.theme import restyle
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.words import counted
from incident_desk.domain.follow_up_overview import Owed, overdue, overview, still_open

BAR_PX = 46
NAMED = 3


class OverdueBar(QFrame):
    """Red where one is overdue, quiet where some are only open, away where there is none."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("overdue_bar")
        self._bridge = bridge
        self._every: list[Owed] = []
        self._late = 0
        self.setMinimumHeight(BAR_PX)
        self.words = Elided("", 13, 600, "text2")
        self.show_ = Button(_tr("Follow-ups"), "arrow-right", "plain", "overdue_show")
        self.show_.clicked.connect(self.ask)
        self._late_mark = Picture(symbol="clock-alert", ink="bad", side_px=16)
        self._open_mark = Picture(symbol="clipboard-list", side_px=16)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        for mark in (self._late_mark, self._open_mark):
            row.addWidget(mark)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.show_)
        bridge.headlines_changed.connect(self._read)
        tick().follow(self, self._show_time)
        self._read()

    def ask(self) -> None:
        """All follow-ups of all incidents."""
        from incident_desk.desktop.dialogs.follow_ups import FollowUpsDialog

        FollowUpsDialog(self._bridge, self.window()).open()

    def _read(self) -> None:
        self._every = still_open(overview(self._bridge.headlines))
        self._show()

    def _show_time(self) -> None:
        if len(overdue(self._every, self._bridge.now_us())) != self._late:
            self._show()

    def _show(self) -> None:
        late = overdue(self._every, self._bridge.now_us())
        self._late = len(late)
        self.setVisible(bool(self._every))
        self._late_mark.setVisible(bool(late))
        self._open_mark.setVisible(not late)
        if late:
            count = counted(len(late), _tr("1 follow-up is overdue"), _tr("{count} follow-ups are overdue"))
            named = "; ".join(f"{owed.label} {owed.one.words}" for owed in late[:NAMED])
            self.words.setText(f"{count}: {named}")
        else:
            count = counted(len(self._every), _tr("1 follow-up is open"), _tr("{count} follow-ups are open"))
            self.words.setText(_tr("{count}, none is overdue").format(count=count))
        self.words.set_tone("bad" if late else "text2")
        kind = "badbar" if late else ""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverdueBar", text)
