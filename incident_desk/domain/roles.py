"""Who holds which role, whether they acknowledged it, and how far their checklist is."""

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import PersonId
from incident_desk.domain.incident import Headline, IncidentOpened
from incident_desk.domain.kinds import applies
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.people import People, checked_name
from incident_desk.domain.plan import Plans
from incident_desk.domain.role_entries import (
    RoleAcknowledged,
    RoleAssigned,
    RoleEntry,
    RoleHandedOver,
    RoleOpened,
    RoleReleased,
    StepDone,
    StepReopened,
)

TITLE_LIMIT = 60


class Holder(msgspec.Struct, frozen=True, gc=False):
    """Whoever holds a role: a person of this record, called `name` then, or just a name somebody gave."""

    name: str
    person: PersonId | None = None

    def is_(self, other: "Holder") -> bool:
        """Whether both are the same person, whatever they are called by now."""
        if self.person or other.person:
            return self.person == other.person
        return self.name.casefold() == other.name.casefold()


class Holding(msgspec.Struct):
    """One role of an incident."""

    key: str
    title: str
    holder: Field[Holder | None] = msgspec.field(default_factory=Field[Holder | None])
    since_us: int | None = None
    acknowledged_us: int | None = None
    done: dict[str, tuple[PersonId, int]] = msgspec.field(default_factory=dict[str, tuple[PersonId, int]])
    handover: str = ""


class Roles(msgspec.Struct):
    """The roles of an incident, in the order of the plan."""

    held: dict[str, Holding] = msgspec.field(default_factory=dict[str, Holding])

    def find(self, text: str) -> Holding:
        """The role by key, title, or a start of either that only one has. Raises: NotFound naming what there is."""
        wanted = text.strip().casefold()
        names = {h.key: (h.key.casefold(), h.title.casefold(), _initials(h.title)) for h in self.held.values()}
        exact = [k for k, n in names.items() if wanted in n]
        found = exact or [k for k, n in names.items() if wanted and any(x.startswith(wanted) for x in n)]
        if len(found) == 1:
            return self.held[found[0]]
        there = ", ".join(h.title for h in self.held.values()) or "none yet"
        raise NotFound(
            f"“{text}” is {'no role' if not found else 'several roles'} of this incident. There are: {there}."
        )


def _initials(title: str) -> str:
    return "".join(word[0] for word in title.casefold().split())


@applies("roles", IncidentOpened)
def opened_by_plan(roles: Roles, entry: Entry, body: IncidentOpened) -> None:
    for role in body.roles:
        roles.held.setdefault(role.key, Holding(role.key, role.title))


@applies("roles", RoleOpened)
def opened(roles: Roles, entry: Entry, body: RoleOpened) -> None:
    _holding(roles, body)


@applies("roles", RoleAssigned)
def assigned(roles: Roles, entry: Entry, body: RoleAssigned) -> None:
    holding = _holding(roles, body)
    holding.holder.set(Holder(body.name, body.person), entry, body.over)
    holding.since_us = entry.occurred_us
    holding.acknowledged_us = entry.occurred_us if body.taken else None
    holding.handover = ""


@applies("roles", RoleHandedOver)
def handed_over(roles: Roles, entry: Entry, body: RoleHandedOver) -> None:
    assigned(roles, entry, body)
    _holding(roles, body).handover = body.note


@applies("roles", RoleAcknowledged)
def acknowledged(roles: Roles, entry: Entry, body: RoleAcknowledged) -> None:
    holding = _holding(roles, body)
    now = holding.holder.last
    if now is not None and body.assignment in (None, now.entry):  # meanwhile it may have gone to somebody else
        holding.acknowledged_us = entry.occurred_us


@applies("roles", RoleReleased)
def released(roles: Roles, entry: Entry, body: RoleReleased) -> None:
    holding = _holding(roles, body)
    holding.holder.set(None, entry, body.over)
    holding.since_us = holding.acknowledged_us = None
    holding.handover = ""


@applies("roles", StepDone)
def step_done(roles: Roles, entry: Entry, body: StepDone) -> None:
    _holding(roles, body).done[body.step] = (entry.author, entry.occurred_us)


@applies("roles", StepReopened)
def step_reopened(roles: Roles, entry: Entry, body: StepReopened) -> None:
    _holding(roles, body).done.pop(body.step, None)


def _holding(roles: Roles, body: RoleEntry) -> Holding:
    if body.role not in roles.held:
        roles.held[body.role] = Holding(body.role, body.title)
    return roles.held[body.role]


# commands ------------------------------------------------------------------------------------------------------------


class OpenRole(Fields, frozen=True):
    """A role of the plan by key or title, or a new one by title ("SME Networking")."""

    role: str


class Assign(Fields, frozen=True):
    """`person` is a name; "me" is whoever writes."""

    role: str
    person: str
    occurred_us: MomentUs | None = None


class HandOver(Fields, frozen=True):
    role: str
    person: str
    note: str = ""


class OneRole(Fields, frozen=True):
    role: str


