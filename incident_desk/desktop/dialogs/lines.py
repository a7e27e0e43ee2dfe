"""A line of the timeline as dialogs about it show it."""

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import whole
from incident_desk.desktop.words import said
from incident_desk.domain.timeline import Line


def when_and_who(line: Line, bridge: Bridge) -> str:
    """ "31 January 2017 23:27:00 UTC · Priya Nair"."""
    return f"{whole(line.occurred_us, bridge.zone)} · {line.speaker or bridge.name(line.author)}"


def line_words(line: Line) -> str:
    """What the line says, in the window's language where the desk said it."""
    return ": ".join(part for part in (said(line.sentence) if line.sentence else "", line.text) if part)
