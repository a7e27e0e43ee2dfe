"""The HTTP side of `serve`: one-time links for people who were called in, the status page, reports of customers and
what visitors of the page ask."""

import asyncio
import ipaddress
import logging
import ssl
from pathlib import Path
from typing import Final, Protocol

from aiohttp import web
from aiohttp.typedefs import Handler

from incident_desk.domain.call_entries import Answer
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.intake import pages
from incident_desk.intake.answering import html, plainly, too_often
from incident_desk.intake.asker import who_asks
from incident_desk.intake.links import Links
from incident_desk.intake.rates import Rates

log = logging.getLogger(__name__)

LARGEST_BYTES: Final = 16 * 1024
TOKEN: Final = r"{token:[A-Za-z0-9_-]{20,64}}"
UNKNOWN: Final = "This link is not known here, was used, or is over. Open Incident Desk, or call whoever called you."


class PublicDoor(Protocol):
    """What is open to everybody, under paths of its own, with bounds of its own."""

    def add_to(self, app: web.Application) -> None: ...
    def is_asked(self, path: str) -> bool: ...


class Door:
    """What answers. Whoever asks too often, or guesses, waits; unknown, used and over look the same."""

    def __init__(self, links: Links, *doors: PublicDoor) -> None:
        self._links = links
        self._doors = doors
        self._asks = Rates(60, 60)
        self._guesses = Rates(20, 5)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BYTES, middlewares=[self._guarded])
        app.router.add_get("/", self._home)
        for door in self._doors:
            door.add_to(app)
        app.router.add_get(f"/{TOKEN}", self._question)
        app.router.add_post(f"/{TOKEN}", self._answer)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if any(door.is_asked(request.path) for door in self._doors):
            return await handler(request)  # public, and asked for by many behind one address
        who = who_asks(request)
        if not self._asks.may(who) or not self._guesses.may(who, 0):
            return too_often()
        try:
            return await handler(request)
        except (DeskError, web.HTTPException) as e:
            if isinstance(e, NotFound):
                self._guesses.may(who)
            return _refusal(e)

    async def _home(self, request: web.Request) -> web.StreamResponse:
        return plainly(200, "Incident Desk", "Whoever is called in gets a link of their own.")

    async def _question(self, request: web.Request) -> web.StreamResponse:
        asked = await asyncio.to_thread(self._links.asked, request.match_info["token"])
        return html(200, pages.question(asked))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        said, text = form.get("answer"), form.get("text", "")
        if not isinstance(said, str) or said not in (*pages.WORDS,) or not isinstance(text, str):
            return plainly(400, "That did not work", "Say that you come, that you cannot, or that it is done.")
        answer = Answer(said)
        taken = await self._links.answer(request.match_info["token"], answer, text.strip())
        next_path = f"/{taken.next_token}" if taken.next_token else ""
        return html(200, pages.thanks(answer, next_path, is_test=taken.is_test))


def _refusal(why: DeskError | web.HTTPException) -> web.Response:
    match why:
        case web.HTTPRequestEntityTooLarge():
            return plainly(413, "Too long", "That is more than this page takes. Say it shorter.")
        case web.HTTPException(status=status):
            return plainly(status, "Nothing here", UNKNOWN)
        case NotFound():
            return plainly(404, "Nothing here", UNKNOWN)
        case RuleError():
            return plainly(409, "That did not work", str(why))
        case _:
            log.error("An answer by link was not written down", exc_info=why)
            return plainly(503, "Not saved", "It could not be written down. Try again, or call whoever called you.")


async def listen(
    links: Links, at: tuple[str, int], tls: ssl.SSLContext | None, *doors: PublicDoor
) -> tuple[web.AppRunner, int]:
    """Answer from now on. Returns: what ends it, and the port. Raises: BadInput if nobody can listen there."""
    return await bound(Door(links, *doors).app(), at, tls)


async def bound(app: web.Application, at: tuple[str, int], tls: ssl.SSLContext | None) -> tuple[web.AppRunner, int]:
    """See `listen`."""
    host, port = at
    # no access log: the paths are the tokens
    runner = web.AppRunner(app, access_log=None, keepalive_timeout=15)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, ssl_context=tls).start()
    except OSError as e:
        await runner.cleanup()
        raise BadInput(f"cannot be listened at: {e.strerror or e}", f"{host}:{port}") from e
    return runner, int(runner.addresses[0][1])


def place_of(text: str) -> tuple[str, int]:
    """Host and port. Raises: BadInput."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdecimal() or int(port) > 65535:
        raise BadInput("write HOST:PORT, like 127.0.0.1:8737", text)
    return host.strip("[]") or "127.0.0.1", int(port)


def is_here(host: str) -> bool:
    """Whether nobody but this machine can ask there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address_of(host: str, port: int, *, is_tls: bool) -> str:
    """As a program is told it."""
    return f"{'https' if is_tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"


def tls_from(certificate: str | None, key: str | None) -> ssl.SSLContext | None:
    """TLS with this certificate (and its chain), None without one. Raises: BadInput."""
    if certificate is None:
        if key is not None:
            raise BadInput("--tls-key goes with --tls-cert")
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    for file in filter(None, (certificate, key)):
        if not Path(file).is_file():
            raise BadInput("there is no such file", file)
    try:
        context.load_cert_chain(certificate, key, password=lambda: "")
    except (ssl.SSLError, OSError) as e:
        raise BadInput("no certificate with its key, in PEM and without a password", certificate) from e
    return context
