"""Alerts are written down in lots: whoever sent some waits until the lot with theirs is on the disk.

What is new, changed or over goes into the record; what is only repeated is counted, in a file beside it.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.desk.alerts import AlertBook, AlertsNow, Split
from incident_desk.domain.alert_entries import Seen
from incident_desk.domain.alerts import AT_ONCE, CountAlerts, HoldBackAlerts, NoteChange, NoteHeard, ReceiveAlerts
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import NotSaved
from incident_desk.intake.alerts.heap import Heap
from incident_desk.intake.turned_away import TurnedAway

if TYPE_CHECKING:
    from incident_desk.desk import Desk

GATHER_S: Final = 0.1
"""So long others may join a lot: a storm becomes a few entries a second and not a thousand."""
LOT_MOST: Final = 2_000
WAITING_MOST: Final = 20_000


class _Waiting(msgspec.Struct):
    """What one request brought, and whoever waits for it."""

    source: str
    seen: Sequence[Seen]
    changes: Sequence[NoteChange]
    written: "asyncio.Future[None]"


class AlertTaking:
    """Of one desk, on one event loop; `heard` is called with the source and what it said, once that is on the disk.

    What was accepted is on the disk, or nobody was told so.
    """

    def __init__(self, desk: "Desk", now: AlertsNow, heard: Callable[[str, Sequence[Seen]], None]) -> None:
        self._desk = desk
        self._now = now
        self._heard = heard
        self._heap = Heap(desk.home.path)
        self._at_heap = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._count = 0
        self._writing: asyncio.Task[None] | None = None
        self._turned_away = TurnedAway[tuple[str, str]](
            desk, lambda of, away: HoldBackAlerts(of[0], away.count, of[1], away.from_us, away.until_us)
        )

    def now_us(self) -> int:
        """The clock of the desk."""
        return self._desk.now_us()

    async def take(self, source: str, seen: Sequence[Seen], changes: Sequence[NoteChange] = ()) -> None:
        """They are on the disk when this returns. Raises: NotSaved; then they may be sent again."""
        if self._count + len(seen) > WAITING_MOST:
            raise NotSaved("More alerts come in than can be written down; try again in a minute.")
        loop = asyncio.get_running_loop()
        waiting = _Waiting(source, seen, changes, loop.create_future())
        self._waiting.append(waiting)
        self._count += len(seen)
        if self._writing is None or self._writing.done():
            self._writing = loop.create_task(self._write())
        await waiting.written

    async def _write(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHER_S)
            lot = self._next_lot()
            [failure] = await asyncio.gather(self._keep(lot), return_exceptions=True)
            for each in lot:
                if each.written.done():  # whoever waited has gone
                    continue
                if isinstance(failure, BaseException):
                    each.written.set_exception(failure)
                else:
                    each.written.set_result(None)
                    self._heard(each.source, each.seen)

    def _next_lot(self) -> list[_Waiting]:
        count, size = 0, 0
        while count < len(self._waiting) and (not count or size + len(self._waiting[count].seen) <= LOT_MOST):
            size += len(self._waiting[count].seen)
            count += 1
        lot, self._waiting = self._waiting[:count], self._waiting[count:]
        self._count -= size
        return lot

    async def _keep(self, lot: Sequence[_Waiting]) -> None:
        of: dict[str, list[Seen]] = {}
        for each in lot:
            of.setdefault(each.source, []).extend(each.seen)
        found = await asyncio.to_thread(self._now.ask, lambda book: _split(book, of))
        commands: list[Fields] = []
        for source, split in found.items():
            news = split.news
            commands += [ReceiveAlerts(source, news[at : at + AT_ONCE]) for at in range(0, len(news), AT_ONCE)]
            if split.is_first_word and not news:
                commands.append(NoteHeard(source))
        commands += [msgspec.structs.replace(c, source=each.source) for each in lot for c in each.changes]
        if commands:
            await asyncio.wrap_future(self._desk.record(commands))
        again = {source: split.again for source, split in found.items() if split.again}
        if again:
            try:
                async with self._at_heap:
                    await asyncio.to_thread(self._heap.keep, again)
            except OSError as e:
                raise NotSaved("The disk refused what was sent; try again in a minute.") from e
        if self._heap.is_large:
            await self.count()

    async def count(self) -> None:
        """Write down how often alerts were repeated."""
        async with self._at_heap:
            await asyncio.to_thread(self._heap.close)
            for file, lots in await asyncio.to_thread(lambda: list(self._heap.waiting())):
                counts = [CountAlerts(lot.source, lot.lot, lot.of) for lot in lots]
                if counts:
                    await asyncio.wrap_future(self._desk.record(counts))
                await asyncio.to_thread(self._heap.done, file)

    def turned_away(self, source: str, why: str) -> None:
        """Somebody sent too much: that is counted, and written down now and then."""
        self._turned_away.add((source, why))

    async def finish(self) -> None:
        """Write down what waits."""
        if self._writing is not None:
            await self._writing
        await self._turned_away.finish()
        await self.count()


def _split(book: AlertBook, of: Mapping[str, Sequence[Seen]]) -> dict[str, Split]:
    return {source: book.split(source, seen) for source, seen in of.items()}
