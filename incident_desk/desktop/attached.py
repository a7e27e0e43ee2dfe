"""Files of the record taken out again: opened, saved or fetched when somebody asks. Off the GUI thread."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import is_harmless, safe_name
from incident_desk.desktop.saving import chosen_place, write_whole
from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import NotFound
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.timeline import AttachmentAdded

if TYPE_CHECKING:  # the store's libraries are loaded by a worker, after the first frame
    from incident_desk.desk.writer import Recorded
    from incident_desk.desktop.shelf import Shelf

Say = Callable[[str, str, str], object]
"""Takes words, a symbol and a tone, as an answer line does."""
NAME = "attached"
ERASED = kind_named(Erased)


class Attached(QObject):
    """One for the window: what it laid on its shelf for other programs goes when the record closes, or a line of it is
    erased."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.setObjectName(NAME)
        self._bridge = bridge
        self._shelf: Shelf | None = None
        bridge.recorded.connect(self._hear)

    def fetch(self, file: AttachmentAdded, say: Say) -> None:
        """Somebody waits for a file that is not here yet: it comes before the others."""
        self._bridge.sharing.want(file.digest)
        comes = self.tr("{name} comes next; the line says how far it is")
        later = self.tr("{name} comes as soon as the shared record can be reached")
        told = (comes if self._bridge.sharing.is_connected else later).format(name=file.name)
        say(told, "download", "text2")

    async def open(self, file: AttachmentAdded, window: QWidget, say: Say) -> None:
        """Show a file with the program the system has for it; one that could be a program is saved instead."""
        if not is_harmless(file.name, file.media_type):
            await self.save(file, window, say)
            return
        content = await self._content(file, say)
        if content is None:
            return
        name = f"{file.digest[:8]}-{safe_name(file.name)}"
        path = await asyncio.to_thread(self._at_hand().lay, name, content)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            say(self.tr("No program here opens {name}; save it instead").format(name=file.name), "octagon-alert", "bad")

    async def save(self, file: AttachmentAdded, window: QWidget, say: Say) -> None:
        """Write a file where somebody says."""
        content = await self._content(file, say)
        if content is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        target = await chosen_place(window, self.tr("Save the file"), safe_name(file.name), folder=folder)
        if target is None:
            return
        await asyncio.to_thread(write_whole, target, content)
        say(self.tr("Saved as {path}").format(path=target), "circle-check", "text2")

    async def _content(self, file: AttachmentAdded, say: Say) -> bytes | None:
        """Returns: None if it is still on its way from another desk; then it comes first."""
        try:
            return await self._bridge.read(lambda desk: desk.attachment(file.digest))
        except NotFound:
            if self._bridge.sharing.state is None:
                raise
            self.fetch(file, say)
            return None

    def _at_hand(self) -> "Shelf":
        """Gone with the window: an erased file shall not lie about."""
        if self._shelf is None:
            from incident_desk.desktop.shelf import Shelf

            self._shelf = Shelf()
            self.destroyed.connect(self._shelf.clear)
        return self._shelf

    def clear_shelf(self) -> None:
        """Remove the copies that were opened."""
        if self._shelf is not None:
            self._shelf.clear()

    def _hear(self, recorded: "Recorded") -> None:
        if any(entry.kind == ERASED for entry in recorded.entries):
            self.clear_shelf()


def attached_of(bridge: Bridge) -> Attached:
    """The one that everything in the window shares."""
    return bridge.findChild(Attached, NAME) or Attached(bridge)
