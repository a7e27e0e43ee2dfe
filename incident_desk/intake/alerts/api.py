"""Alertmanager's API v2: a Prometheus server sends to us directly, and amtool works against us."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from aiohttp import web

from incident_desk import __version__
from incident_desk.desk.alerts import AlertBook, AlertsNow
from incident_desk.domain.alert_entries import Matcher, Operator, SourceKind
from incident_desk.domain.alert_list import Silence
from incident_desk.domain.alert_matching import fits_all, read_filter, sound
from incident_desk.domain.alerts import EndSilence
from incident_desk.domain.alerts import Silence as MakeSilence
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId, is_id
from incident_desk.domain.moments import iso
from incident_desk.intake.alerts import alertmanager
from incident_desk.intake.alerts.door import answered, take
from incident_desk.intake.alerts.entrance import Entrance, body_of, must_be
from incident_desk.intake.alerts.overdue import Overdue
from incident_desk.intake.alerts.reading import Heard, Refused, json_of, list_of, moment_of, object_of, text_of
from incident_desk.intake.alerts.showing import RECEIVER, ShownAlerts, Wanted
from incident_desk.intake.alerts.taking import AlertTaking

if TYPE_CHECKING:
    from incident_desk.desk import Desk

API: Final = "/api/v2"
READY: Final = ("/-/ready", "/-/healthy")
KINDS: Final = (SourceKind.PROMETHEUS, SourceKind.ALERTMANAGER)
T = TypeVar("T")


class AlertApi:
    """What answers there, on the loop of `serve`."""

    def __init__(self, desk: "Desk", taking: AlertTaking, now: AlertsNow, entrance: Entrance, overdue: Overdue) -> None:
        self._desk = desk
        self._taking = taking
        self._now = now
        self._entrance = entrance
        self._shown = ShownAlerts(now, overdue, taking.now_us)
        self._began = datetime.now(UTC)

    def add_to(self, app: web.Application) -> None:
        """Take the requests for it."""
        add = app.router.add_route
        for path in READY:
            add("GET", path, self._ready)
        for method, path, do in (
            ("GET", "/status", self._status),
            ("GET", "/receivers", self._receivers),
            ("GET", "/alerts", self._alerts),
            ("POST", "/alerts", self._take),
            ("GET", "/alerts/groups", self._groups),
            ("GET", "/silences", self._silences),
            ("POST", "/silences", self._make_silence),
            ("GET", "/silence/{id}", self._silence),
            ("DELETE", "/silence/{id}", self._end_silence),
        ):
            add(method, API + path, answered(do))

    def is_asked(self, path: str) -> bool:
        """Whether a request is for it."""
        return path.startswith(f"{API}/") or path in READY

    async def _ready(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text="OK")

    async def _status(self, request: web.Request) -> web.StreamResponse:
        self._may(request)
        version = dict.fromkeys(("branch", "buildDate", "buildUser", "goVersion", "revision"), "")
        return web.json_response(
            {
                "cluster": {"name": "incident-desk", "status": "disabled", "peers": []},
                "versionInfo": {**version, "version": __version__},
                "config": {"original": "# Incident Desk: the plan says how alerts are read\n"},
                "uptime": self._began.isoformat().replace("+00:00", "Z"),
            }
        )

    async def _receivers(self, request: web.Request) -> web.StreamResponse:
        self._may(request)
        return web.json_response([RECEIVER])

    # alerts -----------------------------------------------------------------------------------------------------------

    async def _take(self, request: web.Request) -> web.StreamResponse:
        source = self._entrance.source(request)
        must_be(source, *KINDS)
        heard = alertmanager.posted(json_of(await body_of(request)), self._taking.now_us())
        await take(self._taking, self._entrance, source, heard)
        return web.json_response({"problems": [f"{each.field}: {each.error}" for each in heard.problems]})

    async def _alerts(self, request: web.Request) -> web.StreamResponse:
        return await self._told(request, is_grouped=False)

    async def _groups(self, request: web.Request) -> web.StreamResponse:
        return await self._told(request, is_grouped=True)

    async def _told(self, request: web.Request, *, is_grouped: bool) -> web.StreamResponse:
        """Piece by piece: a hundred thousand alerts are never in one answer that somebody waits to be made."""
        wanted = self._wanted(request, is_grouped=is_grouped)
        answer = web.StreamResponse()
        answer.content_type = "application/json"
        await answer.prepare(request)
        async for part in self._shown.told(wanted):
            await answer.write(part)
        await answer.write_eof()
        return answer

    def _wanted(self, request: web.Request, *, is_grouped: bool) -> Wanted:
        self._may(request)
        query = request.query
        is_active, is_silenced = (query.get(name, "true") != "false" for name in ("active", "silenced"))
        receiver = query.get("receiver")
        named = sound([Matcher("receiver", receiver, Operator.MATCHES)])[0] if receiver else None
        return Wanted(_filter(query.getall("filter", [])), is_active, is_silenced, named, is_grouped)

    # silences ---------------------------------------------------------------------------------------------------------

    async def _silences(self, request: web.Request) -> web.StreamResponse:
        self._may(request)
        wanted = _filter(request.query.getall("filter", []))
        now_us = self._taking.now_us()

        def look(book: AlertBook) -> list[dict[str, Any]]:
            people = book.opened.organisation.people
            found = [
                silence_shown(each, each.by_name or people.name(each.by), now_us)
                for each in book.alerts.silences.values()
                if fits_all(wanted, {m.label: m.value for m in each.matchers})
            ]
            order = {"active": 0, "pending": 1, "expired": 2}
            return sorted(found, key=lambda each: (order[each["status"]["state"]], each["endsAt"]))

        return web.json_response(await self._ask(look))

    async def _silence(self, request: web.Request) -> web.StreamResponse:
        self._may(request)
        own, now_us = _silence_id(request), self._taking.now_us()

        def look(book: AlertBook) -> dict[str, Any] | None:
            found = book.alerts.silences.get(own)
            people = book.opened.organisation.people
            return None if found is None else silence_shown(found, found.by_name or people.name(found.by), now_us)

        shown = await self._ask(look)
        if shown is None:
            raise Refused(404, "there is no such silence", "id")
        return web.json_response(shown)

    async def _make_silence(self, request: web.Request) -> web.StreamResponse:
        source = self._entrance.source(request)
        must_be(source, *KINDS)
        given = object_of(json_of(await body_of(request)))
        making = _silence_of(given, source.name, self._taking.now_us())
        commands: list[Any] = [making]
        if replaced := given.get("id"):
            own = EntryId(text_of(replaced, 60))
            known = await self._ask(lambda book: _is_ended(book, own, self._taking.now_us()))
            if known is None:
                raise Refused(404, "there is no such silence", "id")
            commands = [making] if known else [EndSilence(own, making.by_name), making]
        try:
            entries = await asyncio.wrap_future(self._desk.record(commands))
        except RuleError as e:
            raise Refused(400, str(e)) from e
        return web.json_response({"silenceID": entries[-1].id})

    async def _end_silence(self, request: web.Request) -> web.StreamResponse:
        source = self._entrance.source(request)
        must_be(source, *KINDS)
        try:
            await asyncio.wrap_future(self._desk.record(EndSilence(_silence_id(request), source.name)))
        except NotFound as e:
            raise Refused(404, "there is no such silence", "id") from e
        except RuleError as e:
            raise Refused(409, str(e)) from e
        return web.json_response({})

    # ------------------------------------------------------------------------------------------------------------------

    def _may(self, request: web.Request) -> None:
        must_be(self._entrance.source(request), *KINDS)

    async def _ask(self, question: Callable[[AlertBook], T]) -> T:
        return await asyncio.to_thread(self._now.ask, question)


def _filter(given: Sequence[str]) -> tuple[Matcher, ...]:
    return tuple(each for text in given for each in read_filter(text))


def silence_shown(silence: Silence, by: str, now_us: int) -> dict[str, Any]:
    """A silence as Alertmanager shows it."""
    ends_us = silence.ends_us()
    state = "expired" if ends_us <= now_us else "active" if silence.from_us <= now_us else "pending"
    return {
        "id": silence.id,
        "status": {"state": state},
        "updatedAt": iso(silence.ended_us or silence.made_us),
        "comment": silence.reason,
        "createdBy": by,
        "endsAt": iso(ends_us),
        "startsAt": iso(silence.from_us),
        "matchers": [
            {
                "name": each.label,
                "value": each.value,
                "isRegex": each.operator in (Operator.MATCHES, Operator.MATCHES_NOT),
                "isEqual": each.operator in (Operator.IS, Operator.MATCHES),
            }
            for each in silence.matchers
        ],
    }


def _silence_of(given: Mapping[str, Any], source: str, now_us: int) -> MakeSilence:
    """Raises: Refused naming the field."""
    matchers: list[Matcher] = []
    for place, row in enumerate(list_of(given.get("matchers"), "matchers")):
        one = object_of(row, f"matchers[{place}]")
        label, value = one.get("name"), one.get("value")
        if not isinstance(label, str) or not isinstance(value, str):
            raise Refused(400, "a name and a value are needed, as texts", f"matchers[{place}]")
        is_same, is_regex = one.get("isEqual", True) is not False, one.get("isRegex") is True
        operators = {(True, False): "=", (False, False): "!=", (True, True): "=~", (False, True): "!~"}
        matchers.append(Matcher(label, value, Operator(operators[is_same, is_regex])))
    heard = Heard([], [], [])
    from_us = moment_of(given.get("startsAt"), "startsAt", heard, now_us)
    until_us = moment_of(given.get("endsAt"), "endsAt", heard, now_us)
    heard.must_hold_something()
    if until_us is None:
        raise Refused(400, "a moment is needed", "endsAt")
    reason = text_of(given.get("comment"), 1000)
    if not reason:
        raise Refused(400, "a text is needed: why", "comment")
    by = text_of(given.get("createdBy"), 100) or source
    text = ", ".join(map(str, matchers))
    return MakeSilence(text, reason, until_us, from_us=max(from_us or now_us, now_us), by_name=by)


def _is_ended(book: AlertBook, own: EntryId, now_us: int) -> bool | None:
    found = book.alerts.silences.get(own)
    return None if found is None else found.ends_us() <= now_us


def _silence_id(request: web.Request) -> EntryId:
    own = request.match_info["id"].casefold()
    if not is_id(own):
        raise Refused(400, "a silence is named by its id", "id")
    return EntryId(own)
