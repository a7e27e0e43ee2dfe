"""What the window understands of a line while it is typed: when it happened, and which line it is about."""

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock, whole
from incident_desk.desktop.panels.line_actions import short_words
from incident_desk.desktop.pasting import Dated, dated
from incident_desk.domain.errors import BadInput
from incident_desk.domain.lines import Line
from incident_desk.domain.texts import Reading, read_line, slash_words

ABOUT = "entry"


class Hint(msgspec.Struct, frozen=True):
    """With `dated`, the words begin with a moment that could be taken for when it happened."""

    words: str
    symbol: str
    tone: str = "text2"
    dated: Dated | None = None


def hint(text: str, reading: Reading, selected: Line | None) -> Hint | None:
    """What to say about this line; None if it says all itself."""
    text = text.strip()
    if needs_line(text):
        return _about(selected, reading)
    if (found := dated(text, reading)) is not None:
        moment = whole(found.occurred_us, reading.zone)
        return Hint(_tr("Did it happen {moment}?").format(moment=moment), "clock", dated=found)
    if "@" not in text:
        return None
    try:
        occurred_us = getattr(read_line(text, reading), "occurred_us", None)
    except BadInput:
        return None
    if occurred_us is None:
        return None
    return _happened(occurred_us, reading)


def _happened(occurred_us: int, reading: Reading) -> Hint:
    moment = whole(occurred_us, reading.zone)
    if occurred_us > reading.now_us:
        return Hint(_tr("Still to come: {moment}").format(moment=moment), "clock-alert", "warn")
    return Hint(_tr("Happened {moment}").format(moment=moment), "clock")


def needs_line(text: str) -> bool:
    """Whether the command is about the line that is selected."""
    word = text[1:].split(maxsplit=1)[:1] if text.startswith("/") else []
    found = slash_words().get(word[0].lower()) if word else None
    return found is not None and ABOUT in found.command.fields.__struct_fields__ and f"{ABOUT}=" not in text


def _about(selected: Line | None, reading: Reading) -> Hint:
    if selected is None:
        return Hint(_tr("Select a line of the timeline first: this is about one"), "info", "warn")
    moment = clock(selected.occurred_us, reading.zone)
    told = _tr("About {moment} “{line}”").format(moment=moment, line=short_words(selected))
    return Hint(told, "corner-down-left")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LineHint", text)
