"""A dialog as a draft: the others see who has it open, and it shows who else has."""

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.begun_form import BegunForm
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.presence import PresenceStrip
from incident_desk.desktop.whereabouts import DRAFT, PLACE
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.desktop.window_state import WindowState


def attend(dialog: Dialog, bridge: Bridge, observed: ObservedIncident, place: str, draft: str) -> None:
    """While the dialog is open whoever has it counts as writing there, and its head shows who else does."""
    dialog.setProperty(PLACE, place)
    dialog.setProperty(DRAFT, draft)
    strip = PresenceStrip(bridge, place, draft)
    strip.observe(observed)
    dialog.head.insertWidget(dialog.head.indexOf(dialog.meta), strip)
    attend_unheard(dialog, bridge, observed, place, draft)


def attend_unheard(dialog: Dialog, bridge: Bridge, observed: ObservedIncident, place: str, draft: str) -> None:
    """What is written there is not for everybody, so that somebody writes is told to nobody.

    What was begun in it waits for its author where the window is locked or closed meanwhile.
    """
    if bridge.desk is not None:
        dialog.begun = BegunForm(WindowState.of(bridge.desk.home), f"{observed.incident}/{place}/{draft}")
    name_incident(dialog, observed)


def name_incident(dialog: Dialog, observed: ObservedIncident) -> None:
    """Its head says which incident it is about."""
    which = WhichIncident("dialog_incident")
    which.observe(observed)
    dialog.head.insertWidget(dialog.head.indexOf(dialog.heading) + 2, which)
