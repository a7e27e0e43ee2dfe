"""What is written at on one surface: the message, of it one variant, and what can be done with it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.at_keys import at_keys
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.message_list import Message
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.plan_schema import Plan

if TYPE_CHECKING:  # pycrdt comes with it
    from incident_desk.desktop.drafts import SharedDraft

HEARD = ("message.", "gov.", "role.", "handover.", "severity.", "entry.", "incident.", "state.", "fact.")
"""What changes how a message stands."""
TYPED, TYPED_MS = "draft.", 1_500
"""What is typed stands in the words at once; how the message stands with it waits, for somebody may be typing here."""
TOGETHER_MS = 40
"""What comes in quick succession is looked at once: somebody may be typing."""


class MessageWork(QObject):
    """`changed` tells that another message or variant is shown, or that it stands otherwise; `turned` that the text is
    another one now, and not because of typing here. `refused` carries words."""

    changed = Signal()
    turned = Signal()
    refused = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.observed: ObservedIncident | None = None
        self._chosen: dict[IncidentId, EntryId] = {}
        self._keys: dict[EntryId, str] = {}
        self._draft: SharedDraft | None = None
        self._shown = ("", "")
        self._soon = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._soon.timeout.connect(partial(at_keys().in_turn, self._look))
        self._later = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._later.timeout.connect(partial(at_keys().in_turn, self._look))
        for changed in (bridge.person_changed, bridge.organisation_changed, bridge.zone_changed):
            changed.connect(self._look_soon)
        self.next_minutes: int | None = None
        """In how many minutes the next update is promised, if somebody said so here."""

    def observe(self, observed: ObservedIncident) -> None:
        """Write for this incident from now on."""
        if self.observed is not None:
            self.observed.changed.disconnect(self._hear)
        self.observed = observed
        observed.changed.connect(self._hear)
        self.next_minutes = None
        self._look()

    def _hear(self, kinds: frozenset[str]) -> None:
        if any(kind.startswith(HEARD) for kind in kinds) and not self._soon.isActive():
            self._soon.start()
        elif any(kind.startswith(TYPED) for kind in kinds) and not self._later.isActive():
            self._later.start()

    def _look_soon(self) -> None:
        self._soon.start()

    # which is written at ----------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        assert self.observed is not None
        return self.observed.plan

    @property
    def open(self) -> list[Message]:
        """The messages of which something can still go out, the newest first."""
        messages = self.observed.board.messages.all if self.observed is not None else []
        return [each for each in reversed(messages) if each.is_open]

    @property
    def message(self) -> Message | None:
        """The one that somebody chose, else the newest that is not out yet."""
        if self.observed is None:
            return None
        chosen = self.observed.board.messages.of.get(self._chosen.get(self.observed.incident, EntryId("")))
        if chosen is not None and chosen.is_open:
            return chosen
        return next(iter(self.open), None)

    @property
    def key(self) -> str:
        """The variant that is shown: the one somebody turned to, else the first that is not out yet."""
        message = self.message
        if message is None:
            return ""
        wanted = self._keys.get(message.id, "")
        return wanted if wanted in message.variants else next(iter(message.variants), "")

    @property
    def draft(self) -> "SharedDraft | None":
        """Of what is shown."""
        return self._draft

    def choose(self, message: EntryId) -> None:
        """Write at this one from now on."""
        if self.observed is not None:
            self._chosen[self.observed.incident] = message
            self._look()

    def forget_choice(self) -> None:
        """The newest is written at again."""
        if self.observed is not None:
            self._chosen.pop(self.observed.incident, None)

    def turn_to(self, key: str) -> None:
        """Show this variant."""
        if (message := self.message) is not None and key in message.variants:
            self.turn_when_there(key)

    def turn_when_there(self, key: str) -> None:
        """Show this variant, also one that is only about to be begun."""
        if (message := self.message) is not None:
            self._keys[message.id] = key
            self._look()

    def step(self, by: int) -> None:
        """To the variant beside it."""
        if (message := self.message) is not None and (keys := list(message.variants)):
            self.turn_to(keys[(keys.index(self.key) + by) % len(keys)])

    def _look(self) -> None:
        message = self.message
        shown = (message.id if message else "", self.key)
        if shown != self._shown or (self._draft is None) != (message is None):
            self._shown = shown
            if self._draft is not None:
                self._draft.edited.disconnect(self.turned)
            self._draft = self._opened(message)
            if self._draft is not None:
                self._draft.edited.connect(self.turned)
            self.turned.emit()
        self.changed.emit()

    def _opened(self, message: Message | None) -> "SharedDraft | None":
        if message is None or self.observed is None:
            return None
        return open_drafts_of(self._bridge).of(self.observed, message, self.key)

    def text_of(self, key: str) -> str:
        """As it is drafted now."""
        message = self.message
        if message is None or self.observed is None:
            return ""
        return open_drafts_of(self._bridge).of(self.observed, message, key).text

    def is_changed(self, key: str) -> bool:
        """Whether the words are others than those that were proposed."""
        message = self.message
        if message is None or message.proposal is None:
            return False
        way = message.ways.get(key)
        if way is not None and way.release is not None:
            return False
        return self.text_of(key).strip() != message.proposal.texts.get(key, "")

    @property
    def texts(self) -> dict[str, str]:
        """What every channel of the message says now."""
        message = self.message
        return {key: self.text_of(key).strip() for key in message.keys} if message is not None else {}

    @property
    def next_update_us(self) -> int | None:
        """When the next update comes, if it goes out now; None where nobody promises any."""
        message = self.message
        if self.next_minutes is not None:
            return self._bridge.now_us() + self.next_minutes * MINUTE_US if self.next_minutes else None
        known = message.next_update_us if message is not None else None
        if known is not None and known > self._bridge.now_us():
            return known
        if self.observed is None:
            return None
        return self._bridge.now_us() + self.plan.cadences.public_update_s * SECOND_US
