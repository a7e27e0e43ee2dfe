"""Right stamps for what was written by a clock that ran ahead and that nobody else has: same words, same order.

Only stamps from the future are wrong beyond doubt. One from a clock that was behind is as right as its writer knew: it
still stands after everything they had read.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.entry import Entry, entry_hash
from incident_desk.domain.hlc import COUNTER_BITS, FURTHEST_AHEAD_MS, tick
from incident_desk.domain.ids import DeskNumber, StreamId

WRONG_BY_US: Final = 60_000_000
"""So far in the future a stamp is wrong for certain, once the right time is known."""

Chain = tuple[DeskNumber, StreamId]


class Written(msgspec.Struct, frozen=True):
    """An entry of the record, in the order of arrival, and whether it may be stamped anew."""

    n: int
    entry: Entry
    is_free: bool
    is_own: bool


def limit(now_us: int, ahead_us: int) -> int:
    """The stamp above which an entry is further ahead than that."""
    return ((now_us + ahead_us) // 1000) << COUNTER_BITS


def right_moments(recorded_us: Sequence[int], now_us: int, offset_us: int = 0) -> list[int]:
    """When entries were written, as far as can be told from when their writer's clock said so.

    Nothing was written after it was read, or after what was written next. What breaks that is moved back, and what the
    same clock wrote before it by as much, so that the time between them stays.

    Args:
        recorded_us: by that clock, in the order of writing.
        now_us: the right time.
        offset_us: how far that is ahead of the clock as it stands now; below 0 if the clock is ahead.
    """
    moments: list[int] = []
    ceiling, shift = now_us, min(0, offset_us)
    for told in reversed(recorded_us):
        if told > ceiling:
            shift = min(shift, ceiling - told)
            ceiling = told + shift
        else:
            ceiling = told
        moments.append(ceiling)
    return moments[::-1]


def restamped(written: Iterable[Written], before: int, now_us: int, offset_us: int = 0) -> list[tuple[int, Entry]]:
    """The free entries of these that get other stamps or another place in their chain, each with its local number.

    Args:
        written: from the first wrong one on, in the order of arrival.
        before: the greatest right stamp that is before them.
        now_us: the right time.
        offset_us: see right_moments.
    """
    ordered = list(written)
    moments = iter(right_moments([w.entry.recorded_us for w in ordered if w.is_free], now_us, offset_us))
    too_far = limit(now_us, FURTHEST_AHEAD_MS * 1000)
    last, ends = before, dict[Chain, bytes]()
    changed: list[tuple[int, Entry]] = []
    for each in ordered:
        old = each.entry
        if not each.is_free:
            # what its own desk can no longer change stays before what that desk wrote next; a stranger's wrong
            # clock must not drag this one along
            last = max(last, old.hlc) if each.is_own or old.hlc <= too_far else last
            continue
        moment_us = next(moments)
        stamp = tick(last, moment_us)
        if stamp > too_far:  # it has to stay behind one that others have: then all of it waits for its time
            stamp, moment_us = old.hlc, old.recorded_us
        last = max(last, stamp)
        chain = (old.desk, old.stream)
        new = stamped(old, stamp, moment_us, ends.get(chain, old.prev_hash))
        ends[chain] = new.hash
        if new != old:
            changed.append((each.n, new))
    return changed


def stamped(entry: Entry, hlc: int, moment_us: int, prev_hash: bytes) -> Entry:
    """The same entry written at another moment: what was said to have happened then moves along."""
    by_us = moment_us - entry.recorded_us
    # a moment that somebody named stays, unless it would lie in the future only because the clock did
    moves = entry.occurred_us == entry.recorded_us or entry.occurred_us > moment_us
    new = msgspec.structs.replace(
        entry,
        hlc=hlc,
        occurred_us=entry.occurred_us + by_us if moves else entry.occurred_us,
        recorded_us=moment_us,
        prev_hash=prev_hash,
    )
    return msgspec.structs.replace(new, hash=entry_hash(new))


def rechained(entries: Sequence[Entry], prev_hash: bytes) -> list[Entry]:
    """The same entries behind another one."""
    changed: list[Entry] = []
    for entry in entries:
        moved = msgspec.structs.replace(entry, prev_hash=prev_hash)
        changed.append(msgspec.structs.replace(moved, hash=entry_hash(moved)))
        prev_hash = changed[-1].hash
    return changed
