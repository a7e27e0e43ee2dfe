"""An incident as a file: for people to read, and for programs."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from incident_desk.domain.announced import beside
from incident_desk.domain.board import Board
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.lines import Correction, Line, Retraction
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import People
from incident_desk.domain.roles import Holding
from incident_desk.domain.showing import shown
from incident_desk.domain.showing_tasks import ended_word, result
from incident_desk.domain.state import State
from incident_desk.domain.task_list import Task, assignment
from incident_desk.learning.exported_comparison import comparison
from incident_desk.learning.exported_facts import fact_sheet
from incident_desk.learning.exported_investigations import investigations
from incident_desk.learning.exported_messages import messages, promises
from incident_desk.learning.exported_outside import enquiries, legal
from incident_desk.learning.plain_markdown import on_one_line, table, words
from incident_desk.learning.plain_times import clock, day, moment
from incident_desk.learning.spans import End, spans


def as_json(board: Board, organisation: Organisation) -> str:
    """The whole folded state on one line, exactly as `show --json` prints it."""
    plan = organisation.plans.of(board.headline)
    value = shown(board, organisation.people, organisation.maintenances, plan)
    return msgspec.json.encode(value, order="sorted").decode()


def as_markdown(board: Board, organisation: Organisation) -> str:
    """The incident as a person reads it: what it was, who did what, how long it took, and all that happened."""
    headline, plan = board.headline, organisation.plans.of(board.headline)
    if board.incident == NO_INCIDENT:
        log = ("# Duty log", _timeline(board, organisation.people), _erasures(board, organisation.people))
        return "\n\n".join(filter(None, log)) + "\n"
    title = on_one_line(headline.title.value or "(the title was erased)")
    sections = (
        f"# {headline.number}: {title}",
        _facts(board, organisation),
        _impact(board),
        fact_sheet(board, organisation.people),
        _places(board),
        _roles(board, organisation.people),
        investigations(board, organisation.people),
        comparison(board, organisation.people),
        _courses(board, organisation.people),
        _tasks(board, organisation.people),
        messages(board, organisation.people),
        promises(board, plan),
        enquiries(board, organisation.people),
        legal(board, plan, organisation.people),
        _measured(board),
        _timeline(board, organisation.people),
        _maintenance(board, organisation),
        _links(board),
        _erasures(board, organisation.people),
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _facts(board: Board, organisation: Organisation) -> str:
    headline, entered = board.headline, board.headline.entered_us
    since = entered.get(headline.state)
    plan = organisation.plans.of(headline)
    is_known = plan.digest == headline.plan
    facts = [
        ("Severity", (headline.severity.value or "not set") + _disputed(headline.severity)),
        ("State", headline.state + (f" since {moment(since)}" if since else "") + _disputed(headline.states)),
        *((name, moment(entered[state])) for name, state in _BEFORE.items() if state in entered),
        ("Plan", f"{on_one_line(plan.name)}, version {headline.plan[:8]}" if is_known else headline.plan[:8]),
        ("Source", on_one_line(headline.source)),
        ("Written down by", _authors(board, organisation.people)),
    ]
    return "\n".join(f"- **{name}:** {said}" for name, said in facts if said)


_BEFORE: Final = {"Detected": State.DETECTED, "Declared": State.DECLARED, "Mitigated": State.MONITORING}


def _disputed(field: Field[Any]) -> str:
    """What other desks set it to at the same time, if they did."""
    others = [str(setting.value) for setting in field.settings[:-1]] if field.is_conflicted else []
    return f" (also set to {', '.join(others)})" if others else ""


def _authors(board: Board, people: People) -> str:
    counts = Counter(people.name(line.author) for line in board.timeline.lines)
    return ", ".join(f"{on_one_line(name)} ({count})" for name, count in counts.most_common())


def _impact(board: Board) -> str:
    impact = board.impact
    started, ended = impact.started_us.value, impact.ended_us.value
    facts = [
        ("Affected", on_one_line(impact.affected.value or "")),
        ("Services", on_one_line(", ".join(impact.services.value or ()))),
        ("From", moment(started) if started else ""),
        ("Until", moment(ended) if ended else ("not over yet" if started else "")),
    ]
    said = [f"- **{name}:** {value}" for name, value in facts if value]
    return "\n".join(["## Impact", "", *said]) if said else ""


def _places(board: Board) -> str:
    rows = [(on_one_line(place.english), on_one_line(place.where)) for place in board.places.standing]
    return "## Bridge and links\n\n" + table(("What", "Where"), rows) if rows else ""


def _roles(board: Board, people: People) -> str:
    rows = [_role(holding, people) for holding in board.roles.held.values()]
    if all(holding.holder.value is None for holding in board.roles.held.values()):
        return ""
    return "## Roles\n\n" + table(("Role", "Holder", "Since", "Acknowledged"), rows)


def _role(holding: Holding, people: People) -> tuple[str, str, str, str]:
    holder = holding.holder.value
    return (
        on_one_line(holding.title),
        "nobody" if holder is None else on_one_line(holder.now(people).name),
        "" if holder is None or holding.since_us is None else moment(holding.since_us),
        "" if holding.acknowledged_us is None else moment(holding.acknowledged_us),
    )


def _maintenance(board: Board, organisation: Organisation) -> str:
    """What the incident came of, and what touched its services while it was open."""
    maintenances, people = organisation.maintenances, organisation.people
    rows = [
        (
            maintenances.label(one),
            on_one_line(one.title.value or "(the title was erased)"),
            f"{moment(one.begins_us)} to {moment(one.ends_us)}",
            on_one_line(", ".join(one.touches)),
            on_one_line(one.owner_name(people)),
            "this incident came of it" if one.id in board.headline.came_of.values() else "",
        )
        for one in beside(board.headline, board.impact, maintenances)
    ]
    heads = ("Maintenance", "What was planned", "When", "On", "By", "")
    return "## Maintenance meanwhile\n\n" + table(heads, rows) if rows else ""


def _courses(board: Board, people: People) -> str:
    rows = [_course(course, board, people) for course in board.courses.all]
    return "## Courses of action\n\n" + table(("Course", "What", "Proposed by", "Stands", "Said"), rows) if rows else ""


def _course(course: Course, board: Board, people: People) -> tuple[str, str, str, str, str]:
    done, count = len(course.marks), len(course.steps)
    steps = f", {done} of {count} steps" if count and course.stand is Stand.UNDER_WAY else ""
    return (
        board.courses.label(course),
        on_one_line(course.what(board.timeline)),
        on_one_line(course.speaker or people.name(course.by)),
        f"{course.stand} since {moment(course.since_us)}{steps}{_disputed(course.stands)}",
        on_one_line(course.said_last(board.timeline)),
    )


def _tasks(board: Board, people: People) -> str:
    rows = [_task(task, board, people) for task in board.tasks.all]
    return "## Tasks\n\n" + table(("Task", "What", "Who", "Until", "Ended"), rows) if rows else ""


def _task(task: Task, board: Board, people: People) -> tuple[str, str, str, str, str]:
    now, due_us, ended_us = assignment(task, board.roles), task.due_us, task.ended_us
    how = f"{ended_word(task)}, {moment(ended_us)}" if ended_us else "stuck" if task.stuck else ""
    said = result(task, board)
    return (
        board.tasks.label(task),
        on_one_line(task.words(board.timeline)),
        on_one_line(now[0].now(people).name) if now else "nobody yet",
        moment(due_us) if due_us else "",
        f"{how}: {on_one_line(said)}" if said else how,
    )


def _measured(board: Board) -> str:
    rows = [(_end(span.start), _end(span.end), _took(span.took_us)) for span in spans(board)]
    return "## Measured times\n\n" + table(("From", "To", "Took"), rows) if rows else ""


def _end(end: End) -> str:
    return f"{end.name} ({'' if end.is_exact else 'about '}{moment(end.occurred_us)})"


def _took(us: int | None) -> str:
    if us is None:
        return "not measured: a time is known only roughly"
    minutes, rest_us = divmod(abs(us), MINUTE_US)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else ""]
    if not hours and rest_us >= 1_000_000:
        parts.append(f"{rest_us // 1_000_000} s")
    return " ".join(part for part in parts if part) + (" before" if us < 0 else "")


def _timeline(board: Board, people: People) -> str:
    parts = ["## Timeline", EXPLAINED]
    for date, lines in itertools.groupby(board.timeline.lines, key=lambda line: day(line.occurred_us)):
        parts += [f"### {date}", "\n".join(_line(line, people) for line in lines)]
    return "\n\n".join(parts)


EXPLAINED = "All times are UTC. Each line names whoever said or did it. Significant lines are in bold."


def _line(line: Line, people: People) -> str:
    about = "about " if line.is_approximate else ""
    who = on_one_line(line.speaker or people.name(line.author))
    if line.adopter is not None:
        who = f"{who}, adopted by {on_one_line(people.name(line.adopter))}"
    is_moved = line.retraction is not None and line.retraction.moved is not None
    gone = "moved" if is_moved else "taken back"
    flags = [word for word, holds in (("pinned", line.is_pinned), (gone, line.is_retracted)) if holds]
    head = ", ".join([f"{line.sort}", who, *flags])
    text = words(line.english, INSIDE)
    shown_text = f"~~{text}~~" if line.is_retracted else text
    start = f"{about}{clock(line.occurred_us)}"
    said = f"- {f'**{start}**' if line.is_significant else start} · {head}: {shown_text}"
    trail = [_correction(c, line, people) for c in line.corrections]
    if line.retraction is not None:
        moved = line.retraction.moved
        trail.append(_amended(f"moved to {moved.label}" if moved else "taken back", line.retraction, people))
    trail += [f"goes on in {gone.label}, split off" for gone in line.gone]
    if line.moved is not None:
        trail.append(f"moved here from {line.moved.label} by {on_one_line(people.name(line.author))}")
    return "\n".join([said, *(f"{INSIDE}- {each}" for each in trail)])


INSIDE = "  "
"""Before what belongs to a line of the timeline."""


def _correction(correction: Correction, line: Line, people: People) -> str:
    parts = [_amended("corrected", correction, people)]
    if correction.occurred_us_was != line.occurred_us:
        parts.append(f"it stood at {moment(correction.occurred_us_was)}")
    if correction.text_was != line.text:
        parts.append(f"it said “{on_one_line(correction.text_was)}”")
    return "; ".join(parts)


def _amended(how: str, amending: Correction | Retraction, people: People) -> str:
    said = f"{how} by {on_one_line(people.name(amending.by))} on {moment(amending.recorded_us)}"
    return f"{said}, because: {on_one_line(amending.reason)}" if amending.reason else said


def _links(board: Board) -> str:
    said = [f"- {link.relation.replace('-', ' ')} {on_one_line(link.label)}" for link in board.links.standing.values()]
    return "\n".join(["## Linked incidents", "", *said]) if said else ""


def _erasures(board: Board, people: People) -> str:
    said = list(_erased(board, people))
    return "\n".join(["## Erased", "", *said]) if said else ""


def _erased(board: Board, people: People) -> Iterator[str]:
    for target, erasure in board.erasures_told.items():
        asked = " and ".join(on_one_line(people.name(person)) for person in erasure.asked_by)
        done = f"erased on {moment(erasure.erased_us)}" if erasure.erased_us else "not confirmed yet"
        yield f"- {target}: asked by {asked or 'others'}, {done}; because: {on_one_line(erasure.reason)}"
