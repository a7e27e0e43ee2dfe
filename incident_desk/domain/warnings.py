"""Warnings of ours: raised once at the onset, ended, and marked by whoever looked; the desk that watches does the
first two by itself."""

import math
from collections.abc import Iterable

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import WATCHED
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.warning_entries import (
    NAME_LETTERS,
    PICTURE_MOST,
    SHIFTS_MOST,
    Mark,
    Shift,
    WarningEnded,
    WarningMarked,
    WarningRaised,
)
from incident_desk.domain.warning_list import Warnings

__all__ = ["Warnings"]

WHY_LETTERS = 500
AGREE_MOST = 10


class RaiseWarning(Fields, frozen=True):
    """Of series of one service that left their pattern. `occurred` is when they did enough for a warning."""

    shifts: tuple[Shift, ...]
    service: str = ""
    agree: tuple[str, ...] = ()
    occurred_us: MomentUs | None = None


class EndWarning(Fields, frozen=True):
    """`series` are those that are as usual again: all that still stray, unless said."""

    warning: str
    series: tuple[str, ...] = ()


class MarkWarning(Fields, frozen=True):
    """`mark` is "real" or "false alarm"."""

    warning: str
    mark: Mark
    why: str = ""


@command(
    "warning.raise", help="Warn that a series left its pattern: the desk that watches does it by itself", alone=True
)
def raise_warning(context: Context, fields: RaiseWarning) -> list[Draft]:
    """Once for each series until it is as usual again, whoever sees it first."""
    if not 0 < len(fields.shifts) <= SHIFTS_MOST:
        raise RuleError(f"A warning is of one series at least, and of {SHIFTS_MOST} at most.")
    for shift in fields.shifts:
        _must_be_told(shift, context.now_us)
    warnings = _warnings(context)
    new = tuple(shift for shift in fields.shifts if warnings.strays(shift.series) is None)
    if not new:
        return []
    agree = tuple(_short(each, "agree") for each in fields.agree[:AGREE_MOST])
    number = max((each.number for each in warnings.of.values()), default=0) + 1
    body = WarningRaised(number, new, _short(fields.service, "service"), agree)
    return [Draft(body, incident=WATCHED, occurred_us=fields.occurred_us)]


@command("warning.end", help="A series is as usual again: the desk that watches does it by itself", alone=True)
def end_warning(context: Context, fields: EndWarning) -> list[Draft]:
    warning = _warnings(context).find(fields.warning)
    over = tuple(each for each in warning.on if each in fields.series or not fields.series)
    return [Draft(WarningEnded(warning.id, over), incident=WATCHED)] if over else []


@command(
    "warning.mark",
    help="Say of a warning whether it was real or a false alarm; its series is taken less or more seriously then",
    slash=("mark-warning",),
    presets={"real-warning": {"mark": Mark.REAL}, "false-warning": {"mark": Mark.FALSE_ALARM}},
    alone=True,
)
def mark_warning(context: Context, fields: MarkWarning) -> list[Draft]:
    warnings = _warnings(context)
    warning = warnings.find(fields.warning)
    if warning.mark is fields.mark and not warning.is_disputed:
        raise RuleError(f"That is marked as {fields.mark} already.")
    why = _short(fields.why, "why", WHY_LETTERS)
    return [Draft(WarningMarked(warning.id, fields.mark, why, warnings.over(warning.id)), incident=WATCHED)]


def _warnings(context: Context) -> Warnings:
    return context.elsewhere(WATCHED, Warnings)


def _must_be_told(shift: Shift, now_us: int) -> None:
    """Raises: RuleError, BadInput."""
    numbers: Iterable[float | None] = (shift.value, shift.usual, shift.score, shift.at_this_hour)
    if shift.picture is not None:
        numbers = (*numbers, shift.picture.step_s, *shift.picture.values)
        if len(shift.picture.values) > PICTURE_MOST:
            raise RuleError(f"A picture holds {PICTURE_MOST} values at most.")
    if not all(number is None or math.isfinite(number) for number in numbers):
        raise RuleError("What is no number is no value of a series.")
    if not shift.series or shift.since_us > now_us:
        raise RuleError("A warning names its series, and a moment that has been.")
    for name in ("series", "title", "unit"):
        _short(getattr(shift, name), name)


def _short(text: str, name: str, most: int = NAME_LETTERS) -> str:
    """On one line. Raises: BadInput."""
    words = " ".join(text.split())
    if len(words) > most:
        raise BadInput(f"at most {most} characters; this has {len(words)}", name)
    return words
