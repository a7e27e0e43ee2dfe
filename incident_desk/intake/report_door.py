"""Reports of customers over HTTP: a form that anybody can send, and JSON from programs that have a token."""

import asyncio
import re
from datetime import UTC
from typing import Any, Final, cast

import msgspec
from aiohttp import web

from incident_desk.desk.customers import Customers, CustomersNow
from incident_desk.desk.tokens import new_token
from incident_desk.domain.commands import command_named
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_list import Report
from incident_desk.domain.reports import TakeReport
from incident_desk.domain.texts import Reading, read_fields
from incident_desk.intake import report_pages
from incident_desk.intake.answering import Refused, body, html, is_form, plainly, refused, too_often
from incident_desk.intake.asker import who_asks
from incident_desk.intake.rates import Rates
from incident_desk.intake.report_said import language_of
from incident_desk.intake.report_sources import Sources
from incident_desk.intake.report_taking import Taking

FORM: Final = "/report"
API: Final = "/api/reports"
FORM_BYTES: Final = 16 * 1024
API_BYTES: Final = 2 * 1024 * 1024
AT_ONCE: Final = 500
ASKED: Final = ("text", "service", "region", "symptom", "since", "reach")
"""What the form asks for. Of whoever sends it nothing else is kept, and not their address."""
FROM_PROGRAMS: Final = ("text", "service", "region", "symptom", "since", "reach", "key", "language", "came_at")
FLOOD: Final = "flood from one sender"
FULL: Final = "more than can be read"
_REFERENCE: Final = re.compile(r"[A-Za-z0-9_-]{20,64}")


class ReportDoor:
    """What answers there, on the loop of `serve`."""

    def __init__(self, taking: Taking, customers: CustomersNow, sources: Sources) -> None:
        self._taking = taking
        self._customers = customers
        self._sources = sources
        self._forms = Rates(6, 6)
        self._all_forms = Rates(600, 3_000)
        self._programs = Rates(2_000, 20_000)
        self._guesses = Rates(20, 5)
        self._looks = Rates(60, 60)

    def add_to(self, app: web.Application) -> None:
        """Take the requests for it."""
        app.router.add_get(FORM, self._show_form)
        app.router.add_post(FORM, self._take_form)
        app.router.add_get(FORM + "/{reference}", self._show_report)
        app.router.add_post(API, self._take_json)

    def is_asked(self, path: str) -> bool:
        """Whether a request is for it."""
        return path in (FORM, API) or path.startswith(f"{FORM}/")

    # the form ---------------------------------------------------------------------------------------------------------

    async def _show_form(self, request: web.Request) -> web.StreamResponse:
        if not self._looks.may(who_asks(request)):
            return too_often()
        services, regions = await asyncio.to_thread(self._customers.ask, _offered)
        language = language_of(request.query.get("language", ""), request.headers.get("Accept-Language", ""))
        return html(200, report_pages.form(services, regions, language))

    async def _take_form(self, request: web.Request) -> web.StreamResponse:
        try:
            reference = await self._taken_form(request)
        except (Refused, DeskError) as e:
            return refused(e).in_words()
        raise web.HTTPSeeOther(f"{FORM}/{reference}")

    async def _taken_form(self, request: web.Request) -> str:
        who = who_asks(request)
        for rates, name, why in ((self._forms, who, FLOOD), (self._all_forms, "", FULL)):
            if not rates.may(name):
                self._taking.turned_away(why, CameBy.FORM)
                raise Refused(429, "Too many reports at once. Wait a minute, then try again.", after_s=60)
        if not is_form(request):
            raise Refused(415, "Send the form.")
        if (request.content_length or 0) > FORM_BYTES:
            raise Refused(413, "That is more than this page takes. Say it shorter.")
        form = await request.post()
        given = {name: value for name in ASKED if isinstance(value := form.get(name, ""), str) and value.strip()}
        if form.get("leave_empty"):  # a field that nobody sees, and that machines fill
            raise Refused(400, "That did not work.", "leave_empty")
        reference, _ = new_token()
        chosen = form.get("language", "")
        accepted = request.headers.get("Accept-Language", "")
        language = language_of(chosen if isinstance(chosen, str) else "", accepted)
        told = {**given, "key": reference, "language": language}
        fields = _fields(told, CameBy.FORM, "", self._now_us())
        await self._taking.take([fields])
        return reference

    async def _show_report(self, request: web.Request) -> web.StreamResponse:
        reference = request.match_info["reference"]
        if not self._looks.may(who_asks(request)) or not self._guesses.may(who_asks(request), 0):
            return too_often()
        found = None
        if _REFERENCE.fullmatch(reference):
            found = await asyncio.to_thread(self._customers.ask, lambda now: _what_became(now, reference))
        if found is None:
            self._guesses.may(who_asks(request))
            return plainly(404, "Nothing here", "There is no such report.")
        return html(200, report_pages.became(*found))

    # programs ---------------------------------------------------------------------------------------------------------

    async def _take_json(self, request: web.Request) -> web.StreamResponse:
        try:
            count = await self._taken_json(request)
        except (Refused, DeskError) as e:
            return refused(e).in_json()
        return web.json_response({"accepted": count}, status=202)

    async def _taken_json(self, request: web.Request) -> int:
        source = self._source(request)
        if request.content_type != "application/json":
            raise Refused(415, "send application/json")
        given = _several(await body(request, API_BYTES))
        if not self._programs.may(source, len(given)):
            self._taking.turned_away(FLOOD, CameBy.API)
            raise Refused(429, "too many reports at once", after_s=60)
        now_us = self._now_us()
        several = len(given) > 1
        fields = [_from_program(each, source, now_us, place if several else None) for place, each in enumerate(given)]
        await self._taking.take(fields)
        return len(fields)

    def _source(self, request: web.Request) -> str:
        who = who_asks(request)
        if not self._guesses.may(who, 0):
            raise Refused(429, "too many wrong tokens", after_s=60)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        source = self._sources.named_by(token.strip()) if scheme.casefold() == "bearer" and token.strip() else ""
        if not source:
            self._guesses.may(who)
            raise Refused(401, "no token that is known here: Authorization: Bearer TOKEN")
        return source

    def _now_us(self) -> int:
        return self._taking.now_us()


