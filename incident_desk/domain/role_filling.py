"""Filling the roles that nobody holds with whoever is on call, in one go."""

from collections.abc import Iterable

import msgspec

from incident_desk.domain.addressing import holder_called
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.leading import managing
from incident_desk.domain.on_call import OnCallLists
from incident_desk.domain.on_call_now import lists_now
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.role_entries import RoleAssigned


class OnDuty(msgspec.Struct, frozen=True):
    """Whoever is called for a role: by name, and the role by key."""

    role: str
    name: str


class FillRoles(Fields, frozen=True):
    """Nothing has to be said: each role that is open and that somebody is on call for gets the first of its list."""


def called_for(plan: Plan, on_call: OnCallLists, roles: Iterable[str], now_us: int) -> list[OnDuty]:
    """Who is called for these roles now, in their order; a role without a list, or with a gap in it, is left out."""
    first: dict[str, str] = {}
    for duty in lists_now(plan, on_call, now_us):
        for role in duty.fills if duty.names else ():
            first.setdefault(role, duty.names[0])
    return [OnDuty(role, first[role]) for role in roles if role in first]


def unfilled(roles: Roles, plan: Plan, on_call: OnCallLists, now_us: int) -> list[OnDuty]:
    """Who is on call for the roles that nobody holds."""
    empty = [holding.key for holding in roles.held.values() if holding.holder.value is None]
    return called_for(plan, on_call, empty, now_us) if empty else []


@command("role.fill", help="Give every role that nobody holds to whoever is on call for it", slash=("fill",))
def fill(
    *,
    roles: Roles,
    plans: Plans,
    on_call: OnCallLists,
    headline: Headline,
    people: People,
    restriction: Restriction,
    context: Context,
    fields: FillRoles,
) -> list[Draft]:
    drafts: list[Draft] = []
    kept_out: list[str] = []
    for each in unfilled(roles, plans.of(headline), on_call, context.now_us):
        holder, holding = holder_called(people, context, each.name), roles.held[each.role]
        if holder.person is not None and not restriction.may_know(holder.person):
            kept_out.append(f"{holder.name} ({holding.title})")
            continue
        taken = holder.person == context.by
        body = RoleAssigned(
            holding.key, holding.title, holder.name, holder.person, taken=taken, over=holding.holder.over
        )
        drafts += [*managing(holding, holder, plans.of(headline), restriction, context), Draft(body)]
    if not drafts:
        raise RuleError(_why_none(roles, kept_out))
    return drafts


def _why_none(roles: Roles, kept_out: list[str]) -> str:
    if kept_out:
        return f"Whoever is on call may not know of this incident: {', '.join(kept_out)}; /let-in them first."
    if all(holding.holder.value is not None for holding in roles.held.values()):
        return "Every role of this incident is held."
    return "The plan has nobody on call for the roles that are empty: give it on-call lists, or /assign them."
