"""What the entries about alerts do to the state."""

from collections.abc import Iterable

from incident_desk.domain.alert_entries import (
    AlertKey,
    AlertsAcknowledged,
    AlertsCounted,
    AlertsEnded,
    AlertsGivenBack,
    AlertsHeldBack,
    AlertsLinked,
    AlertsReceived,
    AlertsSilenced,
    AlertState,
    AlertsUnlinked,
    ChangeNoted,
    Seen,
    SilenceEnded,
    SourceAdded,
    SourceFellSilent,
    SourceHeard,
    SourceKind,
    SourceRemoved,
    key_of,
)
from incident_desk.domain.alert_list import (
    CHANGES_KEPT,
    HOLDS_US,
    TURNS_KEPT,
    Acknowledged,
    Alert,
    Alerts,
    AlertSource,
    Change,
    HeldBack,
    Silence,
)
from incident_desk.domain.entry import Entry
from incident_desk.domain.kinds import applies


@applies("alerts", AlertsReceived)
def received(alerts: Alerts, entry: Entry, body: AlertsReceived) -> None:
    alerts.let_go(entry.recorded_us)
    source = _source(alerts, body.source)
    if any(seen.times for seen in body.seen):  # what is over because nobody said it again is no word of its source
        source.told_by, source.silent_since_us = entry.author, None
    for seen in body.seen:
        source.count += seen.times
        if seen.times:
            source.hear(seen.came_us)
        key = key_of(body.source, seen)
        alert = alerts.of.get(key)
        if alert is None:
            alerts.of[key] = _begun(key, body.source, seen, entry)
        else:
            alert.count += seen.times
            if seen.came_us >= alert.said_us:  # another desk may tell later what was said before
                _told(alert, seen, entry)


def _source(alerts: Alerts, name: str) -> AlertSource:
    """One that was never added may have told another desk, or be our own watch."""
    found = alerts.sources.get(name)
    if found is None:
        found = alerts.sources[name] = AlertSource(name, SourceKind.WATCH)
    return found


def _begun(key: AlertKey, source: str, seen: Seen, entry: Entry) -> Alert:
    since_us = seen.came_us if seen.starts_us is None else min(seen.starts_us, seen.came_us)
    is_over = seen.state is AlertState.RESOLVED
    return Alert(
        key,
        source,
        seen.labels,
        seen.annotations,
        since_us,
        since_us,
        since_us,
        seen.came_us,
        seen.state,
        seen.name,
        seen.link,
        _end(seen, since_us) if is_over else None,
        seen.times,
        (seen.came_us,),
        told_by=entry.author,
    )


def _end(seen: Seen, since_us: int) -> int:
    ended_us = seen.came_us if seen.ends_us is None else min(seen.ends_us, seen.came_us)
    return max(ended_us, since_us)


def _told(alert: Alert, seen: Seen, entry: Entry) -> None:
    alert.said_us, alert.told_by = seen.came_us, entry.author
    if seen.labels:
        alert.labels = seen.labels
    if seen.annotations:
        alert.annotations = seen.annotations
    alert.link = seen.link or alert.link
    if seen.state is AlertState.RESOLVED:
        if alert.is_open:
            _turn(alert, seen)
            alert.ended_us = _end(seen, alert.since_us)
    elif not alert.is_open:
        _fire_again(alert, seen)
    elif alert.state is not seen.state:
        alert.state = seen.state
    if seen.state is AlertState.TAKEN and alert.acknowledged is None:
        alert.acknowledged = Acknowledged(entry.id, None, seen.came_us)


def _turn(alert: Alert, seen: Seen) -> None:
    alert.state = seen.state
    alert.turns = (*alert.turns[-TURNS_KEPT + 1 :], seen.came_us)


def _fire_again(alert: Alert, seen: Seen) -> None:
    ended_us = alert.ended_us or alert.said_us
    since_us = seen.came_us if seen.starts_us is None else min(seen.starts_us, seen.came_us)
    alert.since_us = max(since_us, alert.first_us)
    if seen.came_us - ended_us > HOLDS_US:
        alert.opened_us, alert.acknowledged, alert.incidents = alert.since_us, None, {}
    alert.ended_us = None
    _turn(alert, seen)


@applies("alerts", AlertsCounted)
def counted(alerts: Alerts, entry: Entry, body: AlertsCounted) -> None:
    if body.lot in alerts.lots:
        return
    alerts.let_go(entry.recorded_us)
    alerts.lots[body.lot] = entry.recorded_us
    source = _source(alerts, body.source)
    source.told_by = entry.author
    for key, repeated in body.of.items():
        source.count += repeated.times
        source.hear(repeated.last_us)
        if alert := alerts.of.get(key):
            alert.count += repeated.times
            if repeated.last_us > alert.said_us:
                alert.said_us, alert.told_by = repeated.last_us, entry.author


