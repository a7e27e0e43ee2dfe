"""Who holds which role, whether they acknowledged it, and how far their checklist is."""

from incident_desk.domain import role_filling  # registers its command
from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.incident import Headline, IncidentOpened
from incident_desk.domain.kinds import applies
from incident_desk.domain.leading import managing
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.role_entries import (
    RoleAcknowledged,
    RoleAssigned,
    RoleClosed,
    RoleEntry,
    RoleHandedOver,
    RoleOpened,
    RoleReleased,
    StepDone,
    StepReopened,
)

__all__ = ["Holder", "Holding", "Roles", "role_filling"]

TITLE_LIMIT = 60


@applies("roles", IncidentOpened)
def opened_by_plan(roles: Roles, entry: Entry, body: IncidentOpened) -> None:
    for role in body.roles:
        roles.held.setdefault(role.key, Holding(role.key, role.title))


@applies("roles", RoleOpened)
def opened(roles: Roles, entry: Entry, body: RoleOpened) -> None:
    _holding(roles, body)


@applies("roles", RoleClosed)
def closed(roles: Roles, entry: Entry, body: RoleClosed) -> None:
    holding = roles.held.get(body.role)
    if holding is not None and holding.holder.value is None:
        del roles.held[body.role]


@applies("roles", RoleAssigned)
def assigned(roles: Roles, entry: Entry, body: RoleAssigned) -> None:
    holding = _holding(roles, body)
    holding.holder.set(Holder(body.name, body.person), entry, body.over)
    holding.since_us = entry.occurred_us
    holding.acknowledged_us = entry.occurred_us if body.taken else None
    holding.handover, holding.handed = "", None


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
    holding.handover, holding.handed = "", None


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
    """A role of the plan by key or title, or a new one by title ("SME Networking").

    An expert whose role is held already is joined by one more of the same field ("SME Networking 2").
    """

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
    plan = plans.of(headline)
    planned = next((r for r in plan.roles if title.casefold() in (r.key, r.title.casefold())), None)
    key = planned.key if planned else title.casefold().replace(" ", "_")
    title = planned.title if planned else title
    if key not in roles.held:
        return [Draft(RoleOpened(key, title))]
    field = [roles.held[key], *(h for other, h in roles.held.items() if other.startswith(f"{key}#"))]
    if not plan.is_expert(key) or any(each.holder.value is None for each in field):
        raise RuleError(f"{field[-1].title} is open already.")
    return [Draft(RoleOpened(f"{key}#{len(field) + 1}", f"{title} {len(field) + 1}"))]


@command("role.assign", help="Give a role to a person", slash=("assign",))
def assign(
    *,
    roles: Roles,
    people: People,
    plans: Plans,
    headline: Headline,
    restriction: Restriction,
    context: Context,
    fields: Assign,
) -> list[Draft]:
    holding, person = roles.split(fields.role, fields.person)
    holder = holder_called(people, context, person)
    must_know(restriction, holder)
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
    also = managing(holding, holder, plans.of(headline), restriction, context)
    return [*also, Draft(body, occurred_us=fields.occurred_us)]


@command("role.hand_over", help="Write down that a role went over at once: the next holder is there and said so")
def hand_over(
    *,
    roles: Roles,
    people: People,
    plans: Plans,
    headline: Headline,
    restriction: Restriction,
    context: Context,
    fields: HandOver,
) -> list[Draft]:
    person, note = fields.person, fields.note
    holding, rest = roles.split(fields.role, f"{person} {note}")
    if rest != f"{person} {note}":
        person, _, note = rest.partition(" ")
    giver = _present_holder(holding)
    taker = holder_called(people, context, person)
    must_know(restriction, taker)
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
        note=note,
    )
    return [*managing(holding, taker, plans.of(headline), restriction, context), Draft(body)]


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
    holding, step = roles.split(fields.role, fields.step)
    key, do = _step(plans, headline, holding, step)
    if key in holding.done:
        raise RuleError(f"“{do}” is done already.")
    return [Draft(StepDone(holding.key, holding.title, key, do))]


@command("role.untick", help="Take back a tick on a checklist", slash=("untick",))
def untick(roles: Roles, plans: Plans, headline: Headline, fields: Untick) -> list[Draft]:
    holding, step = roles.split(fields.role, fields.step)
    key, do = _step(plans, headline, holding, step)
    if key not in holding.done:
        raise RuleError(f"“{do}” is not done yet.")
    return [Draft(StepReopened(holding.key, holding.title, key, do))]


def _present_holder(holding: Holding) -> Holder:
    holder = holding.holder.value
    if holder is None:
        raise RuleError(f"Nobody holds {holding.title} yet: /assign it first.")
    return holder


def _step(plans: Plans, headline: Headline, holding: Holding, text: str) -> tuple[str, str]:
    steps = plans.of(headline).checklist(holding.key)
    wanted = text.strip().casefold()
    found = [s for s in steps if wanted in (s.key, s.do.casefold())]
    found = found or [s for s in steps if wanted and s.do.casefold().startswith(wanted)]
    if len(found) != 1:
        raise NotFound(f"“{text}” is no line of the checklist of {holding.title}.")
    return found[0].key, found[0].do
