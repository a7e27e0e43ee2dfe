"""Who else asks: questions from outside are noted, taken, and answered from the prepared lines of the plan."""

import msgspec

from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.approvals import holds_now
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.enquiry_entries import (
    By,
    EnquiryAnswered,
    EnquiryClosed,
    EnquiryNoted,
    EnquiryPutOff,
    EnquiryTaken,
    LineApproved,
)
from incident_desk.domain.enquiry_list import Approved, Enquiries, Enquiry, Given
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.facts import Facts
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.if_asked import Offer, WhyNot, prepared
from incident_desk.domain.kinds import applies
from incident_desk.domain.messages import Messages
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promising import Promises
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.timeline import checked_text

__all__ = ["Enquiries", "Enquiry"]

NAME_LETTERS = 200
"""What is said of whoever asks is a name or an address, not a story."""


@applies("enquiries", EnquiryNoted)
def noted(enquiries: Enquiries, entry: Entry, body: EnquiryNoted) -> None:
    enquiry = Enquiry(
        entry.id,
        body.number,
        entry.desk,
        entry.author,
        entry.occurred_us,
        body.who,
        body.outlet,
        body.reach,
        body.came_by,
    )
    enquiry.due.set(body.due_us, entry, ())
    if body.name or body.person:
        enquiry.owner.set(Holder(body.name, body.person), entry, ())
    enquiries.of[entry.id] = enquiry


@applies("enquiries", EnquiryTaken)
def taken(enquiries: Enquiries, entry: Entry, body: EnquiryTaken) -> None:
    if enquiry := enquiries.of.get(body.enquiry):
        enquiry.owner.set(Holder(body.name, body.person), entry, body.over)


@applies("enquiries", EnquiryPutOff)
def put_off(enquiries: Enquiries, entry: Entry, body: EnquiryPutOff) -> None:
    if enquiry := enquiries.of.get(body.enquiry):
        enquiry.due.set(body.due_us, entry, body.over)


@applies("enquiries", EnquiryAnswered)
def answered(enquiries: Enquiries, entry: Entry, body: EnquiryAnswered) -> None:
    if enquiry := enquiries.of.get(body.enquiry):
        enquiry.answers.set(Given(entry.id, body.line, body.facts), entry, body.over)


@applies("enquiries", EnquiryClosed)
def closed(enquiries: Enquiries, entry: Entry, body: EnquiryClosed) -> None:
    if enquiry := enquiries.of.get(body.enquiry):
        enquiry.closed.append(entry.id)


@applies("enquiries", LineApproved)
def line_approved(enquiries: Enquiries, entry: Entry, body: LineApproved) -> None:
    approved = Approved(entry.id, body.text, body.facts, entry.author, entry.occurred_us)
    enquiries.approved.setdefault(body.line, []).append(approved)


# commands ------------------------------------------------------------------------------------------------------------


class NoteEnquiry(Fields, frozen=True):
    """`who` asks, for which `outlet`; `reach` is a number or an address. `due` is until when they wait.

    `owner` is whoever answers: a name, or "me".
    """

    who: str
    text: str
    outlet: str = ""
    reach: str = ""
    came_by: By = By.PHONE
    due_us: MomentUs | None = None
    owner: str = ""
    occurred_us: MomentUs | None = None


class TakeEnquiry(Fields, frozen=True):
    """`enquiry` is its number. Without a `person` it is whoever writes."""

    enquiry: str
    person: str = "me"


class PutOffEnquiry(Fields, frozen=True):
    """Without `due` nobody says any longer until when."""

    enquiry: str
    due_us: MomentUs | None = None


class AnswerEnquiry(Fields, frozen=True):
    """`line` is the key of a prepared answer, which is then what was said; else `text` is, word for word.

    `speaker` gave the answer, if not whoever writes.
    """

    enquiry: str
    text: str = ""
    line: str = ""
    speaker: str = ""
    occurred_us: MomentUs | None = None


