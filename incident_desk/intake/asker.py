"""Who asks over HTTP, for bounds on how often somebody may."""

from typing import Final

from aiohttp import web

_LOCAL: Final = ("127.0.0.1", "::1")


def who_asks(request: web.Request) -> str:
    """Whoever asks: behind a proxy on this machine, the address that the proxy saw."""
    remote = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return forwarded.rpartition(",")[2].strip()[:64] if remote in _LOCAL and forwarded else remote
