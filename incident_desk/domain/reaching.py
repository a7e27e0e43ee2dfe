"""Whether people on call can be reached: they are tried now and then, when nothing has happened.

A test goes the way of a call (see `calls`): by the ladder of the plan, rung by rung, until they answer.
"""

from incident_desk.domain.call_entries import Answer, How, Settled
from incident_desk.domain.call_list import Called, Link, Made, Said, Stage
from incident_desk.domain.call_rules import (
    LINK_S,
    SAID_LIMIT,
    TEXT_LIMIT,
    rung_due,
    settle_try,
    unsettled,
    worth_until_us,
)
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import applies
from incident_desk.domain.ladders import contact_called
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.on_call import OnCallLists
from incident_desk.domain.on_call_now import lists_now, to_try
from incident_desk.domain.people import NAME_LIMIT, folded_name
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Contact
from incident_desk.domain.reach_entries import ReachAnswered, ReachAsked, ReachSettled, ReachTried
from incident_desk.domain.reach_list import Asked, Reaching, Tested, reach_standings

__all__ = ["Reaching"]

PEOPLE_MOST = 50
"""So many are tried in one go."""


@applies("reaching", ReachAsked)
def asked(reaching: Reaching, entry: Entry, body: ReachAsked) -> None:
    reaching.asked[folded_name(body.name)] = Asked(entry.id, body.name, body.role, entry.occurred_us)


@applies("reaching", ReachTried)
def tried(reaching: Reaching, entry: Entry, body: ReachTried) -> None:
    at_us = entry.occurred_us
    made = Made(entry.id, body.rung, entry.desk, at_us, body.until_us, body.name, body.title, body.is_by_hand)
    reaching.of.setdefault(body.call, Called()).made.append(made)
    if body.link:
        reaching.links[body.link] = Link(body.call, at_us + LINK_S * SECOND_US)


@applies("reaching", ReachSettled)
def settled(reaching: Reaching, entry: Entry, body: ReachSettled) -> None:
    settle_try(reaching.called(body.call), body.made, body.how)


@applies("reaching", ReachAnswered)
def answered(reaching: Reaching, entry: Entry, body: ReachAnswered) -> None:
    key = folded_name(body.name)
    reaching.last[key] = Tested(body.name, body.is_answered, entry.occurred_us, entry.author, body.how, body.text)
    if body.is_answered:
        reaching.answered_us[key] = entry.occurred_us
    if body.link:
        reaching.used.add(body.link)
    if body.call:
        called = reaching.of.setdefault(body.call, Called())
        called.said.append(
            Said(Answer.ACKNOWLEDGED if body.is_answered else Answer.NO_ANSWER, entry.id, entry.occurred_us)
        )
        if not body.is_answered and called.made:
            called.made[-1].settled = Settled.NO_ANSWER


# commands -------------------------------------------------------------------------------------------------------------


class AskReach(Fields, frozen=True):
    """`people` are whom to try, by name or by their key in the plan; without them everybody who is on call now."""

    people: tuple[str, ...] = ()


class TryReach(Fields, frozen=True):
    """`call` is the entry that began the test, `rung` the one that is due."""

    call: EntryId
    rung: int
    link: str = ""
    is_again: bool = False


class SettleReach(Fields, frozen=True):
    """`made` is the entry of the try."""

    call: EntryId
    made: EntryId
    how: Settled
    said: str = ""


class SayReached(Fields, frozen=True):
    """`person` is somebody by name, or a contact of the plan by key. `link` is the hash of the token they used."""

    person: str
    is_answered: bool = True
    text: str = ""
    how: How = How.CALLER
    link: str = ""


