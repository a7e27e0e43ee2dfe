"""Two desks set the same field: both are kept, and a press chooses one."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.parts.press_chip import PressChip


class ConflictChip(PressChip):
    """Hidden while there is nothing to choose. What it says in detail names the values there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("git-merge", "accent", parent)
