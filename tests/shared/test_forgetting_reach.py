"""How to reach whoever reported, in a shared record: the desks of two people who may erase do it by themselves."""

import time
from contextlib import suppress

from incident_desk.desk import Desk
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.plan import Use
from incident_desk.domain.powers import Level
from incident_desk.domain.report_forgetting import ForgetReachDue
from incident_desk.domain.reports import AnswerReports, TakeReport
from tests.domain.making import PLAN
from tests.shared.test_restricted import meet


def by_itself(*desks: Desk) -> None:
    """What each desk does every hour."""
    for desk in desks:
        with suppress(RuleError):
            desk.record(ForgetReachDue()).result()
    meet(*desks)
    meet(*desks)


def reach(desk: Desk) -> str:
    return desk.reading.fold(CUSTOMER_REPORTS).board.reports.find("1").reach


def test_it_is_gone_from_every_desk_once_two_desks_have_asked(ada: Desk, bea: Desk) -> None:
    ada.record(Use(PLAN.replace("name: Default plan", "name: Default plan\nkeeps_reach: 1s", 1))).result()
    bea.record(TakeReport("502", reach="kim.secret@example.org")).result()
    bea.record(AnswerReports(("1",), "It is us.", "e-mail")).result()
    meet(ada, bea)
    time.sleep(1)  # so long the plan keeps it
    by_itself(ada, bea)
    by_itself(ada, bea)
    assert reach(ada) == "kim.secret@example.org"  # Bea may not erase, and Ada is one
    ada.record(SetLevel("Bea", Level.MANAGER, "she is on duty")).result()
    meet(ada, bea)
    by_itself(ada, bea)
    by_itself(ada, bea)
    for desk in (ada, bea):
        assert reach(desk) == ""
        files = (file for file in desk.home.path.rglob("*") if file.is_file())
        assert not [file for file in files if b"kim.secret" in file.read_bytes()]
