"""Alerts as the webhook of Datadog sends them: every value is a text that its template filled in."""

import re
from typing import Final

from incident_desk.domain.alert_entries import WORDS_LETTERS, AlertState, Seen
from incident_desk.intake.alerts.reading import Heard, Refused, link_of, milliseconds_of, object_of, text_of

_STATES: Final = {
    "triggered": AlertState.FIRING,
    "re-triggered": AlertState.FIRING,
    "no data": AlertState.FIRING,
    "re-no data": AlertState.FIRING,
    "warn": AlertState.FIRING,
    "re-warn": AlertState.FIRING,
    "renotify": AlertState.FIRING,
    "recovered": AlertState.RESOLVED,
}
_TURN: Final = re.compile(r"^\[[^\]]{1,200}\]\s*")
"""What its own titles begin with: "[Recovered on {host:db1}] CPU high". The alert is called the same at each turn."""
_SEVERITIES: Final = {"error": "error", "warning": "warning", "success": "info", "info": "info"}


def webhook(body: object, now_us: int) -> Heard:
    """What it says. Raises: Refused naming the field; also for a template that nobody filled in."""
    whole = object_of(body)
    told = text_of(whole.get("title"))
    title = text_of(whole.get("alert_title")) or _TURN.sub("", told, count=1) or told
    if not title:
        raise Refused(400, "a text is needed", "title")
    blank = next((name for name, value in whole.items() if isinstance(value, str) and _is_blank(value)), None)
    if blank is not None:
        raise Refused(400, f"the template was not filled in: {text_of(whole[blank], 60)}", blank)
    transition = text_of(whole.get("alert_transition"))
    state = _STATES.get(transition.casefold())
    if state is None:
        raise Refused(400, f"one of {', '.join(_STATES)} is needed", "alert_transition")
    heard = Heard([], [], [])
    came = milliseconds_of(whole.get("last_updated") or whole.get("date"), "date", heard, now_us)
    is_over = state is AlertState.RESOLVED
    heard.seen.append(
        Seen(
            now_us,
            _labels(whole, title),
            {"summary": _words(whole) or title},
            state,
            name=_key(whole, title),
            starts_us=None if is_over else came,
            ends_us=came if is_over else None,
            link=link_of(whole.get("link")),
        )
    )
    return heard


def _is_blank(value: str) -> bool:
    return len(value) > 1 and value[0] == "$" and value[1:].replace("_", "").isalpha() and value[1:].isupper()


def _key(whole: dict[str, object], title: str) -> str:
    cycle = text_of(whole.get("alert_cycle_key"), 120)
    if cycle:
        return cycle
    parts = (text_of(whole.get("alert_id"), 60), text_of(whole.get("alert_scope"), 120))
    return "/".join(filter(None, parts)) or title[:120]


def _labels(whole: dict[str, object], title: str) -> dict[str, str]:
    labels = {"alertname": title}
    for tag in text_of(whole.get("tags"), 4000).split(",")[:40]:
        name, colon, value = tag.strip().partition(":")
        if name and colon and value:
            labels[name[:80]] = value[:300]
    if host := text_of(whole.get("host_name")):
        labels.setdefault("host", host)
    priority = text_of(whole.get("alert_priority"), 20)
    labels.setdefault("severity", priority or _SEVERITIES.get(text_of(whole.get("alert_type")), "warning"))
    return labels


def _words(whole: dict[str, object]) -> str:
    """Its text without the marks of its own Markdown; else its status."""
    body = text_of(whole.get("body"), WORDS_LETTERS).replace("%%%", "").strip()
    return " ".join(body.split())[:500] or text_of(whole.get("alert_status"), 500)
