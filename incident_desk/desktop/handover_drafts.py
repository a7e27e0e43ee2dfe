"""Handovers that were begun and not offered: kept at this desk, found again in the panel of the role."""

import msgspec
from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.kept_text import KeptText
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import IncidentId

KEY = "window/handovers"
ROOM = ""
"""In place of a role: the handover of the whole room."""


class HandoverDraft(msgspec.Struct, frozen=True):
    """What the giver said so far. All else is filled from the record anew, so that it is as it is by then.

    `takers` says who takes which role, by its key; `situation` is None while it is as the record fills it; `stays`
    holds what was ticked off, each as its kind and its words ("task 3").
    """

    title: str
    begun_us: int
    takers: dict[str, str] = {}
    situation: str | None = None
    worry: str = ""
    stays: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not self.takers and self.situation is None and not self.worry.strip() and not self.stays


Kept = dict[str, HandoverDraft]


class HandoverDrafts(QObject):
    """Those of this desk. `changed` tells that one came, or went."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._kept = KeptText(bridge, KEY, self)
        self._of = read(self._kept.text)

    def of(self, incident: IncidentId, role: str) -> HandoverDraft | None:
        """What was begun for this role, or with ROOM for all of them."""
        return self._of.get(_name(incident, role))

    def keep(self, incident: IncidentId, role: str, draft: HandoverDraft | None, *, at_once: bool = False) -> None:
        """Remember it as it is now; one in which nothing is said, or that was offered, is forgotten at once."""
        name, before = _name(incident, role), dict(self._of)
        if draft is None or draft.is_empty:
            self._of.pop(name, None)
        else:
            self._of[name] = draft
        if self._of == before and not at_once:
            return
        is_gone = name not in self._of
        words = msgspec.json.encode(self._of).decode() if self._of else ""
        self._kept.keep(words, at_once=at_once or is_gone)
        if self._of.keys() != before.keys():
            self.changed.emit()

    async def settle(self) -> None:
        """Write what waits: the window is about to close."""
        await self._kept.settle()


def drafts_of(bridge: Bridge) -> HandoverDrafts:
    """The one that all panels over a bridge share."""
    return bridge.findChild(HandoverDrafts) or HandoverDrafts(bridge)


def drafts_kept(state: WindowState) -> Kept:
    """All that wait, as the last window left them."""
    return read(state.text(KEY))


def read(text: str) -> Kept:
    """As they are kept; nothing where that cannot be read."""
    try:
        return msgspec.json.decode(text or "{}", type=Kept)
    except msgspec.DecodeError:
        return {}


def _name(incident: IncidentId, role: str) -> str:
    return f"{incident}/{role}"
