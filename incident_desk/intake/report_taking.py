"""Reports of customers are written down in lots: whoever reported waits until the lot with theirs is on the disk."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from incident_desk.domain.errors import BadInput, NotSaved
from incident_desk.domain.report_entries import CameBy
from incident_desk.domain.reports import HoldBackReports, TakeReport, TakeReports, told_of
from incident_desk.intake.turned_away import TurnedAway

if TYPE_CHECKING:
    from incident_desk.desk import Desk

GATHER_S: Final = 0.1
"""So long others may join a lot: a flood becomes ten entries a second and not a thousand."""
LOT_MOST: Final = 500
WAITING_MOST: Final = 5_000


class Taking:
    """Of one desk, on one event loop; `wrote` is called after each lot.

    What was accepted is on the disk, or nobody was told so.
    """

    def __init__(self, desk: "Desk", wrote: Callable[[], None] = lambda: None) -> None:
        self._desk = desk
        self._wrote = wrote
        self._waiting: list[tuple[TakeReport, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._turned_away = TurnedAway[tuple[str, CameBy]](
            desk, lambda of, away: HoldBackReports(away.count, *of, away.from_us, away.until_us)
        )

    def now_us(self) -> int:
        """The clock of the desk."""
        return self._desk.now_us()

    async def take(self, reports: Sequence[TakeReport]) -> None:
        """They are on the disk when this returns; what was told before is not written again.

        Raises: BadInput naming field and place, and then none of them is kept; NotSaved.
        """
        now_us = self._desk.now_us()
        for place, each in enumerate(reports):
            try:
                told_of(each, now_us)
            except BadInput as e:
                raise BadInput(e.what, f"{e.where} of report {place + 1}" if len(reports) > 1 else e.where) from e
        if len(self._waiting) + len(reports) > WAITING_MOST:
            raise NotSaved("More reports come in than can be written down; try again in a minute.")
        loop = asyncio.get_running_loop()
        waiting = [(each, loop.create_future()) for each in reports]
        self._waiting += waiting
        if self._writing is None or self._writing.done():
            self._writing = loop.create_task(self._write())
        await asyncio.gather(*(future for _, future in waiting))

    async def _write(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHER_S)
            lot, self._waiting = self._waiting[:LOT_MOST], self._waiting[LOT_MOST:]
            written = self._desk.record(TakeReports(tuple(report for report, _ in lot)))
            [failure] = await asyncio.gather(asyncio.wrap_future(written), return_exceptions=True)
            for _, future in lot:
                if future.done():  # whoever waited has gone
                    continue
                if isinstance(failure, BaseException):
                    future.set_exception(failure)
                else:
                    future.set_result(None)
            self._wrote()

    def turned_away(self, why: str, came_by: CameBy) -> None:
        """Somebody sent too much: that is counted, and written down now and then."""
        self._turned_away.add((why, came_by))

    async def finish(self) -> None:
        """Write down what waits."""
        if self._writing is not None:
            await self._writing
        await self._turned_away.finish()
