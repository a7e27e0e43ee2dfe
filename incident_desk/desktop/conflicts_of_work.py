"""Tasks and courses about which two desks said two things at once: what each said, and the command that settles it."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Claim, Conflict, claim, holder_words, settled_by
from incident_desk.desktop.course_words import stand_word
from incident_desk.desktop.moments import whole
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_entries import Outcome, StepEnd
from incident_desk.domain.course_list import STAND_OF, Course, Stand, StepMark
from incident_desk.domain.course_steps import SettleStep
from incident_desk.domain.courses import Approve, Begin, Decline, End, ExtendCourse
from incident_desk.domain.fields import Field, Setting
from incident_desk.domain.ids import EntryId, TaskId
from incident_desk.domain.task_list import Ended, Ending, Task
from incident_desk.domain.tasks import Drop, Extend, Finish, Reassign, Reopen

A_MINUTE_S = 60
"""What a command that takes a span is told beside the moment that counts."""


def task_conflict(board: Board, task: TaskId, bridge: Bridge) -> Conflict | None:
    """How it ended, who has it, or by when: the first of these that two desks said differently."""
    found, label = board.tasks.of[task], board.tasks.label(board.tasks.of[task])
    name = _tr("Task {number}").format(number=label)
    if found.ending.is_conflicted:
        ways = settled_by(found.ending, lambda said: _ended(said, label, board, bridge))
        return Conflict(task, _tr("{task}, how it ended").format(task=name), ways)
    if found.has_crossed:
        return Conflict(task, name, _crossed(found, label, board, bridge))
    if not found.is_open:
        return None
    if found.holder.is_conflicted:
        ways = settled_by(found.holder, lambda said: _held(said, label, bridge))
        return Conflict(task, name, ways)
    if found.due.is_conflicted:
        return Conflict(task, _tr("{task}, by when").format(task=name), _due(found.due, label, Extend, bridge))
    return None


def _held(said: Setting[Any], label: str, bridge: Bridge) -> Claim:
    holder = said.value
    return claim(said, holder_words(holder), Reassign(label, holder.person or f"@{holder.name}"), bridge)


def _ended(said: Setting[Ending | None], label: str, board: Board, bridge: Bridge) -> Claim:
    words = board.timeline.text_of(said.entry)
    if said.value is None:
        return claim(said, _tr("it goes on"), Reopen(label, words), bridge)
    if said.value.moved is not None:
        words = _tr("goes on in {number}").format(number=said.value.moved.label)
        return claim(said, words, Drop(label, words), bridge)
    is_done = said.value.how is Ended.DONE
    choose = Finish(label, words) if is_done else Drop(label, words)
    return claim(said, _with(_tr("done") if is_done else _tr("not needed"), words), choose, bridge)


def _crossed(task: Task, label: str, board: Board, bridge: Bridge) -> tuple[Claim, ...]:
    """It ended at one desk while another gave it away."""
    given, ending = task.holder.last, task.ending.last
    assert given is not None
    assert ending is not None
    goes_on = _tr("{name} goes on with it").format(name=given.value.name)
    return claim(given, goes_on, Reopen(label), bridge), _ended(ending, label, board, bridge)


def course_conflict(board: Board, course: EntryId, bridge: Bridge) -> Conflict | None:
    """Where it stands, until when it takes, or how a step ended: the first of these that two desks said differently."""
    found, label = board.courses.of[course], board.courses.label(board.courses.of[course])
    name = _tr("Course {number}").format(number=label)
    if found.stands.is_conflicted:
        return Conflict(course, name, settled_by(found.stands, lambda said: _stood(said, found, label, board, bridge)))
    if found.is_due_split:
        return Conflict(course, _tr("{course}, until when").format(course=name), _due_of(found, label, bridge))
    if (step := found.split_step) is not None:
        ways = tuple(_step_ended(mark, step, label, board, bridge) for mark in found.ends(step).values())
        return Conflict(course, _tr("{course}, step {step}").format(course=name, step=step), ways)
    return None


def _step_ended(mark: StepMark, step: int, label: str, board: Board, bridge: Bridge) -> Claim:
    word = _tr("done") if mark.how is StepEnd.DONE else _tr("skipped")
    if mark.read_back_by:
        word = _tr("done, read back by {name}").format(name=mark.read_back_by)
    said = Setting(mark.how, mark.entry, mark.by, mark.at_us)
    return claim(said, _with(word, board.timeline.text_of(mark.entry)), SettleStep(label, step, mark.how), bridge)


def _stood(said: Setting[Stand], course: Course, label: str, board: Board, bridge: Bridge) -> Claim:
    words = board.timeline.text_of(said.entry)
    if said.value is Stand.SPLIT_OFF:
        words = board.timeline.line(said.entry).english
    return claim(said, _with(stand_word(said.value), words), _to(said.value, course, label, words), bridge)


def _to(stand: Stand, course: Course, label: str, words: str) -> Fields:
    """The command that brings a course to stand there."""
    if stand in (Stand.DECLINED, Stand.SPLIT_OFF):
        return Decline(label, words)
    if stand is Stand.UNDER_WAY:
        carrier = course.carrier
        return Begin(label, (carrier.person or carrier.name) if carrier else "me")
    outcome = next((how for how in Outcome if STAND_OF[how] is stand), None)
    return Approve(label, words) if outcome is None else End(label, outcome, words)


def _due_of(course: Course, label: str, bridge: Bridge) -> tuple[Claim, ...]:
    return _due(course.due, label, ExtendCourse, bridge)


def _due(
    due: Field[int | None], label: str, extend: type[Extend] | type[ExtendCourse], bridge: Bridge
) -> tuple[Claim, ...]:
    def claimed(said: Setting[Any]) -> Claim:
        return claim(said, whole(said.value, bridge.zone), extend(label, A_MINUTE_S, "", said.value), bridge)

    return settled_by(due, claimed)


def _with(word: str, words: str) -> str:
    return f"{word}: {words}" if words else word


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConflictsOfWork", text)
