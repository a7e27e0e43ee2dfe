"""Choosing people: those of the record as chips, and a field for one whose chip is not there."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.service_choice import ServiceChoice

MOST = 24
"""More chips than that nobody looks through; the field takes any name."""


class PeopleChoice(ServiceChoice):
    """Looks and takes keys like the choice of services."""

    NAME = "member"

    def offer_people(self, bridge: Bridge, *without: str) -> None:
        """Show everybody the record knows, but whoever is at the desk and those who are left out."""
        known = [name for person, name in bridge.organisation.people.all() if person != bridge.me]
        self.offer(list(dict.fromkeys(name for name in known if name not in without))[:MOST])

    def words(self) -> tuple[str, str]:
        return (
            QCoreApplication.translate("PeopleChoice", "Somebody else"),
            QCoreApplication.translate("PeopleChoice", "Somebody else; Enter adds"),
        )
