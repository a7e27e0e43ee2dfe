"""What one investigation says, to those who may read it: a hypothesis, and what speaks for and against it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import box_left_words, confidence_word
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.investigation_column import InvestigationColumn, ListShown
from incident_desk.desktop.panels.investigation_pieces import evidence_pieces, question_pieces
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.domain.commands import Fields
from incident_desk.domain.competing import Rank, ranks
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, called
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Investigation, Stage


class InvestigationSheet(QFrame):
    """Three lists are enough to submit; the same words are the matrix of competing hypotheses.

    `file_asked` has what evidence is to say ("for H2"), and the file that was given for it, or None to choose one.
    """

    piece_asked = Signal(str)
    file_asked = Signal(str, object)
    submit_asked = Signal()
    matrix_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._found: Investigation | None = None
        self._most = 0
        self._chosen: dict[EntryId, EntryId] = {}
        self.hypothesis = Choice()
        self.hypothesis.setObjectName("investigation_hypothesis")
        self.hypothesis.setAccessibleName(_tr("Hypothesis"))
        self.hypothesis.setMinimumHeight(32)
        self.told = Elided("", 12, 400, "text2")
        self.facts = [Label("", 12, 600) for _ in range(3)]
        self.new_hypothesis = Button(_tr("Hypothesis"), "plus", "small", "investigation_new_hypothesis")
        self.new_line = AddLine("investigation_hypothesis_line", _tr("What may be so"), self.new_hypothesis)
        self.matrix = Button(_tr("Matrix"), "arrow-right", "small", "investigation_matrix")
        self.matrix.setToolTip(_tr("The same words as a matrix (Ctrl+I)"))
        self.submit = Button(_tr("Submit…"), "check", "small", "investigation_submit")
        self.lists = QFrame()
        self.in_for, self.in_against, self.in_open = map(InvestigationColumn, _lists())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(3)
        left.addWidget(self.hypothesis)
        left.addWidget(self.new_line)
        left.addWidget(self.told)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addLayout(left, 1)
        for name, value in zip((_tr("Confidence"), _tr("Time box"), _tr("Blind until")), self.facts, strict=True):
            fact = QVBoxLayout()
            fact.setSpacing(2)
            fact.addWidget(Label(name, 11, 400, "text2"))
            fact.addWidget(value)
            fact.addStretch(1)
            top.addLayout(fact)
        for button in (self.new_hypothesis, self.matrix, self.submit):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.lists.setProperty("kind", "well")
        row = QHBoxLayout(self.lists)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for column in (self.in_for, self.in_against, self.in_open):
            if column is not self.in_for:
                row.addWidget(Line(is_upright=True))
            row.addWidget(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.lists)

    def _connect(self) -> None:
        self.hypothesis.activated.connect(self._choose)
        self.new_hypothesis.clicked.connect(self.new_line.begin)
        self.submit.clicked.connect(self.submit_asked)
        self.matrix.clicked.connect(self.matrix_asked)
        self.new_line.typed.connect(self._add_hypothesis)
        self.in_for.line.typed.connect(self._add_for)
        self.in_against.line.typed.connect(self._add_against)
        self.in_open.line.typed.connect(self._add_question)
        for column in (self.in_for, self.in_against, self.in_open):
            column.piece_asked.connect(self.piece_asked)
        self.in_for.file_asked.connect(partial(self._ask_for_file, "for"))
        self.in_against.file_asked.connect(partial(self._ask_for_file, "against"))
        self._bridge.rights.rule(self.new_hypothesis, self.submit)

    # showing ----------------------------------------------------------------------------------------------------------

    def show_investigation(self, found: Investigation, observed: ObservedIncident, most: int) -> None:
        """Show this one, with so many rows in each list."""
        if self._found is None or self._found.id != found.id:
            for line in (self.new_line, self.in_for.line, self.in_against.line, self.in_open.line):
                line.clear()
                line.hide()
        self._found, self._observed, self._most = found, observed, most
        hypothesis = self._show_hypotheses(found, observed)
        stage = observed.board.investigations.stage(found)
        may_add = self._bridge.rights.may() and stage is not Stage.SUBMITTED
        self.new_hypothesis.setVisible(may_add)
        self.submit.setVisible(stage is Stage.SEALED and found.lead == self._bridge.me)
        self._show_facts(found, stage)
        for column, rating in ((self.in_for, Rating.CONSISTENT), (self.in_against, Rating.INCONSISTENT)):
            said = evidence_pieces(found, observed, self._bridge, hypothesis, rating)
            column.show_pieces(said, most, may_add=may_add and hypothesis is not None)
        self.in_open.show_pieces(question_pieces(found, observed, self._bridge), most, may_add=may_add)

    def _show_hypotheses(self, found: Investigation, observed: ObservedIncident) -> EntryId | None:
        """The hypotheses, the one with the least against it first. Returns: the one that is shown."""
        timeline = observed.board.timeline
        order = ranks(found, timeline)
        ids = [rank.hypothesis for rank in order]
        chosen = self._chosen.get(found.id)
        shown = chosen if chosen in ids else _most_rated(found, ids)
        if shown is not None:
            self._chosen[found.id] = shown  # it stays when another comes to stand first: somebody works on it
        names = [
            f"{called(found.hypotheses[each], found.hypotheses.values(), 'H')}   "
            f"{found.hypotheses[each].words(timeline) or _tr('(the words were erased)')}"
            for each in ids
        ]
        if names != [self.hypothesis.itemText(at) for at in range(self.hypothesis.count())]:
            with QSignalBlocker(self.hypothesis):
                self.hypothesis.clear()
                for each, name in zip(ids, names, strict=True):
                    self.hypothesis.addItem(name, each)
        with QSignalBlocker(self.hypothesis):
            self.hypothesis.setCurrentIndex(ids.index(shown) if shown is not None else -1)
        self.hypothesis.setVisible(bool(ids))
        self.told.setText(self._ranked_words(found, order, shown))
        return shown

    def _ranked_words(self, found: Investigation, order: Sequence[Rank], shown: EntryId | None) -> str:
        assert self._observed is not None
        if shown is None:
            return _tr("No hypothesis yet. Say what may be so; then what speaks for it, and against it.")
        rank = next(each for each in order if each.hypothesis == shown)
        count = len(order)
        place = f"{rank.place}=" if rank.is_tied else str(rank.place)
        told = [_tr("Place {place} of {count} by how little speaks against it").format(place=place, count=count)]
        pieces = [each for each in found.evidence.values() if each.stands(self._observed.board.timeline)]
        not_said = sum(found.rating(piece.id, shown) is None for piece in pieces)
        if not_said:
            told.append(_tr("{count} not rated yet").format(count=not_said))
        return " · ".join(told)

    def _show_facts(self, found: Investigation, stage: Stage) -> None:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        percent = found.conclusion.confidence if found.conclusion else None
        sure = "–" if percent is None else f"{percent} % {confidence_word(percent)}"
        self.facts[0].setText(sure)
        self.facts[1].setText(box_left_words(found, now_us) if stage is Stage.SEALED else "–")
        if found.broken is not None:
            blind = _tr("broken {clock}").format(clock=clock_near(found.broken.at_us, now_us, zone))
        else:
            blind = _tr("opened") if stage is Stage.OPEN else _tr("all are in")
        self.facts[2].setText(blind)

    # writing ----------------------------------------------------------------------------------------------------------

    def _add_hypothesis(self, words: str) -> None:
        self._write(Hypothesis(words, self._id), self.new_line)

    def _add_for(self, words: str) -> None:
        self._write(self._said("for", words), self.in_for.line)

    def _add_against(self, words: str) -> None:
        self._write(self._said("against", words), self.in_against.line)

    def _add_question(self, words: str) -> None:
        self._write(AskOpen(words, "", self._id), self.in_open.line)

    @property
    def _id(self) -> str:
        return self._found.id if self._found is not None else ""

    def _said(self, how: str, words: str) -> AddEvidence:
        """Evidence about the hypothesis that is shown."""
        return AddEvidence(f"{how} {self._hypothesis_name} {words}", self._id)

    @property
    def _hypothesis_name(self) -> str:
        hypotheses = self._found.hypotheses if self._found is not None else {}
        return called(hypotheses[self.hypothesis.currentData()], hypotheses.values(), "H")

    def _ask_for_file(self, how: str, given: object) -> None:
        self.file_asked.emit(f"{how} {self._hypothesis_name}", given)

    def _choose(self) -> None:
        if self._found is not None and self._observed is not None:
            self._chosen[self._found.id] = self.hypothesis.currentData()
            self.show_investigation(self._found, self._observed, self._most)

    def _write(self, fields: Fields, line: AddLine) -> None:
        if self._observed is not None:
            self._bridge.soon(self._written(self._observed, fields, line))

    async def _written(self, observed: ObservedIncident, fields: Fields, line: AddLine) -> None:
        """A refusal leaves the words where they were typed."""
        await self._bridge.do(fields, observed.incident)
        line.clear()


def _most_rated(found: Investigation, hypotheses: Sequence[EntryId]) -> EntryId | None:
    """The one that is worked on: most is said of it; of those with as much, the one that stands first."""
    said = {each: sum(found.rating(piece, each) is not None for piece in found.evidence) for each in hypotheses}
    return max(hypotheses, key=said.__getitem__, default=None)


def _lists() -> tuple[ListShown, ListShown, ListShown]:
    add_against, add_open = _tr("Add what speaks against it"), _tr("Add an open question")
    file_for = _tr("Add a file or a picture that speaks for it")
    file_against = _tr("Add a file or a picture that speaks against it")
    return (
        ListShown("investigation_for", "circle-check", "ok", _tr("For"), _tr("Add what speaks for it"), file_for),
        ListShown("investigation_against", "circle-alert", "sev2", _tr("Against"), add_against, file_against),
        ListShown("investigation_open", "circle-question-mark", "accent", _tr("Open questions"), add_open),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationSheet", text)
