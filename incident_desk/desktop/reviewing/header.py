"""Above the review: which incident, from when to when, and that it is the past, which nobody can change here."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import whole
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.severity_chip import SeverityChip
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.desktop.theme import mono
from incident_desk.desktop.words import counted

HEAD_PX, BANNER_PX = 61, 28
SHORT_PX = 1100
"""Below this width what is said of the disk gives way."""


class ReviewHeader(QWidget):
    """`incidents_asked`: another incident is wanted; `report_asked`: the report of this one."""

    incidents_asked = Signal()
    report_asked = Signal()

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_header")
        self._bridge = bridge
        self._replayed = replayed
        self.severity = SeverityChip()
        self.number = Label("", 13, 400, "text2", "review_number")
        self.number.setFont(mono())
        self.title = Elided("", 20, 600)
        self.title.setObjectName("review_title")
        self.span = Label("", 12, 500, "text2", "review_span")
        self.disk = Label("", 12, 500, "text2", "review_disk")
        self.incidents = Button(_tr("All incidents"), "list", "plain", "review_incidents")
        self.report = Button(_tr("Report (R)"), "file-text", "plain", "review_report")
        self.banner = Elided("", 12, 500, "warn")
        self.banner.setObjectName("review_banner_words")
        self._lay_out()
        self.incidents.clicked.connect(self.incidents_asked)
        self.report.clicked.connect(self.report_asked)
        replayed.opened.connect(self._show_record)
        replayed.moved.connect(self._show_moment)
        bridge.zone_changed.connect(self._show_again)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(HEAD_PX)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.severity)
        row.addWidget(self.number)
        row.addWidget(self.title, 1)
        row.addWidget(self.span)
        self._mark = Picture(symbol="hard-drive", side_px=18)
        row.addWidget(self._mark)
        row.addWidget(self.disk)
        row.addWidget(self.report)
        row.addWidget(self.incidents)
        banner = QFrame()
        banner.setObjectName("review_banner")
        banner.setProperty("kind", "warnbar")
        banner.setFixedHeight(BANNER_PX)
        told = QHBoxLayout(banner)
        told.setContentsMargins(16, 0, 16, 0)
        told.setSpacing(8)
        told.addWidget(Picture(symbol="history", ink="warn", side_px=14))
        told.addWidget(self.banner, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, Line(), banner):
            column.addWidget(part)

    def show_short(self, is_short: bool) -> None:
        """Where there is little width the title comes first."""
        for part in (self._mark, self.disk):
            part.setVisible(not is_short)

    def _show_again(self) -> None:
        if self._replayed.whole is not None:
            self._show_record()
            self._show_moment()

    def _show_record(self) -> None:
        whole_, zone = self._replayed.whole, self._bridge.zone
        assert whole_ is not None
        found = whole_.reviewed
        plan = self._bridge.organisation.plans.current
        self.severity.set_severity(found.severity, plan.severities[found.severity].name if found.severity else "")
        self.severity.setVisible(found.severity is not None)
        self.number.setText(found.number)
        self.title.setText(_tr("Review: {title}").format(title=found.title or _tr("(the title was erased)")))
        start_us, end_us = found.span(self._replayed.known)
        self.span.setText(_tr("{start}\nto {end}").format(start=whole(start_us, zone), end=whole(end_us, zone)))
        entries = counted(whole_.entries, _tr("1 entry"), _tr("{count} entries"))
        self.disk.setText(_tr("On this disk, whole record\n{entries} · works offline").format(entries=entries))

    def _show_moment(self) -> None:
        at = whole(self._replayed.at_us, self._bridge.zone)
        as_known = _tr("The past: {at}, as it was known then. What was written stays as it is.")
        as_it_was = _tr("The past: {at}, as it was, by all that is known now. What was written stays as it is.")
        self.banner.setText((as_known if self._replayed.known else as_it_was).format(at=at))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
