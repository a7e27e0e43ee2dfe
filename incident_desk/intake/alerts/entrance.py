"""Who sends alerts: told by a token, in the header, as password, in the path or in the event, as a monitor can."""

import base64
import binascii
import hmac
from typing import Final

from aiohttp import web

from incident_desk.desk.alerts import AlertsNow, Known
from incident_desk.desk.tokens import hash_of
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.intake.alerts.reading import Refused
from incident_desk.intake.asker import who_asks
from incident_desk.intake.rates import Rates

LARGEST_BYTES: Final = 4 * 1024 * 1024
TOKEN_LETTERS: Final = 200
WHERE: Final = "Authorization"
HOW: Final = "no token that is known here: Authorization: Bearer TOKEN, or the token as password"


class Entrance:
    """Lets in who has a token; whoever guesses waits."""

    def __init__(self, now: AlertsNow) -> None:
        self._now = now
        self._guesses = Rates(20, 5)
        self._requests = Rates(3_000, 30_000)

    def source(self, request: web.Request, token: str = "") -> Known:
        """Whose token that is. Raises: Refused."""
        who = who_asks(request)
        if not self._guesses.may(who, 0):
            raise Refused(429, "too many wrong tokens", after_s=60)
        found = self.named_by(token or _token_of(request))
        if found is None:
            self._guesses.may(who)
            raise Refused(401, HOW, WHERE)
        return found

    def named_by(self, token: str) -> Known | None:
        """Every source is compared, whichever it is, and each in a time that tells nothing."""
        if not token or len(token) > TOKEN_LETTERS:
            return None
        digest, found = hash_of(token), None
        for each in self._now.sources:
            if hmac.compare_digest(each.digest, digest):
                found = each
        return found

    def may_send(self, source: Known, count: int) -> bool:
        """Whether it may send so many more now."""
        return self._requests.may(source.name, count)


def must_be(source: Known, *kinds: SourceKind) -> None:
    """Raises: Refused if what a source sends goes to another door."""
    if source.kind not in kinds:
        raise Refused(403, f"the token is one of a source of {source.kind}; that goes elsewhere", WHERE)


def _token_of(request: web.Request) -> str:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    given = given.strip()
    if scheme.casefold() == "bearer":
        return given
    if scheme.casefold() != "basic":
        return request.match_info.get("token", "")
    try:
        name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return ""
    return password or name


async def body_of(request: web.Request) -> bytes:
    """Never more than so many bytes of it. Raises: Refused."""
    if (request.content_length or 0) > LARGEST_BYTES:
        raise Refused(413, f"at most {LARGEST_BYTES // 1024 // 1024} MiB at once")
    parts: list[bytes] = []
    size_bytes = 0
    async for part in request.content.iter_chunked(64 * 1024):
        size_bytes += len(part)
        if size_bytes > LARGEST_BYTES:
            raise Refused(413, f"at most {LARGEST_BYTES // 1024 // 1024} MiB at once")
        parts.append(part)
    return b"".join(parts)
