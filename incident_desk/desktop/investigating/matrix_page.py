"""Inside an investigation: the matrix in the centre, the seal and what is known at the left, the rest at the right."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.factors_panel import FactorsPanel
from incident_desk.desktop.investigating.known_panel import KnownPanel
from incident_desk.desktop.investigating.matrix_centre import MatrixCentre
from incident_desk.desktop.investigating.notes_panel import NotesPanel
from incident_desk.desktop.investigating.page import RoomPage, stacked
from incident_desk.desktop.investigating.questions_panel import QuestionsPanel
from incident_desk.desktop.investigating.seal_panel import SealPanel
from incident_desk.desktop.investigating.submit_panel import SubmitPanel
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.given import Given
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AskOpen, Hypothesis, Rate, SetTrust
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.investigation_notes import TakeNote
from incident_desk.domain.investigations import ExtendInvestigation
from incident_desk.domain.matrix import At, matrix

NEXT_TRUST = {Trust.HIGH: Trust.MEDIUM, Trust.MEDIUM: Trust.LOW, Trust.LOW: Trust.HIGH}
MORE_S = 600


class MatrixPage(RoomPage):
    """`asked` carries the name of a form that is wanted, and what it is about: a cell, an entry, or nothing."""

    asked = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        self._bridge = bridge
        self._found: Investigation | None = None
        self._observed: ObservedIncident | None = None
        self.matrix = MatrixCentre(bridge)
        self.seal, self.known = SealPanel(bridge), KnownPanel(bridge)
        self.questions, self.factors = QuestionsPanel(bridge), FactorsPanel(bridge)
        self.notes, self.submit = NotesPanel(bridge), SubmitPanel(bridge)
        side = stacked(self.questions, self.factors, self.notes, self.submit)
        super().__init__(self.matrix, parent, below=stacked(self.seal, self.known), side=side)
        self._connect()

    def _connect(self) -> None:
        self.matrix.rated.connect(self._rate)
        self.matrix.asked.connect(self._ask)
        self.matrix.head.hypothesis_typed.connect(self._add_hypothesis)
        self.matrix.head.evidence_asked.connect(lambda: self.asked.emit("evidence", None))
        self.matrix.firmness.settled.connect(self._rate)
        self.matrix.firmness.named.connect(self._name)
        self.matrix.firmness.trusted.connect(self._trust)
        self.known.fact_asked.connect(self._take_fact)
        self.questions.asked.connect(self._ask_open)
        self.factors.add_asked.connect(lambda: self.asked.emit("factor", None))
        for panel in (self.questions, self.factors, self.notes):
            panel.piece_asked.connect(self._open_piece)
        self.notes.noted.connect(self._note)
        self.submit.submit_asked.connect(lambda: self.asked.emit("submit", None))
        self.submit.time_asked.connect(self._ask_for_time)

    def first(self) -> QWidget:
        return self.matrix.first()

    def at(self, pieces: Sequence[EntryId]) -> QWidget | None:
        if self._found is None or not pieces:
            return None
        if row := self.questions.row_of(pieces[0]):
            return row
        evidence = next((each for each in pieces if each in self._found.evidence), None)
        hypothesis = next((each for each in pieces if each in self._found.hypotheses), None)
        return self.matrix.go_to(evidence, hypothesis)

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        self._found, self._observed = found, observed
        shown = matrix(found, observed.board.timeline)
        stage = observed.board.investigations.stage(found)
        may = self._bridge.rights.may() and stage is not Stage.SUBMITTED
        self.matrix.show_matrix(found, observed, shown, may=may)
        self.seal.show_investigation(found, observed)
        self.known.show_investigation(found, observed)
        for panel in (self.questions, self.factors, self.notes):
            panel.show_investigation(found, observed, may=may)
        self.submit.show_investigation(found, observed, shown)

    def _show_again(self, observed: ObservedIncident) -> None:
        if shiboken6.isValid(self.matrix) and self._found is not None and self._observed is observed:
            self.show_investigation(self._found, observed)

    # writing ----------------------------------------------------------------------------------------------------------

    def _rate(self, at: At, rating: Rating | None) -> None:
        """What is said already is not said again; a cell about which members differ is settled by it."""
        if self._found is None or self._observed is None or not self._bridge.rights.may():
            return
        writing, field = self.matrix.writing, self._found.ratings.get(at)
        is_split = field is not None and field.is_conflicted and at not in writing
        if writing.get(at, field.value if field else None) is rating and not is_split:
            return
        writing[at] = rating
        self.matrix.view.table.say(at, rating)
        self._bridge.soon(self._rated(self._observed, at, Rate(*at, rating, self._found.id)))

    async def _rated(self, observed: ObservedIncident, at: At, fields: Rate) -> None:
        """What was taken is shown when it is heard of; what was refused is shown as it was."""
        try:
            await self._bridge.do(fields, observed.incident)
        except BaseException:
            self.matrix.writing.pop(at, None)
            self._show_again(observed)
            raise
        if self.matrix.writing.get(at) is fields.rating:
            self.matrix.writing.pop(at, None)
            if shiboken6.isValid(self.matrix):
                self.matrix.view.table.say(at, fields.rating, is_writing=False)

    def _write(self, fields: Fields, then: Callable[[], object] | None = None) -> None:
        if self._observed is not None:
            self._bridge.soon(self._written(self._observed, fields, then))

    async def _written(self, observed: ObservedIncident, fields: Fields, then: Callable[[], object] | None) -> None:
        """A refusal leaves the words where they were typed."""
        await self._bridge.do(fields, observed.incident)
        if then is not None and shiboken6.isValid(self.matrix):
            then()

    @property
    def _id(self) -> str:
        return self._found.id if self._found is not None else ""

    def _add_hypothesis(self, words: str) -> None:
        self._write(Hypothesis(words, self._id), self.matrix.head.line.clear)

    def _ask_open(self, words: str) -> None:
        self._write(AskOpen(words, "", self._id), self.questions.line.clear)

    def _note(self, words: str) -> None:
        self._write(TakeNote(words, self._id), lambda: self.notes.taken(words))

    def _name(self, hypothesis: str, words: str) -> None:
        self._write(Correct(EntryId(hypothesis), words))

    def _trust(self, evidence: str, trust: Trust) -> None:
        self._write(SetTrust(evidence, trust, self._id))

    def _take_fact(self, fact: str) -> None:
        self.asked.emit("evidence", EntryId(fact))

    def _open_piece(self, piece: str) -> None:
        self.asked.emit("piece", EntryId(piece))

    def _ask_for_time(self) -> None:
        self._write(ExtendInvestigation(self._id, MORE_S))

    def _ask(self, what: str, at: At | str | Given | None) -> None:
        """What a key or a head of the matrix wants, or whoever gives it a file; a head is about its hypothesis, a key
        about its cell."""
        if isinstance(at, Given):
            self.asked.emit(what, at)
        elif isinstance(at, str):
            self.asked.emit("piece", at)
        elif what == "trust" and at is not None and self._found is not None:
            self._write(SetTrust(at[0], NEXT_TRUST[self._found.evidence[at[0]].trust], self._id))
        elif what in ("piece", "rename") and at is not None:
            self.asked.emit("piece", at[what == "rename"])
        elif what in ("why", "evidence"):
            self.asked.emit(what, at if what == "why" else None)
