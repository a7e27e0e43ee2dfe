"""Filling the empty roles from the on-call lists of the plan."""

import pytest

from incident_desk.domain.errors import RuleError
from incident_desk.domain.incident import Declare
from incident_desk.domain.people import Name
from incident_desk.domain.plan import Use
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.role_filling import FillRoles, called_for
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.domain.making import PLAN, Hand, two_desks

LISTS = """
contacts:
  - {key: ada, name: Ada, reach: ["tel:+12025550101"]}
  - {key: tomas, name: Tomas, reach: ["tel:+12025550102"]}
  - {key: duty, name: Duty officer, reach: ["pager: duty"]}
on_call:
  - {key: lead, title: Lead, fills: [incident_manager], people: [ada, duty]}
  - {key: rest, title: Rest, fills: [incident_manager, scribe, operations_manager], people: [tomas]}
  - {key: far, title: Far, fills: [sme_networking], people: [duty]}
"""


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.hear(tomas)
    ada.do(Use(PLAN + LISTS, reason="with lists"))
    return ada, tomas


def holders(hand: Hand) -> dict[str, tuple[str, bool]]:
    """Who holds which role, and whether they said so."""
    held = hand.board().roles.held.values()
    found = ((each, each.holder.value) for each in held)
    return {each.key: (who.name, each.acknowledged_us is not None) for each, who in found if who is not None}


def test_each_empty_role_goes_to_the_first_on_its_list_and_no_other_is_touched(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.declare()
    ada.do(Assign("scribe", "Kim"))
    ada.do(FillRoles())
    assert holders(ada) == {
        "incident_manager": ("Ada", True),  # who fills their own role has it
        "operations_manager": ("Tomas", False),
        "scribe": ("Kim", False),
    }
    with pytest.raises(RuleError, match="nobody on call for the roles that are empty"):
        ada.do(FillRoles())


def test_without_lists_it_says_what_to_do(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Use(PLAN, reason="without lists"))
    ada.declare()
    with pytest.raises(RuleError, match="give it on-call lists"):
        ada.do(FillRoles())


def test_of_a_restricted_incident_nobody_on_call_hears_unless_let_in(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    incident = ada.do(Declare("A key was found", Severity.SEV1, restricted=True))[-1].incident
    ada.do(FillRoles(), incident)
    held = ada.board(incident).roles.held
    assert held["operations_manager"].holder.value is None
    ada.do(OnePerson("Tomas"), incident)
    ada.do(FillRoles(), incident)
    assert ada.board(incident).roles.held["operations_manager"].holder.value is not None


def test_the_first_list_that_fills_a_role_counts(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    plan, on_call = ada.organisation.plans.current, ada.organisation.on_call
    found = called_for(plan, on_call, ["scribe", "incident_manager", "customer_liaison"], ada.clock())
    assert [each.name for each in found] == ["Tomas", "Ada"]


def test_whoever_is_renamed_is_still_called(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.declare()
    tomas.do(Name("Tomas Lind"))
    ada.hear(tomas)
    ada.do(FillRoles())
    assert holders(ada)["operations_manager"][0] == "Tomas Lind"
