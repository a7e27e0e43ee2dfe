"""A real Prometheus tells us and a real Alertmanager the same, whatever comes between: both end with the same view."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.alert_list import Alerts
from tests.intake.prometheus import amtool, free_port, monitoring, needs_prometheus, seen_by, told
from tests.intake.test_alert_door import House
from tests.outreach.serving import serving
from tests.support.loop import until


def wait_for(holds: Callable[[], object], seconds: float = 60) -> None:
    asyncio.run(until(holds, seconds))


@pytest.fixture
def house(tmp_path: Path) -> House:
    needs_prometheus()
    return House(tmp_path / "home")


def firing(alerts: Alerts) -> set[str]:
    return {each.labels.get("shard", each.title) for each in alerts.open}


def test_our_view_is_that_of_an_alertmanager_while_alerts_fire_are_silenced_and_end(house: House) -> None:
    token, port = house.tokens[SourceKind.PROMETHEUS], free_port()
    ours = f"http://127.0.0.1:{port}"
    with (
        monitoring(house.home.parent, port, token) as (exporter, _, alertmanager),
        serving(house.home, "--listen", f"127.0.0.1:{port}") as served,
    ):
        exporter.errors |= {"a": 9, "b": 9}
        wait_for(lambda: is_same(ours, token, alertmanager.url, "a", "b"))
        amtool(ours.replace("//", f"//x:{token}@"), "silence", "add", "shard=a", "--comment=x", "--author=ada")
        amtool(alertmanager.url, "silence", "add", "shard=a", "--comment=x", "--author=ada")
        wait_for(lambda: "suppressed" in str(seen_by(ours, token)) and is_same(ours, token, alertmanager.url, "a", "b"))
        exporter.errors |= {"b": 0, "c": 9}
        wait_for(lambda: is_same(ours, token, alertmanager.url, "a", "c"))
        assert served.end() == (0, "")
    assert firing(house.alerts) == {"a", "c", "Watchdog"}


def is_same(ours: str, token: str, alertmanager: str, *shards: str) -> bool:
    """Whether both have exactly these, and the one that always fires."""
    one, other = seen_by(ours, token), seen_by(alertmanager)
    names = {labels.get("shard", labels["alertname"]) for labels, *_ in one.values()}
    return one == other and names == {*shards, "Watchdog"}


@pytest.mark.long
def test_our_view_is_that_of_an_alertmanager_after_restarts_of_either_side_and_a_partition(house: House) -> None:
    token, port = house.tokens[SourceKind.PROMETHEUS], free_port()
    here = ("--listen", f"127.0.0.1:{port}")
    ours = f"http://127.0.0.1:{port}"
    with monitoring(house.home.parent, port, token) as (exporter, prometheus, alertmanager):

        def holds(*shards: str) -> bool:
            return is_same(ours, token, alertmanager.url, *shards)

        with serving(house.home, *here) as served:
            exporter.errors |= {"a": 9, "c": 9}
            wait_for(lambda: holds("a", "c"))
            assert served.end() == (0, "")
        exporter.errors |= {"b": 9, "c": 0}  # while nobody listens: longer than an alert lives
        wait_for(lambda: len(seen_by(alertmanager.url)) == 3 and "'b'" in str(seen_by(alertmanager.url)))
        with serving(house.home, *here) as served:
            wait_for(lambda: holds("a", "b"))
            # what was not sent again since we are back lives five minutes longer: until then we could not hear it
            back = datetime.now(UTC) + timedelta(seconds=30)
            wait_for(
                lambda: all(datetime.fromisoformat(a["endsAt"]) < back for a in told(ours, "/api/v2/alerts", token))
            )
            prometheus.end()
            wait_for(lambda: not seen_by(alertmanager.url))
            wait_for(lambda: not seen_by(ours, token))
            prometheus.start()
            wait_for(lambda: holds("a", "b"))
            assert served.end() == (0, "")
    assert firing(house.alerts) == {"a", "b", "Watchdog"}


def test_amtool_works_against_us(house: House) -> None:
    token = house.tokens[SourceKind.PROMETHEUS]
    with serving(house.home, "--listen", "127.0.0.1:0") as served:
        url = served.url.replace("//", f"//x:{token}@")
        amtool(url, "alert", "add", "alertname=DiskFull", "host=db1", "severity=critical")
        assert "DiskFull" in amtool(url, "alert", "query", "host=~db.*")
        assert "DiskFull" not in amtool(url, "alert", "query", "host=web1")
        own = amtool(url, "silence", "add", "host=db1", "--comment=disks change", "--author=noor").strip()
        assert "disks change" in amtool(url, "silence", "query")
        assert own in amtool(url, "silence", "query", "-q")
        assert "DiskFull" not in amtool(url, "alert", "query")
        amtool(url, "silence", "expire", own)
        assert "DiskFull" in amtool(url, "alert", "query")
        assert "incident-desk" in amtool(url, "config", "show") or "Incident Desk" in amtool(url, "config", "show")
        assert served.end() == (0, "")
    [silence] = house.alerts.silences.values()
    assert silence.ended_us is not None
