"""Alerts: taken in from monitors in lots, acknowledged, silenced, linked to incidents; and who may send them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain import alert_effects
from incident_desk.domain.alert_entries import (
    LABELS_MOST,
    LINK_LETTERS,
    NAME_LETTERS,
    VALUE_LETTERS,
    WORDS_LETTERS,
    AlertKey,
    AlertsAcknowledged,
    AlertsCameIn,
    AlertsCounted,
    AlertsEnded,
    AlertsGivenBack,
    AlertsHeldBack,
    AlertsLinked,
    AlertsReceived,
    AlertsSilenced,
    AlertsUnlinked,
    ChangeNoted,
    Counted,
    Matcher,
    Seen,
    SilenceEnded,
    SourceAdded,
    SourceFellSilent,
    SourceHeard,
    SourceKind,
    SourceRemoved,
)
from incident_desk.domain.alert_list import Alert, Alerts
from incident_desk.domain.alert_matching import checked, read_matchers
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import BODY_LIMIT_BYTES
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import ALERTS, EntryId, IncidentId
from incident_desk.domain.moments import DAY_US, SECOND_US, MomentUs
from incident_desk.domain.spans import SpanS

__all__ = ["Alerts", "alert_effects"]

AT_ONCE: Final = 5_000
"""So many are taken in with one command at most."""
NAMED_MOST: Final = 1_000
ROOM_BYTES: Final = BODY_LIMIT_BYTES - 4 * 1024
REASON_LETTERS: Final = 1_000
LONGEST_US: Final = 366 * DAY_US
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


# what the desk writes by itself ---------------------------------------------------------------------------------------


class ReceiveAlerts(Fields, frozen=True):
    """What a monitor said: what is new, what changed, what is over."""

    source: str
    seen: tuple[Seen, ...]


class CountAlerts(Fields, frozen=True):
    """How often alerts were repeated; `lot` is counted once."""

    source: str
    lot: str
    of: dict[AlertKey, Counted]


class HoldBackAlerts(Fields, frozen=True):
    source: str
    count: int
    why: str
    from_us: MomentUs
    until_us: MomentUs


class NoteSilence(Fields, frozen=True):
    """Nothing was heard of the source since then, for longer than it may be silent."""

    source: str
    since_us: MomentUs


class NoteHeard(Fields, frozen=True):
    source: str


class NoteChange(Fields, frozen=True):
    """What was changed: a deploy, a setting. `key` is what its source calls it: told twice, it is one."""

    summary: str
    source: str = ""
    occurred_us: MomentUs | None = None
    services: tuple[str, ...] = ()
    details: dict[str, str] = {}
    link: str = ""
    key: str = ""


@command("alert.receive", help="Take in what a monitor says: the desk does it by itself", alone=True)
def receive(fields: ReceiveAlerts) -> list[Draft]:
    if not 0 < len(fields.seen) <= AT_ONCE:
        raise RuleError(f"From one alert to {AT_ONCE} at once.")
    source = _name(fields.source, "source")
    return [Draft(AlertsReceived(source, part), incident=ALERTS) for part in _parts(fields.seen)]


def _parts(seen: Iterable[Seen]) -> Iterable[tuple[Seen, ...]]:
    """So that each fits into one entry."""
    part: list[Seen] = []
    size_bytes = 0
    for each in seen:
        own_bytes = len(msgspec.json.encode(each)) + 1
        if part and size_bytes + own_bytes > ROOM_BYTES:
            yield tuple(part)
            part, size_bytes = [], 0
        part.append(each)
        size_bytes += own_bytes
    yield tuple(part)


@command("alert.count", help="Write down how often alerts were repeated: the desk does it by itself", alone=True)
def count(context: Context, fields: CountAlerts) -> list[Draft]:
    if fields.lot in _alerts(context).lots or not fields.of:
        return []
    keys, drafts = list(fields.of), list[Draft]()
    for place, at in enumerate(range(0, len(keys), NAMED_MOST)):
        lot = fields.lot if not place else f"{fields.lot}.{place}"
        part = {key: fields.of[key] for key in keys[at : at + NAMED_MOST]}
        drafts.append(Draft(AlertsCounted(_name(fields.source, "source"), lot, part), incident=ALERTS))
    return drafts


@command("alert.hold_back", help="Write down how much was turned away: the desk does it by itself", alone=True)
def hold_back(fields: HoldBackAlerts) -> list[Draft]:
    if fields.count < 1 or fields.until_us < fields.from_us:
        raise RuleError("At least one was turned away, and the end is not before the beginning.")
    why = _name(fields.why, "why")
    body = AlertsHeldBack(_name(fields.source, "source"), fields.count, why, fields.from_us, fields.until_us)
    return [Draft(body, incident=ALERTS)]


@command("alert.note_silence", help="A monitor fell silent: the desk says so by itself", alone=True)
def note_silence(context: Context, fields: NoteSilence) -> list[Draft]:
    """Once, whoever notices it first."""
    source = _alerts(context).source(fields.source)
    if source.silent_since_us is not None or (source.last_us or 0) > fields.since_us:
        return []
    return [Draft(SourceFellSilent(source.name, fields.since_us), incident=ALERTS)]


@command("alert.note_heard", help="A monitor is heard: the desk says so by itself", alone=True)
def note_heard(context: Context, fields: NoteHeard) -> list[Draft]:
    source = _alerts(context).source(fields.source)
    return [Draft(SourceHeard(source.name, context.now_us), incident=ALERTS)]


@command("alert.note_change", help="Note what was changed: a deploy, a setting", slash=("change-made",), alone=True)
def note_change(context: Context, fields: NoteChange) -> list[Draft]:
    summary = " ".join(fields.summary.split())[:WORDS_LETTERS]
    if not summary:
        raise BadInput("say what was changed", "summary")
    source = _name(fields.source, "source")
    if fields.key and (source, fields.key) in _alerts(context).known_changes:
        return []
    at_us = context.now_us if fields.occurred_us is None else fields.occurred_us
    services = tuple(_name(each, "services") for each in fields.services[:LABELS_MOST])
    details = {name[:NAME_LETTERS]: value[:VALUE_LETTERS] for name, value in fields.details.items()}
    details = dict(list(details.items())[:20])
    body = ChangeNoted(
        source, summary, at_us, services, details, fields.link[:LINK_LETTERS], fields.key[:VALUE_LETTERS]
    )
    return [Draft(body, incident=ALERTS, occurred_us=at_us if at_us <= context.now_us else None)]


# what people do with alerts -------------------------------------------------------------------------------------------


class AcknowledgeAlerts(Fields, frozen=True):
    """`alerts` are keys, or starts of keys or titles, with commas between. You look after them from now on."""

    alerts: tuple[str, ...]
    note: str = ""


class GiveBackAlerts(Fields, frozen=True):
    alerts: tuple[str, ...]


class EndAlerts(Fields, frozen=True):
    """They are over, though their source has not said so. `note` is how you know."""

    alerts: tuple[str, ...]
    note: str = ""


class LinkAlerts(Fields, frozen=True):
    """`incident` is the one that they belong to."""

    alerts: tuple[str, ...]
    incident: str


class UnlinkAlerts(Fields, frozen=True):
    alerts: tuple[str, ...]
    incident: str


class Silence(Fields, frozen=True):
    """`matchers` are like service="staging", host=~"db.*"; an alert that fits them all does not ring.

    It ends at `until`, or after `box`.
    """

    matchers: str
    reason: str
    until_us: MomentUs | None = None
    box_s: SpanS = 7200
    from_us: MomentUs | None = None
    by_name: str = ""


class EndSilence(Fields, frozen=True):
    silence: str
    by_name: str = ""


@command("alert.acknowledge", help="Take alerts: you look after them", slash=("take-alert",), alone=True)
def acknowledge(context: Context, fields: AcknowledgeAlerts) -> list[Draft]:
    found = _named(context, fields.alerts)
    note = _words(fields.note, "note")
    mine = [each for each in found if each.acknowledged is None or each.acknowledged.by != context.by or note]
    if not mine:
        raise RuleError("You look after that already.")
    if over := next((each for each in mine if not each.is_open), None):
        raise RuleError(f"“{over.title[:80]}” is over.")
    return [Draft(AlertsAcknowledged(part, note), incident=ALERTS) for part in _keys(mine)]


@command("alert.give_back", help="Look after alerts no more", slash=("give-back-alert",), alone=True)
def give_back(context: Context, fields: GiveBackAlerts) -> list[Draft]:
    found = [each for each in _named(context, fields.alerts) if each.acknowledged is not None]
    if not found:
        raise RuleError("Nobody looks after that.")
    return [Draft(AlertsGivenBack(part), incident=ALERTS) for part in _keys(found)]


@command("alert.end", help="Say that alerts are over: their source will not", slash=("end-alert",), alone=True)
def end(context: Context, fields: EndAlerts) -> list[Draft]:
    found = [each for each in _named(context, fields.alerts) if each.is_open]
    if not found:
        raise RuleError("That is over already.")
    note = _words(fields.note, "note")
    return [Draft(AlertsEnded(part, note), incident=ALERTS) for part in _keys(found)]


@command("alert.link", help="Alerts belong to an incident", slash=("link-alert",), alone=True)
def link(context: Context, fields: LinkAlerts) -> list[Draft]:
    incident = context.find_incident(fields.incident)
    if context.stream_of(incident.incident) != context.stream_of(ALERTS):
        raise RuleError(f"{incident.label} is restricted, and alerts are open to all: to link them would tell of it.")
    found = [each for each in _named(context, fields.alerts) if incident.incident not in each.incidents]
    if not found:
        raise RuleError(f"That belongs to {incident.label} already.")
    drafts = [Draft(AlertsLinked(p, incident.incident, incident.label), incident=ALERTS) for p in _keys(found)]
    return [*drafts, _told(found, incident.incident)]


def _told(found: Sequence[Alert], incident: IncidentId) -> Draft:
    """What the timeline of the incident says of them."""
    first = min(found, key=lambda each: (each.opened_us, each.key))
    words = ": ".join(filter(None, (first.title, first.summary)))[:WORDS_LETTERS]
    keys = tuple(each.key for each in found[:NAMED_MOST])
    body = AlertsCameIn(keys, words, first.opened_us, first.source, len(found) - 1)
    return Draft(body, incident=incident, occurred_us=first.opened_us)


@command("alert.unlink", help="Alerts do not belong to an incident after all", slash=("unlink-alert",), alone=True)
def unlink(context: Context, fields: UnlinkAlerts) -> list[Draft]:
    incident = context.find_incident(fields.incident)
    found = [each for each in _named(context, fields.alerts) if incident.incident in each.incidents]
    if not found:
        raise RuleError(f"That does not belong to {incident.label}.")
    return [Draft(AlertsUnlinked(part, incident.incident), incident=ALERTS) for part in _keys(found)]


@command("alert.silence", help="Ring no more for what fits, until it ends", slash=("silence-alerts",), alone=True)
def silence(context: Context, fields: Silence) -> list[Draft]:
    return [silencing(context, read_matchers(fields.matchers), fields)]


def silencing(context: Context, matchers: Sequence[Matcher], fields: Silence) -> Draft:
    """The silence to be. Raises: RuleError, BadInput."""
    reason = _words(fields.reason, "reason")
    if not reason:
        raise RuleError("Say why nobody should be rung for that.")
    from_us = context.now_us if fields.from_us is None else fields.from_us
    until_us = fields.until_us or from_us + fields.box_s * SECOND_US
    if until_us <= max(from_us, context.now_us):
        raise RuleError("It would be over before it begins; say a later end.")
    if until_us - from_us > LONGEST_US:
        raise RuleError("A silence lasts a year at most.")
    body = AlertsSilenced(checked(matchers), from_us, until_us, reason, _name(fields.by_name, "by_name"))
    return Draft(body, incident=ALERTS)


@command("alert.end_silence", help="A silence is over now", slash=("end-silence",), alone=True)
def end_silence(context: Context, fields: EndSilence) -> list[Draft]:
    found = _alerts(context).silence(fields.silence)
    if found.ends_us() <= context.now_us:
        raise RuleError("That silence is over.")
    return [Draft(SilenceEnded(EntryId(found.id), _name(fields.by_name, "by_name")), incident=ALERTS)]


# who may send ---------------------------------------------------------------------------------------------------------


class AddSource(Fields, frozen=True):
    """`digest` is the sha256 of its token, in hex. `every` is how often it says something at least."""

    name: str
    digest: str
    kind: SourceKind = SourceKind.PROMETHEUS
    every_s: SpanS | None = None
    mapping: str = ""


class RemoveSource(Fields, frozen=True):
    name: str


@command("alert.add_source", help="Let a monitor send alerts", alone=True)
def add_source(context: Context, fields: AddSource) -> list[Draft]:
    name = _name(fields.name, "name")
    if not name:
        raise BadInput("a name is needed", "name")
    if not _DIGEST.fullmatch(fields.digest):
        raise BadInput("the sha256 of a token is needed, in hex", "digest")
    known = _alerts(context).sources.get(name)
    if known is not None and known.digest:
        raise BadInput("that source has a token; remove it first", name)
    mapping = _name(fields.mapping, "mapping")
    if (fields.kind is SourceKind.JSON) != bool(mapping):
        raise BadInput("generic JSON, and only that, names a mapping of the plan", "mapping")
    return [Draft(SourceAdded(name, fields.kind, fields.digest, fields.every_s, mapping), incident=ALERTS)]


@command("alert.remove_source", help="Let a monitor send no more alerts", alone=True)
def remove_source(context: Context, fields: RemoveSource) -> list[Draft]:
    return [Draft(SourceRemoved(_alerts(context).source(fields.name.strip()).name), incident=ALERTS)]


# what the commands have in common -------------------------------------------------------------------------------------


def _alerts(context: Context) -> Alerts:
    return context.elsewhere(ALERTS, Alerts)


def _named(context: Context, names: Sequence[str]) -> list[Alert]:
    if not names:
        raise RuleError("Say which alerts: their keys, with commas between.")
    return _alerts(context).find_all(names)


def _keys(found: Sequence[Alert]) -> Iterable[tuple[AlertKey, ...]]:
    keys = [each.key for each in found]
    for at in range(0, len(keys), NAMED_MOST):
        yield tuple(keys[at : at + NAMED_MOST])


def _name(text: str, field: str) -> str:
    """On one line. Raises: BadInput."""
    words = " ".join(text.split())
    if len(words) > NAME_LETTERS:
        raise BadInput(f"at most {NAME_LETTERS} characters; this has {len(words)}", field)
    return words


def _words(text: str, field: str) -> str:
    words = text.strip()
    if len(words) > REASON_LETTERS:
        raise BadInput(f"at most {REASON_LETTERS} characters; this has {len(words)}", field)
    return words
