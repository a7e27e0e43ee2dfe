"""What a round comes to: one text and how sure, who agrees, and who dissents in their own words."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.comparing.words import number_word
from incident_desk.desktop.investigation_words import confidence_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.wrapped import Wrapped
from incident_desk.desktop.theme import font
from incident_desk.desktop.unfinished import conclusions_of
from incident_desk.domain.comparison import Opinion, RoundConclusion
from incident_desk.domain.concluding import Agree, Conclude, Dissent, asked, said, silent, word_for_word
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.findings import Findings
from incident_desk.domain.ids import StreamId

SURE: Final = (40, 60, 80, 95)
MOST_DISSENTS = 4


class ConclusionPanel(Section):
    """Whoever manages the incident writes; the others read, agree or dissent. What is typed stays until it is written.

    `course_asked`: a course of action is to be proposed from it. `fact_asked` carries the entry of the conclusion, of
    which a fact is to be made: what was identified, in words for outside.
    """

    course_asked = Signal()
    fact_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("conclusion_panel", _tr("Conclusion"), parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._found: Findings | None = None
        self._begun = conclusions_of(bridge)
        self._is_filling = self._is_anew = False
        self.words = QPlainTextEdit()
        self.sure = ChipChoice("conclusion_sure", [(str(each), f"{each} %") for each in SURE])
        self.standing = Wrapped("", 13, 400)
        self.confidence = Label("", 12, 600, "text", "conclusion_confidence")
        self.dissents = [_Dissent(at) for at in range(MOST_DISSENTS)]
        self.agreeing = Wrapped("", 12, 400, "text2")
        self.silent = Wrapped("", 12, 400, "text2")
        self.agree = Button(_tr("I agree"), "check", "small", "conclusion_agree")
        self.dissent = Button(_tr("I dissent…"), "", "small", "conclusion_dissent")
        self.why = AddLine("conclusion_why", _tr("Why you see it otherwise; it stays word for word"), self.dissent)
        self.goes = Label("", 12, 400, "text2", "conclusion_goes", wraps=True)
        self.record = Button(_tr("Record the conclusion"), "gavel", "primary", "conclusion_record")
        self.course = Button(_tr("Propose a course…"), "route", "plain", "conclusion_course")
        self.fact = Button(_tr("Make a fact of it…"), "circle-check", "plain", "conclusion_fact")
        self.fault = Label("", 12, 500, "bad", "conclusion_fault", wraps=True)
        self._dress()
        self._lay_out()
        self._connect()

    def _dress(self) -> None:
        self.words.setObjectName("conclusion_words")
        self.words.setAccessibleName(_tr("What the investigations come to"))
        self.words.setPlaceholderText(_tr("What led to it, in two or three sentences; people by role, never by name"))
        self.words.setFont(font(13))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(120)
        self.words.installEventFilter(self)
        self.sure.turn_on(str(SURE[2]))
        self.fault.hide()
        self._bridge.rights.rule(self.agree, self.dissent, self.record, self.course, self.fact)

    def _lay_out(self) -> None:
        answer = QHBoxLayout()
        answer.setSpacing(8)
        answer.addWidget(self.agree)
        answer.addWidget(self.dissent)
        answer.addStretch(1)
        self._sure_row = QWidget()
        sure = QVBoxLayout(self._sure_row)
        sure.setContentsMargins(0, 0, 0, 0)
        sure.setSpacing(4)
        sure.addWidget(Label(_tr("Confidence"), 12, 400, "text2"))
        sure.addWidget(self.sure)
        column = self.body
        column.setSpacing(8)
        for part in (self.standing, self.confidence, *self.dissents, self.agreeing, self.silent):
            column.addWidget(part)
        column.addLayout(answer)
        column.addWidget(self.why)
        column.addWidget(self.words)
        column.addWidget(self._sure_row)
        column.addWidget(self.fault)
        for part in (self.goes, self.record, self.fact, self.course):  # below each other: the column is narrow
            column.addWidget(part)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._keep)
        self.record.clicked.connect(self.conclude)
        self.agree.clicked.connect(self._agree)
        self.dissent.clicked.connect(self.why.begin)
        self.why.typed.connect(self._dissent)
        self.course.clicked.connect(self.course_asked)
        self.fact.clicked.connect(self._ask_fact)

    # showing ----------------------------------------------------------------------------------------------------------

    def show_round(self, found: Findings, observed: ObservedIncident) -> None:
        """What this round comes to, as it is said now."""
        is_other = self._found is None or self._found.round != found.round
        self._found, self._observed = found, observed
        comparison = observed.board.comparison
        concluded = comparison.conclusion(found.round)
        may = self._bridge.me in observed.board.restriction.managers
        if is_other:
            self._fill(self._begun.of(found.round))
            self._is_anew = bool(self._begun.of(found.round))
            self.fault.hide()
            self.why.hide()
        self.record.setVisible(may and not found.sealed)
        for part in (self.words, self._sure_row):
            part.setVisible(may and not found.sealed and (concluded is None or self._is_anew))
        self.note.setText(_writer(concluded, found, observed, self._bridge, may=may))
        self._show_concluded(concluded, found, observed)
        self._show_button(concluded)

    def _show_concluded(self, concluded: RoundConclusion | None, found: Findings, observed: ObservedIncident) -> None:
        answers = observed.board.comparison.answers(concluded) if concluded else []
        for part in (self.standing, self.confidence, self.agree, self.dissent, self.course):
            part.setVisible(concluded is not None)
        told = _on_the_sheet(concluded, observed)
        self.fact.setVisible(concluded is not None and not told)
        self._show_answers(answers, found, observed, is_concluded=concluded is not None)
        goes = _tr("It stands on the timeline, as what was identified in the state document, and in every export.")
        self.goes.setText(f"{goes} {told}".rstrip())
        self.goes.setVisible(not found.sealed)
        if concluded is None:
            return
        words = said(concluded.entry, observed.board.timeline) or _tr("(the words were erased)")
        field = observed.board.comparison.conclusions[found.round]
        others = [said(each.entry, observed.board.timeline) for each in field.settings[:-1]]
        also = [_tr("Also concluded at the same time: {words}").format(words=each) for each in others if each]
        self.standing.show_words("\n".join([words, *also]))
        sure = f"{concluded.confidence} % {confidence_word(concluded.confidence)}"
        asked_of = len(asked(observed.board.investigations, found.round))
        self.confidence.setText(_tr("Confidence {sure} · asked of all {count}").format(sure=sure, count=asked_of))
        mine = next((each for each in answers if each.person == self._bridge.me), None)
        self.agree.setEnabled(self._bridge.rights.may() and not (mine and mine.is_agreeing))

    def _show_answers(
        self, answers: Sequence[Opinion], found: Findings, observed: ObservedIncident, *, is_concluded: bool
    ) -> None:
        against = [each for each in answers if not each.is_agreeing]
        for at, row in enumerate(self.dissents):
            row.setVisible(at < len(against))
            if at < len(against):
                why = word_for_word(against[at], observed.board.timeline) or _tr("(the words were erased)")
                row.tell(self._bridge.name(against[at].person), why)
        agreeing = [self._bridge.name(each.person) for each in answers if each.is_agreeing]
        head = (
            _tr("One agrees") if len(agreeing) == 1 else _tr("{count} agree").format(count=number_word(len(agreeing)))
        )
        more = len(against) - MOST_DISSENTS
        told = [f"{head[:1].upper()}{head[1:]}: {', '.join(agreeing)}"] if agreeing else []
        told += [_tr("{count} more dissent; the export has them all").format(count=more)] if more > 0 else []
        self.agreeing.show_words("\n".join(told))
        self.agreeing.setVisible(bool(told))
        names = [self._bridge.name(each) for each in silent(observed.board.investigations, found.round, answers)]
        self.silent.show_words(_tr("Not heard yet: {names}").format(names=", ".join(names)))
        self.silent.setVisible(is_concluded and bool(names))

    def _show_button(self, concluded: RoundConclusion | None) -> None:
        is_first = concluded is None or self._is_anew
        self.record.setText(_tr("Record the conclusion") if is_first else _tr("Conclude anew…"))
        has_words = bool(self.words.toPlainText().strip()) or not is_first
        self.record.setEnabled(has_words and self._bridge.rights.may())

    def _fill(self, words: str) -> None:
        self._is_filling = True
        self.words.setPlainText(words)
        self._is_filling = False

    # writing ----------------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._found is not None and self._observed is not None and not self._is_filling:
            self._begun.keep(self._found.round, self.words.toPlainText())
            self._show_button(self._observed.board.comparison.conclusion(self._found.round))

    def conclude(self) -> None:
        """Write down what stands in the field."""
        if not self.record.isEnabled() or self._found is None or self._observed is None:
            return
        if self.words.isHidden():
            self._is_anew = True
            self.show_round(self._found, self._observed)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            sure = int(self.sure.key or SURE[2])
            fields = Conclude(sure, self.words.toPlainText().strip(), self._found.investigations[0].id)
            self._bridge.soon(self._written(fields, self._found.round), self._refuse)

    async def _written(self, fields: Conclude, round_: StreamId) -> None:
        assert self._observed is not None
        await self._bridge.do(fields, self._observed.incident)
        self._begun.keep(round_, "")
        self.fault.hide()
        if self._found is not None and self._found.round == round_:
            self._fill("")
            self._is_anew = False
            self.show_round(self._found, self._observed)

    def _ask_fact(self) -> None:
        if self._observed is not None and self._found is not None:
            concluded = self._observed.board.comparison.conclusion(self._found.round)
            self.fact_asked.emit(concluded.entry if concluded else "")

    def _agree(self) -> None:
        if self._observed is not None:
            self.fault.hide()
            self._bridge.do_soon(Agree(investigation=self._letter), self._observed.incident, self._refuse)

    def _dissent(self, why: str) -> None:
        if self._observed is not None:
            self.fault.hide()
            fields = Dissent(why, investigation=self._letter)
            self._bridge.soon(self._dissented(fields, self._observed), self._refuse)

    async def _dissented(self, fields: Dissent, observed: ObservedIncident) -> None:
        """A refusal leaves the words where they were typed."""
        await self._bridge.do(fields, observed.incident)
        self.why.clear()
        self.why.leave()

    @property
    def _letter(self) -> str:
        assert self._found is not None
        return self._found.investigations[0].id

    def _refuse(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the field writes the conclusion down."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if is_with_control and event.key() in _ENTERS:
                self.conclude()
                return True
        return super().eventFilter(watched, event)


_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _writer(
    concluded: RoundConclusion | None, found: Findings, observed: ObservedIncident, bridge: Bridge, *, may: bool
) -> str:
    """Who writes it, or why nobody does yet."""
    if found.sealed:
        return _tr("once all of the round are open")
    if concluded is not None:
        return _tr("{name} wrote it").format(name=bridge.name(concluded.by))
    names = ", ".join(bridge.name(person) for person in observed.board.restriction.managers)
    return _tr("you write it") if may else _tr("{names} writes it").format(names=names)


def _on_the_sheet(concluded: RoundConclusion | None, observed: ObservedIncident) -> str:
    """That a fact was made of it; empty if none was, or none of them holds."""
    facts = observed.board.facts
    made = [each for each in facts.all if concluded is not None and each.source == concluded.entry]
    numbers = ", ".join(facts.label(each) for each in made if each.state is not FactState.WITHDRAWN)
    return _tr("On the fact sheet it is fact {numbers}.").format(numbers=numbers) if numbers else ""


class _Dissent(QWidget):
    """Beside the conclusion, in the same size: who dissents, and why."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.setObjectName(f"conclusion_dissent_{at + 1}")
        self._face = Avatar(side_px=24)
        self._name = Elided("", 13, 600, "sev2")
        self._why = Wrapped("", 13, 400)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def tell(self, name: str, why: str) -> None:
        self._face.set_person(name)
        self._name.setText(_tr("{name} dissents").format(name=name))
        self._why.show_words(why)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
