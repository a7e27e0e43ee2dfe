"""Maintenance that is late is loud for whoever does it; and that something is muted is said. None of it is put off."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.need_words import NeedLine
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.record_needs import RECORD
from incident_desk.desktop.parts.need_row import NeedShown
from incident_desk.domain.maintenance_list import Maintenance, Phase, muting

MAINTENANCE = "maintenance:"
"""Before the entry of a maintenance, where a line leads to one."""


def maintenance_lines(bridge: Bridge, observed: ObservedIncident) -> list[NeedLine]:
    """What the person at this desk does, and is past its end; and what mutes this incident, if something does."""
    maintenances, now_us = bridge.organisation.maintenances, bridge.now_us()
    late = (
        one
        for one in maintenances.near(now_us, 0)
        if one.phase(now_us) is Phase.LATE and one.owner.value is not None and one.owner.value.person == bridge.me
    )
    words = _tr("{number} is past its end: over, or longer? {title}")
    lines = [
        _line(one, words.format(number=maintenances.label(one), title=one.title.value or ""), now_us, "bad")
        for one in late
    ]
    if (muted := muting(observed.board, maintenances, now_us)) is not None:
        told = _tr("Muted, as announced: {number}").format(number=maintenances.label(muted))
        lines.append(_line(muted, told, now_us, "text2"))
    return lines


def _line(one: Maintenance, words: str, now_us: int, tone: str) -> NeedLine:
    symbol = "clock-alert" if tone == "bad" else "wrench"
    shown = NeedShown(RECORD + MAINTENANCE + one.id, words, due_words(one.ends_us, now_us), symbol, tone)
    return NeedLine(shown, ())


def _tr(text: str) -> str:
    return QCoreApplication.translate("MaintenanceNeeds", text)
