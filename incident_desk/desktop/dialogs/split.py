"""Splitting an incident that turns out to be two: what the second is, what belongs to it, who goes along."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.choosing_table import ChoosingTable
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import named_line
from incident_desk.desktop.dialogs.split_words import split_words
from incident_desk.desktop.models.choosing import ChoosingModel
from incident_desk.desktop.models.line_rows import LineRows
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.timeline_row import TimelineRow
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.trigger_words import triggered_words
from incident_desk.desktop.words import severity_word
from incident_desk.domain.entry import Entry
from incident_desk.domain.lines import Line
from incident_desk.domain.roles import Holding
from incident_desk.domain.severity import Severity
from incident_desk.domain.split_preview import choosable, preview, sorted_out
from incident_desk.domain.splitting import Split

LIST_PX = 216
CHOICE_PX = 220
STAYS, BOTH, GOES = range(3)


class SplitDialog(Dialog):
    """`line` is chosen from the start; `split` hears the entries that were written."""

    WIDTH_PX = 860

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        window: QWidget,
        line: Line | None,
        split: Callable[[Sequence[Entry]], object],
    ) -> None:
        title = QCoreApplication.translate("SplitDialog", "Split off a second incident")
        super().__init__(window, "split_dialog", "split", title)
        self._bridge = bridge
        self._observed = observed
        self._split = split
        self._rows = LineRows(bridge)
        self._lines = choosable(observed.board)
        self.model = ChoosingModel(self._row, self)
        self.model.chosen = {line.entry} if line is not None else set()
        self.holders: dict[str, Choice] = {}
        self._make_fields()
        self._lay_out()
        dress(self.body)
        self.promise("undo-2", self.tr("Nothing is lost, and one key takes it back"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("split_go", self.tr("Split it off"), self._do, "primary", "split")
        self.add_key("Ctrl+Return", self._do)
        self._connect()
        self._narrow()
        attend(self, bridge, observed, "timeline_panel", "split")

    def _make_fields(self) -> None:
        self.words = named_line("split_title", self.tr("Title of the second incident"), 15)
        self.words.setMinimumHeight(38)
        self.words.setPlaceholderText(self.tr("Mail is late"))
        self.severity = Choice()
        self.severity.setObjectName("split_severity")
        self.severity.setAccessibleName(self.tr("Severity of the second incident"))
        self.severity.setFixedWidth(CHOICE_PX)
        self.severity.addItem(self.tr("Severity later"), None)
        for severity, consequence in self._bridge.organisation.plans.current.severities.items():
            self.severity.addItem(f"{severity_word(severity)} · {consequence.name}", severity)
        self.filter = named_line("split_filter", self.tr("Words to narrow the list down"), 13)
        self.filter.setPlaceholderText(self.filter.accessibleName())
        self.list = ChoosingTable("split_lines", self.tr("What can go along; Space chooses, Shift+Space a stretch"))
        self.list.setModel(self.model)
        self.list.setFixedHeight(LIST_PX)
        self.told = Label("", 13, 400, "text2", "split_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "split_fault", wraps=True)
        self.fault.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("What is the second incident?"), number="1"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.severity)
        column.addLayout(row)
        self.count = SectionHead(self.tr("What belongs to it?"), number="2")
        column.addSpacing(4)
        column.addWidget(self.count)
        column.addWidget(self.filter)
        column.addWidget(self.list)
        held = [each for each in self._observed.board.roles.held.values() if each.holder.value is not None]
        if held:
            column.addSpacing(4)
            column.addWidget(SectionHead(self.tr("Who goes along?"), self.tr("else they stay here"), "3"))
            column.addLayout(self._holders(held))
        column.addSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self.fault)

    def _holders(self, held: list[Holding]) -> QGridLayout:
        rows = QGridLayout()
        rows.setColumnStretch(1, 1)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        people = self._observed.organisation.people
        for at, holding in enumerate(held):
            assert holding.holder.value is not None
            choice = Choice()
            choice.setObjectName(f"split_role_{holding.key}")
            choice.setAccessibleName(self.tr("Where is {role}?").format(role=holding.title))
            choice.setFixedWidth(CHOICE_PX)
            choice.addItems([self.tr("stays here"), self.tr("in both"), self.tr("goes there")])
            rows.addWidget(Label(holding.title, 13, 600), at, 0)
            rows.addWidget(Label(holding.holder.value.now(people).name, 13, 400, "text2"), at, 1)
            rows.addWidget(choice, at, 2)
            self.holders[holding.key] = choice
        return rows

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self.list.setFocus)
        self.words.returnPressed.connect(self.filter.setFocus)
        self.words.textChanged.connect(self._show)
        self.severity.currentIndexChanged.connect(self._show)
        self.model.turned.connect(self._show)
        for choice in self.holders.values():
            choice.currentIndexChanged.connect(self._show)

    def first(self) -> QWidget:
        return self.words

    # what is chosen ---------------------------------------------------------------------------------------------------

    @property
    def fields(self) -> Split:
        """What was typed and chosen so far."""
        severity = self.severity.currentData()
        return msgspec.structs.replace(
            sorted_out(self._observed.board, self.model.chosen),
            title=self.words.text().strip(),
            severity=None if severity is None else Severity(severity),
            roles=self._who(BOTH),
            leaving=self._who(GOES),
        )

    def _who(self, where: int) -> tuple[str, ...]:
        return tuple(key for key, choice in self.holders.items() if choice.currentIndex() == where)

    def _row(self, line: Line) -> TimelineRow:
        observed = self._observed
        return self._rows.of_line(line, observed.board, observed.truth(line.entry), day_is_told=False)

    def _narrow(self) -> None:
        wanted = self.filter.text().casefold().split()
        shown = [line for line in self._lines if all(word in line.english.casefold() for word in wanted)]
        self.model.show_lines(shown)
        if shown:
            self.list.selectRow(0)
        self._show()

    def _show(self) -> None:
        fields, count = self.fields, len(self.model.chosen)
        self.count.note.setText(self.tr("{count} of {all} chosen").format(count=count, all=len(self._lines)))
        told = preview(self._observed.board, fields)
        begins = triggered_words(self._bridge.organisation.plans.current, fields.severity)
        number = self._observed.board.headline.number
        self.told.setText("\n".join((split_words(told, number), self.tr("The second: {words}").format(words=begins))))
        self.go.setEnabled(bool(fields.title) and told.is_anything)
        self.body.updateGeometry()

    def _do(self) -> None:
        if not self.go.isEnabled():
            (self.words if not self.words.text().strip() else self.list).setFocus()
            return
        self.attempt(self._bridge, self._done(), self.fault, self.go)

    async def _done(self) -> list[Entry]:
        entries = await self._bridge.do(self.fields, self._observed.incident)
        self._split(entries)
        return entries
