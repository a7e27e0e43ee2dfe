"""Opens the forms about decisions and questions: a new decision, one that is looked at again, an answer."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.ids import EntryId


class Deciding(QObject):
    """Belongs to a panel, over whose window the forms come."""

    def __init__(self, bridge: Bridge, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._panel = panel
        self.observed: ObservedIncident | None = None

    def ask(self) -> None:
        """The form for a decision."""
        if self.observed is not None:
            from incident_desk.desktop.dialogs.decide import DecideDialog

            DecideDialog(self._bridge, self.observed, self._panel.window()).open()

    def hear(self, word: str) -> None:
        """A slash word was entered with nothing behind it."""
        if word == "/decide":
            self.ask()

    def look_again(self, decision: EntryId) -> None:
        """Ask whether a decision still stands."""
        if self.observed is not None:
            from incident_desk.desktop.dialogs.revisit import RevisitDialog

            RevisitDialog(self._bridge, self.observed, decision, self._panel.window()).open()

    def answer(self, question: EntryId) -> None:
        """Answer a question that is still asked: it may have been taken back meanwhile."""
        if self.observed is not None and question in self.observed.board.questions.of:
            from incident_desk.desktop.dialogs.answer import AnswerDialog

            AnswerDialog(self._bridge, self.observed, question, self._panel.window()).open()
