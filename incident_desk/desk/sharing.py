"""The shared database beside this desk: a thread and a connection of their own, and nobody ever waits for them."""

import contextlib
import logging
import os
import random
import select
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Final, TypeVar

import msgspec
import psycopg

from incident_desk.desk.clock import Clock
from incident_desk.desk.writer import Writer
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber, StreamId
from incident_desk.store.appending import Chain, Head
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words
from incident_desk.store.shared.exchange import Received
from incident_desk.store.shared.ledger import Genuine, Known, Ledger, Place, Taken
from incident_desk.store.shared.syncing import Exchange, Progress, Sign, Stopped

log = logging.getLogger(__name__)
T = TypeVar("T")

POLL_S: Final = 5.0
"""A wake-up may be lost; this often it is looked all the same."""
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 30.0
DRIFT_US: Final = 2_000_000
PATIENCE_S: Final = 1.0
"""So long an exchange may take to end by itself when somebody stops it; then its connection is cut."""
COUNT_S: Final = 5.0
_DESKS: Final = (
    "SELECT count(*) FROM record.roster() WHERE NOT is_revoked AND heard_at > clock_timestamp() - interval '130 s'"
)
"""A desk says once a minute that it is there."""


class Shared(msgspec.Struct, frozen=True):
    """How this desk stands with the shared database. Times are microseconds since the epoch, UTC."""

    address: str
    is_connected: bool = False
    trouble: str = ""
    waiting: int = 0
    waiting_since_us: int | None = None
    heard_us: int | None = None
    """When it was last read to its end."""
    level: str = ""
    desks: int = 0
    """How many desks were heard there lately, this one among them."""
    offset_us: int = 0
    """How far the server's clock is ahead of this one."""
    through: int = 0
    """How many entries went through in the exchange that is running; 0 between exchanges."""
    parked: tuple[str, ...] = ()
    not_taken: tuple[StreamId, ...] = ()

    @property
    def drift_us(self) -> int:
        """The difference of the clocks, 0 where it is too small to matter."""
        return self.offset_us if abs(self.offset_us) > DRIFT_US else 0


HearUnshared = Callable[[Mapping[Chain, int]], None]
"""Told on the desk thread from which seq on the shared database lacks entries of a chain: first of all chains that it
lacks something of, then of one whenever that changes."""


def nobody(unshared: Mapping[Chain, int]) -> None:
    """Nobody wants to know."""


class Keeping:
    """The ledger, called on the desk's own thread and waited for on ours."""

    def __init__(
        self, on_thread: "OnThread", writer: Writer, me: DeskNumber, clock: Clock, tell: HearUnshared = nobody
    ) -> None:
        self._on_thread = on_thread
        self._writer = writer
        self._me = me
        self._clock = clock
        self._tell = tell
        self._batch: Sequence[Entry] = ()
        self._ledger = self._ask(lambda: Ledger(writer.replica.connection, writer.replica.appender))
        self._ask(lambda: tell(self._ledger.unshared()))

    def _ask(self, call: Callable[[], T]) -> T:
        return self._on_thread(call).result()

    def place(self) -> Place:
        return self._ask(self._ledger.place)

    def heads(self) -> dict[Chain, Head]:
        return self._ask(self._writer.replica.heads)

    def outgoing(self, passed_over: Collection[StreamId]) -> list[Entry]:
        self._batch = self._ask(lambda: self._ledger.outgoing(self._me, passed_over))
        return list(self._batch)

    def acknowledge(self, chain: Chain, seq: int, refused: Iterable[int]) -> None:
        self._ask(lambda: self._acknowledge(chain, seq, frozenset(refused)))

    def _acknowledge(self, chain: Chain, seq: int, refused: Collection[int]) -> None:
        self._ledger.acknowledge(chain, seq, refused)
        self._tell({chain: seq + 1})
        # a later reading finds them stamped already, so nobody else would tell that they have no effect
        self._writer.hear([msgspec.structs.replace(e, refused=True) for e in self._batch if e.seq in refused])

    def take_back(self, chain: Chain, seq: int) -> None:
        self._ask(lambda: self._take_back(chain, seq))

    def _take_back(self, chain: Chain, seq: int) -> None:
        self._ledger.take_back(chain, seq)
        self._tell({chain: seq + 1})

    def pin(self, heard: dict[DeskNumber, Known]) -> list[str]:
        return self._ask(lambda: self._ledger.pin(heard, self._clock()))

    def take(self, page: Sequence[Received], genuine: Genuine, place: Place, erased: Iterable[str]) -> Taken:
        return self._ask(lambda: self._take(page, genuine, place, tuple(erased)))

    def _take(self, page: Sequence[Received], genuine: Genuine, place: Place, erased: Sequence[str]) -> Taken:
        taken = self._ledger.take(page, genuine, place, erased, heard_us=self._clock())
        self._writer.hear([*taken.new, *taken.changed], erased)
        return taken

    def waiting(self) -> tuple[int, int | None]:
        return self._ask(lambda: self._ledger.waiting(self._me))


OnThread = Callable[[Callable[[], Any]], "Future[Any]"]


