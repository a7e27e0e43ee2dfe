"""Proposing a course of action: free, or from a runbook of the plan."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.desktop.theme import font
from incident_desk.domain.course_entries import CourseStep
from incident_desk.domain.course_text import written
from incident_desk.domain.courses import Propose
from incident_desk.domain.entry import Entry

BOXES_S: Final = (600, 1200, 3600, 7200, 14400, None)
STEPS_PX: Final = 92


class ProposeDialog(Dialog):
    """What it does, what could go wrong and how it is undone stand side by side later: so each is asked here."""

    WIDTH_PX = 780

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("ProposeDialog", "Propose a course of action")
        super().__init__(window, "course_propose_dialog", "route", title)
        self._bridge = bridge
        self._observed = observed
        self._books = observed.plan.runbooks
        self.book = Choice()
        self.what = form_field("propose_what", self.tr("Fail over to the standby"))
        self.effect = form_field("propose_effect", self.tr("Writes work again within minutes"))
        self.risk = form_field("propose_risk", self.tr("What had not reached the standby is lost"))
        self.undo = form_field("propose_undo", self.tr("Fail back once the old primary has caught up"))
        self.needs = form_field("propose_needs", self.tr("Two people, and a disk of 2 TB"))
        self.speaker = form_field("propose_speaker", self.tr("If somebody else says it: who"))
        self.box = SpanChoice("propose_box", BOXES_S, _box_words)
        self.box.choose(None)
        self.steps = QPlainTextEdit()
        self.fault = Label("", 12, 500, "bad", "propose_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("shield-check", self.tr("Nothing is done before whoever leads approves it"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("propose_go", self.tr("Propose"), self._propose, "primary", "route")
        self.add_key("Ctrl+Return", self._propose)
        self.what.textChanged.connect(self._show)
        self.book.currentIndexChanged.connect(self._take_book)
        self._show()
        attend(self, bridge, observed, "courses_panel", "course")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.book.setObjectName("propose_book")
        self.book.setAccessibleName(self.tr("From a runbook of the plan"))
        self.book.addItem(self.tr("No runbook: free"))
        self.book.addItems([book.title for book in self._books])
        self.book.setMinimumHeight(34)
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("From a runbook"), self.book),
            (self.tr("What is done"), self.what),
            (self.tr("What it brings"), self.effect),
            (self.tr("What could go wrong"), self.risk),
            (self.tr("How it is undone"), self.undo),
            (self.tr("How long it takes"), self.box),
            (self.tr("What it needs"), self.needs),
            (self.tr("Said by"), self.speaker),
        )
        for at, (words, field) in enumerate(fields):
            rows.addWidget(Label(words, 13, 500), at, 0)
            rows.addWidget(field, at, 1)
            if field is not self.box:
                field.setAccessibleName(words)
        column.addLayout(rows)
        hint = self.tr("one a line: @who 10m what (read back) (hold) (if …)")
        column.addWidget(SectionHead(self.tr("Steps"), hint))
        self.steps.setObjectName("propose_steps")
        self.steps.setAccessibleName(self.tr("Steps, one a line"))
        self.steps.setPlaceholderText(
            self.tr("@operations manager 3m Stop writes to db1 (read back)\n@Maya 10m Promote db2 (hold)")
        )
        self.steps.setFont(font(13))
        self.steps.setTabChangesFocus(True)
        self.steps.setFixedHeight(STEPS_PX)
        self.steps.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column.addWidget(self.steps)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.what

    def _show(self) -> None:
        self.go.setEnabled(bool(self.what.text().strip()))

    def _take_book(self, at: int) -> None:
        """A runbook fills the form; what is written there can be changed."""
        if at <= 0:
            return
        book = self._books[at - 1]
        for field, words in (
            (self.what, book.title),
            (self.effect, book.effect),
            (self.risk, book.risk),
            (self.undo, book.undo),
            (self.needs, book.requires),
        ):
            field.setText(words)
        self.box.choose(book.takes_s)
        steps = tuple(CourseStep(s.do, s.role, "", s.within_s, s.precondition, s.read_back, s.hold) for s in book.steps)
        self.steps.setPlainText(written(steps, self._observed.board.roles))

    def _propose(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._proposed(), self.fault, self.go)

    async def _proposed(self) -> list[Entry]:
        fields = Propose(
            self.what.text().strip(),
            self.effect.text().strip(),
            self.risk.text().strip(),
            self.undo.text().strip(),
            self.needs.text().strip(),
            self.box.seconds,
            self.steps.toPlainText(),
            speaker=self.speaker.text().strip(),
        )
        return await self._bridge.do(fields, self._observed.incident)


def _box_words(seconds: int | None) -> str:
    return QCoreApplication.translate("ProposeDialog", "not known") if seconds is None else box_words(seconds)
