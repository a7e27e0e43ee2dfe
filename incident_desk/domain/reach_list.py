"""Who was tried, and who answered: the state, and how each test stands at a moment."""

import msgspec

from incident_desk.domain import ladders
from incident_desk.domain.call_entries import How
from incident_desk.domain.call_list import Called, Link, Occasion, Stage, Standing, standing_of
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.people import folded_name
from incident_desk.domain.plan_schema import Plan

TEST_US = DAY_US
"""A test goes on for so long at most; who has not answered by then does not."""


class Tested(msgspec.Struct, frozen=True):
    """What came of the last try of somebody."""

    name: str
    is_answered: bool
    at_us: int
    by: PersonId
    how: How
    text: str = ""


class Asked(msgspec.Struct, frozen=True):
    """The last test of somebody; `call` is the entry that began it."""

    call: EntryId
    name: str
    role: str
    at_us: int


class Reaching(msgspec.Struct):
    """By the folded name of each person: their last test, what came of the last try, and when they answered last.

    `of` are the tries by the entry that began a test, `links` by the hash of their tokens.
    """

    asked: dict[str, Asked] = msgspec.field(default_factory=dict[str, Asked])
    last: dict[str, Tested] = msgspec.field(default_factory=dict[str, Tested])
    answered_us: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    of: dict[EntryId, Called] = msgspec.field(default_factory=dict[EntryId, Called])
    links: dict[str, Link] = msgspec.field(default_factory=dict[str, Link])
    used: set[str] = msgspec.field(default_factory=set[str])

    def tested(self, name: str) -> Tested | None:
        """The last try of somebody by name."""
        return self.last.get(folded_name(name))

    def called(self, call: EntryId) -> Called:
        return self.of.get(call) or Called()

    def asked_by(self, call: EntryId) -> Asked | None:
        """The test that this entry began; None if there is none, or a newer one."""
        return next((each for each in self.asked.values() if each.call == call), None)

    def asked_through(self, link: str, now_us: int) -> Asked | None:
        """The test that a one-time link leads to; None if it was used or is over."""
        found = self.links.get(link)
        if found is None or link in self.used or found.until_us <= now_us:
            return None
        asked = self.asked_by(found.call)
        return asked if asked is not None and self.called(found.call).answer is None else None


def reach_standings(reaching: Reaching, plan: Plan, now_us: int) -> list[Standing]:
    """How each test stands that nobody has answered. Without a ladder somebody has to speak to them."""
    waiting = (each for each in reaching.asked.values() if reaching.called(each.call).answer is None)
    return [_standing(each, reaching.called(each.call), plan, now_us) for each in waiting]


def reach_standing(reaching: Reaching, name: str, plan: Plan, now_us: int) -> Standing | None:
    """How the test of one person stands; None if nobody waits for them."""
    asked = reaching.asked.get(folded_name(name))
    called = reaching.called(asked.call) if asked is not None else None
    return _standing(asked, called, plan, now_us) if asked and called and called.answer is None else None


def occasion_of(asked: Asked) -> Occasion:
    """What somebody is called for by a test."""
    return Occasion(asked.call, Holder(asked.name), asked.at_us, asked.name, role=asked.role)


def _standing(asked: Asked, called: Called, plan: Plan, now_us: int) -> Standing:
    occasion = occasion_of(asked)
    steps = ladders.steps(plan, asked.name, asked.role)
    if steps and now_us < asked.at_us + TEST_US:
        return standing_of(occasion, steps, called, now_us)
    is_over = bool(called.said) or now_us >= asked.at_us + TEST_US
    return Standing(occasion, Stage.SILENT if is_over else Stage.SPEAK, len(steps), asked.at_us)
