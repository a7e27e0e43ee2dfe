"""Gets what a source answers over HTTP: within a time and a size, and nowhere else than where it was asked."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit, urlunsplit

import aiohttp

from incident_desk.watch.answers import SourceFault

PATIENCE_S: Final = 10.0
"""The whole answer is there by then."""
SIZE_MOST: Final = 8 * 1024 * 1024
CHUNK: Final = 64 * 1024
SHOWN: Final = 160
_REFUSALS: Final = {
    400: "It does not understand the question",
    401: "It wants a user and a password, or a token",
    403: "It does not let this user or token ask",
    404: "There is nothing at that address; look at the path behind the host",
    422: "It cannot answer the question",
    429: "It is asked too often",
}
_BROKE_OFF: Final = "{where} broke off before its answer was whole."
_FAULTS: Final[dict[type[Exception], str]] = {
    aiohttp.ClientConnectorCertificateError: "The certificate of {where} cannot be trusted.",
    aiohttp.ClientConnectorDNSError: "No host is called {host}.",
    aiohttp.ClientSSLError: "{where} does not speak TLS as it should; is it http:// and not https://?",
    aiohttp.ClientConnectorError: "{where} cannot be reached.",
    aiohttp.ServerDisconnectedError: _BROKE_OFF,
    aiohttp.ClientPayloadError: _BROKE_OFF,
    ConnectionError: _BROKE_OFF,
    aiohttp.ClientResponseError: "What answers at {where} does not speak HTTP.",
}
"""The first that fits: some of them are kinds of later ones."""


def fetched(url: str, headers: Mapping[str, str], form: Mapping[str, str] | None = None) -> bytes:
    """The body of the answer. Blocks for `PATIENCE_S` at most, so not on a loop. Raises: SourceFault in words.

    Args:
        form: what is posted; without it the address is only got.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceFault("An address begins with http:// or https:// and names a host.")
    try:
        return asyncio.run(_fetched(url, headers, form))
    except TimeoutError as e:
        raise SourceFault(f"{_where(url)} did not answer within {PATIENCE_S:.0f} s.") from e
    except (aiohttp.ClientError, OSError, ValueError) as e:
        raise SourceFault(_unreached(e, url)) from e


async def _fetched(url: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> bytes:
    plain, own = _without_user(url)
    patience = aiohttp.ClientTimeout(total=PATIENCE_S)
    async with (
        aiohttp.ClientSession(timeout=patience, headers={**own, **headers}, trust_env=True) as session,
        # a password or a token goes to the host that it was given for, and to no other
        session.request("POST" if form else "GET", plain, data=form, allow_redirects=False) as answer,
    ):
        if 300 <= answer.status < 400:
            raise SourceFault(
                f"The address leads elsewhere: set it up as {_shown(answer.headers.get('Location', ''))}."
            )
        body = await _read(answer)
        if answer.status >= 400:
            raise SourceFault(_refused(answer.status, _said(body)))
        return body


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """Raises: SourceFault if it is too large."""
    found = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > SIZE_MOST:
            raise SourceFault(f"The answer is larger than {SIZE_MOST // 1024**2} MiB: ask for less, or less often.")
    return bytes(found)


def _said(body: bytes) -> str:
    """What the server says of its refusal; Prometheus says it in JSON."""
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    reason = cast("dict[str, Any]", told).get("error") if isinstance(told, dict) else None
    return " ".join(str(reason).split())[:SHOWN] if reason else ""


def _refused(code: int, said: str) -> str:
    known = _REFUSALS.get(code, "It has trouble of its own" if code >= 500 else "It refused")
    return f"{known} (HTTP {code}){': ' + said if said else ''}."


def _unreached(error: Exception, url: str) -> str:
    where, host = _where(url), urlsplit(url).hostname
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, ConnectionRefusedError):
        return f"Nothing listens at {where}."
    for kind, words in _FAULTS.items():
        if isinstance(error, kind):
            return words.format(where=where, host=host)
    return f"{where} cannot be asked: {str(error)[:SHOWN]}."


def _where(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _without_user(url: str) -> tuple[str, dict[str, str]]:
    """The address without user and password, and the header that carries them."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, {}
    name, _, password = user.partition(":")
    words = aiohttp.encode_basic_auth(unquote(name), unquote(password))
    return urlunsplit(parts._replace(netloc=host)), {"Authorization": words}


def _shown(url: str) -> str:
    """As it may be shown: without user, password and what stands behind a question mark."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))
