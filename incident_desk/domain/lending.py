"""Whoever holds a role here is lent to another incident: it is known that they work there as well, and it is fine."""

from collections.abc import Iterator
from typing import Protocol

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.elsewhere import At, Given, given_when
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.holdings import Holding, Roles
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM, EntryId, IncidentId
from incident_desk.domain.kinds import applies, kind
from incident_desk.domain.role_entries import RoleEntry
from incident_desk.domain.sentences import Sentence


@kind("role.lent")
class RoleLent(RoleEntry, frozen=True):
    """The holder of a role may work in another incident as well; `label` is how that was called then.

    `assignment` is the entry that gave them the role: whoever gets it after them is not lent.
    """

    name: str
    other: IncidentId
    label: str
    assignment: EntryId

    def sentence(self) -> Sentence:
        said = {"role": self.title, "name": self.name, "other": self.label}
        return Sentence("{name}, {role}, works in {other} as well, and that is fine", said)


@applies("roles", RoleLent)
def lent(roles: Roles, entry: Entry, body: RoleLent) -> None:
    holding = roles.held.get(body.role)
    if holding is not None:
        holding.lent[body.other] = body.assignment


class Lend(Fields, frozen=True):
    """`other` is the incident in which the holder works as well: an id, a number, or a unique start of a title."""

    role: str
    other: str


@command("role.lend", help="Say that the holder of a role may work in another incident as well", slash=("lend",))
def lend(roles: Roles, context: Context, fields: Lend) -> list[Draft]:
    holding, text = roles.split(fields.role, fields.other)
    other = context.find_incident(text)
    now = holding.holder.last
    if now is None or now.value is None:
        raise RuleError(f"Nobody holds {holding.title}.")
    if other.incident == context.incident:
        raise RuleError("That is this incident.")
    if context.stream_of(other.incident) != OPEN_STREAM == context.stream_of(context.incident or NO_INCIDENT):
        raise RuleError("That incident is restricted, and this line would tell of it.")
    if is_lent(holding, other.incident):
        raise RuleError(f"That {now.value.name} works in {other.label} as well is written down already.")
    return [Draft(RoleLent(holding.key, holding.title, now.value.name, other.incident, other.label, now.entry))]


def is_lent(holding: Holding, other: IncidentId) -> bool:
    """Whether its present holder is lent to that incident."""
    now = holding.holder.last
    return now is not None and holding.lent.get(other) == now.entry


class Lender(Protocol):
    """What a person has to know of who is lent."""

    @property
    def roles(self) -> Roles: ...
    @property
    def others(self) -> tuple[At, ...]: ...
    @property
    def lead(self) -> Holding | None: ...


def to_lend(at: Lender) -> Iterator[tuple[Holding, At, Given]]:
    """Whoever holds a role here, and was given one in another incident after it, by somebody who does not lead here.

    Where they were first it is news; whoever gave them the second saw it.
    """
    leader = at.lead.holder.value.person if at.lead is not None and at.lead.holder.value is not None else None
    for holding in at.roles.held.values():
        now = holding.holder.last
        if now is None or now.value is None:
            continue
        for other in at.others:
            part = other.of(now.value)
            given = part.given if part is not None else None
            if given is None or given < given_when(now) or given.by == leader or is_lent(holding, other.incident):
                continue
            yield holding, other, given
