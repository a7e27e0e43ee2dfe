"""How the doors of `serve` answer: pages that nobody keeps, frames or follows links from; and what they refuse."""

from typing import Final

from aiohttp import web

from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.intake import pages

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class Refused(Exception):
    """A request is not taken: with which status, and why."""

    def __init__(self, status: int, why: str, field: str = "", *, after_s: int = 0) -> None:
        super().__init__(why)
        self.status, self.why, self.field, self.after_s = status, why, field, after_s

    def in_words(self) -> web.Response:
        """The answer to somebody who reads."""
        return plainly(
            self.status, "Not saved" if self.status == 503 else "That did not work", self.why, after_s=self.after_s
        )

    def in_json(self) -> web.Response:
        """The answer to a program."""
        told = {"error": self.why, **({"field": self.field} if self.field else {})}
        return web.json_response(told, status=self.status, headers=_retry(self.after_s))


def refused(why: Refused | DeskError) -> Refused:
    """What is told of it outside: what was wrong with what was sent, and no more than that of what is wrong here."""
    match why:
        case Refused():
            return why
        case BadInput():
            return Refused(400, str(why), why.where)
        case _:
            return Refused(503, "It could not be written down. Try again in a minute.", after_s=60)


def html(status: int, page: str, *, after_s: int = 0, policy: str = pages.POLICY) -> web.Response:
    """A page; `after_s` says when to try again."""
    headers = {"Content-Security-Policy": policy, **HEADERS, **_retry(after_s)}
    return web.Response(status=status, text=page, content_type="text/html", headers=headers)


def plainly(status: int, title: str, words: str, *, after_s: int = 0) -> web.Response:
    """A page with a sentence."""
    return html(status, pages.plainly(title, words), after_s=after_s)


def too_often() -> web.Response:
    """The answer to whoever asks for pages faster than people do."""
    return plainly(429, "Too often", "Wait a minute, then try again.")


def is_form(request: web.Request) -> bool:
    """Whether it sends what a browser sends from a form."""
    return request.content_type in FORMS


async def body(request: web.Request, most_bytes: int) -> bytes:
    """All of it, but never more than so much is read. Raises: Refused."""
    parts: list[bytes] = []
    size_bytes = 0
    async for part in request.content.iter_chunked(64 * 1024):
        size_bytes += len(part)
        if size_bytes > most_bytes:
            raise Refused(413, f"at most {most_bytes // 1024 // 1024} MiB at once")
        parts.append(part)
    return b"".join(parts)


def _retry(after_s: int) -> dict[str, str]:
    return {"Retry-After": str(after_s)} if after_s else {}
