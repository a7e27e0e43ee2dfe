"""One question from outside: who asks, what they were answered, and the prepared answers that may be given now."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_text
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.outside_words import asked_words, asker, by_word, may_be_said, why_not_words
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.domain.commands import Fields
from incident_desk.domain.enquiries import AnswerEnquiry, ApproveLine, CloseEnquiry, PutOffEnquiry, TakeEnquiry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.if_asked import Offer, WhyNot

TOLD_LETTERS = 1200
ANSWER_PX = 84


class EnquiryCard(Dialog):
    """A press on a prepared answer puts it into the field; one that may not be given says why.

    As long as its words stand as they are, the record says that it was the prepared one.
    """

    WIDTH_PX = 720

    def __init__(self, bridge: Bridge, observed: ObservedIncident, enquiry: EntryId, window: QWidget) -> None:
        enquiries = observed.board.enquiries
        self._enquiry = enquiries.of[enquiry]
        self._label = enquiries.label(self._enquiry)
        title = QCoreApplication.translate("EnquiryCard", "Enquiry {number}").format(number=self._label)
        super().__init__(window, "enquiry_card", "messages-square", title)
        self._bridge = bridge
        self._observed = observed
        self._offers = may_be_said(observed, bridge.now_us())
        self._line = ""
        self.rows: list[TwoLineRow] = []
        self.words = form_text("enquiry_answer", self.tr("What they are answered, word for word"), ANSWER_PX)
        self.due = MomentField()
        self.due.use(bridge, "enquiry_card_due", self.tr("Until when they wait"), to_come=True)
        self.due.set_moment(self._enquiry.due_us)
        self.put_off = Button(self.tr("Put off"), "clock", "small", "enquiry_put_off")
        self.fault = Label("", 12, 500, "bad", "enquiry_card_fault", wraps=True)
        self.fault.hide()
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._offer()
        self.words.textChanged.connect(self._show)
        self.due.changed.connect(self._show)
        self.due.edit.returnPressed.connect(self._put_off)
        self.put_off.clicked.connect(self._put_off)
        self._show()
        attend(self, bridge, observed, "communications_panel", f"enquiry:{enquiry}")

    def _lay_out(self) -> None:
        enquiry, board = self._enquiry, self._observed.board
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(self._who(), 12, 500, "text2", wraps=True))
        column.addWidget(Label(asked_words(enquiry, board)[:TOLD_LETTERS], 16, 500, wraps=True))
        for loud in self._loud():
            column.addWidget(Label(loud, 13, 600, "bad", wraps=True))
        for setting in enquiry.answers.history:
            line = board.timeline.at.get(setting.entry)
            clock = clock_near(setting.occurred_us, self._bridge.now_us(), self._bridge.zone)
            name = (line.speaker if line else "") or self._bridge.name(setting.by)
            told = self.tr("Answered {clock} by {name}: {words}")
            words = line.text[:TOLD_LETTERS] if line and line.text else self.tr("(the words were erased)")
            column.addWidget(Label(told.format(clock=clock, name=name, words=words), 13, 400, wraps=True))
        column.addSpacing(4)
        head = SectionHead(self.tr("Prepared answers"), self.tr("from the plan, with what is known now"))
        column.addWidget(head)
        if not self._offers:
            head.hide()
        for at, offer in enumerate(self._offers):
            row = TwoLineRow()
            row.setObjectName(f"prepared_{at + 1}")
            row.show_row(self._row(offer))
            row.clicked.connect(partial(self._take, offer))
            column.addWidget(row)
            self.rows.append(row)
        column.addSpacing(4)
        if self._enquiry.is_open and self._bridge.rights.may():
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Label(self.tr("Waits until"), 13, 500))
            row.addWidget(self.due, 1)
            row.addWidget(self.put_off)
            column.addLayout(row)
            column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("What they are answered")))
        column.addWidget(self.words)
        column.addWidget(self.fault)

    def _who(self) -> str:
        enquiry = self._enquiry
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        owner = enquiry.owner.value
        told = [asker(enquiry), by_word(enquiry.came_by), clock_near(enquiry.asked_us, now_us, zone), enquiry.reach]
        if enquiry.due_us is not None:
            told.append(self.tr("waits until {clock}").format(clock=clock_near(enquiry.due_us, now_us, zone)))
        name = owner.now(self._observed.organisation.people).name if owner else self.tr("nobody")
        told.append(self.tr("{name} answers").format(name=name))
        return " · ".join(filter(None, told))

    def _loud(self) -> list[str]:
        """What has to be put right."""
        facts = self._observed.board.facts
        gone = [facts.of[fact] for fact in self._enquiry.withdrawn(facts) if fact in facts.of]
        told = [
            self.tr("They were told fact {number}, which is withdrawn: “{words}”").format(
                number=facts.label(fact), words=fact.text
            )
            for fact in gone
        ]
        if self._enquiry.is_answered_twice:
            told.append(self.tr("Two desks answered at once: say which answer holds by giving one more"))
        return told

    def _row(self, offer: Offer) -> RowShown:
        if offer.may_be_given:
            return RowShown(offer.said, offer.asked, self.tr("may be given"), "circle-check", "ok")
        words = offer.said or offer.asked
        return RowShown(words, offer.asked, why_not_words(offer, self._observed), "circle-minus", "text3")

    # what can be done -------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        self.promise("history", self.tr("What is answered stands word for word in the timeline"))
        if not self._bridge.rights.may():
            self.words.hide()
            return
        owner = self._enquiry.owner.value
        if self._enquiry.is_open:
            self._button("close", self.tr("No answer"), self._close, "x")
            if owner is None or owner.person != self._bridge.me:
                self._button("take", self.tr("I answer it"), self._own, "user-check")
        if any(each.why_not in (WhyNot.UNAPPROVED, WhyNot.LAPSED) for each in self._offers):
            self._button("approve", self.tr("Approve the line"), self._approve, "shield-check")
            self.buttons["approve"].setEnabled(False)
        self._button("answer", self.tr("Answered"), self._answer, "check")
        self.add_key("Ctrl+Return", self._answer)

    def _button(self, name: str, words: str, act: Callable[[], object], symbol: str) -> None:
        kind = "primary" if name == "answer" else "plain"
        self.buttons[name] = self.add_button(f"enquiry_{name}", words, act, kind, symbol)

    def first(self) -> QWidget:
        return next((row for row in self.rows if row.isVisibleTo(self)), self.words)

    def _take(self, offer: Offer) -> None:
        """Into the field, if it may be given; else what may be done about it."""
        self.fault.hide()
        self._line = offer.key
        if offer.may_be_given:
            self.words.setPlainText(offer.said)
            self.words.setFocus()
            return
        self.fault.setText(why_not_words(offer, self._observed))
        self.fault.show()
        if (approve := self.buttons.get("approve")) is not None:
            approve.setEnabled(offer.why_not in (WhyNot.UNAPPROVED, WhyNot.LAPSED))

    def _chosen(self) -> Offer | None:
        return next((each for each in self._offers if each.key == self._line), None)

    def _show(self) -> None:
        says = bool(self.words.toPlainText().strip())
        hints = {"close": self.tr("Say first why it gets no answer"), "answer": self.tr("Say first what was answered")}
        for name, hint in hints.items():
            if (button := self.buttons.get(name)) is not None:
                button.setEnabled(says)
                button.setToolTip("" if says else hint)
        self.put_off.setEnabled(self.due.is_understood and self.due.moment_us() != self._enquiry.due_us)

    def _answer(self) -> None:
        if not self.buttons["answer"].isEnabled():
            return
        text, offer = self.words.toPlainText().strip(), self._chosen()
        is_prepared = offer is not None and offer.may_be_given and text == offer.said
        line = offer.key if offer is not None and is_prepared else ""
        self._do(AnswerEnquiry(self._enquiry.id, "" if line else text, line), "answer")

    def _close(self) -> None:
        self._do(CloseEnquiry(self._enquiry.id, self.words.toPlainText().strip()), "close")

    def _put_off(self) -> None:
        """Until that moment; with none, nobody says until when."""
        if self.put_off.isEnabled():
            fields = PutOffEnquiry(self._enquiry.id, self.due.moment_us())
            self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, self.put_off)

    def _own(self) -> None:
        self._do(TakeEnquiry(self._enquiry.id), "take")

    def _approve(self) -> None:
        if (offer := self._chosen()) is not None:
            self._do(ApproveLine(offer.key, offer.text), "approve")

    def _do(self, fields: Fields, name: str) -> None:
        self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, self.buttons[name])
