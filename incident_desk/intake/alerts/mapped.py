"""JSON of any other monitor, read as a mapping of the plan says."""

from incident_desk.domain.alert_entries import WORDS_LETTERS, AlertState, Seen
from incident_desk.domain.plan_alerts import AlertMapping
from incident_desk.intake.alerts.reading import Heard, Refused, at_path, begun_of, link_of, list_of, object_of, text_of


def heard_of(body: object, mapping: AlertMapping | None, now_us: int) -> Heard:
    """What it says. Raises: Refused naming the field; also where the plan has no such mapping any more."""
    if mapping is None:
        raise Refused(422, "the plan has no mapping for this source any more", "alert_mappings")
    heard = Heard([], [], [])
    rows = list_of(at_path(body, mapping.each), mapping.each) if mapping.each else [object_of(body)]
    for place, row in enumerate(rows):
        of = f"{mapping.each}[{place}]." if mapping.each else ""
        found = _alert(row, of, mapping, heard, now_us)
        if found is not None:
            heard.seen.append(found)
    heard.must_hold_something()
    return heard


def _alert(row: object, of: str, mapping: AlertMapping, heard: Heard, now_us: int) -> Seen | None:
    title = text_of(at_path(row, mapping.title), 300)
    if not title:
        heard.wrong(of + mapping.title, "a text is needed")
        return None
    named = {"severity": mapping.severity, "service": mapping.service, "region": mapping.region}
    labels = {name: text for name, path in named.items() if path and (text := text_of(at_path(row, path)))}
    told = {
        "summary": text_of(at_path(row, mapping.summary), WORDS_LETTERS) if mapping.summary else "",
        "runbook_url": link_of(at_path(row, mapping.runbook)) if mapping.runbook else "",
    }
    said = text_of(at_path(row, mapping.state)).casefold() if mapping.state else ""
    is_over = bool(said) and said in {word.casefold() for word in mapping.over}
    at_us = begun_of(at_path(row, mapping.since), of + mapping.since, heard, now_us) if mapping.since else None
    return Seen(
        now_us,
        {"alertname": title, **labels},
        {name: text for name, text in told.items() if text},
        AlertState.RESOLVED if is_over else AlertState.FIRING,
        name=text_of(at_path(row, mapping.identity)) if mapping.identity else title,
        starts_us=None if is_over else at_us,
        ends_us=at_us if is_over else None,
        link=link_of(at_path(row, mapping.link)) if mapping.link else "",
    )
