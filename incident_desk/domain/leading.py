"""Who leads an incident, and whether a word is theirs: the first role of the plan decides.

Whoever holds it, or is its deputy, manages the incident, too (restriction.py): a handover leaves nothing behind.
"""

from incident_desk.domain.commands import Context, Draft
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.restriction import ManagerAdded, Restriction


def lead_of(roles: Roles, plans: Plans, headline: Headline) -> Holding | None:
    """The role that decides: the first of the plan; None if it is not open here."""
    return leads(roles, plans.of(headline))


def leads(roles: Roles, plan: Plan) -> Holding | None:
    """The same, by the plan itself."""
    return roles.held.get(plan.roles[0].key) if plan.roles else None


def must_lead(lead: Holding | None, people: People, context: Context, speaker: str) -> None:
    """Whoever writes leads, or says that the leader said so. Raises: RuleError naming who does."""
    if lead is None:
        raise RuleError("The role that decides is not open here: add the first role of the plan with /role.")
    holder = lead.holder.value
    if holder is None:
        raise RuleError(f"Nobody holds {lead.title}, who decides this: /assign {lead.key} me takes it.")
    name = holder.now(people).name
    said_so = speaker.strip().casefold() in (name.casefold(), lead.title.casefold())
    if holder.person != context.by and not said_so:
        raise RuleError(f'{name}, {lead.title}, decides this. If they said so, add speaker="{name}".')


def managing(holding: Holding, taker: Holder, plan: Plan, restriction: Restriction, context: Context) -> list[Draft]:
    """What lets whoever gets this role manage the incident, if it leads or is the deputy of the one that does.

    Only somebody who manages it can say so; where nobody does, nothing is said. The deputy in a restricted incident
    waits until they lead: one administrator alone cannot shut out whoever manages it.
    """
    lead = plan.roles[0] if plan.roles else None
    if lead is None or holding.key not in (lead.key, "" if restriction.is_restricted else lead.deputy):
        return []
    if taker.person is None or taker.person in restriction.managers or context.by not in restriction.managers:
        return []
    return [Draft(ManagerAdded(taker.name, holding.title), subject=taker.person)]
