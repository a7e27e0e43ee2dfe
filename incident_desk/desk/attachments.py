"""Files on their way between desks: behind the words, piece by piece, and shown only when they are what was attached.

Which files there are, the record says; which of them are here, the folder; which are there, the shared database. So
nothing has to be remembered, and a cut or a kill at any byte costs the piece that was under way.
"""

import time
from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from incident_desk.domain.adoption import ADOPTED, seen
from incident_desk.domain.errors import DeskError, NotFound
from incident_desk.domain.ids import DeskNumber, StreamId
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import attachments, statements
from incident_desk.store.arriving import Arriving
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader, entries_of
from incident_desk.store.shared import attachments as doors
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import wake

ATTACHED: Final = kind_named(AttachmentAdded)
SALT: Final = attachments.SALT_BYTES
CARRY_S: Final = 0.5
"""So long pieces go before it is looked again for words of others; for one's own it is looked after each."""


class Settings(Protocol):
    """Where a home keeps what never leaves it."""

    def setting(self, key: str) -> str | None: ...
    def set_setting(self, key: str, value: str) -> None: ...


class Files(msgspec.Struct, frozen=True):
    """How the files of the record stand at this desk, by their digests."""

    lacking: frozenset[str] = frozenset()
    """Named by the record, and not here yet."""
    waiting: frozenset[str] = frozenset()
    """Here, and not in the shared database yet."""
    moving: str = ""
    """The one that is on its way now, up or down."""
    percent: int = 0
    """How much of that went through."""
    wrong: frozenset[str] = frozenset()
    """Came, and are not what was attached."""
    parked: tuple[str, ...] = ()
    """The same in words."""
    trouble: str = ""


class File(msgspec.Struct, frozen=True):
    """A file that the record names."""

    digest: str
    name: str
    stream: StreamId
    is_mine: bool
    is_acked: bool

    @property
    def key(self) -> tuple[StreamId, str]:
        """How the shared database knows it."""
        return self.stream, self.digest


