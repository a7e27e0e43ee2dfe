"""The shared database beside this desk: a thread and a connection of their own, and nobody ever waits for them."""

import contextlib
import logging
import os
import random
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec
import psycopg

from incident_desk.desk.clock import Clock
from incident_desk.desk.keeping import Keeping
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber, StreamId
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words
from incident_desk.store.shared.syncing import Exchange, Progress, Sign, Stopped

log = logging.getLogger(__name__)

POLL_S: Final = 5.0
"""A wake-up may be lost; this often it is looked all the same."""
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 30.0
DRIFT_US: Final = 2_000_000
PATIENCE_S: Final = 1.0
"""So long an exchange may take to end by itself when somebody stops it; then its connection is cut."""
COUNT_S: Final = 5.0
FILL_S: Final = 0.5
"""So long the past is fetched before it is looked again for what is new."""
GATHER_S: Final = 0.2
"""So far apart others make this desk look: the first call at once, those right behind it together."""
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
    total: int = 0
    """How many are to go through in it, 0 where nobody knows: after an absence, or when a desk joins."""
    past: int = 0
    """How many entries of the past are still to come: a desk that joins takes the newest first."""
    parked: tuple[str, ...] = ()
    not_taken: tuple[StreamId, ...] = ()

    @property
    def drift_us(self) -> int:
        """The difference of the clocks, 0 where it is too small to matter."""
        return self.offset_us if abs(self.offset_us) > DRIFT_US else 0


Tell = Callable[[Shared], None]


