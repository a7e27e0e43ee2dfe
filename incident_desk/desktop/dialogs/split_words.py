"""What becomes of everything when an incident is split, in words."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.words import counted
from incident_desk.domain.split_preview import Splitting

ROLES_MOST = 6


def split_words(splitting: Splitting, number: str) -> str:
    """A line for each sort of thing, as far as there is something of it. `number` is that of the first incident."""
    told = [_goes(splitting), _stays(splitting, number), *_roles(splitting, number)]
    told.append(
        _tr("The clocks and the fact sheet of {number}, and what was promised or drafted, go on there.").format(
            number=number
        )
    )
    told.append(_tr("Ctrl+Z on the empty command line takes it back, and everything comes home."))
    return "\n".join(filter(None, told))


def _goes(splitting: Splitting) -> str:
    if not splitting.is_anything:
        return _tr("Nothing is chosen yet.")
    lines = counted(splitting.lines, _tr("1 line"), _tr("{count} lines")) if splitting.lines else ""
    named = ", ".join(filter(None, (lines, *_named(splitting.tasks, splitting.courses, splitting.questions))))
    if not named:
        return ""
    return _tr("There go, with their times: {what}. Here each says where it went.").format(what=named)


def _stays(splitting: Splitting, number: str) -> str:
    left = ", ".join(_named(splitting.tasks_left, splitting.courses_left, splitting.questions_left))
    return _tr("In {number} stay: {what}.").format(number=number, what=left) if left else ""


def _named(tasks: tuple[str, ...], courses: tuple[str, ...], questions: tuple[str, ...]) -> Iterable[str]:
    for numbers, one, many in (
        (tasks, _tr("task {numbers}"), _tr("tasks {numbers}")),
        (courses, _tr("course {numbers}"), _tr("courses {numbers}")),
        (questions, _tr("question {numbers}"), _tr("questions {numbers}")),
    ):
        if numbers:
            yield (one if len(numbers) == 1 else many).format(numbers=", ".join(numbers))


def _roles(splitting: Splitting, number: str) -> Iterable[str]:
    for held, words in (
        (splitting.both, _tr("In both: {people}.")),
        (splitting.leaving, _tr("Free in {number}, as they go along: {people}.")),
        (splitting.roles_left, _tr("Only in {number}: {people}.")),
    ):
        if held:
            yield words.format(people=_people(held), number=number)


def _people(held: tuple[tuple[str, str], ...]) -> str:
    told = [_tr("{name} ({role})").format(name=name, role=role) for role, name in held[:ROLES_MOST]]
    if (more := len(held) - ROLES_MOST) > 0:
        told.append(_tr("{count} more").format(count=more))
    return ", ".join(told)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SplitWords", text)
