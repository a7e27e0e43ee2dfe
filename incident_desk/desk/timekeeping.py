"""What is done about a clock that was wrong: the stamps it gave are put right, as far as nobody else has them."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Final

from incident_desk.desk.addresses import address_of
from incident_desk.desk.clock import WRONG_US, DeskClock
from incident_desk.desk.writer import Writer
from incident_desk.domain.errors import RuleError
from incident_desk.domain.hlc import FURTHEST_AHEAD_MS, wall_us
from incident_desk.domain.ids import OPEN_STREAM, DeskNumber
from incident_desk.domain.moments import iso
from incident_desk.store import seen
from incident_desk.store.appending import Chain
from incident_desk.store.home import Home

if TYPE_CHECKING:  # it loads SQLAlchemy, which a start need not wait for
    from incident_desk.store.restamping import PutRight

NO_EARLIER_US: Final = 1_735_689_600_000_000
"""The year 2025: a clock that says less stood still or began anew, for this program was not written yet."""


class Timekeeping:
    """Of an open desk. What returns a Future may be called on any thread; the rest on that of the desk."""

    def __init__(
        self, home: Home, writer: Writer, later: "Callable[[Callable[[], Any]], Future[Any]]", clock: DeskClock
    ) -> None:
        self._home = home
        self._writer = writer
        self._later = later
        self._clock = clock

    def ahead_us(self) -> "Future[int]":
        """How far the newest entry is in the future: then this clock is wrong, or was; 0 if it is no further than it
        may be, among desks whose clocks differ."""
        return self._later(self._ahead_us)

    def _ahead_us(self) -> int:
        ahead_us = wall_us(self._writer.chains.last) - self._clock()
        return ahead_us if ahead_us > self._wrong_by_us() else 0

    def _wrong_by_us(self) -> int:
        """Where nobody else writes a minute is too much; a shared database takes ten, and may have them."""
        identities = self._writer.replica.identities()
        is_shared = any(self._writer.replica.setting(address_of(each.desk)) is not None for each in identities)
        return FURTHEST_AHEAD_MS * 1000 if is_shared else WRONG_US

    def machine_us(self) -> int:
        """What the machine's own clock says, however wrong. On any thread."""
        return self._clock.machine()

    def last(self) -> "Future[PutRight | None]":
        """What was put right last in this home."""
        return self._later(self._last)

    def _last(self) -> "PutRight | None":
        from incident_desk.store.restamping import last_put_right

        return last_put_right(self._writer.replica)

    def put_right(self) -> "Future[PutRight | None]":
        """Stamp anew what lies in the future and nobody else has, because somebody says that the clock is right now.

        Returns: what it came to; None if there was nothing to put right.
        The future raises RuleError if this clock cannot be right; NotSaved.
        """
        return self._later(self._put_right_by_hand)

    def _put_right_by_hand(self) -> "PutRight | None":
        now_us = self._clock()
        if now_us < NO_EARLIER_US:
            raise RuleError(f"This clock says {iso(now_us)}, so it is not right. Set it, and ask again.")
        return self._put_right(dict.fromkeys(self._own(), 0), self._wrong_by_us(), 0)

    def put_right_by(self, there: Mapping[Chain, int], me: DeskNumber, offset_us: int) -> "PutRight | None":
        """The same by the clock of a shared database.

        Args:
            there: how far it has the chains that `me` may read.
            offset_us: how far its clock is ahead of the machine's.
        Raises: NotSaved.
        """
        readable = {OPEN_STREAM, *(stream for _, stream in there)}
        upto = {chain: there.get(chain, 0) if chain[0] == me or chain[1] in readable else None for chain in self._own()}
        return self._put_right(upto, WRONG_US, offset_us)

    def lost(self, chain: Chain) -> None:
        """A shared database may have lost what it had of a chain; whoever read it has it still. Raises: NotSaved."""
        from incident_desk.store.restamping import accepted

        seen.note(self._home, accepted(self._writer.replica, chain))

    def _own(self) -> list[Chain]:
        """The chains that are continued here."""
        desks = {each.desk for each in self._writer.replica.identities() if not each.retired}
        return [chain for chain in self._writer.replica.appender.heads if chain[0] in desks]

    def _put_right(self, upto: Mapping[Chain, int | None], wrong_by_us: int, offset_us: int) -> "PutRight | None":
        from incident_desk.store.restamping import Restamping

        replica, now_us = self._writer.replica, self._clock()
        with seen.alone(self._home):
            others = seen.seen(self._home, upto)
            furthest = {chain: None if seq is None else max(seq, others.get(chain, 0)) for chain, seq in upto.items()}
            restamping = Restamping(replica)
            desks = {desk for desk, _ in upto}
            done = restamping.put_right(desks, furthest, now_us, wrong_by_us=wrong_by_us, offset_us=offset_us)
        if done is None:
            return None
        told, entries = done
        self._writer.hear(entries, anew=True)
        return told
