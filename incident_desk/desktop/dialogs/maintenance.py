"""Announcing maintenance, changing what was announced, and every step of it: begun, longer, over, cancelled."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.begun_form import BegunForm
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.maintenance_form import MaintenanceForm, heading, name_field
from incident_desk.desktop.dialogs.maintenance_public import MaintenancePublic
from incident_desk.desktop.dialogs.maintenance_told import MaintenanceTold
from incident_desk.desktop.maintenance_words import conflict_words, stands_words
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.maintenance import (
    BeginMaintenance,
    CancelMaintenance,
    ChangeMaintenance,
    EndMaintenance,
    ExtendMaintenance,
    Maintenance,
    Schedule,
)
from incident_desk.domain.maintenance_list import Phase, Turn
from incident_desk.domain.status_page import page_channel

LONGER_S: Final = (900, 1800, 3600, 7200)
STEPS: Final = {
    Phase.SCHEDULED: ("begin", "cancel"),
    Phase.RUNNING: ("end", "cancel"),
    Phase.LATE: ("end", "cancel"),
}


class MaintenanceDialog(Dialog):
    """Without `maintenance` it announces a new one. Its steps stand above what was announced."""

    WIDTH_PX = 720

    def __init__(self, bridge: Bridge, window: QWidget, maintenance: EntryId | None = None) -> None:
        super().__init__(window, "maintenance_dialog", "calendar-clock", heading())
        self._bridge = bridge
        maintenances = bridge.organisation.maintenances
        self._id = maintenance if maintenance in maintenances.of else None
        self.steps: dict[str, Button] = {}
        self.note = name_field("maintenance_note", self.tr("Why, or what came of it"))
        self.longer = SpanChoice("maintenance_longer", LONGER_S, lambda seconds: box_words(seconds or 0))
        self.longer.choose(LONGER_S[1])
        self.form, self.told = MaintenanceForm(bridge), MaintenanceTold(bridge)
        self.public = MaintenancePublic(bridge, self._write)
        self.fault = Label("", 12, 500, "bad", "maintenance_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        dress(self.body)
        self.promise("bell-ring", self.tr("While it runs, what it announced is muted"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        words = self.tr("Announce it") if self._id is None else self.tr("Save the change")
        self.go = self.add_button("maintenance_go", words, self._save, "primary", "calendar-clock")
        self.add_key("Ctrl+Return", self._save)
        self.form.changed.connect(self._show)
        self.form.words.returnPressed.connect(self.form.begins.setFocus)
        bridge.organisation_changed.connect(self._renew)
        tick().follow(self, self._show)
        if bridge.desk is not None:
            self.begun = BegunForm(WindowState.of(bridge.desk.home), f"maintenance/{self._id or ''}")
        self._renew()

    @property
    def _one(self) -> Maintenance | None:
        """As it is by now; None for a new one."""
        return self._bridge.organisation.maintenances.of.get(self._id) if self._id is not None else None

    @property
    def _phase(self) -> Phase | None:
        return self._one.phase(self._bridge.now_us()) if self._one is not None else None

    @property
    def _has_page(self) -> bool:
        return page_channel(self._bridge.organisation.plans.current) is not None

    def _lay_out(self) -> None:
        self._happens = QWidget()
        rows = QVBoxLayout(self._happens)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(8)
        asked = self.tr("asked for where it is not as it was announced")
        rows.addWidget(SectionHead(self.tr("What happens to it, and why?"), asked))
        rows.addWidget(self.note)
        rows.addLayout(self._make_steps())
        rows.addLayout(self._make_longer())
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for part in (self._happens, self.form, self.public, self.told, self.fault):
            column.addWidget(part)

    def _make_steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._step(row, "begin", self.tr("It begins now"), "play", BeginMaintenance)
        self._step(row, "end", self.tr("It is over"), "check", EndMaintenance)
        self._step(row, "cancel", self.tr("It does not take place"), "x", CancelMaintenance)
        row.addStretch(1)
        wrong = self.steps["declare"] = Button(self.tr("It goes wrong: declare…"), "siren", "plain")
        wrong.setObjectName("maintenance_declare")
        wrong.clicked.connect(self._declare)
        row.addWidget(wrong)
        return row

    def _make_longer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.longer)
        self._step(row, "extend", self.tr("It takes so much longer"), "clock", self._extended)
        row.addStretch(1)
        return row

    def _step(self, row: QHBoxLayout, name: str, words: str, symbol: str, fields: Callable[[str, str], Fields]) -> None:
        button = self.steps[name] = Button(words, symbol, "plain", f"maintenance_{name}")
        button.clicked.connect(lambda: self._write(fields(self._id or "", self.note.text().strip()), button))
        self._bridge.rights.rule(button)
        row.addWidget(button)

    def _extended(self, which: str, reason: str) -> Fields:
        return ExtendMaintenance(which, self.longer.seconds or LONGER_S[1], reason)

    def first(self) -> QWidget:
        return self.form.words if self._one is None or self._happens.isHidden() else self.note

    # showing ----------------------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Somebody at some desk said something: what was not touched here follows."""
        one = self._one
        self.told.setVisible(one is not None)
        if one is not None:
            number = self._bridge.organisation.maintenances.label(one)
            self.heading.setText(self.tr("Maintenance {number}").format(number=number))
            self.form.fill(one)
            self.told.show_told(one)
        self._show()

    def _show(self) -> None:
        one, phase = self._one, self._phase
        is_over = one is not None and phase is not None and phase.is_over and not one.turns.is_conflicted
        self._happens.setVisible(one is not None and not is_over)
        self.public.setVisible(one is not None and self._has_page)
        if one is not None:
            self.public.show_public(one, is_over=is_over)
        if one is not None and phase is not None:
            stands = stands_words(one, self._bridge.now_us(), self._bridge.zone)
            settles = conflict_words(one)
            self.meta.setText(" · ".join(filter(None, (settles, stands))))
            steps = STEPS.get(phase, STEPS[Phase.LATE])
            for name in ("begin", "end", "cancel"):
                self.steps[name].setVisible(name in steps and (name != "cancel" or one.turn is not Turn.BEGUN))
        why = self._bridge.rights.why_not()
        is_able = bool(self.form.words.text().strip()) and not is_over and not why
        self.go.setEnabled(is_able and not self.is_busy)
        self.go.setToolTip(why)

    # doing it ---------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if not self.go.isEnabled():
            self.form.words.setFocus()
            return
        self.attempt(self._bridge, self._saved(), self.fault, self.go)

    async def _saved(self) -> list[Entry]:
        one = self._one
        said = self.form.said(one.conflicts if one is not None else ())
        if one is None:
            return await self._bridge.do(Schedule(**said))
        return await self._asking_why(ChangeMaintenance(one.id, **said, reason=self.note.text().strip()))

    def _write(self, fields: Fields, button: Button) -> None:
        self.attempt(self._bridge, self._asking_why(fields), self.fault, button)

    async def _asking_why(self, fields: Fields) -> list[Entry]:
        """Where it is refused and no reason was given, the keyboard goes to where one is given."""
        try:
            return await self._bridge.do(fields)
        except DeskError:
            if not self.note.text().strip():
                self.note.setFocus()
            raise

    def _declare(self) -> None:
        if self._id is not None:
            self.accept()
            self._bridge.declare_asked.emit(self._id)
