"""How to reach those who reported goes by itself, so long after they were answered as the plan says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.plan import Use
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_forgetting import ForgetReachDue
from incident_desk.domain.reports import AnswerReports, HandOnReports, JudgeReports, TakeReport
from incident_desk.domain.state import State
from tests.desk.conftest import SetClock, a_desk
from tests.domain.making import PLAN

ADDRESS = "kim.secret@example.org"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    with a_desk(tmp_path / "home", clock) as opened:
        opened.record(TakeReport("502 on every page", reach=ADDRESS)).result()
        yield opened


def reach(desk: Desk) -> str:
    """What is known of how to reach whoever reported first, by the desk itself."""
    desk.record(ForgetReachDue()).result()
    return desk.reading.fold(CUSTOMER_REPORTS).board.reports.find("1").reach


def later(clock: SetClock, days: float) -> None:
    clock.now_us += int(days * DAY_US)


def test_whoever_waits_for_an_answer_is_not_forgotten(desk: Desk, clock: SetClock) -> None:
    later(clock, 300)
    assert reach(desk) == ADDRESS


def test_thirty_days_after_the_answer_it_is_in_no_file_any_more(desk: Desk, clock: SetClock, tmp_path: Path) -> None:
    desk.record(AnswerReports(("1",), "It is us.")).result()
    later(clock, 29)
    assert reach(desk) == ADDRESS
    later(clock, 2)
    assert reach(desk) == ""
    written = desk.record(ForgetReachDue()).result()
    assert written == []  # once
    files = [file for file in (tmp_path / "home").rglob("*") if file.is_file()]
    assert not [file for file in files if b"kim.secret" in file.read_bytes()]
    assert desk.reading.fold(CUSTOMER_REPORTS).board.reports.find("1").text == "502 on every page"
    assert desk.check() == []


def test_the_plan_says_after_how_long(desk: Desk, clock: SetClock) -> None:
    desk.record(Use(PLAN.replace("name: Default plan", "name: Default plan\nkeeps_reach: 2d", 1))).result()
    desk.record(HandOnReports(("1",))).result()
    later(clock, 1)
    assert reach(desk) == ADDRESS
    later(clock, 1.5)
    assert reach(desk) == ""


def test_of_one_that_nobody_answered_the_end_of_its_incident_counts(desk: Desk, clock: SetClock) -> None:
    incident = desk.record(Declare("Checkout fails")).result()[-1].incident
    desk.record(JudgeReports(("1",), Verdict.SAME_ISSUE, desk.board(incident).headline.number)).result()
    later(clock, 40)
    assert reach(desk) == ADDRESS
    desk.record(SetState(State.RESOLVED), incident).result()
    later(clock, 31)
    assert reach(desk) == ""
