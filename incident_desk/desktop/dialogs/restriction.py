"""Restricting an incident, or letting one more person know of a restricted one."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.people_choice import PeopleChoice
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.restriction import OnePerson, Restrict

if TYPE_CHECKING:
    from incident_desk.desk import Desk


class RestrictionDialog(Dialog):
    """Before it restricts, it says who holds already what was said so far."""

    WIDTH_PX = 600

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        is_restricted = observed.board.restriction.is_restricted
        super().__init__(window, "restriction_dialog", "lock", _in() if is_restricted else _restrict(), "warn")
        self._bridge = bridge
        self._observed = observed
        self._is_restricted = is_restricted
        self.people = PeopleChoice()
        self.people.offer_people(bridge, *(bridge.name(person) for person in observed.board.restriction.members))
        self.held = Label("", 13, 400, "text2", wraps=True)
        self.fault = Label("", 13, 400, "bad", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addWidget(SectionHead(self.tr("Who may know, beside you?"), self.tr("keys 1 to 9")))
        column.addWidget(self.people)
        column.addWidget(self.held)
        column.addWidget(self.fault)
        self.promise("lock", self.tr("The shared database gives it to nobody else"))
        words, name = (self.tr("Let in"), "let_in_go") if is_restricted else (self.tr("Restrict"), "restrict_go")
        self.go = self.add_button(name, words, self._go, "primary", "lock")
        self.people.changed.connect(self._show)
        self._show()
        self._tell_held()

    def first(self) -> QWidget:
        return self.people.chips[0] if self.people.chips else self.people.other

    def _show(self) -> None:
        """Restricting to nobody but oneself is one of the ways; letting in nobody is none."""
        self.go.setEnabled(not self._is_restricted or bool(self.people.chosen()))

    def _tell_held(self) -> None:
        if self._is_restricted:
            self.held.setText(self.tr("They get all of it, also what was said before."))
            return
        if self._bridge.sharing.state is None or self._bridge.desk is None:
            self.held.setText(self.tr("What was said so far stays where it is. It lies in this home alone."))
        else:
            self._tell(self.tr("asking…"))
            self._bridge.soon(self._asked(self._bridge.desk), lambda why: self._tell(self.tr("not known: ") + why))

    async def _asked(self, desk: "Desk") -> None:
        names = await asyncio.to_thread(_holders, desk)
        self._tell(", ".join(names))

    def _tell(self, who: str) -> None:
        said = self.tr("What was said so far stays where it is. It lies already on the desks of: {who}.")
        self.held.setText(said.format(who=who))

    def _go(self) -> None:
        self.people.take_typed()
        self.attempt(self._bridge, self._done(), self.fault, self.go)

    async def _done(self) -> list[Entry]:
        chosen = self.people.chosen()
        if not self._is_restricted:
            return await self._bridge.do(Restrict(chosen), self._observed.incident)
        if not chosen:
            raise DeskError(self.tr("Choose who."))
        letting_in: list[Fields] = [OnePerson(name) for name in chosen]
        return await self._bridge.do(letting_in, self._observed.incident)


def _holders(desk: "Desk") -> list[str]:
    """On a worker thread: those who share the record, by name."""
    members = desk.shared.membership().standing(desk.now_us()).members
    return sorted({member.name for member in members if not member.is_revoked}, key=str.casefold)


def _in() -> str:
    return QCoreApplication.translate("RestrictionDialog", "Let somebody know")


def _restrict() -> str:
    return QCoreApplication.translate("RestrictionDialog", "Restrict this incident")
