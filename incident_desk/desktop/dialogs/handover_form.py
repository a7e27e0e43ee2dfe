"""What the forms of a handover have in common: filled from the record, kept as a draft until it is offered."""

from typing import TypeVar

import msgspec
import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.handover_rows import DUTY, HandoverRows
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.handover_drafts import HandoverDraft, drafts_of
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.presence import ROLE
from incident_desk.domain.handover_filling import telling_lines
from incident_desk.domain.handovers import Offer, OfferRoom
from incident_desk.domain.ids import NO_INCIDENT

Offered = TypeVar("Offered", Offer, OfferRoom)


class HandoverForm(Dialog):
    """What the giver says is kept while it is typed, and however the form is closed; an offer forgets it.

    All else is filled from the record at each opening. `role` is its key, or ROOM for all of them.
    """

    situation: QPlainTextEdit
    worry: QPlainTextEdit
    rows: HandoverRows

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget, role: str) -> None:
        self.role = role
        self._bridge = bridge
        self._observed = observed
        self._drafts = drafts_of(bridge)
        self._begun_us = bridge.now_us()
        name = "handover_dialog" if role else "handover_room_dialog"
        super().__init__(window, name, "arrow-left-right" if role else "users", self._title())
        place, draft = (f"{ROLE}{role}", "handover") if role else ("roles_panel", "handover-room")
        attend(self, bridge, observed, place, draft)
        self.begun = None  # what was begun here is kept by what it is about, not by where a row stood

    def _title(self) -> str:
        raise NotImplementedError

    def said(self) -> HandoverDraft:
        """What the giver said, beside what the record fills in."""
        raise NotImplementedError

    def _take_up(self, draft: HandoverDraft) -> None:
        """Fill in what was said before."""
        self.situation.setPlainText(self.filled() if draft.situation is None else draft.situation)
        self.worry.setPlainText(draft.worry)
        self.rows.leave_out(draft.stays)

    def filled(self) -> str:
        """Where it stands, and the last lines that tell it, as the record has them."""
        board, zone, now_us = self._observed.board, self._bridge.zone, self._bridge.now_us()
        headline = board.headline
        stands = _tr("{severity}, {state}").format(
            severity=words.severity_word(headline.severity.value), state=words.state_word(headline.state)
        )
        if (since_us := headline.since_us) is not None:
            stands += ", " + _tr("for {span}").format(span=span_words(now_us - since_us))
        if affected := board.impact.affected.value:
            stands += ". " + affected
        told = [f"{clock_near(x.occurred_us, now_us, zone)} {line_words(x)}" for x in telling_lines(board)]
        return "\n".join([stands, *told])

    @property
    def own_situation(self) -> str | None:
        """The situation if the giver changed it; None while it is as it was filled in."""
        text = self.situation.toPlainText()
        return None if text == self._filled else text

    # the draft --------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Fill it in, from the draft if there is one; whatever is changed from now on is kept."""
        self._filled = self.filled()
        draft = self._drafts.of(self._observed.incident, self.role)
        self._take_up(draft or HandoverDraft("", 0))
        if draft is not None:
            self._begun_us = draft.begun_us
            clock = clock_near(draft.begun_us, self._bridge.now_us(), self._bridge.zone)
            told = _tr("your draft of {clock}").format(clock=clock)
            self.meta.setText(" · ".join(filter(None, (self.meta.text(), told))))
        for text in (self.situation, self.worry):
            text.textChanged.connect(self.keep)
        self.rows.turned.connect(self.keep)
        self._bridge.soon(self._read_duty())

    async def _read_duty(self) -> None:
        """What was noted on duty is shown as soon as a worker has read it."""
        log = (await self._bridge.read(lambda desk: desk.fold(NO_INCIDENT))).board.timeline
        if shiboken6.isValid(self.rows):
            self.rows.show_duty(log)

    def filled_in(self, offer: Offered) -> Offered:
        """The offer with what the giver says, and what is ticked to go along."""
        rows = self.rows
        return msgspec.structs.replace(
            offer,
            note=self.situation.toPlainText().strip(),
            worry=self.worry.toPlainText().strip(),
            tasks=rows.chosen("task"),
            promises=rows.chosen("promise"),
            courses=rows.chosen("course"),
            risks=rows.chosen("risk"),
            facts=rows.chosen("fact"),
            owed=rows.chosen("owed"),
            duty=rows.chosen(DUTY) if DUTY in rows.rows else None,  # all of it, while it is not shown yet
        )

    def add_keeping(self) -> None:
        """The button that closes the form and keeps what was said."""
        self.foot.addWidget(Label(_tr("Ctrl+Enter"), 12, 400, "text3"))
        self.add_button("handover_keep", _tr("Keep as draft"), self.reject)

    def keep(self) -> None:
        """Remember what was said so far."""
        self._drafts.keep(self._observed.incident, self.role, self.said())

    def lay_aside(self) -> None:
        """The window is about to be locked or closed."""
        self._drafts.keep(self._observed.incident, self.role, self.said(), at_once=True)

    def done(self, result: int) -> None:
        """However it is closed: what was offered is forgotten, the rest waits."""
        self._drafts.keep(self._observed.incident, self.role, None if result else self.said(), at_once=True)
        super().done(result)

    def hand_on(self, other: "HandoverForm") -> None:
        """The other form goes on with what was said here."""
        other.situation.setPlainText(self.situation.toPlainText())
        other.worry.setPlainText(self.worry.toPlainText())
        other.rows.leave_out(self.rows.left)
        self.situation.setPlainText(self._filled)
        self.worry.setPlainText("")
        self.rows.leave_out(())


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandoverForm", text)
