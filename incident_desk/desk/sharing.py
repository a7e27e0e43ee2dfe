"""The shared database beside this desk: a thread and a connection of their own, and nobody ever waits for them."""

import contextlib
import logging
import os
import random
import select
import socket
import threading
import time
from typing import Any, Final, NamedTuple

import msgspec
import psycopg

from incident_desk.desk.attachments import Carrier
from incident_desk.desk.clock import DeskClock
from incident_desk.desk.keeping import Keeping
from incident_desk.desk.lull import Lull, Tending
from incident_desk.desk.presence import Presence
from incident_desk.desk.sharing_state import Shared, Tell
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber
from incident_desk.store.restamping import PutRight
from incident_desk.store.shared import clocks, form
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words
from incident_desk.store.shared.exchange import hello
from incident_desk.store.shared.handing import Sign
from incident_desk.store.shared.syncing import Exchange, Progress, Stopped

log = logging.getLogger(__name__)

POLL_S: Final = 5.0
"""A wake-up may be lost; this often it is looked all the same."""
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 30.0
FARTHEST_MS: Final = 2**31 - 1
"""A clock that is further off than 24 days is told as so far off: the server keeps no larger number."""
PATIENCE_S: Final = 1.0
"""So long an exchange may take to end by itself when somebody stops it; then its connection is cut."""
COUNT_S: Final = 15.0
FILL_S: Final = 0.5
"""So long the past is fetched before it is looked again for what is new."""
GATHER_S: Final = 0.5
"""After a reading others may call again for as long as it took, no longer than this, before it is looked again. So the
first call is answered at once, those right behind it together, and the slower a crowded server is, the more of them."""
FEW: Final = 20
"""So many entries have gone through before anybody could read that they do."""
_DESKS: Final = (
    "SELECT count(*) FROM record.roster() WHERE NOT is_revoked AND heard_at > clock_timestamp() - interval '130 s'"
)
"""A desk says once a minute that it is there."""


class Turn(NamedTuple):
    """What there is to do with the shared database now."""

    hands_up: bool
    reads: bool


BOTH: Final = Turn(hands_up=True, reads=True)
NEITHER: Final = Turn(hands_up=False, reads=False)


