"""What visitors of the status page ask: whether it is us, for its updates by e-mail, and for no more of them."""

import asyncio
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from aiohttp import web

from incident_desk.domain.addresses import checked_address
from incident_desk.domain.errors import BadInput, DeskError, NotFound
from incident_desk.domain.report_entries import Symptom
from incident_desk.domain.report_matching import Asked
from incident_desk.intake.answering import html, is_form
from incident_desk.intake.asker import who_asks
from incident_desk.intake.rates import Rates

T = TypeVar("T")

ASK: Final = "/is-it-us"
SUBSCRIBE: Final = "/subscribe"
LEAVE: Final = "/leave"
TOKEN: Final = r"/{token:[A-Za-z0-9_-]{60,1200}}"
FORM_BYTES: Final = 4 * 1024
LANGUAGE_LETTERS: Final = 16
SYMPTOMS: Final = frozenset(each.value for each in Symptom)


class Visitors(Protocol):
    """See outreach.status_page.visitors.Visitors. Pages are HTML, in the language that is asked for if it is known."""

    @property
    def policy(self) -> str: ...
    @property
    def is_ready(self) -> bool: ...
    def now_us(self) -> int: ...
    def verdict(self, language: str, asked: Asked) -> str: ...
    def plainly(self, language: str, title: str, text: str, press: str = "") -> str: ...
    def confirming(self, token: str) -> str: ...
    def leaving(self, token: str) -> str: ...
    def ask(self, language: str, address: str) -> None: ...
    def join(self, token: str) -> str: ...
    def leave(self, token: str) -> str: ...


class VisitorDoor:
    """What answers there, on the loop of `serve`."""

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors
        self._asks = Rates(60, 60)
        self._all_asks = Rates(600, 6_000)
        self._mails = Rates(5, 5)
        self._all_mails = Rates(100, 100)
        self._to_one = Rates(2, 1 / 30)
        """Nobody's mailbox is filled from here, whoever asks for it from wherever."""

    def add_to(self, app: web.Application) -> None:
        """Take the requests for it."""
        app.router.add_get(ASK, self._asked)
        app.router.add_post(SUBSCRIBE, self._subscribes)
        for path, look, press in (
            (SUBSCRIBE, self._visitors.confirming, self._visitors.join),
            (LEAVE, self._visitors.leaving, self._visitors.leave),
        ):
            app.router.add_get(path + TOKEN, self._by_link(look))
            app.router.add_post(path + TOKEN, self._by_link(press))

    def is_asked(self, path: str) -> bool:
        """Whether a request is for it."""
        return path in (ASK, SUBSCRIBE) or path.startswith((f"{SUBSCRIBE}/", f"{LEAVE}/"))

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        given = request.query
        language = given.get("language", "")[:LANGUAGE_LETTERS]
        if not self._visitors.is_ready:
            return web.Response(status=503, headers={"Retry-After": "5"})
        if refused := self._too_often(request, language):
            return refused
        symptom = given.get("symptom", "")
        asked = Asked(
            "",
            self._visitors.now_us(),
            given.get("service", ""),
            given.get("region", ""),
            symptom if symptom in SYMPTOMS else "",
        )
        return self._html(200, await asyncio.to_thread(self._visitors.verdict, language, asked))

    async def _subscribes(self, request: web.Request) -> web.StreamResponse:
        if not self._visitors.is_ready or not is_form(request):
            return web.Response(status=415 if self._visitors.is_ready else 503)
        if (request.content_length or 0) > FORM_BYTES:
            return web.Response(status=413)
        form: Any = await request.post()
        language, given = (value if isinstance(value := form.get(name, ""), str) else "" for name in _SENT)
        language = language[:LANGUAGE_LETTERS]
        if not self._mails.may(who_asks(request)) or not self._all_mails.may(""):
            return self._refusal(429, language, "too_often")
        try:
            address = checked_address(given)
        except BadInput:
            return self._refusal(400, language, "wrong_address")
        try:
            if self._to_one.may(address.casefold()):
                await asyncio.to_thread(self._visitors.ask, language, address)
        except DeskError:
            return self._refusal(503, language, "not_now")
        return self._html(200, self._visitors.plainly(language, "look", "look_how"))

    def _by_link(self, answer: Callable[[str], str]) -> Callable[[web.Request], Any]:
        async def by_link(request: web.Request) -> web.StreamResponse:
            if not self._visitors.is_ready:
                return web.Response(status=503, headers={"Retry-After": "5"})
            if refused := self._too_often(request, ""):
                return refused
            try:
                return self._html(200, await asyncio.to_thread(answer, request.match_info["token"]))
            except NotFound:
                return self._html(404, self._visitors.plainly("", "no_link", "no_link_how"))
            except DeskError:
                return self._refusal(503, "", "not_now")

        return by_link

    def _too_often(self, request: web.Request, language: str) -> web.Response | None:
        if self._asks.may(who_asks(request)) and self._all_asks.may(""):
            return None
        return self._refusal(429, language, "too_often")

    def _refusal(self, status: int, language: str, why: str) -> web.Response:
        return self._html(status, self._visitors.plainly(language, "refused", why))

    def _html(self, status: int, page: str) -> web.Response:
        return html(status, page, after_s=60 if status in (429, 503) else 0, policy=self._visitors.policy)


_SENT: Final = ("language", "address")
