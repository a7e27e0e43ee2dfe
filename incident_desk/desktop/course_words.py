"""How a course of action stands, in words: for its card, its row and its dialog."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.due_words import due_words, waits_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.course_card import CourseShown
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.pending import TruthMark
from incident_desk.desktop.task_words import box_words
from incident_desk.domain.course_entries import CourseStep
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.moments import SECOND_US

COLUMNS = (
    (Stand.PROPOSED,),
    (Stand.APPROVED,),
    (Stand.UNDER_WAY,),
    (Stand.WORKED, Stand.FAILED, Stand.ROLLED_BACK, Stand.DECLINED, Stand.SPLIT_OFF),
)
"""What stands in each column of the board, from left to right."""
SYMBOLS = {
    Stand.UNDER_WAY: ("play", "text2"),
    Stand.WORKED: ("check", "ok"),
    Stand.FAILED: ("octagon-alert", "text2"),
    Stand.ROLLED_BACK: ("rotate-ccw", "warn"),
    Stand.DECLINED: ("x", "text3"),
    Stand.SPLIT_OFF: ("split", "text3"),
}


def column_words(at: int) -> str:
    """The head of a column."""
    return (_tr("Proposed"), _tr("Approved"), _tr("Carrying out"), _tr("Done"))[at]


def stand_word(stand: Stand) -> str:
    """Where it stands."""
    return {
        Stand.PROPOSED: _tr("proposed"),
        Stand.APPROVED: _tr("approved"),
        Stand.DECLINED: _tr("declined"),
        Stand.UNDER_WAY: _tr("under way"),
        Stand.WORKED: _tr("worked"),
        Stand.FAILED: _tr("failed"),
        Stand.ROLLED_BACK: _tr("rolled back"),
        Stand.SPLIT_OFF: _tr("split off"),
    }[stand]


def card(course: Course, observed: ObservedIncident, now_us: int, zone: tzinfo, alike: int = 0) -> CourseShown:
    """What its card says. With so many words as `alike` others begin as well."""
    late = course.is_late(now_us)
    symbol, tone = SYMBOLS.get(course.stand, ("", "text2"))
    waits = course.stand is Stand.PROPOSED and now_us - course.proposed_us > _patience_us(observed)
    words = course.what(observed.board.timeline) or _tr("(the words were erased)")
    foot = foot_words(course, observed, now_us, zone)
    label = observed.board.courses.label(course)
    steps = len(course.steps)
    return CourseShown(
        key=course.id,
        words=words,
        number=label,
        alike=alike,
        foot=foot,
        when=_when(course, observed, now_us, zone),
        symbol="clock-alert" if late else symbol,
        tone="text" if late else "warn" if waits else tone,
        share=len(course.marks) / steps if course.stand is Stand.UNDER_WAY and steps else None,
        is_accent=course.stand is Stand.UNDER_WAY,
        is_over=course.stand in COLUMNS[3],
        mark=_mark(course, observed),
        spoken=_tr("Course {number}, {stand}: {words}. {foot}").format(
            number=label, stand=stand_word(course.stand), words=words, foot=foot
        ),
    )


def foot_words(course: Course, observed: ObservedIncident, now_us: int, zone: tzinfo) -> str:
    """The line at its foot: who, and what decides there."""
    people = observed.organisation.people
    clock = clock_near(course.since_us, now_us, zone)
    last = course.stands.last
    who = people.name(last.by) if last else ""
    match course.stand:
        case Stand.PROPOSED:
            needs = _tr("needs {needs}").format(needs=course.needs) if course.needs else ""
            return " · ".join(filter(None, (course.speaker or people.name(course.by), needs)))
        case Stand.APPROVED:
            return _tr("by {name} {clock}").format(name=who, clock=clock)
        case Stand.UNDER_WAY:
            return _under_way(course, observed, now_us, zone)
        case _:
            told = (stand_word(course.stand), clock, course.said_last(observed.board.timeline))
            return " · ".join(filter(None, told))


def _under_way(course: Course, observed: ObservedIncident, now_us: int, zone: tzinfo) -> str:
    due_us = course.due.value
    until = ""
    if due_us is not None:
        clock = clock_near(due_us, now_us, zone)
        late = _tr("{late}, was to end {clock}").format(late=due_words(due_us, now_us), clock=clock)
        until = late if course.is_late(now_us) else _tr("until {clock}").format(clock=clock)
    steps = _tr("{done} of {count} steps").format(done=len(course.marks), count=len(course.steps))
    name = course.carrier.now(observed.organisation.people).name if course.carrier else ""
    return " · ".join(filter(None, (until, steps if course.steps else "", name)))


def _when(course: Course, observed: ObservedIncident, now_us: int, zone: tzinfo) -> str:
    """The deciding word of a row."""
    if course.is_late(now_us):
        return due_words(course.due.value or now_us, now_us)
    if course.stand is Stand.PROPOSED:
        return waits_words(course.proposed_us, now_us)
    if course.stand is Stand.UNDER_WAY and course.carrier is not None:
        return course.carrier.now(observed.organisation.people).name.partition(" ")[0]
    return clock_near(course.since_us, now_us, zone)


def _patience_us(observed: ObservedIncident) -> int:
    """How long a proposal waits quietly."""
    return observed.plan.cadences.acknowledge_s * SECOND_US


def _mark(course: Course, observed: ObservedIncident) -> TruthGlyph | None:
    if course.is_split:
        return TruthGlyph.CONFLICT
    return TruthGlyph.WAITING if observed.truth(course.last) is TruthMark.WAITING else None


def takes_words(course: Course) -> str:
    """How long it takes; empty where nobody said."""
    return box_words(course.box_s) if course.box_s else ""


def step_words(at: int, step: CourseStep, observed: ObservedIncident) -> str:
    """One step: who, what, how long, and what is asked before it."""
    holding = observed.board.roles.held.get(step.role)
    role = observed.plan.role(step.role)
    who = step.name or (holding.title if holding else role.title if role else "")
    asked = [box_words(step.box_s) if step.box_s else ""]
    asked.append(_tr("only if: {what}").format(what=step.precondition) if step.precondition else "")
    asked.append(_tr("read back by a second person") if step.read_back else "")
    asked.append(_tr("waits for a go-ahead") if step.hold else "")
    detail = " · ".join(filter(None, (who, *asked)))
    return f"{at}  {step.do}" + (f"   ({detail})" if detail else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CourseWords", text)
