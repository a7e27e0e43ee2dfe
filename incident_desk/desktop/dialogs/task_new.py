"""Giving somebody a task: what, who, and how long it may take."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.task_people import takers
from incident_desk.desktop.task_words import box_words
from incident_desk.desktop.theme import font
from incident_desk.domain.entry import Entry
from incident_desk.domain.tasks import Give

BOXES_S: Final = (300, 600, 900, 1800, 3600, None)
USUAL_S: Final = 900


class NewTaskDialog(Dialog):
    """With `role` and `step` it makes a task of a line of that role's checklist, which says what to do."""

    WIDTH_PX = 620

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        window: QWidget,
        *,
        role: str = "",
        step: str = "",
        do: str = "",
    ) -> None:
        title = QCoreApplication.translate("NewTaskDialog", "Give a task")
        super().__init__(window, "task_new_dialog", "clipboard-list", title)
        self._bridge = bridge
        self._observed = observed
        self._role, self._step = role, step
        self.words = QLineEdit(do)
        self.words.setObjectName("task_words")
        self.words.setFont(font(15))
        self.words.setMinimumHeight(38)
        self.words.setPlaceholderText(self.tr("Read the logs of db1 since 23:00"))
        self.words.setAccessibleName(self.tr("What is to be done"))
        self.taker = TakerField("task_taker", self.tr("Who does it?"))
        self.taker.offer(*takers(bridge, observed))
        self.box = SpanChoice("task_box", BOXES_S, _box_words)
        self.box.choose(USUAL_S)
        self.fault = Label("", 12, 500, "bad", "task_new_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("What is to be done?"), number="1"))
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addWidget(SectionHead(self.tr("Who?"), self.tr("who has it says so, or is asked again"), "2"))
        column.addWidget(self.taker)
        column.addSpacing(4)
        note = self.tr("then it is asked: done, need more, or stuck?")
        column.addWidget(SectionHead(self.tr("How long may it take?"), note, "3"))
        column.addWidget(self.box)
        column.addWidget(self.fault)
        self.promise("keyboard", self.tr("The same by keys: /task @name 15m what to do"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("task_new_go", self.tr("Give the task"), self._give, "primary", "clipboard-list")
        self.add_key("Ctrl+Return", self._give)
        self.words.textChanged.connect(self._show)
        self.words.returnPressed.connect(self._give)
        self.taker.named.connect(self._show)
        self._show()
        attend(self, bridge, observed, "tasks_panel", f"task:{role}:{step}" if step else "task")

    def first(self) -> QWidget:
        return self.taker.choice if self.words.text() else self.words

    def _show(self) -> None:
        name = self.taker.name
        self.go.setText(self.tr("Give it to {name}").format(name=name) if name else self.tr("Give the task"))
        self.go.setEnabled(bool(name) and bool(self.words.text().strip()))

    def _give(self) -> None:
        if not self.go.isEnabled():  # Enter in the first field leads to what is still empty
            (self.taker.choice if self.words.text().strip() else self.words).setFocus()
            return
        self.attempt(self._bridge, self._given(), self.fault, self.go)

    async def _given(self) -> list[Entry]:
        name = self.taker.name
        known = self._observed.organisation.people.called(name)
        fields = Give(
            known or f"@{name}", self.box.seconds, self.words.text().strip(), role=self._role, step=self._step
        )
        return await self._bridge.do(fields, self._observed.incident)


def _box_words(seconds: int | None) -> str:
    return QCoreApplication.translate("NewTaskDialog", "no limit") if seconds is None else box_words(seconds)
