"""In which other incidents somebody works, in the words of the board. No widget."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.task_words import load_words
from incident_desk.domain.elsewhere import AlsoIn


def numbers_words(also: Sequence[AlsoIn]) -> str:
    """What these incidents are called."""
    return ", ".join(each.number for each in also)


def also_words(also: Sequence[AlsoIn]) -> str:
    """After a name: "also Operations manager in INC-7"; empty for nothing."""
    if len(also) != 1:
        return _tr("also in {numbers}").format(numbers=numbers_words(also)) if also else ""
    return _tr("also {parts} in {number}").format(parts=parts_words(also[0]), number=also[0].number)


def line_words(also: Sequence[AlsoIn]) -> str:
    """As a line of its own: "Also in INC-7: Operations manager"."""
    if len(also) != 1:
        return _tr("Also in {count} others: {numbers}").format(count=len(also), numbers=numbers_words(also))
    return _tr("Also in {number}: {parts}").format(parts=parts_words(also[0]), number=also[0].number)


def parts_words(also: AlsoIn) -> str:
    """What somebody does there."""
    return ", ".join(filter(None, (*also.roles, load_words(also.tasks))))


def whole_words(each: AlsoIn) -> str:
    """One of them, in full. Of a restricted one it is said that it is not for every ear."""
    words = _tr("{number} {title}: {parts}").format(number=each.number, title=each.title, parts=parts_words(each))
    return _tr("{words} (restricted: not for every ear)").format(words=words) if each.is_restricted else words


def _tr(text: str) -> str:
    return QCoreApplication.translate("ElsewhereWords", text)
