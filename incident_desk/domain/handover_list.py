"""The handovers of an incident: the state. Which role was offered to whom, and what came of it."""

import enum

import msgspec

from incident_desk.domain.fields import Field
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.ids import EntryId, PersonId, TaskId
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.timeline import Timeline


class Outcome(enum.StrEnum):
    """How an offer can end."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class HandoverState(enum.StrEnum):
    """How an offer stands. OVERTAKEN: the role went elsewhere before it was answered."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


class Handover(msgspec.Struct):
    """One role offered to one person. Its words are those of its line on the timeline."""

    id: EntryId
    role: str
    by: PersonId
    giver: Holder
    taker: Holder
    offered_us: int
    assignment: EntryId | None = None
    tasks: tuple[TaskId, ...] = ()
    room: EntryId | None = None
    ending: Field[Outcome] = msgspec.field(default_factory=Field[Outcome])

    @property
    def has_crossed(self) -> bool:
        """Whether one desk accepted it while another ended it otherwise: two may think now that they have the role."""
        return self.ending.is_conflicted and Outcome.ACCEPTED in [s.value for s in self.ending.settings]

    @property
    def outcome(self) -> Outcome | None:
        """What came of it. An acceptance holds over what crossed it: whoever accepted is at work already."""
        return Outcome.ACCEPTED if self.has_crossed else self.ending.value

    @property
    def ended(self) -> EntryId | None:
        """The entry that ended it."""
        found = [s.entry for s in self.ending.settings if s.value is self.outcome]
        return found[-1] if found else None


class Handovers(msgspec.Struct):
    """The handovers of an incident, in the order of the record."""

    of: dict[EntryId, Handover] = msgspec.field(default_factory=dict[EntryId, Handover])

    @property
    def all(self) -> list[Handover]:
        return list(self.of.values())

    def waiting(self, roles: Roles) -> list[Handover]:
        """Those that somebody has still to answer, the first offered first."""
        return [each for each in self.of.values() if state_of(each, roles) is HandoverState.WAITING]


def state_of(handover: Handover, roles: Roles) -> HandoverState:
    """How it stands now. It waits as long as the giver holds the role by the same entry as when they offered it."""
    if handover.outcome is not None:
        return HandoverState(handover.outcome.value)
    holding = roles.held.get(handover.role)
    is_theirs = holding is not None and handover.assignment in holding.holder.heads
    return HandoverState.WAITING if is_theirs else HandoverState.OVERTAKEN


def waits_for_more(handovers: Handovers, accepted: EntryId, roles: Roles) -> bool:
    """Whether whoever accepted this offer has still to answer for other roles that were offered with it."""
    handover = handovers.of.get(accepted)
    if handover is None or handover.room is None:
        return False
    waiting = (each for each in handovers.waiting(roles) if each.room == handover.room)
    return any(each.taker.is_(handover.taker) for each in waiting)


def is_crossed(handover: Handover, roles: Roles) -> bool:
    """Whether it was accepted and ended otherwise at once, and nobody has settled who holds the role since."""
    holding = roles.held.get(handover.role)
    return handover.has_crossed and holding is not None and handover.ended in holding.holder.heads


def is_loud(handover: Handover, acknowledge_s: int, now_us: int) -> bool:
    """Whether a waiting offer has gone unanswered for longer than the plan waits for an answer.

    Args:
        acknowledge_s: the plan's, in seconds.
        now_us: microseconds since the epoch, UTC.
    """
    return now_us >= handover.offered_us + acknowledge_s * SECOND_US


def handed_over(holding: Holding, timeline: Timeline) -> str:
    """What the one before wrote for whoever holds the role; empty if nothing, or if the words were erased."""
    if holding.handed is None:
        return holding.handover
    return timeline.text_of(holding.handed)
