"""What whoever manages the incident may do about an investigation that is sealed to them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend_unheard
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.investigation_words import alive_words, people_words, stage_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Stage
from incident_desk.domain.investigations import BreakSeal, ExtendInvestigation, JoinInvestigation

MORE_S: Final = (600, 900, 1800, 3600)


class SealDialog(Dialog):
    """More time, one more person; or the seal is broken, with a reason that everybody reads."""

    WIDTH_PX = 660

    def __init__(self, bridge: Bridge, observed: ObservedIncident, investigation: EntryId, window: QWidget) -> None:
        self._found = observed.board.investigations.of[investigation]
        label = observed.board.investigations.label(self._found)
        title = QCoreApplication.translate("SealDialog", "Investigation {letter}").format(letter=label)
        super().__init__(window, "seal_dialog", "lock", title)
        self._bridge = bridge
        self._observed = observed
        self._is_sealed = observed.board.investigations.stage(self._found) is Stage.SEALED
        self.more = SpanChoice("seal_more", MORE_S, lambda seconds: box_words(seconds or 0))
        self.more.choose(MORE_S[0])
        self.person = form_field("seal_person", self.tr("Noor Haddad"))
        self.reason = form_field("seal_reason", self.tr("The copy must be stopped, and they know why"))
        self.fault = Label("", 12, 500, "bad", "seal_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        attend_unheard(self, bridge, observed, "investigations_panel", f"seal:{investigation}")
        self.promise("history", self.tr("Each of these stands in the timeline, with your name"))
        self.add_button("seal_close", self.tr("Close"), self.reject)
        self.person.textChanged.connect(self._show)
        self.reason.textChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        observed, now_us, zone = self._observed, self._bridge.now_us(), self._bridge.zone
        column.addWidget(Label(self._found.question(observed.board.timeline), 15, 600, wraps=True))
        told = (
            people_words(self._found, observed.organisation.people),
            stage_words(self._found, observed, self._bridge.me, now_us, zone),
            alive_words(self._found, now_us, zone),
        )
        column.addWidget(Label(" · ".join(told), 12, 400, "text2", wraps=True))
        if self._is_sealed:
            column.addSpacing(4)
            column.addWidget(SectionHead(self.tr("More time from now")))
            column.addWidget(self.more)
            self.extend = self._act("seal_extend", self.tr("Give more time"), "clock", self._extend, column)
            column.addSpacing(4)
            column.addWidget(SectionHead(self.tr("One more person"), self.tr("nobody of the same round")))
            self.person.setAccessibleName(self.tr("Who joins it"))
            column.addWidget(self.person)
            self.join = self._act("seal_join", self.tr("Let them in"), "user-round-plus", self._join, column)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Break the seal"), self.tr("everybody reads it from then on, and why")))
        self.reason.setAccessibleName(self.tr("Why the seal is broken"))
        column.addWidget(self.reason)
        self.break_ = self._act("seal_break", self.tr("Break the seal"), "octagon-alert", self._break, column)
        column.addWidget(self.fault)

    def _act(self, name: str, words: str, symbol: str, act: Callable[[], None], column: QVBoxLayout) -> Button:
        button = Button(words, symbol, "plain", name)
        button.clicked.connect(act)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def first(self) -> QWidget:
        return self.more.chips[0] if self._is_sealed else self.reason

    def _show(self) -> None:
        self.break_.setEnabled(bool(self.reason.text().strip()))
        if self._is_sealed:
            self.join.setEnabled(bool(self.person.text().strip()))

    def _extend(self) -> None:
        self._do(ExtendInvestigation(self._found.id, self.more.seconds or MORE_S[0]), self.extend)

    def _join(self) -> None:
        self._do(JoinInvestigation(self._found.id, self.person.text().strip()), self.join)

    def _break(self) -> None:
        self._do(BreakSeal(self._found.id, self.reason.text().strip()), self.break_)

    def _do(self, fields: Fields, button: QWidget) -> None:
        self.attempt(self._bridge, self._done(fields), self.fault, button)

    async def _done(self, fields: Fields) -> list[Entry]:
        return await self._bridge.do(fields, self._observed.incident)
