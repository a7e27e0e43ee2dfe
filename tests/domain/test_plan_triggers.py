"""What a severity triggers is done when it is set, and the difference when it is raised or lowered."""

import pytest

from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.plan_triggers import difference, triggered
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.domain.making import INCIDENT, PLAN, Hand, two_desks

THE_WHOLE_TEAM = [
    "incident_manager",
    "operations_manager",
    "communications_manager",
    "scribe",
    "customer_liaison",
]


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    return hand


def test_raising_the_severity_opens_what_is_missing_and_says_why(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV4)
    assert list(ada.board().roles.held) == ["incident_manager"]
    ada.do(Assign("incident manager", "me"))
    ada.do(SetSeverity(Severity.SEV1, "data is lost"))
    assert list(ada.board().roles.held) == THE_WHOLE_TEAM
    assert ada.board().roles.held["incident_manager"].holder.value is not None
    assert any("data is lost" in line.english for line in ada.board().timeline.lines)


def test_lowering_it_closes_what_nobody_holds(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV1)
    ada.do(Assign("scribe", "Tomas"))
    ada.do(SetSeverity(Severity.SEV4, "only one customer"))
    assert list(ada.board().roles.held) == ["incident_manager", "scribe"]
    ada.do(SetSeverity(Severity.SEV1, "all of them after all"))
    assert set(ada.board().roles.held) == {*THE_WHOLE_TEAM}


def test_who_was_given_a_role_at_another_desk_while_it_was_closed_keeps_it() -> None:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV1)
    tomas.hear(ada)
    tomas.do(Assign("scribe", "me"))
    ada.do(SetSeverity(Severity.SEV4, "only one customer"))
    for hand, other in ((ada, tomas), (tomas, ada)):
        hand.hear(other)
        holder = hand.board(INCIDENT).roles.held["scribe"].holder.value
        assert holder is not None
        assert holder.person == tomas.person


def test_what_is_to_come_is_known_before(ada: Hand) -> None:
    plan = read_plan(PLAN)
    assert triggered(plan, Severity.SEV1).cadences.internal_update_s == 20 * 60
    assert triggered(plan, Severity.SEV2).cadences == plan.cadences
    assert triggered(plan, None) == triggered(plan, Severity.SEV1)
    ada.declare(severity=Severity.SEV3)
    changed = difference(plan, ada.board().roles, ada.board().tasks, Severity.SEV3, Severity.SEV1)
    assert [role.key for role in changed.opens] == ["scribe", "customer_liaison"]
    assert (changed.closes, [task.key for task in changed.tasks]) == ((), ["bridge", "management"])
    assert changed.spans == (("first_message_s", 1200, 300), ("internal_update_s", 1800, 1200))
