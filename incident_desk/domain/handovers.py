"""Handing roles over: offered with what the next one must know; the giver holds them until that one has accepted."""

import msgspec

from incident_desk.domain import handover_answers, handover_effects  # register their kinds and commands
from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.course_list import Courses
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.enquiry_list import Enquiries
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fact_list import Facts
from incident_desk.domain.handover_entries import HandoverOffered
from incident_desk.domain.handover_filling import (
    Known,
    courses_under_way,
    duty_since_handover,
    duty_words,
    fact_words,
    promises,
    risks,
    situation,
    tasks_of,
)
from incident_desk.domain.handover_list import Handover, Handovers
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.ids import NO_INCIDENT, EntryId
from incident_desk.domain.impact import Impact
from incident_desk.domain.leading import managing
from incident_desk.domain.message_list import Messages
from incident_desk.domain.notification_list import Notifications
from incident_desk.domain.owed_outside import owed_with
from incident_desk.domain.people import People
from incident_desk.domain.place_list import Places
from incident_desk.domain.plan import Plans
from incident_desk.domain.promise_list import Promises
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.task_list import Tasks
from incident_desk.domain.timeline import Timeline, checked_text

__all__ = ["Handover", "Handovers", "handover_answers", "handover_effects"]


class Offer(Fields, frozen=True):
    """`note` is the situation in your words, `worry` what only you know. What is left out is filled from the record:
    the situation, the running `tasks` of the holder (by number), the promises due, the courses of action under way, the
    open risks, what stands on the fact sheet, what is `owed` to those outside, and what was noted on `duty` since the
    last handover.
    """

    role: str
    person: str
    note: str = ""
    worry: str = ""
    tasks: tuple[str, ...] | None = None
    promises: tuple[str, ...] | None = None
    courses: tuple[str, ...] | None = None
    risks: tuple[str, ...] | None = None
    facts: tuple[str, ...] | None = None
    owed: tuple[str, ...] | None = None
    duty: tuple[str, ...] | None = None


class OfferRoom(Fields, frozen=True):
    """`takers` says who takes what: "incident manager: Tomas; scribe: Kim". "mine: Kim" is every role that you hold,
    "all: Kim" every role that somebody holds; what is named by itself goes to whom it is named with.

    Of `tasks`, `promises`, `courses`, `risks`, `facts`, what is `owed` to those outside and what was noted on `duty`
    each role gets what is its own; what is left out is all there is.
    """

    takers: str
    note: str = ""
    worry: str = ""
    tasks: tuple[str, ...] | None = None
    promises: tuple[str, ...] | None = None
    courses: tuple[str, ...] | None = None
    risks: tuple[str, ...] | None = None
    facts: tuple[str, ...] | None = None
    owed: tuple[str, ...] | None = None
    duty: tuple[str, ...] | None = None


@command("handover.offer", help="Offer your role to the next holder, with what they must know", slash=("handover",))
def offer(
    *,
    handovers: Handovers,
    roles: Roles,
    people: People,
    plans: Plans,
    restriction: Restriction,
    headline: Headline,
    impact: Impact,
    tasks: Tasks,
    timeline: Timeline,
    decisions: Decisions,
    courses: Courses,
    facts: Facts,
    places: Places,
    messages: Messages,
    promised: Promises,
    enquiries: Enquiries,
    notifications: Notifications,
    context: Context,
    fields: Offer,
) -> list[Draft]:
    outgoing = (messages, promised, enquiries, notifications)
    record = Known(headline, impact, roles, tasks, timeline, decisions, courses, facts, places, *outgoing)
    holding, person, note = _addressed(roles, people, fields)
    filled = _filled(record, plans, holding)
    given = {
        "situation": note.strip() or filled.situation,
        "worry": fields.worry.strip(),
        "tasks": filled.tasks if fields.tasks is None else _named(tasks, timeline, fields.tasks),
        "promises": filled.promises if fields.promises is None else fields.promises,
        "courses": filled.courses if fields.courses is None else fields.courses,
        "risks": filled.risks if fields.risks is None else fields.risks,
        "facts": filled.facts if fields.facts is None else fields.facts,
        "owed": filled.owed if fields.owed is None else fields.owed,
        "duty": _noted(handovers, timeline, context, holding) if fields.duty is None else fields.duty,
    }
    body = msgspec.structs.replace(filled, **given)
    taker = holder_called(people, context, person)
    offered = _offered(body, handovers, roles, restriction, taker)
    return [*managing(holding, taker, plans.of(headline), restriction, context), offered]


@command("handover.offer_room", help="Offer several roles in one go, as when a shift ends", slash=("handover-room",))
def offer_room(
    *,
    handovers: Handovers,
    roles: Roles,
    people: People,
    plans: Plans,
    restriction: Restriction,
    headline: Headline,
    impact: Impact,
    tasks: Tasks,
    timeline: Timeline,
    decisions: Decisions,
    courses: Courses,
    facts: Facts,
    places: Places,
    messages: Messages,
    promised: Promises,
    enquiries: Enquiries,
    notifications: Notifications,
    context: Context,
    fields: OfferRoom,
) -> list[Draft]:
    outgoing = (messages, promised, enquiries, notifications)
    record = Known(headline, impact, roles, tasks, timeline, decisions, courses, facts, places, *outgoing)
    takers, note = _in_one(fields)
    only = None if fields.tasks is None else set(_named(tasks, timeline, fields.tasks))
    room, listed, drafts = EntryId(context.new_id()), set[str](), list[Draft]()
    for holding, taker in _takers(roles, people, context, takers):
        filled = _filled(record, plans, holding)
        going = [t for t in filled.tasks if (only is None or t in only) and t not in listed]
        listed.update(going)  # of one who holds several roles they go over once
        body = msgspec.structs.replace(
            filled,
            situation=note.strip() or filled.situation,
            worry=fields.worry.strip(),
            tasks=tuple(going),
            promises=_only(filled.promises, fields.promises),
            courses=_only(filled.courses, fields.courses),
            risks=_only(filled.risks, fields.risks),
            facts=_only(filled.facts, fields.facts),
            owed=_only(filled.owed, fields.owed),
            duty=_only(_noted(handovers, timeline, context, holding), fields.duty),
            room=room,
        )
        drafts += managing(holding, taker, plans.of(headline), restriction, context)
        drafts.append(_offered(body, handovers, roles, restriction, taker))
    return drafts


