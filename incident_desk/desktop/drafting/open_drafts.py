"""The drafts of messages that are open in this window: one object for each, wherever in the window it is shown."""

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.messages import Message

if TYPE_CHECKING:  # pycrdt comes with it
    from incident_desk.desktop.drafts import SharedDraft

NAME = "message_drafts"


class Open(msgspec.Struct, frozen=True):
    """A draft, and the incident as it was observed when the draft was opened."""

    draft: "SharedDraft"
    observed: ObservedIncident


class OpenDrafts(QObject):
    """One for the window. A draft stays open until its incident is opened anew, or the window closes.

    `moved` tells that whoever sits here writes at another place.
    """

    moved = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.setObjectName(NAME)
        self._bridge = bridge
        self._of: dict[str, Open] = {}

    def of(self, observed: ObservedIncident, message: Message, key: str) -> "SharedDraft":
        """The draft of this variant."""
        name = message.draft_name(key)
        known = self._of.get(name)
        if known is not None and known.observed is observed:
            return known.draft
        if known is not None:
            self._bridge.soon(_parted(known.draft))
        from incident_desk.desktop.drafts import SharedDraft

        way = message.ways.get(key)
        draft = SharedDraft(self._bridge, observed, name, way.beginning if way else "", parent=self)
        self._of[name] = Open(draft, observed)
        return draft

    async def settle(self) -> None:
        """Write down what was typed just now: the window is about to close, or the words to be proposed."""
        for each in list(self._of.values()):
            await each.draft.write_down()


def open_drafts_of(bridge: Bridge) -> OpenDrafts:
    """The one that all over a bridge share."""
    return bridge.findChild(OpenDrafts, NAME) or OpenDrafts(bridge)


async def _parted(draft: "SharedDraft") -> None:
    await draft.write_down()
    draft.let_go()
