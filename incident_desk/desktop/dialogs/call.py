"""Calling somebody by hand, and writing down what they say."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.place_words import copy_place, open_place
from incident_desk.domain.call_entries import Answer
from incident_desk.domain.call_list import Standing
from incident_desk.domain.call_telling import Told, told
from incident_desk.domain.calls import AnswerCall
from incident_desk.domain.entry import Entry
from incident_desk.domain.place_list import Place
from incident_desk.domain.plan_sections import PlaceKind


class CallDialog(Dialog):
    """The number is dialled or copied by one press; what they say is one press more."""

    WIDTH_PX = 620

    def __init__(self, bridge: Bridge, observed: ObservedIncident, standing: Standing, window: QWidget) -> None:
        name = standing.occasion.holder.name
        title = QCoreApplication.translate("CallDialog", "Call {name}").format(name=name)
        super().__init__(window, "call_dialog", "phone-call", title)
        self._bridge = bridge
        self._observed = observed
        self._call = standing.occasion.call
        step = standing.step
        self._place = Place(PlaceKind.DIAL_IN, step.address if step else "", name)
        self.dial = Button(self._place.where, "phone-outgoing", "small", "call_open")
        self.copy = Button(self.tr("Copy"), "copy", "small", "call_copy")
        self.text = form_field("call_text", self.tr("What they say, if it is worth keeping"))
        self.told = Label("", 12, 400, "text2", "call_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "call_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        needed = self.tr("{name} is needed: {about}").format(name=name, about=standing.occasion.about)
        column.addWidget(Label(needed, 15, 500, wraps=True))
        for words in _to_say(told(standing.occasion, observed.board, observed.plan)):
            column.addWidget(Label(words, 13, 400, "text2", wraps=True))
        column.addWidget(SectionHead(step.title if step else ""))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.dial, self.copy):
            row.addWidget(button)
        row.addWidget(self.told, 1)
        column.addLayout(row)
        column.addWidget(SectionHead(self.tr("What they say")))
        column.addWidget(self.text)
        column.addWidget(self.fault)
        self.dial.clicked.connect(lambda: self.told.setText(open_place(self._place)))
        self.copy.clicked.connect(lambda: self.told.setText(copy_place(self._place)))
        self.promise("keyboard", self.tr("The same by keys: /reached, /call-declined, /no-answer and the name"))
        self.silent = self._button("call_silent", self.tr("No answer"), Answer.NO_ANSWER, "plain")
        self.declines = self._button("call_declines", self.tr("Declines"), Answer.DECLINED, "plain")
        self.go = self._button("call_reached", self.tr("Comes"), Answer.ACKNOWLEDGED, "primary")
        self.add_key("Ctrl+Return", self.go.click)
        self.text.returnPressed.connect(self.go.click)
        attend(self, bridge, observed, "due_panel", f"call:{self._call}")

    def first(self) -> QWidget:
        return self.dial

    def _button(self, name: str, words: str, answer: Answer, kind: str) -> Button:
        button = self.add_button(name, words, lambda: self._say(answer, button), kind)
        return button

    def _say(self, answer: Answer, button: Button) -> None:
        self.attempt(self._bridge, self._said(answer), self.fault, button)

    async def _said(self, answer: Answer) -> list[Entry]:
        return await self._bridge.do(AnswerCall(self._call, answer, self.text.text()), self._observed.incident)


def _to_say(told: Told | None) -> Iterator[str]:
    """What whoever calls tells them; of a restricted incident nothing is put into anybody's mouth."""
    if told is None:
        return
    if told.words:
        yield told.words
    if told.duty:
        yield QCoreApplication.translate("CallDialog", "Tell them their duty: {duty}").format(duty=told.duty)
    if told.bridge is not None:
        yield QCoreApplication.translate("CallDialog", "Where the others meet: {place}").format(place=told.bridge.where)
