"""Who is to hear from us by when, and how well that was kept: for each audience of the plan, read from what went out.

The first word is owed from the declaration on; every message then promises the next by the time it names, or else by
the cadence of the plan at that moment.
"""

import msgspec

from incident_desk.domain.fields import Field
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Messages, Sent
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.plan_outgoing import Audience
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State

GRACE_US = MINUTE_US
"""What goes out within the minute that was promised was kept; and what goes out within one minute by several channels
is one word."""


class Round(msgspec.Struct, frozen=True):
    """One promise that is over: by when, by what that went out, and how late. `by` is None if nothing ever came."""

    due_us: int
    by: EntryId | None
    late_us: int = 0

    @property
    def is_kept(self) -> bool:
        return self.by is not None and not self.late_us


class Standing(msgspec.Struct, frozen=True):
    """An audience: by which channels it hears, how often, and what was promised.

    `due_us` is when the next word is due, None once the incident is over; `since_us` when the last one went out, or
    when it was declared. `last_us` is None while it has heard nothing.
    """

    key: str
    title: str
    channels: tuple[str, ...]
    every_us: int
    since_us: int
    rounds: tuple[Round, ...] = ()
    due_us: int | None = None
    last_us: int | None = None

    @property
    def kept(self) -> int:
        return sum(each.is_kept for each in self.rounds)

    @property
    def missed(self) -> int:
        return len(self.rounds) - self.kept

    def is_late(self, now_us: int) -> bool:
        return self.due_us is not None and now_us > self.due_us


def standings(headline: Headline, messages: Messages, plan: Plan) -> list[Standing]:
    """Everybody who is told at the severity that holds, in the order of the plan; nobody before the declaration."""
    declared_us = headline.entered_us.get(State.DECLARED)
    if declared_us is None:
        return []
    severity = headline.severity.value or Severity.SEV1
    audiences = (each for each in plan.audiences_or_default if severity in (each.severities or (severity,)))
    return [_standing(each, declared_us, headline, messages, plan) for each in audiences]


def _standing(audience: Audience, declared_us: int, headline: Headline, messages: Messages, plan: Plan) -> Standing:
    pace = _Pace(audience, declared_us, headline.severity, plan)
    due_us, since_us, rounds = declared_us + pace.first_us(), declared_us, list[Round]()
    ended_us = headline.ended_us
    heard = [sent for _, sent in messages.sent if hears(audience, sent) and sent.sent_us >= declared_us]
    for sent in heard:
        if sent.sent_us > since_us + GRACE_US or not rounds:
            late_us = sent.sent_us - due_us
            rounds.append(Round(due_us, sent.entry, late_us if late_us > GRACE_US else 0))
        since_us, due_us = sent.sent_us, sent.next_update_us or sent.sent_us + pace.every_us(sent.sent_us)
    if ended_us is not None and ended_us > due_us + GRACE_US:
        rounds.append(Round(due_us, None, ended_us - due_us))
    return Standing(
        audience.key,
        audience.title,
        audience.channels,
        pace.every_us(since_us),
        since_us,
        tuple(rounds),
        None if ended_us is not None else due_us,
        heard[-1].sent_us if heard else None,
    )


def hears(audience: Audience, sent: Sent) -> bool:
    """Whether what went out is for these people: by one of their channels, and to them where it names anybody."""
    return channel_of(sent.variant) in audience.channels and audience.key in (sent.audiences or (audience.key,))


class _Pace:
    """How soon and how often an audience is told: what it says itself, else the cadences of the plan."""

    def __init__(self, audience: Audience, declared_us: int, severity: Field[Severity], plan: Plan) -> None:
        self._audience = audience
        self._declared_us = declared_us
        self._severity = severity
        self._plan = plan
        public = {each.key for each in plan.channels if each.is_public}
        self._is_public = not public.isdisjoint(audience.channels)

    def _at(self, at_us: int) -> Severity:
        """The severity that held then."""
        held = [each.value for each in self._severity.history if each.occurred_us <= at_us]
        return (held or [each.value for each in self._severity.history[:1]] or [Severity.SEV1])[-1]

    def first_us(self) -> int:
        severity = self._at(self._declared_us)
        own_s = self._audience.pace_at(severity).first_within_s
        public_s = self._plan.severities[severity].first_message_within_s or self._plan.cadences.first_public_message_s
        inside_s = self._plan.cadences_for(severity).internal_update_s
        return (own_s or (public_s if self._is_public else inside_s)) * SECOND_US

    def every_us(self, at_us: int) -> int:
        """After a word that went out then."""
        severity = self._at(at_us)
        cadences = self._plan.cadences_for(severity)
        is_early = at_us < self._declared_us + cadences.public_update_for_s * SECOND_US
        public_s = cadences.public_update_s if is_early else cadences.later_update_s
        own_s = self._audience.pace_at(severity).every_s
        return (own_s or (public_s if self._is_public else cadences.internal_update_s)) * SECOND_US
