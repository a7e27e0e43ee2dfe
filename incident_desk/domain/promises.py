"""Who is to hear from us by when, and how well that was kept: for each audience of the plan, read from what went out.

The first word is owed from the declaration on; every message then promises the next by the time it names, or else by
the cadence of the plan at that moment. What somebody told them by another way counts like a message.
"""

from collections.abc import Iterator
from operator import attrgetter
from typing import Protocol

import msgspec

from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import Facts
from incident_desk.domain.fields import Field
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Messages, Sent
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.plan_outgoing import Audience
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promise_list import Promises
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
    when it was declared. `last_us` is None while it has heard nothing. `scope` is by when it is told who is affected,
    None where that is not owed; its `by` is None until it was. `silent` are the regions that have not said that the
    last word has reached them. `all_clear_us` is since when a last word is owed, because it is over.
    """

    key: str
    title: str
    channels: tuple[str, ...]
    every_us: int
    since_us: int
    rounds: tuple[Round, ...] = ()
    due_us: int | None = None
    last_us: int | None = None
    scope: Round | None = None
    silent: tuple[str, ...] = ()
    all_clear_us: int | None = None

    @property
    def kept(self) -> int:
        return sum(each.is_kept for each in self.rounds)

    @property
    def missed(self) -> int:
        return len(self.rounds) - self.kept

    def is_late(self, now_us: int) -> bool:
        return self.due_us is not None and now_us > self.due_us


class Word(msgspec.Struct, frozen=True, gc=False):
    """Something an audience heard. `says_who`: it told who is affected."""

    at_us: int
    entry: EntryId
    next_update_us: int | None
    says_who: bool = False


class Heard(Protocol):
    """The parts of a board that say what audiences heard, and until when they have to hear something.

    By the facts it is known whether a message told who is affected.
    """

    @property
    def headline(self) -> Headline: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def facts(self) -> Facts: ...


def standings(record: Heard, plan: Plan) -> list[Standing]:
    """Everybody who is told at the severity that holds, in the order of the plan; nobody before the declaration."""
    declared_us = record.headline.entered_us.get(State.DECLARED)
    if declared_us is None:
        return []
    severity = record.headline.severity.value or Severity.SEV1
    audiences = (each for each in plan.audiences_or_default if severity in (each.severities or (severity,)))
    return [_standing(each, declared_us, record, plan) for each in audiences]


def _standing(audience: Audience, declared_us: int, record: Heard, plan: Plan) -> Standing:
    pace = _Pace(audience, declared_us, record.headline.severity, plan)
    due_us, since_us, rounds = declared_us + pace.first_us(), declared_us, list[Round]()
    ended_us = record.headline.ended_us
    heard = [word for word in sorted(words(audience, record), key=_in_time) if word.at_us >= declared_us]
    in_time = [word for word in heard if ended_us is None or word.at_us < ended_us]
    for word in in_time:
        if word.at_us > since_us + GRACE_US or not rounds:
            late_us = word.at_us - due_us
            rounds.append(Round(due_us, word.entry, late_us if late_us > GRACE_US else 0))
        since_us, due_us = word.at_us, word.next_update_us or word.at_us + pace.every_us(word.at_us)
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
        heard[-1].at_us if heard else None,
        _scope(heard, pace.scope_us()),
        _silent(audience, heard, record.promises),
        ended_us if in_time and len(in_time) == len(heard) else None,
    )


def words(audience: Audience, record: Heard) -> Iterator[Word]:
    """Everything that an audience heard, by messages and by other ways."""
    for message, sent in record.messages.sent:
        if hears(audience, sent):
            yield Word(sent.sent_us, sent.entry, sent.next_update_us, _says_who(message, sent, record.facts))
    for told in record.promises.told:
        if told.audience == audience.key:
            yield Word(told.at_us, told.entry, told.next_update_us)


_in_time = attrgetter("at_us", "entry")


def _says_who(message: Message, sent: Sent, facts: Facts) -> bool:
    proposal = message.released(sent.variant)
    stands_on = proposal.facts if proposal else message.facts
    return any(facts.of[each].field is FactField.WHO for each in stands_on if each in facts.of)


def _scope(heard: list[Word], due_us: int | None) -> Round | None:
    if due_us is None:
        return None
    first = next((word for word in heard if word.says_who), None)
    late_us = first.at_us - due_us if first else 0
    return Round(due_us, first.entry if first else None, late_us if late_us > GRACE_US else 0)


def _silent(audience: Audience, heard: list[Word], promises: Promises) -> tuple[str, ...]:
    """The regions that have to say that the last word has reached them, and have not."""
    if not heard:
        return ()
    mine = (each for each in promises.received if each.audience == audience.key)
    answered = {each.region for each in mine if each.at_us >= heard[-1].at_us}
    return tuple(region for region in audience.confirms if region not in answered)


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
        self._is_public = not plan.public_channels.isdisjoint(audience.channels)

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

    def scope_us(self) -> int | None:
        """By when it is told who is affected; None for whom the plan asks no such thing."""
        severity = self._at(self._declared_us)
        if not self._is_public or self._plan.severities[severity].first_message_within_s is None:
            return None
        return self._declared_us + self._plan.cadences.scope_s * SECOND_US

    def every_us(self, at_us: int) -> int:
        """After a word that went out then."""
        severity = self._at(at_us)
        cadences = self._plan.cadences_for(severity)
        is_early = at_us < self._declared_us + cadences.public_update_for_s * SECOND_US
        public_s = cadences.public_update_s if is_early else cadences.later_update_s
        own_s = self._audience.pace_at(severity).every_s
        return (own_s or (public_s if self._is_public else cadences.internal_update_s)) * SECOND_US
