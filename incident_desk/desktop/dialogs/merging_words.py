"""What becomes of an incident that is merged, in words."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.words import counted
from incident_desk.domain.board import Board
from incident_desk.domain.merging import Merging, RoleMerged

ROLES_MOST = 6


def merging_words(merging: Merging, board: Board, other: Board) -> str:
    """A line for each sort of thing, the number of both incidents in them."""
    here, there = board.headline.number, other.headline.number
    told = [_tr("{here} is then merged, and work goes on in {there}.").format(here=here, there=there)]
    told += [_role(role, there) for role in merging.roles[:ROLES_MOST]]
    if (more := len(merging.roles) - ROLES_MOST) > 0:
        told.append(_tr("and {count} more roles").format(count=more))
    told.append(_tasks(merging, there) if merging.tasks else _tr("No task is open here."))
    if merging.courses:
        courses = ", ".join(merging.courses)
        told.append(_tr("Courses that are not over stay here as they stand: {courses}.").format(courses=courses))
    if merging.messages:
        told.append(_messages(merging, here))
    told += _outside(merging, here, there)
    told.append(
        _tr("What was promised in {here} is not owed any more; {there} has its own times.").format(
            here=here, there=there
        )
    )
    lines = counted(merging.lines, _tr("The one line stays"), _tr("All {count} lines stay"))
    told.append(
        _tr("{lines} readable under {here}; V moves one to {there}.").format(lines=lines, here=here, there=there)
    )
    told.append(_tr("Ctrl+Z on the empty command line takes it back, and everything is as it was."))
    return "\n".join(told)


def _role(role: RoleMerged, there: str) -> str:
    if role.here.casefold() == role.there.casefold():
        return _tr("{title}: {name} in both.").format(title=role.title, name=role.here)
    other = role.there or _tr("nobody yet")
    return _tr("{title}: {name} here, {other} in {there}.").format(
        title=role.title, name=role.here, other=other, there=there
    )


def _tasks(merging: Merging, there: str) -> str:
    tasks = ", ".join(merging.tasks)
    return _tr("Open tasks stay here with whoever has them: {tasks}. Give in {there} what must go on.").format(
        tasks=tasks, there=there
    )


def _messages(merging: Merging, here: str) -> str:
    messages = ", ".join(merging.messages)
    return _tr("Messages stay under {here}, and what was let go still goes out: {messages}.").format(
        here=here, messages=messages
    )


def _outside(merging: Merging, here: str, there: str) -> list[str]:
    """What customers have said of it, and what they read of it."""
    told: list[str] = []
    if merging.reports:
        words = _tr("Reports judged to be of {here} stay with it ({count}); what comes now is judged to {there}.")
        told.append(words.format(here=here, there=there, count=merging.reports))
    if merging.is_on_page:
        words = _tr("On the status page the old links of {here} lead on to {there}.")
        told.append(words.format(here=here, there=there))
    return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("MergingWords", text)
