"""How this desk stands with the shared database, as everybody above is told of it."""

from collections.abc import Callable, Mapping

import msgspec

from incident_desk.desk.attachments import Files
from incident_desk.desk.clock import DRIFT_US, WRONG_US
from incident_desk.domain.ids import PersonId, StreamId
from incident_desk.store.restamping import PutRight
from incident_desk.store.shared.presence import Someone


class Shared(msgspec.Struct, frozen=True):
    """How this desk stands with the shared database. Times are microseconds since the epoch, UTC."""

    address: str
    is_connected: bool = False
    trouble: str = ""
    waiting: int = 0
    waiting_since_us: int | None = None
    heard_us: int | None = None
    """When it was last read to its end."""
    level: str = ""
    levels: Mapping[PersonId, str | None] = {}
    """Of everybody there, as it was told last; None for who was shut out."""
    desks: int = 0
    """How many desks were heard there lately, this one among them."""
    answer_us: int = 0
    """How long the server took to answer when it was last asked who is there."""
    offset_us: int = 0
    """How far the server's clock is ahead of this one."""
    through: int = 0
    """How many entries went through in the exchange that is running; 0 between exchanges."""
    total: int = 0
    """How many are to go through in it, 0 where nobody knows: after an absence, or when a desk joins."""
    past: int = 0
    """How many entries of the past are still to come: a desk that joins takes the newest first."""
    advice: str = ""
    """What to do about versions that do not fit; empty if they do."""
    put_right: PutRight | None = None
    """What was stamped anew since the start, because this machine's clock had been ahead."""
    parked: tuple[str, ...] = ()
    not_taken: tuple[StreamId, ...] = ()
    files: Files = Files()
    present: tuple[Someone, ...] = ()
    """Who else is there now; nobody while the shared database does not answer."""
    seen: tuple[Someone, ...] = ()
    """While it does not: who was there when it answered last, at `seen_us`."""
    seen_us: int = 0

    @property
    def drift_us(self) -> int:
        """The difference of the clocks, 0 where it is too small to matter."""
        return self.offset_us if abs(self.offset_us) > DRIFT_US else 0

    @property
    def is_clock_wrong(self) -> bool:
        """Whether this machine's clock is so far off that somebody should set it."""
        return abs(self.offset_us) > WRONG_US


Tell = Callable[[Shared], None]
