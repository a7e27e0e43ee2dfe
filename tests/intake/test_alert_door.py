"""Alerts by HTTP, to a real `serve`: each shape of each monitor, what is wrong with it, and killed at any moment."""

import asyncio
import io
import json
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desk.tokens import new_token
from incident_desk.domain.alert_entries import AlertState, SourceKind
from incident_desk.domain.alert_list import Alerts
from incident_desk.domain.alerts import AddSource
from incident_desk.domain.ids import ALERTS
from incident_desk.domain.plan import Use
from tests.domain.making import PLAN
from tests.outreach.serving import Served, serving
from tests.support.loop import until

HERE: Final = ("--listen", "127.0.0.1:0")
MAPPED: Final = """
alert_mappings:
  - key: checks
    each: results
    title: check.name
    state: status
    identity: check.id
    summary: output
    severity: level
    service: check.service
    since: at
"""


class House:
    """A home that lets a monitor of each kind in, and their tokens."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.tokens: dict[SourceKind, str] = {}
        with Desk.open(home) as desk:
            desk.record(Use(PLAN + MAPPED)).result()
            for kind in SourceKind:
                if kind is SourceKind.WATCH:
                    continue
                self.tokens[kind], digest = new_token()
                mapping = "checks" if kind is SourceKind.JSON else ""
                desk.record(AddSource(kind.value, digest, kind, mapping=mapping)).result()

    @property
    def alerts(self) -> Alerts:
        reading = ReadingDesk.open(self.home)
        try:
            return reading.fold(ALERTS).board.alerts
        finally:
            reading.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


async def send(url: str, body: object, token: str = "", **headers: str) -> tuple[int, dict[str, Any]]:
    """JSON to a path. Returns: the status, and the answer."""
    given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
    data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    async with aiohttp.ClientSession() as program, program.post(url, data=data, headers=given) as answer:
        return answer.status, await answer.json()


def post(served: Served, path: str, body: object, token: str = "", **headers: str) -> tuple[int, dict[str, Any]]:
    return asyncio.run(send(served.url + path, body, token, **headers))


KIND_OF: Final = {
    "alertmanager": SourceKind.ALERTMANAGER,
    "grafana": SourceKind.GRAFANA,
    "pagerduty": SourceKind.PAGERDUTY,
    "datadog": SourceKind.DATADOG,
    "uptime-kuma": SourceKind.UPTIME_KUMA,
    "cloudevents": SourceKind.CLOUDEVENTS,
    "malformed": SourceKind.ALERTMANAGER,
}

COMES_TO: Final = {
    "alertmanager/webhook_v4_firing.json": (202, 1, 0),
    "alertmanager/webhook_v4_resolved.json": (202, 1, 0),
    "alertmanager/webhook_v4_grouped.json": (202, 6, 0),
    "alertmanager/api_v2_post_alerts.json": (200, 2, 0),
    "grafana/unified_webhook_firing.json": (202, 2, 0),
    "grafana/unified_webhook_resolved.json": (202, 2, 0),
    "grafana/unified_webhook_nodata.json": (202, 1, 0),
    "pagerduty/events_v2_trigger.json": (202, 1, 0),
    "pagerduty/events_v2_acknowledge.json": (202, 0, 0),
    "pagerduty/events_v2_resolve.json": (202, 0, 0),
    "pagerduty/change_event.json": (202, 0, 1),
    "datadog/webhook_triggered.json": (202, 1, 0),
    "datadog/webhook_recovered.json": (202, 1, 0),
    "datadog/webhook_unexpanded.json": (400, 0, 0),
    "uptime-kuma/webhook_down.json": (202, 1, 0),
    "uptime-kuma/webhook_up.json": (202, 1, 0),
    "uptime-kuma/webhook_test.json": (202, 0, 0),
    "cloudevents/structured_single.json": (202, 0, 1),
    "cloudevents/batch.json": (202, 0, 1),  # the other one was told before: source and id are the same
    "cloudevents/binary_mode_headers.json": (202, 0, 1),
    "malformed/01_huge.json": (202, 2500, 0),
    "malformed/02_wrong_types.json": (400, 0, 0),
    "malformed/03_bad_timestamps.json": (202, 10, 0),
    "malformed/04_missing_labels.json": (202, 1, 0),
    "malformed/05_deep_nesting.json": (400, 0, 0),
    "malformed/06_invalid_utf8.json": (400, 0, 0),
    "malformed/07_truncated.json": (400, 0, 0),
    "malformed/08_duplicate_keys_and_nan.json": (400, 0, 0),
    "malformed/09_hostile_text.json": (202, 1, 0),
    "malformed/10_pagerduty_bad.json": (400, 0, 0),
}
"""What each of the payloads comes to, alone: the status, how many alerts, how many changes."""


def test_every_payload_of_the_index_comes_to_what_is_right(tmp_path: Path, shared_data: Path) -> None:
    folder = shared_data / "payloads"
    names = [each["file"] for each in json.loads((folder / "index.json").read_text("utf-8"))]
    assert set(names) == COMES_TO.keys()
    found: dict[str, tuple[int, int, int]] = {}
    house = House(tmp_path / "home")
    with serving(house.home, *HERE) as served:
        for name in names:
            before = house.alerts
            status = _sent(served, house, name, (folder / name).read_bytes())[0]
            after = house.alerts
            new = len(after.of) - len(before.of)
            turned = sum(len(each.turns) for each in after.of.values()) - sum(len(e.turns) for e in before.of.values())
            found[name] = (status, max(new, turned), len(after.changes) - len(before.changes))
        assert served.end() == (0, "")
    assert found == COMES_TO
    states = {each.title: each.state for each in house.alerts.of.values()}
    assert states["InstanceDown"] is AlertState.RESOLVED
    assert states["High memory usage"] is AlertState.RESOLVED
    assert states["CPU high"] is AlertState.RESOLVED
    assert states["Checkout"] is AlertState.RESOLVED


def _sent(served: Served, house: House, name: str, body: bytes) -> tuple[int, dict[str, Any]]:
    kind = KIND_OF[name.partition("/")[0]]
    token = house.tokens[kind]
    headers: dict[str, str] = {}
    path = "/in"
    if "pagerduty" in name:
        path = "/v2/change/enqueue" if "change" in name else "/v2/enqueue"
        given = json.loads(body)
        body = json.dumps(
            {**given, "routing_key": house.tokens[SourceKind.PAGERDUTY] if given["routing_key"] else ""}
        ).encode()
    elif "api_v2" in name:
        path, token = "/api/v2/alerts", house.tokens[SourceKind.PROMETHEUS]
    elif "binary_mode" in name:
        given = json.loads(body)
        headers, body = given["headers"], json.dumps(given["body"]).encode()
        headers = {name.title(): value for name, value in headers.items()}
    elif name.startswith("cloudevents/"):
        headers = {"Content-Type": f"application/cloudevents{'-batch' if 'batch' in name else ''}+json"}
    return post(served, path, body, token, **headers)


WRONG: Final[tuple[tuple[SourceKind, str, bytes, int, str, str], ...]] = (
    (SourceKind.ALERTMANAGER, "/in", b"{", 400, "no JSON", ""),
    (SourceKind.ALERTMANAGER, "/in", b"[]", 400, "an object", ""),
    (SourceKind.ALERTMANAGER, "/in", b'{"alerts": {}}', 400, "a list", "alerts"),
    (SourceKind.ALERTMANAGER, "/in", b'{"alerts": [{"labels": {"a": 7}}]}', 400, "a text", "alerts[0].labels.a"),
    (
        *(SourceKind.ALERTMANAGER, "/in", b'{"alerts": [{"labels": {"a": "b"}, "status": "on"}]}'),
        *(400, "firing", "alerts[0].status"),
    ),
    (SourceKind.PROMETHEUS, "/api/v2/alerts", b"{}", 400, "a list", ""),
    (SourceKind.PROMETHEUS, "/api/v2/alerts", b'[{"labels": {}}]', 400, "at least one label", "[0].labels"),
    (SourceKind.DATADOG, "/api/v2/alerts", b"[]", 403, "a source of datadog", "Authorization"),
    (SourceKind.PAGERDUTY, "/in", b'{"event_action": "explode"}', 400, "trigger", "event_action"),
    (SourceKind.PAGERDUTY, "/in", b'{"event_action": "resolve"}', 400, "which alert", "dedup_key"),
    (SourceKind.DATADOG, "/in", b'{"title": "x", "alert_transition": "on"}', 400, "one of", "alert_transition"),
    (
        *(SourceKind.UPTIME_KUMA, "/in", b'{"heartbeat": {"status": 9}, "monitor": {}}'),
        *(400, "0 for down", "heartbeat.status"),
    ),
    (SourceKind.CLOUDEVENTS, "/in", b'{"id": "1"}', 415, "send application/cloudevents+json", ""),
    (SourceKind.JSON, "/in", b'{"results": [{}]}', 400, "a text", "results[0].check.name"),
    (SourceKind.EMAIL, "/in", b"{}", 403, "a source of e-mail", "Authorization"),
)


def test_what_is_sent_wrong_is_told_with_its_field_and_nothing_of_it_is_kept(house: House) -> None:
    with serving(house.home, *HERE) as served:
        for kind, path, body, status, told, field in WRONG:
            found, answer = post(served, path, body, house.tokens[kind])
            assert (found, told in answer["error"], answer.get("field", "")) == (status, True, field), (body, answer)
        assert post(served, "/in", {}, "guessed")[0] == 401
        assert post(served, "/v2/enqueue", {"routing_key": "guessed", "event_action": "trigger"})[0] == 403
        assert post(served, "/in", b"x" * (5 * 1024 * 1024), house.tokens[SourceKind.ALERTMANAGER])[0] == 413
        assert served.end() == (0, "")
    assert house.alerts.of == {}


def test_sound_alerts_of_a_request_are_taken_and_the_rest_is_told(house: House) -> None:
    rows: list[dict[str, Any]] = [
        {"labels": {"alertname": "A"}},
        {"labels": {}},
        {"labels": {"alertname": "B"}, "startsAt": "soon"},
    ]
    with serving(house.home, *HERE) as served:
        status, answer = post(
            served, "/in", {"alerts": rows, "status": "firing"}, house.tokens[SourceKind.ALERTMANAGER]
        )
    assert (status, answer["accepted"]) == (202, 2)
    assert [each["field"] for each in answer["problems"]] == ["alerts[1].labels", "alerts[2].startsAt"]
    assert {each.title for each in house.alerts.of.values()} == {"A", "B"}


def test_a_token_comes_in_the_header_as_password_or_in_the_path(house: House) -> None:
    token = house.tokens[SourceKind.GRAFANA]
    body = {"alerts": [{"status": "firing", "labels": {"alertname": "A"}}]}
    with serving(house.home, *HERE) as served:
        basic = aiohttp.encode_basic_auth("grafana", token)
        assert post(served, "/in", body, token)[0] == 202
        assert post(served, "/in", body, Authorization=basic)[0] == 202
        assert post(served, f"/in/{token}", body, Authorization="")[0] == 202
        assert post(served, f"/in/{'x' * 32}", body, Authorization="")[0] == 401
        assert served.end() == (0, "")
    [alert] = house.alerts.of.values()
    assert alert.count == 3


def test_json_of_any_monitor_is_read_as_the_plan_says(house: House) -> None:
    def results(status: str) -> object:
        check = {"id": 7, "name": "Backup too old", "service": "data-storage"}
        return {
            "results": [
                {"check": check, "status": status, "level": "critical", "output": "26 h", "at": "2026-03-04T10:00:00Z"}
            ]
        }

    with serving(house.home, *HERE) as served:
        for status in ("failed", "failed", "OK"):
            assert post(served, "/in", results(status), house.tokens[SourceKind.JSON]) == (202, {"accepted": 1})
        assert served.end() == (0, "")
    [alert] = house.alerts.of.values()
    assert (alert.title, alert.summary, alert.labels["service"]) == ("Backup too old", "26 h", "data-storage")
    assert (alert.state, alert.count, len(alert.turns)) == (AlertState.RESOLVED, 3, 2)


def test_what_is_only_repeated_makes_no_entry_and_is_counted_when_it_ends(house: House) -> None:
    def told(busy: int) -> object:
        return [{"labels": {"alertname": "A"}, "annotations": {"summary": f"{busy} % busy"}}]

    with serving(house.home, *HERE) as served:
        for busy in range(40):
            assert post(served, "/api/v2/alerts", told(busy), house.tokens[SourceKind.PROMETHEUS])[0] == 200
        assert served.end() == (0, "")
    [alert] = house.alerts.of.values()
    assert alert.count == 40
    assert list((house.home / "alert-heaps").iterdir()) == []
    reading = ReadingDesk.open(house.home)
    kinds = [entry.kind for entry in reading.entries(ALERTS)]
    reading.close()
    assert kinds.count("alert.received") == 1
    assert kinds.count("alert.counted") == 1


def killed(house: House, sent: Callable[[int], object], after_s: float) -> list[int]:
    """A storm, and kill -9 in its middle. Returns: which were accepted."""
    accepted: list[int] = []

    async def storm(served: Served) -> None:
        async def one(program: aiohttp.ClientSession, n: int) -> None:
            headers = {"Authorization": f"Bearer {house.tokens[SourceKind.PROMETHEUS]}"}
            try:
                async with program.post(f"{served.url}/api/v2/alerts", json=sent(n), headers=headers) as answer:
                    if answer.status == 200:
                        accepted.append(n)
            except aiohttp.ClientError:
                pass

        async def send_all() -> None:
            async with aiohttp.ClientSession() as program:
                for n in range(0, 4000, 40):
                    await asyncio.gather(*(one(program, n + m) for m in range(40)))

        sending = asyncio.create_task(send_all())
        await until(lambda: bool(accepted), 30)
        await asyncio.sleep(after_s)
        served.process.send_signal(signal.SIGKILL)
        await sending

    with serving(house.home, *HERE) as served:
        asyncio.run(storm(served))
        served.end()
    assert accepted
    return accepted


@pytest.mark.parametrize("round_", range(2))
def test_no_accepted_alert_is_lost_when_it_is_killed(house: House, round_: int) -> None:
    after_s = random.Random(round_).uniform(0.0, 0.9)
    accepted = killed(house, lambda n: [{"labels": {"alertname": "Flood", "n": str(n)}}], after_s)
    kept = {each.labels["n"] for each in house.alerts.of.values()}
    assert {str(n) for n in accepted} - kept == set()


def test_no_accepted_repetition_is_lost_or_counted_twice_when_it_is_killed(house: House) -> None:
    accepted = killed(house, lambda n: [{"labels": {"alertname": "Same"}}], 0.5)
    for _ in range(2):
        with serving(house.home, *HERE) as served:
            served.end()
    [alert] = house.alerts.of.values()
    assert len(accepted) <= alert.count <= len(accepted) + 40
