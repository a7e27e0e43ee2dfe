"""The courses that wait for a word, side by side: what each brings, risks and needs, and the word itself."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.course_words import step_words, takes_words
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.leading import said_so_chip
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.theme import font
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.courses import Approve, Decline
from incident_desk.domain.errors import DeskError

MOST = 4
"""More than that nobody compares at one glance; the others stay in their column."""
NAME_PX, COLUMN_PX = 120, 250


class CompareDialog(Dialog):
    """Approving one leaves the others as they are; each is declined with the reason that stands in the line."""

    WIDTH_PX = 1200

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("CompareDialog", "Which course of action?")
        super().__init__(window, "courses_compare_dialog", "route", title)
        name_incident(self, observed)
        self._bridge = bridge
        self._observed = observed
        waiting = [course for course in observed.board.courses.all if course.stand is Stand.PROPOSED]
        self._courses = waiting[:MOST]
        if len(waiting) > MOST:
            self.meta.setText(self.tr("the first {count} of {all}").format(count=MOST, all=len(waiting)))
        self.approve: list[Button] = []
        self.decline: list[Button] = []
        self.reason = QLineEdit()
        self.reason.setObjectName("compare_reason")
        self.reason.setFont(font(15))
        self.reason.setMinimumHeight(38)
        asked = self.tr("Why this one; or why not, which is needed to decline")
        self.reason.setPlaceholderText(asked)
        self.reason.setAccessibleName(asked)
        self.said_so = said_so_chip(bridge, observed)
        self.fault = Label("", 12, 500, "bad", "compare_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addLayout(self._table())
        column.addWidget(self.reason)
        if self.said_so is not None:
            column.addWidget(self.said_so)
        column.addWidget(self.fault)
        self.promise("gavel", self.tr("An approval is a decision: it may be objected to"))
        self.add_button("compare_close", self.tr("Not now"), self.reject)

    def first(self) -> QWidget:
        return self.reason

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, NAME_PX)
        now_us = self._bridge.now_us()
        rows = self._rows()
        for at, (name, _) in enumerate(rows):
            grid.addWidget(Label(name, 12, 400, "text2"), 2 * at + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Line(), 2 * at + 2, 0, 1, len(self._courses) + 1)
        for place, course in enumerate(self._courses, 1):
            grid.setColumnStretch(place, 1)
            number = self._observed.board.courses.label(course)
            who = course.speaker or self._bridge.name(course.by)
            waits = self.tr("{number} · {name}, waits for {span}").format(
                number=number, name=who, span=span_words(now_us - course.proposed_us)
            )
            grid.addWidget(
                _head(course.what(self._observed.board.timeline), waits), 0, place, Qt.AlignmentFlag.AlignTop
            )
            for at, (_, words) in enumerate(rows):
                said = words[place - 1]
                shown = Label(said or self.tr("not said"), 13, 400, "text" if said else "text3", wraps=True)
                grid.addWidget(shown, 2 * at + 1, place, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._answers(course, number, place), 2 * len(rows) + 1, place)
        return grid

    def _rows(self) -> list[tuple[str, list[str]]]:
        """What is compared, and of each course what it says."""
        courses = self._courses
        return [
            (self.tr("What it brings"), [course.effect for course in courses]),
            (self.tr("What could go wrong"), [course.risk for course in courses]),
            (self.tr("How it is undone"), [course.undo for course in courses]),
            (self.tr("How long it takes"), [takes_words(course) for course in courses]),
            (self.tr("What it needs"), [course.needs for course in courses]),
            (self.tr("Steps"), [self._steps(course) for course in courses]),
        ]

    def _steps(self, course: Course) -> str:
        return "\n".join(step_words(at, step, self._observed) for at, step in enumerate(course.steps, 1))

    def _answers(self, course: Course, number: str, place: int) -> QHBoxLayout:
        decline = Button(self.tr("Decline"), "x", "plain", f"compare_decline_{place}")
        approve = Button(self.tr("Approve"), "check", "plain", f"compare_approve_{place}")
        for button in (decline, approve):
            button.setAccessibleName(f"{button.text()}: {course.what(self._observed.board.timeline)}")
            button.setEnabled(self._bridge.rights.may())
        approve.clicked.connect(lambda: self._do(Approve(number, self._said, self._speaker), approve, decline))
        decline.clicked.connect(lambda: self._do(Decline(number, self._said, self._speaker), decline, approve))
        self.approve.append(approve)
        self.decline.append(decline)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(decline)
        row.addWidget(approve)
        row.addStretch(1)
        return row

    @property
    def _said(self) -> str:
        return self.reason.text().strip()

    @property
    def _speaker(self) -> str:
        return str(self.said_so.property("speaker")) if self.said_so is not None and self.said_so.isChecked() else ""

    def _do(self, fields: Fields, pressed: Button, other: Button) -> None:
        self._bridge.soon(self._done(fields, pressed, other))

    async def _done(self, fields: Fields, pressed: Button, other: Button) -> None:
        """The others can still be answered; when all are, it closes."""
        pressed.setEnabled(False)
        self.fault.hide()
        try:
            await self._bridge.do(fields, self._observed.incident)
        except DeskError as e:
            self.fault.setText(str(e))
            self.fault.show()
            pressed.setEnabled(True)
            return
        other.setEnabled(False)
        pressed.setText(self.tr("Approved") if isinstance(fields, Approve) else self.tr("Declined"))
        self.reason.clear()
        if not any(button.isEnabled() for button in (*self.approve, *self.decline)):
            self.accept()


def _head(what: str, waits: str) -> QWidget:
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(2)
    column.addWidget(Label(what, 15, 600, wraps=True))
    column.addWidget(Label(waits, 12, 400, "text2", wraps=True))
    return head
