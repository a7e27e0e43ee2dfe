"""The head of a section: its name, numbered where there is an order, and a word about it at the right."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.parts.label import Label


class SectionHead(QWidget):
    """ "1  What is wrong?            in words a customer would use"."""

    def __init__(self, title: str, note: str = "", number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if number:
            row.addWidget(Label(number, 13, 600, "accent"))
        self.title = Label(title, 13, 600)
        self.note = Label(note, 12, 400, "text2")
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.note)