class CloseEnquiry(Fields, frozen=True):
    """`text` says why it gets no answer."""

    enquiry: str
    text: str


class ApproveLine(Fields, frozen=True):
    """`line` is the key of a prepared answer of the plan. `text` is what was read: if it changed since, nothing is
    approved.
    """

    line: str
    text: str = ""


@command("enquiry.note", help="Note that somebody outside asks", slash=("enquiry",))
def note(
    *, enquiries: Enquiries, people: People, restriction: Restriction, context: Context, fields: NoteEnquiry
) -> list[Draft]:
    who = _short(fields.who, "who asks")
    if not who:
        raise RuleError('Say who asks: /enquiry "Jo Lee" Is data lost?')
    owner = _owner(people, restriction, context, fields.owner)
    body = EnquiryNoted(
        next_number(enquiries.all),
        checked_text(fields.text),
        who,
        _short(fields.outlet, "the outlet"),
        _short(fields.reach, "how to reach them"),
        fields.came_by,
        fields.due_us,
        owner.name if owner else "",
        owner.person if owner else None,
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("enquiry.take", help="Say who answers an enquiry", slash=("take-enquiry",))
def take(
    *, enquiries: Enquiries, people: People, restriction: Restriction, context: Context, fields: TakeEnquiry
) -> list[Draft]:
    enquiry = _open(enquiries, fields.enquiry)
    owner = _owner(people, restriction, context, fields.person or "me")
    assert owner is not None
    held = enquiry.owner.value
    if held is not None and not enquiry.owner.is_conflicted and held == owner:
        raise RuleError(f"{owner.name} has enquiry {enquiries.label(enquiry)} already.")
    return [Draft(EnquiryTaken(enquiry.id, enquiry.number, owner.name, owner.person, enquiry.owner.over))]


@command("enquiry.put_off", help="Say until when whoever asked waits", slash=("enquiry-due",))
def say_due(enquiries: Enquiries, fields: PutOffEnquiry) -> list[Draft]:
    enquiry = _open(enquiries, fields.enquiry)
    return [Draft(EnquiryPutOff(enquiry.id, enquiry.number, fields.due_us, enquiry.due.over))]


@command("enquiry.answer", help="Write down what was answered to somebody outside", slash=("answer-enquiry",))
def answer(
    *,
    enquiries: Enquiries,
    headline: Headline,
    messages: Messages,
    promises: Promises,
    facts: Facts,
    plans: Plans,
    context: Context,
    fields: AnswerEnquiry,
) -> list[Draft]:
    """Also one that is answered already: to put it right, or because they asked again."""
    enquiry, offer = enquiries.find(fields.enquiry), None
    if fields.line.strip():
        plan = plans.of(headline)
        heard = _Heard(headline, messages, promises, facts)
        offer = _called(prepared(heard, enquiries, plan, context.now_us), fields.line)
        if not offer.may_be_given:
            raise RuleError(f"“{offer.asked}” may not be answered as prepared: {why_not_english(offer, facts, plan)}.")
        if fields.text.strip() and fields.text.strip() != offer.said:
            raise RuleError("These are not the words of the prepared answer; leave the line out to say it otherwise.")
    at_us = context.now_us if fields.occurred_us is None else fields.occurred_us
    body = EnquiryAnswered(
        enquiry.id,
        enquiry.number,
        offer.said if offer else checked_text(fields.text),
        offer.key if offer else "",
        offer.facts if offer else (),
        _short(fields.speaker, "who answered"),
        max(at_us - enquiry.due_us, 0) if enquiry.due_us is not None and enquiry.is_open else 0,
        enquiry.answers.over,
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("enquiry.close", help="End an enquiry that gets no answer, and say why", slash=("close-enquiry",))
def close(enquiries: Enquiries, fields: CloseEnquiry) -> list[Draft]:
    enquiry = _open(enquiries, fields.enquiry)
    if not fields.text.strip():
        raise RuleError("Say why it gets no answer.")
    return [Draft(EnquiryClosed(enquiry.id, enquiry.number, checked_text(fields.text)))]


@command(
    "enquiry.approve",
    help="Say that a prepared answer may be given as it reads now",
    slash=("approve-line",),
    who="who holds one of the roles that the plan names for it",
)
def approve(
    *,
    enquiries: Enquiries,
    headline: Headline,
    roles: Roles,
    messages: Messages,
    promises: Promises,
    facts: Facts,
    plans: Plans,
    context: Context,
    fields: ApproveLine,
) -> list[Draft]:
    plan = plans.of(headline)
    heard = _Heard(headline, messages, promises, facts)
    offer = _called(prepared(heard, enquiries, plan, context.now_us), fields.line)
    if offer.may_be_given:
        raise RuleError(f"“{offer.asked}” may be answered already.")
    if offer.why_not not in (WhyNot.UNAPPROVED, WhyNot.LAPSED):
        raise RuleError(f"“{offer.asked}” cannot be approved: {why_not_english(offer, facts, plan)}.")
    role = holds_now(roles, context.by, offer.by)
    if not role:
        titles = " or ".join(plan.role_title(key) for key in offer.by)
        raise RuleError(f"This is for {titles}, as the plan has it.")
    if fields.text.strip() and fields.text.strip() not in (offer.text, offer.said):
        raise RuleError("The answer reads otherwise by now; read it again.")
    return [Draft(LineApproved(offer.key, offer.asked, offer.text, role, offer.facts))]


# what the commands have in common ------------------------------------------------------------------------------------


class _Heard(msgspec.Struct, frozen=True):
    """See promises.Heard: what a command is handed of it, one by one."""

    headline: Headline
    messages: Messages
    promises: Promises
    facts: Facts


def why_not_english(offer: Offer, facts: Facts, plan: Plan) -> str:
    """Why a prepared answer may not be given, for a message of a command."""
    fact = facts.of.get(offer.about) if offer.about else None
    number = f"fact {facts.label(fact)}" if fact else "a fact"
    titles = " or ".join(plan.role_title(key) for key in offer.by)
    return {
        WhyNot.BELIEVED: f"it rests on {number}, which nobody has confirmed",
        WhyNot.WITHDRAWN: f"it rests on {number}, which is withdrawn",
        WhyNot.MISSING: "nothing of what it says is on the fact sheet, or promised",
        WhyNot.UNAPPROVED: f"{titles} approves it first",
        WhyNot.LAPSED: f"its words changed since it was approved, by {number}; {titles} approves it anew",
    }[offer.why_not or WhyNot.UNAPPROVED]


def _called(found: list[Offer], text: str) -> Offer:
    """By its key, or what it answers. Raises: NotFound."""
    wanted = " ".join(text.split()).casefold()
    for offer in found:
        if wanted in (offer.key.casefold(), offer.asked.casefold()):
            return offer
    there = ", ".join(each.key for each in found) or "none"
    raise NotFound(f"The plan has no prepared answer “{text.strip()[:NAME_LETTERS]}”; there are {there}.")


def _open(enquiries: Enquiries, text: str) -> Enquiry:
    enquiry = enquiries.find(text)
    if not enquiry.is_open:
        how = "closed" if enquiry.closed else "answered"
        raise RuleError(f"Enquiry {enquiries.label(enquiry)} is {how} already.")
    return enquiry


def _owner(people: People, restriction: Restriction, context: Context, text: str) -> Holder | None:
    if not text.strip():
        return None
    owner = holder_called(people, context, text)
    must_know(restriction, owner)
    return owner


def _short(text: str, what: str) -> str:
    """One line. Raises: RuleError if it is too long."""
    words = " ".join(text.split())
    if len(words) > NAME_LETTERS:
        raise RuleError(f"At most {NAME_LETTERS} characters for {what}.")
    return words
