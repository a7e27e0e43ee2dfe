"""Lines that somebody began and did not enter: each incident has its own, and it is there again after a restart."""

import msgspec
from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.kept_text import KeptText
from incident_desk.domain.ids import IncidentId

KEY = "window/unfinished"


class UnfinishedLines(QObject):
    """One for all boards of the window: two that each wrote all lines would lose one another's."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._kept = KeptText(bridge, KEY, self)
        self._of = _read(self._kept.text)

    def of(self, incident: IncidentId) -> str:
        """What was begun in this incident; empty for nothing."""
        return self._of.get(incident, "")

    def keep(self, incident: IncidentId, text: str) -> None:
        """Remember it as it is now; one that was entered is forgotten at once, or it would come back."""
        if text == self.of(incident):
            return
        if text:
            self._of[incident] = text
        else:
            del self._of[incident]
        words = msgspec.json.encode(self._of).decode() if self._of else ""
        self._kept.keep(words, at_once=not text)

    async def settle(self) -> None:
        """Write what waits: the window is about to close."""
        await self._kept.settle()


def unfinished_of(bridge: Bridge) -> UnfinishedLines:
    """The one that all command lines over a bridge share."""
    return bridge.findChild(UnfinishedLines) or UnfinishedLines(bridge)


def _read(text: str) -> dict[IncidentId, str]:
    try:
        return msgspec.json.decode(text or "{}", type=dict[IncidentId, str])
    except msgspec.DecodeError:
        return {}
