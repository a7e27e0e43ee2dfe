"""Whether people on call can be reached: they are tried now and then, when nothing has happened."""

import msgspec

from incident_desk.domain.call_entries import How
from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import PersonId
from incident_desk.domain.kinds import applies
from incident_desk.domain.people import NAME_LIMIT, folded_name
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Contact
from incident_desk.domain.reach_entries import ReachAnswered

TEXT_LIMIT = 2000


class Tested(msgspec.Struct, frozen=True):
    """What came of the last try of somebody."""

    name: str
    is_answered: bool
    at_us: int
    by: PersonId
    how: How
    text: str = ""


class Reaching(msgspec.Struct):
    """The last try of each person, and when they answered last."""

    last: dict[str, Tested] = msgspec.field(default_factory=dict[str, Tested])
    answered_us: dict[str, int] = msgspec.field(default_factory=dict[str, int])

    def tested(self, name: str) -> Tested | None:
        """The last try of somebody by name."""
        return self.last.get(folded_name(name))


@applies("reaching", ReachAnswered)
def answered(reaching: Reaching, entry: Entry, body: ReachAnswered) -> None:
    key = folded_name(body.name)
    reaching.last[key] = Tested(body.name, body.is_answered, entry.occurred_us, entry.author, body.how, body.text)
    if body.is_answered:
        reaching.answered_us[key] = entry.occurred_us


# commands -------------------------------------------------------------------------------------------------------------


class SayReached(Fields, frozen=True):
    """`person` is somebody by name, or a contact of the plan by key."""

    person: str
    is_answered: bool = True
    text: str = ""


@command(
    "reach.answer",
    help="Write down whether somebody answered when they were tried",
    presets={"test-answered": {"is_answered": "true"}, "test-no-answer": {"is_answered": "false"}},
    alone=True,
)
def say_reached(plans: Plans, fields: SayReached) -> list[Draft]:
    words = f"{fields.person} {fields.text}".split()
    for count in range(len(words), 0, -1):  # typed without quotes, a name comes in pieces
        contact = contact_meant(plans.current, " ".join(words[:count]).removeprefix("@"))
        if contact is not None:
            return [_answered(contact.name, contact.key, fields, " ".join(words[count:]))]
    name = " ".join(fields.person.split()).removeprefix("@")
    if not name or len(name) > NAME_LIMIT:
        raise RuleError("Say who was tried.")
    return [_answered(name, "", fields, fields.text.strip())]


def _answered(name: str, contact: str, fields: SayReached, text: str) -> Draft:
    if len(text) > TEXT_LIMIT:
        raise RuleError(f"That is longer than {TEXT_LIMIT} characters.")
    return Draft(ReachAnswered(name, fields.is_answered, contact=contact, text=text))


def contact_meant(plan: Plan, text: str) -> Contact | None:
    """The contact of the plan by name or key."""
    wanted = folded_name(text)
    return next((each for each in plan.contacts if wanted in (each.key.casefold(), folded_name(each.name))), None)
