"""What those outside still wait for from us, and which role sees to it: for whoever takes that role over, or comes in.

Words promised to audiences, messages that are written, wait for a yes or are on their way, what somebody asked, and
what the law asks to be told.
"""

import enum
from collections.abc import Iterator
from typing import Final, Protocol

import msgspec

from incident_desk.domain.approvals import OnBoard, asked, may_approve, stages
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.enquiry_list import Enquiries, Enquiry
from incident_desk.domain.fact_uses import to_correct
from incident_desk.domain.holdings import Holder, Holding
from incident_desk.domain.impact import Impact
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Messages, Stage
from incident_desk.domain.moments import plain
from incident_desk.domain.notification_list import Notifications
from incident_desk.domain.notifying import Stand, notifications
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promise_list import Promises
from incident_desk.domain.promises import Standing, standings


class Outgoing(OnBoard, Protocol):
    """The parts of a board that this is read from."""

    @property
    def impact(self) -> Impact: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def enquiries(self) -> Enquiries: ...
    @property
    def notifications(self) -> Notifications: ...


class OwedSort(enum.StrEnum):
    """What somebody outside waits for."""

    PROMISE = "promise"
    MESSAGE = "message"
    ENQUIRY = "enquiry"
    NOTIFICATION = "notification"


class Owed(msgspec.Struct, frozen=True):
    """One thing that is still to come. `roles` see to it; of an enquiry that somebody took it is that `owner`."""

    sort: OwedSort
    words: str
    due_us: int | None
    roles: tuple[str, ...]
    owner: Holder | None = None

    @property
    def english(self) -> str:
        """With its time, as it is told on paper and over a handover."""
        return self.words if self.due_us is None else f"{self.words}, by {plain(self.due_us)}"


_SAID: Final = {
    Stage.DRAFT: "being written for {ways}",
    Stage.ASKED: "waits for a yes for {ways}",
    Stage.APPROVED: "approved and not sent by {ways}",
    Stage.DECLINED: "declined for {ways}, to be written anew",
    Stage.RELEASED: "being sent by {ways}",
    Stage.FAILED: "not delivered by {ways}",
    Stage.LAPSED: "too late for {ways}, to be written anew",
}


def owed_outside(record: Outgoing, plan: Plan) -> list[Owed]:
    """All of it: by sort, what is promised first."""
    keeper = keeper_of(record, plan)
    found = (
        *_promised(record, plan, keeper),
        *_messages(record, plan, keeper),
        *_to_correct(record, keeper),
        *_enquiries(record, keeper),
        *_legal(record, plan),
    )
    return list(found)


def owed_with(record: Outgoing, plan: Plan, holding: Holding) -> list[Owed]:
    """What goes over with a role: what it sees to by the plan, and what its holder took upon themselves."""
    return [each for each in owed_outside(record, plan) if _goes_with(each, record, plan, holding)]


def keeper_of(record: OnBoard, plan: Plan) -> str:
    """The role that keeps the promises: the one of the plan where somebody holds it, else the one that leads."""
    key = plan.sending_or_default.by
    held = record.roles.held.get(key)
    if held is not None and held.holder.value is not None:
        return key
    return plan.roles[0].key if plan.roles else key


def _goes_with(owed: Owed, record: Outgoing, plan: Plan, holding: Holding) -> bool:
    holder, owner = holding.holder.value, owed.owner
    if owner is None:
        return holding.key in owed.roles
    if holder is None or not holder.is_(owner):
        return False
    keeper = record.roles.held.get(keeper_of(record, plan))
    keeps = keeper.holder.value if keeper is not None else None
    is_of_keeper = keeps is not None and keeps.is_(owner)  # of several roles of theirs it goes with that one
    return holding is keeper or not is_of_keeper


# promises -------------------------------------------------------------------------------------------------------------


def _promised(record: Outgoing, plan: Plan, keeper: str) -> Iterator[Owed]:
    regions = {each.key: each.title for each in plan.regions}
    for standing in standings(record, plan):
        for words, due_us in _owed_to(standing, regions):
            yield Owed(OwedSort.PROMISE, f"{standing.title}: {words}", due_us, (keeper,))


