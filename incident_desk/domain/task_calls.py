"""How loud a task is at a moment: quiet while all is well, then asking, then loud."""

import enum

import msgspec

from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.task_list import Task, acknowledged_us, assignment

SOON_S = 300
"""At most so long before the end of its box a task is due soon; of a short box, in its second half."""
GRACE_S = 300
"""At most so long after the end of its box a task is asked about quietly; of a short box, half of it."""


class Call(enum.IntEnum):
    """What a task calls for, the loudest last.

    SOON: the end of its box is near. UNSEEN: given a moment ago, not acknowledged yet. CHECK_IN: its box is over, and
    whoever has it is asked: done, need more, or stuck? NOT_SEEN: not acknowledged in time. LATE: nobody answered the
    question. STUCK: whoever has it said so.
    """

    ENDED = 0
    QUIET = 1
    UNSEEN = 2
    SOON = 3
    CHECK_IN = 4
    NOT_SEEN = 5
    LATE = 6
    STUCK = 7

    @property
    def is_loud(self) -> bool:
        """Whether it needs somebody now."""
        return self >= Call.SOON

    @property
    def is_overdue(self) -> bool:
        """Whether its time is over."""
        return self in (Call.CHECK_IN, Call.LATE)


class Standing(msgspec.Struct, frozen=True):
    """A task at a moment: who has it, what it calls for, and since when (of SOON: until when)."""

    holder: Holder | None
    given: EntryId | None
    acknowledged_us: int | None
    call: Call
    since_us: int


def standing(task: Task, roles: Roles, acknowledge_s: int, now_us: int) -> Standing:
    """How it stands.

    Args:
        acknowledge_s: how long the plan waits for an acknowledgement.
        now_us: microseconds since the epoch, UTC.
    """
    now = assignment(task, roles)
    seen_us = acknowledged_us(task, roles)
    call, since_us = _call(task, now[2] if now else task.given_us, seen_us, acknowledge_s, now_us)
    return Standing(now[0] if now else None, now[1] if now else None, seen_us, call, since_us)


def _call(task: Task, given_us: int, seen_us: int | None, acknowledge_s: int, now_us: int) -> tuple[Call, int]:
    if not task.is_open:
        return Call.ENDED, task.ended_us or given_us
    if task.stuck is not None:
        return Call.STUCK, task.stuck.since_us
    due_us = task.due_us
    if due_us is not None and now_us >= due_us:
        return (Call.LATE if now_us >= due_us + _share_us(task, GRACE_S) else Call.CHECK_IN), due_us
    if seen_us is None and now_us >= given_us + acknowledge_s * SECOND_US:
        return Call.NOT_SEEN, given_us
    if due_us is not None and now_us >= due_us - _share_us(task, SOON_S):
        return Call.SOON, due_us
    return (Call.UNSEEN, given_us) if seen_us is None else (Call.QUIET, given_us)


def _share_us(task: Task, most_s: int) -> int:
    """Half of the box, and at most so much."""
    box_s = task.box_s or most_s * 2
    return min(most_s, box_s // 2) * SECOND_US
