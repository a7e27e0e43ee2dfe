"""Who is on call: by the imported shifts where there are some, else by the plan; gaps, stale contacts, tests."""

import itertools

import pytest

from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.on_call import ImportShifts, OnCallImported, list_meant, shifts_of
from incident_desk.domain.on_call_changes import changes
from incident_desk.domain.on_call_now import ListNow, gaps, lists_now, stale, to_try, unreachable
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan import Plans, Use
from incident_desk.domain.reaching import SayReached
from incident_desk.domain.role_filling import FillRoles
from tests.domain.making import PLAN, START_US, Hand, two_desks

LISTS = """
contacts:
  - {key: ada, name: Ada, reach: ["+47 1"], checked: 2019-01-01}
  - {key: kim, name: Kim, reach: ["+47 2"], checked: 2018-01-01}
  - {key: bo, name: Bo, reach: ["+47 3"]}
on_call:
  - {key: command, title: Command, fills: [incident_manager], people: [ada, kim]}
  - {key: network, title: Network, fills: [operations_manager], people: [bo]}
"""


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.do(Use(PLAN + LISTS))
    tomas.hear(ada)
    return ada, tomas


def shifts(hand: Hand, *hours: tuple[str, float, float], list_: str = "network", digest: str = "d") -> ImportShifts:
    """Shifts by who, and from and until when in hours from now."""
    names = tuple(dict.fromkeys(name for name, _, _ in hours))
    now = hand.clock() // MINUTE_US
    packed = tuple((names.index(name), now + int(a * 60), now + int(b * 60)) for name, a, b in hours)
    return ImportShifts(list_, "a.ics", digest, names, packed, hand.clock(), hand.clock() + 180 * DAY_US)


def now(hand: Hand, at_us: int | None = None) -> dict[str, tuple[str, ...]]:
    found = lists_now(hand.organisation.plans.current, hand.organisation.on_call, at_us or hand.clock())
    return {each.list: each.names for each in found}


def test_the_shifts_say_who_it_is_and_the_plan_where_none_were_imported(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    assert now(ada) == {"command": ("Ada", "Kim"), "network": ("Bo",)}
    ada.do(shifts(ada, ("Kim", -1, 8), ("Bo", 8, 20)))
    assert now(ada)["network"] == ("Kim",)
    assert now(ada, ada.clock() + 9 * HOUR_US)["network"] == ("Bo",)
    assert now(ada, ada.clock() + 30 * HOUR_US)["network"] == ()


def test_declaring_is_filled_by_the_shifts_and_a_gap_stays_empty(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("Kim", -1, 8)))
    ada.do(shifts(ada, ("Bo", 8, 9), list_="Command"))
    incident = ada.declare_another()
    ada.do(FillRoles(), incident)
    held = ada.board(incident).roles.held
    holder = held["operations_manager"].holder.value
    assert holder is not None
    assert holder.name == "Kim"
    assert held["incident_manager"].holder.value is None


def test_whoever_comes_next_is_told_and_one_shift_after_the_other_is_one(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("Kim", -1, 8), ("Kim", 8, 16), ("Bo", 16, 24)))
    [command, network] = lists_now(ada.organisation.plans.current, ada.organisation.on_call, ada.clock())
    assert (command.until_us, command.then, command.read_us) == (None, (), None)
    assert network.until_us is not None
    assert round((network.until_us - ada.clock()) / HOUR_US) == 16
    assert (network.names, network.then) == (("Kim",), ("Bo",))
    assert not network.is_old(ada.clock() + 29 * DAY_US)
    assert network.is_old(ada.clock() + 31 * DAY_US)


def test_a_list_may_call_people_by_their_key_or_address_in_the_plan(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("KIM", -1, 8), ("+47 3", -1, 8), ("Zoe", -1, 8)))
    assert now(ada)["network"] == ("Bo", "Kim", "Zoe")
    assert unreachable(ada.organisation.plans.current, now(ada)["network"]) == ["Zoe"]


def test_what_a_new_list_changes_is_told(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    before, after = (
        shifts_of(shifts(ada, *hours))
        for hours in (
            [("Kim", -9, -1), ("Kim", 0, 8), ("Bo", 8, 16), ("Ada", 16, 24)],
            [("Kim", 0, 8), ("Kim", 8, 16), ("Ada", 16, 22), ("Kim", 90, 98)],
        )
    )
    ada.do(shifts(ada, ("Kim", -9, -1), ("Kim", 0, 8), ("Bo", 8, 16), ("Ada", 16, 24)))
    start_us = before[1].start_us
    found = changes(ada.organisation.on_call.rota("network"), after, (ada.clock(), ada.clock() + 180 * DAY_US))
    assert [(round((c.start_us - start_us) / HOUR_US), c.was, c.now) for c in found] == [
        (8, "Bo", "Kim"),
        (16, "", "Ada"),
        (16, "Ada", ""),
        (90, "", "Kim"),
    ]
    assert changes(None, after, (ada.clock(), ada.clock() + HOUR_US)) == []


def test_gaps_are_told_with_their_ends(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("Kim", -1, 8), ("Bo", 6, 10), ("Ada", 12, 20)))
    begun = ada.clock() // MINUTE_US * MINUTE_US
    found = gaps(ada.organisation.plans.current, ada.organisation.on_call, ada.clock())
    assert [each.title for each in found] == ["Network", "Network"]
    assert [round((each.start_us - begun) / HOUR_US) for each in found] == [10, 20]
    assert found[0].end_us is not None
    assert round((found[0].end_us - begun) / HOUR_US) == 12
    assert found[1].end_us is None


