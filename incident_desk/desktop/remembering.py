"""What the window remembers of past incidents: learned on a thread of its own once somebody asks, kept up to date."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

import msgspec

from incident_desk.domain.ids import IncidentId, PersonId

if TYPE_CHECKING:  # the store's libraries and the stemmer are loaded by the worker
    from incident_desk.desk import Desk
    from incident_desk.desk.similar import Remembered
    from incident_desk.desk.writer import Recorded
    from incident_desk.domain.similar import Past, Precedents, Similar

AT_ONCE = 5
REST_S = 0.0003
"""After so many incidents the thread that learns lets the others go first."""


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"

    @property
    def me(self) -> PersonId: ...


class Wanted(msgspec.Struct, frozen=True):
    """What others are to be like: words and services, or another incident."""

    words: str = ""
    services: tuple[str, ...] = ()
    incident: IncidentId | None = None


class Seen(msgspec.Struct, frozen=True):
    """What was like it, among how many."""

    found: "tuple[Similar, ...]" = ()
    among: int = 0


class Remembering:
    """One for the window. The bridge tells it what was recorded, and ends it."""

    def __init__(self, bridge: Window) -> None:
        self._bridge = bridge
        self._worker: ThreadPoolExecutor | None = None
        self._kept: _Kept | None = None
        """Only the worker touches what is in it."""
        self._stale: set[IncidentId] = set()

    async def like(self, wanted: Wanted, most: int = 5) -> Seen:
        """What was like it, with everything taken in that was recorded before."""
        desk = self._bridge.desk
        if desk is None:
            return Seen()
        if self._worker is None or self._kept is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="remembering")
            self._kept = _Kept(desk)
        stale, self._stale = self._stale, set()
        kept, viewer = self._kept, self._bridge.me
        return await asyncio.get_running_loop().run_in_executor(
            self._worker, lambda: kept.like(wanted, stale, viewer, most)
        )

    def hear(self, recorded: "Recorded") -> None:
        """What these are about is read anew when somebody asks."""
        if self._kept is not None:
            self._stale.update(entry.incident for entry in recorded.entries)

    def end(self) -> None:
        """Let go of the files. Blocks until what is under way ends, which it is asked to."""
        if self._worker is not None and self._kept is not None:
            self._kept.is_ending = True
            self._worker.submit(self._kept.close)
            self._worker.shutdown()
            self._worker = None


class _Kept:
    """What the worker keeps."""

    def __init__(self, desk: "Desk") -> None:
        self._home = desk.home
        self._remembered: Remembered | None = None
        self._precedents: Precedents | None = None
        self.is_ending = False

    def like(self, wanted: Wanted, stale: set[IncidentId], viewer: PersonId, most: int) -> Seen:
        from incident_desk.domain.similar import Asked
        from incident_desk.learning.similar import asked_by

        precedents = self._up_to_date(stale)
        asked = Asked(wanted.words, wanted.services, viewer=viewer)
        if wanted.incident is not None:
            past = precedents.past(wanted.incident)
            if past is None:
                return Seen((), precedents.among(asked))
            asked = asked_by(past, viewer)
        return Seen(tuple(precedents.like(asked, most)), precedents.among(asked))

    def _up_to_date(self, stale: set[IncidentId]) -> "Precedents":
        from incident_desk.desk.similar import Remembered

        if self._remembered is None:
            self._remembered = Remembered.open(self._home)
        if self._precedents is None:
            self._precedents = self._learned(self._remembered)
            return self._precedents
        for incident in stale:
            if (past := self._remembered.past(incident)) is not None:
                self._precedents.put(past)
            else:
                self._precedents.drop(incident)
        if self._precedents.is_worn:
            self._precedents = self._learned(self._remembered)
        return self._precedents

    def _learned(self, remembered: "Remembered") -> "Precedents":
        from incident_desk.domain.similar import Precedents

        def politely() -> "Iterator[Past]":
            for at, past in enumerate(remembered.all()):
                if self.is_ending:
                    return
                if at % AT_ONCE == 0:
                    time.sleep(REST_S)
                yield past

        return Precedents(politely())

    def close(self) -> None:
        """On the worker: the connection is its own."""
        if self._remembered is not None:
            self._remembered.close()
