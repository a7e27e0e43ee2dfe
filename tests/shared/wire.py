"""The network between desks and servers, as far as a TCP proxy can be one: cut, silent, slow, or losing packets."""

import asyncio
import contextlib
import random
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Final, Self

from tests.shared.cluster import free_port

CHUNK: Final = 64 * 1024
RESEND_S: Final = (0.2, 0.4, 0.8)
"""How long a stream stands still when a packet is lost: TCP sends it again, each time after twice as long."""


class Line:
    """One desk's way to the servers, a port of its own for each of them. Change it from any thread.

    What TCP makes of a lost packet is a pause, so that is what a loss is here.
    """

    def __init__(self, servers: tuple[int, ...]) -> None:
        self.servers = servers
        self.ports = tuple(free_port() for _ in servers)
        self.delay_s = 0.0
        self.loss = 0.0
        self.is_cut = False
        self.is_silent = False
        self._flows: set[asyncio.Task[None]] = set()
        self._chance = random.Random(self.ports[0])

    async def serve(self, started: Callable[[], None]) -> None:
        """Until it is cancelled."""
        async with contextlib.AsyncExitStack() as stack:
            for port, server in zip(self.ports, self.servers, strict=True):
                taking = await asyncio.start_server(self._taker(server), "127.0.0.1", port)
                await stack.enter_async_context(taking)
            started()
            try:
                await asyncio.Event().wait()
            finally:
                self.reset()

    def reset(self) -> None:
        """End what is open, as a router that forgets does. On the network's own thread."""
        for flow in self._flows:
            flow.cancel()

    def _taker(self, server: int) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]:
        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._flows.add(task)
            try:
                await self._join(reader, writer, server)
            finally:
                self._flows.discard(task)

        return take

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: int) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            if self.is_cut:
                writer.transport.abort()
                return
            up, down = await asyncio.open_connection("127.0.0.1", server)
            ways = (self._pump(reader, down), self._pump(up, writer))
            both = [asyncio.ensure_future(way) for way in ways]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in both:
                    way.cancel()
                down.transport.abort()
        writer.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await source.read(CHUNK):
                await self._pass()
                target.write(chunk)
                await target.drain()

    async def _pass(self) -> None:
        while self.is_silent:
            await asyncio.sleep(0.05)
        pause_s = self.delay_s
        for again_s in RESEND_S:
            if self._chance.random() >= self.loss:
                break
            pause_s += again_s
        if pause_s:
            await asyncio.sleep(pause_s)


class Network:
    """Lines, all served by one thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network")
        self._serving: list[asyncio.Future[None]] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def line(self, servers: tuple[int, ...]) -> Line:
        """A new way to these ports of this machine; it is open when this returns."""
        line = Line(servers)
        is_open = threading.Event()

        async def begin() -> None:
            self._serving.append(asyncio.ensure_future(line.serve(is_open.set)))

        asyncio.run_coroutine_threadsafe(begin(), self._loop).result()
        assert is_open.wait(10)
        return line

    def cut(self, line: Line) -> None:
        """Nothing goes through any more, and what was open ends."""
        line.is_cut = True
        self._loop.call_soon_threadsafe(line.reset)

    def mend(self, line: Line) -> None:
        """All goes through at once again."""
        line.delay_s = line.loss = 0.0
        line.is_cut = line.is_silent = False

    def __exit__(self, *_: object) -> None:
        async def end() -> None:
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
