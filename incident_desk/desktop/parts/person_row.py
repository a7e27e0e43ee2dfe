"""A person in a list: their disc, their name, and room at the right for what is to say of them or to do."""

from PySide6.QtWidgets import QHBoxLayout

from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.elided import Elided


def person_row(name: str) -> QHBoxLayout:
    """The name takes what room there is; what is added to the row stands at its end."""
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Avatar(name))
    row.addWidget(Elided(name, 13, 600), 1)
    return row
