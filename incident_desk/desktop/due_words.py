"""How near a time is, in one way everywhere: "in 4 min", "due now", "12 min late"; and how long somebody waits."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import span_words
from incident_desk.domain.moments import MINUTE_US


def due_words(due_us: int, now_us: int) -> str:
    """How near a time is. A minute that has begun counts as one that is left."""
    if due_us > now_us:
        return _tr("in {span}").format(span=span_words(due_us - now_us + MINUTE_US - 1))
    late_us = now_us - due_us
    return _tr("due now") if late_us < MINUTE_US else _tr("{span} late").format(span=span_words(late_us))


def waits_words(since_us: int, now_us: int) -> str:
    """How long somebody has waited."""
    waited_us = now_us - since_us
    return _tr("just now") if waited_us < MINUTE_US else _tr("for {span}").format(span=span_words(waited_us))


def _tr(text: str) -> str:
    return QCoreApplication.translate("DueWords", text)
