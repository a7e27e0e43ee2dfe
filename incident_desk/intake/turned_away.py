"""What is turned away unread: it is counted, and how much it was is written down now and then."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec

from incident_desk.domain.commands import Fields

if TYPE_CHECKING:
    from incident_desk.desk import Desk

K = TypeVar("K")

TELL_EVERY_S: Final = 30.0


class Away(msgspec.Struct):
    """How many were turned away alike, from when until when."""

    from_us: int
    until_us: int
    count: int = 0


class TurnedAway(Generic[K]):
    """Of one desk, on one event loop. `told` is what is written down of those that were turned away alike."""

    def __init__(self, desk: "Desk", told: Callable[[K, Away], Fields]) -> None:
        self._desk = desk
        self._told = told
        self._away: dict[K, Away] = {}
        self._telling: asyncio.Task[None] | None = None

    def add(self, alike: K) -> None:
        """One more."""
        now_us = self._desk.now_us()
        away = self._away.setdefault(alike, Away(now_us, now_us))
        away.count, away.until_us = away.count + 1, now_us
        if self._telling is None or self._telling.done():
            self._telling = asyncio.get_running_loop().create_task(self._tell_later())

    async def _tell_later(self) -> None:
        await asyncio.sleep(TELL_EVERY_S)
        await self._tell()

    async def _tell(self) -> None:
        found, self._away = self._away, {}
        for alike, away in found.items():
            await asyncio.wrap_future(self._desk.record(self._told(alike, away)))

    async def finish(self) -> None:
        """Write down what was not yet."""
        if self._telling is not None:
            self._telling.cancel()
        await self._tell()
