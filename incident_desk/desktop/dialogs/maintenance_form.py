"""The facts of one maintenance as fields: what is done, when, on what, what may be noticed, who does it."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import named_line
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.region_choice import RegionChoice
from incident_desk.desktop.service_choice import ServiceChoice
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.maintenance import Maintenance
from incident_desk.domain.place_list import opened_address


class Fact(msgspec.Struct, frozen=True):
    """One of them: what its field says now, how it is filled in, and what the command is given."""

    typed: Callable[[], Any]
    fill: Callable[[Any], None]
    meant: Callable[[], Any]


class MaintenanceForm(QWidget):
    """`changed` tells that its title changed. What somebody else changes meanwhile comes in where nothing was typed."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._filled: dict[str, Any] = {}
        self._make_fields()
        self._lay_out()
        for text in (self.words, self.link):
            text.textChanged.connect(self._show)
        self._facts = {
            "title": _text(self.words),
            "from_us": _moment(self.begins),
            "until_us": _moment(self.ends),
            "services": Fact(self.services.chosen, self.services.choose, self.services.chosen),
            "regions": Fact(self.regions.chosen, self.regions.choose, self.regions.chosen),
            "expect": _text(self.expect),
            "person": Fact(lambda: self.owner.name, self.owner.set_name, self._person),
            "contact": _text(self.contact),
            "link": _text(self.link),
        }
        self._show()

    def _make_fields(self) -> None:
        organisation = self._bridge.organisation
        self.words = named_line("maintenance_title", self.tr("What is done"), 15)
        self.words.setMinimumHeight(38)
        self.words.setPlaceholderText(self.tr("Move the payments database"))
        self.begins, self.ends = MomentField(), MomentField()
        self.begins.use(self._bridge, "maintenance_from", self.tr("From when?"), to_come=True)
        self.ends.use(self._bridge, "maintenance_until", self.tr("Until when?"), to_come=True)
        self.services, self.regions = ServiceChoice(), RegionChoice()
        self.services.offer(organisation.plans.current.service_names)
        self.regions.offer(region.title for region in organisation.plans.current.regions)
        self.expect = named_line("maintenance_expect", self.tr("What may be noticed"), 13)
        self.expect.setPlaceholderText(self.tr("Card payments fail for two minutes"))
        self.owner = TakerField("maintenance_owner", self.tr("Who does it?"))
        self.owner.offer({name: "" for _, name in organisation.people.all()})
        self.owner.set_name(self._bridge.name(self._bridge.me))
        self.contact = named_line("maintenance_contact", self.tr("How they are reached meanwhile"), 13)
        self.contact.setPlaceholderText(self.tr("Bridge 7, +49 30 1234567"))
        self.link = named_line("maintenance_link", self.tr("Where more is written"), 13)
        self.link.setPlaceholderText(self.tr("https://… where more is written"))
        self.open = IconButton("arrow-right", self.tr("Open it in the browser"), "maintenance_open")
        self.open.clicked.connect(self._open)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
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
        who, more = QHBoxLayout(), QHBoxLayout()
        for row in (who, more):
            row.setSpacing(8)
            column.addLayout(row)
        who.addWidget(self.owner, 1)
        who.addWidget(self.contact, 1, Qt.AlignmentFlag.AlignTop)
        more.addWidget(self.link, 1)
        more.addWidget(self.open)

    def _window(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setColumnStretch(1, 1)
        for at, (words, field) in enumerate(((self.tr("From"), self.begins), (self.tr("Until"), self.ends))):
            rows.addWidget(Label(words, 13, 600), at, 0)
            rows.addWidget(field, at, 1)
        return rows

    def _show(self) -> None:
        self.open.setVisible(bool(opened_address(self.link.text())))
        self.changed.emit()

    def _open(self) -> None:
        if address := opened_address(self.link.text()):
            QDesktopServices.openUrl(QUrl(address))

    # what it says -----------------------------------------------------------------------------------------------------

    def fill(self, one: Maintenance) -> None:
        """Say what is known of it by now, except where somebody typed something else."""
        people = self._bridge.organisation.people
        known = {name: getattr(one, name).value for name in self._facts if name != "person"}
        known["person"] = one.owner_name(people, nobody="")
        for name, fact in self._facts.items():
            if name not in self._filled or fact.typed() == self._filled[name]:
                fact.fill(known[name] if known[name] is not None else () if name in ("services", "regions") else "")
                self._filled[name] = fact.typed()

    def said(self, conflicts: tuple[str, ...] = ()) -> dict[str, Any]:
        """What somebody typed: of a new one everything, else what is not as it was filled in, or has to be settled.

        Raises: BadInput; RuleError if a new one has no moments.
        """
        for choice in (self.services, self.regions):
            choice.take_typed()
        asked = {"from": "from_us", "until": "until_us", "owner": "person"}
        settled = {asked.get(name, name) for name in conflicts}
        found = {
            name: fact.meant()
            for name, fact in self._facts.items()
            if name not in self._filled or name in settled or fact.typed() != self._filled[name]
        }
        if None in (found.get("from_us", 0), found.get("until_us", 0)):
            raise RuleError(self.tr("Say from when and until when."))
        return found

    def _person(self) -> str:
        if not (name := self.owner.name):
            raise BadInput(self.tr("say who does it"), self.tr("Who"))
        return self._bridge.organisation.people.called(name) or f"@{name}"


def _text(field: QLineEdit) -> Fact:
    def fill(words: str) -> None:
        field.setText(words)
        field.setCursorPosition(0)  # of a long one the beginning is to be seen

    return Fact(field.text, fill, field.text)


def _moment(field: MomentField) -> Fact:
    """By what is typed: of the seconds below a second a field knows nothing."""
    return Fact(field.edit.text, lambda us: field.set_moment(us or None), field.moment_us)


def name_field(name: str, words: str) -> QLineEdit:
    """A line that says in itself what belongs there."""
    field = named_line(name, words, 13)
    field.setPlaceholderText(words)
    return field


def heading() -> str:
    """What the form of a new one is called."""
    return QCoreApplication.translate("MaintenanceDialog", "Announce maintenance")
