"""A test of who can be reached goes by the ladder of the plan until somebody answers, and needs no incident."""

import itertools

import pytest

from incident_desk.domain.call_entries import How, Settled
from incident_desk.domain.call_list import Stage, Standing
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.on_call_now import stale
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan import Plans, Use
from incident_desk.domain.reach_list import reach_standings
from incident_desk.domain.reaching import AskReach, SayReached, SettleReach, TryReach
from tests.domain.making import PLAN, Hand, two_desks
from tests.domain.test_calls import LADDERS

LISTED = LADDERS.replace(
    "ladders:\n",
    """on_call:
  - {key: scribes, title: Scribes, fills: [scribe], people: [kim]}
  - {key: lead, title: Lead, fills: [incident_manager], people: [bo, kim]}
ladders:
""",
    1,
)


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.do(Use(LISTED))
    tomas.hear(ada)
    return ada, tomas


def stands(hand: Hand) -> list[Standing]:
    return reach_standings(hand.organisation.reaching, hand.organisation.plans.current, hand.clock())


def stages(hand: Hand) -> list[tuple[str, Stage, int]]:
    return [(each.occasion.holder.name, each.stage, each.rung) for each in stands(hand)]


def call_of(hand: Hand, name: str) -> EntryId:
    return next(each.occasion.call for each in stands(hand) if each.occasion.holder.name == name)


def reached(hand: Hand, name: str) -> tuple[bool, How] | None:
    found = hand.organisation.reaching.tested(name)
    return (found.is_answered, found.how) if found else None


def test_everybody_on_call_is_tried_by_the_ladder_for_what_they_are_on_call_for(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(AskReach())
    found = {each.occasion.holder.name: each for each in stands(ada)}
    assert {name: each.step.title for name, each in found.items() if each.step} == {"Kim": "Mail", "Bo": "Phone"}
    with pytest.raises(RuleError, match="tried already"):
        ada.do(AskReach(("bo",)))


def test_a_test_climbs_until_the_ladder_ends_and_then_they_are_silent(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(AskReach(("Kim",)))
    call = call_of(ada, "Kim")
    made = ada.do(TryReach(call, 0, link="ab" * 32))[0]
    ada.do(SettleReach(call, made.id, Settled.FAILED, "the server does not know kim"))
    assert stages(ada) == [("Kim", Stage.TRY, 1)]
    ada.do(TryReach(call, 1))
    assert stages(ada) == [("Kim", Stage.SPEAK, 1)]
    ada.do(SayReached("Kim", is_answered=False, text="a machine"))
    assert stages(ada) == [("Kim", Stage.SILENT, 2)]
    assert reached(ada, "Kim") == (False, How.CALLER)
    ada.do(AskReach(("Kim",)))
    assert stages(ada) == [("Kim", Stage.TRY, 0)]


def test_an_answer_ends_it_counts_as_a_check_and_uses_its_link_up(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(AskReach(("kim",)))
    call = call_of(ada, "Kim")
    ada.do(TryReach(call, 0, link="ab" * 32))
    tomas.hear(ada)
    reaching = tomas.organisation.reaching
    asked = reaching.asked_through("ab" * 32, tomas.clock())
    assert asked is not None
    assert asked.call == call
    tomas.do(SayReached("Kim", how=How.LINK, link="ab" * 32))
    ada.hear(tomas)
    assert stages(ada) == stages(tomas) == []
    assert reached(ada, "Kim") == (True, How.LINK)
    assert tomas.organisation.reaching.asked_through("ab" * 32, tomas.clock()) is None
    assert [each.name for each in stale(ada.organisation.plans.current, reaching, ada.clock())] == ["Bo", "Ray"]
    with pytest.raises(RuleError, match="used already"):
        ada.do(SayReached("Kim", how=How.LINK, link="ab" * 32))
    with pytest.raises(RuleError, match="it was answered"):
        ada.do(TryReach(call, 1))


def test_whoever_has_no_ladder_is_spoken_to(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(AskReach(("Zoe Z",)))
    assert stages(ada) == [("Zoe Z", Stage.SPEAK, 0)]
    ada.do(SayReached("Zoe Z", is_answered=False))
    assert stages(ada) == [("Zoe Z", Stage.SILENT, 0)]
    ada.do(SayReached("Zoe Z"))
    assert stages(ada) == []


def test_a_test_that_nobody_ends_is_over_after_a_day(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(AskReach(("Kim", "Zoe")))
    ada.clock.pass_(25 * 60)
    assert {stage for _, stage, _ in stages(ada)} == {Stage.SILENT}


def test_typed_without_quotes_the_name_ends_where_no_contact_goes_on(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(SayReached("@Kim", text="by the second number"))
    found = ada.organisation.reaching.tested("kim")
    assert found is not None
    assert (found.name, found.text) == ("Kim", "by the second number")


def test_what_cannot_be_is_refused_in_words(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(AskReach(("Kim",)))
    call = call_of(ada, "Kim")
    with pytest.raises(RuleError, match="not due"):
        ada.do(TryReach(call, 1))
    with pytest.raises(NotFound, match="no try"):
        ada.do(SettleReach(call, call, Settled.SENT))
    with pytest.raises(RuleError, match="Say who"):
        ada.do(SayReached(" "))
    with pytest.raises(RuleError, match="At most"):
        ada.do(AskReach(tuple(f"P{at}" for at in range(51))))
    nobody, _ = two_desks()
    with pytest.raises(RuleError, match="Nobody is on call"):
        nobody.do(AskReach())


def test_any_order_of_arrival_gives_the_same_tests(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(AskReach(("Kim",)))
    call = call_of(ada, "Kim")
    made = ada.do(TryReach(call, 0))[0]
    tomas.hear(ada)
    ada.do(SettleReach(call, made.id, Settled.SENT))
    tomas.do(SayReached("Kim"))
    ada.hear(tomas)
    own = [entry for entry in ada.entries if entry.kind.startswith(("reach", "plan"))]
    found: list[Organisation] = []
    for order in itertools.permutations(own):
        organisation = Organisation(plans=Plans(PLAN))
        for entry in order:
            organisation.add([entry])
        found.append(organisation)
    assert all(each.reaching == found[0].reaching for each in found)