# offering -------------------------------------------------------------------------------------------------------------


def _filled(record: Known, plans: Plans, holding: Holding) -> HandoverOffered:
    """All that the record tells the next holder of a role; nobody is named yet."""
    giver, by = holding.holder.value, holding.holder.last
    if giver is None or by is None:
        raise RuleError(f"Nobody holds {holding.title} yet: /assign it first.")
    plan = plans.of(record.headline)
    return HandoverOffered(
        holding.key,
        holding.title,
        name="",
        giver=giver.name,
        giver_person=giver.person,
        assignment=by.entry,
        situation=situation(record),
        tasks=tuple(task.id for task in tasks_of(record, giver)),
        promises=tuple(promise.text for promise in promises(record, plan, holding)),
        courses=tuple(course.what(record.timeline) for course in courses_under_way(record)),
        risks=tuple(risk.english for risk in risks(record)),
        facts=tuple(fact_words(fact) for fact in record.facts.standing()),
        owed=tuple(each.english for each in owed_with(record, plan, holding)),
        places=tuple(f"{place.english}: {place.where}" for place in record.places.standing),
    )


def _noted(handovers: Handovers, timeline: Timeline, context: Context, holding: Holding) -> tuple[str, ...]:
    """What was noted on duty since the shift began, or the role was handed over if that was later."""
    log = context.elsewhere(NO_INCIDENT, Timeline)
    lines = duty_since_handover(log, handovers, timeline, holding.key, context.now_us)
    return tuple(duty_words(line) for line in lines)


def _offered(
    body: HandoverOffered, handovers: Handovers, roles: Roles, restriction: Restriction, taker: Holder
) -> Draft:
    must_know(restriction, taker)
    if Holder(body.giver, body.giver_person).is_(taker):
        raise RuleError(f"{taker.name} holds {body.title} already.")
    waits = next((each for each in handovers.waiting(roles) if each.role == body.role), None)
    if waits is not None:
        raise RuleError(
            f"{body.title} is offered to {waits.taker.name} already; /withdraw-handover {body.title} first."
        )
    whole = msgspec.structs.replace(body, name=taker.name, person=taker.person)
    checked_text(whole.words())
    return Draft(whole)


def _addressed(roles: Roles, people: People, fields: Offer) -> tuple[Holding, str, str]:
    """The role, whom, and the words. Typed without quotes, "incident manager Ada Lovelace Quiet" comes in pieces."""
    typed = f"{fields.person} {fields.note}"
    holding, rest = roles.split(fields.role, typed)
    if rest == typed and (people.called(fields.person) or " " in fields.person.strip()):
        return holding, fields.person, fields.note
    words = rest.split(" ")
    for count in range(len(words), 1, -1):
        if people.called(longer := " ".join(words[:count]).removeprefix("@")):
            return holding, longer, " ".join(words[count:])
    return holding, words[0], " ".join(words[1:])


def _in_one(fields: OfferRoom) -> tuple[str, str]:
    """Who takes what, and the words. Typed without quotes, "all: Kim; scribe: Bo" comes in pieces."""
    if fields.takers.partition(":")[2].strip() or not fields.takers.strip():
        return fields.takers, fields.note
    return f"{fields.takers} {fields.note}", ""


def _takers(roles: Roles, people: People, context: Context, text: str) -> list[tuple[Holding, Holder]]:
    """Who takes which role, in the order of the board."""
    found: dict[str, Holder] = {}
    several: list[tuple[str, Holder]] = []
    for part in filter(str.strip, text.split("\n") if "\n" in text else text.split(";")):
        name, colon, person = part.partition(":")
        if not colon or not person.strip():
            raise RuleError(f"“{' '.join(part.split())}” does not say who takes what; write “scribe: Kim”.")
        taker = holder_called(people, context, person)
        if name.strip().casefold() in _SEVERAL:
            several.append((name.strip().casefold(), taker))
        else:
            found[roles.find(name).key] = taker
    for which, taker in several:
        found = dict.fromkeys(_held(roles, context, taker, mine=which == "mine"), taker) | found
    if not found:
        raise RuleError("Nobody holds a role that could be handed over so; write “scribe: Kim”.")
    return [(holding, found[key]) for key, holding in roles.held.items() if key in found]


_SEVERAL = ("mine", "all")


def _held(roles: Roles, context: Context, taker: Holder, *, mine: bool) -> list[str]:
    """The roles that somebody else than the taker holds, or that whoever writes does."""
    held = ((key, holding.holder.value) for key, holding in roles.held.items())
    others = ((key, holder) for key, holder in held if holder is not None and not holder.is_(taker))
    return [key for key, holder in others if not mine or holder.person == context.by]


def _only(found: tuple[str, ...], wanted: tuple[str, ...] | None) -> tuple[str, ...]:
    return found if wanted is None else tuple(each for each in found if each in wanted)


def _named(tasks: Tasks, timeline: Timeline, named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tasks.find(each, timeline).id for each in named)