@command(
    "reach.test", help="Test who answers: try everybody on call, or these people", slash=("test-on-call",), alone=True
)
def ask_reach(
    plans: Plans, on_call: OnCallLists, reaching: Reaching, context: Context, fields: AskReach
) -> list[Draft]:
    plan, now_us = plans.current, context.now_us
    duties = lists_now(plan, on_call, now_us)
    names = [_named(plan, word) for word in fields.people] or to_try(duties)
    if not names:
        raise RuleError("Nobody is on call: import a list, or say whom to try.")
    if len(names) > PEOPLE_MOST:
        raise RuleError(f"At most {PEOPLE_MOST} people are tried in one go.")
    roles = {folded_name(name): duty.fills[0] for duty in reversed(duties) for name in duty.names if duty.fills}
    under_way = {
        folded_name(each.occasion.holder.name)
        for each in reach_standings(reaching, plan, now_us)
        if each.stage is not Stage.SILENT
    }
    drafts: list[Draft] = []
    for name in dict.fromkeys(names):
        if folded_name(name) not in under_way:
            contact = contact_called(plan, name)
            asks = ReachAsked(name, contact.key if contact else "", roles.get(folded_name(name), ""))
            drafts.append(Draft(asks))
    if not drafts:
        raise RuleError("They are being tried already.")
    return drafts


def _named(plan: Plan, word: str) -> str:
    name = " ".join(word.split()).removeprefix("@")
    contact = contact_meant(plan, name)
    if contact is None and (not name or len(name) > NAME_LIMIT):
        raise RuleError("Say who is to be tried.")
    return contact.name if contact else name


@command("reach.try", help="Write down by which rung somebody is tried: the desk does it by itself", alone=True)
def try_reach(plans: Plans, reaching: Reaching, context: Context, fields: TryReach) -> list[Draft]:
    found = reach_standings(reaching, plans.current, context.now_us)
    wanted = (each for each in found if each.occasion.call == fields.call)
    standing, step = rung_due(wanted, reaching.called(fields.call), fields.rung, is_again=fields.is_again)
    body = ReachTried(
        fields.call,
        fields.rung,
        standing.occasion.holder.name,
        step.channel,
        step.title,
        is_by_hand=step.is_by_hand,
        link=fields.link,
        until_us=worth_until_us(step, context.now_us),
        is_again=fields.is_again,
    )
    return [Draft(body)]


@command("reach.settle", help="Write down what came of one try of a test: the desk does it by itself", alone=True)
def settle_reach(reaching: Reaching, fields: SettleReach) -> list[Draft]:
    found = unsettled(reaching.called(fields.call), fields.made)
    return [Draft(ReachSettled(fields.call, found.entry, found.rung, fields.how, fields.said.strip()[:SAID_LIMIT]))]


@command(
    "reach.answer",
    help="Write down whether somebody answered when they were tried",
    presets={"test-answered": {"is_answered": "true"}, "test-no-answer": {"is_answered": "false"}},
    alone=True,
)
def say_reached(plans: Plans, reaching: Reaching, fields: SayReached) -> list[Draft]:
    if fields.link and fields.link in reaching.used:
        raise RuleError("That link was used already.")
    words = f"{fields.person} {fields.text}".split()
    for count in range(len(words), 0, -1):  # typed without quotes, a name comes in pieces
        contact = contact_meant(plans.current, " ".join(words[:count]).removeprefix("@"))
        if contact is not None:
            return [_answered(reaching, contact.name, contact.key, fields, " ".join(words[count:]))]
    name = " ".join(fields.person.split()).removeprefix("@")
    if not name or len(name) > NAME_LIMIT:
        raise RuleError("Say who was tried.")
    return [_answered(reaching, name, "", fields, fields.text.strip())]


def _answered(reaching: Reaching, name: str, contact: str, fields: SayReached, text: str) -> Draft:
    if len(text) > TEXT_LIMIT:
        raise RuleError(f"That is longer than {TEXT_LIMIT} characters.")
    test = reaching.asked.get(folded_name(name))
    call = test.call if test is not None and reaching.called(test.call).answer is None else None
    return Draft(ReachAnswered(name, fields.is_answered, fields.how, contact, text, call, fields.link))


def contact_meant(plan: Plan, text: str) -> Contact | None:
    """The contact of the plan by name or key."""
    wanted = folded_name(text)
    return next((each for each in plan.contacts if wanted in (each.key.casefold(), folded_name(each.name))), None)
