"""The hybrid logical clock: one order for entries of many desks, close to wall time and never backwards.

Source: Kulkarni et al., "Logical Physical Clocks", OPODIS 2014. Packed as milliseconds << 16 | counter.
"""

from typing import Final

COUNTER_BITS: Final = 16
FURTHEST_AHEAD_MS: Final = 10 * 60 * 1000
"""A remote clock is followed up to here and no further; a wrong clock must not drag the others along."""


def tick(last: int, now_us: int) -> int:
    """The next stamp: at the wall clock where that moves forward, else one above the last.

    Args:
        last: the greatest stamp this desk has given or heard, 0 for none.
        now_us: wall clock, microseconds since the epoch, UTC.
    """
    return max(last + 1, (now_us // 1000) << COUNTER_BITS)


def heard(last: int, remote: int, now_us: int) -> int:
    """What to remember as the last stamp after hearing `remote` from another desk."""
    limit = (now_us // 1000 + FURTHEST_AHEAD_MS) << COUNTER_BITS
    return max(last, remote) if remote <= limit else last


def wall_us(stamp: int) -> int:
    """The wall time inside a stamp, microseconds since the epoch, to the millisecond."""
    return (stamp >> COUNTER_BITS) * 1000
