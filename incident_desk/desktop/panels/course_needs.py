"""What courses of action need now: a word of whoever leads, first of all; a hold to be let go; one that is late."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.need_row import Need
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.ids import PersonId
from incident_desk.domain.leading import lead_of
from incident_desk.domain.plan import Plans

COURSE = "course:"
"""Before the id of a course, where a need leads to one; before none, it leads to all that wait."""


def course_needs(observed: ObservedIncident, plans: Plans, me: PersonId, now_us: int) -> list[Need]:
    """The needs of an open incident: the late ones for everybody, a word only for who gives it."""
    board = observed.board
    if not board.headline.is_open or not board.courses.of:
        return []
    lead = lead_of(board.roles, plans, board.headline)
    holder = lead.holder.value if lead else None
    is_mine = holder is not None and holder.person == me
    late = [need for course in board.courses.all for need in _late(course, observed, now_us)]
    return [*_words(observed, now_us), *late] if is_mine else late


def _late(course: Course, observed: ObservedIncident, now_us: int) -> Iterator[Need]:
    if course.is_late(now_us):
        late = span_words(now_us - (course.due.value or now_us))
        words = _tr("Course {number} is late: {what}")
        yield Need(COURSE + course.id, _filled(words, course, observed), late, "clock-alert", "bad")


def _words(observed: ObservedIncident, now_us: int) -> Iterator[Need]:
    """What only whoever leads can say. Several proposals are one need: it leads to all of them, side by side."""
    courses = observed.board.courses.all
    waiting = [course for course in courses if course.stand is Stand.PROPOSED]
    if waiting:
        waits = span_words(now_us - min(course.proposed_us for course in waiting))
        one = _filled(_tr("Course {number} waits for your word: {what}"), waiting[0], observed)
        many = _tr("{count} courses wait for your word").format(count=len(waiting))
        key = COURSE + (waiting[0].id if len(waiting) == 1 else "")
        yield Need(key, one if len(waiting) == 1 else many, waits, "circle-question-mark")
    for course in courses:
        step = course.next_step
        if course.stand is Stand.UNDER_WAY and step and course.steps[step - 1].hold and step not in course.released:
            words = _tr("Course {number}: shall step {step} go on?")
            number = observed.board.courses.label(course)
            yield Need(COURSE + course.id, words.format(number=number, step=step), "", "pause")


def _filled(words: str, course: Course, observed: ObservedIncident) -> str:
    board = observed.board
    return words.format(number=board.courses.label(course), what=course.what(board.timeline))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CourseNeeds", text)
