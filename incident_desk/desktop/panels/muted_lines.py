"""That something is muted is said above everything else that is asked, with the maintenance that announced it."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.need_words import NeedLine
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.record_needs import RECORD
from incident_desk.desktop.parts.need_row import NeedShown
from incident_desk.domain.announced import muting

MAINTENANCE = "maintenance:"
"""Before the entry of a maintenance, where a line leads to one."""


def muted_lines(bridge: Bridge, observed: ObservedIncident) -> list[NeedLine]:
    """One line while maintenance mutes this incident, and how long it still does."""
    board, maintenances, now_us = observed.board, bridge.organisation.maintenances, bridge.now_us()
    one = muting(board.headline, board.impact, maintenances, now_us)
    if one is None:
        return []
    words = QCoreApplication.translate("MutedLines", "Muted by {number}: {title}")
    said = words.format(number=maintenances.label(one), title=one.title.value or "")
    ends = due_words(one.ends_us, now_us)
    return [NeedLine(NeedShown(RECORD + MAINTENANCE + one.id, said, ends, "calendar-clock", "text2"), ())]
