"""A draft that several people write at once, as the window has it.

What is typed here goes onto the record, gathered; what others type comes into the text while it is written.
"""

import asyncio

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.at_keys import at_keys
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.draft_text import DraftText, as_one
from incident_desk.domain.drafts import Changes, changing
from incident_desk.domain.errors import DeskError

GATHER_MS = 500
"""At most one entry of one person in so long."""
AGAIN_MS = 5_000
"""What could not be written down is tried again after so long."""


class SharedDraft(QObject):
    """Lives in the GUI thread. `edited` tells that the text is another one, and not because of `write`.

    `written` tells that something was put onto the record, or in `fault` why it was not.
    """

    edited = Signal()
    written = Signal()

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        name: str,
        beginning: str,
        *,
        unwritten: bytes = b"",
        parent: QObject | None = None,
    ) -> None:
        """`beginning` is the text that it begins with, and `unwritten` what an earlier window could not record."""
        super().__init__(parent)
        self.name = name
        self.fault = ""
        self._bridge = bridge
        self._observed = observed
        changes = self._changes
        self._taken = set(changes.of)
        self._has_begun = bool(changes.of)
        self._text = DraftText(beginning, [*changes.of.values(), *filter(None, [unwritten])])
        self._waiting = [unwritten] if unwritten else []
        self._turn = asyncio.Lock()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._write_in_turn)
        observed.changed.connect(self._hear)
        bridge.rights.changed.connect(self._write_soon)
        if self._waiting:
            self._gather.start()

    @property
    def _changes(self) -> Changes:
        return self._observed.board.drafts.of.get(self.name) or Changes()

    @property
    def text(self) -> str:
        return self._text.text

    def unwritten(self) -> bytes:
        """What is not on the record yet, for whoever keeps it; empty if nothing is."""
        if mine := self._text.drain():
            self._waiting.append(mine)
        return as_one([*self._begins, *self._waiting]) if self._waiting else b""

    @property
    def _begins(self) -> list[bytes]:
        """Whoever writes first writes down with what the draft begins."""
        return [] if self._has_begun or self._changes.of else [self._text.beginning]

    # what is typed here -----------------------------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """The text as somebody makes it here."""
        self._text.write(text)
        self._write_soon()

    def undo(self) -> None:
        """Take back what was changed here last; what others wrote meanwhile stays."""
        self._tell(bool(self._text.undo()))

    def redo(self) -> None:
        self._tell(bool(self._text.redo()))

    @property
    def can_undo(self) -> bool:
        return self._text.can_undo

    def _tell(self, is_other: bool) -> None:
        if is_other:
            self.edited.emit()
        self._write_soon()

    def _write_soon(self) -> None:
        if (self._text.has_mine or self._waiting) and not self._gather.isActive():
            self._gather.start(GATHER_MS)

    def _write_in_turn(self) -> None:
        at_keys().in_turn(self._write_now)

    def _write_now(self) -> None:
        self._bridge.soon(self.write_down())

    async def write_down(self) -> None:
        """Put onto the record what was changed here; one who may not write there keeps it."""
        self._gather.stop()
        async with self._turn:
            unwritten, count = self.unwritten(), len(self._waiting)
            if not unwritten or self._bridge.rights.why_not():
                return
            try:
                commands = changing(self.name, [unwritten])
                written = await self._bridge.do(commands, self._observed.incident, is_waited_for=False)
            except DeskError as e:
                self._gather.start(AGAIN_MS)
                self.fault = str(e)
                self.written.emit()
                return
            self.fault, self._has_begun = "", True
            self._taken.update(each.id for each in written)
            del self._waiting[:count]
        self.written.emit()
        self._write_soon()

    # what others type -------------------------------------------------------------------------------------------------

    def _hear(self, kinds: frozenset[str]) -> None:
        changes = self._changes
        new = [entry for entry in changes.of if entry not in self._taken]
        if not new:
            return
        self._taken.update(new)
        self._tell(bool(self._text.take_in(changes.of[entry] for entry in new)))

    def let_go(self) -> None:
        """Hear nothing any more: another draft is written at."""
        self._gather.stop()
        if shiboken6.isValid(self._observed):  # its board may be closed by now
            self._observed.changed.disconnect(self._hear)
        self._bridge.rights.changed.disconnect(self._write_soon)
        self.deleteLater()