def test_a_list_is_imported_again_without_doubling_and_its_age_starts_anew(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    fields = shifts(ada, ("Kim", -1, 8))
    first = ada.do(fields)[0]
    ada.clock.pass_(60)
    again = ada.do(fields)[0]
    assert (first.kind, again.kind) == ("oncall.imported", "oncall.confirmed")
    on_call = ada.organisation.on_call
    assert on_call.read_us["network"] == again.occurred_us
    rota = on_call.rota("network")
    assert rota is not None
    assert [shift.name for shift in rota.shifts] == ["Kim"]
    ada.do(shifts(ada, ("Bo", -1, 8), digest="e"))
    assert now(ada)["network"] == ("Bo",)


def test_a_contact_is_stale_until_a_test_was_answered(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks

    def old() -> list[str]:
        return [each.name for each in stale(ada.organisation.plans.current, ada.organisation.reaching, START_US)]

    assert old() == ["Bo", "Kim"]
    ada.do(SayReached("bo", is_answered=False))
    assert old() == ["Bo", "Kim"]
    ada.do(SayReached("Bo"))
    ada.do(SayReached("bo", is_answered=False))
    assert old() == ["Kim"]
    tested = ada.organisation.reaching.tested("BO")
    assert tested is not None
    assert (tested.name, tested.is_answered) == ("Bo", False)


def test_a_test_goes_through_everybody_on_call_once(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("Kim", -1, 8), ("Ada", -1, 4)))
    found = lists_now(ada.organisation.plans.current, ada.organisation.on_call, ada.clock())
    assert to_try(found) == ["Ada", "Kim"]


def test_what_cannot_be_imported_leaves_the_list_as_it_was(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(shifts(ada, ("Kim", -1, 8)))
    with pytest.raises(NotFound, match="it has command, network"):
        ada.do(shifts(ada, ("Kim", -1, 8), list_="Pizza"))
    with pytest.raises(RuleError, match="no shift"):
        ada.do(shifts(ada))
    with pytest.raises(RuleError, match="at most"):
        ada.do(shifts(ada, *(("Kim", at, at + 1) for at in range(1501))))
    assert now(ada)["network"] == ("Kim",)


def test_a_file_is_of_the_one_list_that_its_title_names(desks: tuple[Hand, Hand]) -> None:
    plan = desks[0].organisation.plans.current

    def meant(title: str) -> str:
        found = list_meant(plan, title)
        return found.key if found else ""

    assert meant("On Call Schedule for NETWORK Primary") == "network"
    assert [meant(title) for title in ("network", "Command and Network", "Pizza", "")] == ["network", "", "", ""]


def test_what_another_program_wrote_amiss_is_no_shift() -> None:
    now = START_US // MINUTE_US
    shifts_ = ((0, now, now + 9), (1, now, now + 9), (-1, now, now + 9), (0, now, now), (0, now, 10**15), (0, 0, now))
    body = OnCallImported("network", "a.ics", "d", ("Kim",), shifts_, 0, 0)
    assert [(each.name, each.start_us, each.end_us) for each in shifts_of(body)] == [
        ("Kim", now * MINUTE_US, (now + 9) * MINUTE_US)
    ]


def test_whoever_imports_again_after_two_desks_differed_settles_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    of_ada, of_tomas = shifts(ada, ("Kim", -1, 8)), shifts(tomas, ("Bo", -1, 8), digest="e")
    ada.do(of_ada)
    tomas.do(of_tomas)
    ada.hear(tomas)
    field = ada.organisation.on_call.of["network"]
    assert field.is_conflicted
    standing = now(ada)["network"]
    [again] = ada.do(of_ada if standing == ("Kim",) else of_tomas)
    assert again.kind == "oncall.imported"
    assert not field.is_conflicted
    assert now(ada)["network"] == standing


def test_two_desks_that_import_at_once_agree_for_any_order_of_arrival(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(shifts(ada, ("Kim", -1, 8)))
    tomas.do(shifts(tomas, ("Bo", -1, 8), digest="e"))
    tomas.do(SayReached("Kim"))
    ada.hear(tomas)
    tomas.hear(ada)
    own = [e for e in ada.entries if e.kind.startswith(("oncall", "plan"))]
    told: set[tuple[tuple[ListNow, ...], bool]] = set()
    for order in itertools.permutations(own):
        organisation = Organisation(plans=Plans(PLAN))
        for entry in order:
            organisation.add([entry])
        found = lists_now(organisation.plans.current, organisation.on_call, ada.clock())
        told.add((tuple(found), organisation.on_call.of["network"].is_conflicted))
    assert len(told) == 1
    assert now(ada) == now(tomas)
