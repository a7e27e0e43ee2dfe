"""What a source answers: series of points, each with its labels; or why it cannot be read, in words."""

import math
from typing import Final

import msgspec

from incident_desk.domain.errors import DeskError

LINES_MOST: Final = 200
"""So many series one question may answer with."""
POINTS_MOST: Final = 10_000
"""So many points of each are asked for at once."""
LABEL_LETTERS: Final = 80

Point = tuple[float, float | None]
"""Seconds since 1970, UTC, and the value; None for a sample that says nothing."""


class SourceFault(DeskError):
    """A source cannot be read; the message says what is wrong and how to mend it."""


class Asked(msgspec.Struct, frozen=True):
    """A question to a source: between two moments (seconds since 1970, UTC), a point for each step."""

    query: str
    since_s: float
    until_s: float
    step_s: float


class Line(msgspec.Struct, frozen=True):
    """One series of an answer, its points in the order of time."""

    labels: tuple[tuple[str, str], ...]
    points: list[Point]

    @property
    def name(self) -> str:
        """What tells it from the other series of the same question; empty where it is the only one without labels."""
        return "{" + ",".join(f'{name}="{value}"' for name, value in self.labels) + "}" if self.labels else ""

    @property
    def words(self) -> str:
        """The values of its labels."""
        return ", ".join(value for _, value in self.labels)


def number(value: object) -> float | None:
    """A value as sources write it; None where it is none, NaN or without end."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)  # pyright: ignore[reportArgumentType]
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def labelled(labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """In one order, and none longer than a line."""
    kept = ((str(name)[:LABEL_LETTERS], _plain(value)) for name, value in labels.items() if name != "__name__")
    return tuple(sorted(kept))


def _plain(value: object) -> str:
    return " ".join(str(value).split())[:LABEL_LETTERS].replace('"', "'")


def checked(lines: list[Line]) -> list[Line]:
    """Sorted by time, and not too many. Raises: SourceFault."""
    if len(lines) > LINES_MOST:
        raise SourceFault(
            f"The question answers with {len(lines)} series; {LINES_MOST} are watched at most:"
            " gather them, as with sum by."
        )
    return [Line(line.labels, sorted(line.points, key=lambda point: point[0])) for line in lines]
