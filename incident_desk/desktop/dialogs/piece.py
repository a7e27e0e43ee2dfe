"""One piece of an investigation: its words, what it says of each hypothesis, how much it is trusted, its answers."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend_unheard
from incident_desk.desktop.dialogs.begun_form import AT_ONCE
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.file_card import FileCard
from incident_desk.desktop.investigation_words import piece_detail, rating_word, trust_word
from incident_desk.desktop.link_rows import LinkRows
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.several_lines import SeveralLines
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AnswerOpen, Rate, SetTrust, called
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Evidence, Investigation, OpenQuestion, Piece, Stage
from incident_desk.domain.investigation_notes import OwnQuestion
from incident_desk.domain.place_list import links_in
from incident_desk.domain.several_lines import has_columns

RATINGS = (Rating.CONSISTENT, Rating.INCONSISTENT, Rating.NEUTRAL)


class PieceDialog(Dialog):
    """A press on a chip is written down at once; it stays open for the next."""

    WIDTH_PX = 760

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, investigation: EntryId, piece: EntryId, window: QWidget
    ) -> None:
        super().__init__(window, "piece_dialog", "flask-conical", "")
        self._bridge = bridge
        self._observed = observed
        self._below = window
        self._investigation, self._id = investigation, piece
        self.fault = Label("", 12, 500, "bad", "piece_fault", wraps=True)
        self.fault.hide()
        self.answer = form_field("piece_answer", self.tr("What was found out"))
        self.owner = form_field("piece_owner", self.tr("Who finds out: a name, or me"))
        self.owner.hide()
        self.rated: list[ChipChoice] = []
        self.trusted: ChipChoice | None = None
        self.file: FileCard | None = None
        self.links: LinkRows | None = None
        self._fill()
        attend_unheard(self, bridge, observed, "investigations_panel", f"piece:{piece}")
        self.promise("history", self.tr("What was said before stays on the record"))
        self.correct = self.add_button("piece_correct", self.tr("Correct…"), self._correct, "plain", "pencil-line")
        self.close_ = self.add_button("piece_close", self.tr("Close"), self.accept, "primary")
        bridge.rights.rule(self.correct)

    @property
    def _found(self) -> Investigation:
        return self._observed.board.investigations.of[self._investigation]

    def first(self) -> QWidget:
        if self.rated:
            return self.rated[0].chips[0]
        return self.answer if self.answer.isVisibleTo(self) else self.close_

    def _fill(self) -> None:
        found = self._found
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.answer.hide()
        piece = found.evidence.get(self._id)
        question = found.questions.get(self._id)
        if piece is not None:
            self._tell(called(piece, found.evidence.values(), "E"), piece, piece.source, column)
            self._show_links(piece, column)
            self._show_file(piece, column)
            self._ask_about(piece, column)
        elif question is not None:
            self._tell(called(question, found.questions.values(), "Q"), question, question.owner, column)
            self._ask_for_answer(question, column)
        column.addWidget(self.fault)

    def _tell(self, name: str, piece: Piece, source: str, column: QVBoxLayout) -> None:
        titles = {"E": self.tr("Evidence {name}"), "Q": self.tr("Open question {name}")}
        title = titles[name[0]].format(name=name)
        self.heading.setText(title)
        self.setAccessibleName(title)
        words = piece.words(self._observed.board.timeline)
        is_set, size_px, weight = has_columns(words), *((13, 400) if "\n" in words else (15, 500))
        shown = SeveralLines(words, "piece_words") if is_set else Label(words, size_px, weight, wraps=True)
        column.addWidget(shown)
        told = piece_detail(piece, source, self._observed, self._bridge.now_us(), self._bridge.zone)
        column.addWidget(Label(told, 12, 400, "text2", wraps=True))

    def _show_links(self, piece: Evidence, column: QVBoxLayout) -> None:
        """Ctrl+L opens the first."""
        if links := links_in(piece.source, piece.words(self._observed.board.timeline)):
            self.links = LinkRows(links)
            column.addWidget(self.links)
            self.add_key("Ctrl+L", self.links.open)

    def _show_file(self, piece: Evidence, column: QVBoxLayout) -> None:
        """What it was taken from. Ctrl+O opens it, Ctrl+S saves it."""
        if file_of(piece, self._observed.board.timeline) is None:
            return
        self.file = FileCard(
            self._bridge, self._observed, lambda: file_of(piece, self._observed.board.timeline), self.fit, self
        )
        column.addWidget(self.file)
        self.add_key("Ctrl+O", self.file.open)
        self.add_key("Ctrl+S", self.file.save)

    @property
    def _may_write(self) -> bool:
        stage = self._observed.board.investigations.stage(self._found)
        return self._bridge.rights.may() and stage is not Stage.SUBMITTED

    def _ask_about(self, piece: Evidence, column: QVBoxLayout) -> None:
        found, timeline = self._found, self._observed.board.timeline
        hypotheses = [each for each in found.hypotheses.values() if each.stands(timeline)]
        if hypotheses:
            column.addSpacing(4)
            column.addWidget(
                SectionHead(self.tr("What it says of each hypothesis"), self.tr("what fits counts nothing"))
            )
        for each in hypotheses:
            name = called(each, found.hypotheses.values(), "H")
            choice = ChipChoice(f"piece_rating_{name}", [(rating, rating_word(rating)) for rating in RATINGS])
            field = found.ratings.get((piece.id, each.id))
            if field is not None and field.value and not field.is_conflicted:
                choice.turn_on(field.value)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Elided(f"{name}  {each.words(timeline)}", 13, 500), 1)
            if field is not None and field.is_conflicted:
                row.addWidget(Label(self.tr("two of you differ"), 12, 500, "warn"))
            row.addWidget(choice)
            column.addLayout(row)
            choice.chosen.connect(partial(self._rate, piece.id, each.id))
            choice.setEnabled(self._may_write)
            self.rated.append(choice)
            choice.mark(AT_ONCE)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("How much it is trusted"), self.tr("what speaks against counts by it")))
        self.trusted = ChipChoice("piece_trust", [(each, trust_word(each)) for each in Trust])
        self.trusted.turn_on(piece.trust)
        self.trusted.chosen.connect(partial(self._trust, piece.id))
        self.trusted.setEnabled(self._may_write)
        self.trusted.mark(AT_ONCE)
        column.addWidget(self.trusted)

    def _ask_for_answer(self, question: OpenQuestion, column: QVBoxLayout) -> None:
        timeline = self._observed.board.timeline
        for each in question.answers:
            column.addWidget(
                Label(self.tr("Found out: {words}").format(words=timeline.line(each).text), 13, wraps=True)
            )
        if self._may_write:
            if not question.answers:
                self._ask_for_owner(question, column)
            self.answer.setAccessibleName(self.tr("What was found out"))
            column.addWidget(self.answer)
            self.answer.show()
            self.go = Button(self.tr("Answer"), "check", "plain", "piece_answer_go")
            column.addWidget(self.go)
            self.go.clicked.connect(self._answer)
            self.answer.returnPressed.connect(self._answer)

    def _ask_for_owner(self, question: OpenQuestion, column: QVBoxLayout) -> None:
        self.owner.setAccessibleName(self.tr("Who finds out"))
        self.owner.setText(question.owner)
        self.own = Button(self.tr("They find out"), "user-check", "plain", "piece_owner_go")
        self.mine = Button(self.tr("I find out"), "check", "plain", "piece_owner_me")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.owner, 1)
        row.addWidget(self.own)
        row.addWidget(self.mine)
        column.addLayout(row)
        self.owner.show()
        self.owner.returnPressed.connect(self._give)
        self.own.clicked.connect(self._give)
        self.mine.clicked.connect(lambda: self._own("me", self.mine))

    # writing ----------------------------------------------------------------------------------------------------------

    def _rate(self, evidence: EntryId, hypothesis: EntryId, rating: str) -> None:
        self._bridge.soon(self._said(Rate(evidence, hypothesis, Rating(rating), self._investigation)), self._complain)

    def _trust(self, evidence: EntryId, trust: str) -> None:
        self._bridge.soon(self._said(SetTrust(evidence, Trust(trust), self._investigation)), self._complain)

    def _answer(self) -> None:
        if words := self.answer.text().strip():
            self.attempt(
                self._bridge, self._said(AnswerOpen(self._id, words, self._investigation)), self.fault, self.go
            )

    def _give(self) -> None:
        self._own(self.owner.text().strip() or "nobody", self.own)

    def _own(self, owner: str, button: Button) -> None:
        fields = OwnQuestion(self._id, owner, self._investigation)
        self.attempt(self._bridge, self._said(fields), self.fault, button)

    async def _said(self, fields: Fields) -> list[Entry]:
        return await self._bridge.do(fields, self._observed.incident)

    def _complain(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()

    def _correct(self) -> None:
        self.accept()
        CorrectDialog(self._bridge, self._observed, self._id, self._below).open()
