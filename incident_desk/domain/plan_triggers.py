"""What a severity triggers, and what changes when it is raised or lowered: shown before, and done after."""

from collections.abc import Iterator

import msgspec

from incident_desk.domain.commands import Draft
from incident_desk.domain.holdings import Roles
from incident_desk.domain.plan_schema import Cadences, FirstTask, Plan, Role
from incident_desk.domain.role_entries import RoleClosed, RoleOpened
from incident_desk.domain.severity import Severity


class Triggered(msgspec.Struct, frozen=True):
    """What a severity brings about."""

    roles: tuple[Role, ...]
    tasks: tuple[FirstTask, ...]
    first_message_s: int | None
    cadences: Cadences
    is_restricted: bool


def triggered(plan: Plan, severity: Severity | None) -> Triggered:
    """With no severity yet, that of the highest: in doubt more people come than are needed."""
    consequence = plan.severities[severity or Severity.SEV1]
    return Triggered(
        plan.roles_for(severity),
        consequence.tasks,
        consequence.first_message_within_s,
        plan.cadences_for(severity),
        consequence.restricted,
    )


class Difference(msgspec.Struct, frozen=True):
    """What a change of the severity brings and takes away."""

    opens: tuple[Role, ...]
    closes: tuple[Role, ...]
    tasks: tuple[FirstTask, ...]
    spans: tuple[tuple[str, int | None, int | None], ...]


_SPANS = ("public_update_s", "internal_update_s", "call_out_s")


def difference(plan: Plan, roles: Roles, before: Severity | None, after: Severity) -> Difference:
    """Roles that stand open already are not opened again; one that somebody holds is never closed."""
    was, now = triggered(plan, before), triggered(plan, after)
    keys = {role.key for role in now.roles}
    known = {task.key for task in was.tasks}
    spans = [("first_message_s", was.first_message_s, now.first_message_s)]
    spans += [(name, getattr(was.cadences, name), getattr(now.cadences, name)) for name in _SPANS]
    return Difference(
        tuple(role for role in now.roles if role.key not in roles.held),
        tuple(role for role in was.roles if role.key not in keys and _is_empty(roles, role.key)),
        tuple(task for task in now.tasks if task.key not in known),
        tuple(span for span in spans if span[1] != span[2]),
    )


def _is_empty(roles: Roles, key: str) -> bool:
    holding = roles.held.get(key)
    return holding is not None and holding.holder.value is None and not holding.holder.is_conflicted


def opened_by(plan: Plan, severity: Severity | None, roles: Roles) -> Iterator[Draft]:
    """What to write so that every role of that severity stands open."""
    for role in plan.roles_for(severity):
        if role.key not in roles.held:
            yield Draft(RoleOpened(role.key, role.title))


def following(plan: Plan, roles: Roles, before: Severity | None, after: Severity) -> Iterator[Draft]:
    """What to write when the severity changes: roles it opens, and those it no longer needs and nobody holds."""
    changed = difference(plan, roles, before, after)
    for role in changed.opens:
        yield Draft(RoleOpened(role.key, role.title))
    for role in changed.closes:
        yield Draft(RoleClosed(role.key, role.title))
