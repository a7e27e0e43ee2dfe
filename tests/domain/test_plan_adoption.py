"""A running incident keeps its plan; from a newer one it takes only what its own leaves blank, and says what."""

import pytest

from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.kinds import read_body
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_adoption import AdoptPlan
from incident_desk.domain.plan_schema import digest_of
from incident_desk.domain.roles import Tick
from incident_desk.domain.severity import Severity
from tests.domain.making import PLAN, Hand, two_desks

NEWER = (
    PLAN.replace("name: Default plan", "name: Newer plan")
    .replace('do: "Say by name that you lead"', 'do: "Take the lead"')
    .replace("scribe, customer_liaison]", "scribe, customer_liaison, medic]")
    .replace("    short: Ops\n", "    short: Ops\n    deputy: scribe\n")
    .replace("  - Website\n", "  - Website\n  - Maps\n")
    .replace("roles:\n", "roles:\n  - {key: medic, title: Medic, short: M, duties: Helps}\n", 1)
    .replace(
        '      - {key: began, do: "Note when',
        '      - {key: pens, do: "Bring two pens", within: 5 min}\n      - {key: began, do: "Note when',
    )
)


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare(severity=Severity.SEV2)
    hand.do(Use(NEWER, "a medic, and pens"))
    return hand


def test_what_is_blank_is_filled_and_nothing_else_changes(ada: Hand) -> None:
    ada.do(AdoptPlan())
    plan = ada.organisation.plans.of(ada.board().headline)
    assert (plan.name, plan.digest) == ("Default plan", digest_of(PLAN))
    assert "Maps" in plan.service_names
    manager, operations, scribe = (plan.role(key) for key in ("incident_manager", "operations_manager", "scribe"))
    assert manager
    assert operations
    assert scribe
    assert manager.checklist[0].do == "Say by name that you lead"
    assert operations.deputy == "scribe"
    assert scribe.checklist[-1].do == "Bring two pens"
    assert ada.board().roles.held["medic"].title == "Medic"


def test_it_says_on_the_timeline_what_it_changed(ada: Hand) -> None:
    ada.do(AdoptPlan(digest_of(NEWER)[:8]))
    line = next(line for line in ada.board().timeline.lines if line.source.kind == "plan.adopted")
    body = read_body(line.source)
    assert line.english.startswith(f"Version {digest_of(NEWER)[:8]} of the plan filled what was blank: ")
    assert "Operations manager, deputy: scribe" in body.words()
    assert "Services: Maps" in body.words()
    assert "Take the lead" not in body.words()


def test_what_was_filled_can_be_worked_with(ada: Hand) -> None:
    ada.do(AdoptPlan())
    ada.do(Tick("scribe", "Bring two pens"))
    assert "pens" in ada.board().roles.held["scribe"].done


def test_nothing_is_adopted_twice_and_nothing_that_is_not_there(ada: Hand) -> None:
    with pytest.raises(NotFound, match="no version of the plan"):
        ada.do(AdoptPlan("ffff"))
    ada.do(AdoptPlan())
    with pytest.raises(RuleError, match="runs on that version already"):
        ada.do(AdoptPlan())
    ada.do(Use(NEWER.replace("name: Newer", "name: Other"), ""))
    with pytest.raises(RuleError, match="nothing that the plan of this incident leaves blank"):
        ada.do(AdoptPlan())
