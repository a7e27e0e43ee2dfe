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

    def exchange(self, connection: Connection, clock: Clock) -> tuple[Someone, ...]:
        """Say where we are if that is news, or old, and look where the others are. Raises: psycopg.Error."""
        now_s, where = time.monotonic(), self._where
        is_due = now_s >= self._told_s + (AGAIN_S if where == self._told else GATHER_S)
        if is_due and not where == self._told is None:
            presence.tell(connection, where)
            self._told, self._told_s = where, now_s
        if now_s >= self._looked_s + LOOK_S:
            self._looked_s = now_s
            self.others, self.looked_us = presence.others(connection, self._me), clock()
        return self.others

    @property
    def rest_s(self) -> float:
        """How long `exchange` has nothing to do; long where nobody else is in the incident."""
        where = self._where
        now_s = time.monotonic()
        if where != self._told:
            return max(0.0, self._told_s + GATHER_S - now_s)
        if where is None or all(each.incident != where.incident for each in self.others):
            return AGAIN_S
        return max(0.0, self._looked_s + LOOK_S * max(1.0, len(self.others) / CROWD) - now_s)

    def leave(self, connection: Connection) -> None:
        """At the end, so that nobody sees us for another half minute. Raises: psycopg.Error."""
        if self._told is not None:
            presence.tell(connection, None)
