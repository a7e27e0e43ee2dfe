"""The forms about a line of the timeline: loaded with the first of them, so that no start waits for them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.answer import AnswerDialog
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.erase import EraseDialog
from incident_desk.desktop.dialogs.fact import FactDialog
from incident_desk.desktop.dialogs.line import LineDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.dialogs.move import MoveDialog
from incident_desk.desktop.dialogs.revisit import RevisitDialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.entry import Entry
from incident_desk.domain.lines import Line

ABOUT = {
    "answer": AnswerDialog,
    "correct": CorrectDialog,
    "erase": EraseDialog,
    "read": LineDialog,
    "revisit": RevisitDialog,
}


def form_for(
    name: str,
    bridge: Bridge,
    observed: ObservedIncident,
    line: Line,
    window: QWidget,
    *,
    tell: Callable[[Sequence[Entry]], object],
) -> Dialog:
    """What asks for the rest of what is to be done about a line; a move tells what came of it."""
    match name:
        case "fact":
            return FactDialog(bridge, observed, window, line=line.entry)
        case "link":
            return LinkDialog(bridge, observed, window)
        case "move":
            return MoveDialog(bridge, observed, line, window, tell)
        case _:
            return ABOUT[name](bridge, observed, line.entry, window)
