"""Where an incident stands, on a page or two, for whoever comes in new: made every few hours and at a handover."""

import html
from collections.abc import Callable, Iterator, Sequence

import msgspec

from incident_desk.domain.announced import beside
from incident_desk.domain.board import Board
from incident_desk.domain.concluding import identified, said, word_for_word
from incident_desk.domain.course_list import OVER, Course
from incident_desk.domain.decisions import is_decision
from incident_desk.domain.due_steps import open_steps
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.handover_filling import risks, telling_lines
from incident_desk.domain.moments import MINUTE_US, from_us
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.owed_outside import owed_outside
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.roles import Holding
from incident_desk.domain.task_list import Task, assignment
from incident_desk.learning.plan_pack import STYLE, Pack

TELLING, DECISIONS, DUE = 6, 5, 12


class Part(msgspec.Struct, frozen=True):
    """A head and its lines; one that has none is left out."""

    head: str
    lines: tuple[str, ...]


class StateDocument(msgspec.Struct, frozen=True):
    """What it is about, when it was made, and its parts; all of it text that somebody may have typed.

    `name` is what a file of it is called, without its ending.
    """

    name: str
    title: str
    made: str
    parts: tuple[Part, ...]

    def as_text(self) -> str:
        """For a mail, a chat, or somebody who reads it aloud."""
        parts = (f"{part.head}\n" + "\n".join(f"- {line}" for line in part.lines) for part in self.parts)
        return "\n\n".join([f"{self.title}\n{self.made}", *parts]) + "\n"

    def as_pages(self) -> Pack:
        """For paper."""
        parts = (f"<h2>{_text(part.head)}</h2><ul>{_items(part.lines)}</ul>" for part in self.parts)
        body = f'<h1>{_text(self.title)}</h1><p class="meta">{_text(self.made)}</p>{"".join(parts)}'
        page = f"<html><head><style>{STYLE}</style></head><body>{body}</body></html>"
        return Pack(page, self.title, f"{self.title} · {self.made}")


def state_document(board: Board, organisation: Organisation, now_us: int) -> StateDocument:
    """The state of an incident at a moment, from its record alone."""
    headline, people = board.headline, organisation.people
    plan = organisation.plans.of(headline)
    found = (
        Part("Where it stands", tuple(_standing(board, now_us))),
        Part("What was identified", tuple(_identified(board, people))),
        Part("The fact sheet", tuple(_facts(board))),
        Part("What is known", tuple(_dated(line.occurred_us, line.english) for line in telling_lines(board, TELLING))),
        Part("Who holds what", tuple(_role(holding, board, people) for holding in board.roles.held.values())),
        Part("Where people meet", tuple(_places(board))),
        Part("Courses of action", tuple(_course(each, board) for each in board.courses.all if each.stand not in OVER)),
        Part("Tasks that run", tuple(_task(task, board, people, now_us) for task in board.tasks.open)),
        Part("Due next by the plan", tuple(_due(board, plan, now_us))),
        Part("Owed to those outside", tuple(_owed(board, organisation, plan, now_us))),
        Part("Decisions", tuple(_decisions(board, people))),
        Part("Maintenance that touches it", tuple(_maintenance(board, organisation, now_us))),
        Part("Open risks", tuple(risk.english for risk in risks(board))),
    )
    title = f"{headline.number}: {_line(headline.title.value or '(the title was erased)')}"
    made = f"State document, {_moment(now_us)}"
    name = f"{headline.number}-state-{from_us(now_us).strftime('%Y%m%d-%H%M')}"
    return StateDocument(name, title, made, tuple(part for part in found if part.lines))


# the parts ------------------------------------------------------------------------------------------------------------


def _places(board: Board) -> Iterator[str]:
    for place in board.places.standing:
        yield f"{_line(place.english)}: {_line(place.where)}"


def _standing(board: Board, now_us: int) -> Iterator[str]:
    headline, impact = board.headline, board.impact
    since = headline.entered_us.get(headline.state)
    stands = f"{headline.severity.value or 'no severity yet'}, {headline.state}"
    yield stands + (f" since {_moment(since)}" if since else "")
    if headline.since_us is not None and headline.is_open:
        yield f"Open for {_span(now_us - headline.since_us)}"
    if impact.affected.value:
        yield f"Affected: {_line(impact.affected.value)}"
    if impact.services.value:
        yield f"Services: {', '.join(map(_line, impact.services.value))}"
    if impact.started_us.value is not None:
        ended = impact.ended_us.value
        until = f"to {_moment(ended)}" if ended is not None else "and goes on"
        yield f"Customers have felt it from {_moment(impact.started_us.value)} {until}"


