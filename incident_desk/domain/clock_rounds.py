"""What each clock of an incident shows at a moment: what is due when, what was kept, and what was missed.

A clock comes round so long after it was kept last, or after the declaration. It is missed when a whole further round
goes by; until then it is late.
"""

from collections.abc import Iterator

import msgspec

from incident_desk.domain.clock_list import Clock, Clocks, Happening, Turn
from incident_desk.domain.ids import PersonId
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Cadences, Plan
from incident_desk.domain.severity import Severity


class Kept(msgspec.Struct, frozen=True):
    """A round that was kept. `missed` rounds before it were not."""

    at_us: int
    due_us: int
    missed: int
    by: PersonId

    @property
    def late_us(self) -> int:
        return max(0, self.at_us - self.due_us)


class Showing(msgspec.Struct, frozen=True):
    """One clock at a moment.

    `due_us` is when it is due, or since when it is late; None once the incident is over. `in_row` rounds were missed
    since it was kept last, `missed` in all.
    """

    clock: Clock
    every_us: int
    due_us: int | None
    in_row: int
    missed: int
    kept: tuple[Kept, ...]
    snoozed_until_us: int | None

    def is_due(self, now_us: int) -> bool:
        return self.due_us is not None and self.due_us <= now_us


def every_s(cadences: Cadences, clock: Clock) -> int | None:
    """How often a clock comes round; None if the plan does not ask for it."""
    return {
        Clock.CALL_OUT: cadences.call_out_s,
        Clock.INTERNAL_UPDATE: cadences.internal_update_s,
        Clock.REASSESSMENT: cadences.reassessment_s,
        Clock.STATE_DOCUMENT: cadences.state_document_s,
    }[clock]


def showings(clocks: Clocks, plan: Plan, now_us: int) -> list[Showing]:
    """Every clock that the plan asks for, as it stands at `now_us`; empty before the declaration."""
    found = (showing(clocks, plan, clock, now_us) for clock in Clock)
    return [each for each in found if each is not None]


def showing(clocks: Clocks, plan: Plan, clock: Clock, now_us: int) -> Showing | None:
    """One clock at a moment; None if it was never started, or the plan does not ask for it."""
    if every_s(plan.cadences, clock) is None:
        return None
    run = _Run(plan, clock)
    happened = [each for each in clocks.of(clock) if each.at_us <= now_us]
    for each in happened:
        run.take(each)
    if not any(each.turn is Turn.BEGUN for each in happened):
        return None
    return run.shown(now_us)


class _Run:
    """One clock, run from its beginning."""

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self._plan = plan
        self._clock = clock
        self._every_us = self._every(None)
        self._since_us = 0
        self._due_us: int | None = None
        self._in_row = self._missed = 0
        self._snoozed_us: int | None = None
        self._kept: list[Kept] = []

    def _every(self, severity: Severity | None) -> int:
        return (every_s(self._plan.cadences_for(severity), self._clock) or 0) * SECOND_US

    def take(self, happening: Happening) -> None:
        match happening.turn:
            case Turn.BEGUN:
                self._start(happening.at_us)
            case Turn.KEPT:
                self._keep(happening)
            case Turn.SNOOZED:
                self._put_off(happening.at_us, happening.until_us)
            case Turn.SEVERITY:
                self._change(happening)
            case Turn.ENDED:
                self._pass(happening.at_us)
                self._due_us = self._snoozed_us = None
            case Turn.MISSED:
                pass  # tells what is counted here

    def _start(self, at_us: int) -> None:
        self._since_us, self._due_us, self._in_row, self._snoozed_us = at_us, at_us + self._every_us, 0, None

    def _pass(self, at_us: int) -> None:
        """Count the rounds that went by; what is due stays due until the next one is."""
        if self._due_us is not None and (gone := (at_us - self._due_us) // self._every_us) > 0:
            self._due_us += gone * self._every_us
            self._in_row += gone
            self._missed += gone

    def _keep(self, happening: Happening) -> None:
        if self._due_us is None:
            return
        self._pass(happening.at_us)
        self._kept.append(Kept(happening.at_us, self._due_us, self._in_row, happening.by))
        self._start(happening.at_us)

    def _put_off(self, at_us: int, until_us: int) -> None:
        if self._due_us is not None:
            self._pass(at_us)
            self._due_us = max(until_us, self._due_us)
            self._snoozed_us = until_us

    def _change(self, happening: Happening) -> None:
        """Another severity, other rounds; nobody is late for what was asked a moment ago. It was thought about too."""
        self._every_us, was_us = self._every(happening.severity), self._every_us
        if self._due_us is None:
            return
        if self._clock is Clock.REASSESSMENT:
            self._keep_with(was_us, happening)
        elif self._every_us != was_us:
            self._pass_with(was_us, happening.at_us)
            if self._due_us > happening.at_us:
                self._due_us = max(happening.at_us, self._since_us + self._every_us, self._snoozed_us or 0)

    def _keep_with(self, was_us: int, happening: Happening) -> None:
        self._pass_with(was_us, happening.at_us)
        self._keep(happening)

    def _pass_with(self, was_us: int, at_us: int) -> None:
        """Rounds gone by are those of the cadence that held until now."""
        now_us, self._every_us = self._every_us, was_us
        self._pass(at_us)
        self._every_us = now_us

    def shown(self, now_us: int) -> Showing:
        self._pass(now_us)
        snoozed = self._snoozed_us if self._snoozed_us and self._snoozed_us > now_us else None
        return Showing(
            self._clock, self._every_us, self._due_us, self._in_row, self._missed, tuple(self._kept), snoozed
        )


def unkept(clocks: Clocks, plan: Plan, now_us: int) -> Iterator[tuple[Clock, int]]:
    """The clocks that were missed since they were kept last, and how often."""
    yield from ((each.clock, each.in_row) for each in showings(clocks, plan, now_us) if each.in_row)