@applies("alerts", AlertsAcknowledged)
def acknowledged(alerts: Alerts, entry: Entry, body: AlertsAcknowledged) -> None:
    for alert in _each(alerts, body.of):
        alert.acknowledged = Acknowledged(entry.id, entry.author, entry.occurred_us, body.note)


@applies("alerts", AlertsGivenBack)
def given_back(alerts: Alerts, entry: Entry, body: AlertsGivenBack) -> None:
    for alert in _each(alerts, body.of):
        alert.acknowledged = None


@applies("alerts", AlertsEnded)
def ended(alerts: Alerts, entry: Entry, body: AlertsEnded) -> None:
    _end_by_hand(_each(alerts, body.of), entry.occurred_us)


def _end_by_hand(of: Iterable[Alert], at_us: int) -> None:
    for alert in of:
        if alert.is_open and alert.said_us <= at_us:
            alert.state, alert.ended_us = AlertState.RESOLVED, max(at_us, alert.since_us)
            alert.turns = (*alert.turns[-TURNS_KEPT + 1 :], at_us)


@applies("alerts", AlertsLinked)
def linked(alerts: Alerts, entry: Entry, body: AlertsLinked) -> None:
    for alert in _each(alerts, body.of):
        alert.incidents = {**alert.incidents, body.incident: body.label}


@applies("alerts", AlertsUnlinked)
def unlinked(alerts: Alerts, entry: Entry, body: AlertsUnlinked) -> None:
    for alert in _each(alerts, body.of):
        alert.incidents = {own: label for own, label in alert.incidents.items() if own != body.incident}


def _each(alerts: Alerts, of: tuple[AlertKey, ...]) -> list[Alert]:
    return [found for key in of if (found := alerts.of.get(key)) is not None]


@applies("alerts", AlertsSilenced)
def silenced(alerts: Alerts, entry: Entry, body: AlertsSilenced) -> None:
    alerts.silences[entry.id] = Silence(
        entry.id,
        body.matchers,
        body.from_us,
        body.until_us,
        body.reason,
        entry.author,
        body.by_name,
        entry.occurred_us,
    )


@applies("alerts", SilenceEnded)
def silence_ended(alerts: Alerts, entry: Entry, body: SilenceEnded) -> None:
    found = alerts.silences.get(body.silence)
    if found is not None and found.ended_us is None:
        ended = Silence(
            found.id,
            found.matchers,
            found.from_us,
            found.until_us,
            found.reason,
            found.by,
            found.by_name,
            found.made_us,
            entry.occurred_us,
        )
        alerts.silences[found.id] = ended


@applies("alerts", SourceAdded)
def source_added(alerts: Alerts, entry: Entry, body: SourceAdded) -> None:
    known = alerts.sources.get(body.name)
    heard = known.heard_us if known is not None else ()
    count = known.count if known is not None else 0
    alerts.sources[body.name] = AlertSource(
        body.name,
        body.source_kind,
        body.digest,
        body.every_s,
        body.mapping,
        entry.occurred_us,
        heard_us=heard,
        count=count,
    )


@applies("alerts", SourceRemoved)
def source_removed(alerts: Alerts, entry: Entry, body: SourceRemoved) -> None:
    if found := alerts.sources.get(body.name):
        found.is_removed, found.digest, found.silent_since_us = True, "", None
        _end_by_hand((each for each in alerts.of.values() if each.source == body.name), entry.occurred_us)


@applies("alerts", SourceFellSilent)
def fell_silent(alerts: Alerts, entry: Entry, body: SourceFellSilent) -> None:
    found = alerts.sources.get(body.name)
    if found is not None and not found.is_removed and (found.last_us or 0) <= body.since_us:
        found.silent_since_us = body.since_us


@applies("alerts", SourceHeard)
def heard(alerts: Alerts, entry: Entry, body: SourceHeard) -> None:
    if found := alerts.sources.get(body.name):
        found.hear(body.at_us)
        found.silent_since_us, found.told_by = None, entry.author


@applies("alerts", ChangeNoted)
def change_noted(alerts: Alerts, entry: Entry, body: ChangeNoted) -> None:
    if body.key:
        if (body.source, body.key) in alerts.known_changes:
            return
        alerts.known_changes[body.source, body.key] = entry.recorded_us
    _source(alerts, body.source).hear(entry.recorded_us)
    change = Change(entry.id, body.source, body.summary, body.at_us, body.services, body.details, body.link)
    alerts.changes.append(change)
    del alerts.changes[:-CHANGES_KEPT]


@applies("alerts", AlertsHeldBack)
def held_back(alerts: Alerts, entry: Entry, body: AlertsHeldBack) -> None:
    alerts.held_back.append(HeldBack(body.source, body.count, body.why, body.from_us, body.until_us))
    del alerts.held_back[:-CHANGES_KEPT]
