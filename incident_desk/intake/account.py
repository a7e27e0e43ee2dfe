"""What a file tells about one incident, whatever the file looks like: the shape that every reader here produces."""

import enum
import hashlib
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

import msgspec

from incident_desk.domain.severity import Severity

MOMENTS_LIMIT: Final = 50_000
"""What one incident may bring along; it is committed in one go."""


class Kind(enum.StrEnum):
    """What a moment of an account is. The first eleven are the words of timeline files, the others of status pages."""

    DETECTED = "detected"
    DECLARED = "declared"
    HYPOTHESIS = "hypothesis"
    ACTION = "action"
    DECISION = "decision"
    FINDING = "finding"
    MESSAGE_EXTERNAL = "message_external"
    MESSAGE_INTERNAL = "message_internal"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    NOTE = "note"
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"


class Moment(msgspec.Struct, frozen=True):
    """Something that happened. Without text it only says that the incident stood differently from then on."""

    occurred_us: int
    kind: Kind = Kind.NOTE
    text: str = ""
    speaker: str = ""
    approximate: bool = False


class Told(msgspec.Struct, frozen=True):
    """What a report tells of an incident afterwards; `report` is what it is called where it comes from."""

    summary: str
    factors: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    report: str = ""


class Account(msgspec.Struct, frozen=True):
    """One incident as a file tells it, its moments in the order they happened.

    `identity` is the same whenever the same incident is read again, also from a file that grew or moved; several may
    share one, and then it is their moments that tell them apart. It outlives an erasure of the title or of any line, so
    it is never made of people's words.
    `about` is what else must be kept with it (licence, how good the times are); `remark` is for whoever imports it.
    One with `told` is a report: it has no moments, and may not even say when it was.
    """

    identity: str
    title: str
    moments: tuple[Moment, ...]
    source: str = ""
    services: tuple[str, ...] = ()
    started_us: int | None = None
    ended_us: int | None = None
    severity: Severity | None = None
    about: str = ""
    remark: str = ""
    told: Told | None = None


def in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """As they happened; those of one moment stay in the order of the file."""
    return tuple(sorted(moments, key=attrgetter("occurred_us")))


def mark(*parts: object) -> str:
    """A short name for what these parts say together, the same every time."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:24]


def marked(moments: Iterable[Moment]) -> Iterator[tuple[str, Moment]]:
    """Each moment with the mark by which it is known when the file is read again; two equal ones have two."""
    times: dict[str, int] = {}
    for moment in moments:
        own = mark(moment.occurred_us, moment.kind, moment.speaker, moment.text)
        times[own] = times.get(own, 0) + 1
        yield (own if times[own] == 1 else f"{own}.{times[own]}"), moment
