"""What the disk did not take: how much, why, and what can be done. The words stay until somebody gives them up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.words import counted, reason

HEIGHT_PX = 34


class NotSaved(QWidget):
    """Hidden while everything is on the disk."""

    retry_asked = Signal()
    copy_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = MessageLine()
        self.retry = Button(self.tr("Try again"), "refresh-cw", "small", "not_saved_retry")
        self.copy = Button(self.tr("Copy"), "copy", "small", "not_saved_copy")
        self.discard = Button(self.tr("Discard"), "trash-2", "small", "not_saved_discard")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        buttons = (self.retry, self.copy, self.discard)
        signals = (self.retry_asked, self.copy_asked, self.discard_asked)
        names = (self.tr("Try again to save"), self.tr("Copy what is not saved"), self.tr("Discard what is not saved"))
        for button, asked, name in zip(buttons, signals, names, strict=True):
            button.setAccessibleName(name)
            button.clicked.connect(asked)
            row.addWidget(button)
        self.setFixedHeight(HEIGHT_PX)
        self.hide()

    def show_count(self, lines: int, files: int, why: str) -> None:
        """So many lines and files are not on the disk, and this is why."""
        said = [
            counted(lines, self.tr("1 line is not saved"), self.tr("{count} lines are not saved")) if lines else "",
            counted(files, self.tr("1 file is not saved"), self.tr("{count} files are not saved")) if files else "",
        ]
        words = " · ".join(filter(None, said))
        self.told.say(f"{words}: {reason(why)}" if words and why else words)
        self.copy.setEnabled(bool(lines))
        self.setVisible(bool(words))
