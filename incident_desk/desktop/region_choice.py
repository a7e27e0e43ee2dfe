"""Choosing regions: those of the plan as chips, and a field for one that the plan does not know."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.service_choice import ServiceChoice


class RegionChoice(ServiceChoice):
    """Looks and takes keys like the choice of services."""

    NAME = "region"

    def words(self) -> tuple[str, str]:
        return (
            QCoreApplication.translate("RegionChoice", "Another region"),
            QCoreApplication.translate("RegionChoice", "A region; Enter adds it"),
        )
