"""Alerts as the webhook of Uptime Kuma sends them: a heartbeat of a monitor."""

from typing import Final, cast

from incident_desk.domain.alert_entries import AlertState, Seen
from incident_desk.intake.alerts.reading import Heard, Refused, clock_of, link_of, object_of, text_of

_STATES: Final = {0: AlertState.FIRING, 1: AlertState.RESOLVED, 2: AlertState.FIRING, 3: AlertState.RESOLVED}
"""Down, up, pending; in maintenance nothing is down."""


def webhook(body: object, now_us: int) -> Heard:
    """What it says; its button “Test” says nothing. Raises: Refused naming the field."""
    whole = object_of(body)
    beat, monitor = whole.get("heartbeat"), whole.get("monitor")
    if beat is None and monitor is None:
        if not text_of(whole.get("msg")):
            raise Refused(400, "an object is needed", "heartbeat")
        return Heard([], [], [], is_test=True)
    given, about = object_of(beat, "heartbeat"), object_of(monitor, "monitor")
    status = given.get("status")
    state = _STATES.get(status) if isinstance(status, int) and not isinstance(status, bool) else None
    if state is None:
        raise Refused(400, "0 for down, 1 for up, 2 for pending or 3 for maintenance is needed", "heartbeat.status")
    name = text_of(about.get("name"), 300)
    if not name:
        raise Refused(400, "a text is needed", "monitor.name")
    heard = Heard([], [], [])
    at_us = clock_of(given.get("time"), "heartbeat.time", heard, now_us)
    labels = {"alertname": name, "severity": "warning" if status == 2 else "critical"}
    labels |= {label: text for label in ("type", "hostname") if (text := text_of(about.get(label), 200))}
    for tag in cast("list[object]", about.get("tags"))[:20] if isinstance(about.get("tags"), list) else []:
        if isinstance(tag, dict):
            pair = cast("dict[str, object]", tag)
            labels[text_of(pair.get("name"), 80) or "tag"] = text_of(pair.get("value"), 200)
    is_over = state is AlertState.RESOLVED
    heard.seen.append(
        Seen(
            now_us,
            {label: text for label, text in labels.items() if text},
            {"summary": text_of(given.get("msg"), 500) or text_of(whole.get("msg"), 500)},
            state,
            name=f"monitor {text_of(about.get('id'), 40) or name}",
            starts_us=None if is_over else at_us,
            ends_us=at_us if is_over else None,
            link=link_of(about.get("url")),
        )
    )
    return heard
