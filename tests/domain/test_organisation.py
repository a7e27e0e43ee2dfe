"""The people, the plan and the numbers: the same for any order of arrival, and for entries heard twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.commands import Draft
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.ids import NO_INCIDENT, DeskNumber, PersonId, desk_letters, incident_number
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import Name
from incident_desk.domain.plan import PlanPublished, Plans, Use
from incident_desk.domain.plan_schema import digest_of
from tests.domain.making import PLAN, Clock, Hand, two_desks


def a_year() -> list[Entry]:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(Name("Ada Lovelace"))
    tomas.hear(ada)
    tomas.do(Name("Ada L.", person=ada.person))
    ada.do(Name("Ada King"))
    tomas.do(Use(plan("one")))
    ada.hear(tomas)
    ada.do(Use(plan("two")))
    ada.declare_another()
    tomas.declare_another("Search is slow")
    tomas.hear(ada)
    ada.hear(tomas)
    ada.write_raw("person.named", b"{}")
    return ada.entries


def plan(name: str) -> str:
    return PLAN.replace("name: ", f"name: {name} ", 1)


YEAR = a_year()


def shown(organisation: Organisation) -> tuple[object, ...]:
    people, plans = organisation.people, organisation.plans
    return (
        people.all(),
        [f.over for f in people.names.values()],
        plans.texts,
        organisation.opened,
        organisation.incidents,
    )


def organisation(entries: list[Entry], at_once: int = 1000) -> Organisation:
    made = Organisation(plans=Plans(PLAN))
    for start in range(0, len(entries), at_once):
        made.add(entries[start : start + at_once])
    return made


@given(
    arrival=st.permutations(range(len(YEAR))),
    again=st.lists(st.integers(0, len(YEAR) - 1), max_size=5),
    at_once=st.integers(1, 6),
)
def test_the_order_of_arrival_does_not_matter(arrival: list[int], again: list[int], at_once: int) -> None:
    arrived = [YEAR[place] for place in [*arrival, *again]]
    assert shown(organisation(arrived, at_once)) == shown(organisation(sorted(YEAR, key=lambda e: e.order)))


def test_people_are_found_by_id_name_or_a_start_that_one_has() -> None:
    ada, tomas = two_desks()
    ada.hear(tomas)
    ada.do(Name("Ada Lovelace"))
    people = ada.organisation.people
    for text in (ada.person, "ada lovelace", "Ada", " AD"):
        assert people.find(text) == ada.person
    assert people.called(" ada   LOVELACE ") == ada.person
    assert people.called("Ada") is None
    for nobody in ("", " ", "Zoë", "x"):
        with pytest.raises(NotFound, match="Nobody here"):
            people.find(nobody)
    tomas.do(Name("Adam"))
    ada.hear(tomas)
    with pytest.raises(NotFound, match="several people"):
        people.find("Ada")


def test_a_name_of_somebody_unknown_makes_nobody_up() -> None:
    ada, _ = two_desks()
    with pytest.raises(NotFound, match="Nobody here"):
        ada.do(Name("Mallory", person="0123"))
    assert list(ada.organisation.people.names) == [ada.person]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_name_is_a_name(name: str) -> None:
    ada, _ = two_desks()
    with pytest.raises(RuleError, match="name"):
        ada.do(Name(name))


def test_two_names_given_at_once_are_both_kept() -> None:
    ada, tomas = two_desks()
    tomas.hear(ada)
    ada.do(Name("Ada King"))
    tomas.do(Name("Ada L.", person="Ada"))
    ada.hear(tomas)
    field = ada.organisation.people.names[ada.person]
    assert [s.value for s in field.settings] == ["Ada King", "Ada L."]
    assert ada.organisation.people.name(ada.person) == "Ada L."


# the plan ------------------------------------------------------------------------------------------------------------


def test_the_default_plan_holds_until_another_is_published() -> None:
    ada, _ = two_desks()
    assert ada.organisation.plans.current.text == PLAN
    ada.do(Use(plan("one"), "quarterly review"))
    assert ada.organisation.plans.current.text == plan("one")
    assert ada.organisation.plans.version(digest_of(PLAN)).text == PLAN
    with pytest.raises(RuleError, match="in force already"):
        ada.do(Use(plan("one")))
    with pytest.raises(BadInput, match="line 1"):
        ada.do(Use("nonsense"))


def test_a_plan_that_only_a_newer_version_can_read_stops_nobody() -> None:
    ada, _ = two_desks()
    ada.do(Use(plan("one")))
    newer = plan("two") + "\nholographs: {}\n"
    ada.write([Draft(PlanPublished(newer))], NO_INCIDENT)
    assert ada.organisation.plans.texts[-1] == newer
    assert ada.organisation.plans.current.text == plan("one")
    assert ada.organisation.plans.version(digest_of(newer)).text == plan("one")
    ada.declare()
    assert ada.board().headline.plan == digest_of(plan("one"))


def test_a_plan_can_be_put_in_force_again() -> None:
    ada, _ = two_desks()
    for name in ("one", "two", "one"):
        ada.do(Use(plan(name)))
    assert ada.organisation.plans.current.text == plan("one")


# numbers -------------------------------------------------------------------------------------------------------------


@given(desk=st.integers(1, 2**31 - 1), count=st.integers(1, 10**6))
def test_a_number_is_marked_with_four_letters_of_its_desk(desk: int, count: int) -> None:
    number = incident_number(DeskNumber(desk), count)
    prefix, letters, counted = number.split("-")
    assert (prefix, counted) == ("INC", str(count))
    assert letters == desk_letters(DeskNumber(desk))
    assert len(letters) == 4
    assert set(letters) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_somebody_nobody_named_is_called_by_the_start_of_the_id() -> None:
    hand = Hand("Ada", 7, Clock())
    assert hand.organisation.people.name(PersonId("0123456789")) == "person 01234567"
