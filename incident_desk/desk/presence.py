"""Who is in the room: told to the others and heard from them, gathered, and forgotten with the connection."""

import time
from typing import Final

from incident_desk.desk.clock import Clock
from incident_desk.domain.ids import DeskNumber
from incident_desk.store.shared import presence
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.presence import Someone, Where

GATHER_S: Final = 1.0
"""At most one write in so long, however fast somebody moves about."""
AGAIN_S: Final = 10.0
"""So often it is said again: after 30 s without a word somebody is gone."""
LOOK_S: Final = 1.0
"""So often it is looked while somebody else is in the incident; nobody is called, for a call tells everybody of it."""
ALONE_S: Final = 4.0
"""So often it is looked while nobody else is: with each poll, and not with each call."""
CROWD: Final = 25
"""With so many, looking costs the server so much that it is looked half as often with twice as many."""


class Presence:
    """`be` from any thread; the rest on that of the connection."""

    def __init__(self, me: DeskNumber) -> None:
        self._me = me
        self._where: Where | None = None
        self._told: Where | None = None
        self._told_s = self._looked_s = float("-inf")
        self.others: tuple[Someone, ...] = ()
        """As it was looked last, at `looked_us`; also when nobody answers any more."""
        self.looked_us = 0

    def be(self, where: Where | None) -> bool:
        """Somebody is there now; None for nowhere. Returns: whether that is another place than before."""
        is_other, self._where = where != self._where, where
        return is_other

    def begin(self) -> None:
        """A new connection: nobody knows anything."""
        self._told, self._told_s, self._looked_s = None, float("-inf"), float("-inf")

    def is_due(self, now_s: float) -> bool:
        """Whether there is anything to say, or it is time to look."""
        return self._is_news(now_s) or now_s >= self._looked_s + self._every_s

    def _is_news(self, now_s: float) -> bool:
        where = self._where
        if where == self._told is None:
            return False
        return now_s >= self._told_s + (AGAIN_S if where == self._told else GATHER_S)

    @property
    def _is_in_company(self) -> bool:
        where = self._where
        return where is not None and any(each.incident == where.incident for each in self.others)

    @property
    def _every_s(self) -> float:
        """So often it is looked."""
        return LOOK_S * max(1.0, len(self.others) / CROWD) if self._is_in_company else ALONE_S

    def exchange(self, connection: Connection, clock: Clock) -> tuple[Someone, ...]:
        """Say where we are if that is news, or old, and look where the others are. Raises: psycopg.Error."""
        now_s, where = time.monotonic(), self._where
        if self._is_news(now_s):
            presence.tell(connection, where)
            self._told, self._told_s = where, now_s
        if now_s >= self._looked_s + LOOK_S:
            self._looked_s = now_s
            self.others, self.looked_us = presence.others(connection, self._me), clock()
        return self.others

    @property
    def rest_s(self) -> float:
        """How long `exchange` has nothing to do; long where nobody else is in the incident."""
        now_s = time.monotonic()
        if self._where != self._told:
            return max(0.0, self._told_s + GATHER_S - now_s)
        return max(0.0, self._looked_s + self._every_s - now_s) if self._is_in_company else AGAIN_S

    def leave(self, connection: Connection) -> None:
        """At the end, so that nobody sees us for another half minute. Raises: psycopg.Error."""
        if self._told is not None:
            presence.tell(connection, None)
