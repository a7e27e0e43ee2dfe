"""Where the record is written: one call at a time, in the order they came."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from incident_desk.domain.errors import NotSaved

T = TypeVar("T")
_CLOSED = "Not saved: this desk is closed."


class DeskThread:
    """Calls from any thread are carried out on one, in the order they came; or on that of whoever waits alone."""

    def __init__(self, name: str = "desk") -> None:
        self._calls = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._is_over = False
        self._at_work: int | None = None
        """The thread that carries out a call now."""

    def later(self, call: Callable[..., T], *args: object) -> "Future[T]":
        """Returns: the answer to come; NotSaved if the thread has ended."""
        with self._counting:
            self._waiting += 1
        try:
            return self._calls.submit(self._carry_out, call, *args)
        except RuntimeError:
            with self._counting:
                self._waiting -= 1
            refused: Future[T] = Future()
            refused.set_exception(NotSaved(_CLOSED))
            return refused

    def _carry_out(self, call: Callable[..., T], *args: object) -> T:
        try:
            with self._turn:
                return self._at_once(call, *args)
        finally:
            with self._counting:
                self._waiting -= 1

    def _at_once(self, call: Callable[..., T], *args: object) -> T:
        self._at_work = threading.get_ident()
        try:
            return call(*args)
        finally:
            self._at_work = None

    def now(self, call: Callable[..., T], *args: object) -> T:
        """Wait for the answer; on the thread itself, as in a subscriber, the call is simply made."""
        if threading.get_ident() == self._at_work:
            return call(*args)
        return self.later(call, *args).result()

    def here(self, call: Callable[..., T], *args: object) -> T:
        """As `now`; but if nobody waits, the call is made on the caller's own thread.

        To wake a thread and be woken by it costs about as much as to write an entry to the disk.
        """
        if threading.get_ident() == self._at_work:
            return call(*args)
        with self._counting:
            is_free = not self._waiting and not self._is_over and self._turn.acquire(blocking=False)
        if not is_free:
            return self.now(call, *args)
        try:
            return self._at_once(call, *args)
        finally:
            self._turn.release()

    def end(self) -> None:
        """Carry out what was asked for, and take no more."""
        with self._counting:
            self._is_over = True
        self._calls.shutdown()
