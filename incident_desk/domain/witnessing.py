"""Letting words go while the shared database is away: a second person says yes at the sender's desk, or on the phone.

It is marked for ever. When the shared database can be asked again it says whether it accepts that; where it does not,
and the words are out, that is loud until whoever leads has said what came of it.
"""

from collections.abc import Mapping
from typing import Final

from incident_desk.domain.approvals import Asked, asked, holds_now, stop_within_s
from incident_desk.domain.approving import OnRecord, holders, standing
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.delivering import OneWay
from incident_desk.domain.errors import RuleError
from incident_desk.domain.facts import Facts
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import PersonId
from incident_desk.domain.levels import Levels
from incident_desk.domain.message_entries import MessageExplained, MessageRefused, MessageReleased, channel_of
from incident_desk.domain.message_list import Message, Messages, Proposal, Way
from incident_desk.domain.message_rules import Rules
from incident_desk.domain.messages import open_message
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.powers import Power
from incident_desk.domain.releasing import SAID_LIMIT, ends, release_of, subject_of, title_of

AT_THE_DESK: Final = "at this desk, by their own key"


class WitnessMessage(Fields, frozen=True):
    """`how` says how the witness said yes: "by phone, read back word for word". With a `seal` it is the signature of a
    desk of theirs, and nothing has to be said. Without `channels`, all for which the plan takes a witness.

    `proposal` is the entry of what was read: if its words were changed since, nothing goes out.
    """

    message: str
    witness: str
    how: str = ""
    channels: tuple[str, ...] = ()
    next_update_us: MomentUs | None = None
    proposal: str = ""
    seal: str = ""


class ExplainMessage(Fields, frozen=True):
    """`text` says what came of it: who was told, what was put right. Without `channels`, all that it is about."""

    message: str
    text: str
    channels: tuple[str, ...] = ()


class TellRefused(OneWay, frozen=True):
    """Nothing more has to be said."""


@command(
    "message.witness",
    help="Let a message go while the shared database is away, with a second person as witness",
    slash=("witness-message",),
    who="whoever sends; the witness is somebody else who may approve it and did not write it",
)
def witness(
    *,
    messages: Messages,
    headline: Headline,
    roles: Roles,
    facts: Facts,
    people: People,
    plans: Plans,
    rules: Rules,
    levels: Levels,
    context: Context,
    fields: WitnessMessage,
) -> list[Draft]:
    message, plan = open_message(messages, fields.message), plans.of(headline)
    proposal, called = standing(messages, message, fields.proposal), messages.label(message)
    if not levels.of:
        raise RuleError("This record is shared with nobody: whoever the plan names approves it here.")
    if proposal.declined is not None:
        raise RuleError(f"Message {called} was declined by {proposal.declined.name}; it is proposed anew first.")
    stands = asked(OnRecord(headline, roles, facts), plan, proposal)
    wanted = _wanted(message, proposal, stands, fields, called, plan=plan)
    _must_be_known(wanted, rules, headline, plan)
    waited_us = context.now_us - proposal.at_us
    named = tuple(dict.fromkeys(role for key in wanted for role in _roles(stands[key], waited_us)))
    person = _able(people.find(fields.witness), proposal, context, people, levels, called=called)
    if named and not holds_now(roles, person, named):
        raise RuleError(f"A witness of it is {holders(named, roles, plan, people)}, as the plan has it.")
    how = fields.how.strip()[:SAID_LIMIT] or (AT_THE_DESK if fields.seal else "")
    if not how:
        raise RuleError("Say how they said yes: by phone, and that you read the words to them.")
    from_us = context.now_us + stop_within_s(plan) * SECOND_US
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
            witness=person,
            name=people.name(person),
            how=how,
            seal=fields.seal,
        )
        for key in wanted
    ]
    return [Draft(body, subject=subject_of(body)) for body in found]


