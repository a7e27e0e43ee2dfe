"""The status page over HTTP: the files as they were made, from memory, all of one making."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from typing import Final

import msgspec
from aiohttp import web

PREFIX: Final = "/status"
LEAST_BYTES: Final = 1400
"""What fits into one packet is not made smaller."""
KINDS: Final = {".atom": "application/atom+xml", ".json": "application/json", ".html": "text/html"}


class File(msgspec.Struct, frozen=True):
    """One file, plain and compressed, and the mark by which a browser knows that it has it."""

    content: bytes
    compressed: bytes | None
    headers: dict[str, str]
    tag: str


class PageDoor:
    """What is shown is exchanged as a whole, from any thread: a request gets all of it from one making."""

    def __init__(self) -> None:
        self._files: Mapping[str, File] = {}

    def show(self, files: Mapping[str, bytes]) -> None:
        """Answer with these from now on."""
        self._files = {path: _file(path, content) for path, content in files.items()}

    def add_to(self, app: web.Application) -> None:
        """Take the requests for it."""
        app.router.add_get(PREFIX, self._home)
        app.router.add_get(PREFIX + "/{path:.*}", self._answer)

    def is_asked(self, path: str) -> bool:
        """Whether a request is for the page."""
        return path == PREFIX or path.startswith(f"{PREFIX}/")

    async def _home(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPMovedPermanently(f"{PREFIX}/")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        file = self._files.get(f"{path}index.html" if not path or path.endswith("/") else path)
        if file is None:
            raise web.HTTPNotFound
        if file.tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=file.headers)
        if file.compressed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=file.compressed, headers={**file.headers, "Content-Encoding": "gzip"})
        return web.Response(body=file.content, headers=file.headers)


def _file(path: str, content: bytes) -> File:
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    suffix = "." + path.rpartition(".")[2]
    kind = KINDS.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    headers = {
        "Content-Type": f"{kind}; charset=utf-8",
        "ETag": tag,
        "Cache-Control": "no-cache",  # asked for again each time, and mostly answered that it is the same
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Access-Control-Allow-Origin": "*",  # it is public, and other pages may show it
    }
    return File(content, gzip.compress(content, mtime=0) if len(content) > LEAST_BYTES else None, headers, tag)
