"""Writing down a decision: what and why, instead of what, who objects, and when it is looked at again."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.domain.decisions import Decide
from incident_desk.domain.entry import Entry

AGAIN_S: Final = (900, 1800, 3600, 7200, 14400, None)
NOT_ASKED, NONE_CAME, SOMEBODY = "not_asked", "none_came", "somebody"
UNDONE, ONE_WAY, OPEN = "undone", "one_way", "open"


class DecideDialog(Dialog):
    """Only what was decided has to be said. "Strong objection?" stands there to be asked aloud."""

    WIDTH_PX = 780

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget, words: str = "") -> None:
        title = QCoreApplication.translate("DecideDialog", "Write down a decision")
        super().__init__(window, "decide_dialog", "gavel", title)
        self._bridge = bridge
        self._observed = observed
        self.what = form_field("decide_what", self.tr("Restore from the 17:20 snapshot"), words)
        self.why = form_field("decide_why", self.tr("The dump of 18:00 is empty"))
        self.other = form_field("decide_other", self.tr("Replay the binary logs: some hours longer"))
        self.speaker = form_field("decide_speaker", self.tr("If somebody else decided: who"))
        ways = (
            (UNDONE, self.tr("can be undone")),
            (ONE_WAY, self.tr("no way back")),
            (OPEN, self.tr("not known")),
        )
        self.way = ChipChoice("decide_way", ways)
        self.way.turn_on(OPEN)
        self.again = SpanChoice("decide_again", AGAIN_S, again_words)
        self.again.choose(None)
        asked = (
            (NOT_ASKED, self.tr("not asked")),
            (NONE_CAME, self.tr("asked: none")),
            (SOMEBODY, self.tr("somebody objects")),
        )
        self.strong = ChipChoice("decide_asked", asked)
        self.strong.turn_on(NOT_ASKED)
        self.objector = form_field("decide_objector", self.tr("Who"))
        self.objection = form_field("decide_objection", self.tr("What they object"))
        self.fault = Label("", 12, 500, "bad", "decide_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("octagon-alert", self.tr("An objection stops nothing; it stands beside the decision"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("decide_go", self.tr("Write it down"), self._decide, "primary", "gavel")
        self.add_key("Ctrl+Return", self._decide)
        self.what.textChanged.connect(self._show)
        self.strong.chosen.connect(self._show)
        self._show()
        attend(self, bridge, observed, "timeline_panel", "decision")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("What is decided"), self.what),
            (self.tr("Why"), self.why),
            (self.tr("Instead of what"), self.other),
            (self.tr("Decided by"), self.speaker),
            (self.tr("A way back"), self.way),
            (self.tr("Look at it again in"), self.again),
        )
        for at, (words, field) in enumerate(fields):
            rows.addWidget(Label(words, 13, 500), at, 0)
            rows.addWidget(field, at, 1)
            field.setAccessibleName(words)
        column.addLayout(rows)
        column.addSpacing(4)
        hint = self.tr("ask it aloud: who cannot live with this?")
        column.addWidget(SectionHead(self.tr("Strong objection?"), hint))
        column.addWidget(self.strong)
        against = QHBoxLayout()
        against.setSpacing(8)
        against.addWidget(self.objector, 1)
        against.addWidget(self.objection, 3)
        column.addLayout(against)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.why if self.what.text() else self.what

    def _show(self) -> None:
        self.go.setEnabled(bool(self.what.text().strip()))
        for field in (self.objector, self.objection):
            field.setVisible(self.strong.key == SOMEBODY)

    def _decide(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._decided(), self.fault, self.go)

    async def _decided(self) -> list[Entry]:
        objects = self.strong.key == SOMEBODY
        fields = Decide(
            self.what.text().strip(),
            self.why.text().strip(),
            self.other.text().strip(),
            {UNDONE: True, ONE_WAY: False}.get(self.way.key),
            self.again.seconds,
            self.strong.key != NOT_ASKED,
            self.objection.text().strip() if objects else "",
            self.objector.text().strip() if objects else "",
            self.speaker.text().strip(),
        )
        return await self._bridge.do(fields, self._observed.incident)


def again_words(seconds: int | None) -> str:
    """In how long something is looked at again."""
    return QCoreApplication.translate("DecideDialog", "not again") if seconds is None else box_words(seconds)
