"""Who knew first: an alert, a warning of ours, or a customer; and when those outside were told. For one incident, and
over all of them.
"""

import enum
from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.measuring import first_sent_us
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_list import Reports
from incident_desk.domain.state import State
from incident_desk.domain.warning_entries import Mark
from incident_desk.domain.warning_list import EarlyWarning, Warnings


class Step(enum.StrEnum):
    """What can come first. ALERT: a rule fired, or somebody saw it. WARNING: our own detector saw a pattern change."""

    ALERT = "first alert"
    HARM = "harm begins"
    REPORT = "first report"
    WARNING = "our warning"
    DECLARED = "declared"
    WORDS = "first public words"


OURS: Final = (Step.ALERT, Step.WARNING, Step.DECLARED)
"""What the business knows by itself."""
BEFORE_US: Final = 30 * MINUTE_US
"""So long before an incident is said to have begun a warning may have been of it."""


class Knew(msgspec.Struct, frozen=True):
    """The moments of one incident, in the order in which they came. `reports` is how many customers told of it."""

    incident: IncidentId
    label: str
    steps: tuple[tuple[Step, int], ...]
    reports: int = 0

    def at(self, step: Step) -> int | None:
        """When it was, if it was."""
        return next((us for each, us in self.steps if each is step), None)

    @property
    def ours_us(self) -> int | None:
        """When the business knew."""
        return min((us for step in OURS if (us := self.at(step)) is not None), default=None)

    @property
    def by_us(self) -> int | None:
        """How long before the first customer told of it the business knew; negative if the customer was first.

        None where no customer told of it: then there was nobody to be first.
        """
        ours, theirs = self.ours_us, self.at(Step.REPORT)
        return None if ours is None or theirs is None else theirs - ours

    @property
    def is_ours(self) -> bool | None:
        """Whether the business was first; None where no customer told of it."""
        return None if self.by_us is None else self.by_us >= 0


def knew_first(board: Board, plan: Plan, reports: Reports, warnings: Warnings) -> Knew:
    """Who knew first of this incident, by all reports and warnings: those that are of it count."""
    headline = board.headline
    came = [reports.of[each].came_us for each in reports.judged.get(board.incident, ())]
    detected_us, declared_us = (headline.entered_us.get(each) for each in (State.DETECTED, State.DECLARED))
    moments = {
        # whoever declares without saying since when has seen it only then
        Step.ALERT: None if detected_us == declared_us else detected_us,
        Step.HARM: board.impact.started_us.value,
        Step.REPORT: min(came, default=None),
        Step.WARNING: min((each.at_us for each in warnings_of(board, warnings)), default=None),
        Step.DECLARED: declared_us,
        Step.WORDS: first_sent_us(board.messages, plan),
    }
    order = list(Step)
    there = ((step, us) for step, us in moments.items() if us is not None)
    steps = sorted(there, key=lambda each: (each[1], order.index(each[0])))
    return Knew(board.incident, headline.label, tuple(steps), len(came))


def warnings_of(board: Board, warnings: Warnings) -> list[EarlyWarning]:
    """The warnings that may have been of this incident: while it ran, of a service that it hits, and no false alarm."""
    headline, services = board.headline, {name.casefold() for name in board.impact.services.value or ()}
    began = [us for us in (headline.since_us, board.impact.started_us.value) if us is not None]
    if not began:
        return []
    ended_us = headline.ended_us
    return [
        each
        for each in warnings.of.values()
        if each.at_us >= min(began) - BEFORE_US
        and (ended_us is None or each.at_us <= ended_us)
        and (not each.service or not services or each.service.casefold() in services)
        and each.mark is not Mark.FALSE_ALARM
    ]


class Share(msgspec.Struct, frozen=True):
    """Of how many incidents that customers told of the business knew first; `untold` are those nobody told of."""

    first: int
    of: int
    untold: int


def share(found: Iterable[Knew]) -> Share:
    """Over several incidents."""
    known = list(found)
    told = [each for each in known if each.is_ours is not None]
    return Share(sum(each.is_ours is True for each in told), len(told), len(known) - len(told))