def _owed_to(standing: Standing, regions: dict[str, str]) -> Iterator[tuple[str, int | None]]:
    if standing.due_us is not None:
        yield ("the first word" if standing.last_us is None else "the next word"), standing.due_us
        if standing.scope is not None and standing.scope.by is None:
            yield "who is affected", standing.scope.due_us
    if standing.all_clear_us is not None:
        yield "a last word, because it is over", None
    if standing.silent:
        names = ", ".join(regions.get(key, key) for key in standing.silent)
        yield f"not confirmed yet by {names}", None


# messages -------------------------------------------------------------------------------------------------------------


def _messages(record: Outgoing, plan: Plan, keeper: str) -> Iterator[Owed]:
    for message in record.messages.all:
        said = list(_stands(message, record, plan))
        if not said:
            continue
        roles, proposal = (keeper,), message.proposal
        if proposal is not None and proposal.declined is None:
            roles = (keeper, *(each for each in may_approve(record, plan, proposal) if each != keeper))
        words = f"Message {record.messages.label(message)}, {message.title}: {'; '.join(said)}"
        yield Owed(OwedSort.MESSAGE, words, None, roles)


def _stands(message: Message, record: Outgoing, plan: Plan) -> Iterator[str]:
    if message.rivals:
        yield "two proposals, one of them to be chosen"
    by_stage: dict[Stage, list[str]] = {}
    for key, stage in stages(record, plan, message).items():
        by_stage.setdefault(stage, []).append(_way(plan, key))
    for stage, words in _SAID.items():
        if ways := by_stage.get(stage):
            yield words.format(ways=", ".join(ways))
    if _is_unapproved(message, record, plan):
        yield "let go first, and still waits for a yes"


def _is_unapproved(message: Message, record: Outgoing, plan: Plan) -> bool:
    """Whether words went first, as the plan allows, and nobody has approved them since."""
    for key, way in message.ways.items():
        if way.release is None or not way.release.is_before_approval or way.ended is Stage.STOPPED:
            continue
        proposal = message.proposals.get(way.release.proposal)
        if proposal is not None and not asked(record, plan, proposal)[channel_of(key)].is_met:
            return True
    return False


def _to_correct(record: Outgoing, keeper: str) -> Iterator[Owed]:
    """What went out and said what holds no longer."""
    told = (each for fact in record.facts.all for each in to_correct(fact, record.facts, record.messages))
    for each in {each.message.id: each for each in told}.values():
        words = f"Message {record.messages.label(each.message)}, {each.message.title}: to be put right"
        yield Owed(OwedSort.MESSAGE, f"{words}, a fact it told was withdrawn", None, (keeper,))


def _way(plan: Plan, variant: str) -> str:
    channel, language = channel_of(variant), variant.partition("/")[2]
    title = next((each.title for each in plan.channels if each.key == channel), channel)
    return f"{title} ({language})" if language else title


# who asks, and the law ------------------------------------------------------------------------------------------------


def _enquiries(record: Outgoing, keeper: str) -> Iterator[Owed]:
    for enquiry in record.enquiries.all:
        if said := _open(enquiry, record):
            who = ", ".join(filter(None, (enquiry.who, enquiry.outlet))) or "(the words were erased)"
            words = f"Enquiry {record.enquiries.label(enquiry)} from {who}: {said}"
            due_us = enquiry.due_us if enquiry.is_open else None
            yield Owed(OwedSort.ENQUIRY, words, due_us, (keeper,), enquiry.owner.value)


def _open(enquiry: Enquiry, record: Outgoing) -> str:
    if enquiry.is_open:
        return "not answered"
    if enquiry.closed:
        return ""
    if enquiry.withdrawn(record.facts):
        return "its answer is to be put right, a fact of it was withdrawn"
    return "answered twice, and not the same" if enquiry.is_answered_twice else ""


def _legal(record: Outgoing, plan: Plan) -> Iterator[Owed]:
    lead = plan.roles[0].key if plan.roles else ""
    for each in notifications(record, plan):
        if each.is_owed:
            decide = "has it to be told? " if each.stand is Stand.OPEN else ""
            words = f"By law: {decide}{each.title} ({each.recipient})"
            held = (record.roles.held.get(key) for key in each.decides)
            is_decided = any(holding is not None and holding.holder.value is not None for holding in held)
            yield Owed(OwedSort.NOTIFICATION, words, each.due_us, each.decides if is_decided else (lead,))
