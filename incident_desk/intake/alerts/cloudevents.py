"""CloudEvents: structured, in batches, in binary mode. What says that it is an alert is one; the rest are changes."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final, cast

from incident_desk.domain.alert_entries import NAME_LETTERS, WORDS_LETTERS, AlertState, Seen
from incident_desk.domain.alerts import NoteChange
from incident_desk.intake.alerts.pagerduty import details_of
from incident_desk.intake.alerts.reading import Heard, Refused, begun_of, json_of, link_of, list_of, object_of, text_of

ONE: Final = "application/cloudevents+json"
SEVERAL: Final = "application/cloudevents-batch+json"
_NEEDED: Final = ("id", "source", "type", "specversion")
_ALERTS: Final = ("alert", "alarm", "incident")
_OVER: Final = ("resolved", "recovered", "ok", "closed", "cleared", "up")


def is_binary(headers: Mapping[str, str]) -> bool:
    """Whether the attributes of the event are headers."""
    return "ce-specversion" in headers or "ce-type" in headers


def heard_of(content_type: str, headers: Mapping[str, str], body: bytes, now_us: int) -> Heard:
    """What the request says. Raises: Refused naming the attribute."""
    heard = Heard([], [], [])
    if content_type == SEVERAL:
        for place, row in enumerate(list_of(json_of(body))):
            try:
                _take(object_of(row, f"[{place}]"), heard, now_us)
            except Refused as e:
                heard.wrong(f"[{place}].{e.field}".rstrip("."), e.why)
        heard.must_hold_something()
    elif content_type == ONE:
        _take(object_of(json_of(body)), heard, now_us)
    elif is_binary(headers):
        _take(_from_headers(content_type, headers, body), heard, now_us)
    else:
        raise Refused(415, f"send {ONE}, {SEVERAL}, or the attributes as headers")
    return heard


def _from_headers(content_type: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {
        name.casefold().removeprefix("ce-"): value
        for name, value in headers.items()
        if name.casefold().startswith("ce-")
    }
    is_json = content_type == "application/json" or content_type.endswith("+json")
    return {**found, "data": json_of(body) if is_json and body.strip() else body.decode("utf-8", "replace")}


def _take(event: dict[str, Any], heard: Heard, now_us: int) -> None:
    for name in _NEEDED:
        if not text_of(event.get(name)):
            raise Refused(400, "it is needed", name)
    if event["specversion"] != "1.0":
        raise Refused(400, "1.0 is understood", "specversion")
    kind, own = text_of(event["type"]), f"{text_of(event['source'])}/{text_of(event['id'])}"
    at_us = begun_of(event.get("time"), "time", heard, now_us)
    data = _data(event)
    said = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    words = kind.casefold().replace("_", ".").replace("-", ".").split(".")
    if not any(word in _ALERTS for word in words):
        heard.changes.append(
            NoteChange(
                _first(said, "summary", "title", "message", "description")
                or f"{kind} {text_of(event.get('subject'))}".strip(),
                "",
                at_us,
                details={"type": kind, "source": text_of(event["source"]), **details_of(cast("object", data))},
                link=link_of(said.get("link") or said.get("url")),
                key=own,
            )
        )
        return
    heard.seen.append(_alert(event, said, kind, at_us, now_us))


def _alert(event: dict[str, Any], said: dict[str, Any], kind: str, at_us: int | None, now_us: int) -> Seen:
    state = text_of(said.get("state") or said.get("status")).casefold()
    is_over = state in _OVER or kind.casefold().rpartition(".")[2] in _OVER
    subject = text_of(event.get("subject"))
    title = _first(said, "alertname", "title", "summary", "name") or subject or kind
    labels = {"alertname": title, "source": text_of(event["source"]), "subject": subject}
    labels |= {name: text_of(said.get(name)) for name in ("severity", "service", "region", "host")}
    named = text_of(said.get("dedup_key") or said.get("key")) or subject or title
    return Seen(
        now_us,
        {name: text for name, text in labels.items() if text},
        {"summary": _first(said, "summary", "message", "description") or title},
        AlertState.RESOLVED if is_over else AlertState.FIRING,
        name=f"{text_of(event['source'])}/{named}",
        starts_us=None if is_over else at_us,
        ends_us=at_us if is_over else None,
        link=link_of(said.get("link") or said.get("url")),
    )


def _data(event: dict[str, Any]) -> object:
    """Its data; bytes of another program are told by their size only. Raises: Refused."""
    packed = event.get("data_base64")
    if packed is None:
        return event.get("data")
    if not isinstance(packed, str):
        raise Refused(400, "a text is needed", "data_base64")
    try:
        return f"{len(base64.b64decode(packed, validate=True))} bytes of {text_of(event.get('datacontenttype'), 80)}"
    except (binascii.Error, ValueError) as e:
        raise Refused(400, "no base64", "data_base64") from e


def _first(said: Mapping[str, Any], *names: str) -> str:
    found = (text_of(said.get(name), WORDS_LETTERS if name != "name" else NAME_LETTERS) for name in names)
    return next((text for text in found if text), "")
