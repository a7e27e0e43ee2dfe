"""The one thread on which the record is written."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from incident_desk.domain.errors import NotSaved

T = TypeVar("T")


class DeskThread:
    """Calls from any thread are carried out on one, in the order they came."""

    def __init__(self) -> None:
        self._calls = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._id = self._calls.submit(threading.get_ident).result()

    def later(self, call: Callable[..., T], *args: object) -> "Future[T]":
        """Returns: the answer to come; NotSaved if the thread has ended."""
        try:
            return self._calls.submit(call, *args)
        except RuntimeError:
            refused: Future[T] = Future()
            refused.set_exception(NotSaved("Not saved: this desk is closed."))
            return refused

    def now(self, call: Callable[..., T], *args: object) -> T:
        """Wait for the answer; on the thread itself, as in a subscriber, the call is simply made."""
        if threading.get_ident() == self._id:
            return call(*args)
        return self.later(call, *args).result()

    def end(self) -> None:
        """Carry out what was asked for, and take no more."""
        self._calls.shutdown()
