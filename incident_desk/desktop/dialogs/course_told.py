"""What is known of a course: what it is, how it stands, what it brings and risks, and its steps."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Conflict
from incident_desk.desktop.conflicts_of_work import course_conflict
from incident_desk.desktop.course_words import SYMBOLS, foot_words, stand_word, step_words, takes_words
from incident_desk.desktop.models.line_rows import GLYPHS
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.facts import Facts
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.course_entries import StepEnd
from incident_desk.domain.course_list import Course, Stand


def tell(
    course: Course,
    observed: ObservedIncident,
    bridge: Bridge,
    column: QVBoxLayout,
    settle: Callable[[Conflict], object],
) -> None:
    """Add it to a column, from the top; `settle` leads to the choice where two desks said two things."""
    now_us = bridge.now_us()
    column.addWidget(Label(course.what(observed.board.timeline) or _tr("(the words were erased)"), 16, 500, wraps=True))
    tone = "bad" if course.is_late(now_us) else SYMBOLS.get(course.stand, ("", "text2"))[1]
    column.addWidget(Label(_stands(course, observed, bridge), 13, 600, tone, "course_stands", wraps=True))
    column.addWidget(Label(GLYPHS[observed.truth(course.last)].words, 12, 400, "text3"))
    if course.is_split:
        column.addWidget(_split(course, observed, bridge, settle))
    facts = (
        (_tr("What it brings"), course.effect),
        (_tr("What could go wrong"), course.risk),
        (_tr("How it is undone"), course.undo),
        (_tr("How long it takes"), takes_words(course)),
        (_tr("What it needs"), course.needs),
    )
    column.addWidget(Facts([(name, words or _tr("not said")) for name, words in facts]))
    if course.steps:
        done = _tr("{done} of {count}").format(done=len(course.marks), count=len(course.steps))
        column.addWidget(SectionHead(_tr("Steps"), done))
    for at, step in enumerate(course.steps, 1):
        column.addWidget(_step(course, at, step_words(at, step, observed), bridge))


def _split(course: Course, observed: ObservedIncident, bridge: Bridge, settle: Callable[[Conflict], object]) -> QWidget:
    """What the others said, and the way to the choice."""
    conflict = course_conflict(observed.board, course.id, bridge)
    told = QWidget()
    row = QHBoxLayout(told)
    row.setContentsMargins(0, 0, 0, 0)
    line = MessageLine()
    row.addWidget(line, 1)
    if conflict is None:
        return told
    line.say(f"{conflict.said}: {conflict.detail}", "git-merge", "accent")
    choose = Button(_tr("Choose"), "git-merge", "small", "course_choose")
    choose.clicked.connect(lambda: settle(conflict))
    row.addWidget(choose)
    return told


def _stands(course: Course, observed: ObservedIncident, bridge: Bridge) -> str:
    """Where it stands, and what decides there."""
    word, foot = stand_word(course.stand), foot_words(course, observed, bridge.now_us(), bridge.zone)
    told = foot if foot.startswith(word) else f"{word}: {foot}"
    return told[:1].upper() + told[1:]


def _step(course: Course, at: int, words: str, bridge: Bridge) -> Label:
    ends = course.ends(at)
    is_next = course.stand is Stand.UNDER_WAY and at == course.next_step
    said = {StepEnd.DONE: _tr("done, {name}"), StepEnd.SKIPPED: _tr("skipped, {name}")}
    for mark in ends.values():
        words += "   " + said[mark.how].format(name=bridge.name(mark.by))
    tone, weight = ("text3", 400) if ends else ("accent", 500) if is_next else ("text", 400)
    if len(ends) > 1:
        tone, weight = "accent", 500
    return Label(words, 13, weight, tone, wraps=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CourseTold", text)
