"""The tasks of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.task_list import Ended, Task, acknowledged_us, assignment


def tasks_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every task, in the order of the record."""
    return [_task(task, board, people) for task in board.tasks.all]


def _task(task: Task, board: Board, people: People) -> dict[str, Any]:
    now = assignment(task, board.roles)
    ending = task.ending.value
    return {
        "task": task.id,
        "number": board.tasks.label(task),
        "text": task.words(board.timeline),
        "holder": now[0].now(people).name if now else None,
        "person": now[0].person if now else None,
        "given_by": {"person": task.by, "name": people.name(task.by)},
        "given_at": iso(task.given_us),
        "role": task.role or None,
        "step": task.step or None,
        "acknowledged_at": _iso(acknowledged_us(task, board.roles)),
        "due_at": _iso(task.due_us),
        "extended": task.extended,
        "stuck": _stuck(task, board),
        "ended": ending.how if ending else None,
        "ended_at": _iso(task.ended_us),
        "goes_on_in": ending.moved.incident if ending and ending.moved else None,
        "result": result(task, board),
        "is_split": task.is_split,
        "also": [setting.value.name for setting in task.holder.settings[:-1]] if task.holder.is_conflicted else [],
    }


def _stuck(task: Task, board: Board) -> dict[str, Any] | None:
    if task.stuck is None:
        return None
    said = board.timeline.text_of(task.stuck.entry)
    return {"since": iso(task.stuck.since_us), "by": task.stuck.by, "text": said}


def result(task: Task, board: Board) -> str:
    """What was said when it ended; empty while it is open."""
    last = task.ending.last
    line = board.timeline.at.get(last.entry) if last is not None and last.value is not None else None
    return line.text if line else ""


def ended_word(task: Task) -> str:
    """How it ended, in English; empty while it is open."""
    ending = task.ending.value
    if ending is not None and ending.moved is not None:
        return f"goes on in {ending.moved.label}"
    return "" if ending is None else {Ended.DONE: "done"}.get(ending.how, "not needed")


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)
