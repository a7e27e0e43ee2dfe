"""The heaps in which the room of the customers has the reports."""

import enum
from typing import Final

import msgspec

from incident_desk.domain.report_entries import Verdict


class Queue(enum.StrEnum):
    """The heaps that reports lie in."""

    TO_JUDGE = "to judge"
    SAME_ISSUE = "same issue"
    ISOLATED = "isolated"
    UNKNOWN = "unknown"
    UNDELIVERED = "not delivered"
    """Beside the heap of their verdict: the answer did not arrive by e-mail."""


QUEUE_OF: Final = {
    None: Queue.TO_JUDGE,
    Verdict.SAME_ISSUE: Queue.SAME_ISSUE,
    Verdict.ISOLATED: Queue.ISOLATED,
    Verdict.UNKNOWN: Queue.UNKNOWN,
}


class Heap(msgspec.Struct, frozen=True):
    """How many lie in a queue, how many of them were answered or handed on, and since when the oldest does."""

    count: int = 0
    done: int = 0
    oldest_us: int | None = None
