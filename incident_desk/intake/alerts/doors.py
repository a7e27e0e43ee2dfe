"""All ways by which `serve` takes alerts, opened and closed together, and who is overdue."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident_desk.desk.alerts import AlertBook, AlertsNow
from incident_desk.domain.alert_entries import Seen, SourceKind
from incident_desk.domain.alerts import NoteSilence, ReceiveAlerts
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import DeskError
from incident_desk.intake.alerts import mail
from incident_desk.intake.alerts.api import AlertApi
from incident_desk.intake.alerts.door import TOO_MANY, AlertDoor
from incident_desk.intake.alerts.entrance import Entrance
from incident_desk.intake.alerts.folder import DropFolder
from incident_desk.intake.alerts.overdue import Overdue
from incident_desk.intake.alerts.requests import SourceRequests
from incident_desk.intake.alerts.taking import AlertTaking

if TYPE_CHECKING:
    from incident_desk.desk import Desk

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 2.0
COUNT_EVERY_S: Final = 300.0


class AlertDoors:
    """`web` is what answers over HTTP; `folder` is where files are left. On the loop of `serve`."""

    def __init__(self, desk: "Desk", folder: Path | None = None) -> None:
        self._desk = desk
        self._now = AlertsNow(desk)
        self.overdue = Overdue(desk.now_us())
        self.taking = AlertTaking(desk, self._now, self._heard)
        self.entrance = Entrance(self._now)
        door = AlertDoor(self.taking, self._now, self.entrance)
        self._folder = DropFolder(folder, self.taking, self._now, door) if folder is not None else None
        self.web = (
            door,
            AlertApi(desk, self.taking, self._now, self.entrance, self.overdue),
        )
        self._requests = SourceRequests(desk)
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """What a killed process left is counted; then look regularly."""
        await asyncio.to_thread(self._now.ask, lambda book: None)
        await self._look_who_is_here()
        await self.taking.count()
        self._looking = asyncio.get_running_loop().create_task(self._look())

    def _heard(self, source: str, seen: Sequence[Seen]) -> None:
        kinds = {each.name: each.kind for each in self._now.sources}
        if source in kinds:
            self.overdue.hear(source, kinds[source], seen, self._desk.now_us())

    async def take_mail(self, addresses: Sequence[str], content: bytes) -> str:
        """A mail that goes to the token of a monitor. Returns: what SMTP answers; empty for a mail to anybody else."""
        found = (self.entrance.named_by(address.partition("@")[0]) for address in addresses)
        source = next((each for each in found if each is not None and each.kind is SourceKind.EMAIL), None)
        if source is None:
            return ""
        if not self.entrance.may_send(source, 1):
            self.taking.turned_away(source.name, TOO_MANY)
            return "451 4.7.1 Too many at once; try again later"
        try:
            await self.taking.take(source.name, [mail.heard_of(content, self.taking.now_us())])
        except DeskError:
            return "451 4.3.0 Could not be written down; try again later"
        return "250 2.6.0 Taken"

    async def _look(self) -> None:
        counted_us = self._desk.now_us()
        while True:
            try:
                await self._turn()
                if self._desk.now_us() - counted_us > COUNT_EVERY_S * 1e6:
                    counted_us = self._desk.now_us()
                    await self.taking.count()
            except DeskError as e:  # the disk refused: whoever sends is told so, and it is tried again
                log.warning("What is overdue was not written down: %s", e)
            except Exception:
                log.exception("Looking for what is overdue failed; it is tried again")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _turn(self) -> None:
        """Who asks to be let in, what is over, and who is silent."""
        await self._requests.take()
        if self._folder is not None:
            await self._folder.look()
        await self._look_who_is_here()
        now_us = self._desk.now_us()
        over, silent = await asyncio.to_thread(self._now.ask, lambda book: self._overdue_in(book, now_us))
        commands: list[Fields] = [ReceiveAlerts(source, tuple(seen)) for source, seen in over.items()]
        if commands or silent:
            await asyncio.wrap_future(self._desk.record([*commands, *silent]))

    async def _look_who_is_here(self) -> None:
        self.overdue.ours = frozenset(await asyncio.wrap_future(self._desk.people()))

    def _overdue_in(self, book: AlertBook, now_us: int) -> tuple[Mapping[str, Sequence[Seen]], list[NoteSilence]]:
        return self.overdue.ended(book, now_us), self.overdue.silent(book, now_us)

    async def close(self) -> None:
        """Take nothing more, and write down what was accepted."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        await self.taking.finish()
        await asyncio.to_thread(self._now.close)