class Carrier:
    """Of one person of this home. Everything but `hear` and `want` on the thread that has the connection."""

    def __init__(self, home: Home, me: DeskNumber, settings: Settings) -> None:
        self._home = home
        self._me = me
        self._settings = settings
        self._setting = f"files_waiting:{me}"
        self._reader: Reader | None = None
        self._is_stale = True
        self._has_asked = False
        self._wanted: str = ""
        self._kept: frozenset[str] | None = None
        self._files: list[File] = []
        self._erased: set[str] = set()
        self._here: set[str] = set()
        self._there: set[tuple[StreamId, str]] = set()
        self._put_off: set[str] = set()
        """Not tried again over this connection: the disk, or the door, would not take them."""
        self._from_start: set[str] = set()
        """Fetched from the first byte on by this process: what is wrong with them is not a kill's doing."""
        self._sent: dict[str, int] = {}
        """How much of the content the server said it has, over this connection."""
        self._open = ("", b"")
        self._arriving = Arriving(home)
        self.state = Files()
        self.tell: Callable[[Files], object] = lambda files: None
        """Hears how they stand after each piece."""
        self.is_called: Callable[[], bool] = lambda: False
        """Whether somebody has words to hand up, which go first."""

    # from other threads -----------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """The record may name other files than before."""
        self._is_stale = True

    def want(self, digest: str) -> None:
        """Somebody waits for this one: it comes before the others, also if it was given up."""
        self._wanted = digest
        self._put_off.discard(digest)

    # looking ----------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of the record."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def begin(self) -> None:
        """A new connection: what was there before may be there no more."""
        self._there.clear()
        self._put_off.clear()
        self._sent.clear()
        self.hear()
        self.seen()

    def seen(self) -> Files:
        """How they stand, as far as that can be found out without anybody to ask."""
        try:
            self.look()
        except DeskError:  # the disk, too, has a bad day, and words go all the same
            self.hear()
        return self.state

    def look(self) -> None:
        """Find out what is named, and what of it is here. Raises: DeskError."""
        if not self._is_stale:
            return
        self._is_stale = False
        reader = self._reading()
        self._erased = {digest for (digest,) in reader.rows(statements.ERASED_FILES)}
        self._files = self._named(reader)
        self._here = {file.digest for file in self._files if attachments.is_here(self._home, file.digest)}
        for digest in self._erased & attachments.of_any_sort(self._home):  # a kill came between a piece and the look
            self._arriving.erase(digest)
        # what a later exchange will have acknowledged: nobody tells of that
        self._is_stale = any(not file.is_acked for file in self._files if file.is_mine)
        self._tell()

    def _reading(self) -> Reader:
        if self._reader is None:
            self._reader = Reader.open(self._home)
        return self._reader

    def _named(self, reader: Reader) -> list[File]:
        rows = [row for kind in (ATTACHED, ADOPTED) for row in reader.rows(statements.FILES, kind)]
        found: dict[tuple[StreamId, str], File] = {}
        for row, entry in zip(rows, entries_of(row[1:] for row in rows), strict=True):
            body = read_body(seen(entry))
            if isinstance(body, AttachmentAdded) and not entry.refused and body.digest not in self._erased:
                file = File(body.digest, body.name, entry.stream, entry.desk == self._me, row[0] == 1)
                found.setdefault(file.key, file)
        return list(found.values())

    def _tell(self, **changes: object) -> None:
        known = {file.digest for file in self._files}
        lacking = frozenset(known - self._here)
        waiting = frozenset(
            file.digest
            for file in self._files
            if file.is_mine and file.digest in self._here and file.key not in self._there
        )
        if not self._has_asked:  # before anybody was asked, what is known is what waited the last time, and what is new
            if self._kept is None:
                self._kept = frozenset((self._settings.setting(self._setting) or "").split())
            waiting &= self._kept | {file.digest for file in self._files if not file.is_acked}
        self.state = msgspec.structs.replace(self.state, lacking=lacking, waiting=waiting, **changes)

    # carrying ---------------------------------------------------------------------------------------------------------

    def carry(self, connection: Connection) -> bool:
        """Pieces up and down, for half a second, or until somebody has words to hand up.

        Returns: whether there is more to carry now. Raises: psycopg.Error. What is wrong with one file keeps no other
        from going, and no words.
        """
        self.seen()
        if not self._files:
            return False
        self._ask(connection)
        end_s = time.monotonic() + CARRY_S
        while (file := self._next()) is not None:
            try:
                self._move(connection, file)
            except DeskError as e:  # the disk is full, or the door takes nothing from here
                self._put_off.add(file.digest)
                self._tell(trouble=f"{file.name}: {e}", moving="", percent=0)
            self.tell(self.state)
            if self.is_called() or time.monotonic() >= end_s:
                break
        if self.state.waiting != self._kept:  # for the next start, which may find nobody to ask
            self._settings.set_setting(self._setting, " ".join(sorted(self.state.waiting)))
            self._kept = self.state.waiting
        if self._next() is not None:
            return True
        self._tell(moving="", percent=0)
        self.tell(self.state)
        return False

    def _ask(self, connection: Connection) -> None:
        self._has_asked = True
        unknown = [file.key for file in self._files if file.key not in self._there]
        if unknown:
            self._there |= doors.attached(connection, unknown)
            self._tell()

    def _next(self) -> File | None:
        """One that somebody waits for, then up what was attached here, then down the newest; a file of others that the
        server lost goes up last."""
        ups = [f for f in self._files if f.is_acked and f.digest in self._here and f.key not in self._there]
        downs = [f for f in self._files if f.digest not in self._here and f.key in self._there]
        wanted = [f for f in downs if f.digest == self._wanted]
        mine, others = [f for f in ups if f.is_mine], [f for f in ups if not f.is_mine]
        order = (f for f in (*wanted, *mine, *downs, *others) if f.digest not in self._put_off)
        return next(order, None)

    def _move(self, connection: Connection, file: File) -> None:
        if file.digest in self._here:
            self._up(connection, file)
        else:
            self._down(connection, file)

    # up ---------------------------------------------------------------------------------------------------------------

    def _up(self, connection: Connection, file: File) -> None:
        salted = self._opened(file.digest)
        salt, size = salted[:SALT], len(salted) - SALT
        if size <= doors.PIECE_BYTES:
            doors.hand_up(connection, *file.key, salted)
            self._is_up(connection, file)
            return
        # after a cut, or a kill, the server knows how far it was
        begin = self._sent.pop(file.digest, None)
        if begin is None:
            begin = doors.hand_up_piece(connection, *file.key, 0, b"")
        if begin is not None and begin < size:
            content = salted[SALT + begin : SALT + begin + doors.PIECE_BYTES]
            begin = doors.hand_up_piece(connection, *file.key, begin, content)
        if begin is not None and begin < size:
            self._sent[file.digest] = begin
            self._tell(moving=file.digest, percent=100 * begin // size)
            return
        if begin is not None and not doors.hand_up_end(connection, *file.key, salt):
            raise doors.NotTaken("Its bytes at this desk are not those that were attached.")
        self._is_up(connection, file)

    def _opened(self, digest: str) -> bytes:
        """The file that goes up, in memory until it is there: behind a PIN it can only be decrypted whole."""
        if self._open[0] != digest:
            self._open = (digest, attachments.to_hand_up(self._home, digest))
        return self._open[1]

    def _is_up(self, connection: Connection, file: File) -> None:
        self._open = ("", b"")
        self._there.add(file.key)
        self._tell(moving="", percent=0)
        wake(connection)

    # down -------------------------------------------------------------------------------------------------------------

    def _down(self, connection: Connection, file: File) -> None:
        had = self._arriving.size(file.digest)
        if had < SALT:
            self._arriving.forget(file.digest)
            self._from_start.add(file.digest)
            had = 0
        begin = max(0, had - SALT)
        got = doors.fetched(connection, *file.key, begin)
        if got is None or not got.salt:
            self._arriving.forget(file.digest)
            raise NotFound("It was erased, or the shared database has it no more.")
        self._arriving.add(file.digest, got.content if had else bytes(got.salt) + got.content)
        if self._is_erased(file.digest):
            self._arriving.erase(file.digest)
            self.hear()
            return
        begin += len(got.content)
        if begin >= got.size_bytes or not got.content:
            self._complete(file)
        else:
            self._tell(moving=file.digest, percent=100 * begin // got.size_bytes)

    def _complete(self, file: File) -> None:
        if self._arriving.complete(file.digest):
            self._here.add(file.digest)
            if self._is_erased(file.digest):
                self._arriving.erase(file.digest)
                self.hear()
        elif file.digest in self._from_start:
            said = f"the file {file.name} came with other bytes than were attached; it is set aside and not shown"
            self._put_off.add(file.digest)
            parked = tuple(dict.fromkeys((*self.state.parked, said)))
            self._tell(wrong=self.state.wrong | {file.digest}, parked=parked)
        self._from_start.discard(file.digest)  # else what a kill or a cut left of it was wrong: it begins again
        self._tell(moving="", percent=0)

    def _is_erased(self, digest: str) -> bool:
        return bool(self._reading().rows(statements.ERASED_FILE, digest))
