"""The plan as text, at the right: what is wrong with it, and the way into force."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.avatar_stack import AvatarStack
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.planning.faults import FaultsPanel
from incident_desk.desktop.planning.publishing import Publishing
from incident_desk.desktop.planning.seen import Seen
from incident_desk.desktop.planning.text import PlanText
from incident_desk.desktop.presence import FEW
from incident_desk.domain.plan_faults import Fault

HEAD_PX = 46
LOW_PX = 560
"""Below this height the text needs the room of what is only good to know."""


class TextColumn(QFrame):
    """`place_asked` carries the line of a mistake that somebody goes to."""

    place_asked = Signal(object)

    def __init__(self, bridge: Bridge, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_text_column")
        self.setProperty("kind", "pane")
        self._draft = draft
        self.text = PlanText()
        self.faults = FaultsPanel()
        self.publishing = Publishing(bridge, draft)
        self.undo = IconButton("undo-2", self.tr("Take the last change back (Ctrl+Z in the text)"), "plan_undo")
        self.back = Button(self.tr("Form (Ctrl+E)"), "clipboard-list", "small", "plan_turn_back")
        self.copy = IconButton("copy", self.tr("Copy the whole text"), "plan_copy")
        self.others = AvatarStack(FEW, fills=True)
        self.others.setObjectName("plan_text_others")
        self.said = Label("", 12, 400, "warn", "plan_said", wraps=True)
        self.said.setContentsMargins(16, 6, 16, 6)
        self.said.hide()
        self._lay_out()
        self.text.setPlainText(draft.text)
        self.undo.setEnabled(draft.common.can_undo)
        self._connect()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(HEAD_PX)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(Label(self.tr("plan.yaml"), 13, 600))
        row.addWidget(self.others, 1)
        row.addWidget(Label(self.tr("same plan, as text"), 12, 400, "text2"))
        row.addWidget(self.back)
        row.addWidget(self.undo)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, Line(), self.text, Line(), self.said, self.faults, self.publishing):
            column.addWidget(part, 1 if part is self.text else 0)

    def _connect(self) -> None:
        self.text.edited.connect(self._draft.write)
        self.text.refused.connect(self.say)
        for changed in (self.text.edited, self._draft.put):
            changed.connect(lambda: self.undo.setEnabled(self._draft.common.can_undo))
        for asked in (self.undo.clicked, self.text.undo_asked):
            asked.connect(self._draft.common.undo)
        self.text.redo_asked.connect(self._draft.common.redo)
        self.publishing.give_up.clicked.connect(self._give_up)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.text.cursorPositionChanged.connect(self._follow_caret)
        self.faults.mended.connect(self._mend)
        self.faults.asked.connect(self.go_to_fault)
        self._draft.put.connect(self.text.show_text)
        self._draft.seen.connect(self._show_seen)

    def say(self, words: str) -> None:
        """Something was refused, or done; until the text is another one."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.publishing.set_low(event.size().height() < LOW_PX)

    def _give_up(self) -> None:
        self._draft.forget()
        self.say(self.tr("The plan in force again. What was here before comes back with the arrow above the text."))

    def _show_seen(self, seen: Seen) -> None:
        self.text.show_faults(seen.faults, seen.changed_lines)
        self.faults.show_faults(seen.faults, self.text.line())
        self.publishing.show_seen(seen)

    def _follow_caret(self) -> None:
        seen = self._draft.last
        if seen is not None and seen.text == self._draft.text and self.text.line() in self.text.wrong_lines():
            self.faults.show_faults(seen.faults, self.text.line())

    def go_to_fault(self, fault: Fault) -> None:
        """Put the caret there."""
        if not fault.is_everywhere:
            self.text.go_to(fault.line, fault.column)
            self.text.setFocus()
            self.place_asked.emit(fault)

    def _mend(self, fault: Fault) -> None:
        seen = self._draft.last
        if seen is not None and seen.text == self._draft.text and fault in seen.faults:
            self._draft.replace(fault.mended(seen.text))
            self._draft.look_now()
