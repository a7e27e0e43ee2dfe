"""A board as plain values: what `show --json` prints, and exports are made from. The same on every desk."""

from typing import Any

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.decisions import DecisionMade, is_decision
from incident_desk.domain.fields import Field
from incident_desk.domain.handover_list import handed_over
from incident_desk.domain.ids import NO_INCIDENT, PersonId
from incident_desk.domain.lines import Correction, Line, Moved, Retraction
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.place_list import Place
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.roles import Holder, Holding
from incident_desk.domain.showing_calls import calls_shown
from incident_desk.domain.showing_clocks import clocks_shown
from incident_desk.domain.showing_comparison import cause_map_shown, comparisons_shown
from incident_desk.domain.showing_courses import courses_shown
from incident_desk.domain.showing_enquiries import enquiries_shown
from incident_desk.domain.showing_facts import facts_shown
from incident_desk.domain.showing_follow_ups import follow_ups_shown
from incident_desk.domain.showing_handovers import handovers_shown
from incident_desk.domain.showing_investigations import investigations_shown
from incident_desk.domain.showing_lessons import lessons_shown
from incident_desk.domain.showing_maintenance import maintenance_beside
from incident_desk.domain.showing_measures import measures_shown
from incident_desk.domain.showing_messages import messages_shown
from incident_desk.domain.showing_notifications import notifications_shown
from incident_desk.domain.showing_promises import promises_shown
from incident_desk.domain.showing_questions import questions_shown
from incident_desk.domain.showing_review_reports import review_reports_shown
from incident_desk.domain.showing_snoozes import snoozes_shown
from incident_desk.domain.showing_tasks import tasks_shown


def shown(
    board: Board, people: People, maintenances: Maintenances | None = None, plan: Plan | None = None
) -> dict[str, Any]:
    """The whole folded state; times are ISO 8601 UTC, persons appear by id with their name beside it.

    `maintenances` is what was announced by then; by `plan` it is measured how well was kept what is owed outside.
    """
    return {
        **summary(board),
        **({"measures": measures_shown(board, plan)} if plan is not None and board.incident != NO_INCIDENT else {}),
        "impact": _impact(board),
        "roles": [_role(h, board, people) for h in board.roles.held.values()],
        "handovers": handovers_shown(board, people),
        "tasks": tasks_shown(board, people),
        "calls": calls_shown(board),
        "courses": courses_shown(board, people),
        "messages": messages_shown(board, people),
        "promises": promises_shown(board, people),
        "clocks": clocks_shown(board, people),
        "investigations": investigations_shown(board, people),
        "comparisons": comparisons_shown(board, people),
        "cause_map": cause_map_shown(board),
        "timeline": [line_shown(line, people) for line in board.timeline.lines],
        "decisions": [_decision(line, board, people) for line in board.timeline.lines if is_decision(line)],
        "facts": facts_shown(board, people),
        "questions": questions_shown(board, people),
        "enquiries": enquiries_shown(board, people),
        "notifications": notifications_shown(board, people),
        "series": _series(board),
        "places": [_place(place, board) for place in board.places.standing],
        "put_off": snoozes_shown(board, people),
        "maintenance": maintenance_beside(board, maintenances or Maintenances(), people),
        "links": [{"link": entry, **msgspec.to_builtins(link)} for entry, link in board.links.standing.items()],
        **_learned(board, people),
        "awaiting": [
            {"entry": each.entry, "name": each.name, "at": _person(each.at, people), "since": iso(each.since_us)}
            for each in board.awaiting.open
        ],
        "may_know": [_person(person, people) for person in board.restriction.members],
        "managers": [_person(person, people) for person in board.restriction.managers],
        "erasures": {
            target: {
                "asked_by": [_person(person, people) for person in erasure.asked_by],
                "reason": erasure.reason,
                "erased_at": _iso(erasure.erased_us),
            }
            for target, erasure in board.erasures_told.items()
        },
    }


def _learned(board: Board, people: People) -> dict[str, Any]:
    """What is written afterwards."""
    return {
        "lessons": lessons_shown(board, people),
        "follow_ups": follow_ups_shown(board, people),
        "review_reports": review_reports_shown(board, people),
    }


def summary(board: Board) -> dict[str, Any]:
    """One incident as `list --json` shows it."""
    return {"incident": board.incident, **_headline(board)}


def _headline(board: Board) -> dict[str, Any]:
    headline = board.headline
    fields = {"title": headline.title, "severity": headline.severity, "state": headline.states}
    return {
        "number": headline.number,
        "alias": headline.alias,
        "title": headline.title.value,
        "severity": headline.severity.value,
        "state": headline.state,
        "entered_at": {state.value: iso(us) for state, us in headline.entered_us.items()},
        "plan": headline.plan,
        "adopted_plans": headline.adopted,
        "source": headline.source,
        "origin": headline.origin,
        "restricted": headline.is_restricted,
        "archive": headline.archive,
        "came_of": list(headline.came_of.values()),
        "conflicts": {name: _settings(f) for name, f in fields.items() if f.is_conflicted},
    }


def _settings(field: Field[Any]) -> list[dict[str, Any]]:
    """What several people set at the same time, the one that shows last."""
    return [{"value": _value(s.value), "by": s.by, "entry": s.entry} for s in field.settings]


