"""The left of the alerts room: who is called now, by the lists of the plan."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.on_call_words import several
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.ticking import tick
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.on_call_now import ListNow, lists_now

SHOWN_MOST = 8


class CalledPanel(Section):
    """Not there while the plan has no lists. They are looked at anew by the minute: shifts begin and end."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("alert_called", _tr("Who is called"))
        self._bridge = bridge
        self._minute = 0
        self.rows: list[CalledRow] = []
        self.note.setText(_tr("from the plan"))
        for changed in (bridge.organisation_changed, bridge.zone_changed):
            changed.connect(self.show_lists)
        tick().follow(self, self._follow)
        self.show_lists()

    def _follow(self) -> None:
        if self._bridge.now_us() // MINUTE_US != self._minute:
            self.show_lists()

    def show_lists(self) -> None:
        """As they are now."""
        now_us, organisation = self._bridge.now_us(), self._bridge.organisation
        self._minute = now_us // MINUTE_US
        lists = lists_now(organisation.plans.current, organisation.on_call, now_us)[:SHOWN_MOST]
        self.setVisible(bool(lists))
        while len(self.rows) < len(lists):
            self.rows.append(CalledRow())
            self.body.addWidget(self.rows[-1])
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(lists))
            if at < len(lists):
                row.show_list(lists[at], self._until(lists[at], now_us))

    def _until(self, shown: ListNow, now_us: int) -> str:
        if shown.until_us is None:
            return ""
        return _tr("until {clock}").format(clock=clock_near(shown.until_us, now_us, self._bridge.zone))


class CalledRow(QWidget):
    """One list: who it is now, and until when."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture(symbol="phone-call", ink="text3", side_px=14)
        self.names = Elided("", 13, 600)
        self._title = Elided("", 12, 400, "text2")
        self._until = Label("", 12, 400, "text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.names)
        words.addWidget(self._title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self._until)

    def show_list(self, shown: ListNow, until: str) -> None:
        """Nobody, in a gap of the list, is told of in amber."""
        names = several(shown.names) if shown.names else _tr("nobody")
        self.names.setText(names)
        self.names.set_tone("text" if shown.names else "warn")
        self._title.setText(shown.title)
        self._until.setText(until)
        self.setAccessibleName(", ".join(filter(None, (shown.title, names, until))))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertCalled", text)
