"""Letting a message go, stopping it before it went, and saying that somebody sent it by hand."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Final

from incident_desk.domain.approvals import Asked, asked, stop_within_s
from incident_desk.domain.approving import OnRecord, standing
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.facts import Facts
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.levels import Levels
from incident_desk.domain.message_entries import (
    End,
    MessageReleased,
    MessageRetried,
    MessageSent,
    MessageStopped,
    channel_of,
)
from incident_desk.domain.message_list import (
    NEXT_UPDATE,
    SENT,
    Message,
    Messages,
    Proposal,
    Release,
    Way,
    filled,
    slots_in,
)
from incident_desk.domain.message_rules import Rules
from incident_desk.domain.messages import open_message
from incident_desk.domain.moments import MINUTE_US, SECOND_US, MomentUs
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.powers import Power
from incident_desk.domain.spans import span_english

SAID_LIMIT: Final = 500


class ReleaseMessage(Fields, frozen=True):
    """`channels` are those by which it goes out; without any, all by which it may. `from_us` is when, if not now.

    `proposal` is the entry of what was read: if its words were changed since, nothing goes out. `is_before_approval`
    sends it at once where the plan lets it be approved afterwards.
    """

    message: str
    channels: tuple[str, ...] = ()
    next_update_us: MomentUs | None = None
    from_us: MomentUs | None = None
    proposal: str = ""
    is_before_approval: bool = False


class StopMessage(Fields, frozen=True):
    """`channels` are those that are stopped; without any, all that have not gone out. `text` says why."""

    message: str
    text: str = ""
    channels: tuple[str, ...] = ()


class SentByHand(Fields, frozen=True):
    """`channel` may be left out where there is only one. `sent_us` is when, if not now."""

    message: str
    channel: str = ""
    receipt: str = ""
    sent_us: MomentUs | None = None


class RetryMessage(Fields, frozen=True):
    message: str
    channels: tuple[str, ...] = ()


@command("message.release", help="Send a message by its channels", slash=("send",))
def release(
    *,
    messages: Messages,
    headline: Headline,
    roles: Roles,
    facts: Facts,
    plans: Plans,
    rules: Rules,
    levels: Levels,
    context: Context,
    fields: ReleaseMessage,
) -> list[Draft]:
    message, plan = open_message(messages, fields.message), plans.of(headline)
    proposal = standing(messages, message, fields.proposal)
    called = messages.label(message)
    if proposal.declined is not None:
        raise RuleError(f"Message {called} was declined by {proposal.declined.name}; it is proposed anew first.")
    stands = asked(OnRecord(headline, roles, facts), plan, proposal)
    wanted = _wanted(message, proposal, stands, fields, called, plan=plan)
    if levels.of:
        for key in wanted:
            if stands[key].is_met:
                _must_be_let(rules, levels, headline, proposal, key, plan=plan)
            else:
                _must_go_first(rules, headline, key, plan=plan)
    from_us = max(fields.from_us or 0, context.now_us + stop_within_s(plan) * SECOND_US)
    next_us, not_after_us = ends(message, proposal, wanted, fields.next_update_us, from_us, plan=plan)
    found = [
        MessageReleased(
            message.id,
            message.number,
            key,
            title_of(plan, key),
            proposal.digest,
            from_us,
            next_update_us=next_us,
            not_after_us=not_after_us,
            is_before_approval=not stands[key].is_met,
        )
        for key in wanted
    ]
    return [Draft(body, subject=subject_of(body)) for body in found]


def subject_of(body: MessageReleased) -> str:
    """By which a shared database knows what is let go, and how."""
    mark = f" witnessed={body.witness}" if body.witness else " after" if body.is_before_approval else ""
    return f"{body.message} {body.channel} {body.digest}{mark}"


def _wanted(
    message: Message,
    proposal: Proposal,
    stands: Mapping[str, Asked],
    fields: ReleaseMessage,
    called: str,
    *,
    plan: Plan,
) -> list[str]:
    """The channels by which it goes. Raises: NotFound; RuleError saying what is missing."""
    free = [key for key in stands if release_of(message, proposal, key) is None]
    ready = [key for key in free if _may_go(stands[key], fields)]
    wanted = [key for key in fields.channels if _must_be_of(proposal, key)] or ready or free[:1]
    if not wanted:
        raise RuleError(f"Message {called} was let go by all its channels already.")
    for key in wanted:
        if key not in free:
            raise RuleError(f"Message {called} was let go by {title_of(plan, key)} already.")
        if not _may_go(stands[key], fields):
            _must_be_met(stands[key], called, plan)
    return wanted


def _may_go(stands: Asked, fields: ReleaseMessage) -> bool:
    return stands.is_met or (fields.is_before_approval and stands.rule.is_afterwards)


def _must_be_of(proposal: Proposal, key: str) -> bool:
    """Always true. Raises: NotFound."""
    if not any(channel_of(each) == key for each in proposal.texts):
        raise NotFound(f"“{key}” is no channel of what is proposed.")
    return True


def _must_be_met(stands: Asked, called: str, plan: Plan) -> None:
    """Raises: RuleError saying whose yes is missing."""
    if stands.is_met:
        return
    roles = stands.rule.by if stands.lacking else stands.rule.legal
    who = " or ".join(plan.role_title(key) for key in roles) or "somebody"
    more = f"{stands.lacking} more" if stands.given and stands.lacking else "a yes of"
    said = f"{more} of {who}" if stands.given and stands.lacking else f"{more} {who}"
    if stands.lacking > 1 and not stands.given:
        said = f"the yes of {stands.lacking} people: {who}"
    raise RuleError(f"Message {called} needs {said} before it goes out by {title_of(plan, stands.channel)}.")


def _must_be_let(
    rules: Rules, levels: Levels, headline: Headline, proposal: Proposal, channel: str, *, plan: Plan
) -> None:
    """Raises: RuleError if the shared database would refuse it: by its rule, or by the levels of who approved."""
    needs, title = rules.needs(channel, headline.severity.value), title_of(plan, channel)
    if needs is None:
        raise RuleError(
            f"The shared database has no rule for {title} yet: an administrator's desk tells it what the plan says."
        )
    counted = sum(not levels.why_not(person, Power.APPROVE) for person in proposal.approved)
    if counted < needs:
        raise RuleError(f"The shared database wants {needs} to approve what goes out by {title}; {counted} did.")


def _must_go_first(rules: Rules, headline: Headline, channel: str, *, plan: Plan) -> None:
    """Raises: RuleError if the shared database would refuse what is to be approved afterwards."""
    if not rules.may_go_first(channel, headline.severity.value):
        raise RuleError(f"The shared database lets nothing go by {title_of(plan, channel)} before it is approved.")


def ends(
    message: Message, proposal: Proposal, channels: Iterable[str], said_us: int | None, from_us: int, *, plan: Plan
) -> tuple[int | None, int | None]:
    """When the next update comes, and until when it may go out. Raises: RuleError if that is no time any more."""
    next_us = said_us or proposal.next_update_us or message.next_update_us
    _must_be_ahead(proposal, channels, next_us, from_us, plan=plan)
    not_after_us = proposal.not_after_us or next_us
    if not_after_us is not None and not_after_us <= from_us:
        raise RuleError("By then it may not go out any more: say a later time, or propose it anew.")
    return next_us, not_after_us


def _must_be_ahead(
    proposal: Proposal, channels: Iterable[str], next_us: int | None, from_us: int, *, plan: Plan
) -> None:
    """Raises: RuleError if the time of the next update is missing, over, or beyond what the plan lets be promised."""
    texts = (text for key, text in proposal.texts.items() if channel_of(key) in channels)
    if next_us is None:
        if any(NEXT_UPDATE in slots_in(text) for text in texts):
            raise RuleError("It names the next update: say when that comes, next_update=20m.")
        return
    limits = plan.sending_or_default
    if next_us < from_us + MINUTE_US:
        raise RuleError("The next update it names is over, or nearly: say a later one.")
    if next_us < from_us + limits.next_update_at_least_s * SECOND_US:
        least = span_english(limits.next_update_at_least_s)
        raise RuleError(f"The plan lets nothing be promised sooner than in {least}: say a later next update.")
    if next_us > from_us + limits.next_update_at_most_s * SECOND_US:
        most = span_english(limits.next_update_at_most_s)
        raise RuleError(f"The plan lets nothing be promised later than in {most}: say an earlier next update.")


def release_of(message: Message, proposal: Proposal, channel: str) -> Release | None:
    keys = (key for key in proposal.texts if channel_of(key) == channel)
    return next((way.release for key in keys if (way := message.ways.get(key)) and way.release), None)


def title_of(plan: Plan, channel: str) -> str:
    return next((each.title for each in plan.channels if each.key == channel), channel)


@command("message.stop", help="Stop a message before it goes out", slash=("stop-message",))
def stop(messages: Messages, headline: Headline, plans: Plans, fields: StopMessage) -> list[Draft]:
    message, plan = messages.find(fields.message), plans.of(headline)
    waiting = dict.fromkeys(
        channel_of(key) for key, way in message.ways.items() if way.release is not None and _is_waiting(way)
    )
    wanted = fields.channels or tuple(waiting)
    for key in wanted:
        if key not in waiting:
            raise RuleError(f"Message {messages.label(message)} is not waiting to go out by {title_of(plan, key)}.")
    if not wanted:
        raise RuleError(f"Nothing of message {messages.label(message)} is waiting to go out.")
    reason = fields.text.strip()[:SAID_LIMIT]
    return [Draft(MessageStopped(message.id, message.number, key, title_of(plan, key), reason)) for key in wanted]


def _is_waiting(way: Way) -> bool:
    return way.sent is None and way.ended is None and way.tried is None


@command("message.sent_by_hand", help="Say that somebody sent it, or read it out", slash=("sent-by-hand",))
def sent_by_hand(
    messages: Messages, headline: Headline, plans: Plans, context: Context, fields: SentByHand
) -> list[Draft]:
    message, plan = messages.find(fields.message), plans.of(headline)
    ready = [key for key, way in message.ways.items() if way.release is not None and way.sent is None]
    named = [key for key in ready if fields.channel in (key, channel_of(key), "")]
    if not named:
        raise RuleError(f"Message {messages.label(message)} waits for nobody to send it there; release it first.")
    if not fields.channel and len({channel_of(key) for key in named}) > 1:
        raise RuleError(f"Say by which channel: {', '.join(dict.fromkeys(map(channel_of, named)))}.")
    at_us = fields.sent_us or context.now_us
    if at_us > context.now_us + MINUTE_US:
        raise RuleError("That is still to come; tick it when it is done.")
    receipt = fields.receipt.strip()[:SAID_LIMIT]
    texts = {key: words(message, key, at_us) for key in named}
    bodies = [
        sent_body(message, key, plan, at_us=at_us, text=text, receipt=receipt, by_hand=True)
        for key, text in texts.items()
    ]
    return [Draft(body, occurred_us=at_us) for body in bodies]


@command("message.retry", help="Try again to send what failed", slash=("retry-message",))
def retry(messages: Messages, headline: Headline, plans: Plans, fields: RetryMessage) -> list[Draft]:
    message, plan = messages.find(fields.message), plans.of(headline)
    failed = [
        key
        for key, variant in message.variants.items()
        if variant.stage == End.FAILED and (not fields.channels or variant.channel in fields.channels)
    ]
    if not failed:
        raise RuleError(f"Nothing of message {messages.label(message)} has failed.")
    return [
        Draft(MessageRetried(message.id, message.number, channel_of(key), title_of(plan, channel_of(key)), key))
        for key in failed
    ]


def words(message: Message, key: str, at_us: int) -> str:
    """What of a message goes out, or went out, by one of its ways at that moment."""
    way, proposal = message.ways[key], message.released(key)
    text = proposal.texts.get(key, "") if proposal else ""
    next_us = way.release.next_update_us if way.release else None
    return filled(text, {SENT: at_us, NEXT_UPDATE: next_us}, UTC)


def sent_body(
    message: Message,
    key: str,
    plan: Plan,
    *,
    at_us: int,
    text: str,
    receipt: str,
    by_hand: bool = False,
    may_be_double: bool = False,
) -> MessageSent:
    """What stands on the record of a variant that went out."""
    proposal, release, channel = message.released(key), message.ways[key].release, channel_of(key)
    return MessageSent(
        message.id,
        message.number,
        channel,
        title_of(plan, channel),
        key,
        text,
        at_us,
        audiences=proposal.audiences if proposal else (),
        next_update_us=release.next_update_us if release else None,
        by_hand=by_hand,
        receipt=receipt,
        may_be_double=may_be_double,
        is_public=channel in plan.public_channels,
    )
