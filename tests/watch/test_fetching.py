"""A source that hangs, drips, floods, lies or leads elsewhere costs some seconds, and is told of in words."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any

import pytest

from incident_desk.watch import fetching
from incident_desk.watch.answers import Asked, SourceFault
from incident_desk.watch.asking import asked
from incident_desk.watch.sources import Source, SourceKind

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def answering(talk: Talk) -> Generator[str]:
    """A server that says exactly that to everybody."""
    loop = asyncio.new_event_loop()
    tasks: set[asyncio.Task[None]] = set()

    async def heard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await talk(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            tasks.discard(task)

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(heard, "127.0.0.1", 0)

    server = loop.run_until_complete(begin())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def end() -> None:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.sleep(0.05)

    try:
        yield f"http://user:secret@127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def said(*parts: bytes, pause_s: float = 0.0) -> Talk:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return talk


def whole(body: bytes, head: bytes = OK) -> Talk:
    return said(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)


async def nothing(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


NONSENSE = [
    (whole(b"<html>hello</html>"), "is no Prometheus"),
    (whole(b'{"status":"success"}'), "cannot answer the question"),
    (
        whole(b'{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}'),
        "is no Pro",
    ),
    (whole(b"[" * 100_000), "is no Prometheus"),
    (said(OK + b"\r\n", *[b"x" * 1024 * 1024] * 12), "larger than 8 MiB"),
    (said(b"SSH-2.0-OpenSSH_9.2\r\n"), "does not speak HTTP"),
    (said(OK + b"Content-Length: 900\r\n\r\nhalf"), "broke off"),
    (said(b""), "broke off"),
    (whole(b"", b"HTTP/1.1 401 Unauthorized\r\n"), "wants a user and a password"),
    (
        whole(b"", b"HTTP/1.1 302 Found\r\nLocation: http://u:p@elsewhere.example/x?token=1\r\n"),
        r"elsewhere\.example/x\.",
    ),
    (whole(b"oops", b"HTTP/1.1 503 No\r\n"), "trouble of its own"),
]


@pytest.mark.parametrize(("talk", "words"), NONSENSE, ids=[words for _, words in NONSENSE])
def test_nonsense_is_told_of_in_words_without_a_secret(talk: Talk, words: str) -> None:
    with answering(talk) as url, pytest.raises(SourceFault, match=words) as told:
        asked(Source(SourceKind.PROMETHEUS, url), Asked("up", 0, 600, 60))
    assert "secret" not in str(told.value)
    assert "u:p@" not in str(told.value)


@pytest.mark.parametrize("talk", [nothing, said(OK, *[b"X-A: b\r\n"] * 40, pause_s=0.2)], ids=["hangs", "drips"])
def test_one_that_hangs_or_drips_is_given_up_in_time(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "PATIENCE_S", 1.0)
    began = time.monotonic()
    with answering(talk) as url, pytest.raises(SourceFault, match="did not answer within 1 s"):
        asked(Source(SourceKind.PROMETHEUS, url), Asked("up", 0, 600, 60))
    assert time.monotonic() - began < 5


def test_values_that_are_none_are_missed_samples() -> None:
    body = (
        b'{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a"},'
        b'"values":[[0,"1"],[120,"NaN"],[60,"+Inf"],[180,"2e3"],[240,null]]}]}}'
    )
    with answering(whole(body)) as url:
        [line] = asked(Source(SourceKind.PROMETHEUS, url), Asked("up", 0, 600, 60))
    assert (line.name, line.points) == ('{job="a"}', [(0, 1.0), (60, None), (120, None), (180, 2000.0), (240, None)])
