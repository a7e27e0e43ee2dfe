"""Opening investigations: several teams on one question, each blind to the others until all of them are in."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.checklist import StepLine, StepRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.domain.entry import Entry
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.lines import Line

BOXES_S: Final = (900, 1800, 2700, 3600, None)
TEAMS: Final = 3
MOST_KNOWN: Final = 8


class InvestigateDialog(Dialog):
    """A line for each team: what it is called, who is in it (the first leads), its own question where it has one."""

    WIDTH_PX = 860

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("InvestigateDialog", "Investigate, each blind to the others")
        super().__init__(window, "investigate_dialog", "flask-conical", title)
        self._bridge = bridge
        self._observed = observed
        self.question = form_field("investigate_question", self.tr("Why did replication stop?"))
        self.teams = [self._team(at) for at in range(1, TEAMS + 1)]
        self.box = SpanChoice("investigate_box", BOXES_S, _box_words)
        self.box.choose(BOXES_S[2])
        self.known: dict[str, StepRow] = {}
        self.fault = Label("", 12, 500, "bad", "investigate_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("lock", self.tr("Nobody reads what another team writes before all are in"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("investigate_go", self.tr("Open"), self._open, "primary", "flask-conical")
        self.add_key("Ctrl+Return", self._open)
        for field in (self.question, *(team[1] for team in self.teams)):
            field.textChanged.connect(self._show)
        self._show()
        attend(self, bridge, observed, "investigations_panel", "investigate")

    def _team(self, at: int) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        examples = {1: (self.tr("Backups"), self.tr("Maya, Jun")), 2: (self.tr("Database"), self.tr("Tomas"))}
        name, people = examples.get(at, ("", ""))
        made = (
            form_field(f"investigate_name_{at}", name),
            form_field(f"investigate_people_{at}", people),
            form_field(f"investigate_own_{at}", ""),
        )
        made[0].setAccessibleName(self.tr("What team {number} is called").format(number=at))
        made[1].setAccessibleName(self.tr("Who is in team {number}; the first leads").format(number=at))
        made[2].setAccessibleName(self.tr("The own question of team {number}").format(number=at))
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.question.setAccessibleName(self.tr("The question"))
        column.addWidget(SectionHead(self.tr("The question")))
        column.addWidget(self.question)
        column.addSpacing(4)
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(6)
        rows.setColumnStretch(0, 2)
        rows.setColumnStretch(1, 4)
        rows.setColumnStretch(2, 4)
        heads = (self.tr("Team"), self.tr("Who; the first leads"), self.tr("Own question, if another"))
        for at, words in enumerate(heads):
            rows.addWidget(Label(words, 12, 500, "text2"), 0, at)
        for row, team in enumerate(self.teams, 1):
            for at, field in enumerate(team):
                rows.addWidget(field, row, at)
        column.addLayout(rows)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Time box")))
        column.addWidget(self.box)
        self._offer_known(column)
        column.addWidget(self.fault)

    def _offer_known(self, column: QVBoxLayout) -> None:
        """What all of them begin with; pinned lines are on."""
        lines, now_us = _significant(self._observed.board.timeline.lines), self._bridge.now_us()
        if not lines:
            return
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("What all know at the opening"), self.tr("later lines reach all alike")))
        for line in lines:
            row = StepRow()
            row.setObjectName(f"investigate_known_{len(self.known) + 1}")
            row.show_step(StepLine(line.entry, line.english, clock_near(line.occurred_us, now_us, self._bridge.zone)))
            row.setChecked(line.is_pinned)
            self.known[line.entry] = row
            column.addWidget(row)

    def first(self) -> QWidget:
        return self.question

    def _show(self) -> None:
        self.go.setEnabled(bool(self.question.text().strip()) and any(team[1].text().strip() for team in self.teams))

    def _open(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._opened(), self.fault, self.go)

    async def _opened(self) -> list[Entry]:
        teams = [_written(*(field.text().strip() for field in team)) for team in self.teams if team[1].text().strip()]
        known = tuple(line.entry for line in self._observed.board.timeline.lines if self._is_known(line))
        fields = Investigate(self.box.seconds, self.question.text().strip(), "\n".join(teams), known)
        return await self._bridge.do(fields, self._observed.incident)

    def _is_known(self, line: Line) -> bool:
        row = self.known.get(line.entry)
        return row is not None and row.isChecked()


def _written(name: str, people: str, own_question: str) -> str:
    """One team as the command reads it."""
    return f"{name}: {people} ({own_question})" if own_question else f"{name}: {people}"


def _significant(lines: list[Line]) -> list[Line]:
    """The newest lines that matter, in their order; the pinned ones first."""
    found = [line for line in lines if (line.is_pinned or line.is_significant) and not line.is_retracted and line.text]
    newest = sorted(found, key=lambda line: (line.is_pinned, line.occurred_us), reverse=True)[:MOST_KNOWN]
    return [line for line in found if line in newest]


def _box_words(seconds: int | None) -> str:
    return QCoreApplication.translate("InvestigateDialog", "no end") if seconds is None else box_words(seconds)
