"""Coroutines of the window: kept alive until they end, their failures told to somebody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from incident_desk.domain.errors import DeskError

T = TypeVar("T")
Complain = Callable[[str], object]
log = logging.getLogger(__name__)


class Flows:
    """The flows that are under way."""

    def __init__(self, complain: Complain) -> None:
        self._complain = complain
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_over = False

    def start(self, flow: Coroutine[Any, Any, T], on_error: Complain | None = None) -> "asyncio.Future[T]":
        """Start a flow. The words of a DeskError go to `on_error`, or to whoever hears complaints.

        When the window closes nothing is started any more: the loop may end before it could be cancelled.
        """
        if self._is_over:
            return _never(flow)
        task = asyncio.get_running_loop().create_task(flow)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(done, on_error or self._complain))
        return task

    def cancel(self) -> None:
        """End them all, and start no more; nobody waits for them any more."""
        self._is_over = True
        for task in tuple(self._tasks):
            task.cancel()

    def _ended(self, task: "asyncio.Task[Any]", on_error: Complain) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (fault := task.exception()) is None:
            return
        if isinstance(fault, DeskError):
            (on_error if _is_there(on_error) else self._complain)(str(fault))
        else:
            log.error("A flow of the window failed", exc_info=fault)


def _never(flow: Coroutine[Any, Any, T]) -> "asyncio.Future[T]":
    """What a flow comes to that is not begun."""
    flow.close()
    ended: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    ended.cancel()
    return ended


def _is_there(hears: Complain) -> bool:
    """Whether what would show the words still exists: a panel may have gone while its flow went on."""
    shows = getattr(hears, "__self__", None)
    return not isinstance(shows, QObject) or shiboken6.isValid(shows)


class Refresh:
    """Brings something up to date; what asks for it meanwhile makes one more turn, not many."""

    def __init__(self, flows: Flows, turn: Callable[[], Awaitable[None]]) -> None:
        self._flows = flows
        self._turn = turn
        self._is_running = self._is_stale = False

    @property
    def is_running(self) -> bool:
        """Whether a turn is under way."""
        return self._is_running

    def ask(self) -> None:
        self._is_stale = True
        if not self._is_running:
            self._is_running = True
            self._flows.start(self._run())

    async def _run(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                await self._turn()
        finally:
            self._is_running = False
