"""Announcing maintenance, changing what was announced, and every step of it: begun, longer, over, cancelled."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.maintenance_words import stands_words
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.region_choice import RegionChoice
from incident_desk.desktop.service_choice import ServiceChoice
from incident_desk.desktop.theme import font
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, RuleError
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
from incident_desk.domain.maintenance_list import Phase

LONGER_S: Final = 1800


class MaintenanceDialog(Dialog):
    """Without `maintenance` it announces a new one. Its steps stand below what was announced."""

    WIDTH_PX = 700

    def __init__(self, bridge: Bridge, window: QWidget, maintenance: EntryId | None = None) -> None:
        super().__init__(window, "maintenance_dialog", "wrench", _title())
        self._bridge = bridge
        maintenances = bridge.organisation.maintenances
        self._one = maintenances.of.get(maintenance) if maintenance is not None else None
        self.steps: dict[str, Button] = {}
        self._make_fields()
        self._lay_out()
        dress(self.body)
        self.promise("bell-ring", self.tr("While it runs, what it announced is muted"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        words = self.tr("Announce it") if self._one is None else self.tr("Save the change")
        self.go = self.add_button("maintenance_go", words, self._save, "primary", "wrench")
        self.add_key("Ctrl+Return", self._save)
        self.words.textChanged.connect(self._show)
        self.words.returnPressed.connect(self.begins.setFocus)
        if self._one is not None:
            self._fill(self._one)
        self._show()

    def _make_fields(self) -> None:
        plan = self._bridge.organisation.plans.current
        self.words = _field("maintenance_title", self.tr("What is done"), 15)
        self.words.setMinimumHeight(38)
        self.words.setPlaceholderText(self.tr("Move the payments database"))
        self.begins, self.ends = MomentField(), MomentField()
        self.begins.use(self._bridge, "maintenance_from", self.tr("From when?"), to_come=True)
        self.ends.use(self._bridge, "maintenance_until", self.tr("Until when?"), to_come=True)
        self.services, self.regions = ServiceChoice(), RegionChoice()
        self.services.offer(plan.service_names)
        self.regions.offer(region.title for region in plan.regions)
        self.expect = _field("maintenance_expect", self.tr("What may be noticed"), 13)
        self.expect.setPlaceholderText(self.tr("Card payments fail for two minutes"))
        self.owner = TakerField("maintenance_owner", self.tr("Who does it?"))
        self.owner.offer({name: "" for _, name in self._bridge.organisation.people.all()})
        self.owner.set_name(self._bridge.name(self._bridge.me))
        self.contact = _field("maintenance_contact", self.tr("How they are reached meanwhile"), 13)
        self.contact.setPlaceholderText(self.tr("Bridge 7, +49 30 1234567"))
        self.note = _field("maintenance_note", self.tr("What came of it, or why"), 13)
        self.note.setPlaceholderText(self.note.accessibleName())
        self.note.setParent(self.body)
        self.note.setVisible(self._one is not None and not self._phase(self._one).is_over)
        self.fault = Label("", 12, 500, "bad", "maintenance_fault", wraps=True)
        self.fault.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        if self._one is not None and not self._phase(self._one).is_over:
            column.addWidget(SectionHead(self.tr("What happens to it?")))
            column.addWidget(self.note)
            column.addLayout(self._steps(self._one))
            column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("What is done, and when?"), number="1"))
        column.addWidget(self.words)
        column.addLayout(self._window())
        column.addSpacing(4)
        note = self.tr("what is not named is not muted")
        column.addWidget(SectionHead(self.tr("On which services or regions?"), note, "2"))
        column.addWidget(self.services)
        column.addWidget(self.regions)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("What may be noticed, and who knows?"), number="3"))
        column.addWidget(self.expect)
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(self.owner, 1)
        who.addWidget(self.contact, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(who)
        column.addWidget(self.fault)

    def _window(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setColumnStretch(1, 1)
        for at, (words, field) in enumerate(((self.tr("From"), self.begins), (self.tr("Until"), self.ends))):
            rows.addWidget(Label(words, 13, 600), at, 0)
            rows.addWidget(field, at, 1)
        return rows

    def _steps(self, one: Maintenance) -> QHBoxLayout:
        said: list[tuple[str, str, str, Callable[[str], Fields]]] = []
        named, phase = one.id, self._phase(one)
        if phase is Phase.SCHEDULED:
            said.append(("begin", self.tr("It begins now"), "play", lambda _: BeginMaintenance(named)))
        else:
            said.append(("end", self.tr("It is over"), "check", lambda note: EndMaintenance(named, note)))
        longer = self.tr("30 min longer")
        said.append(("extend", longer, "clock", lambda note: ExtendMaintenance(named, LONGER_S, note)))
        said.append(("cancel", self.tr("Cancel it"), "x", lambda note: CancelMaintenance(named, note)))
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, words, symbol, fields in said:
            row.addWidget(self._step(name, words, symbol, fields))
        row.addStretch(1)
        wrong = Button(self.tr("It goes wrong: declare…"), "siren", "plain", "maintenance_declare")
        wrong.clicked.connect(self._declare)
        self.steps["declare"] = wrong
        row.addWidget(wrong)
        return row

    def _step(self, name: str, words: str, symbol: str, fields: Callable[[str], Fields]) -> Button:
        button = Button(words, symbol, "plain", f"maintenance_{name}")
        button.clicked.connect(lambda: self._write(fields(self.note.text().strip()), button))
        self._bridge.rights.rule(button)
        self.steps[name] = button
        return button

    def first(self) -> QWidget:
        return self.words if self._one is None else next(iter(self.steps.values()), self.words)

    def _phase(self, one: Maintenance) -> Phase:
        return one.phase(self._bridge.now_us())

    def _fill(self, one: Maintenance) -> None:
        people, now_us, zone = self._bridge.organisation.people, self._bridge.now_us(), self._bridge.zone
        number = self._bridge.organisation.maintenances.label(one)
        self.heading.setText(self.tr("Maintenance {number}").format(number=number))
        self.meta.setText(stands_words(one, now_us, zone))
        self.words.setText(one.title.value or "")
        self.begins.set_moment(one.from_us.value)
        self.ends.set_moment(one.until_us.value)
        self.services.choose(one.services.value or ())
        self.regions.choose(one.regions.value or ())
        self.expect.setText(one.expect.value or "")
        self.contact.setText(one.contact.value or "")
        self.owner.set_name(one.owner.value.now(people).name if one.owner.value else "")

    def _show(self) -> None:
        is_over = self._one is not None and self._phase(self._one).is_over
        why = self._bridge.rights.why_not()
        self.go.setEnabled(bool(self.words.text().strip()) and not is_over and not why)
        self.go.setToolTip(why)

    # doing it ---------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if not self.go.isEnabled():
            self.words.setFocus()
            return
        for choice in (self.services, self.regions):
            choice.take_typed()
        self.attempt(self._bridge, self._saved(), self.fault, self.go)

    async def _saved(self) -> list[Entry]:
        from_us, until_us = self.begins.moment_us(), self.ends.moment_us()
        if from_us is None or until_us is None:
            raise RuleError(self.tr("Say from when and until when."))
        title, person = self.words.text(), self._person()
        services, regions = self.services.chosen(), self.regions.chosen()
        expect, contact = self.expect.text(), self.contact.text()
        if self._one is None:
            fields: Fields = Schedule(title, from_us, until_us, services, regions, expect, person, contact)
        else:
            fields = ChangeMaintenance(
                self._one.id,
                title,
                from_us,
                until_us,
                services,
                regions,
                expect,
                person=person,
                contact=contact,
            )
        return await self._bridge.do(fields)

    def _person(self) -> str:
        name = self.owner.name
        if not name:
            raise BadInput(self.tr("say who does it"), self.tr("Who"))
        return self._bridge.organisation.people.called(name) or f"@{name}"

    def _write(self, fields: Fields, button: Button) -> None:
        self.attempt(self._bridge, self._bridge.do(fields), self.fault, button)

    def _declare(self) -> None:
        if self._one is not None:
            self.accept()
            self._bridge.declare_asked.emit(self._one.id)


def _field(name: str, words: str, size_px: int) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setFont(font(size_px))
    return field


def _title() -> str:
    return QCoreApplication.translate("MaintenanceDialog", "Announce maintenance")
