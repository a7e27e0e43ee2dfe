"""Rows of a table, from wherever they came, as series: one column is the time, one the value, all others are labels."""

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from incident_desk.watch.answers import Asked, Line, Point, SourceFault, checked, labelled, number

TIMES: Final = ("timestamp", "time", "at", "ts", "t", "date", "minute")
VALUE: Final = "value"
MILLISECONDS: Final = 1e11
"""What is larger counts milliseconds: as seconds it would be in the year 5138."""


def lines_of(rows: Iterable[Mapping[str, object]], question: Asked, value: str = "") -> list[Line]:
    """The series. What has no time is of now: the last whole step. Raises: SourceFault.

    Args:
        value: the column that is it, and other numbers are of other series; without, the one called so, else the first
            that holds a number, and all others are labels.
    """
    listed = list(rows)
    if not listed:
        return []
    first = listed[0]
    at = next((name for name in first if name.casefold() in TIMES), None)
    at = at or next((name for name in first if isinstance(first[name], datetime | date)), None)
    what = value or next((name for name in first if name.casefold() == VALUE), "")
    what = what or next((name for name in first if name != at and is_number(first[name])), "")
    if what not in first:
        raise SourceFault(f"There is no column {f'“{value}”' if value else 'with a number'}: {', '.join(first)[:160]}.")
    now_s = math.floor(question.until_s / question.step_s) * question.step_s
    found: dict[tuple[tuple[str, str], ...], list[Point]] = {}
    for row in listed:
        moment = now_s if at is None else seconds(row.get(at))
        if moment is None:
            raise SourceFault(f"“{str(row.get(at or ''))[:40]}” is no time; write seconds since 1970, or ISO 8601.")
        others = {name: held for name, held in row.items() if name not in (at, what) and held is not None}
        labels = labelled({name: str(held) for name, held in others.items() if not value or not is_number(held)})
        if moment >= question.since_s:
            found.setdefault(labels, []).append((moment, number(row.get(what))))
    return checked([Line(labels, points) for labels, points in found.items()])


def is_number(value: object) -> bool:
    """Whether it is one, or is written as one."""
    return isinstance(value, Decimal) or number(value) is not None


def seconds(value: object) -> float | None:
    """Seconds since 1970; a time without a zone is UTC. None if it is none."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp()
    if (counted := number(value)) is not None:
        return counted / 1000 if abs(counted) > MILLISECONDS else counted
    try:
        return seconds(datetime.fromisoformat(str(value).strip()))
    except (ValueError, OverflowError):
        return None
