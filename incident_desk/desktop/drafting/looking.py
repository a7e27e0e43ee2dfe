"""What a look at a draft comes to: how much of the channel's room it takes, and what is wrong. Runs on a worker."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.drafting.looked import Looked, Text
from incident_desk.desktop.parts.limit_bar import LimitShown
from incident_desk.desktop.words import said
from incident_desk.outreach.limits import length


def look(text: Text) -> Looked:
    """All that there is to be said of a draft."""
    return Looked(text.text, _length(text))


def _length(text: Text) -> LimitShown:
    if text.channel is None:
        return LimitShown(_tr("{used} characters").format(used=len(text.text)))
    found = length(text.text, text.channel)
    share = found.used / found.limit if found.limit else None
    aside = " · ".join(map(said, found.asides))
    return LimitShown(said(found.said), aside, share, "bad" if found.is_over else "spark")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Looking", text)
