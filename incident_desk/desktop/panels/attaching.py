"""Files that somebody puts on the timeline: kept one by one, off the GUI thread, and none lost on a full disk."""

import asyncio
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import media_type_of
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.desktop.pictures import as_png
from incident_desk.domain.errors import BadInput, DeskError, NotSaved
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Attach

MOST = 20
"""So many files at once; more is a folder somebody did not mean."""


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
        self.waiting: list[Waiting] = []

    async def attach_files(self, paths: tuple[Path, ...], incident: IncidentId) -> None:
        """Put files on the timeline, one by one; each that cannot be is named with why."""
        refused: list[str] = []
        if len(paths) > MOST:
            self._answer.say(self.tr("{count} files at once; at most 20 are taken").format(count=len(paths)))
            return
        for path in paths:
            self._answer.say(self.tr("Keeping {name}").format(name=path.name), "paperclip", "text2")
            refused += await self._kept(path.name, path, media_type_of(path.name), incident)
        self._answer.say(" · ".join(refused))

    async def attach_picture(self, picture: QImage, incident: IncidentId, name: str) -> None:
        """Put a picture on the timeline, as a PNG."""
        self._answer.say(self.tr("Keeping the picture"), "paperclip", "text2")
        content = await asyncio.to_thread(as_png, picture)
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
