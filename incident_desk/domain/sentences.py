"""What the desk says by itself: fixed English templates that the window translates, with plain values put in."""

import enum
import re
from typing import Final

import msgspec

from incident_desk.domain.moments import MINUTE_US


class LineSort(enum.StrEnum):
    """The sorts of timeline lines; the filters, icons and labels go by them."""

    NOTE = "note"
    DETECTION = "detection"
    ACTION = "action"
    DECISION = "decision"
    OBJECTION = "objection"
    QUESTION = "question"
    HYPOTHESIS = "hypothesis"
    EVIDENCE = "evidence"
    FINDING = "finding"
    FACT = "fact"
    MESSAGE = "message"
    INTERNAL_MESSAGE = "internal message"
    APPROVAL = "approval"
    STATE = "state"
    SEVERITY = "severity"
    ROLE = "role"
    TASK = "task"
    COURSE = "course"
    CLOCK = "clock"
    INVESTIGATION = "investigation"
    IMPACT = "impact"
    ATTACHMENT = "attachment"
    LINK = "link"
    LESSON = "lesson"
    ACCESS = "access"
    MAINTENANCE = "maintenance"
    ERASURE = "erasure"
    NEWER = "newer"


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A template with named places, and what goes into them."""

    template: str
    values: dict[str, str] = {}

    @property
    def english(self) -> str:
        return self.filled(self.template)

    def filled(self, template: str) -> str:
        """The values put into `template`, which is this sentence's own or its translation."""
        return _PLACE.sub(lambda place: self.values.get(place[1], place[0]), template)


def minutes_late(late_us: int) -> tuple[Sentence, ...]:
    """How much too late something was done, in whole minutes, at least one; nothing where it was in time."""
    return (Sentence("{minutes} min late", {"minutes": str(max(late_us // MINUTE_US, 1))}),) if late_us else ()


_PLACE: Final = re.compile(r"\{(\w+)\}")
