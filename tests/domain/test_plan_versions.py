"""Versions of the plan from several desks: each is kept, one is in force, and nobody writes over one unseen."""

import pytest

from incident_desk.domain.commands import Draft
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.plan import PlanPublished, Plans, Use
from incident_desk.domain.plan_schema import digest_of
from tests.domain.making import ADAS_DESK, PLAN, TOMAS_DESK, Clock, Hand


def plan(name: str) -> str:
    return PLAN.replace("name: Default plan", f"name: {name}")


def two() -> tuple[Hand, Hand]:
    clock = Clock()
    return Hand("Ada", ADAS_DESK, clock), Hand("Tomas", TOMAS_DESK, clock)


def said(plans: Plans) -> tuple[str, list[str]]:
    """The plan in force, and those beside it."""
    return plans.current.name, [version.reason for version in plans.beside]


def test_two_that_publish_at_the_same_moment_both_keep_their_version() -> None:
    ada, tomas = two()
    ada.do(Use(plan("Ours"), "to begin with"))
    tomas.hear(ada)
    ada.do(Use(plan("Hers"), "from Ada"))
    tomas.do(Use(plan("His"), "from Tomas"))
    ada.hear(tomas)
    tomas.hear(ada)
    for desk in (ada, tomas):
        assert said(desk.organisation.plans) == ("His", ["from Ada"])
        assert len(desk.organisation.plans.published) == 3


def test_the_next_version_takes_the_place_of_both() -> None:
    ada, tomas = two()
    ada.do(Use(plan("Hers"), "from Ada"))
    tomas.do(Use(plan("His"), "from Tomas"))
    ada.hear(tomas)
    ada.do(Use(plan("Both"), "what both wanted"))
    tomas.hear(ada)
    assert said(tomas.organisation.plans) == ("Both", [])


def test_of_two_the_one_in_force_can_be_confirmed() -> None:
    ada, tomas = two()
    ada.do(Use(plan("Hers")))
    tomas.do(Use(plan("His")))
    ada.hear(tomas)
    ada.do(Use(plan("His"), "this one"))
    assert said(ada.organisation.plans) == ("His", [])


def test_the_same_version_from_two_desks_is_one() -> None:
    ada, tomas = two()
    ada.do(Use(plan("Ours")))
    tomas.do(Use(plan("Ours")))
    ada.hear(tomas)
    assert said(ada.organisation.plans) == ("Ours", [])


def test_a_declaration_at_a_desk_that_has_not_heard_of_a_plan_does_not_put_the_default_in_its_place() -> None:
    ada, tomas = two()
    ada.do(Use(plan("Ours")))
    tomas.declare()
    ada.hear(tomas)
    assert said(ada.organisation.plans) == ("Ours", [])
    assert ada.board().headline.plan == digest_of(PLAN)
    assert ada.organisation.plans.version(digest_of(PLAN)).text == PLAN


def test_a_version_that_came_meanwhile_is_not_written_over_unseen() -> None:
    ada, tomas = two()
    ada.do(Use(plan("Ours")))
    tomas.hear(ada)
    tomas.do(Use(plan("His"), "from Tomas", made_from=digest_of(plan("Ours"))))
    ada.hear(tomas)
    with pytest.raises(RuleError, match="Meanwhile Tomas published another version"):
        ada.do(Use(plan("Hers"), made_from=digest_of(plan("Ours"))))
    ada.do(Use(plan("Hers"), made_from=digest_of(plan("His"))))
    assert said(ada.organisation.plans) == ("Hers", [])


def test_a_version_of_a_program_that_did_not_say_what_it_follows_takes_the_place_of_all_before_it() -> None:
    ada, _ = two()
    ada.do(Use(plan("Ours")))
    ada.write([Draft(PlanPublished(plan("Older program's")))], NO_INCIDENT)
    assert said(ada.organisation.plans) == ("Older program's", [])
