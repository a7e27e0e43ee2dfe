"""A section of a column: a head with its name and a word about it, and what it is about below."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line

HEAD_PX = 40
SIDE_PX = 16


class Section(QWidget):
    """Ends in a line, so that sections lie one below the other with no gap."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.note = Elided("", 12, 400, "text2")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        self.head.setSpacing(8)
        self.title = Label(title, 13, 600)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.note)
        self._top = QWidget()
        self._top.setLayout(self.head)
        self._top.setFixedHeight(HEAD_PX)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(SIDE_PX, 0, SIDE_PX, 12)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(self.body)
        column.addWidget(Line())

    def set_head_shown(self, is_shown: bool) -> None:
        """With its head, or where there is little height without."""
        self._top.setVisible(is_shown)
        self.body.setContentsMargins(SIDE_PX, 0 if is_shown else 12, SIDE_PX, 12)

    def set_body_shown(self, is_shown: bool) -> None:
        """With room for what it is about, or its head alone."""
        self.body.setContentsMargins(SIDE_PX, 0, SIDE_PX, 12 if is_shown else 0)
