"""A file of the record with its picture, what it is and where it is; opened, saved or fetched by a press."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.attached import attached_of
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import caution_words, file_words, is_picture, kind_words, size_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.thumbnail import Thumbnail
from incident_desk.desktop.thumbnails import picture_of
from incident_desk.domain.timeline import AttachmentAdded

PICTURE = QSize(640, 280)


class FileCard(QFrame):
    """`file` says which it is, each time anew: None once it is erased, and then the card goes.

    `sized` is called when it wants another height than before.
    """

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        file: Callable[[], AttachmentAdded | None],
        sized: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._file, self._sized = bridge, file, sized
        self._attached = attached_of(bridge)
        self._is_asked = False
        self.setObjectName("piece_file")
        self.setProperty("kind", "well")
        self.picture = Thumbnail(PICTURE)
        self.name = Elided("", 13, 500)
        self.detail = Elided("", 12, 400, "text2")
        self.open_ = Button(_tr("Open"), "paperclip", "small", "piece_file_open")
        self.open_.setToolTip(_tr("Open the file (Ctrl+O)"))
        self.fetch_ = Button(_tr("Fetch it now"), "download", "small", "piece_file_fetch")
        self.save_ = Button(_tr("Save as…"), "save", "small", "piece_file_save")
        self.save_.setToolTip(_tr("Save the file as… (Ctrl+S)"))
        self.told = MessageLine()
        self._lay_out()
        self.open_.clicked.connect(self.open)
        self.save_.clicked.connect(self.save)
        self.fetch_.clicked.connect(self.fetch)
        bridge.sharing.files_changed.connect(self._show)
        observed.changed.connect(self._show)
        observed.refolded.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name)
        words.addWidget(self.detail)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Picture(symbol="paperclip", side_px=16))
        row.addLayout(words, 1)
        for button in (self.open_, self.fetch_, self.save_):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(8)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addWidget(self.told)

    # showing ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not shiboken6.isValid(self):
            return
        file, files = self._file(), self._bridge.sharing.files
        self.setVisible(file is not None)
        if file is None:
            self.picture.show_picture(None)
            return
        where = file_words(files, file.digest, is_connected=self._bridge.sharing.is_connected)
        is_here, caution = self._is_here(file), caution_words(file.name, file.media_type)
        self.name.setText(file.name)
        told = (kind_words(file.name, file.media_type), size_words(file.size_bytes), where, caution)
        self.detail.setText(" · ".join(filter(None, told)))
        self.open_.setVisible(is_here and not caution)
        self.save_.setVisible(is_here)
        self.fetch_.setVisible(not is_here)
        if is_here and not self._is_asked and is_picture(file.media_type):
            self._is_asked = True
            self._bridge.soon(self._bring(file))

    def _is_here(self, file: AttachmentAdded) -> bool:
        """Whether it lies on this disk."""
        files = self._bridge.sharing.files
        return files is None or file.digest not in files.lacking

    async def _bring(self, file: AttachmentAdded) -> None:
        ratio = self.devicePixelRatioF()
        picture = await picture_of(self._bridge, file.digest, PICTURE * ratio)
        if not shiboken6.isValid(self):
            return
        if picture is None:
            self._is_asked = self._is_here(file)  # else it is asked for again once it came
            if self._is_asked:
                self._say(_tr("It is not shown here; it can be opened or saved"), "info", "text2")
        elif self._file() is not None:
            picture.setDevicePixelRatio(ratio)
            self.picture.show_picture(picture)
            self._sized()

    def _say(self, words: str, symbol: str = "octagon-alert", tone: str = "bad") -> None:
        if shiboken6.isValid(self):
            self.told.say(words, symbol, tone)

    # doing ------------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """With the desktop's program, if it may be; else it is saved."""
        if (file := self._file()) is not None and not self.save_.isHidden():
            self._bridge.soon(self._attached.open(file, self.window(), self._say), self._say)

    def save(self) -> None:
        """Ask where."""
        if (file := self._file()) is not None and not self.save_.isHidden():
            self._bridge.soon(self._attached.save(file, self.window(), self._say), self._say)

    def fetch(self) -> None:
        """Before the others."""
        if (file := self._file()) is not None:
            self._attached.fetch(file, self._say)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileCard", text)
