"""The tool tip of a control: what it is for; and while it is off because somebody may not, why that is."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.parts.label import tip

_OWN = "own_tip"
_WHY = "why_off"


def set_tip(control: QWidget | QAction, text: str) -> None:
    """What it is for; shown once nothing stands against it."""
    control.setProperty(_OWN, tip(text))
    if not control.property(_WHY):
        control.setToolTip(tip(text))


def turn(control: QWidget | QAction, why: str) -> None:
    """Off, with the reason as its tool tip; with no reason on again, with its own."""
    if why and control.property(_OWN) is None:
        control.setProperty(_OWN, control.toolTip())
    was_off = bool(control.property(_WHY))
    control.setProperty(_WHY, why)
    control.setEnabled(not why)
    if why or was_off:
        control.setToolTip(tip(why) or str(control.property(_OWN) or ""))
