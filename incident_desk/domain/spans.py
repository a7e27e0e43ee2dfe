"""Spans of time as people type them ("15m", "1h30m", "2 hours"), and as the desk writes them."""

import re
from typing import Annotated, Final

import msgspec

from incident_desk.domain.errors import BadInput

_PART: Final = re.compile(
    r"(\d{1,5})\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])\s*", re.ASCII | re.IGNORECASE
)
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LONGEST_S: Final = 30 * 86_400
SpanS = Annotated[int, msgspec.Meta(ge=1, le=LONGEST_S)]
"""A span inside a command or a body: whole seconds, at most 30 days."""


def span_typed(text: str) -> int | None:
    """The span in seconds; None if the text is none. "1h30m" is one as well."""
    at, found = 0, 0
    typed = text.strip()
    while at < len(typed):
        part = _PART.match(typed, at) or (_PART.match(typed + "m", at) if at and typed[at:].isdecimal() else None)
        if part is None:
            return None
        found += int(part[1]) * _SECONDS[part[2][0].lower()]
        at = part.end()
    return found or None


def read_span(text: str) -> int:
    """The span in seconds. Raises: BadInput with an example of what is understood."""
    found = span_typed(text)
    if found is None or found > LONGEST_S:
        short = text if len(text) <= 40 else text[:37] + "…"
        raise BadInput(f"“{short}” is not a span of time; write “15m”, “1h30m” or “2 h”, at most 30 days")
    return found


def span_english(seconds: int) -> str:
    """15 min, 1 h 30 min, 2 d: as a line of the record says it."""
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (left, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
