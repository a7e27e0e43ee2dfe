"""What each entry about a handover does to the handovers and the roles of an incident."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.handover_entries import (
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    HandoverWithdrawn,
)
from incident_desk.domain.handover_list import Handover, Handovers, Outcome
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.kinds import applies


@applies("handovers", HandoverOffered)
def offered(handovers: Handovers, entry: Entry, body: HandoverOffered) -> None:
    handovers.of[entry.id] = Handover(
        entry.id,
        body.role,
        entry.author,
        Holder(body.giver, body.giver_person),
        Holder(body.name, body.person),
        entry.occurred_us,
        assignment=body.assignment,
        tasks=body.tasks,
        room=body.room,
    )


@applies("handovers", HandoverAccepted)
def accepted(handovers: Handovers, entry: Entry, body: HandoverAccepted) -> None:
    if handover := handovers.of.get(body.handover):
        handover.ending.set(Outcome.ACCEPTED, entry, body.over.get("ending", ()))


@applies("roles", HandoverAccepted)
def taken_over(roles: Roles, entry: Entry, body: HandoverAccepted) -> None:
    holding = roles.held.setdefault(body.role, Holding(body.role, body.title))
    holder = Holder(body.name, body.person) if body.name or body.person else None
    holding.holder.set(holder, entry, body.over.get("holder", ()))
    holding.since_us = holding.acknowledged_us = entry.occurred_us if holder else None
    holding.handover, holding.handed = "", body.handover


@applies("handovers", HandoverDeclined)
def declined(handovers: Handovers, entry: Entry, body: HandoverDeclined) -> None:
    if handover := handovers.of.get(body.handover):
        handover.ending.set(Outcome.DECLINED, entry, body.over)


@applies("handovers", HandoverWithdrawn)
def withdrawn(handovers: Handovers, entry: Entry, body: HandoverWithdrawn) -> None:
    if handover := handovers.of.get(body.handover):
        handover.ending.set(Outcome.WITHDRAWN, entry, body.over)
