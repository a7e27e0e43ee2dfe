"""A draft to be looked at, and what a look at it came to: plain values that go to a worker and back."""

import msgspec

from incident_desk.desktop.drafting.text import Wave
from incident_desk.desktop.parts.check_row import CheckShown
from incident_desk.desktop.parts.limit_bar import LimitShown
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Channel


class Text(msgspec.Struct, frozen=True):
    """A draft to be looked at, and what it is held against: its channel, the facts with their states, what was sent
    by that channel last."""

    text: str
    key: str
    channel: Channel | None
    plan: Plan
    facts: tuple[tuple[str, str], ...] = ()
    before: str = ""


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
