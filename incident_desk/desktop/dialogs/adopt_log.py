"""Choosing the lines of the duty log that belong to an incident: they go there with their own times."""

from collections.abc import Container, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.moments import clock_near, whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.checklist import StepLine, StepRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.duty_log import AdoptLines
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line

MOST = 200
"""So many of the newest are shown; an older one is moved from the log itself."""


class AdoptLogDialog(Dialog):
    """The newest first, none chosen. It stays until the record has what is adopted; `adopted` hears how many."""

    WIDTH_PX = 820
    adopted = Signal(int)

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        lines: Sequence[Line],
        shift: Container[EntryId],
        window: QWidget,
    ) -> None:
        title = QCoreApplication.translate("AdoptLogDialog", "Adopt lines of the duty log")
        super().__init__(window, "adopt_log_dialog", "notebook-pen", title)
        self._bridge = bridge
        self._observed = observed
        newest = list(reversed(lines))[:MOST]
        self.rows = [self._row(at, line) for at, line in enumerate(newest, 1)]
        self.fault = Label("", 12, 500, "bad", "adopt_log_fault", wraps=True)
        self.fault.hide()
        self._lay_out([line.entry in shift for line in newest])
        self.promise("history", self.tr("They keep their times and authors, and come back by one key"))
        self.go = self.add_button("adopt_log_go", "", self._adopt, "primary", "check")
        self.add_key("Ctrl+Return", self._adopt)
        self._show()

    def _row(self, at: int, line: Line) -> StepRow:
        bridge, said = self._bridge, " ".join(line_words(line, self._bridge.zone).split())
        row = StepRow()
        row.setObjectName(f"adopt_log_{at}")
        when, who = clock_near(line.occurred_us, bridge.now_us(), bridge.zone), line.speaker or bridge.name(line.author)
        detail = f"{whole(line.occurred_us, bridge.zone)} · {who}\n{said}"
        row.show_step(StepLine(line.entry, said, when, detail=detail, who=who))
        row.clicked.connect(self._show)
        return row

    def _lay_out(self, is_of_shift: Sequence[bool]) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(0)
        heads = {True: self.tr("This shift"), False: self.tr("Before")}
        before: bool | None = None
        for row, is_now in zip(self.rows, is_of_shift, strict=True):
            if is_now != before:
                column.addSpacing(0 if before is None else 8)
                column.addWidget(SectionHead(heads[is_now], ""))
                before = is_now
            column.addWidget(row)
        column.addWidget(self.fault)

    @property
    def chosen(self) -> tuple[EntryId, ...]:
        """The ticked lines, the oldest first."""
        return tuple(EntryId(row.step.key) for row in reversed(self.rows) if row.isChecked())

    def _show(self) -> None:
        count = len(self.chosen)
        told = words.counted(count, self.tr("Adopt 1 line"), self.tr("Adopt {count} lines"))
        self.go.setText(told if count else self.tr("Adopt"))
        self.go.setEnabled(bool(count) and not self.is_busy)

    def _adopt(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._adopting(self.chosen), self.fault, self.go)

    async def _adopting(self, chosen: tuple[EntryId, ...]) -> None:
        await self._bridge.do(AdoptLines(entries=chosen), self._observed.incident)
        self.adopted.emit(len(chosen))
