"""A line of the timeline as dialogs about it show it."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_rows import line_words
from incident_desk.desktop.moments import whole
from incident_desk.domain.timeline import Line

__all__ = ["line_words", "when_and_who"]


def when_and_who(line: Line, bridge: Bridge) -> str:
    """ "31 January 2017 23:27:00 UTC · Priya Nair"."""
    who = line.speaker or bridge.name(line.author)
    via = "" if line.adopter is None else f" · {_tr('adopted by {name}').format(name=bridge.name(line.adopter))}"
    return f"{whole(line.occurred_us, bridge.zone)} · {who}{via}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("DialogLines", text)
