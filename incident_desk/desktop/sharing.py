"""The window's side of a shared database: how this desk stands with it, and which entries it has."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from incident_desk.desktop.answers import Answers
from incident_desk.desktop.flows import Flows, Refresh
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import DeskNumber, IncidentId, StreamId

if TYPE_CHECKING:  # the driver of the database is loaded by a worker, and only where a record is shared
    from incident_desk.desk import Desk
    from incident_desk.desk.attachments import Files
    from incident_desk.desk.sharing_state import Shared

Chain = tuple[DeskNumber, StreamId]
PAUSE_MS = 60
"""What is acknowledged within this time is shown at once."""


class Sharing(QObject):
    """Lives in the GUI thread and never waits there. `state` is None while the record is shared with nobody.

    `changed` tells that `state` is another one. `marks_changed` tells that other entries are shared than before: more
    of them, or with True also fewer, as when the server lost some. `files_changed` has the digests of the files of
    which something else is to be said. `people_changed` tells that others are there, or elsewhere.
    """

    changed = Signal()
    people_changed = Signal()
    marks_changed = Signal(bool)
    files_changed = Signal(object)
    _told = Signal(object)
    _heard = Signal(object)

    def __init__(self, desk: "Desk | None", flows: Flows, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.state: Shared | None = None
        self.lost_us: int | None = None
        """Since when nobody answers; None while somebody does."""
        self.catching_up_since_us: int | None = None
        """Since when an exchange runs of which is known how many entries are to go through."""
        self.answers = Answers()
        """How fast it answered, minute by minute."""
        self._lacking: dict[Chain, int] = {}
        self._is_less = False
        self._where: tuple[IncidentId | None, str, str] = (None, "", "")
        self._beginning = Refresh(flows, self._begin)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell_marks)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._heard.connect(self._take_lacking, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Connect, if whoever is at the desk shares the record; also when that is somebody else, or has just joined."""
        if self._desk is not None:
            self._beginning.ask()

    @property
    def is_beginning(self) -> bool:
        """Whether a worker is at it."""
        return self._beginning.is_running

    async def _begin(self) -> None:
        await asyncio.to_thread(self._connect)

    def _connect(self) -> None:
        """On a worker thread: the driver is loaded here, and an old connection is waited for."""
        assert self._desk is not None
        shared = self._desk.shared
        shared.stop()
        self._told.emit(None)
        if shared.is_joined():
            shared.start(self._told.emit, self._heard.emit)

    def stop(self) -> None:
        """Say nothing more: the window is closing."""
        self._pause.stop()
        self._told.disconnect(self._take)
        self._heard.disconnect(self._take_lacking)

    # what is known ----------------------------------------------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        """Whether the shared database answers."""
        return self.state is not None and self.state.is_connected

    def has(self, entry: Entry) -> bool:
        """Whether the shared database has an entry. What is not known to be lacking came from there."""
        first_lacking = self._lacking.get((entry.desk, entry.stream))
        return self.state is not None and (first_lacking is None or entry.seq < first_lacking)

    def add(self, written: Iterable[Entry]) -> None:
        """Entries of this desk are on its disk, and nowhere else yet."""
        for entry in written:
            self._lacking.setdefault((entry.desk, entry.stream), entry.seq)

    @property
    def files(self) -> "Files | None":
        """How the files stand; None while the record is shared with nobody."""
        return self.state.files if self.state is not None else None

    def be(self, incident: IncidentId | None, panel: str = "", draft: str = "") -> None:
        """Whoever sits here looks at this incident, with the keyboard in this panel, and writes in this draft.

        Told again at each connection.
        """
        if (incident, panel, draft) != self._where:
            self._where = (incident, panel, draft)
            self._tell_where()

    def _tell_where(self) -> None:
        if self._desk is not None and self.state is not None:
            self._desk.shared.be(*self._where)

    def want(self, digest: str) -> None:
        """Somebody waits for this file: it comes before the others."""
        if self._desk is not None:
            self._desk.shared.want(digest)

    def _take(self, state: "Shared | None") -> None:
        was_connected, was_used, files_were = self.is_connected, self.state is not None, self.files
        people_were = _people(self.state)
        self.state = state
        self._note_catching_up()
        if state is not None and state.is_connected and self._desk is not None and state.answer_us:
            self.answers.heard(self._desk.now_us(), state.answer_us)
        if state is None or state.is_connected:
            self._found_again()
        elif self.lost_us is None:
            assert self._desk is not None
            self.lost_us = self._desk.now_us()
        if self.is_connected != was_connected or (state is not None) != was_used:
            self._is_less = True
            self._pause.start()
            self._tell_where()
        self.changed.emit()
        if _people(state) != people_were:
            self.people_changed.emit()
        if changed := _moved(files_were, self.files):
            self.files_changed.emit(changed)

    def _note_catching_up(self) -> None:
        if self.state is None or not self.state.total:
            self.catching_up_since_us = None
        elif self.catching_up_since_us is None:
            assert self._desk is not None
            self.catching_up_since_us = self._desk.now_us()

    def _found_again(self) -> None:
        if self.lost_us is not None and self._desk is not None:
            self.answers.missed(self.lost_us, self._desk.now_us())
        self.lost_us = None

    def _take_lacking(self, lacking: Mapping[Chain, int]) -> None:
        self._is_less |= any(first < self._lacking.get(chain, 0) for chain, first in lacking.items())
        self._lacking.update(lacking)
        if not self._pause.isActive():
            self._pause.start()

    def _tell_marks(self) -> None:
        is_less, self._is_less = self._is_less, False
        self.marks_changed.emit(is_less)


def _people(state: "Shared | None") -> object:
    """Who is there, or was; and whether there is anybody to hear of."""
    return None if state is None else (state.present, state.seen, state.seen_us)


def _moved(before: "Files | None", after: "Files | None") -> frozenset[str]:
    """The files of which something else is to be said now."""
    if before == after:
        return frozenset()
    both = [files for files in (before, after) if files is not None]
    moving = {files.moving for files in both}
    lacking = both[0].lacking ^ both[1].lacking if len(both) == 2 else both[0].lacking
    waiting = both[0].waiting ^ both[1].waiting if len(both) == 2 else both[0].waiting
    return frozenset(moving | lacking | waiting) - {""}
