"""Saying yes or no to the exact words of a message."""

from typing import Final

import msgspec

from incident_desk.domain.approvals import asked, holds_now, may_approve
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.facts import Facts
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.message_entries import MessageApproved, MessageDeclined
from incident_desk.domain.message_list import Message, Messages, Proposal
from incident_desk.domain.messages import open_message
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.powers import Power

REASON_LIMIT: Final = 2000


class ApproveMessage(Fields, frozen=True):
    """`proposal` is the entry of what was read: if its words were changed since, nothing is approved."""

    message: str
    proposal: str = ""


class DeclineMessage(Fields, frozen=True):
    """`text` says why; `proposal` is as for an approval."""

    message: str
    text: str = ""
    proposal: str = ""


class OnRecord(msgspec.Struct, frozen=True):
    """The parts of a board that approvals follow from, as a command asked for them."""

    headline: Headline
    roles: Roles
    facts: Facts


@command(
    "message.approve",
    help="Say that a message may go out in these words",
    slash=("approve-message",),
    who="who holds one of the roles that the plan names for it, and did not propose these words",
    power=Power.APPROVE,
)
def approve(
    *,
    messages: Messages,
    headline: Headline,
    roles: Roles,
    facts: Facts,
    people: People,
    plans: Plans,
    context: Context,
    fields: ApproveMessage,
) -> list[Draft]:
    message = open_message(messages, fields.message)
    board, plan = OnRecord(headline, roles, facts), plans.of(headline)
    proposal = standing(messages, message, fields.proposal)
    called = messages.label(message)
    if proposal.declined is not None:
        raise RuleError(f"Message {called} was declined by {proposal.declined.name}; it is proposed anew first.")
    if context.by in proposal.authors:
        raise RuleError(f"You proposed these words of message {called}: somebody else approves them.")
    if context.by in proposal.approved:
        raise RuleError(f"You have approved message {called} already.")
    wanted = may_approve(board, plan, proposal, context.now_us)
    if not wanted:
        raise RuleError(f"Message {called} may go out already.")
    role = holds_now(roles, context.by, wanted)
    if not role:
        raise RuleError(f"This is for {holders(wanted, roles, plan, people)}, as the plan has it.")
    name = people.name(context.by)
    body = MessageApproved(message.id, message.number, proposal.entry, role, plan.role_title(role), name)
    return [Draft(body, subject=proposal.digest)]


@command(
    "message.decline",
    help="Say that a message does not go out like this, and why",
    slash=("decline-message",),
    who="who holds one of the roles that the plan names for it",
)
def decline(
    *,
    messages: Messages,
    headline: Headline,
    roles: Roles,
    facts: Facts,
    people: People,
    plans: Plans,
    context: Context,
    fields: DeclineMessage,
) -> list[Draft]:
    message = open_message(messages, fields.message)
    board, plan = OnRecord(headline, roles, facts), plans.of(headline)
    proposal = standing(messages, message, fields.proposal)
    reason = fields.text.strip()
    if not reason:
        raise RuleError("Say why, so that it can be written better.")
    if len(reason) > REASON_LIMIT:
        raise RuleError(f"That is longer than {REASON_LIMIT} characters.")
    if proposal.declined is not None:
        raise RuleError(f"Message {messages.label(message)} was declined already.")
    waited_us = context.now_us - proposal.at_us
    stands = asked(board, plan, proposal).values()
    named = dict.fromkeys(key for each in stands for key in each.rule.roles_after(waited_us))
    lead = plan.roles[0].key if plan.roles else ""
    role = holds_now(roles, context.by, (*named, lead))
    if not role:
        raise RuleError(f"This is for {holders((*named, lead), roles, plan, people)}, as the plan has it.")
    name = people.name(context.by)
    body = MessageDeclined(message.id, message.number, proposal.entry, role, plan.role_title(role), name, reason=reason)
    return [Draft(body)]


def standing(messages: Messages, message: Message, read: str) -> Proposal:
    """What is proposed now. Raises: RuleError if nothing is, if it is not what was read, or if two differ."""
    called = messages.label(message)
    if message.rivals:
        raise RuleError(f"Two desks proposed different words for message {called} at once: choose one of them first.")
    proposal = message.proposal
    if proposal is None:
        raise RuleError(f"Message {called} is still being written: propose it first.")
    if read and not proposal.entry.startswith(read):
        raise RuleError(f"The words of message {called} were changed since you read them. Read them again.")
    return proposal


def holders(wanted: tuple[str, ...], roles: Roles, plan: Plan, people: People) -> str:
    """The roles and who holds each: "Incident manager (Ada) or Legal counsel (nobody)"."""
    found: list[str] = []
    for key in wanted:
        holder = roles.held[key].holder.value if key in roles.held else None
        found.append(f"{plan.role_title(key)} ({holder.now(people).name if holder else 'nobody'})")
    return " or ".join(dict.fromkeys(found))
