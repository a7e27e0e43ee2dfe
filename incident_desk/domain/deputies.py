"""Who steps in for a role: whoever holds the role that the plan names as its deputy, once nobody answers for it."""

from collections.abc import Callable, Iterator

import msgspec

from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.ids import EntryId, named_after
from incident_desk.domain.leading import leads
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.state import State


class SteppingIn(msgspec.Struct, frozen=True):
    """A role that is offered to a deputy, since when, and the entries that this follows from."""

    holding: Holding
    deputy: Holder
    since_us: int
    given: tuple[EntryId, ...]

    @property
    def call(self) -> EntryId:
        """What the call of the deputy goes by: no entry, but the same at every desk that knows what it follows from."""
        return named_after("deputy", self.holding.key, *self.given)


def deputy_of(holding: Holding, roles: Roles, plan: Plan) -> Holding | None:
    """The role whose holder steps in; None if the plan names none, or it is not open here."""
    role = plan.role(holding.key)
    return roles.held.get(role.deputy) if role else None


def stepping_in(
    roles: Roles, headline: Headline, plan: Plan, declined_us: Callable[[EntryId], int | None]
) -> Iterator[SteppingIn]:
    """Every role that is offered to a deputy, also from some later moment on.

    Whoever was asked has not answered in time, or has declined. Of the roles that nobody was asked to take only the
    lead is offered: for the others whoever leads is there to name somebody.

    Args:
        declined_us: when whoever was given a role by this entry said that they do not come; None if they did not.
    """
    lead = leads(roles, plan)
    for holding in roles.held.values():
        other = deputy_of(holding, roles, plan)
        deputy = other.holder if other is not None else None
        if deputy is None or deputy.last is None or deputy.value is None or holding.acknowledged_us is not None:
            continue
        since_us, given = _unanswered(holding, headline, is_lead=holding is lead), holding.holder.last
        holder = holding.holder.value
        if since_us is None or (holder is not None and holder.is_(deputy.value)):
            continue
        offered_us = since_us + plan.cadences.acknowledge_s * SECOND_US
        refused_us = declined_us(given.entry) if given is not None and holder is not None else None
        follows = (*((given.entry,) if given is not None else ()), deputy.last.entry)
        yield SteppingIn(holding, deputy.value, offered_us if refused_us is None else refused_us, follows)


def _unanswered(holding: Holding, headline: Headline, *, is_lead: bool) -> int | None:
    """Since when somebody is waited for; None if nobody is."""
    if holding.holder.value is not None:
        return holding.since_us
    declared_us = headline.entered_us.get(State.DECLARED)
    released = holding.holder.last
    if not is_lead or declared_us is None:
        return None
    return max(declared_us, released.occurred_us) if released is not None else declared_us
