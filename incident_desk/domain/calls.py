"""Calling people in by the plan's ladder of contacts, until they answer: no approval needed."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from incident_desk.domain.addressing import must_know
from incident_desk.domain.call_entries import Answer, CallAnswered, CallMade, CallSettled, How, Settled
from incident_desk.domain.call_list import Called, Calls, Link, Made, Occasion, Said, needed, standings
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
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holding, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import applies
from incident_desk.domain.leading import managing
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.role_entries import RoleAcknowledged, RoleAssigned
from incident_desk.domain.task_entries import TaskAcknowledged
from incident_desk.domain.task_list import Tasks

__all__ = ["Calls"]


class OnRecord(msgspec.Struct, frozen=True):
    """The parts of a board that calls follow from, as a command asked for them."""

    headline: Headline
    roles: Roles
    tasks: Tasks
    calls: Calls


@applies("calls", CallMade)
def made(calls: Calls, entry: Entry, body: CallMade) -> None:
    called = calls.of.setdefault(body.call, Called())
    at_us = entry.occurred_us
    called.made.append(
        Made(entry.id, body.rung, entry.desk, at_us, body.until_us, body.name, body.title, body.is_by_hand, body.about)
    )
    if body.link:
        calls.links[body.link] = Link(body.call, at_us + LINK_S * SECOND_US)


@applies("calls", CallSettled)
def settled(calls: Calls, entry: Entry, body: CallSettled) -> None:
    settle_try(calls.called(body.call), body.made, body.how)


@applies("calls", CallAnswered)
def answered(calls: Calls, entry: Entry, body: CallAnswered) -> None:
    called = calls.of.setdefault(body.call, Called())
    called.said.append(Said(body.answer, entry.id, entry.occurred_us))
    if body.answer is Answer.NO_ANSWER and called.made:
        called.made[-1].settled = Settled.NO_ANSWER
    if body.link:
        calls.used.add(body.link)
    if body.next_link:
        calls.links[body.next_link] = Link(body.call, body.until_us)


# commands ------------------------------------------------------------------------------------------------------------


class Make(Fields, frozen=True):
    """`call` is the entry that gave somebody what they are needed for, `rung` the one that is due."""

    call: EntryId
    rung: int
    link: str = ""
    is_again: bool = False


class Settle(Fields, frozen=True):
    """`made` is the entry of the try."""

    call: EntryId
    made: EntryId
    how: Settled
    said: str = ""


class AnswerCall(Fields, frozen=True):
    """`call` is a name, or the entry that gave them what they are needed for. `text` says why, or what came of it.

    Whoever comes as a deputy takes the role.
    """

    call: str
    answer: Answer
    text: str = ""
    how: How = How.CALLER
    link: str = ""
    next_link: str = ""


@command("call.make", help="Write down by which rung of the ladder somebody is called: the desk does it by itself")
def make(
    *,
    headline: Headline,
    roles: Roles,
    tasks: Tasks,
    calls: Calls,
    people: People,
    plans: Plans,
    context: Context,
    fields: Make,
) -> list[Draft]:
    board = OnRecord(headline, roles, tasks, calls)
    found = standings(board, plans.of(headline), people, context.now_us)
    wanted = (each for each in found if each.occasion.call == fields.call)
    standing, step = rung_due(wanted, calls.called(fields.call), fields.rung, is_again=fields.is_again)
    occasion = standing.occasion
    body = CallMade(
        fields.call,
        fields.rung,
        occasion.holder.name,
        step.channel,
        step.title,
        occasion.about,
        person=occasion.holder.person,
        is_by_hand=step.is_by_hand,
        link=fields.link,
        until_us=worth_until_us(step, context.now_us),
        is_again=fields.is_again,
    )
    return [Draft(body)]


@command("call.settle", help="Write down what came of one try to call somebody: the desk does it by itself")
def settle(calls: Calls, fields: Settle) -> list[Draft]:
    found = unsettled(calls.called(fields.call), fields.made)
    said = fields.said.strip()[:SAID_LIMIT]
    return [Draft(CallSettled(fields.call, found.entry, found.rung, fields.how, found.name, found.title, said))]


@command(
    "call.answer",
    help="Write down what somebody who was called says: they come, they decline, or nobody answers",
    presets={
        "reached": {"answer": "acknowledged"},
        "call-declined": {"answer": "declined"},
        "no-answer": {"answer": "no answer"},
    },
)
def answer(
    *,
    headline: Headline,
    roles: Roles,
    tasks: Tasks,
    calls: Calls,
    people: People,
    plans: Plans,
    restriction: Restriction,
    context: Context,
    fields: AnswerCall,
) -> list[Draft]:
    board, plan = OnRecord(headline, roles, tasks, calls), plans.of(headline)
    occasion, text = _meant(needed(board, plan, people, context.now_us), fields)
    if fields.link and fields.link in calls.used:
        raise RuleError("That link was used already.")
    if len(text) > TEXT_LIMIT:
        raise RuleError(f"That is longer than {TEXT_LIMIT} characters.")
    body = CallAnswered(
        occasion.call,
        fields.answer,
        fields.how,
        occasion.holder.name,
        occasion.about,
        person=occasion.holder.person,
        text=text,
        link=fields.link,
        next_link=fields.next_link,
        until_us=context.now_us + LINK_S * SECOND_US if fields.next_link else 0,
    )
    if fields.answer not in _COMES:
        return [Draft(body)]
    if occasion.is_deputy:
        return [Draft(body), *_taken(occasion, roles.held[occasion.role], plan, restriction, context)]
    return [Draft(body), *_acknowledged(occasion, roles, tasks)]


_COMES: Final = (Answer.ACKNOWLEDGED, Answer.DONE)


def _meant(waited_for: Iterable[Occasion], fields: AnswerCall) -> tuple[Occasion, str]:
    """The call that is meant, and the words. Typed without quotes, "Ada Lovelace in ten minutes" comes in pieces."""
    found = list(waited_for)
    if exact := next((each for each in found if each.call == fields.call), None):
        return exact, fields.text.strip()
    words = f"{fields.call} {fields.text}".strip().removeprefix("@").split()
    for count in range(len(words), 0, -1):
        wanted = " ".join(words[:count]).casefold()
        named = [each for each in found if each.holder.name.casefold() == wanted and not each.is_acknowledged]
        if named:
            return named[0], " ".join(words[count:])
    raise NotFound(f"Nobody called “{fields.call}” is waited for in this incident.")


def _taken(
    occasion: Occasion, holding: Holding, plan: Plan, restriction: Restriction, context: Context
) -> Iterator[Draft]:
    """The role goes to the deputy who comes, and whoever did not answer is out of it."""
    taker = occasion.holder
    must_know(restriction, taker)
    yield from managing(holding, taker, plan, restriction, context)
    over = holding.holder.over
    yield Draft(RoleAssigned(holding.key, holding.title, taker.name, taker.person, taken=True, over=over))


def _acknowledged(occasion: Occasion, roles: Roles, tasks: Tasks) -> Iterator[Draft]:
    if occasion.is_acknowledged:
        return
    if occasion.task is not None:
        task = tasks.of[occasion.task]
        yield Draft(TaskAcknowledged(task.id, task.number, occasion.holder.name, occasion.call))
    else:
        holding = roles.held[occasion.role]
        yield Draft(RoleAcknowledged(holding.key, holding.title, occasion.holder.name, occasion.call))
