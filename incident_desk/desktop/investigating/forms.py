"""The forms of the room: evidence, factor, why a cell says so, a piece, submitting, the seal. Loaded when asked for."""

from typing import cast

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.given import Given
from incident_desk.domain.ids import EntryId
from incident_desk.domain.matrix import At

Over = tuple[Bridge, ObservedIncident, EntryId, QWidget]
"""What a form stands over: the bridge, the incident, the investigation, the window."""


def open_form(name: str, about: object, over: Over) -> None:
    """Open the form of this name about a cell, an entry, a file that was given, or nothing."""
    makers = {
        "evidence": _evidence,
        "factor": _factor,
        "why": _why,
        "piece": _piece,
        "submit": _submit,
        "seal": _seal,
    }
    makers[name](about, over).open()


def _evidence(about: object, over: Over) -> Dialog:
    from incident_desk.desktop.dialogs.evidence import Begun, EvidenceDialog

    begun = Begun(about if isinstance(about, Given) else None)
    return EvidenceDialog(*over, of=EntryId(about) if isinstance(about, str) else None, begun=begun)


def _factor(about: object, over: Over) -> Dialog:
    from incident_desk.desktop.dialogs.factor import FactorDialog

    return FactorDialog(*over)


def _why(about: object, over: Over) -> Dialog:
    from incident_desk.desktop.dialogs.why import WhyDialog

    return WhyDialog(*over, cast("At", about))


def _submit(about: object, over: Over) -> Dialog:
    from incident_desk.desktop.dialogs.submit import SubmitDialog

    return SubmitDialog(*over)


def _seal(about: object, over: Over) -> Dialog:
    from incident_desk.desktop.dialogs.seal import SealDialog

    return SealDialog(*over)


def _piece(about: object, over: Over) -> Dialog:
    from incident_desk.desktop.dialogs.correct import CorrectDialog
    from incident_desk.desktop.dialogs.piece import PieceDialog

    bridge, observed, investigation, window = over
    found, piece = observed.board.investigations.of[investigation], EntryId(str(about))
    if piece in found.evidence or piece in found.questions:
        return PieceDialog(bridge, observed, investigation, piece, window)
    return CorrectDialog(bridge, observed, piece, window)
