"""Follow-ups: added with an owner and a due time by the plan, changed, done with what shows it, dropped, reopened."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.follow_up_entries import (
    Aim,
    FollowUpAdded,
    FollowUpChanged,
    FollowUpDropped,
    FollowUpFinished,
    FollowUpReopened,
    Priority,
)
from incident_desk.domain.follow_up_list import FollowUp, FollowUps
from incident_desk.domain.lessons import Lessons
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.place_list import opened_address
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.restriction import Restriction

WORDS_LIMIT = 1000
WEEK_S = 7 * 24 * 3600
USUAL_S = {Priority.HIGH: 4 * WEEK_S, Priority.NORMAL: 8 * WEEK_S}
"""Where a plan says nothing of it."""


class AddFollowUp(Fields, frozen=True):
    """`text` is what is to be done; `person` does it ("me" is whoever writes). Without `due` the plan says until when,
    by the `priority`. `aim` is what it is good for when the same begins again, `verify` how it will be seen that it is
    done. `lesson` is the number of the one it comes of, `link` leads to it in another tool.
    """

    text: str
    person: str = "me"
    priority: Priority = Priority.NORMAL
    aim: Aim = Aim.PREVENT
    due_us: MomentUs | None = None
    verify: str = ""
    lesson: str = ""
    link: str = ""
    origin: str = ""


class ChangeFollowUp(Fields, frozen=True):
    """`follow_up` is its number, or the start of its words. What is left out stays as it is."""

    follow_up: str
    text: str | UnsetType = UNSET
    person: str | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    aim: Aim | UnsetType = UNSET
    due_us: MomentUs | UnsetType = UNSET
    verify: str | UnsetType = UNSET
    link: str | UnsetType = UNSET
    reason: str = ""


class FinishFollowUp(Fields, frozen=True):
    """`evidence` shows that it is done: a link, what was tried, who saw it work."""

    follow_up: str
    evidence: str = ""
    occurred_us: MomentUs | None = None


class DropFollowUp(Fields, frozen=True):
    follow_up: str
    reason: str = ""


class ReopenFollowUp(Fields, frozen=True):
    follow_up: str
    reason: str = ""


@command("followup.add", help="Say what is to be done after the incident", slash=("follow-up",))
def add(
    *,
    follow_ups: FollowUps,
    lessons: Lessons,
    plans: Plans,
    people: People,
    restriction: Restriction,
    context: Context,
    fields: AddFollowUp,
) -> list[Draft]:
    owner = holder_called(people, context, fields.person)
    must_know(restriction, owner)
    due_us = fields.due_us
    if due_us is None:
        due_us = context.now_us + due_after_s(plans.current, fields.priority) * SECOND_US
    body = FollowUpAdded(
        next_number(follow_ups.all),
        _to_do(fields.text),
        owner.name,
        owner.person,
        due_us,
        fields.priority,
        fields.aim,
        checked_words(fields.verify),
        lessons.find(fields.lesson).id if fields.lesson else None,
        _link(fields.link),
        fields.origin,
    )
    return [Draft(body)]


@command("followup.change", help="Change what is to be done after the incident", slash=("change-follow-up",))
def change(
    follow_ups: FollowUps, people: People, restriction: Restriction, context: Context, fields: ChangeFollowUp
) -> list[Draft]:
    one = _open(follow_ups, fields.follow_up)
    new = {fact: value for fact, value in _given(fields).items() if _is_other(one, fact, value)}
    owner = None if fields.person is UNSET else holder_called(people, context, fields.person)
    over = {fact: getattr(one, fact).over for fact in new}
    if owner is not None and (owner != one.owner.value or one.owner.is_conflicted):
        must_know(restriction, owner)
        new |= {"name": owner.name, "person": owner.person}
        over["owner"] = one.owner.over
    if not new:
        raise RuleError(f"Nothing of follow-up {follow_ups.label(one)} would change.")
    due_us = one.due_us.value
    if due_us is not None and new.get("due_us", due_us) > due_us and not fields.reason.strip():
        raise RuleError(f"Say why follow-up {follow_ups.label(one)} is due later than it was.")
    return [Draft(FollowUpChanged(one.id, one.number, over=over, reason=checked_words(fields.reason), **new))]


@command("followup.finish", help="Say that a follow-up is done, and what shows it", slash=("follow-up-done",))
def finish(follow_ups: FollowUps, fields: FinishFollowUp) -> list[Draft]:
    one = _open(follow_ups, fields.follow_up)
    evidence = checked_words(fields.evidence)
    if not evidence:
        hint = f" It was to be verified so: {one.verify.value}." if one.verify.value else ""
        raise RuleError(f"Say what shows that it is done: a link, what was tried, who saw it work.{hint}")
    return [Draft(FollowUpFinished(one.id, one.number, evidence, one.ending.over), occurred_us=fields.occurred_us)]


@command("followup.drop", help="Say that a follow-up will not be done, and why", slash=("drop-follow-up",))
def drop(follow_ups: FollowUps, fields: DropFollowUp) -> list[Draft]:
    one = _open(follow_ups, fields.follow_up)
    reason = checked_words(fields.reason)
    if not reason:
        raise RuleError("Say why it will not be done: whoever has the same incident again will ask.")
    return [Draft(FollowUpDropped(one.id, one.number, reason, one.ending.over))]


@command("followup.reopen", help="Take a follow-up up again", slash=("reopen-follow-up",))
def reopen(follow_ups: FollowUps, fields: ReopenFollowUp) -> list[Draft]:
    one = follow_ups.find(fields.follow_up)
    if one.is_open and not one.ending.is_conflicted:
        raise RuleError(f"Follow-up {follow_ups.label(one)} is open.")
    return [Draft(FollowUpReopened(one.id, one.number, checked_words(fields.reason), one.ending.over))]


def due_after_s(plan: Plan, priority: Priority) -> int:
    """How long a follow-up of this priority may take by the plan, in seconds."""
    if plan.review is None:
        return USUAL_S[priority]
    return plan.review.follow_ups_high_s if priority is Priority.HIGH else plan.review.follow_ups_normal_s


def _open(follow_ups: FollowUps, text: str) -> FollowUp:
    """Raises: NotFound; RuleError if it ended."""
    one = follow_ups.find(text)
    ending = one.ending.value
    if ending is not None and not one.ending.is_conflicted:
        raise RuleError(f"Follow-up {follow_ups.label(one)}: {ending.how}; /reopen-follow-up it first.")
    return one


def _given(fields: ChangeFollowUp) -> dict[str, Any]:
    """Every fact that was named, as it is to be."""
    ways = {"text": _to_do, "verify": checked_words, "link": _link}
    named = {name: getattr(fields, name) for name in ("text", "due_us", "priority", "aim", "verify", "link")}
    return {name: ways.get(name, _same)(value) for name, value in named.items() if value is not msgspec.UNSET}


def _same(value: Any) -> Any:
    return value


def _is_other(one: FollowUp, fact: str, value: object) -> bool:
    field = getattr(one, fact)
    return field.is_conflicted or field.value != value


def _to_do(text: str) -> str:
    if not text.strip():
        raise RuleError("Say what is to be done.")
    return checked_words(" ".join(text.split()))


def checked_words(text: str) -> str:
    """Raises: RuleError if they are too long."""
    words = text.strip()
    if len(words) > WORDS_LIMIT:
        raise RuleError(f"At most {WORDS_LIMIT} characters there; this has {len(words)}.")
    return words


def _link(text: str) -> str:
    """Raises: RuleError for what no browser would be given."""
    link = text.strip()
    if link and (len(link) > WORDS_LIMIT or (opened_address(link) or "tel:").startswith("tel:")):
        raise RuleError("A link begins with https:// or http://, and has no blank in it.")
    return link
