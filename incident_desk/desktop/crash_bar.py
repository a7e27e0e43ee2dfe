"""Told above the room: the window died the last time, or something went wrong inside just now. It takes no keyboard."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture


class CrashBar(QFrame):
    """`reopen_asked`: the same record in a new window. Hidden until there is something to tell."""

    reopen_asked = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setObjectName("crash_bar")
        self.setProperty("kind", "warnbar")
        self.words = Label("", 13, 500, name="crash_words", wraps=True)
        self.look = Button(self.tr("Show the report"), "folder", "small", "crash_look")
        self.reopen = Button(self.tr("Open the window anew"), "refresh-cw", "small", "crash_reopen")
        self.close_bar = IconButton("x", self.tr("Hide"), "crash_close")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(Picture(symbol="triangle-alert", ink="warn"))
        row.addWidget(self.words, 1)
        for button in (self.look, self.reopen, self.close_bar):
            row.addWidget(button)
        self.look.clicked.connect(self._show)
        self.reopen.clicked.connect(self.reopen_asked)
        self.close_bar.clicked.connect(self.hide)
        self.hide()

    def tell_of_the_last_time(self) -> None:
        """The window was not closed: say what holds."""
        self._tell(
            self.tr(
                "The last time, the window ended without being closed. Everything that said it was saved is here; what "
                "was half typed is where you left it."
            )
        )
        self.reopen.hide()

    def tell_of_a_fault(self) -> None:
        """Just now; the record is not touched by it."""
        self._tell(
            self.tr(
                "Something went wrong inside. The record is whole. If the window looks wrong, open it anew: nothing "
                "that was saved is lost. The report holds nobody's words."
            )
        )
        self.reopen.show()

    def _tell(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def _show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
