"""What the window says of alerts."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock, clock_minutes, clock_near, span_words, typed
from incident_desk.desktop.warning_words import draft_of, warning_words
from incident_desk.desktop.window_state import DeclareDraft
from incident_desk.desktop.words import counted, said
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.alert_list import AlertSource, Silence
from incident_desk.domain.alert_view import HELD, Line, Standing, View

LOOKS: Final = {
    Standing.FIRING: ("circle-alert", "bad"),
    Standing.STORM: ("layers", "bad"),
    Standing.WARNING: ("diamond", "warn"),
    Standing.SILENT: ("unplug", "warn"),
    Standing.FLAPPING: ("arrow-left-right", "text2"),
    Standing.TAKEN: ("circle-check", "ok"),
    Standing.NOTICE: ("info", "text2"),
    Standing.SILENCED: ("eye-off", "text3"),
    Standing.MUTED: ("wrench", "text3"),
    Standing.ENDED: ("check", "text3"),
}
QUIET: Final = (Standing.ENDED, Standing.SILENCED, Standing.MUTED)
"""These lose their weight."""
SOURCE_LOOKS: Final = {
    SourceKind.PROMETHEUS: "activity",
    SourceKind.ALERTMANAGER: "bell-ring",
    SourceKind.GRAFANA: "trending-up",
    SourceKind.PAGERDUTY: "phone-call",
    SourceKind.EMAIL: "mail",
    SourceKind.WATCH: "diamond",
}


def kind_word(kind: SourceKind) -> str:
    """In which shape a monitor sends."""
    return {
        SourceKind.PROMETHEUS: _tr("Prometheus, API v2"),
        SourceKind.ALERTMANAGER: _tr("Alertmanager, webhook"),
        SourceKind.GRAFANA: _tr("Grafana, webhook"),
        SourceKind.PAGERDUTY: _tr("PagerDuty, events v2"),
        SourceKind.DATADOG: _tr("Datadog, webhook"),
        SourceKind.UPTIME_KUMA: _tr("Uptime Kuma, webhook"),
        SourceKind.CLOUDEVENTS: _tr("CloudEvents"),
        SourceKind.JSON: _tr("JSON, read as the plan says"),
        SourceKind.EMAIL: _tr("E-mail"),
        SourceKind.WATCH: _tr("our own watch"),
    }[kind]


def standing_word(standing: Standing) -> str:
    return {
        Standing.FIRING: _tr("Firing"),
        Standing.STORM: _tr("Storm"),
        Standing.WARNING: _tr("Warning"),
        Standing.SILENT: _tr("Silent"),
        Standing.FLAPPING: _tr("Flapping"),
        Standing.TAKEN: _tr("Taken"),
        Standing.NOTICE: _tr("Notice"),
        Standing.SILENCED: _tr("Silenced"),
        Standing.MUTED: _tr("Muted"),
        Standing.ENDED: _tr("Ended"),
    }[standing]


def said_words(line: Line, zone: tzinfo) -> str:
    """The sentence below the name."""
    if line.warning is not None:
        return warning_words(line.warning, zone)
    return said(line.sentence) if line.sentence is not None else line.words


def owner_words(line: Line) -> str:
    """Who looks after it, else whose service it is, else nobody."""
    if line.taken_by:
        return line.taken_by
    return _tr("nobody") if line.asks else line.owner


def about_words(line: Line, zone: tzinfo) -> str:
    """What there is to say at the end of a row."""
    if line.incidents:
        return ", ".join(line.incidents)
    moments = (
        (_tr("ended {time}"), line.ended_us if line.standing is Standing.ENDED else None),
        (_tr("until {time}"), line.until_us if line.standing in HELD else None),
        (_tr("acknowledged {time}"), line.taken_us),
    )
    told = next((words.format(time=clock_minutes(at_us, zone)) for words, at_us in moments if at_us is not None), "")
    if told:
        return told
    if line.is_late:
        return _tr("should be taken")
    return _tr("our warning") if line.warning is not None else line.severity.value


def row_words(line: Line, zone: tzinfo) -> str:
    """All of a row, for whoever hears it."""
    told = (
        standing_word(line.standing),
        line.title,
        said_words(line, zone),
        line.service,
        counted(line.open or line.count, _tr("1 alert"), _tr("{count} alerts")),
        _tr("since {time}").format(time=clock(line.since_us, zone)),
        owner_words(line),
        about_words(line, zone),
    )
    return ", ".join(filter(None, told))


def head_words(view: View) -> tuple[str, str]:
    """What the room says above everything: how many ask, and how many of them for too long."""
    asking, late = len(view.asking), len(view.late)
    if not asking:
        return _tr("Nothing asks for anybody"), ""
    told = counted(asking, _tr("1 alert is nobody's"), _tr("{count} alerts are nobody's"))
    return told, _tr("{count} for longer than the plan says").format(count=late) if late else ""


def draft_of_lines(lines: Sequence[Line], zone: tzinfo) -> DeclareDraft:
    """What an incident that is declared of these begins with; its alerts are linked to it."""
    first = min(lines, key=lambda line: (line.since_us, line.id))
    worst = min(lines, key=lambda line: line.severity)
    if first.warning is not None and len(lines) == 1:
        return draft_of(first.warning, zone)
    service = worst.service
    title = _tr("{service}: {title}").format(service=service, title=worst.title) if service else worst.title
    services = tuple(dict.fromkeys(line.service for line in lines if line.service))
    keys = tuple(key for line in lines for key in line.keys)
    return DeclareDraft(title[:120], worst.severity, services, typed(first.since_us, zone), alerts=keys)


def source_words(source: AlertSource, now_us: int) -> tuple[str, str]:
    """How long ago it was heard, and how often it should be."""
    last_us = source.last_us
    ago = _tr("never heard")
    if source.silent_since_us is not None:
        ago = _tr("silent {span}").format(span=span_words(now_us - source.silent_since_us))
    elif last_us is not None:
        ago = _tr("{span} ago").format(span=span_words(now_us - last_us))
    every = _tr("should speak every {span}").format(span=span_words((source.every_s or 0) * 1_000_000))
    return ago, every if source.every_s else kind_word(source.kind)


def silence_words(silence: Silence, by: str, now_us: int, zone: tzinfo) -> tuple[str, str, str]:
    """What it holds for, until when, and whose reason."""
    begins = silence.from_us > now_us
    until = _tr("from {time}") if begins else _tr("ends {time}")
    at = clock_near(silence.from_us if begins else silence.ends_us(), now_us, zone)
    return ", ".join(map(str, silence.matchers)), until.format(time=at), f"{by}: {silence.reason}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertWords", text)
