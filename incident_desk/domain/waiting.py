"""Which messages wait for a yes, and of whom: what is asked for, and what went out before anybody could say it."""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from incident_desk.domain.approvals import OnBoard, asked
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Messages, Proposal, Stage
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Plan


class WithMessages(OnBoard, Protocol):
    """The parts of a board that this follows from."""

    @property
    def messages(self) -> Messages: ...


class Waiting(msgspec.Struct, frozen=True):
    """A message whose exact words wait for a yes. `people` can give it now, `roles` are those that count now.

    `went_first`: the plan let it go out before, and the yes is still owed. `moved_on`: nobody answered in time, and it
    is asked of others as well.
    """

    message: Message
    proposal: Proposal
    roles: tuple[str, ...]
    people: tuple[Holder, ...]
    due_us: int
    went_first: bool = False
    moved_on: bool = False


def waiting(board: WithMessages, plan: Plan, now_us: int) -> Iterator[Waiting]:
    """In the order of the record."""
    for message in board.messages.all:
        went_first = _gone(message)
        proposal = went_first or _proposed(message)
        if proposal is not None and (found := _wanted(board, plan, message, proposal, now_us)):
            yield msgspec.structs.replace(found, went_first=went_first is not None)


def waiting_for(message: EntryId, board: WithMessages, plan: Plan, now_us: int) -> Waiting | None:
    """What this message waits for; nothing any more where it was given meanwhile."""
    return next((each for each in waiting(board, plan, now_us) if each.message.id == message), None)


def _gone(message: Message) -> Proposal | None:
    """What was let go before it was approved, and not stopped."""
    for way in message.ways.values():
        release = way.release
        if release is not None and release.is_before_approval and way.ended is not Stage.STOPPED:
            return message.proposals.get(release.proposal)
    return None


def _proposed(message: Message) -> Proposal | None:
    proposal = message.proposal
    if proposal is None or proposal.declined is not None or message.rivals:
        return None
    is_asked = any(variant.stage is Stage.ASKED for variant in message.variants.values())
    return proposal if is_asked else None


def _wanted(board: WithMessages, plan: Plan, message: Message, proposal: Proposal, now_us: int) -> Waiting | None:
    """None where the plan's rule is met on every channel that is still to be let go, or went first."""
    ways = {channel_of(key): message.ways[key] for key in proposal.texts if key in message.ways}
    open_ = [
        each
        for channel, each in asked(board, plan, proposal).items()
        if not each.is_met and _is_open(message, channel, is_gone=ways[channel].release is not None)
    ]
    if not open_:
        return None
    waited_us = now_us - proposal.at_us
    roles = tuple(dict.fromkeys(key for each in open_ for key in each.rule.roles_after(waited_us)))
    moves_on = [each.rule.moves_on_s for each in open_ if each.rule.next_roles]
    patience_s = min(moves_on, default=plan.cadences.acknowledge_s)
    moved_on = any(waited_us >= after_s * SECOND_US for after_s in moves_on)
    due_us = proposal.at_us + patience_s * SECOND_US
    return Waiting(message, proposal, roles, tuple(_who(board.roles, roles, proposal)), due_us, moved_on=moved_on)


def _is_open(message: Message, channel: str, *, is_gone: bool) -> bool:
    """Whether a channel waits for a yes: not yet let go, or let go first."""
    releases = (way.release for key, way in message.ways.items() if channel_of(key) == channel)
    return not is_gone or any(release is not None and release.is_before_approval for release in releases)


def _who(roles: Roles, among: tuple[str, ...], proposal: Proposal) -> Iterator[Holder]:
    """Who holds one of these roles, did not propose the words and has said nothing yet; each once."""
    told: set[str] = set()
    for key in among:
        holder = roles.held[key].holder.value if key in roles.held else None
        if holder is None or holder.person in proposal.authors or holder.person in proposal.approved:
            continue
        if (name := holder.person or holder.name) not in told:
            told.add(name)
            yield holder
