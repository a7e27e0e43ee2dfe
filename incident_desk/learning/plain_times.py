"""Moments as exports write them: in English, UTC."""

from typing import Final

from incident_desk.domain.moments import from_us


def moment(us: int) -> str:
    """Day and clock, with the zone."""
    return f"{day(us)}, {clock(us)} UTC"


def day(us: int) -> str:
    """As a person writes a date, in UTC."""
    then = from_us(us)
    return f"{then.day} {_MONTHS[then.month - 1]} {then.year}"


def clock(us: int) -> str:
    """To the second where there are any; a desk's own fractions tell a reader nothing."""
    then = from_us(us)
    return then.strftime("%H:%M:%S" if then.second else "%H:%M")


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Not strftime's, which follow the locale."""
