"""What leads from a timeline to the duty log and on: lines are adopted, and a shift is handed over."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.domain.corrections import Undo
from incident_desk.domain.duty_log import lines_of_shift, lines_since
from incident_desk.domain.ids import NO_INCIDENT


class OnDuty(QObject):
    """Belongs to a panel, over whose window the forms come; what was done is said in `answer`."""

    def __init__(self, bridge: Bridge, answer: AnswerLine, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._answer = answer
        self._panel = panel
        self.observed: ObservedIncident | None = None

    def hear(self, word: str) -> None:
        """A slash word was entered with nothing behind it."""
        if word == "/adopt-log":
            self.adopt()
        elif word == "/duty-handover":
            self.hand_over()

    def adopt(self) -> None:
        """Choose lines of the duty log that belong to this incident."""
        if self.observed is not None:
            self._bridge.soon(self._adopt(self.observed), self._answer.say)

    async def _adopt(self, observed: ObservedIncident) -> None:
        log = (await self._bridge.read(lambda desk: desk.fold(NO_INCIDENT))).board.timeline
        lines = lines_since(log, 0)
        if observed.incident == NO_INCIDENT or not lines:
            self._answer.say(self.tr("Nothing stands in the duty log that an incident could adopt"))
            return
        from incident_desk.desktop.dialogs.adopt_log import AdoptLogDialog

        shift = {line.entry for line in lines_of_shift(log, self._bridge.now_us())}
        dialog = AdoptLogDialog(self._bridge, observed, lines, shift, self._panel.window())
        dialog.adopted.connect(self._tell_adopted)
        dialog.open()

    def _tell_adopted(self, count: int) -> None:
        told = words.counted(
            count, self.tr("Adopted 1 line of the duty log"), self.tr("Adopted {count} lines of the duty log")
        )
        self._answer.offer(told, "notebook-pen", "text2", self.tr("Bring them back (Ctrl+Z)"), self._undo)

    def _undo(self) -> None:
        self._answer.say("")
        if self.observed is not None:
            self._bridge.do_soon(Undo(), self.observed.incident, self._answer.say)

    def hand_over(self) -> None:
        """Say who is on duty next, and what they must know."""
        self._bridge.soon(self._hand_over(), self._answer.say)

    async def _hand_over(self) -> None:
        log = (await self._bridge.read(lambda desk: desk.fold(NO_INCIDENT))).board.timeline
        from incident_desk.desktop.dialogs.duty_handover import DutyHandoverDialog

        lines = lines_of_shift(log, self._bridge.now_us())
        DutyHandoverDialog(self._bridge, lines, self._panel.window()).open()
