"""Alerts as Prometheus posts them, and as the webhooks of Alertmanager and Grafana send them."""

from typing import cast

from incident_desk.domain.alert_entries import AlertState, Seen
from incident_desk.intake.alerts.reading import (
    Heard,
    Refused,
    begun_of,
    link_of,
    list_of,
    moment_of,
    object_of,
    texts_of,
)


def posted(body: object, now_us: int) -> Heard:
    """What is posted to /api/v2/alerts: a list; one whose end is past is over."""
    heard = Heard([], [], [])
    for place, row in enumerate(list_of(body)):
        found = _alert(row, f"[{place}]", heard, now_us)
        if found is not None:
            heard.seen.append(found)
    heard.must_hold_something()
    return heard


def webhook(body: object, now_us: int) -> Heard:
    """What the webhook of Alertmanager or Grafana sends: an object with `alerts` in it, each with its status."""
    whole = object_of(body)
    if "alerts" not in whole:
        raise Refused(400, "a list of alerts is needed", "alerts")
    heard = Heard([], [], [])
    for place, row in enumerate(list_of(whole["alerts"], "alerts")):
        found = _alert(row, f"alerts[{place}]", heard, now_us, whole.get("status"))
        if found is not None:
            heard.seen.append(found)
    truncated = whole.get("truncatedAlerts")
    if isinstance(truncated, int) and not isinstance(truncated, bool) and truncated > 0:
        heard.wrong("truncatedAlerts", f"{truncated} more were not sent; raise max_alerts over there")
    heard.must_hold_something()
    return heard


def _alert(row: object, field: str, heard: Heard, now_us: int, whole_status: object = None) -> Seen | None:
    """One alert; None, and a problem, if it is none."""
    if not isinstance(row, dict):
        heard.wrong(field, "an object is needed")
        return None
    given = cast("dict[str, object]", row)
    labels = texts_of(given.get("labels"), f"{field}.labels", heard)
    annotations = texts_of(given.get("annotations"), f"{field}.annotations", heard)
    if labels is None or annotations is None:
        return None
    if not labels:
        heard.wrong(f"{field}.labels", "at least one label is needed")
        return None
    starts_us = begun_of(given.get("startsAt"), f"{field}.startsAt", heard, now_us)
    ends_us = moment_of(given.get("endsAt"), f"{field}.endsAt", heard, now_us)
    state = _state(given.get("status", whole_status), ends_us, now_us)
    if state is None:
        heard.wrong(f"{field}.status", "firing or resolved is needed")
        return None
    more = {name: link for name in ("dashboardURL", "panelURL", "silenceURL") if (link := link_of(given.get(name)))}
    return Seen(
        now_us,
        labels,
        {**annotations, **more},
        state,
        starts_us=starts_us,
        ends_us=ends_us,
        link=link_of(given.get("generatorURL")),
    )


def _state(status: object, ends_us: int | None, now_us: int) -> AlertState | None:
    if status is None:
        return AlertState.RESOLVED if ends_us is not None and ends_us <= now_us else AlertState.FIRING
    return {"firing": AlertState.FIRING, "resolved": AlertState.RESOLVED}.get(str(status))
