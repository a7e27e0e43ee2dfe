"""The part of a form that takes a file or a picture: chosen, dropped or pasted, and told before it is kept."""

import asyncio
import contextlib
import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import shiboken6
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import caution_words, is_picture, kind_words, media_type_of, size_words
from incident_desk.desktop.long_work import GoOn, LongWork
from incident_desk.desktop.moments import in_zone
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.file_drop import file_on_clipboard
from incident_desk.desktop.parts.given import Given
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.desktop.parts.thumbnail import Thumbnail
from incident_desk.desktop.pictures import as_png, decoded
from incident_desk.desktop.saving import chosen_file
from incident_desk.domain.errors import BadInput, DeskError, NotSaved

if TYPE_CHECKING:
    from incident_desk.store.home import Home

THUMBNAIL = QSize(96, 64)


class ReadFile(msgspec.Struct, frozen=True):
    """A file as it was when it was given: what becomes of it on the disk meanwhile changes nothing."""

    name: str
    content: bytes
    media_type: str
    kept_as: str = msgspec.field(default_factory=lambda: uuid.uuid4().hex)
    """What it is called where it waits for its author."""


class FileField(QFrame):
    """Either empty, or reading, or it `holds` a file. `changed` tells that it is another of these."""

    changed = Signal()

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._reading: LongWork | None = None
        self.holds: ReadFile | None = None
        self.setObjectName(name)
        self.setProperty("kind", "well")
        self._symbol = Picture(symbol="paperclip", side_px=16)
        self.thumbnail = Thumbnail(THUMBNAIL)
        self.line = Elided("", 13, 500)
        self.detail = Elided("", 12, 400, "text2")
        self.bar = ThinBar(width_px=220)
        self.fault = Label("", 12, 500, "bad", f"{name}_fault", wraps=True)
        self.choose_ = Button(self.tr("Choose a file…"), "folder", "small", f"{name}_choose")
        self.paste_ = Button(self.tr("Paste"), "clipboard-list", "small", f"{name}_paste")
        self.paste_.setAccessibleName(self.tr("Paste a picture or a file"))
        self.stop_ = Button(self.tr("Stop"), "x", "small", f"{name}_stop")
        self.remove = Button(self.tr("Without it"), "x", "small", f"{name}_remove")
        self.remove.setAccessibleName(self.tr("Leave the file out"))
        self._lay_out()
        self.choose_.clicked.connect(self.choose)
        self.paste_.clicked.connect(self.paste)
        self.stop_.clicked.connect(self.stop)
        self.remove.clicked.connect(self.clear)
        self._show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self.line, self.detail, self.bar):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(10)
        for part in (self._symbol, self.thumbnail):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for part in (self.choose_, self.paste_, self.stop_, self.remove):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.fault.hide()

    @property
    def is_reading(self) -> bool:
        """Whether a file is on its way in."""
        return self._reading is not None

    # giving -----------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which file."""
        self._bridge.soon(self._choose())

    async def _choose(self) -> None:
        path = await chosen_file(self.window(), self.tr("Choose a file or a picture"), [])
        if path is not None and shiboken6.isValid(self):
            self.take(Given(files=(path,)))

    def paste(self) -> None:
        """Take what lies on the clipboard."""
        given = file_on_clipboard()
        if given is None:
            self._complain(self.tr("There is no picture and no file on the clipboard."))
        else:
            self.take(given)

    def take(self, given: Given) -> None:
        """Read what was given; it takes the place of what was here before. A refusal leaves that as it is."""
        if self.is_reading:
            self._complain(self.tr("Another file is being read; stop that first."))
        elif len(given.files) > 1:
            told = self.tr("One piece of evidence has one file; {count} were given. Add them one after the other.")
            self._complain(told.format(count=len(given.files)))
        elif given.files:
            self._begin(given.files[0].name, partial(_read, given.files[0]))
        elif given.picture is not None:
            moment = in_zone(self._bridge.now_us(), self._bridge.zone).strftime("%Y-%m-%d %H-%M-%S")
            self._begin(self.tr("Picture {moment}.png").format(moment=moment), partial(_written, given.picture))

    def clear(self) -> None:
        """Leave it out."""
        self.holds = None
        self._complain("")

    def stop(self) -> None:
        """Read no further; what was here before stays."""
        if self._reading is not None:
            self._reading.stop()
            self._reading = None
            self._complain("")

    # waiting ----------------------------------------------------------------------------------------------------------

    @property
    def said(self) -> str:
        """How a form that is laid aside names what it holds."""
        return msgspec.json.encode([self.holds.kept_as, self.holds.name]).decode() if self.holds else ""

    async def keep(self) -> None:
        """The window is locked or closed over the form: keep the file for its author."""
        desk, held = self._bridge.desk, self.holds
        if desk is not None and held is not None:
            from incident_desk.store import begun_files

            with contextlib.suppress(NotSaved):  # the form says that it was not kept
                await asyncio.to_thread(begun_files.keep, desk.home, held.kept_as, held.content)

    def take_up(self, said: str) -> None:
        """Read what was kept."""
        if said and self._bridge.desk is not None:
            kept_as, name = msgspec.json.decode(said, type=tuple[str, str])
            self._begin(name, partial(_taken, self._bridge.desk.home, kept_as))

    # reading ----------------------------------------------------------------------------------------------------------

    def _begin(self, name: str, work: "partial[bytes]") -> None:
        self._reading = reading = LongWork(self._bridge)
        reading.progressed.connect(partial(self._progress, reading))
        self.line.setText(self.tr("Reading {name}").format(name=name))
        self.bar.set_share(0)
        self._complain("")
        self._bridge.soon(self._run(reading, name, work))

    async def _run(self, reading: LongWork, name: str, work: "partial[bytes]") -> None:
        """What was stopped, or whose form was closed meanwhile, goes nowhere."""
        content, picture, why = b"", None, ""
        try:
            content = await reading.run(work)
            if is_picture(media_type_of(name)):
                picture = await self._decoded(content)
        except BadInput as e:
            why = f"{name}: {e.what}"
        except DeskError as e:
            why = f"{name}: {e}"
        finally:
            reading.deleteLater()
        if not shiboken6.isValid(self) or self._reading is not reading:
            return
        self._reading = None
        if not why:
            self.holds = ReadFile(name, content, media_type_of(name))
            self.thumbnail.show_picture(picture)
        self._complain(why)

    async def _decoded(self, content: bytes) -> QPixmap | None:
        ratio = self.devicePixelRatioF()
        try:
            picture = await asyncio.to_thread(decoded, content, THUMBNAIL * ratio)
        except DeskError:
            return None
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _progress(self, reading: LongWork, done: int, count: int) -> None:
        if shiboken6.isValid(self) and self._reading is reading:
            self.bar.set_share(done / count if count else 1)
            self.detail.setText(self.tr("{done} of {count}").format(done=size_words(done), count=size_words(count)))

    # showing ----------------------------------------------------------------------------------------------------------

    def _complain(self, why: str) -> None:
        self.fault.setText(why)
        self.fault.setVisible(bool(why))
        self._show()

    def _show(self) -> None:
        held, before = self.holds, self.window().focusWidget()
        if self.is_reading:
            self.detail.setText("")
        elif held is not None:
            self.line.setText(held.name)
            self.detail.setText(_told(held))
        else:
            self.line.setText(self.tr("None yet"))
            self.detail.setText(self.tr("drop one here, or paste it (Ctrl+V)"))
        has_picture = held is not None and not self.is_reading and not self.thumbnail.sizeHint().isEmpty()
        shown: dict[QWidget, bool] = {
            self.bar: self.is_reading,
            self.stop_: self.is_reading,
            self.choose_: not self.is_reading,
            self.paste_: not self.is_reading,
            self.remove: held is not None and not self.is_reading,
            self.thumbnail: has_picture,
            self._symbol: not has_picture,
        }
        for part, is_shown in shown.items():
            part.setVisible(is_shown)
        if not shown.get(before, True):
            (self.stop_ if self.is_reading else self.choose_).setFocus()
        self.changed.emit()


def _told(held: ReadFile) -> str:
    kind, caution = kind_words(held.name, held.media_type), caution_words(held.name, held.media_type)
    return " · ".join(filter(None, (kind, size_words(len(held.content)), caution)))


def _read(path: Path, go_on: GoOn) -> bytes:
    from incident_desk.store import attachments

    return attachments.read(path, go_on)


def _taken(home: "Home", kept_as: str, _: GoOn) -> bytes:
    from incident_desk.store import begun_files

    return begun_files.take(home, kept_as)


def _written(picture: QImage, _: GoOn) -> bytes:
    return as_png(picture)
