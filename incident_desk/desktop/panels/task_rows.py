"""A task as the row that shows it."""

from datetime import tzinfo

from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.task_row import TaskShown
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.pending import TruthMark
from incident_desk.desktop.task_standing import TaskStanding
from incident_desk.desktop.task_words import SYMBOLS, holder_words, told_words, when_words


def task_row(task: TaskStanding, observed: ObservedIncident, now_us: int, zone: tzinfo, alike: int = 0) -> TaskShown:
    """What its row says. `alike`: with so many words others begin as well.

    A mark only tells what is not as it should be: most rows have none."""
    symbol, tone = SYMBOLS[task.call]
    return TaskShown(
        key=task.id,
        words=task.do,
        number=task.label,
        alike=alike,
        who=holder_words(task),
        when=when_words(task, now_us, zone),
        symbol=symbol,
        tone=tone,
        spoken=told_words(task, now_us, zone),
        mark=_mark(task, observed),
        is_done=not task.is_open,
    )


def _mark(task: TaskStanding, observed: ObservedIncident) -> TruthGlyph | None:
    if task.is_split:
        return TruthGlyph.CONFLICT
    is_waiting = task.last is not None and observed.truth(task.last) is TruthMark.WAITING
    return TruthGlyph.WAITING if is_waiting else None
