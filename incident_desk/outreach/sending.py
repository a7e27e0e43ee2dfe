"""One send that is under way: tried again with growing pauses until it is sent, or not worth it any more."""

import logging
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import sha256
from typing import Final

from incident_desk.domain.call_list import Occasion
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId, IncidentId

log = logging.getLogger(__name__)

TRIES_MOST: Final = 6
FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 60.0
_FOR_GOOD: Final = re.compile(r"\b5[0-9][0-9]\b")
"""A mail server that answers so takes it at no later time either (RFC 5321, 4.2.1)."""
_UNSURE: Final = re.compile(r"time[d-]? ?out|reset|closed|disconnect|aborted", re.IGNORECASE)


class Trying:
    """What is tried until it is done or given up: one job at a time, the next one later each time."""

    def __init__(self) -> None:
        self.send: Callable[[], None] = _nothing
        self.said = ""
        """What stood in the way at the last try."""
        self.job: Future[None] | None = None
        self.tries = 0
        self.next_s = 0.0
        """On the monotonic clock: before then it is not tried again."""

    def put_off(self) -> None:
        """It failed: the next try comes later each time, and not for all at the same moment."""
        self.tries += 1
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (self.tries - 1))
        self.next_s = time.monotonic() + pause_s * random.uniform(0.5, 1.5)

    @property
    def is_over(self) -> bool:
        return self.tries >= TRIES_MOST

    def take_fault(self, fault: BaseException) -> bool:
        """A try of what must not arrive twice failed.

        Returns: whether it is given up: it may have arrived, or was refused for good, or was tried often enough.
        """
        self.said = str(fault) if isinstance(fault, DeskError) else "The program failed there; see its log."
        if not isinstance(fault, DeskError):
            log.error("Sending failed", exc_info=fault)
        self.put_off()
        return self.is_over or may_have_arrived(self.said) or _FOR_GOOD.search(self.said) is not None


class Sending(Trying):
    """Kept in memory only. After a crash what is on the record without a result is sent anew, and marked so.

    `incident` is None for a test of who answers.
    """

    def __init__(
        self, incident: IncidentId | None, occasion: Occasion, rung: int, made: EntryId, until_us: int
    ) -> None:
        super().__init__()
        self.incident = incident
        self.occasion = occasion
        self.rung = rung
        self.made = made
        self.until_us = until_us
        self.lease = lease_name(occasion.call, rung)

    @property
    def key(self) -> tuple[EntryId, int]:
        return self.occasion.call, self.rung


def may_have_arrived(fault: str) -> bool:
    """Whether it may have arrived all the same, by what stood in the way."""
    return _UNSURE.search(fault) is not None


def _nothing() -> None:
    """Until it is said what is sent."""


def lease_name(call: EntryId, rung: int) -> bytes:
    """What the desks agree on: who sends this one."""
    return sha256(f"call/{call}/{rung}".encode()).digest()