class Release(Fields, frozen=True):
    role: str


class Tick(Fields, frozen=True):
    """`step` is the key of a line on the role's checklist, or the start of its words."""

    role: str
    step: str


class Untick(Fields, frozen=True):
    """As for a tick."""

    role: str
    step: str


@command("role.open", help="Add a role to this incident", slash=("role",))
def open_role(roles: Roles, plans: Plans, headline: Headline, fields: OpenRole) -> list[Draft]:
    title = " ".join(fields.role.split())
    if not 0 < len(title) <= TITLE_LIMIT:
        raise RuleError(f"A role has a title of 1 to {TITLE_LIMIT} characters.")
    known = plans.version(headline.plan).roles
    planned = next((r for r in known if title.casefold() in (r.key, r.title.casefold())), None)
    key = planned.key if planned else title.casefold().replace(" ", "_")
    if key in roles.held:
        raise RuleError(f"{roles.held[key].title} is open already.")
    return [Draft(RoleOpened(key, planned.title if planned else title))]


@command("role.assign", help="Give a role to a person", slash=("assign",))
def assign(roles: Roles, people: People, context: Context, fields: Assign) -> list[Draft]:
    holding = roles.find(fields.role)
    holder = _holder(people, context, fields.person)
    now = holding.holder.value
    if now is not None and now.is_(holder) and not holding.holder.is_conflicted:
        raise RuleError(f"{holder.name} holds {holding.title} already.")
    body = RoleAssigned(
        holding.key,
        holding.title,
        name=holder.name,
        person=holder.person,
        taken=holder.person == context.by,
        over=holding.holder.over,
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("role.hand_over", help="Hand a role over, with what the next holder must know", slash=("handover",))
def hand_over(roles: Roles, people: People, context: Context, fields: HandOver) -> list[Draft]:
    holding = roles.find(fields.role)
    giver = _present_holder(holding)
    taker = _holder(people, context, fields.person)
    if giver.is_(taker):
        raise RuleError(f"{taker.name} holds {holding.title} already.")
    body = RoleHandedOver(
        holding.key,
        holding.title,
        name=taker.name,
        person=taker.person,
        taken=taker.person == context.by,
        over=holding.holder.over,
        giver=giver.name,
        note=fields.note,
    )
    return [Draft(body)]


@command("role.acknowledge", help="Say that the holder has the role", slash=("ack",))
def acknowledge(roles: Roles, fields: OneRole) -> list[Draft]:
    holding = roles.find(fields.role)
    holder = _present_holder(holding)
    if holding.acknowledged_us is not None:
        raise RuleError(f"{holder.name} has acknowledged {holding.title} already.")
    assigned = holding.holder.last
    return [Draft(RoleAcknowledged(holding.key, holding.title, holder.name, assigned.entry if assigned else None))]


@command("role.release", help="Take a role back from its holder", slash=("release",))
def release(roles: Roles, fields: Release) -> list[Draft]:
    holding = roles.find(fields.role)
    holder = _present_holder(holding)
    return [Draft(RoleReleased(holding.key, holding.title, holder.name, over=holding.holder.over))]


@command("role.tick", help="Tick a line of a role's checklist", slash=("tick",))
def tick(roles: Roles, plans: Plans, headline: Headline, fields: Tick) -> list[Draft]:
    holding = roles.find(fields.role)
    key, do = _step(plans, headline, holding, fields.step)
    if key in holding.done:
        raise RuleError(f"“{do}” is done already.")
    return [Draft(StepDone(holding.key, holding.title, key, do))]


@command("role.untick", help="Take back a tick on a checklist", slash=("untick",))
def untick(roles: Roles, plans: Plans, headline: Headline, fields: Untick) -> list[Draft]:
    holding = roles.find(fields.role)
    key, do = _step(plans, headline, holding, fields.step)
    if key not in holding.done:
        raise RuleError(f"“{do}” is not done yet.")
    return [Draft(StepReopened(holding.key, holding.title, key, do))]


def _holder(people: People, context: Context, text: str) -> Holder:
    if text.strip().casefold() == "me":
        return Holder(people.name(context.by), context.by)
    try:
        person = people.find(text)
    except NotFound:
        return Holder(checked_name(text))
    return Holder(people.name(person), person)


def _present_holder(holding: Holding) -> Holder:
    holder = holding.holder.value
    if holder is None:
        raise RuleError(f"Nobody holds {holding.title} yet: /assign it first.")
    return holder


def _step(plans: Plans, headline: Headline, holding: Holding, text: str) -> tuple[str, str]:
    role = plans.version(headline.plan).role(holding.key)
    steps = role.checklist if role else ()
    wanted = text.strip().casefold()
    found = [s for s in steps if wanted in (s.key, s.do.casefold())]
    found = found or [s for s in steps if wanted and s.do.casefold().startswith(wanted)]
    if len(found) != 1:
        raise NotFound(f"“{text}” is no line of the checklist of {holding.title}.")
    return found[0].key, found[0].do
