"""Whatever is sent as an alert, to a real `serve`: the answer is 2xx or 4xx, and `serve` goes on."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_desk.domain.alert_entries import SourceKind
from tests.intake.test_alert_door import HERE, House
from tests.outreach.serving import Served, serving

NAMES: Final = st.sampled_from(
    [
        *("labels", "annotations", "alerts", "status", "startsAt", "endsAt", "fingerprint", "generatorURL", "matchers"),
        *("name", "value", "isRegex", "isEqual", "comment", "createdBy", "id", "event_action", "dedup_key", "payload"),
        *("summary", "source", "severity", "timestamp", "custom_details", "links", "images", "heartbeat", "monitor"),
        *("time", "msg", "title", "alert_transition", "tags", "date", "specversion", "type", "data", "data_base64"),
        *("results", "check", "truncatedAlerts", "alertname", "service"),
    ]
)
WORDS: Final = st.sampled_from(
    [
        *("firing", "resolved", "trigger", "acknowledge", "resolve", "critical", "Triggered", "Recovered", "1.0", ""),
        *("2026-03-04T09:12:30Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "=~", "(a+)+$", "$TITLE", "%%%"),
        *("\x00", "\u202e", "x" * 3000, "https://example.org/", "javascript:alert(1)", "1772617250000", "al-"),
    ]
)
LEAVES: Final = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=20)
BODIES: Final = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=6),
    max_leaves=25,
)
PATHS: Final = (
    *("/in", "/in/x", "/api/v2/alerts", "/api/v2/silences", "/v2/enqueue", "/v2/change/enqueue"),
    *("/api/v2/alerts/groups", "/api/v2/silence/x", "/api/v2/receivers"),
)
TYPES: Final = (
    *("application/json", "application/cloudevents+json", "application/cloudevents-batch+json", "text/plain", ""),
)


def bytes_of(body: object, mangled: int) -> bytes:
    """As JSON, with NaN and Infinity where they stand; some with a byte turned, or cut off."""
    raw = json.dumps(body).encode("utf-8", "surrogatepass")
    if mangled % 5 == 1 and raw:
        at = mangled % len(raw)
        return raw[:at] + bytes([raw[at] ^ 0x80]) + raw[at + 1 :]
    return raw[: mangled % (len(raw) + 1)] if mangled % 5 == 2 else raw


def fuzz(house: House, served: Served, count: int) -> int:
    """So many requests. Returns: how many were made; it fails for the first answer that is no 2xx or 4xx."""
    kinds = [*house.tokens]
    made = 0

    async def send(method: str, path: str, raw: bytes, *, kind: SourceKind, shape: str, query: str) -> int:
        headers = {"Authorization": f"Bearer {house.tokens[kind]}", "Content-Type": shape, "ce-specversion": "1.0"}
        async with aiohttp.ClientSession() as program:
            url = f"{served.url}{path}"
            async with program.request(method, url, data=raw, headers=headers, params={"filter": query}) as answer:
                return answer.status

    def with_key(body: object, kind: SourceKind) -> object:
        return (
            {**cast("dict[str, object]", body), "routing_key": house.tokens[kind]} if isinstance(body, dict) else body
        )

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        body=BODIES,
        mangled=st.integers(0, 10_000),
        path=st.sampled_from(PATHS),
        kind=st.sampled_from(kinds),
        shape=st.sampled_from(TYPES),
        method=st.sampled_from(("POST", "POST", "POST", "GET", "DELETE")),
        query=WORDS | st.text(max_size=12),
    )
    def each(*, body: object, mangled: int, path: str, kind: SourceKind, shape: str, method: str, query: str) -> None:
        nonlocal made
        made += 1
        raw = bytes_of(with_key(body, kind), mangled)
        status = asyncio.run(send(method, path, raw, kind=kind, shape=shape, query=query))
        assert status < 500, (status, path, kind, raw[:400])

    run: Callable[[], None] = each
    run()
    return made


def test_nothing_that_is_sent_is_answered_with_a_fault_of_ours(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    with serving(house.home, *HERE) as served:
        assert fuzz(house, served, 150) >= 100
        assert served.end() == (0, "")


@pytest.mark.long
def test_nothing_that_is_sent_for_ten_minutes_is_answered_with_a_fault_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house, made, until_s = House(tmp_path / "home"), 0, time.monotonic() + 600
    with serving(house.home, *HERE) as served:
        while time.monotonic() < until_s:
            made += fuzz(house, served, 2_000)
        assert served.end() == (0, "")
    with capsys.disabled():
        print(f"\n{made} requests, none answered with 5xx")
