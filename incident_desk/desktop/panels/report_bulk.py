"""Above the reports: a warning of ours, of which one press declares, and what can be done about many at once."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.report_words import undelivered_words, unmailed_words
from incident_desk.desktop.warning_words import draft_of, warning_words
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.report_view import View
from incident_desk.domain.warning_list import EarlyWarning

BAR_PX = 46
ANSWERS, UPDATES = "answers", "updates"
"""What did not arrive."""


class _Bar(QFrame):
    """Words at the left, buttons at the right, on a soft ground."""

    def __init__(self, name: str, ground: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", ground)
        self.setMinimumHeight(BAR_PX)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 6, 16, 6)
        self.row.setSpacing(8)

    def sizeHint(self) -> QSize:
        return QSize(400, BAR_PX)


class BulkBar(_Bar):
    """`asked` carries confirm or tick_alike, as the keys do."""

    asked = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("report_bulk", "accentbar")
        self.words = Elided("", 13, 600)
        self.note = Elided("", 12, 400, "text2")
        self.pick = Button(_tr("Tick them"), "", "plain", "report_tick_alike")
        self.pick.setToolTip(_tr("Tick those that look like the same issue, or take the ticks away (T)"))
        self.go = Button("", "check-check", "plain", "report_confirm")
        self.go.setToolTip(_tr("Confirm what is suggested for these, and write the answer down (C)"))
        bridge.rights.rule(self.go)
        self.row.addWidget(Picture(symbol="check-check", ink="accent", side_px=16))
        self.row.addWidget(self.words)
        self.row.addWidget(self.note, 1)
        self.row.addWidget(self.pick)
        self.row.addWidget(self.go)
        self.pick.clicked.connect(lambda: self.asked.emit("tick_alike"))
        self.go.clicked.connect(lambda: self.asked.emit("confirm"))
        self.hide()

    def show_rows(self, view: View, ticked: int) -> None:
        """So many are ticked."""
        alike = view.alike
        self.setVisible(view.queue is Queue.TO_JUDGE and bool(alike or ticked))
        told = _tr("{count} of {all} look like the same issue")
        self.words.setText(told.format(count=alike, all=len(view.rows)))
        self.note.setText(_tr("{count} ticked").format(count=ticked) if ticked else "")
        self.go.setText(_tr("Confirm {count}").format(count=ticked or alike))


class UndeliveredBar(_Bar):
    """Answers that did not arrive: they can be sent once more. `asked` carries mail_again, as the key does."""

    asked = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("report_undelivered", "warnbar")
        self.words = Elided("", 13, 600, "warn")
        self.again = Button("", "rotate-ccw", "plain", "report_mail_again")
        self.again.setToolTip(_tr("Send these once more by e-mail (M)"))
        bridge.rights.rule(self.again)
        self.row.addWidget(Picture(symbol="circle-alert", ink="warn", side_px=16))
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self.again)
        self.again.clicked.connect(lambda: self.asked.emit("mail_again"))
        self.hide()

    def show_rows(self, view: View, ticked: int) -> None:
        """All of them, or so many that are ticked."""
        count = sum(row.may_mail_again for row in view.rows) if view.queue is Queue.UNDELIVERED else 0
        self.setVisible(view.queue is Queue.UNDELIVERED and bool(view.rows))
        self.words.setText(undelivered_words(view.undelivered))
        self.again.setText(_tr("Send {count} again").format(count=ticked or count))
        self.again.setVisible(bool(count))


class MissedBar(_Bar):
    """In the calm: mails to customers that did not arrive. `asked` leads to where something is done about it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("missed_mails", "warnbar")
        self._leads_to = ""
        self.words = Elided("", 13, 600, "warn")
        self.look = Button(_tr("Look…"), "arrow-right", "plain", "missed_look")
        self.row.addWidget(Picture(symbol="circle-alert", ink="warn", side_px=16))
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self.look)
        self.look.clicked.connect(lambda: self.asked.emit(self._leads_to))
        self.hide()

    def show_view(self, view: View) -> None:
        """Answers come before updates of the page."""
        self._leads_to = ANSWERS if view.undelivered.count else UPDATES
        missed = view.undelivered if view.undelivered.count else view.unmailed
        words = undelivered_words if view.undelivered.count else unmailed_words
        self.setVisible(missed.count > 0)
        self.words.setText(words(missed) if missed.count else "")


class WarningBar(_Bar):
    """One key, or the button, declares an incident that is filled in."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("early_warning", "warnbar")
        self._bridge = bridge
        self._warning: EarlyWarning | None = None
        self.words = Elided("", 13, 600, "warn")
        self.declare = Button(_tr("Declare…"), "siren", "danger", "warning_declare")
        self.declare.setToolTip(_tr("Declare an incident, filled in with this (Alt+D)"))
        self.declare.setShortcut("Alt+D")
        bridge.rights.rule(self.declare)
        self.row.addWidget(Picture(symbol="diamond", ink="warn", side_px=16))
        self.row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.declare)
        self.declare.clicked.connect(self._ask)
        self.hide()

    def show_view(self, view: View) -> None:
        """The last warning, while it is fresh."""
        self._warning = warning = view.fresh_warning
        self.setVisible(warning is not None)
        if warning is not None:
            self.words.setText(warning_words(warning, self._bridge.zone))

    def _ask(self) -> None:
        if self._warning is not None:
            self._bridge.warning_asked.emit(draft_of(self._warning, self._bridge.zone))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportBulk", text)
