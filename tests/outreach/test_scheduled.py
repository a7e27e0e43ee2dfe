"""What was let go for later goes out when its time has come, unless what it stood on has gone meanwhile."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.domain.approving import ApproveMessage, DeclineMessage
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import ChangeFact, ConfirmFact, StateFact, WithdrawFact
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.releasing import ReleaseMessage, StopMessage
from incident_desk.domain.severity import Severity
from incident_desk.domain.standing_down import StandDown
from incident_desk.outreach import courier as sender
from tests.domain.making import PLAN
from tests.outreach.letters import a_home, a_hook, sending, stages, tomas_of
from tests.outreach.test_calling import lines, wait_for

TWO_AT_SEV1 = PLAN.replace(
    "    by: [incident_manager]\n", "    by: [incident_manager, operations_manager]\n    needs: 2\n", 1
)


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "LOOK_S", 0.1)


class Clock:
    """The clock of a desk, which can be put on."""

    def __init__(self) -> None:
        self._later_us = 0

    def __call__(self) -> int:
        return system_clock() + self._later_us

    def go_on(self, minutes: float) -> None:
        self._later_us += round(minutes * MINUTE_US)


def schedule(desk: Desk, incident: IncidentId, minutes: float = 30) -> EntryId:
    """Words that draw on fact 1, approved by whoever leads, let go for later. Returns: the id of the message."""
    tomas = tomas_of(desk)
    fact = desk.record(StateFact(FactField.WHAT, "Pushes fail"), incident).result()[0].id
    fields = BeginMessage("Pushes fail", channels=("status_page",), facts=(fact,))
    [begun] = desk.record(fields, incident, by=tomas).result()
    desk.record(ProposeMessage(begun.id, {"status_page": "Pushes fail."}), incident, by=tomas).result()
    desk.record(ApproveMessage(begun.id), incident).result()
    at_us = desk.now_us() + round(minutes * MINUTE_US)
    next_us = at_us + 30 * MINUTE_US
    desk.record(ReleaseMessage(begun.id, from_us=at_us, next_update_us=next_us), incident, by=tomas).result()
    return begun.id


def test_it_goes_out_when_its_time_has_come_also_after_a_restart_and_not_before(home: Path) -> None:
    clock = Clock()
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home, clock=clock) as desk, sending(desk):
            message = schedule(desk, incident)
            clock.go_on(29)
        with Desk.open(home, clock=clock) as desk, sending(desk):
            assert stages(desk, incident, message) == {"status_page": Stage.RELEASED}
            assert hook.arrived == []
            clock.go_on(2)
            wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == ["Pushes fail."]


def test_until_then_it_can_be_stopped(home: Path) -> None:
    clock = Clock()
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home, clock=clock) as desk, sending(desk):
            message = schedule(desk, incident)
            clock.go_on(20)
            desk.record(StopMessage(message, "not yet"), incident).result()
            clock.go_on(20)
            assert stages(desk, incident, message) == {"status_page": Stage.STOPPED}
        assert hook.arrived == []


@pytest.mark.parametrize(
    ("fields", "stage", "line"),
    [
        (WithdrawFact("1", "they work"), Stage.LAPSED, "Fact 1 withdrawn"),
        (ChangeFact("1", "Pulls fail"), Stage.LAPSED, "instead of fact 1"),
        (StandDown("a test"), Stage.STOPPED, "Stood down"),
        (SetSeverity(Severity.SEV1, "all of them"), Stage.LAPSED, "The yes to it no longer holds by the plan."),
        (DeclineMessage("1", "not like this"), Stage.LAPSED, "It was declined after it was let go."),
    ],
)
def test_what_it_stood_on_has_gone_and_it_does_not_go_out(home: Path, fields: Fields, stage: Stage, line: str) -> None:
    clock = Clock()
    with a_hook() as (hook, url):
        incident = a_home(home, TWO_AT_SEV1, status_page=url)
        with Desk.open(home, clock=clock) as desk:
            message = schedule(desk, incident)
            desk.record(fields, incident).result()
            clock.go_on(31)
            with sending(desk):
                wait_for(lambda: stages(desk, incident, message) == {"status_page": stage})
            assert any(line in each for each in lines(desk, incident))
        assert hook.arrived == []


def test_a_fact_that_is_confirmed_meanwhile_holds_nothing_back(home: Path) -> None:
    clock = Clock()
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home, clock=clock) as desk:
            message = schedule(desk, incident)
            desk.record(ConfirmFact("1"), incident).result()
            clock.go_on(31)
            with sending(desk):
                wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == ["Pushes fail."]


def test_nothing_is_let_go_for_a_time_that_is_beyond_its_next_update(home: Path) -> None:
    incident = a_home(home)
    with Desk.open(home) as desk:
        [begun] = desk.record(BeginMessage("Again", channels=("inside",)), incident).result()
        desk.record(ProposeMessage(begun.id, {"inside": "Pushes fail."}), incident).result()
        now_us = desk.now_us()
        fields = ReleaseMessage(begun.id, from_us=now_us + 30 * MINUTE_US, next_update_us=now_us + 20 * MINUTE_US)
        with pytest.raises(RuleError, match="next update it names is over"):
            desk.record(fields, incident).result()
