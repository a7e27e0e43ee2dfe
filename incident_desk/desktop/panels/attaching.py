"""Files on the timeline: kept when somebody gives them, opened and saved when somebody asks. Off the GUI thread."""

import asyncio
import mimetypes
import re
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QStandardPaths, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.domain.errors import BadInput, DeskError, NotFound, NotSaved
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.lines import Line
from incident_desk.domain.timeline import Attach, AttachmentAdded

MOST = 20
"""So many files at once; more is a folder somebody did not mean."""
HARMLESS = (
    "image/",
    "text/plain",
    "text/csv",
    "text/markdown",
    "audio/",
    "video/",
    "application/pdf",
    "application/json",
)
"""What is opened as it is; anything else could be a program, and is only saved."""
UNKNOWN = "application/octet-stream"

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


class Waiting(msgspec.Struct, eq=False):
    """A file that the disk did not take: it is kept here, to be tried again."""

    name: str
    content: bytes | Path
    media_type: str
    incident: IncidentId
    why: str


class Attaching(QObject):
    """`changed` tells that `waiting` has other files in it. What was refused is said in `answer`."""

    changed = Signal()

    def __init__(self, bridge: Bridge, answer: AnswerLine, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._answer = answer
        self._panel = panel
        self._shelf: QTemporaryDir | None = None
        self.waiting: list[Waiting] = []

    # keeping ----------------------------------------------------------------------------------------------------------

    async def attach_files(self, paths: tuple[Path, ...], incident: IncidentId) -> None:
        """Put files on the timeline, one by one; each that cannot be is named with why."""
        refused: list[str] = []
        if len(paths) > MOST:
            self._answer.say(self.tr("{count} files at once; at most 20 are taken").format(count=len(paths)))
            return
        for path in paths:
            self._answer.say(self.tr("Keeping {name}").format(name=path.name), "paperclip", "text2")
            media_type = mimetypes.guess_type(path.name)[0] or UNKNOWN
            refused += await self._kept(path.name, path, media_type, incident)
        self._answer.say(" · ".join(refused))

    async def attach_picture(self, picture: QImage, incident: IncidentId, name: str) -> None:
        """Put a picture on the timeline, as a PNG."""
        self._answer.say(self.tr("Keeping the picture"), "paperclip", "text2")
        content = await asyncio.to_thread(_png, picture)
        self._answer.say(" · ".join(await self._kept(name, content, "image/png", incident)))

    async def attach_text(self, text: str, incident: IncidentId, name: str) -> None:
        """Put a long text on the timeline as a file."""
        self._answer.say(" · ".join(await self._kept(name, text.encode(), "text/plain", incident)))

    async def _kept(self, name: str, content: bytes | Path, media_type: str, incident: IncidentId) -> list[str]:
        """Returns: why it was refused, if it was."""
        try:
            await self._bridge.attach(content, Attach("", name, 0, media_type), incident)
        except NotSaved as e:
            self.waiting.append(Waiting(name, content, media_type, incident, str(e)))
            self.changed.emit()
        except BadInput as e:
            return [f"{name}: {e.what}"]
        except DeskError as e:
            return [f"{name}: {e}"]
        return []

    async def try_again(self) -> None:
        """Offer the disk once more what it did not take."""
        again, self.waiting = self.waiting, []
        self.changed.emit()
        refused = [why for w in again for why in await self._kept(w.name, w.content, w.media_type, w.incident)]
        self._answer.say(" · ".join(refused))

    def discard(self) -> None:
        """Give up what the disk did not take."""
        self.waiting = []
        self.changed.emit()

    def fetch(self, line: Line) -> None:
        """Somebody waits for a file that is not here yet: it comes before the others."""
        body = line.body
        if not isinstance(body, AttachmentAdded):
            return
        self._bridge.sharing.want(body.digest)
        comes = self.tr("{name} comes next; the line says how far it is")
        later = self.tr("{name} comes as soon as the shared record can be reached")
        told = (comes if self._bridge.sharing.is_connected else later).format(name=body.name)
        self._answer.say(told, "download", "text2")

    # taking out -------------------------------------------------------------------------------------------------------

    def clear_shelf(self) -> None:
        """Remove the copies that were opened: the record is about to be closed."""
        if self._shelf is not None:
            self._shelf.remove()
            self._shelf = None

    async def open(self, line: Line) -> None:
        """Show a file with the program the system has for it; one that could be a program is saved instead."""
        body = line.body
        if not isinstance(body, AttachmentAdded):
            return
        if not body.media_type.startswith(HARMLESS):
            await self.save(line)
            return
        content = await self._content(line, body)
        if content is None:
            return
        if self._shelf is None:
            self._shelf = QTemporaryDir()  # gone with the window: an erased file shall not lie about
        path = Path(self._shelf.path()) / f"{body.digest[:8]}-{safe_name(body.name)}"
        await asyncio.to_thread(_write, path, content)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._answer.say(self.tr("No program here opens {name}; save it instead").format(name=body.name))

    async def save(self, line: Line) -> None:
        """Write a file where somebody says."""
        body = line.body
        if not isinstance(body, AttachmentAdded):
            return
        content = await self._content(line, body)
        if content is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        target = await self._chosen(Path(folder) / safe_name(body.name))
        if target is None:
            return
        await asyncio.to_thread(_write, target, content)
        self._answer.say(self.tr("Saved as {path}").format(path=target), "circle-check", "text2")

    async def _content(self, line: Line, body: AttachmentAdded) -> bytes | None:
        """Returns: None if it is still on its way from another desk; then it comes first."""
        try:
            return await self._bridge.read(lambda desk: desk.attachment(body.digest))
        except NotFound:
            if self._bridge.sharing.state is None:
                raise
            self.fetch(line)
            return None

    async def _chosen(self, proposed: Path) -> Path | None:
        dialog = QFileDialog(self._panel.window(), self.tr("Save the file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(proposed.parent))
        dialog.selectFile(proposed.name)
        ended: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
        dialog.accepted.connect(lambda: ended.set_result(dialog.selectedFiles()))
        dialog.rejected.connect(lambda: ended.set_result([]))
        dialog.open()
        try:
            return next(map(Path, await ended), None)
        finally:
            dialog.deleteLater()


def safe_name(name: str) -> str:
    """The name without what could lead to another folder, or be no name at all."""
    plain = _UNFIT.sub("_", name).strip(" .")[-120:]
    return plain or "file"


def _png(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(content.data())


def _write(path: Path, content: bytes) -> None:
    """Raises: NotSaved."""
    try:
        path.write_bytes(content)
    except OSError as e:
        raise NotSaved(f"{path} was not written: {e.strerror}.") from e