class Sharing:
    """Runs from `start` to `stop`; `tell` hears every change of how it stands, on this thread."""

    def __init__(self, keeper: Keeping, me: DeskNumber, sign: Sign, parts: dict[str, str], clock: Clock) -> None:
        self._keeper = keeper
        self._me = me
        self._sign = sign
        self._parts = parts
        self._clock = clock
        self._tell: Callable[[Shared], None] = lambda shared: None
        self._wakes, self._waker = os.pipe()
        self._is_stopping = threading.Event()
        self._connection: Connection | None = None
        self._counted_s = float("-inf")
        self._thread = threading.Thread(target=self._run, name="sharing", daemon=True)
        self.state = Shared(address=parts.get("host", parts.get("service", "")))

    def start(self, tell: Callable[[Shared], None]) -> None:
        """Connect, and stay connected as far as the network lets us."""
        self._tell = tell
        self._thread.start()

    def wake(self) -> None:
        """Something was written here: hand it up now. Returns at once."""
        os.write(self._waker, b".")

    def stop(self) -> None:
        """End it; what is under way is finished or taken up again at the next start."""
        self._is_stopping.set()
        self.wake()
        self._thread.join(PATIENCE_S)
        if self._thread.is_alive():
            self._cut()
            self._thread.join()
        os.close(self._wakes)
        os.close(self._waker)

    def _cut(self) -> None:
        """End the connection under the hands of whoever waits for an answer that may never come."""
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)

    def once(self, progress: Progress = lambda through: True) -> Shared:
        """One whole exchange on the caller's thread.

        Raises: Unreachable, or another DeskError that names what stands in the way; Stopped.
        """
        with connect(self._parts) as connection:
            try:
                exchange = Exchange(connection, self._keeper, self._me, self._sign)
                self._greet(exchange, progress)
                self._swap(exchange, connection, progress)
            except psycopg.Error as e:
                raise Unreachable(in_words(e, self._parts)) from e
        return self.state

    # the thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._is_stopping.is_set():
            try:
                with connect(self._parts) as connection:
                    self._connection = connection
                    self._stay(connection)
                pause_s = FIRST_PAUSE_S
            except (DeskError, psycopg.Error, OSError) as e:
                said = in_words(e, self._parts) if isinstance(e, psycopg.Error) else str(e)
                pause_s = FIRST_PAUSE_S if self.state.is_connected else min(pause_s * 2, LONGEST_PAUSE_S)
                self._say(is_connected=False, trouble=said, through=0, **self._waiting())
                self._sleep(pause_s * random.uniform(0.5, 1.0))  # not all desks at once when a server comes back
            except Stopped:
                return

    def _stay(self, connection: Connection) -> None:
        exchange = Exchange(connection, self._keeper, self._me, self._sign)
        connection.execute("LISTEN record")
        self._greet(exchange, self._count)
        while not self._is_stopping.is_set():
            self._swap(exchange, connection, self._count)
            self._wait(connection)

    def _greet(self, exchange: Exchange, progress: Progress) -> None:
        before_us = self._clock()
        said = exchange.greet(progress)
        middle_us = (before_us + self._clock()) // 2
        self._say(is_connected=True, trouble="", level=said.level or "", offset_us=said.now_us - middle_us)

    def _swap(self, exchange: Exchange, connection: Connection, progress: Progress) -> None:
        exchange.up(progress)
        exchange.down(progress)
        waiting = self._waiting()
        connection.execute("SELECT record.heard(%s, %s)", (waiting["waiting"], self.state.offset_us // 1000))
        self._count_desks(connection)
        parked, not_taken = tuple(exchange.parked), tuple(exchange.not_taken)
        self._say(heard_us=self._clock(), through=0, parked=parked, not_taken=not_taken, **waiting)

    def _count_desks(self, connection: Connection) -> None:
        now_s = time.monotonic()
        if now_s >= self._counted_s + COUNT_S:
            self._counted_s = now_s
            row = connection.execute(_DESKS).fetchone()
            self._say(desks=row[0] if row else 0)

    def _wait(self, connection: Connection) -> None:
        """Until something was written here, another desk wrote, or the time to look all the same has come."""
        if _was_called(connection):  # while it was read: what is in the driver's hands already wakes no `select`
            return
        ready, _, _ = select.select([connection.fileno(), self._wakes], [], [], POLL_S)
        if self._wakes in ready:
            os.read(self._wakes, 4096)
        if connection.fileno() in ready:
            _was_called(connection)

    def _sleep(self, seconds: float) -> None:
        ready, _, _ = select.select([self._wakes], [], [], seconds)
        if ready and not self._is_stopping.is_set():
            os.read(self._wakes, 4096)  # a note that was written does not make a dead server answer sooner

    def _count(self, through: int) -> bool:
        self._say(through=through)
        return not self._is_stopping.is_set()

    def _waiting(self) -> dict[str, Any]:
        count, since_us = self._keeper.waiting()
        return {"waiting": count, "waiting_since_us": since_us}

    def _say(self, **changes: Any) -> None:
        state = msgspec.structs.replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self._tell(state)


def _was_called(connection: Connection) -> bool:
    """Take what has come in. Returns: whether another desk asks everybody to look."""
    me = connection.info.backend_pid
    called = {notice.pid for notice in connection.notifies(timeout=0)}
    return bool(called - {me})
