"""A draft to be looked at, and what a look at it came to: plain values that go to a worker and back."""

import msgspec

from incident_desk.desktop.drafting.text import Wave
from incident_desk.desktop.parts.check_row import CheckShown
from incident_desk.desktop.parts.limit_bar import LimitShown
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Channel

CHANGED = "changed"
"""The key of the row that tells what is new since the last message."""


class Text(msgspec.Struct, frozen=True):
    """A draft to be looked at, and what it is held against: its channel, the plan, the people known here, the facts
    (words, state and field of each), and words that are right as they are written."""

    text: str
    channel: Channel | None
    plan: Plan
    names: tuple[str, ...] = ()
    facts: tuple[tuple[str, FactState, FactField], ...] = ()
    known: tuple[str, ...] = ()
    before: str = ""
    """What went out last by this channel in this language, with its slots open; `before_name` is what it is called."""
    before_name: str = ""


class Fix(msgspec.Struct, frozen=True):
    """Other words for those from and to a character; without any, only the place."""

    start: int
    end: int
    words: str = ""


class Looked(msgspec.Struct, frozen=True):
    """What was found in a text."""

    text: str
    limit: LimitShown
    checks: tuple[CheckShown, ...] = ()
    waves: tuple[Wave, ...] = ()
    fixes: dict[str, Fix] = {}
