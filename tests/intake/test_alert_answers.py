"""What Alertmanager's API v2 answers of many alerts, and who says that one is over, or a monitor silent."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.alerts import AlertBook
from incident_desk.domain.alert_entries import Seen, SourceKind
from incident_desk.domain.alerts import AddSource, ReceiveAlerts, Silence
from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.intake.alerts.overdue import Overdue
from incident_desk.intake.alerts.showing import SLICE, fingerprint
from tests.intake.test_alert_door import HERE, House, post
from tests.outreach.serving import Served, serving

MANY = 2 * SLICE + 3
PROM = "Prometheus eu-1"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


def told(served: Served, path: str, token: str, **query: str) -> tuple[int, Any]:
    """What a GET answers."""

    async def get() -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            aiohttp.ClientSession() as program,
            program.get(f"{served.url}/api/v2{path}", headers=headers, params=query) as answer,
        ):
            return answer.status, await answer.json()

    return asyncio.run(get())


def test_many_alerts_are_told_whole_in_their_order_and_in_their_groups(house: House) -> None:
    token = house.tokens[SourceKind.PROMETHEUS]
    rows = [{"labels": {"alertname": f"Kind {n % 3}", "host": f"h{n}"}} for n in range(MANY)]
    with serving(house.home, *HERE) as served:
        assert told(served, "/alerts", token) == (200, [])
        assert told(served, "/alerts/groups", token) == (200, [])
        assert post(served, "/api/v2/alerts", rows, token)[0] == 200
        status, alerts = told(served, "/alerts", token)
        prints = [each["fingerprint"] for each in alerts]
        assert (status, prints) == (200, sorted(fingerprint(each["labels"]) for each in rows))
        groups = told(served, "/alerts/groups", token)[1]
        assert [each["labels"] for each in groups] == [{"alertname": f"Kind {n}"} for n in range(3)]
        assert sorted(a["fingerprint"] for each in groups for a in each["alerts"]) == prints
        assert len(told(served, "/alerts", token, filter='host=~"h1."')[1]) == 10
        assert told(served, "/alerts", token, receiver="other") == (200, [])
        assert len(told(served, "/alerts", token, receiver="incident-.*")[1]) == MANY
        assert told(served, "/alerts", token, receiver="(")[0] == 400
        assert served.end() == (0, "")


def test_what_is_silenced_is_told_apart(house: House) -> None:
    token = house.tokens[SourceKind.PROMETHEUS]
    with Desk.open(house.home) as desk:
        desk.record(Silence('host="a"', "why")).result()
    with serving(house.home, *HERE) as served:
        assert post(served, "/api/v2/alerts", [{"labels": {"host": "a"}}, {"labels": {"host": "b"}}], token)[0] == 200

        def hosts(**query: str) -> list[str]:
            return sorted(each["labels"]["host"] for each in told(served, "/alerts", token, **query)[1])

        assert (hosts(), hosts(silenced="false"), hosts(active="false")) == (["a", "b"], ["b"], ["a"])
        assert served.end() == (0, "")


class Heard:
    """A record in which two people wrote down what a Prometheus said: one of this desk, one of another."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.other = desk.add_person("Tomas").result()
        desk.record(AddSource(PROM, "a" * 64, SourceKind.PROMETHEUS, 60)).result()
        self.overdue = Overdue(desk.now_us())
        self.overdue.ours = frozenset({desk.me})

    def says(self, host: str, *, elsewhere: bool) -> Seen:
        seen = Seen(self.desk.now_us(), {"host": host})
        self.desk.record(ReceiveAlerts(PROM, (seen,)), by=self.other if elsewhere else None).result()
        return seen

    def over(self, after_us: int) -> Mapping[str, Any]:
        found = self.overdue.ended(AlertBook(self.desk.reading), self.desk.now_us() + after_us)
        return {each.labels["host"]: each for of in found.values() for each in of}

    def silent(self, after_us: int) -> bool:
        return bool(self.overdue.silent(AlertBook(self.desk.reading), self.desk.now_us() + after_us))


def test_what_another_desk_hears_is_not_over_because_this_one_hears_nothing(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        heard = Heard(desk)
        heard.says("here", elsewhere=False)
        heard.says("there", elsewhere=True)
        assert heard.over(6 * MINUTE_US).keys() == {"here"}
        assert heard.over(25 * HOUR_US).keys() == {"here", "there"}
        assert (heard.silent(5 * MINUTE_US), heard.silent(17 * MINUTE_US)) == (False, True)


def test_what_was_heard_here_and_is_heard_elsewhere_now_is_not_ended_again_and_again(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        heard = Heard(desk)
        seen = heard.says("moved", elsewhere=False)
        heard.overdue.hear(PROM, SourceKind.PROMETHEUS, [seen], desk.now_us())
        [over] = heard.over(6 * MINUTE_US).values()
        desk.record(ReceiveAlerts(PROM, (over,))).result()
        desk.record(ReceiveAlerts(PROM, (Seen(over.came_us + 1, {"host": "moved"}),)), by=heard.other).result()
        assert heard.over(12 * MINUTE_US) == {}