def _identified(board: Board, people: People) -> Iterator[str]:
    for found in identified(board.investigations, board.comparison):
        yield f"{_line(said(found.entry, board.timeline) or '(erased)')} ({found.confidence} % sure)"
        for each in board.comparison.answers(found):
            if not each.is_agreeing:
                why = _line(word_for_word(each, board.timeline) or "(erased)")
                yield f"{_line(people.name(each.person))} dissents: {why}"


def _facts(board: Board) -> Iterator[str]:
    """What stands, in the order of the sheet: whether it is known, since when, and what speaks against it."""
    order = list(FactField)
    for fact in sorted(board.facts.standing(), key=lambda fact: order.index(fact.field)):
        against = ", ".join(f"fact {board.facts.label(each)}" for each in board.facts.against(fact))
        told = f"{fact.state} {_moment(fact.last.occurred_us)}" + (f", against {against}" if against else "")
        yield f"{_line(fact.text)} ({told})"


def _role(holding: Holding, board: Board, people: People) -> str:
    holder = holding.holder.value
    if holder is None:
        return f"{_line(holding.title)}: nobody"
    said = "" if holding.acknowledged_us is not None else ", not acknowledged"
    waiting = [each for each in board.handovers.waiting(board.roles) if each.role == holding.key]
    offered = "".join(f", offered to {_line(each.taker.now(people).name)}" for each in waiting)
    return f"{_line(holding.title)}: {_line(holder.now(people).name)}{said}{offered}"


def _course(course: Course, board: Board) -> str:
    done = f", {len(course.marks)} of {len(course.steps)} steps" if course.steps else ""
    return f"{course.number}. {_line(course.what(board.timeline) or '(erased)')}: {course.stand}{done}"


def _task(task: Task, board: Board, people: People, now_us: int) -> str:
    now = assignment(task, board.roles)
    who = _line(now[0].now(people).name) if now is not None else "nobody yet"
    words = _line(task.words(board.timeline) or "(erased)")
    if task.stuck is not None:
        return f"{task.number}. {words}: {who}, stuck"
    if task.due_us is None:
        return f"{task.number}. {words}: {who}"
    late = f", {_span(now_us - task.due_us)} late" if task.due_us < now_us else ""
    return f"{task.number}. {words}: {who}, by {_moment(task.due_us)}{late}"


def _due(board: Board, plan: Plan, now_us: int) -> Iterator[str]:
    if not board.headline.is_open:
        return
    found = [
        (due_us, step.do, holding.title)
        for holding in board.roles.held.values()
        for step, due_us in open_steps(holding, plan, board.headline)
        if due_us is not None
    ]
    for due_us, words, title in sorted(found)[:DUE]:
        late = ", late" if due_us < now_us else ""
        yield f"{_moment(due_us)} {_line(words)} ({_line(title)}{late})"


def _owed(board: Board, organisation: Organisation, plan: Plan, now_us: int) -> Iterator[str]:
    """Promises, messages, enquiries and what the law asks, each with the role that sees to it or whoever took it."""
    for each in owed_outside(board, plan):
        owner, due_us = each.owner, each.due_us
        who = ", ".join(map(plan.role_title, each.roles)) if owner is None else owner.now(organisation.people).name
        if due_us is None:
            yield f"{_line(each.words)} ({_line(who)})"
        else:
            late = ", late" if due_us < now_us else ""
            yield f"{_moment(due_us)} {_line(each.words)} ({_line(who)}{late})"


def _decisions(board: Board, people: People) -> Iterator[str]:
    said = [line for line in board.timeline.lines if is_decision(line) and not line.is_retracted and line.text]
    for line in said[-DECISIONS:]:
        yield f"{_dated(line.occurred_us, line.english)} ({_line(line.speaker or people.name(line.author))})"


def _maintenance(board: Board, organisation: Organisation, now_us: int) -> Iterator[str]:
    maintenances, people = organisation.maintenances, organisation.people
    for one in beside(board.headline, board.impact, maintenances):
        owner = one.owner_name(people)
        came = ", this incident came of it" if one.id in board.headline.came_of.values() else ""
        when = f"{_moment(one.begins_us)} to {_moment(one.ends_us)}"
        what = f"{maintenances.label(one)} {_line(one.title.value or '(erased)')}"
        yield f"{what}: {one.phase(now_us)}, {when}, {_line(owner)}{came}"


# words ----------------------------------------------------------------------------------------------------------------


def _dated(us: int, words: str) -> str:
    return f"{_moment(us)} {_line(words)}"


def _moment(us: int) -> str:
    return from_us(us).strftime("%Y-%m-%d %H:%M UTC")


def _span(us: int) -> str:
    hours, minutes = divmod(us // MINUTE_US, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _line(words: str) -> str:
    return " ".join(words.split())


def _text(words: str) -> str:
    return html.escape(words)


def _items(lines: Sequence[str]) -> str:
    item: Callable[[str], str] = "<li>{}</li>".format
    return "".join(item(_text(line)) for line in lines)