def _several(sent: bytes) -> list[dict[str, Any]]:
    """One report, or a list of them."""
    try:
        found: object = msgspec.json.decode(sent)
    except (msgspec.DecodeError, RecursionError) as e:
        raise Refused(400, f"no JSON: {e}") from e
    rows: list[object] = cast("list[object]", found) if isinstance(found, list) else [found]
    if not 0 < len(rows) <= AT_ONCE:
        raise Refused(400, f"from 1 to {AT_ONCE} reports at once")
    if not all(isinstance(row, dict) for row in rows):
        raise Refused(400, "a report is an object, or a list of objects")
    return cast("list[dict[str, Any]]", rows)


def _from_program(given: dict[str, Any], source: str, now_us: int, place: int | None) -> TakeReport:
    """Raises: Refused naming the field."""
    unknown = sorted(given.keys() - set(FROM_PROGRAMS))
    of = f" of report {place + 1}" if place is not None else ""
    if unknown:
        raise Refused(400, f"there is no such field; there are {', '.join(FROM_PROGRAMS)}", f"{unknown[0][:40]}{of}")
    wrong = next((name for name, value in given.items() if not isinstance(value, str)), None)
    if wrong is not None:
        raise Refused(400, "a text is needed", f"{wrong}{of}")
    try:
        return _fields(given, CameBy.API, source, now_us)
    except BadInput as e:
        raise Refused(400, e.what, f"{e.where}{of}") from e


def _fields(given: dict[str, Any], came_by: CameBy, source: str, now_us: int) -> TakeReport:
    """Raises: BadInput."""
    named = {"since": "since_at", "came_at": "occurred_at"}
    values = {named.get(name, name): value for name, value in given.items() if value}
    for name in ("since_at", "occurred_at"):
        if name in values and len(values[name]) > 60:
            raise BadInput("write it as 2017-01-31 23:27", name)
    reading = Reading(now_us, UTC)
    found = read_fields(command_named("report.take"), {**values, "came_by": came_by.value, "source": source}, reading)
    assert isinstance(found, TakeReport)
    return found


def _offered(customers: Customers) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plan = customers.plan
    # what the others are called is nobody's business outside
    used = tuple(service.name for service in plan.services if service.used_by)
    return used, tuple(region.title for region in plan.regions)


def _what_became(customers: Customers, reference: str) -> tuple[str, Verdict | None, tuple[str, ...], str] | None:
    """The number, the verdict, the answers and the language of a report by the form; None if there is none."""
    found = customers.reports.known.get((f"{CameBy.FORM}/", reference))
    report: Report | None = customers.reports.get(found) if found is not None else None
    if report is None:
        return None
    answers = tuple(given.text for given in report.answers)
    return customers.reports.label(report), report.verdict, answers, report.language or "en"
