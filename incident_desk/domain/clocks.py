"""Clocks: what comes round by the plan is kept, put off for a while, or missed, and stands on the record."""

from incident_desk.domain import clock_effects
from incident_desk.domain.clock_entries import ClockKept, ClockSnoozed
from incident_desk.domain.clock_list import NAMES, Clock, Clocks
from incident_desk.domain.clock_rounds import Showing, showing
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.plan import Plans
from incident_desk.domain.spans import SpanS, span_english

__all__ = ["Clock", "Clocks", "clock_effects"]


class Keep(Fields, frozen=True):
    """`text` is what was said, if it is worth keeping."""

    clock: Clock
    text: str = ""
    occurred_us: MomentUs | None = None


class Snooze(Fields, frozen=True):
    """`span` is how long from now; `reason` says why."""

    clock: Clock
    span_s: SpanS
    reason: str = ""


@command(
    "clock.keep",
    help="Say that you did what a clock asks for",
    slash=("kept",),
    presets={
        "called-out": {"clock": Clock.CALL_OUT},
        "updated": {"clock": Clock.INTERNAL_UPDATE},
        "reassessed": {"clock": Clock.REASSESSMENT},
        "state-documented": {"clock": Clock.STATE_DOCUMENT},
    },
)
def keep(clocks: Clocks, plans: Plans, headline: Headline, context: Context, fields: Keep) -> list[Draft]:
    at_us = fields.occurred_us or context.now_us
    now = _running(clocks, plans, headline, fields.clock, at_us)
    due_us = now.due_us or at_us
    late_s = max(0, at_us - due_us) // SECOND_US
    body = ClockKept(fields.clock, due_us, late_s, now.in_row, fields.text.strip())
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("clock.snooze", help="Put a clock off for a while, for everybody, and say why")
def snooze(clocks: Clocks, plans: Plans, headline: Headline, context: Context, fields: Snooze) -> list[Draft]:
    now = _running(clocks, plans, headline, fields.clock, context.now_us)
    most_s = plans.of(headline).attention_or_default.at_most_s(NeedKind.CLOCK)
    if fields.span_s > most_s:
        raise RuleError(f"A clock is put off for at most {span_english(most_s)}: the next shift is to see it.")
    until_us = context.now_us + fields.span_s * SECOND_US
    if now.due_us is not None and until_us <= now.due_us:
        raise RuleError(f"{NAMES[fields.clock]} is not due before then.")
    return [Draft(ClockSnoozed(fields.clock, until_us, fields.reason.strip()))]


def _running(clocks: Clocks, plans: Plans, headline: Headline, clock: Clock, now_us: int) -> Showing:
    """Raises: RuleError if the clock does not run."""
    name = NAMES[clock]
    if not headline.is_open:
        raise RuleError(f"The incident is {headline.state}: no clock runs.")
    found = showing(clocks, plans.of(headline), clock, now_us)
    if found is None or found.due_us is None:
        why = "did not run then" if clocks.is_running else "runs from the declaration on"
        raise RuleError(f"{name}: {_unasked(plans, headline, clock) or why}.")
    return found


def _unasked(plans: Plans, headline: Headline, clock: Clock) -> str:
    cadences = plans.of(headline).cadences
    return "the plan does not ask for it" if clock is Clock.REASSESSMENT and cadences.reassessment_s is None else ""
