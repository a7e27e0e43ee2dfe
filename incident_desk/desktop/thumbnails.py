"""Small pictures of files of the record: read and decoded off the GUI thread, kept in memory and nowhere else."""

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QPixmap

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import is_picture
from incident_desk.desktop.pictures import decoded
from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import DeskError
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.timeline import AttachmentAdded

if TYPE_CHECKING:  # the store's libraries are loaded by a worker, after the first frame
    from incident_desk.desk.writer import Recorded

NAME: Final = "thumbnails"
SIZE: Final = QSize(192, 144)
"""In pixels: twice the largest that a list shows, for screens with twice the pixels."""
KEPT_MOST: Final = 300
ERASED: Final = kind_named(Erased)


class Thumbnails(QObject):
    """One for the window. `changed` tells that one came that was asked for."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.setObjectName(NAME)
        self._bridge = bridge
        self._known: OrderedDict[str, QPixmap | None] = OrderedDict()
        """None for what is not here, or no picture that is decoded."""
        self._loading: set[str] = set()
        self._turn = asyncio.Lock()
        bridge.recorded.connect(self._hear)
        bridge.person_changed.connect(self._forget)
        bridge.sharing.files_changed.connect(self._look_again)

    def of(self, file: AttachmentAdded) -> QPixmap | None:
        """The picture, if it was asked for before; else it is brought, and `changed` tells."""
        if file.digest in self._known:
            self._known.move_to_end(file.digest)
            return self._known[file.digest]
        if is_picture(file.media_type) and file.digest not in self._loading:
            self._loading.add(file.digest)
            self._bridge.soon(self._load(file.digest))
        return None

    async def _load(self, digest: str) -> None:
        """One after the other: a list of large pictures shall not take every core."""
        loading = self._loading
        async with self._turn:
            try:
                picture = await picture_of(self._bridge, digest, SIZE)
            finally:
                loading.discard(digest)
        if loading is self._loading:  # else it was erased meanwhile, or somebody else sits here now
            self._known[digest] = picture
            while len(self._known) > KEPT_MOST:
                self._known.popitem(last=False)
            self.changed.emit()

    def _look_again(self, digests: frozenset[str]) -> None:
        """What was not here may be by now."""
        for digest in digests:
            if self._known.get(digest, self) is None:
                del self._known[digest]

    def _hear(self, recorded: "Recorded") -> None:
        if any(entry.kind == ERASED for entry in recorded.entries):
            self._forget()

    def _forget(self) -> None:
        self._known.clear()
        self._loading = set()


async def picture_of(bridge: Bridge, digest: str, within: QSize) -> QPixmap | None:
    """A file of the record as a picture; None if it is none that is shown, or not here."""
    try:
        content = await bridge.read(lambda desk: desk.attachment(digest))
        picture = await asyncio.to_thread(decoded, content, within)
    except DeskError:
        return None
    return QPixmap.fromImage(picture)


def thumbnails_of(bridge: Bridge) -> Thumbnails:
    """The one that everything in the window shares."""
    return bridge.findChild(Thumbnails, NAME) or Thumbnails(bridge)