def _value(value: object) -> object:
    return value.name if isinstance(value, Holder) else value


def _impact(board: Board) -> dict[str, Any]:
    impact = board.impact
    fields = {"affected": impact.affected, "services": impact.services}
    moments = {"started_at": impact.started_us, "ended_at": impact.ended_us}
    return {
        **{name: _iso(f.value) for name, f in moments.items()},
        "services": list(impact.services.value or ()),
        "affected": impact.affected.value or "",
        "conflicts": {name: _settings(f) for name, f in fields.items() if f.is_conflicted}
        | {name: _moments(f) for name, f in moments.items() if f.is_conflicted},
    }


def _moments(field: Field[int | None]) -> list[dict[str, Any]]:
    return [{**said, "value": _iso(said["value"])} for said in _settings(field)]


def _role(holding: Holding, board: Board, people: People) -> dict[str, Any]:
    holder = holding.holder.value
    return {
        "role": holding.key,
        "title": holding.title,
        "holder": None if holder is None else holder.now(people).name,
        "person": None if holder is None else holder.person,
        "since": _iso(holding.since_us),
        "acknowledged_at": _iso(holding.acknowledged_us),
        "done": {step: {**_person(by, people), "at": iso(at)} for step, (by, at) in holding.done.items()},
        "handover": handed_over(holding, board.timeline),
        "conflicts": _settings(holding.holder) if holding.holder.is_conflicted else [],
    }


def _decision(line: Line, board: Board, people: People) -> dict[str, Any]:
    objections = [board.timeline.line(entry) for entry in board.decisions.objections.get(line.entry, ())]
    outlook = board.decisions.outlook(line.entry)
    body = line.body if isinstance(line.body, DecisionMade) and not line.is_erased else DecisionMade("")
    return {
        **_said(line, people),
        "line": line.english,
        "is_retracted": line.is_retracted,
        "why": body.why,
        "alternatives": body.alternatives,
        "is_reversible": body.is_reversible,
        "is_asked": body.is_asked,
        "stands": outlook.value is None or outlook.value.is_standing,
        "revisit_at": _iso(outlook.value.revisit_us) if outlook.value else None,
        "is_split": outlook.is_conflicted,
        "objections": [_said(objection, people) for objection in objections],
    }


def _place(place: Place, board: Board) -> dict[str, Any]:
    return {
        "place": place.kind,
        "of": place.of,
        "where": place.where,
        "conflicts": [other.where for other in board.places.others(place)],
    }


def _said(line: Line, people: People) -> dict[str, Any]:
    return {
        "entry": line.entry,
        "text": line.text,
        "occurred_at": iso(line.occurred_us),
        "author": _person(line.author, people),
        "speaker": line.speaker,
    }


def line_shown(line: Line, people: People) -> dict[str, Any]:
    """One line of a timeline."""
    return {
        "entry": line.entry,
        "kind": line.kind,
        "sort": line.sort,
        "text": line.text,
        "line": line.english,
        "occurred_at": iso(line.occurred_us),
        "recorded_at": iso(line.recorded_us),
        "author": _person(line.author, people),
        "adopted_by": None if line.adopter is None else _person(line.adopter, people),
        "speaker": line.speaker,
        "digest": line.digest,
        **{flag: getattr(line, flag) for flag in _FLAGS},
        "moved_from": _moved(line.moved),
        "goes_on_in": [_moved(gone) for gone in line.gone],
        "retraction": None
        if line.retraction is None
        else {**_amending(line.retraction, people), "moved_to": _moved(line.retraction.moved)},
        "corrections": [
            {
                **_amending(correction, people),
                "text_was": correction.text_was,
                "occurred_at_was": iso(correction.occurred_us_was),
            }
            for correction in line.corrections
        ],
    }


def struck(line: dict[str, Any]) -> str:
    """A line of a timeline as it reads, said before it what became of it."""
    if not line["is_retracted"]:
        return line["line"]
    moved: dict[str, str] | None = line["retraction"]["moved_to"] if line["retraction"] else None
    return f"(moved to {moved['number']}) {line['line']}" if moved else f"(taken back) {line['line']}"


def _moved(moved: Moved | None) -> dict[str, str] | None:
    return None if moved is None else {"incident": moved.incident, "number": moved.label, "entry": moved.entry}


def _amending(amending: Correction | Retraction, people: People) -> dict[str, Any]:
    return {
        "entry": amending.entry,
        **_person(amending.by, people),
        "recorded_at": iso(amending.recorded_us),
        "reason": amending.reason,
    }


def _person(person: PersonId, people: People) -> dict[str, str]:
    return {"person": person, "name": people.name(person)}


_FLAGS = ("is_significant", "is_pinned", "is_retracted", "is_erased", "is_approximate")


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)


def _series(board: Board) -> list[dict[str, Any]]:
    """The watched series that were kept, as at the beginning and at the end."""
    kept = ((False, board.frozen.begun), (True, board.frozen.ended))
    return [
        {
            "series": each.series,
            "title": each.title,
            "unit": each.unit,
            "is_end": is_end,
            "usual_low": each.low,
            "usual_high": each.high,
            "from": iso(each.picture.from_us),
            "step_s": each.picture.step_s,
            "values": list(each.picture.values),
        }
        for is_end, of in kept
        for each in of.values()
    ]
