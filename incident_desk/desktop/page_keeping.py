"""Beside the window, the desk keeps the status page in the folder that its settings name."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from incident_desk.desktop.bridge import Bridge

if TYPE_CHECKING:  # what makes the page is loaded by a worker, once somebody wants it
    from incident_desk.desk import Desk
    from incident_desk.outreach.status_page.place import Place
    from incident_desk.outreach.status_page.publishing import Publishing


class PageKeeping(QObject):
    """One for an open record. A demo shows nothing to anybody."""

    changed = Signal()
    """Where it is kept, or what it says."""
    _was_made = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._publishing: Publishing | None = None
        self.place: Place | None = None
        self.changed_us = 0
        """When it was made last, by this desk's clock; 0 if it was not."""
        self._was_made.connect(self._note, Qt.ConnectionType.QueuedConnection)

    @property
    def trouble(self) -> str:
        """Why it could not be written; empty if it could."""
        return self._publishing.trouble if self._publishing else ""

    async def begin(self) -> None:
        """From now on, if the settings say where."""
        desk = self._bridge.desk
        if desk is not None and not desk.is_apart:
            self.place = await asyncio.to_thread(_kept, desk)
            await self._publish(desk)

    async def use(self, folder: str, address: str) -> None:
        """Keep it there from now on; in no folder, not at all. Raises: BadInput; then it is kept where it was."""
        desk = self._bridge.desk
        assert desk is not None
        self.place = await asyncio.to_thread(_keep, desk, folder, address)
        await self.stop()
        await self._publish(desk)

    async def stop(self) -> None:
        """End it; the page stays as it is."""
        if self._publishing is not None:
            publishing, self._publishing = self._publishing, None
            await asyncio.to_thread(publishing.stop)

    async def _publish(self, desk: "Desk") -> None:
        self.changed_us = 0
        if self.place is not None:
            self._publishing = await asyncio.to_thread(_begun, desk, self.place, self._was_made.emit)
        self.changed.emit()

    def _note(self) -> None:
        self.changed_us = self._bridge.now_us()
        self.changed.emit()


def page_keeping_of(bridge: Bridge) -> PageKeeping:
    """The one of this record."""
    found = bridge.findChild(PageKeeping)
    return found if isinstance(found, PageKeeping) else PageKeeping(bridge, bridge)


# on a worker thread


def _kept(desk: "Desk") -> "Place | None":
    from incident_desk.outreach.status_page.place import PAGE, place_in

    return place_in(desk.setting(PAGE).result())


def _keep(desk: "Desk", folder: str, address: str) -> "Place | None":
    from incident_desk.outreach.status_page.place import PAGE, checked, written

    place = checked(folder, address) if folder.strip() else None
    desk.set_setting(PAGE, written(place)).result()
    return place


def _begun(desk: "Desk", place: "Place", told: Callable[[], object]) -> "Publishing":
    from incident_desk.outreach.status_page.publishing import Publishing

    publishing = Publishing(desk, place, lambda _: told())
    publishing.start()
    return publishing
