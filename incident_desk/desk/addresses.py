"""Where a home notes that it shares its record. Asked at every start of the window, so it loads nothing of a driver."""

from typing import Final

from incident_desk.domain.ids import DeskNumber

ADDRESS: Final = "shared_address"


def address_of(desk: DeskNumber) -> str:
    """The setting that says where the person with this desk number shares the record."""
    return f"{ADDRESS}:{desk}"
