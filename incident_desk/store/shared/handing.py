"""Handing up what the shared database lacks: batch by batch, each chain in its order."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, Protocol

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RecordConflict
from incident_desk.domain.ids import StreamId
from incident_desk.domain.levels import SET as LEVEL_SET
from incident_desk.domain.organisation import OPENED
from incident_desk.store.appending import Chain
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import ClockAhead, Gap, NotYours
from incident_desk.store.shared.taken import Outgoing

Sign = Callable[[bytes], bytes]

_STAMPED: Final = frozenset({OPENED, LEVEL_SET})
"""What a reading tells more of than the push did: a number, a level."""


class Keeper(Protocol):
    """What is kept here of what goes up. Each call is one transaction of the desk's own."""

    def outgoing(self, passed_over: Collection[StreamId]) -> Outgoing: ...
    def acknowledge(self, chain: Chain, seq: int, refused: Iterable[int]) -> None: ...
    def take_back(self, chain: Chain, seq: int) -> None: ...


class HandingUp:
    """Over one connection that stays open.

    Args:
        parked: is told, in words, of chains that cannot go up any more.
    """

    def __init__(self, connection: Connection, keeper: Keeper, sign: Sign, parked: list[str]) -> None:
        self._connection = connection
        self._keeper = keeper
        self._sign = sign
        self._parked = parked
        self._forked: set[StreamId] = set()
        self._lost: set[Chain] = set()
        self.not_taken: set[StreamId] = set()
        """Streams that the door would not take from this desk."""
        self.awaits_stamps = False
        """Whether the door stamped what was handed up with what only a reading tells: an incident's number."""
        self.is_ahead = False
        """Whether the last handing up met a door that takes nothing from the future."""
        self.trouble = ""
        """What kept the last handing up from going through, in words, while reading goes on."""

    def up(self, count_in: Callable[[int], object]) -> int:
        """Hand up all that waits. A stream that is not taken keeps no other one back; `trouble` says why.

        Args:
            count_in: told of each batch how many entries it had; what it raises ends the handing up.
        Returns: how many entries the shared database has taken.
        Raises: Unsure or psycopg.Error where the answer was lost: then it is pushed again.
        """
        count = 0
        self.trouble, self.is_ahead = "", False
        self._lost.clear()
        passed_over = set(self._forked | self.not_taken)
        is_all = is_called = False
        while not is_all:
            batch, is_all = self._keeper.outgoing(passed_over)
            if not batch:
                break
            is_called = is_all
            try:
                self._hand_up(batch, is_all)
            except Gap as e:
                self._go_back(batch[0], e)
                is_all = False
            except (NotYours, ClockAhead, RecordConflict) as e:
                passed_over.add(batch[0].stream)
                self._pass_over(batch[0].stream, e)
            else:
                count += len(batch)
                count_in(len(batch))
        if count and not is_called:  # that nothing is behind it came out only when it was through
            exchange.wake(self._connection)
        return count

    def _hand_up(self, batch: Sequence[Entry], is_last: bool) -> None:
        # the others wait for it: they are told before the answer is read and written down here
        pushed = exchange.push(self._connection, batch, self._sign(batch[-1].hash), wakes=is_last)
        self._keeper.acknowledge((batch[0].desk, batch[0].stream), pushed.seq, pushed.refused)
        self.awaits_stamps |= any(entry.kind in _STAMPED for entry in batch)

    def _go_back(self, first: Entry, gap: Gap) -> None:
        """Once for each chain: the server lost what it had acknowledged."""
        chain = (first.desk, first.stream)
        if chain in self._lost:
            raise gap
        self._lost.add(chain)
        self._keeper.take_back(chain, gap.seq)

    def _pass_over(self, stream: StreamId, why: Exception) -> None:
        """For now, where time or somebody's word may mend it; for good, where the chain was forked."""
        self.trouble = str(why)
        self.is_ahead |= isinstance(why, ClockAhead)
        if isinstance(why, NotYours):
            self.not_taken.add(stream)
        elif isinstance(why, RecordConflict):
            self._forked.add(stream)
            self._parked.append(str(why))
