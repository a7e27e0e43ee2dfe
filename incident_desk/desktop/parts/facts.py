"""Names at the left, and what is known of each at the right: as many lines as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from incident_desk.desktop.parts.label import Label

NAME_PX = 150


class Facts(QWidget):
    """Words that wrap, under one another."""

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 4, 0, 4)
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(4)
        rows.setColumnMinimumWidth(0, NAME_PX)
        rows.setColumnStretch(1, 1)
        for at, (name, words) in enumerate(facts):
            rows.addWidget(Label(name, 12, 400, "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(Label(words, 13, 400, wraps=True), at, 1)