def _wanted(
    message: Message,
    proposal: Proposal,
    stands: Mapping[str, Asked],
    fields: WitnessMessage,
    called: str,
    *,
    plan: Plan,
) -> list[str]:
    """The channels by which it goes. Raises: RuleError saying why it does not."""
    free = [key for key in stands if release_of(message, proposal, key) is None]
    wanted = list(fields.channels) or [key for key in free if stands[key].rule.is_witnessed] or free[:1]
    if not wanted:
        raise RuleError(f"Message {called} was let go by all its channels already.")
    for key in wanted:
        if key not in free:
            raise RuleError(f"Message {called} does not wait to be let go by {title_of(plan, key)}.")
        if not stands[key].rule.is_witnessed:
            raise RuleError(
                f"While the shared database is away, the plan lets nothing go by {title_of(plan, key)}, "
                "with a witness or without."
            )
    return wanted


def _must_be_known(wanted: list[str], rules: Rules, headline: Headline, plan: Plan) -> None:
    """Raises: RuleError if the shared database would refuse a witness there."""
    for key in wanted:
        if not rules.may_be_witnessed(key, headline.severity.value):
            raise RuleError(f"The shared database was not told that a witness is enough for {title_of(plan, key)}.")


def _roles(stands: Asked, waited_us: int) -> tuple[str, ...]:
    """Whose word the plan takes there; where only that of the law is missing, it has to be that one."""
    only_legal = stands.lacks_legal and not stands.lacking
    return stands.rule.legal if only_legal else stands.rule.roles_after(waited_us)


def _able(
    person: PersonId, proposal: Proposal, context: Context, people: People, levels: Levels, *, called: str
) -> PersonId:
    """The same person. Raises: RuleError if the shared database would refuse such a witness."""
    if person == context.by:
        raise RuleError("A witness is a second person: nobody is their own.")
    if person in proposal.authors:
        raise RuleError(f"{people.name(person)} proposed these words of message {called}: somebody else witnesses.")
    if levels.why_not(person, Power.APPROVE):
        raise RuleError(f"{people.name(person)} may approve nothing in the shared record, and so witness nothing.")
    return person


@command("message.explain", help="Say what came of words that went out without acceptance", slash=("explain-message",))
def explain(
    *,
    messages: Messages,
    headline: Headline,
    roles: Roles,
    people: People,
    plans: Plans,
    context: Context,
    fields: ExplainMessage,
) -> list[Draft]:
    message, plan = messages.find(fields.message), plans.of(headline)
    found = [key for key, way in message.ways.items() if way.is_unaccepted and way.explained is None]
    wanted = [key for key in found if not fields.channels or channel_of(key) in fields.channels]
    if not wanted:
        raise RuleError(f"Nothing of message {messages.label(message)} went out without acceptance.")
    if not (reason := fields.text.strip()[:SAID_LIMIT]):
        raise RuleError("Say what came of it: who was told, what was put right.")
    lead = plan.roles[0].key if plan.roles else ""
    is_led = lead in roles.held and roles.held[lead].holder.value is not None
    if is_led and not holds_now(roles, context.by, (lead,)):
        raise RuleError(f"This is for {holders((lead,), roles, plan, people)}, who leads.")
    name = people.name(context.by)
    titles = {key: title_of(plan, channel_of(key)) for key in wanted}
    return [
        Draft(MessageExplained(message.id, message.number, channel_of(key), titles[key], key, name, reason))
        for key in wanted
    ]


@command("message.tell_refused", help="Write down that what went out was refused: the desk does it by itself")
def tell_refused(messages: Messages, headline: Headline, plans: Plans, fields: TellRefused) -> list[Draft]:
    message = messages.find(fields.message)
    way = message.ways.get(fields.variant) or Way()
    if not way.is_unaccepted or way.refused is not None:
        raise RuleError("It was not refused, or that stands on the record already.")
    channel = channel_of(fields.variant)
    title = title_of(plans.of(headline), channel)
    return [Draft(MessageRefused(message.id, message.number, channel, title, fields.variant))]
