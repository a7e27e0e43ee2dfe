"""Reports of customers by HTTP, to a real `serve`: a form and JSON; bounds, hostile words, and killed at any moment."""

import asyncio
import io
import json
import random
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.ids import CUSTOMER_REPORTS, WATCHED
from incident_desk.domain.plan import Use
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_list import Reports
from incident_desk.domain.reports import AnswerReports, JudgeReports
from incident_desk.domain.warning_list import EarlyWarning
from incident_desk.intake.report_said import language_of
from incident_desk.intake.report_sources import Sources
from tests.domain.making import PLAN
from tests.outreach.serving import Served, serving
from tests.outreach.test_calling import wait_for
from tests.support.loop import until

HERE = ("--listen", "127.0.0.1:0")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Somebody was here before, and let the support desk in."""
    home = tmp_path / "home"
    with Desk.open(home):
        pass
    (tmp_path / "token").write_text(Sources(home).add("support desk"), encoding="utf-8")
    return home


@pytest.fixture
def token(home: Path) -> str:
    return (home.parent / "token").read_text(encoding="utf-8")


def warnings(home: Path) -> list[EarlyWarning]:
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(WATCHED).board.warnings.all
    finally:
        reading.close()


def reports(home: Path) -> Reports:
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(CUSTOMER_REPORTS).board.reports
    finally:
        reading.close()


async def send(url: str, body: object, token: str = "", **headers: str) -> tuple[int, dict[str, Any]]:
    """JSON to a path. Returns: the status, and the answer."""
    given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
    data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    async with aiohttp.ClientSession() as program, program.post(url, data=data, headers=given) as answer:
        return answer.status, await answer.json()


async def fill_in(url: str, given: Mapping[str, str], address: str = "") -> tuple[int, str, str]:
    """Send the form as a browser does. Returns: the status, the page, and where it led."""
    headers = {"X-Forwarded-For": address} if address else {}
    async with aiohttp.ClientSession() as visitor, visitor.post(f"{url}/report", data=given, headers=headers) as answer:
        return answer.status, await answer.text(), str(answer.url)


async def look(url: str, **headers: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as visitor, visitor.get(url, headers=headers) as answer:
        return answer.status, await answer.text()


def test_a_visitor_reports_by_the_form_and_reads_the_answer(home: Path) -> None:
    with serving(home, *HERE) as served:
        status, page = asyncio.run(look(f"{served.url}/report"))
        assert status == 200
        assert 'action="/report"' in page
        assert "<script" not in page
        given = {"text": "Push hangs <script>alert(1)</script>\u202e", "service": "Website", "reach": "kim@example.org"}
        status, page, address = asyncio.run(fill_in(served.url, given))
        assert status == 200
        assert "Report 1: thank you" in page
        assert address.startswith(f"{served.url}/report/")
        assert asyncio.run(look(f"{served.url}/report/{'x' * 32}"))[0] == 404
        assert served.end() == (0, "")
    [report] = reports(home).all
    assert (report.came_by, report.service, report.reach) == (CameBy.FORM, "Website", "kim@example.org")
    assert report.text.startswith("Push hangs <script>")
    with Desk.open(home) as desk:
        desk.record([JudgeReports(("1",), Verdict.ISOLATED), AnswerReports(("1",), "Only <b>yours</b>.")]).result()
    with serving(home, *HERE) as served:
        status, page = asyncio.run(look(served.url + "/report/" + address.rpartition("/")[2]))
        assert "Only &lt;b&gt;yours&lt;/b&gt;." in page
    assert b"127.0.0.1" not in (home / "record.db").read_bytes()


def test_whoever_reports_reads_what_became_of_it_in_their_language(home: Path) -> None:
    with serving(home, *HERE) as served:
        page = asyncio.run(look(f"{served.url}/report", **{"Accept-Language": "fr;q=1, de-AT;q=0.9, en;q=0.8"}))[1]
        assert '<html lang="de">' in page
        assert "Sagen Sie uns, was Sie sehen" in page
        assert '<option value="cannot sign in">Anmelden geht nicht</option>' in page
        given = {"text": "Alles hängt", "language": "de"}
        page, address = asyncio.run(fill_in(served.url, given))[1:]
        assert "Meldung 1: danke" in page
        spanish = asyncio.run(fill_in(served.url, {"text": "No carga", "language": "es"}))[1]
        assert "Aviso 2: gracias" in spanish
        odd = asyncio.run(fill_in(served.url, {"text": "x", "language": '"><script>'}))[1]
        assert "Report 3: thank you" in odd
        assert served.end() == (0, "")
    assert [each.language for each in reports(home).all] == ["de", "es", "en"]
    with Desk.open(home) as desk:
        desk.record(JudgeReports(("1",), Verdict.ISOLATED)).result()
    with serving(home, *HERE) as served:
        page = asyncio.run(look(served.url + "/report/" + address.rpartition("/")[2]))[1]
        assert "Unser Support kümmert sich darum." in page


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("", "", "en"),
        ("de-CH", "es", "de"),
        ("xx", "es-MX, en;q=0.5", "es"),
        ("", "en;q=0.1, de;q=0.2", "de"),
        ("", "de;q=0, es;q=0.1", "es"),
        ("", ",;;q=x,*;q=9" * 200, "en"),
    ],
)
def test_the_language_is_that_of_the_page_else_what_the_browser_likes_best(
    chosen: str, accepted: str, language: str
) -> None:
    assert language_of(chosen, accepted) == language


def test_the_form_names_the_services_that_customers_use_and_no_other(home: Path) -> None:
    used = PLAN.replace("  - Sign-in\n", "  - {name: Sign-in, used_by: [everybody]}\n").replace(
        "services:\n", "customer_groups:\n  - {key: everybody, title: Everybody}\n\nservices:\n", 1
    )
    with Desk.open(home) as desk:
        desk.record(Use(used)).result()
    with serving(home, *HERE) as served:
        page = asyncio.run(look(f"{served.url}/report"))[1]
    assert '<option value="Sign-in">' in page
    assert "Data storage" not in page


WRONG: Final[tuple[tuple[object, str, str], ...]] = (
    (b"{", "no JSON", ""),
    (b"[" * 100_000, "no JSON", ""),
    ([], "from 1 to 500 reports at once", ""),
    ("text", "a report is an object", ""),
    ({"text": "x", "colour": "red"}, "there is no such field", "colour"),
    ({"text": 7}, "a text is needed", "text"),
    ({"text": "x" * 2001}, "at most 2000 characters", "text"),
    ({"text": "x", "since": "soon"}, "soon", ""),
    ({"region": "Europe"}, "say what they see", "text"),
    ([{"text": "fits"}, {"text": "x", "service": "s" * 81}], "at most 80 characters", "service of report 2"),
)


def test_what_a_program_sends_wrong_is_told_with_its_field_and_nothing_of_it_is_kept(home: Path, token: str) -> None:
    with serving(home, *HERE) as served:
        for body, told, field in WRONG:
            found, answer = asyncio.run(send(f"{served.url}/api/reports", body, token))
            assert (found, told in answer["error"]) == (400, True), answer
            assert field in answer.get("field", "")
    assert reports(home).all == []


def test_a_program_needs_its_token_and_sends_many_at_once_and_none_twice(home: Path, token: str) -> None:
    rows = [
        {"text": f"502 at {n}", "key": f"T-{n}", "came_at": "2019-01-20 16:00", "reach": "a@b.c"} for n in range(300)
    ]
    with serving(home, *HERE) as served:
        url = f"{served.url}/api/reports"
        assert asyncio.run(send(url, rows[0]))[0] == 401
        assert asyncio.run(send(url, rows[0], "guessed"))[0] == 401
        assert asyncio.run(send(url, rows, token)) == (202, {"accepted": 300})
        assert asyncio.run(send(url, rows, token)) == (202, {"accepted": 300})
        big = [{"text": "x" * 1900}] * 1200
        assert asyncio.run(send(url, big, token))[0] == 413
        assert asyncio.run(send(url, b"text=x", token, **{"Content-Type": "text/plain"}))[0] == 415
        Sources(home).remove("support desk")
        assert asyncio.run(send(url, rows[0], token))[0] == 401
    found = reports(home).all
    assert len(found) == 300
    assert {each.source for each in found} == {"support desk"}


def test_a_flood_from_one_address_is_turned_away_and_counted_and_others_come_through(home: Path) -> None:
    async def flood(url: str) -> list[int]:
        return [(await fill_in(url, {"text": "x"}, "203.0.113.7"))[0] for _ in range(12)]

    with serving(home, *HERE) as served:
        assert asyncio.run(flood(served.url)) == [200] * 6 + [429] * 6
        assert asyncio.run(fill_in(served.url, {"text": "y"}, "203.0.113.8"))[0] == 200
        assert asyncio.run(fill_in(served.url, {"text": "x" * 20_000}, "203.0.113.9"))[0] == 413
        assert asyncio.run(fill_in(served.url, {"text": "spam", "leave_empty": "x"}, "203.0.113.10"))[0] == 400
        assert served.end() == (0, "")
    found = reports(home)
    assert [each.text for each in found.all] == ["x"] * 6 + ["y"]
    assert [(each.count, each.why) for each in found.held_back.values()] == [(6, "flood from one sender")]


def test_a_flood_that_no_incident_explains_is_warned_of_by_the_desk_without_a_window(home: Path, token: str) -> None:
    rows = [{"text": f"checkout fails, error 502, {n}", "service": "Checkout"} for n in range(40)]
    with serving(home, *HERE) as served:
        assert asyncio.run(send(f"{served.url}/api/reports", rows, token))[0] == 202
        wait_for(lambda: bool(warnings(home)))
        assert asyncio.run(send(f"{served.url}/api/reports", rows, token))[0] == 202
        assert served.end() == (0, "")
    [warning] = warnings(home)
    [shift] = warning.shifts
    assert (warning.service, shift.value, warning.agree) == ("Checkout", 40, ("40 of 40 see: error message",))


@pytest.mark.parametrize("round_", range(3))
def test_no_accepted_report_is_lost_when_it_is_killed(home: Path, token: str, round_: int) -> None:
    """Kill -9 in the middle of a flood: whatever was answered with 202 is there, and sent again it is there once."""
    after_s = random.Random(round_).uniform(0.0, 0.9)

    async def flood(served: Served) -> list[str]:
        accepted: list[str] = []

        async def one(program: aiohttp.ClientSession, n: int) -> None:
            headers = {"Authorization": f"Bearer {token}"}
            try:
                body = {"text": "502", "key": str(n)}
                async with program.post(f"{served.url}/api/reports", json=body, headers=headers) as answer:
                    if answer.status == 202:
                        accepted.append(str(n))
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
        return accepted

    with serving(home, *HERE) as served:
        accepted = asyncio.run(flood(served))
        served.end()
    assert accepted
    kept = {key for _, key in reports(home).known}
    assert set(accepted) - kept == set()
    with serving(home, *HERE) as served:
        rows = [{"text": "502", "key": key} for key in accepted[:500]]
        assert asyncio.run(send(f"{served.url}/api/reports", rows, token))[0] == 202
    assert len(reports(home).all) == len(kept)
