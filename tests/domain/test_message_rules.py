"""What the plan asks for before a message goes out: how many, who, in advance, afterwards, and whom next."""

import pytest

from incident_desk.domain.approvals import rule_for
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.message_list import Stage
from incident_desk.domain.message_rules import rules_of
from incident_desk.domain.messages import (
    BeginMessage,
    ProposeMessage,
)
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.releasing import (
    ReleaseMessage,
)
from incident_desk.domain.roles import Assign, OpenRole
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from tests.domain.making import PLAN, Hand, two_desks
from tests.domain.test_messages import ahead, proposed, stages_of, the_message, war_room
from tests.domain.test_tasks import lines, meet


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    return war_room()


def test_the_rule_that_names_the_severity_goes_before_the_one_for_all() -> None:
    plan = read_plan(PLAN)
    assert rule_for(plan, Severity.SEV1, "social").by == ("incident_manager",)
    assert rule_for(plan, Severity.SEV3, "social").by == ("incident_manager", "communications_manager")
    assert rule_for(plan, Severity.SEV1, "inside").needs == 0
    silent = read_plan(PLAN.replace("[status_page, social, email]\n    by", "[status_page]\n    by"))
    assert rule_for(silent, Severity.SEV3, "email").by == ("incident_manager",)  # public: whoever leads says yes


def test_two_people_have_to_say_yes_where_the_plan_wants_two() -> None:
    ada, tomas = two_desks()
    bo = Hand("Bo", 9, ada.clock)
    ada.do(Use(PLAN.replace("    words: The holding statement is approved in advance", "    needs: 2")))
    ada.declare(severity=Severity.SEV3)
    meet(ada, tomas, bo)
    ada.do(Assign("incident manager", "me"))
    ada.do(Assign("communications manager", "Tomas"))
    meet(ada, tomas, bo)
    proposed(bo)
    with pytest.raises(RuleError, match="needs the yes of 2 people: Incident manager or Communications manager"):
        bo.do(ReleaseMessage("1"))
    meet(ada, tomas, bo)
    ada.do(ApproveMessage("1"))
    with pytest.raises(RuleError, match="You have approved message 1 already"):
        ada.do(ApproveMessage("1"))
    with pytest.raises(RuleError, match="needs 1 more of Incident manager or Communications manager"):
        ada.do(ReleaseMessage("1"))
    meet(ada, tomas, bo)
    tomas.do(ApproveMessage("1"))
    assert stages_of(tomas) == {"status_page": Stage.APPROVED}


PARTS = """approvals:
  - channels: [status_page]
    by: [incident_manager]
    legal: [scribe]
    moves_on: {after: 5 min, to: [operations_manager]}
  - {channels: [inside], by: [incident_manager], afterwards: true}
  - {channels: [email], by: [incident_manager, scribe], audiences: [customers], needs: 2}
  - {channels: [email], by: [], needs: 0, offline: witnessed}
"""


@pytest.fixture
def strict() -> tuple[Hand, Hand, Hand]:
    """Ada leads, Tomas writes, Bo is of legal; on a plan that asks for this and that."""
    ada, tomas = two_desks()
    bo = Hand("Bo", 9, ada.clock)
    before, _, rest = PLAN.partition("approvals:\n")
    ada.do(Use(before + PARTS + rest[rest.index("\n\n") :]))
    ada.declare(severity=Severity.SEV3)
    meet(ada, tomas, bo)
    ada.do(Assign("incident manager", "me"))
    ada.do(OpenRole("scribe"))
    ada.do(Assign("scribe", "Bo"))
    meet(ada, tomas, bo)
    return ada, tomas, bo


def test_somebody_of_legal_says_yes_as_well(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, tomas, bo = strict
    proposed(tomas)
    meet(ada, tomas, bo)
    ada.do(ApproveMessage("1"))
    with pytest.raises(RuleError, match="Message 1 needs a yes of Scribe before it goes out by Status page"):
        ada.do(ReleaseMessage("1"))
    meet(ada, tomas, bo)
    bo.do(ApproveMessage("1"))
    assert stages_of(bo) == {"status_page": Stage.APPROVED}


def test_what_nobody_answers_moves_on_to_whom_the_plan_names(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, tomas, bo = strict
    sofia = Hand("Sofia", 10, ada.clock)
    meet(ada, sofia)
    ada.do(Assign("operations manager", "Sofia"))
    meet(ada, tomas, bo)
    proposed(tomas)
    meet(ada, tomas, bo, sofia)
    with pytest.raises(RuleError, match="This is for Incident manager"):
        sofia.do(ApproveMessage("1"))
    sofia.clock.pass_(6)
    sofia.do(ApproveMessage("1"))
    meet(bo, sofia)
    bo.do(ApproveMessage("1"))
    assert stages_of(bo) == {"status_page": Stage.APPROVED}


def test_it_goes_first_and_is_approved_afterwards_only_where_the_plan_says_so(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, tomas, bo = strict
    proposed(tomas, "status_page", "inside")
    tomas.do(ReleaseMessage("1", is_before_approval=True))
    assert stages_of(tomas) == {"status_page": Stage.ASKED, "inside": Stage.RELEASED}
    assert lines(tomas)[-1] == "Message 1 goes out: Our own people, to be approved afterwards"
    with pytest.raises(RuleError, match="needs a yes of Incident manager"):
        tomas.do(ReleaseMessage("1", channels=("status_page",), is_before_approval=True))
    [told] = shown(tomas.board(), tomas.organisation.people)["messages"]
    assert [each["released"] and each["released"]["before_approval"] for each in told["variants"]] == [None, True]
    meet(ada, tomas, bo)
    ada.do(ApproveMessage("1"))  # it still waits for that


def test_a_template_approved_in_advance_needs_nobody_while_it_says_nothing_else(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    for field, words in ((FactField.WHAT, "Writing fails"), (FactField.SINCE, "19:30 UTC")):
        ada.do(StateFact(field, words, is_confirmed=True))
    meet(ada, tomas)
    tomas.do(BeginMessage(template="holding", channels=("status_page",)))
    text = the_message(tomas).variants["status_page"].beginning
    tomas.do(ProposeMessage("1", next_update_us=ahead(tomas)))
    assert stages_of(tomas) == {"status_page": Stage.APPROVED}
    tomas.do(ProposeMessage("1", {"status_page": text + " Sorry."}))
    assert stages_of(tomas) == {"status_page": Stage.ASKED}


def test_another_audience_asks_for_more(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, _, _ = strict
    plan = ada.organisation.plans.current
    assert rule_for(plan, Severity.SEV3, "email", ("inside",)).needs == 0
    assert rule_for(plan, Severity.SEV3, "email", ("customers", "inside")).needs == 2
    assert {rule for rule in rules_of(plan) if "SEV3" in rule} == {
        "status_page/SEV3=2",  # one of two, and somebody of legal
        "social/SEV3=1",
        "email/SEV3=0+witnessed",
        "inside/SEV3=1+after",
    }


def test_the_plan_says_how_near_the_next_update_may_be(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas, "inside", minutes=4)
    with pytest.raises(RuleError, match="The plan lets nothing be promised sooner than in 5 min"):
        tomas.do(ReleaseMessage("1"))
    with pytest.raises(RuleError, match="later than in 1 d"):
        tomas.do(ReleaseMessage("1", next_update_us=ahead(ada, 1500)))
