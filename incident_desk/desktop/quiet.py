"""When this desk is to be quiet: every day between two times, or for a while from now on."""

from datetime import timedelta, tzinfo
from typing import Final

import msgspec

from incident_desk.desktop.moments import in_zone
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.moments import to_us
from incident_desk.domain.severity import Severity

DAY_MIN: Final = 24 * 60
HOURS, UNTIL, WORST = "look/quiet_hours", "look/quiet_until", "look/quiet_worst"
NO_QUIET: Final = (0, 0)


class Quiet(msgspec.Struct, frozen=True):
    """`hours`: the minutes of the day from and until which it is quiet, over midnight too; the same twice for none.

    `until_us`: quiet until then, whatever the time of day. `lets_worst`: severity 1 is told all the same.
    """

    hours: tuple[int, int] = NO_QUIET
    until_us: int = 0
    lets_worst: bool = True

    def is_now(self, now_us: int, zone: tzinfo) -> bool:
        """Whether it is to be quiet at this moment, in the zone of whoever sleeps there."""
        if now_us < self.until_us:
            return True
        start, end = self.hours
        at = in_zone(now_us, zone)
        minute = at.hour * 60 + at.minute
        return start <= minute < end if start <= end else minute >= start or minute < end

    def silences(self, severity: Severity | None, now_us: int, zone: tzinfo) -> bool:
        """Whether what an incident of this severity needs is not told now."""
        return self.is_now(now_us, zone) and not (self.lets_worst and severity is Severity.SEV1)


def tomorrow_us(now_us: int, zone: tzinfo, minute: int) -> int:
    """The next day at this minute of the day, by the clock on the wall."""
    day = (in_zone(now_us, zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return to_us(day.replace(hour=minute // 60, minute=minute % 60))


def quiet_kept(state: WindowState) -> Quiet:
    """What was chosen in this home."""
    until = state.text(UNTIL, "0")
    until_us = int(until) if until.isdecimal() else 0
    return Quiet(hours_kept(state.text(HOURS)), until_us, state.text(WORST) != "quiet")


def keep_quiet(state: WindowState, quiet: Quiet) -> None:
    """Have it outlast this process."""
    state.keep(HOURS, hours_text(quiet.hours))
    state.keep(UNTIL, str(quiet.until_us) if quiet.until_us else "")
    state.keep(WORST, "" if quiet.lets_worst else "quiet")


def hours_kept(text: str) -> tuple[int, int]:
    """What `hours_text` wrote; no hours for anything else."""
    try:
        start, end = (_minute(part) for part in text.split("-"))
    except ValueError:
        return NO_QUIET
    return start, end


def hours_text(hours: tuple[int, int]) -> str:
    """ "22:00-07:00"; empty for none."""
    return "-".join(minute_text(minute) for minute in hours) if hours[0] != hours[1] else ""


def minute_text(minute: int) -> str:
    """ "07:30" """
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise ValueError(text)
    return hour * 60 + minute
