"""The card of one task: what it is, how it stands, and the answers to "done, need more, or stuck?"."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Conflict
from incident_desk.desktop.conflicts_of_work import task_conflict
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.conflict import ConflictDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.models.line_rows import GLYPHS
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.task_people import takers
from incident_desk.desktop.task_standing import TaskStanding, task_standings
from incident_desk.desktop.task_words import box_words, holder_words, state_words
from incident_desk.desktop.theme import font
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import TaskId
from incident_desk.domain.task_calls import Call
from incident_desk.domain.tasks import Drop, Extend, Finish, OneTask, Reassign, Reopen, SayStuck

MORE_S: Final = (300, 600, 900, 1800, 3600)


class TaskDialog(Dialog):
    """Whatever is answered takes the same words along: what came of it, why it takes longer, what is missing."""

    WIDTH_PX = 680

    def __init__(self, bridge: Bridge, observed: ObservedIncident, task: TaskId, window: QWidget) -> None:
        self._bridge = bridge
        self._observed = observed
        self._id = task
        self._below = window
        self._standing = self._found()
        title = QCoreApplication.translate("TaskDialog", "Task {number}").format(number=self._standing.label)
        super().__init__(window, "task_dialog", "clipboard-list", title)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(8)
        self.fault = Label("", 12, 500, "bad", "task_fault", wraps=True)
        self.fault.hide()
        self._tell()
        if self._standing.is_open:
            self._ask()
        self.column.addWidget(self.fault)
        self._add_buttons()
        attend(self, bridge, observed, "tasks_panel", f"answer:{task}")

    def _found(self) -> TaskStanding:
        board, plan = self._observed.board, self._observed.plan
        standings = task_standings(board, plan, self._observed.organisation.people, self._bridge.now_us())
        return next(standing for standing in standings if standing.id == self._id)

    # what is known ----------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        task, now_us, zone = self._standing, self._bridge.now_us(), self._bridge.zone
        self.column.addWidget(Label(task.do or self.tr("(the words were erased)"), 16, 500, wraps=True))
        given = self.tr("{name}, given by {giver} at {clock}").format(
            name=holder_words(task), giver=self._bridge.name(task.by), clock=clock_near(task.given_us, now_us, zone)
        )
        tone = "bad" if task.call >= Call.LATE else "warn" if task.call.is_loud else "text2"
        self.column.addWidget(Label(given, 13, 400, "text2", "task_facts", wraps=True))
        stands = state_words(task, now_us, zone)
        self.column.addWidget(Label(stands[:1].upper() + stands[1:], 13, 600, tone, "task_stands", wraps=True))
        if task.last is not None:
            self._tell_truth(GLYPHS[self._observed.truth(task.last)])
        if task.is_split:
            self._tell_split(task)

    def _tell_truth(self, glyph: TruthGlyph) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Picture(symbol=glyph.symbol, ink=glyph.tone_in_rows, side_px=14))
        row.addWidget(Label(glyph.words, 12, 400, "text3"))
        row.addStretch(1)
        self.column.addLayout(row)

    def _tell_split(self, task: TaskStanding) -> None:
        """Two desks said two things about it; one press leads to the choice."""
        conflict = task_conflict(self._observed.board, task.id, self._bridge)
        if conflict is None:
            return
        told = MessageLine()
        self.column.addWidget(told)
        told.say(f"{conflict.said}: {conflict.detail}", "git-merge", "accent")
        choose = Button(self.tr("Choose"), "git-merge", "small", "task_choose")
        choose.clicked.connect(lambda: self._choose(conflict))
        self.column.addWidget(choose)

    def _choose(self, conflict: Conflict) -> None:
        self.reject()
        ConflictDialog(self._bridge, self._observed.incident, conflict, self._below).open()

    # what can be answered ---------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.words = QLineEdit()
        self.words.setObjectName("task_answer")
        self.words.setFont(font(15))
        self.words.setMinimumHeight(38)
        asked = self.tr("What came of it, why it takes longer, or what is missing")
        self.words.setPlaceholderText(asked)
        self.words.setAccessibleName(asked)
        self.words.returnPressed.connect(self._finish)
        self.column.addSpacing(8)
        self.column.addWidget(SectionHead(self.tr("Done, need more, or stuck?"), self.tr("Enter: done")))
        self.column.addWidget(self.words)
        self.more = SpanChoice("task_more", MORE_S, lambda seconds: box_words(seconds or 0))
        self.extend = Button(self.tr("Needs more time"), "clock", "plain", "task_extend")
        self.more.choose(600)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.more, 1)
        row.addWidget(self.extend)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self.column.addWidget(SectionHead(self.tr("Somebody else?")))
        self.taker = TakerField("task_taker", self.tr("Who does it now?"))
        self.taker.offer(*takers(self._bridge, self._observed))
        self.reassign = Button(self.tr("Give it over"), "arrow-left-right", "plain", "task_reassign")
        self.reassign.setEnabled(False)
        self.taker.named.connect(lambda: self.reassign.setEnabled(bool(self.taker.name)))
        giving = QHBoxLayout()
        giving.setSpacing(8)
        giving.addWidget(self.taker, 1)
        giving.addWidget(self.reassign, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(giving)
        self.extend.clicked.connect(self._extend)
        self.reassign.clicked.connect(self._reassign)

    def _add_buttons(self) -> None:
        self.promise("history", self.tr("Every answer stands in the timeline"))
        label = self._standing.label
        if not self._standing.is_open:
            self.reopen = self.add_button(
                "task_reopen", self.tr("Open it again"), lambda: self._do(Reopen(label), self.reopen)
            )
            return
        self.drop = self.add_button(
            "task_drop", self.tr("Not needed"), lambda: self._do(Drop(label, self._said), self.drop)
        )
        stuck = self.tr("Stuck")
        self.stuck = self.add_button(
            "task_stuck", stuck, lambda: self._do(SayStuck(label, self._said), self.stuck), symbol="octagon-alert"
        )
        if self._standing.acknowledged_us is None and self._standing.holder is not None:
            mine = self._standing.holder.person == self._bridge.me
            words = self.tr("I have it") if mine else self.tr("They have it")
            self.got = self.add_button("task_got", words, lambda: self._do(OneTask(label), self.got), symbol="check")
        self.done_ = self.add_button("task_done", self.tr("Done"), self._finish, "primary", "check")
        self.add_key("Ctrl+Return", self._finish)
        if not self._bridge.rights.may():
            for button in (self.drop, self.done_, self.extend, self.stuck, self.reassign):
                button.setEnabled(False)

    @property
    def is_open(self) -> bool:
        """Whether the task is, so that it can be answered for."""
        return self._standing.is_open

    def first(self) -> QWidget:
        if not self._standing.is_open:
            return self.reopen
        is_new = self._standing.call in (Call.UNSEEN, Call.NOT_SEEN) and self._standing.holder is not None
        return self.got if is_new and self._standing.acknowledged_us is None else self.words

    @property
    def _said(self) -> str:
        return self.words.text().strip()

    def _finish(self) -> None:
        self._do(Finish(self._standing.label, self._said), self.done_)

    def _extend(self) -> None:
        self._do(Extend(self._standing.label, self.more.seconds or MORE_S[0], self._said), self.extend)

    def _reassign(self) -> None:
        name = self.taker.name
        known = self._observed.organisation.people.called(name)
        self._do(Reassign(self._standing.label, known or f"@{name}", note=self._said), self.reassign)

    def _do(self, fields: Fields, button: QWidget) -> None:
        self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, button)
