"""What the commands say of clocks that differ, and of what was stamped anew because one did."""

from typing import TYPE_CHECKING

from incident_desk.domain.moments import MINUTE_US, iso

if TYPE_CHECKING:
    from incident_desk.store.restamping import PutRight

SAME_US = 2_000_000
"""Clocks that are so close are the same, for a person."""
WRONG_US = 60_000_000


def drift(offset_us: int) -> str:
    """How a clock stands to the server's; `offset_us` is how far the server's is ahead."""
    if abs(offset_us) < SAME_US:
        return "the same as"
    return f"{span(abs(offset_us))} {'behind' if offset_us > 0 else 'ahead of'}"


def span(us: int) -> str:
    """3.5 s, 12 min, 1 d 2 h."""
    minutes = us // MINUTE_US
    if minutes < 2:
        return f"{us / 1_000_000:.1f} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 24 else f"{hours // 24} d {hours % 24} h"


def to_do(offset_us: int) -> list[str]:
    """What to do about this machine's clock, where it is wrong."""
    if abs(offset_us) <= WRONG_US:
        return []
    return ["Set this machine's clock right. While the server answers, what is written here is stamped by its clock."]


def stamped_anew(done: "PutRight") -> str:
    """What was put right, as a sentence."""
    entries = "1 entry that a clock" if done.count == 1 else f"{done.count} entries that a clock"
    return (
        f"{entries} up to {span(done.ahead_us)} ahead had stamped were stamped anew at {iso(done.at_us)}, "
        "in the same order and with the same words."
    )


def stamped_anew_value(done: "PutRight | None") -> object:
    """The same for a script."""
    if done is None:
        return None
    moments = {"at": iso(done.at_us), "first_at": iso(done.first_us)}
    return {"count": done.count, "ahead_ms": done.ahead_us // 1000, **moments}