class Sharing:
    """Runs from `start` to `stop`; `tell` hears every change of how it stands, on this thread."""

    def __init__(
        self, keeper: Keeping, me: DeskNumber, sign: Sign, parts: dict[str, str], clock: DeskClock, *, carrier: Carrier
    ) -> None:
        self._keeper = keeper
        self.carrier = carrier
        self.presence = Presence(me)
        carrier.tell = lambda files: self._say(files=files)
        carrier.is_called = lambda: _is_woken(self._wakes)
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
        self._lull = Lull()
        self._next_s = float("-inf")
        """Before then it is not looked again because of a call."""
        self._due_s = float("-inf")
        """Then it is looked all the same."""
        self._told: int | None = None
        self._heard_us: int | None = None
        """When the shared database answered last."""
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
            _cut(self._connection)
            self._thread.join()
        _close(self._wakes, self._waker)

    def once(self, progress: Progress = lambda through: True, tell: Tell | None = None) -> Shared:
        """One whole exchange on the caller's thread. `tell` hears on it how far it is.

        Raises: Unreachable, or another DeskError that names what stands in the way; Stopped.
        """
        _close(self._wakes, self._waker)  # nobody wakes what is not going to sleep
        self._tell = tell or self._tell
        with connect(self._parts) as connection:
            try:
                exchange = Exchange(connection, self._keeper, self._me, self._sign)
                counting = self._counting(exchange, progress)
                self._greet(exchange, counting)
                self._swap(exchange, counting)
                self._be_heard(exchange, connection)
                while self._fill(exchange, counting):
                    pass
                self.carrier.begin()
                while self.carrier.carry(connection):
                    counting(exchange.through)
                self._keeper.index()
            except psycopg.Error as e:
                raise Unreachable(in_words(e, self._parts)) from e
            finally:
                self.carrier.close()
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
                break
            except Exception as e:  # noqa: BLE001  whatever it was, the exchange is begun again
                self._keeper.index()
                pause_s = FIRST_PAUSE_S if self._has_met else min(pause_s * 2, LONGEST_PAUSE_S)
                self._apart(e)
                self._rest(pause_s * random.uniform(0.5, 1.0))  # not all desks at once when a server comes back
        self.carrier.close()

    def _rest(self, seconds: float) -> None:
        """Try nothing, and say meanwhile how many wait: a note that is written makes no server answer sooner."""
        end_s = time.monotonic() + seconds
        while not self._is_stopping.is_set() and (left_s := end_s - time.monotonic()) > 0:
            ready, _, _ = select.select([self._wakes], [], [], left_s)
            if ready:
                self._wakes.recv(4096)
                self._say(**self._waiting_if_readable(), files=self.carrier.seen())
                self._is_stopping.wait(min(GATHER_S, max(0.0, end_s - time.monotonic())))

    def _apart(self, why: Exception) -> None:
        """Say why nobody answers, and forget nothing: it is tried again."""
        if not isinstance(why, DeskError | psycopg.Error | OSError):
            log.error("The exchange with the shared database failed; it is begun again", exc_info=why)
        if self._is_stopping.is_set():
            return
        said = in_words(why, self._parts) if isinstance(why, psycopg.Error) else str(why)
        self._say(
            is_connected=False,
            trouble=said,
            through=0,
            total=0,
            present=(),
            seen=self.presence.others,
            seen_us=self.presence.looked_us,
            **self._waiting_if_readable(),
            files=self.carrier.seen(),
        )

    def _stay(self, connection: Connection) -> None:
        exchange = Exchange(connection, self._keeper, self._me, self._sign)
        connection.listen("record")
        counting = self._counting(exchange, lambda through: not self._is_stopping.is_set())
        self._greet(exchange, counting)
        self.carrier.begin()
        self.presence.begin()
        turn, is_whole, is_done = BOTH, False, False
        while not self._is_stopping.is_set():
            if turn != NEITHER:
                self._swap(exchange, counting, turn)
            tending = self._tending(connection)
            if tending is Tending.PUT_OFF and is_whole and is_done:
                turn = self._wait(connection, 0.0)
                continue
            is_whole = not self._fill(exchange, counting, is_whole)
            is_done = not self.carrier.carry(connection)
            if tending is Tending.DUE:
                self._report(exchange)
                self._keeper.index()
                self._be_heard(exchange, connection)
                if self.presence.is_due(time.monotonic()):
                    self._say(present=self.presence.exchange(connection, self._clock), seen=())
            turn = self._wait(connection, min(POLL_S, self.presence.rest_s) if is_whole and is_done else 0.0)
        self.presence.leave(connection)

    def _greet(self, exchange: Exchange, progress: Progress) -> None:
        said = exchange.greet(progress)
        told = form.advice(form.form_of(exchange.connection))
        self._say(is_connected=True, trouble="", level=said.level or "", advice=told)
        self._say(**_looked_at_clock(exchange.connection, self._keeper, self._clock))
        self._say(**_put_right(exchange.connection, self._keeper))
        self._say(levels=exchange.levels, level=exchange.level)

    def _swap(self, exchange: Exchange, progress: Progress, turn: Turn = BOTH) -> None:
        waiting: dict[str, Any] = {}
        if turn.hands_up:
            exchange.up(progress)
            if exchange.handing.is_ahead:
                self._say(**_looked_at_clock(exchange.connection, self._keeper, self._clock))
                if done := _put_right(exchange.connection, self._keeper):
                    self._say(**done)
                    exchange.up(progress)
            waiting = self._waiting() if exchange.handing.trouble else {"waiting": 0, "waiting_since_us": None}
        if turn.reads or exchange.handing.awaits_stamps:
            began_s = time.monotonic()
            exchange.down(progress)
            now_s = time.monotonic()
            self._next_s = now_s + min(GATHER_S, now_s - began_s)
            self._due_s = now_s + POLL_S
        self._has_met = True
        self._heard_us = self._clock()
        if turn.hands_up:
            self._report(exchange, **waiting)

    def _report(self, exchange: Exchange, **more: Any) -> None:
        """Say how it stands. After a reading nobody waits for that, while others read what was just written."""
        self._say(
            levels=exchange.levels,
            level=exchange.level,
            heard_us=self._heard_us,
            trouble=exchange.handing.trouble,
            parked=tuple(dict.fromkeys(exchange.parked)),
            not_taken=tuple(exchange.handing.not_taken),
            **more,
        )

    def _tending(self, connection: Connection) -> Tending:
        """Whether it is time for what nobody waits for. How many wait here is said at once when it changes."""
        now_s = time.monotonic()
        if self.state.waiting != self._told:
            return Tending.DUE
        is_due = (
            self._heard_us != self.state.heard_us
            or self._keeper.is_behind
            or self.presence.is_due(now_s)
            or now_s >= self._counted_s + COUNT_S
        )
        if not is_due:
            return Tending.NOTHING
        ends = [connection.fileno(), self._wakes]
        is_calm = self._lull.has_come(lambda s: connection.was_called or bool(select.select(ends, [], [], s)[0]))
        return Tending.DUE if is_calm else Tending.PUT_OFF

    def _be_heard(self, exchange: Exchange, connection: Connection) -> None:
        """Say that this desk is here, and count those that said so; not at every turn."""
        now_s, waiting = time.monotonic(), self.state.waiting
        if now_s >= self._counted_s + COUNT_S or waiting != self._told:
            self._counted_s, self._told = now_s, waiting
            exchange.write_down()
            self._say(**_looked_at_clock(connection, self._keeper, self._clock))
            offset_ms = max(-FARTHEST_MS, min(FARTHEST_MS, self.state.offset_us // 1000))
            told = self._keeper.waiting_for_all() if waiting else 0
            connection.execute("SELECT record.heard(%s, %s)", (told, offset_ms), prepare=True)
            before_s = time.perf_counter()
            row = connection.execute(_DESKS, prepare=True).fetchone()
            took_us = round((time.perf_counter() - before_s) * 1_000_000)
            self._say(desks=row[0] if row else 0, answer_us=took_us)

    def _fill(self, exchange: Exchange, progress: Progress, is_whole: bool = False) -> int:
        """Some of the past, so that what is new is looked for in between. Returns: how many entries are to come."""
        left = 0
        if not is_whole:
            left = exchange.fill(progress, FILL_S)
            self._say(past=left, parked=tuple(dict.fromkeys(exchange.parked)))
        if not left:
            self._begun, exchange.total = exchange.through, 0
            if self.state.through or self.state.total:
                self._say(through=0, total=0)
        return left

    def _counting(self, exchange: Exchange, progress: Progress) -> Progress:
        """`progress`, which also says how many went through of how many."""
        self._begun = 0

        def count(through: int) -> bool:
            if exchange.total or through - self._begun > FEW:
                self._say(through=through - self._begun, total=max(exchange.total, through) if exchange.total else 0)
            return progress(through)

        return count

    def _wait(self, connection: Connection, seconds: float) -> Turn:
        """Until something was written here, another desk wrote, or the time to look all the same has come.

        Returns NEITHER where `seconds` end before that time.
        """
        # what the driver has taken in already, while it was read, wakes no `select`
        patience_s = 0 if connection.was_called else seconds
        ready, _, _ = select.select([connection.fileno(), self._wakes], [], [], patience_s)
        if not ready and not connection.was_called and seconds and time.monotonic() < self._due_s:
            return NEITHER
        if connection.fileno() in ready:
            connection.take_in()
        is_called = connection.was_called
        if is_called and (left_s := self._next_s - time.monotonic()) > 0:
            self._is_stopping.wait(left_s)
            connection.take_in()
        connection.was_called = False
        is_written = self._wakes in ready
        if is_written:
            self._wakes.recv(4096)
        return Turn(hands_up=is_written or not is_called, reads=is_called or not is_written)

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


def _cut(connection: Connection | None) -> None:
    """End a connection under the hands of whoever waits for an answer that may never come."""
    if connection is not None:
        with contextlib.suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)


def _close(*ends: socket.socket) -> None:
    for end in ends:
        end.close()


def _looked_at_clock(connection: Connection, keeper: Keeping, clock: DeskClock) -> dict[str, int]:
    """How far the server's clock is ahead: of the middle between asking and being answered. The desk goes by it."""
    before_us = clock.machine()
    said = hello(connection)
    offset_us = said.now_us - (before_us + clock.machine()) // 2
    clock.learn(offset_us)
    keeper.offset_us = offset_us
    return {"offset_us": offset_us}


def _put_right(connection: Connection, keeper: Keeping) -> dict[str, PutRight]:
    """Stamp anew what lies in the future and is only here; what that came to, if it came to anything."""
    done = clocks.settle(connection, keeper)
    return {} if done is None else {"put_right": done}


def _is_woken(wakes: socket.socket) -> bool:
    """Whether somebody wrote here, or wants it to stop; in a single exchange nobody wakes it."""
    return wakes.fileno() >= 0 and bool(select.select([wakes], [], [], 0)[0])
