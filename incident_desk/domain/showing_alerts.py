"""Alerts as plain values, for programs, and in a line each for people."""

from typing import Any

from incident_desk.domain.alert_list import Alert, Alerts, AlertSource, Silence
from incident_desk.domain.alert_view import Line, Sort
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def line_shown(line: Line) -> dict[str, Any]:
    """One line of the room as `alerts list --json` has it."""
    return {
        "alerts": list(line.keys),
        "state": line.standing,
        "title": line.title,
        "says": line.words or (line.sentence.english if line.sentence else ""),
        "service": line.service,
        "region": line.region,
        "severity": line.severity,
        "source": line.source,
        "owner": line.owner,
        "count": line.count,
        "open": line.open,
        "since_at": iso(line.since_us),
        "last_at": iso(line.last_us),
        "ended_at": None if line.ended_us is None else iso(line.ended_us),
        "until_at": None if line.until_us is None else iso(line.until_us),
        "taken_by": line.taken_by,
        "late": line.is_late,
        "incidents": list(line.incidents),
        "runbook": line.runbook,
    }


def line_told(line: Line) -> str:
    """The same for people."""
    key = line.keys[0][:8] if line.keys else " " * 8
    whose = line.taken_by or ", ".join(line.incidents) or ("nobody" if line.asks else "")
    said = line.sentence.english if line.sentence else line.words
    about = " · ".join(filter(None, (line.service, said)))
    head = f"{key}  {line.standing:<9} {line.severity} {line.open:>5}  {iso(line.since_us)}"
    return f"{head}  {line.title}: {about}  {whose}"


def alert_shown(alert: Alert, sort: Sort, alerts: Alerts, people: People, now_us: int) -> dict[str, Any]:
    """One alert as `alerts show --json` has it."""
    taken = alert.acknowledged
    return {
        "alert": alert.key,
        "state": alert.state,
        "title": alert.title,
        "summary": alert.summary,
        "source": alert.source,
        "service": sort.service,
        "severity": sort.severity,
        "region": sort.region,
        "labels": alert.labels,
        "annotations": alert.annotations,
        "first_at": iso(alert.first_us),
        "since_at": iso(alert.since_us),
        "last_at": iso(alert.said_us),
        "ended_at": None if alert.ended_us is None else iso(alert.ended_us),
        "count": alert.count,
        "turns": len(alert.turns),
        "acknowledged": None
        if taken is None
        else {
            "by": people.name(taken.by) if taken.by is not None else alert.source,
            "at": iso(taken.at_us),
            "note": taken.note,
        },
        "incidents": list(alert.incidents.values()),
        "silences": [each.id for each in alerts.silences_of(alert, now_us)],
        "runbook": alert.runbook,
        "link": alert.link,
    }


def silence_shown(silence: Silence, people: People) -> dict[str, Any]:
    """One silence as `alerts silences --json` has it."""
    return {
        "silence": silence.id,
        "matchers": ", ".join(map(str, silence.matchers)),
        "from_at": iso(silence.from_us),
        "until_at": iso(silence.ends_us()),
        "reason": silence.reason,
        "by": silence.by_name or people.name(silence.by),
    }


def source_shown(source: AlertSource) -> dict[str, Any]:
    """One monitor as `source list --json` has it."""
    return {
        "name": source.name,
        "kind": source.kind,
        "mapping": source.mapping,
        "every_s": source.every_s,
        "last_heard_at": None if source.last_us is None else iso(source.last_us),
        "silent_since_at": None if source.silent_since_us is None else iso(source.silent_since_us),
        "count": source.count,
    }
