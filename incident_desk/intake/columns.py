"""Which column of a table holds what: as somebody says, else guessed from the names that are usual."""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from incident_desk.domain.errors import BadInput

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "time": (
        "occurred at",
        "timestamp",
        "date time",
        "datetime",
        "time",
        "when",
        "date",
        "created at",
        "zeit",
        "datum",
    ),
    "text": ("text", "what", "message", "description", "event", "entry", "note", "notes", "details", "body", "summary"),
    "kind": ("kind", "type", "category", "event type", "sort"),
    "who": ("who", "role or actor", "person", "actor", "role", "author", "speaker", "user", "by", "reporter"),
}
"""What each is usually called, the surest name first; capitals, `_` and `-` aside."""

HOW_TO: Final = "name them: --map time=When,text=What,kind=Type,who=Person"
DATES: Final = ("day", "month")

_ZONE: Final = re.compile(r"\(([^()]+)\)\s*$")


class Wanted(msgspec.Struct, frozen=True):
    """What somebody said about the columns.

    `time` may name two columns ("Date+Time"). `dates` says whether 03/04/2017 begins with the day or the month.
    """

    names: Mapping[str, str] = {}
    zone: tzinfo | None = None
    dates: str = ""


class Columns(msgspec.Struct, frozen=True):
    """The places, from 0, of what is read from each row. The time may be in two columns."""

    time: tuple[int, ...]
    text: int
    kind: int | None
    who: int | None
    zone: tzinfo
    unused: tuple[str, ...]


def wanted(text: str | None) -> Wanted:
    """What `--map` says. Raises: BadInput."""
    if not text:
        return Wanted()
    names: dict[str, str] = {}
    for part in next(csv.reader([text])):
        what, equals, name = part.partition("=")
        if not equals or what.strip() not in (*USUAL, "zone", "dates") or not name.strip():
            raise BadInput(f"“{part}” is not one of time=, text=, kind=, who=, zone= and dates=", "--map")
        names[what.strip()] = name.strip()
    zone, dates = names.pop("zone", None), names.pop("dates", "")
    if dates and dates not in DATES:
        raise BadInput(f"dates={dates}: say whether dates begin with the day or the month", "--map")
    return Wanted(names, None if zone is None else _zone(zone), dates)


def _zone(name: str) -> tzinfo:
    found = zone_named(name)
    if found is None:
        raise BadInput(f"“{name}” is no time zone; write zone=UTC or zone=Europe/Berlin", "--map")
    return found


def zone_named(name: str) -> tzinfo | None:
    """The time zone of this name, if it is one."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def found_in(header: Sequence[str], wanted: Wanted, where: str) -> Columns:
    """Where everything is. Raises: BadInput naming the columns there are, if time or text cannot be found."""
    plain = [_plain(name) for name in header]
    places = {what: _places(what, header, plain, wanted, where) for what in USUAL}
    lacking = [what for what in ("time", "text") if not places[what]]
    if lacking:
        there = ", ".join(name.strip() or "(no name)" for name in header[:20])
        raise BadInput(f"no column for {' and '.join(lacking)} among: {there}; {HOW_TO}", where)
    used = {place for several in places.values() for place in several}
    if len(used) < sum(map(len, places.values())):
        raise BadInput(f"one column cannot be two things; {HOW_TO}", where)
    return Columns(
        time=places["time"],
        text=places["text"][0],
        kind=next(iter(places["kind"]), None),
        who=next(iter(places["who"]), None),
        zone=wanted.zone or _zone_in(header, places["time"]) or UTC,
        unused=tuple(name.strip() for i, name in enumerate(header) if i not in used and name.strip()),
    )


def _places(what: str, header: Sequence[str], plain: Sequence[str], wanted: Wanted, where: str) -> tuple[int, ...]:
    if what in wanted.names:
        name = wanted.names[what]
        parts = [name] if what != "time" or _plain(name) in plain else name.split("+")
        return tuple(_place(part, header, plain, where) for part in parts)
    if wanted.names and what in ("kind", "who"):
        return ()  # whoever names columns names those they want
    if what == "time" and "date" in plain and "time" in plain:
        return plain.index("date"), plain.index("time")
    return next(((plain.index(name),) for name in USUAL[what] if name in plain), ())


def _place(name: str, header: Sequence[str], plain: Sequence[str], where: str) -> int:
    if _plain(name) in plain:
        return plain.index(_plain(name))
    there = ", ".join(n.strip() or "(no name)" for n in header[:20])
    raise BadInput(f"there is no column “{name.strip()}” among: {there}", where)


def _plain(name: str) -> str:
    """A column's name without what stands in brackets as well."""
    return plain_name(_ZONE.sub("", name))


def plain_name(name: str) -> str:
    """A column's name without capitals and the signs between words."""
    return " ".join(re.sub(r"[_\-/]+", " ", name).casefold().split())


def _zone_in(header: Sequence[str], places: Sequence[int]) -> tzinfo | None:
    """The zone that a column's name gives, as in "Time (UTC)"."""
    said = (_ZONE.search(header[place]) for place in places)
    return next((zone for found in said if found and (zone := zone_named(found[1].strip()))), None)
