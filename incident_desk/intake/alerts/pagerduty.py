"""Events as programs send them to PagerDuty's Events API v2: they work unchanged against us."""

from typing import Any, Final, cast

from incident_desk.domain.alert_entries import LINK_LETTERS, WORDS_LETTERS, AlertState, Seen
from incident_desk.domain.alerts import NoteChange
from incident_desk.intake.account import mark
from incident_desk.intake.alerts.reading import Heard, Refused, begun_of, link_of, object_of, text_of

KEY_LETTERS: Final = 255
SUMMARY_LETTERS: Final = 1024
SEVERITIES: Final = ("critical", "error", "warning", "info")
_STATES: Final = {
    "trigger": AlertState.FIRING,
    "acknowledge": AlertState.TAKEN,
    "resolve": AlertState.RESOLVED,
}


def event(body: object, now_us: int) -> tuple[Heard, str]:
    """What an event says, and the key it goes by. Raises: Refused naming the field."""
    whole = object_of(body)
    action, key = whole.get("event_action"), whole.get("dedup_key", "")
    if action not in _STATES:
        raise Refused(400, "trigger, acknowledge or resolve is needed", "event_action")
    if not isinstance(key, str) or len(key) > KEY_LETTERS:
        raise Refused(400, f"a text of up to {KEY_LETTERS} characters is needed", "dedup_key")
    state = _STATES[cast("str", action)]
    heard = Heard([], [], [])
    if state is not AlertState.FIRING:
        if not key:
            raise Refused(400, "it is needed to say which alert", "dedup_key")
        heard.seen.append(Seen(now_us, state=state, name=key))
        return heard, key
    own = key or mark("pagerduty", now_us, whole.get("payload"))
    heard.seen.append(_triggered(whole, own, heard, now_us))
    return heard, own


def _triggered(whole: dict[str, Any], key: str, heard: Heard, now_us: int) -> Seen:
    payload = object_of(whole.get("payload"), "payload")
    summary, source, severity = (payload.get(name) for name in ("summary", "source", "severity"))
    if not isinstance(summary, str) or not summary.strip() or len(summary) > SUMMARY_LETTERS:
        raise Refused(400, f"a text of up to {SUMMARY_LETTERS} characters is needed", "payload.summary")
    if not isinstance(source, str) or not source.strip():
        raise Refused(400, "a text is needed: what is affected", "payload.source")
    if severity not in SEVERITIES:
        raise Refused(400, f"one of {', '.join(SEVERITIES)} is needed", "payload.severity")
    labels = {"alertname": text_of(summary, 300), "severity": str(severity), "source": text_of(source)}
    labels |= {name: text for name in ("component", "group", "class") if (text := text_of(payload.get(name)))}
    told = {"summary": text_of(summary, SUMMARY_LETTERS), **details_of(payload.get("custom_details"))}
    told |= {name: text for name in ("client",) if (text := text_of(whole.get(name)))}
    return Seen(
        now_us,
        labels,
        told,
        name=key,
        starts_us=begun_of(payload.get("timestamp"), "payload.timestamp", heard, now_us),
        link=link_of(whole.get("client_url")) or _first_link(whole),
    )


def change(body: object, now_us: int) -> Heard:
    """What a change event says. Raises: Refused naming the field."""
    whole = object_of(body)
    payload = object_of(whole.get("payload"), "payload")
    summary = text_of(payload.get("summary"), WORDS_LETTERS)
    if not summary:
        raise Refused(400, "a text is needed", "payload.summary")
    heard = Heard([], [], [])
    at_us = begun_of(payload.get("timestamp"), "payload.timestamp", heard, now_us)
    details = details_of(payload.get("custom_details"))
    if source := text_of(payload.get("source")):
        details = {"source": source, **details}
    own = mark("change", summary, at_us or now_us, sorted(details.items()))
    heard.changes.append(NoteChange(summary, "", at_us, details=details, link=_first_link(whole), key=own))
    return heard


def details_of(value: object) -> dict[str, str]:
    """What else is said, name by name; what is nested is left out."""
    if not isinstance(value, dict):
        return {"details": text} if (text := text_of(value)) else {}
    given = cast("dict[str, object]", value)
    found = ((text_of(name, 80), text_of(each)) for name, each in list(given.items())[:20])
    return {name: text for name, text in found if name and text}


def _first_link(whole: dict[str, Any]) -> str:
    """Links are kept as text; nothing is fetched, and pictures not even kept."""
    links = whole.get("links")
    rows = cast("list[object]", links)[:20] if isinstance(links, list) else []
    found = (link_of(cast("dict[str, object]", row).get("href")) for row in rows if isinstance(row, dict))
    return next((link for link in found if link), "")[:LINK_LETTERS]
