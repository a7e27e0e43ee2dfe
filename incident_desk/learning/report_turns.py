"""What went well, where people were lucky, what made it worse and what is left, for the draft of a report: read from
what was promised and kept, given and done, tried and seen."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from incident_desk.domain.board import Board
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.decisions import DecisionRevisited
from incident_desk.domain.follow_up_list import FollowUp
from incident_desk.domain.ids import EntryId
from incident_desk.domain.measuring import Clocked, Lost, measured
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promises import Standing, standings
from incident_desk.domain.task_list import Ended, Task, assignment
from incident_desk.learning.plain_times import clock, day
from incident_desk.learning.report_words import one_line, point, sentence, took

LUCK: Final = re.compile(
    r"\b(luck|lucky|luckily|fortunate|fortunately|by chance|happened to|good thing)\b", re.IGNORECASE
)


def well(board: Board, plan: Plan, people: People) -> Iterator[str]:
    """Promises that were all kept, a first word in time, courses that worked, tasks done in time."""
    yield from _first_word(board, plan, in_time=True)
    for each in standings(board, plan):
        if each.rounds and not each.missed:
            named = [one.by for one in each.rounds if one.by is not None]
            yield point(sentence(f"{_all(len(each.rounds))} to {one_line(each.title)} was kept", *named))
    for course in _courses(board, Stand.WORKED):
        yield point(sentence(_course(course, board, "worked"), course.id, course.last))
    done = [task for task in board.tasks.all if _in_time(task)]
    if done:
        count = "One task with a time was" if len(done) == 1 else f"{len(done)} tasks with a time were"
        yield point(sentence(f"{count} done within it", *_ends(done)))


def lucky(board: Board, plan: Plan, people: People) -> Iterator[str]:
    """What somebody said was luck."""
    for line in board.timeline.lines:
        if line.text and not line.is_retracted and LUCK.search(line.text):
            yield point(sentence(f"{clock(line.occurred_us)} {one_line(line.text)}", line.entry))


def worse(board: Board, plan: Plan, people: People) -> Iterator[str]:
    """What was noticed late, told late, tried in vain, or waited."""
    yield from _noticed_late(board, plan)
    yield from _rated_later(board)
    yield from _first_word(board, plan, in_time=False)
    for each in standings(board, plan):
        if each.missed:
            came = [one.by for one in each.rounds if not one.is_kept and one.by]
            yield point(sentence(_missed(each), *(came or _declared(board))))
    for stand in (Stand.FAILED, Stand.ROLLED_BACK):
        for course in _courses(board, stand):
            yield point(sentence(_course(course, board, str(stand)), course.id, course.last))
    for line in board.timeline.lines:
        if isinstance(line.body, DecisionRevisited) and not line.body.is_standing and not line.is_retracted:
            yield point(sentence(one_line(line.english), line.entry))
    yield from _waited(board, plan)


def follow_ups(board: Board, plan: Plan, people: People) -> Iterator[str]:
    """What was learned, what is done about it, by whom and until when, and the tasks that are still open."""
    for each in board.follow_ups.all:
        if each.words:
            yield point(sentence(_follow_up(each, people), each.id))
    if board.history.entry is not None:
        for lesson in board.history.lessons:
            yield point(sentence(one_line(lesson), board.history.entry))
    for task in board.tasks.open:
        words, now = one_line(task.words(board.timeline)), assignment(task, board.roles)
        if words:
            who = one_line(now[0].now(people).name) if now is not None else "nobody yet"
            named = [task.line] if task.line is not None else [now[1]] if now is not None else _declared(board)
            yield point(sentence(f"Still open: {words.rstrip('.')} ({who})", *named))


# told -----------------------------------------------------------------------------------------------------------------


def _first_word(board: Board, plan: Plan, *, in_time: bool) -> Iterator[str]:
    within_s = plan.first_message_within_s(board.headline.severity.value)
    sent = next((each for _, each in board.messages.sent_by(*plan.public_channels)), None)
    took_us = measured(board, plan).of(Clocked.FIRST_MESSAGE).took_us
    if within_s is None or sent is None or took_us is None or (took_us <= within_s * SECOND_US) is not in_time:
        return
    allowed = took(within_s * SECOND_US)
    said = f"Customers heard of it {took(took_us)} after it was declared; the plan allows {allowed}"
    yield point(sentence(said, sent.entry))


def _noticed_late(board: Board, plan: Plan) -> Iterator[str]:
    began, took_us = board.impact.started_us.last, measured(board, plan).of(Clocked.DETECT).took_us
    if began is not None and took_us:
        yield point(sentence(f"It was felt outside for {took(took_us)} before it was detected", began.entry))


def _rated_later(board: Board) -> Iterator[str]:
    """A severity that turned out higher than it was taken for."""
    history = board.headline.severity.history
    for before, after in itertools.pairwise(history):
        if after.value < before.value:  # SEV1 is the highest
            said = f"It was taken for {before.value} until {clock(after.occurred_us)}, then for {after.value}"
            yield point(sentence(said, before.entry, after.entry))


def _waited(board: Board, plan: Plan) -> Iterator[str]:
    for each in measured(board, plan).waiting:
        if each.lost_us and each.what is Lost.UNACKNOWLEDGED:
            late = [task for task in board.tasks.all if task.heard is None and assignment(task, board.roles)]
            if late:
                count = "One task was" if len(late) == 1 else f"{len(late)} tasks were"
                yield point(sentence(f"{count} never acknowledged by whoever was to do it", *_ends(late)))


def _declared(board: Board) -> list[EntryId]:
    """From when on words are owed."""
    return [setting.entry for setting in board.headline.states.history[:1]]


def _missed(each: Standing) -> str:
    late_us = max(one.late_us for one in each.rounds)
    worst = f", the worst by {took(late_us)}" if late_us else ""
    return f"{each.missed} of {len(each.rounds)} promises to {one_line(each.title)} came too late or never{worst}"


def _all(count: int) -> str:
    return "The one promise" if count == 1 else f"Each of the {count} promises"


def _courses(board: Board, stand: Stand) -> Iterable[Course]:
    return (course for course in board.courses.all if course.stand is stand)


def _course(course: Course, board: Board, how: str) -> str:
    what = one_line(course.what(board.timeline)) or "(the words were erased)"
    seen = one_line(course.said_last(board.timeline))
    return f"Course {board.courses.label(course)} {how}: {what.rstrip('.')}" + (f"; {seen}" if seen else "")


def _follow_up(each: FollowUp, people: People) -> str:
    ending, due_us = each.ending.value, each.due_us.value
    until = f", until {day(due_us)}" if due_us is not None else ""
    stands = f"; {ending.how}: {one_line(ending.words)}" if ending is not None else until
    return f"{one_line(each.words).rstrip('.')} ({one_line(each.owner_name(people))}){stands}"


def _in_time(task: Task) -> bool:
    ending = task.ending.value
    is_done = ending is not None and ending.how is Ended.DONE
    return is_done and task.due_us is not None and task.ended_us is not None and task.ended_us <= task.due_us


def _ends(tasks: Iterable[Task]) -> list[EntryId]:
    last = ((task.ending.last or task.holder.last) for task in tasks)
    return [each.entry for each in last if each is not None]
