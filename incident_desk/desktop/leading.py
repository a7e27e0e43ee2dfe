"""Whoever leads decides; where somebody else is at the desk, a chip says that they said so."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.leading import lead_of


def said_so_chip(bridge: Bridge, observed: ObservedIncident) -> ToggleChip | None:
    """The chip, with the name as its property `speaker`; None where whoever is at the desk leads, or nobody does."""
    board = observed.board
    lead = lead_of(board.roles, bridge.organisation.plans, board.headline)
    holder = lead.holder.value if lead else None
    if holder is None or holder.person == bridge.me:
        return None
    name = holder.now(observed.organisation.people).name
    chip = ToggleChip(QCoreApplication.translate("Leading", "{name} said so").format(name=name))
    chip.setObjectName("course_said_so")
    chip.setProperty("speaker", name)
    return chip
