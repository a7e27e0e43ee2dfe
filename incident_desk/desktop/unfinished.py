"""Lines that somebody began and did not enter: each place has its own, and it is there again after a restart."""

import msgspec
from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.kept_text import KeptText
from incident_desk.domain.ids import EntryId, IncidentId, StreamId

KEY = "window/unfinished"
PADS = "window/pads"
"""The lines begun in the note pads of investigations."""
CONCLUSIONS = "window/conclusions"
"""What was begun to be concluded from a round of investigations."""


class UnfinishedLines(QObject):
    """One for the whole window: two that each wrote all lines would lose one another's.

    The command line of each incident has its own. With `at_once` each letter is on its way to the disk when it is
    typed.
    """

    def __init__(self, bridge: Bridge, key: str = KEY, *, at_once: bool = False) -> None:
        super().__init__(bridge)
        self.setObjectName(key)
        self._kept = KeptText(bridge, key, self)
        self._of = _read(self._kept.text)
        self._at_once = at_once

    def of(self, place: IncidentId | EntryId | StreamId) -> str:
        """What was begun in this incident, investigation or round; empty for nothing."""
        return self._of.get(place, "")

    def keep(self, place: IncidentId | EntryId | StreamId, text: str) -> None:
        """Remember it as it is now; one that was entered is forgotten at once, or it would come back."""
        if text == self.of(place):
            return
        if text:
            self._of[place] = text
        else:
            del self._of[place]
        words = msgspec.json.encode(self._of).decode() if self._of else ""
        self._kept.keep(words, at_once=self._at_once or not text)

    async def settle(self) -> None:
        """Write what waits: the window is about to close."""
        await self._kept.settle()


def unfinished_of(bridge: Bridge) -> UnfinishedLines:
    """The one that all command lines over a bridge share."""
    return bridge.findChild(UnfinishedLines, KEY) or UnfinishedLines(bridge)


def pads_of(bridge: Bridge) -> UnfinishedLines:
    """The one that all note pads over a bridge share."""
    return bridge.findChild(UnfinishedLines, PADS) or UnfinishedLines(bridge, PADS, at_once=True)


def conclusions_of(bridge: Bridge) -> UnfinishedLines:
    """The one for the conclusions of all rounds."""
    return bridge.findChild(UnfinishedLines, CONCLUSIONS) or UnfinishedLines(bridge, CONCLUSIONS)


def _read(text: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(text or "{}", type=dict[str, str])
    except msgspec.DecodeError:
        return {}
