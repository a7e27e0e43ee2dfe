"""Alerts over HTTP, from whoever has a token, in the shapes that monitors speak; see api for Alertmanager's own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import msgspec
from aiohttp import web

from incident_desk.desk.alerts import AlertsNow, Known
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.plan_alerts import AlertMapping
from incident_desk.intake.alerts import alertmanager, cloudevents, datadog, mapped, pagerduty, uptime_kuma
from incident_desk.intake.alerts.entrance import Entrance, body_of, must_be
from incident_desk.intake.alerts.reading import Heard, Refused, json_of, object_of
from incident_desk.intake.alerts.taking import AlertTaking

IN: Final = "/in"
ENQUEUE: Final = "/v2/enqueue"
CHANGE: Final = "/v2/change/enqueue"
TOO_MANY: Final = "too many at once"
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


class AlertDoor:
    """What answers there, on the loop of `serve`."""

    def __init__(self, taking: AlertTaking, now: AlertsNow, entrance: Entrance) -> None:
        self._taking = taking
        self._now = now
        self._entrance = entrance

    def add_to(self, app: web.Application) -> None:
        """Take the requests for it."""
        app.router.add_post(IN, answered(self._take))
        app.router.add_post(IN + "/{token}", answered(self._take))
        app.router.add_post(ENQUEUE, self._enqueue)
        app.router.add_post(CHANGE, self._enqueue)

    def is_asked(self, path: str) -> bool:
        """Whether a request is for it."""
        return path in (IN, ENQUEUE, CHANGE) or path.startswith(f"{IN}/")

    async def _take(self, request: web.Request) -> web.StreamResponse:
        source = self._entrance.source(request)
        body = await body_of(request)
        heard = self.read(source, request.content_type, request.headers, body)
        await take(self._taking, self._entrance, source, heard)
        return accepted(heard)

    def read(self, source: Known, content_type: str, headers: Mapping[str, str], body: bytes) -> Heard:
        """What a source says in its shape. Raises: Refused naming the field."""
        now_us = self._taking.now_us()
        match source.kind:
            case SourceKind.CLOUDEVENTS:
                return cloudevents.heard_of(content_type, headers, body, now_us)
            case SourceKind.DATADOG:
                return datadog.webhook(json_of(body), now_us)
            case SourceKind.UPTIME_KUMA:
                return uptime_kuma.webhook(json_of(body), now_us)
            case SourceKind.JSON:
                return mapped.heard_of(json_of(body), self._mapping(source.mapping), now_us)
            case SourceKind.PAGERDUTY:
                return pagerduty.event(json_of(body), now_us)[0]
            case _:
                must_be(source, SourceKind.ALERTMANAGER, SourceKind.GRAFANA, SourceKind.PROMETHEUS)
                return alertmanager.webhook(json_of(body), now_us)

    def _mapping(self, key: str) -> AlertMapping | None:
        return next((each for each in self._now.mappings if each.key == key), None)

    # PagerDuty --------------------------------------------------------------------------------------------------------

    async def _enqueue(self, request: web.Request) -> web.StreamResponse:
        """In PagerDuty's own words, which its clients read."""
        try:
            key = await self._enqueued(request)
        except Refused as e:
            status = 403 if e.status == 401 else e.status
            what = f"{e.field}: {e.why}" if e.field else e.why
            told = {"status": "invalid event", "message": "Event object is invalid", "errors": [what]}
            return web.json_response(told, status=status, headers=_later(e))
        except DeskError as e:
            told = {"status": "not saved", "message": str(e), "errors": [str(e)]}
            return web.json_response(told, status=503, headers={"Retry-After": "60"})
        told = {"status": "success", "message": "Event processed"}
        return web.json_response({**told, **({"dedup_key": key} if key else {})}, status=202)

    async def _enqueued(self, request: web.Request) -> str:
        body = object_of(json_of(await body_of(request)))
        token = body.get("routing_key")
        if not isinstance(token, str) or not token:
            raise Refused(400, "the token of a source is needed", "routing_key")
        try:
            source = self._entrance.source(request, token)
        except Refused as e:
            raise Refused(e.status, e.why, "routing_key", after_s=e.after_s) from e
        must_be(source, SourceKind.PAGERDUTY)
        now_us = self._taking.now_us()
        if request.path == CHANGE:
            heard, key = pagerduty.change(body, now_us), ""
        else:
            heard, key = pagerduty.event(body, now_us)
        await take(self._taking, self._entrance, source, heard)
        return key


async def take(taking: AlertTaking, entrance: Entrance, source: Known, heard: Heard) -> None:
    """It is on the disk when this returns. Raises: Refused, NotSaved."""
    if not entrance.may_send(source, max(1, len(heard.seen) // 10)):
        taking.turned_away(source.name, TOO_MANY)
        raise Refused(429, TOO_MANY, after_s=10)
    await taking.take(source.name, heard.seen, heard.changes)


def accepted(heard: Heard) -> web.Response:
    """What is told to whoever sent something: how much was taken, and what of it could not be."""
    told: dict[str, Any] = {"accepted": len(heard.seen) + len(heard.changes)}
    if heard.problems:
        told["problems"] = msgspec.to_builtins(heard.problems)
    return web.json_response(told, status=202)


def answered(do: Answering) -> Answering:
    """With a clear word, and never 500, for whatever cannot be taken."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await do(request)
        except Refused as e:
            told = {"error": e.why, **({"field": e.field} if e.field else {})}
            return web.json_response(told, status=e.status, headers=_later(e))
        except BadInput as e:
            told = {"error": e.what, **({"field": e.where} if e.where else {})}
            return web.json_response(told, status=400)
        except DeskError as e:
            return web.json_response({"error": str(e)}, status=503, headers={"Retry-After": "60"})

    return answer


def _later(why: Refused) -> dict[str, str]:
    return {"Retry-After": str(why.after_s)} if why.after_s else {}
