"""The line in the panel of a role that is offered to somebody: to whom, since when, and the way to the answer."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.handover_drafts import HandoverDraft, drafts_of
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.domain.handover_list import Handover, is_loud


class OfferLine(QWidget):
    """Hidden while the role is offered to nobody, and no offer of it was begun at this desk.

    `go_on_asked` tells that somebody wants to go on with that.
    """

    go_on_asked = Signal()

    def __init__(self, bridge: Bridge, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._key = bridge, key
        self._observed: ObservedIncident | None = None
        self._waiting: list[Handover] = []
        self.told = Elided("", 12, 400, "text2")
        self.button = Button("", "arrow-left-right", "small", f"role_{key}_offer")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 8, 2)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self.open_answer)
        self._drafts = drafts_of(bridge)
        self._drafts.changed.connect(self._show_again)
        self.hide()

    def _show_again(self) -> None:
        if self._observed is not None:
            self.show_role(self._observed)

    def show_role(self, observed: ObservedIncident) -> None:
        """Show how the role stands in this incident."""
        self._observed = observed
        board, people, now_us = observed.board, observed.organisation.people, self._bridge.now_us()
        self._waiting = [each for each in board.handovers.waiting(board.roles) if each.role == self._key]
        draft = self._drafts.of(observed.incident, self._key)
        self.setVisible(bool(self._waiting) or draft is not None)
        if not self._waiting:
            self._show_draft(draft)
            return
        names = _tr(" and ").join(dict.fromkeys(each.taker.now(people).name for each in self._waiting))
        waited = span_words(now_us - self._waiting[0].offered_us)
        acknowledge_s = observed.plan.cadences.acknowledge_s
        is_late = any(is_loud(each, acknowledge_s, now_us) for each in self._waiting)
        said = _tr("{names}: no answer for {span}") if is_late else _tr("Offered to {names}")
        self.told.setText(said.format(names=names, span=waited))
        self.told.set_tone("warn" if is_late else "text2")
        self._name_button(_tr("Answer") if self._mine() else _tr("Read it"))

    def _show_draft(self, draft: HandoverDraft | None) -> None:
        """A handover was begun here and not offered."""
        if draft is not None:
            clock = clock_near(draft.begun_us, self._bridge.now_us(), self._bridge.zone)
            self.told.setText(_tr("Your draft of a handover, {clock}").format(clock=clock))
            self.told.set_tone("text2")
            self._name_button(_tr("Go on"))

    def _name_button(self, words: str) -> None:
        assert self._observed is not None
        if words != self.button.text():
            self.button.setText(words)
        role = self._observed.board.roles.held[self._key].title
        self.button.setAccessibleName(_tr("{words}: the handover of {role}").format(words=words, role=role))

    def _mine(self) -> Handover | None:
        return next((each for each in self._waiting if each.taker.person == self._bridge.me), None)

    def open_answer(self) -> None:
        """What was written down, and the ways to answer."""
        if not self._waiting:
            self.go_on_asked.emit()
        elif self._observed is not None:
            from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog

            handover = self._mine() or self._waiting[-1]
            HandoverAnswerDialog(self._bridge, self._observed, handover.id, self.window()).open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("OfferLine", text)