class Sharing:
    """Runs from `start` to `stop`; `tell` hears every change of how it stands, on this thread."""

    def __init__(self, keeper: Keeping, me: DeskNumber, sign: Sign, parts: dict[str, str], clock: Clock) -> None:
        self._keeper = keeper
        self._me = me
        self._sign = sign
        self._parts = parts
        self._clock = clock
        self._tell: Tell = lambda shared: None
        self._wakes, self._waker = socket.socketpair()  # on Windows nothing but a socket can be waited for
        self._wakes.setblocking(False)
        self._waker.setblocking(False)
        self._is_stopping = threading.Event()
        self._connection: Connection | None = None
        self._counted_s = float("-inf")
        self._looked_s = float("-inf")
        self._has_met = False
        self._begun = 0
        self._thread = threading.Thread(target=self._run, name="sharing", daemon=True)
        self.state = Shared(address=parts.get("host", parts.get("service", "")))

    def start(self, tell: Tell) -> None:
        """Connect, and stay connected as far as the network lets us."""
        self._tell = tell
        self._thread.start()

    def wake(self) -> None:
        """Something was written here: hand it up now. Returns at once."""
        with contextlib.suppress(BlockingIOError):  # it was called so often already that it must look
            self._waker.send(b".")

    def stop(self) -> None:
        """End it; what is under way is finished or taken up again at the next start."""
        self._is_stopping.set()
        self.wake()
        self._thread.join(PATIENCE_S)
        if self._thread.is_alive():
            self._cut()
            self._thread.join()
        self._let_go()

    def _let_go(self) -> None:
        self._wakes.close()
        self._waker.close()

    def _cut(self) -> None:
        """End the connection under the hands of whoever waits for an answer that may never come."""
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)

    def once(self, progress: Progress = lambda through: True, tell: Tell | None = None) -> Shared:
        """One whole exchange on the caller's thread. `tell` hears on it how far it is.

        Raises: Unreachable, or another DeskError that names what stands in the way; Stopped.
        """
        self._let_go()  # nobody wakes what is not going to sleep
        self._tell = tell or self._tell
        with connect(self._parts) as connection:
            try:
                exchange = Exchange(connection, self._keeper, self._me, self._sign)
                counting = self._counting(exchange, progress)
                self._greet(exchange, counting)
                self._swap(exchange, connection, counting)
                while self._fill(exchange, counting):
                    pass
            except psycopg.Error as e:
                raise Unreachable(in_words(e, self._parts)) from e
        return self.state

    # the thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._is_stopping.is_set():
            self._has_met = False
            try:
                with connect(self._parts) as connection:
                    self._connection = connection
                    self._stay(connection)
            except Stopped:
                return
            except Exception as e:  # noqa: BLE001  whatever it was, the exchange is begun again
                pause_s = FIRST_PAUSE_S if self._has_met else min(pause_s * 2, LONGEST_PAUSE_S)
                self._apart(e)
                self._rest(pause_s * random.uniform(0.5, 1.0))  # not all desks at once when a server comes back

    def _rest(self, seconds: float) -> None:
        """Try nothing, and say meanwhile how many wait: a note that is written makes no server answer sooner."""
        end_s = time.monotonic() + seconds
        while not self._is_stopping.is_set() and (left_s := end_s - time.monotonic()) > 0:
            ready, _, _ = select.select([self._wakes], [], [], left_s)
            if ready:
                self._wakes.recv(4096)
                self._say(**self._waiting_if_readable())
                self._is_stopping.wait(min(GATHER_S, max(0.0, end_s - time.monotonic())))

    def _apart(self, why: Exception) -> None:
        """Say why nobody answers, and forget nothing: it is tried again."""
        if not isinstance(why, DeskError | psycopg.Error | OSError):
            log.error("The exchange with the shared database failed; it is begun again", exc_info=why)
        if self._is_stopping.is_set():
            return
        said = in_words(why, self._parts) if isinstance(why, psycopg.Error) else str(why)
        self._say(is_connected=False, trouble=said, through=0, total=0, **self._waiting_if_readable())

    def _stay(self, connection: Connection) -> None:
        exchange = Exchange(connection, self._keeper, self._me, self._sign)
        connection.execute("LISTEN record")
        counting = self._counting(exchange, lambda through: not self._is_stopping.is_set())
        self._greet(exchange, counting)
        while not self._is_stopping.is_set():
            self._swap(exchange, connection, counting)
            is_whole = not self._fill(exchange, counting)
            self._wait(connection, POLL_S if is_whole else 0.0)

    def _greet(self, exchange: Exchange, progress: Progress) -> None:
        before_us = self._clock()
        said = exchange.greet(progress)
        middle_us = (before_us + self._clock()) // 2
        self._say(is_connected=True, trouble="", level=said.level or "", offset_us=said.now_us - middle_us)

    def _swap(self, exchange: Exchange, connection: Connection, progress: Progress) -> None:
        self._looked_s = time.monotonic()
        exchange.up(progress)
        exchange.down(progress)
        waiting = self._waiting()
        connection.execute("SELECT record.heard(%s, %s)", (waiting["waiting"], self.state.offset_us // 1000))
        self._count_desks(connection)
        self._has_met = True
        parked, not_taken = tuple(dict.fromkeys(exchange.parked)), tuple(exchange.not_taken)
        now_us, trouble = self._clock(), exchange.trouble
        self._say(heard_us=now_us, trouble=trouble, parked=parked, not_taken=not_taken, **waiting)

    def _count_desks(self, connection: Connection) -> None:
        now_s = time.monotonic()
        if now_s >= self._counted_s + COUNT_S:
            self._counted_s = now_s
            row = connection.execute(_DESKS).fetchone()
            self._say(desks=row[0] if row else 0)

    def _fill(self, exchange: Exchange, progress: Progress) -> int:
        """Some of the past, so that what is new is looked for in between. Returns: how many entries are to come."""
        left = exchange.fill(progress, FILL_S)
        self._say(past=left, parked=tuple(dict.fromkeys(exchange.parked)))
        if not left:
            self._begun, exchange.total = exchange.through, 0
            self._say(through=0, total=0)
        return left

    def _counting(self, exchange: Exchange, progress: Progress) -> Progress:
        """`progress`, which also says how many went through of how many."""
        self._begun = 0

        def count(through: int) -> bool:
            self._say(through=through - self._begun, total=max(exchange.total, through) if exchange.total else 0)
            return progress(through)

        return count

    def _wait(self, connection: Connection, seconds: float) -> None:
        """Until something was written here, another desk wrote, or the time to look all the same has come."""
        is_called = _was_called(connection)  # while it was read: what the driver has already wakes no `select`
        if not is_called:
            ready, _, _ = select.select([connection.fileno(), self._wakes], [], [], seconds)
            is_called = connection.fileno() in ready and _was_called(connection)
        if is_called:
            self._is_stopping.wait(max(0.0, self._looked_s + GATHER_S - time.monotonic()))
            _was_called(connection)
        with contextlib.suppress(BlockingIOError):
            self._wakes.recv(4096)

    def _waiting(self) -> dict[str, Any]:
        count, since_us = self._keeper.waiting()
        return {"waiting": count, "waiting_since_us": since_us}

    def _waiting_if_readable(self) -> dict[str, Any]:
        try:
            return self._waiting()
        except DeskError:  # the disk, too, has a bad day
            return {}

    def _say(self, **changes: Any) -> None:
        state = msgspec.structs.replace(self.state, **changes)
        if state != self.state:
            self.state = state
            try:
                self._tell(state)
            except Exception:
                log.exception("Whoever was told how the desk stands failed; it goes on")


def _was_called(connection: Connection) -> bool:
    """Take what has come in. Returns: whether another desk asks everybody to look."""
    me = connection.info.backend_pid
    called = {notice.pid for notice in connection.notifies(timeout=0)}
    return bool(called - {me})
