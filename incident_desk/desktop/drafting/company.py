"""Who else writes at a draft: told to the others as a place and a caret, and shown in the words."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.at_keys import at_keys
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.drafting.text import DraftEdit, Writer
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.presence import writing_words
from incident_desk.desktop.whereabouts import DRAFT, PLACE

ROOM: Final = "communications_panel"
"""What the others hear as the place of whoever writes messages, on the board or in the room."""
REST_MS: Final = 300
"""A caret that runs about is told of when it rests."""


class DraftCompany(QObject):
    """`people_changed` tells that others came or went. Where the caret is now the properties of the text say."""

    people_changed = Signal()

    def __init__(self, bridge: Bridge, work: MessageWork, text: DraftEdit) -> None:
        super().__init__(text)
        self._bridge = bridge
        self._work = work
        self._text = text
        self.names: list[str] = []
        """Those who write at this message, in any of its channels."""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell_in_turn)
        text.setProperty(PLACE, ROOM)
        text.cursorPositionChanged.connect(self._move)
        work.changed.connect(self._tell)
        work.changed.connect(self._look)
        bridge.sharing.people_changed.connect(self._look)

    def _move(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _tell_in_turn(self) -> None:
        at_keys().in_turn(self._tell)

    @property
    def _name(self) -> str:
        """What the draft is called to the others: short, for the door takes no long names."""
        message = self._work.message
        return f"message:{message.id[-12:]}/{self._work.key}" if message is not None else ""

    def _tell(self) -> None:
        said = f"{self._name}:{self._text.position}" if self._name else ""
        if said != self._text.property(DRAFT):
            self._text.setProperty(DRAFT, said)
            open_drafts_of(self._bridge).moved.emit()

    def _look(self) -> None:
        state, observed = self._bridge.sharing.state, self._work.observed
        there = state.present if state is not None and observed is not None and self._name else ()
        here = [each for each in there if observed is not None and each.incident == observed.incident]
        message = self._name.partition("/")[0]
        writing = [each for each in here if message and each.draft.partition("/")[0] == message]
        names = [self._bridge.name(each.person) for each in writing]
        writers = [
            Writer(self._bridge.name(each.person), at)
            for each in writing
            if (at := self._position(each.draft)) is not None
        ]
        self._text.show_writers(writers)
        if names != self.names:
            self.names = names
            self.people_changed.emit()

    def _position(self, draft: str) -> int | None:
        """Where in the shown text; None for another one. What another desk says may be anything."""
        name, _, number = draft.rpartition(":")
        return int(number) if name == self._name and number.isdecimal() and len(number) < 7 else None

    @property
    def words(self) -> str:
        """ "Kim Sato writes"; empty while nobody else does."""
        return writing_words(self.names)
