"""A person in a list: their disc, their name, and room at the right for what is to say of them or to do."""

from PySide6.QtWidgets import QHBoxLayout

from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label


def person_row(name: str, level: str = "") -> QHBoxLayout:
    """The name takes what room there is, then comes their level; what is added to the row stands at its end."""
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Avatar(name))
    row.addWidget(Elided(name, 13, 600), 1)
    if level:
        row.addWidget(Label(level, 12, 400, "text2"))
    return row
