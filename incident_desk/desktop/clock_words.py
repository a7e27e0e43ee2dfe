"""What is said of clocks: in the header, among the needs, in their dialog, and aloud. No widget."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.task_words import box_words
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clock_rounds import Showing, showings
from incident_desk.domain.moments import SECOND_US


def running(observed: ObservedIncident, now_us: int) -> list[Showing]:
    """The clocks of an incident as they stand now."""
    return showings(observed.board.clocks, observed.plan, now_us)


def clock_name(clock: Clock) -> str:
    """The whole name."""
    return {
        Clock.CALL_OUT: _tr("Elapsed-time call-out"),
        Clock.INTERNAL_UPDATE: _tr("Internal update"),
        Clock.REASSESSMENT: _tr("Reassessment"),
        Clock.STATE_DOCUMENT: _tr("State document"),
    }[clock]


def asked_words(clock: Clock) -> str:
    """What it asks of people."""
    return {
        Clock.CALL_OUT: _tr("Say aloud how long it has been"),
        Clock.INTERNAL_UPDATE: _tr("Tell those inside how it stands"),
        Clock.REASSESSMENT: _tr("Is the severity still right, is the way?"),
        Clock.STATE_DOCUMENT: _tr("Write down how everything stands"),
    }[clock]


def short_name(clock: Clock) -> str:
    """The name where room is short."""
    return _tr("Call-out") if clock is Clock.CALL_OUT else clock_name(clock)


def most_pressing(showings: Sequence[Showing]) -> Showing | None:
    """The one to look at: the loudest, of those the one that is late for the longest, or due first."""
    running = [each for each in showings if each.due_us is not None]
    return min(
        running, key=lambda each: (not each.in_row, each.due_us or 0, list(Clock).index(each.clock)), default=None
    )


def tone(showing: Showing, now_us: int) -> str:
    """Quiet until it is due. Loud it is only among what needs somebody."""
    return "warn" if showing.is_due(now_us) else "sev4"


def state_words(showing: Showing, now_us: int) -> str:
    """How it stands: "in 4 min", "due", "3 min late", "missed 2×, 3 min late"."""
    due_us = showing.due_us
    if due_us is None:
        return _tr("does not run")
    said = due_words(due_us, now_us)
    is_missed = showing.in_row and due_us <= now_us
    return _tr("missed {count}×, {now}").format(count=showing.in_row, now=said) if is_missed else said


def chip_words(showing: Showing, now_us: int) -> str:
    """One clock, in the header."""
    words = _tr("{clock} {state}")
    return words.format(clock=short_name(showing.clock), state=state_words(showing, now_us))


def kept_words(showing: Showing, now_us: int, zone: tzinfo, who: str) -> str:
    """How well it was kept: "every 10 min · kept 3, missed 1 · last by Ada at 12:30"."""
    said = [_tr("every {span}").format(span=box_words(showing.every_us // SECOND_US))]
    if showing.kept or showing.missed:
        said.append(_tr("kept {kept}, missed {missed}").format(kept=len(showing.kept), missed=showing.missed))
    if showing.kept:
        at = clock_near(showing.kept[-1].at_us, now_us, zone)
        said.append(_tr("last by {name} at {clock}").format(name=who, clock=at))
    if showing.snoozed_until_us is not None:
        until = clock_near(showing.snoozed_until_us, now_us, zone)
        said.append(_tr("put off until {clock}").format(clock=until))
    return " · ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClockWords", text)
