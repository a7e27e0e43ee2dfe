"""Maintenance is announced, runs, is late, mutes what it announced and nothing else, and an incident can come of it."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.announced import beside, muting, told_of
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Retract, Undo
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.lines import Line
from incident_desk.domain.maintenance import (
    BeginMaintenance,
    CameOf,
    CancelMaintenance,
    ChangeMaintenance,
    EndMaintenance,
    ExtendMaintenance,
    Schedule,
)
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Phase
from incident_desk.domain.moments import HOUR_US, from_us, iso, read_moment, to_us
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan import Plans
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.showing import shown
from incident_desk.domain.standing_down import StandDown
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, START_US, Hand, two_desks

FROM_US, UNTIL_US = START_US + HOUR_US, START_US + 3 * HOUR_US


def announced(**more: Any) -> Schedule:
    given: dict[str, Any] = {"services": ("payments",), **more}
    return Schedule("Payments database", given.pop("from_us", FROM_US), given.pop("until_us", UNTIL_US), **given)


@pytest.fixture
def ada() -> Hand:
    return two_desks()[0]


def of(hand: Hand) -> Maintenances:
    return hand.organisation.maintenances


def first(hand: Hand) -> Maintenance:
    return of(hand).all[0]


# when it runs ---------------------------------------------------------------------------------------------------------


def test_it_is_scheduled_runs_by_the_clock_and_is_late_until_somebody_says_that_it_ended(ada: Hand) -> None:
    ada.do(announced(expect="Card payments fail for two minutes", contact="bridge 7"))
    one = first(ada)
    assert of(ada).label(one) == "MNT-1"
    assert (one.title.value, one.contact.value, one.owner.value and one.owner.value.person) == (
        "Payments database",
        "bridge 7",
        ada.person,
    )
    phases = [one.phase(us) for us in (FROM_US - 1, FROM_US, UNTIL_US - 1, UNTIL_US)]
    assert phases == [Phase.SCHEDULED, Phase.RUNNING, Phase.RUNNING, Phase.LATE]
    ada.clock.now_us = UNTIL_US + HOUR_US
    ada.do(EndMaintenance("mnt-1", "All is well"))
    assert one.phase(ada.clock()) is Phase.ENDED
    for fields in (EndMaintenance("1"), BeginMaintenance("1"), CancelMaintenance("1"), ExtendMaintenance("1")):
        with pytest.raises(RuleError, match="ended already"):
            ada.do(fields)


def test_begun_early_it_runs_from_then_and_extended_it_runs_longer(ada: Hand) -> None:
    ada.do(announced())
    ada.do(BeginMaintenance("MNT-1", "the window came free"))
    begun_us = ada.clock()
    assert first(ada).phase(begun_us) is Phase.RUNNING
    with pytest.raises(RuleError, match="was begun"):
        ada.do(BeginMaintenance("MNT-1"))
    ada.do(ExtendMaintenance("payments", 1800, "the copy is slow"))
    assert first(ada).ends_us == UNTIL_US + 30 * MINUTE_US
    ada.clock.now_us = UNTIL_US + HOUR_US  # late: longer means from now on
    ada.do(ExtendMaintenance("MNT-1", 1800, "slower still"))
    assert first(ada).ends_us == ada.clock() + 30 * MINUTE_US


def test_what_is_changed_is_named_and_the_rest_stays(ada: Hand) -> None:
    ada.do(announced(contact="bridge 7"))
    ada.do(ChangeMaintenance("MNT-1", title="Payments and search", services=("payments", "search"), person="Kim"))
    one = first(ada)
    assert (one.title.value, one.services.value, one.contact.value) == (
        "Payments and search",
        ("payments", "Search"),
        "bridge 7",
    )
    assert one.owner.value is not None
    assert one.owner.value.name == "Kim"
    with pytest.raises(RuleError, match="Nothing of MNT-1"):
        ada.do(ChangeMaintenance("MNT-1", contact="bridge 7"))


def test_what_is_cancelled_never_ran(ada: Hand) -> None:
    ada.do(announced())
    ada.do(CancelMaintenance("MNT-1", "no window"))
    assert first(ada).phase(FROM_US) is Phase.CANCELLED
    assert of(ada).muted_by("payments", "", FROM_US) is None
    assert of(ada).near(FROM_US, HOUR_US) == []


def test_the_late_come_first_then_what_runs_then_what_comes(ada: Hand) -> None:
    ada.do(announced(from_us=START_US + 4 * HOUR_US, until_us=START_US + 5 * HOUR_US))
    ada.do(announced())
    ada.do(announced(from_us=START_US + HOUR_US // 2, until_us=START_US + HOUR_US))
    near = of(ada).near(START_US + 2 * HOUR_US, 12 * HOUR_US)
    assert [of(ada).label(one) for one in near] == ["MNT-3", "MNT-2", "MNT-1"]
    assert len(of(ada).near(START_US + 2 * HOUR_US, HOUR_US)) == 2


# what it mutes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("services", "regions", "service", "region", "is_muted"),
    [
        (("payments",), (), "payments", "", True),
        (("payments",), (), "PAYMENTS", "eu", True),
        (("payments",), (), "search", "", False),
        (("payments",), ("Europe",), "payments", "europe", True),
        (("payments",), ("Europe",), "payments", "America", False),
        (("payments",), ("Europe",), "payments", "", False),
        ((), ("Europe",), "search", "Europe", True),
        ((), ("Europe",), "search", "", False),
    ],
)
def test_it_mutes_what_it_named_and_nothing_else(
    *, ada: Hand, services: tuple[str, ...], regions: tuple[str, ...], service: str, region: str, is_muted: bool
) -> None:
    ada.do(announced(services=services, regions=regions))
    muted = of(ada).muted_by(service, region, FROM_US + MINUTE_US)
    assert (muted is not None) == is_muted


def test_it_mutes_only_while_it_runs_and_no_longer_when_it_is_late(ada: Hand) -> None:
    ada.do(announced())
    moments = (FROM_US - 1, FROM_US, UNTIL_US - 1, UNTIL_US, UNTIL_US + HOUR_US)
    assert [of(ada).muted_by("payments", "", us) is not None for us in moments] == [False, True, True, False, False]
    ada.clock.now_us = FROM_US + HOUR_US
    ada.do(EndMaintenance("MNT-1", "done early"))
    assert of(ada).muted_by("payments", "", FROM_US + MINUTE_US) is not None  # it did run then
    assert of(ada).muted_by("payments", "", ada.clock()) is None


def test_of_several_the_one_that_runs_longest_is_named(ada: Hand) -> None:
    ada.do(announced())
    ada.do(announced(until_us=UNTIL_US + HOUR_US))
    muted = of(ada).muted_by("payments", "", FROM_US)
    assert muted is not None
    assert of(ada).label(muted) == "MNT-2"


def muted(hand: Hand) -> Maintenance | None:
    board = hand.board()
    return muting(board.headline, board.impact, of(hand), FROM_US + MINUTE_US)


def test_an_incident_that_was_only_detected_is_muted_if_all_of_it_was_announced(ada: Hand) -> None:
    ada.do(announced())
    ada.do(Declare("Payments fail", incident=INCIDENT, services=("payments",), state=State.DETECTED))
    assert muted(ada) is first(ada)
    ada.do(SetImpact(services=("payments", "search")))
    assert muted(ada) is None
    ada.do(SetImpact(services=()))
    assert muted(ada) is None  # nobody knows what it is about
    ada.do(SetImpact(services=("payments",)))
    ada.do(SetState(State.INVESTIGATING))
    assert muted(ada) is None  # a person said that it is one


@pytest.mark.parametrize(
    ("services", "title", "is_told"),
    [
        (("payments",), "", True),
        (("search",), "", False),
        ((), "Payments fail", True),
        ((), "payment fails", False),
        ((), "Card terminals fail", True),
        ((), "Mail is late", False),
        ((), "", False),
        ((), "§ \x00 ((", False),
    ],
)
def test_whoever_declares_is_told_of_what_could_be_meant(
    ada: Hand, services: tuple[str, ...], title: str, is_told: bool
) -> None:
    ada.do(announced(expect="Card terminals fail for two minutes"))
    assert bool(told_of(of(ada), services, title, FROM_US)) == is_told
    assert told_of(of(ada), services, title, FROM_US - 1) == []
    assert bool(told_of(of(ada), services, title, UNTIL_US)) == is_told  # late, it may still be at work


def test_an_incident_that_came_of_it_says_so(ada: Hand) -> None:
    ada.do(announced())
    ada.declare()
    ada.do(CameOf("Payments data"))
    assert list(ada.board().headline.came_of.values()) == [first(ada).id]
    assert ada.board().timeline.lines[-1].english == "Came of maintenance MNT-1"
    with pytest.raises(RuleError, match="linked already"):
        ada.do(CameOf("MNT-1"))


def test_an_incident_has_beside_it_what_touched_its_services_while_it_was_open(ada: Hand) -> None:
    ada.do(announced())
    ada.do(announced(services=("search",)))
    ada.do(announced(from_us=START_US - 2 * HOUR_US, until_us=START_US - HOUR_US))
    ada.do(announced(from_us=START_US + 9 * HOUR_US, until_us=START_US + 10 * HOUR_US))
    ada.declare()
    ada.do(SetImpact(services=("Payments",)))

    def found() -> list[str]:
        board = ada.board()
        return [of(ada).label(one) for one in beside(board.headline, board.impact, of(ada))]

    assert found() == ["MNT-1", "MNT-4"]
    ada.do(CameOf("MNT-2"))
    ada.do(CancelMaintenance("MNT-4", "no window"))
    assert found() == ["MNT-1", "MNT-2"]
    told = shown(ada.board(), ada.organisation.people, of(ada))["maintenance"]
    assert [(one["number"], one["is_cause"]) for one in told] == [("MNT-1", False), ("MNT-2", True)]


def test_what_came_after_a_false_alarm_is_not_beside_it(ada: Hand) -> None:
    ada.do(announced())
    ada.declare()
    ada.do(SetImpact(services=("Payments",)))
    assert [one.id for one in beside(ada.board().headline, ada.board().impact, of(ada))] == [first(ada).id]
    ada.do(StandDown("checked, nothing wrong"))
    assert ada.board().headline.ended_us is not None
    assert beside(ada.board().headline, ada.board().impact, of(ada)) == []


def test_what_was_announced_by_a_moment_of_the_past(ada: Hand) -> None:
    ada.do(announced())
    first_us = ada.clock()
    ada.clock.now_us += HOUR_US
    ada.do(announced())
    ada.do(CancelMaintenance("MNT-1", "no window"))
    for known in (False, True):
        then = ada.organisation.maintenances_at(first_us, known)
        assert [(one.number, one.phase(first_us)) for one in then.all] == [(1, Phase.SCHEDULED)]


# what stands in the duty log ------------------------------------------------------------------------------------------


def log(hand: Hand) -> list[Line]:
    """What of it stands in the duty log."""
    return [
        line for line in hand.board(NO_INCIDENT).timeline.lines if line.sort in (LineSort.MAINTENANCE, LineSort.ERASURE)
    ]


def test_every_step_is_a_line_of_the_duty_log_with_its_reason_and_stands_there(ada: Hand) -> None:
    ada.do(announced(expect="Cards fail"))
    ada.do(ChangeMaintenance("MNT-1", until_us=UNTIL_US + HOUR_US, reason="the copy is larger"))
    ada.do(CancelMaintenance("MNT-1", "no window"))
    assert [line.english for line in log(ada)] == [
        "Maintenance MNT-1 from 2019-01-20T17:00:00Z until 2019-01-20T19:00:00Z: Payments database · Cards fail",
        "Maintenance MNT-1 is now until 2019-01-20T20:00:00Z: the copy is larger",
        "Maintenance MNT-1 cancelled: no window",
    ]
    for fields in (Correct(log(ada)[0].entry, "Another title"), Retract(log(ada)[2].entry), Undo()):
        with pytest.raises(RuleError, match="change-maintenance"):
            ada.do(fields, NO_INCIDENT)


def test_words_that_are_erased_are_gone_from_it_and_it_mutes_nothing_that_nobody_can_read() -> None:
    ada, tomas = two_desks()
    ada.do(announced(contact="the password is hunter2"))
    tomas.hear(ada)
    [line] = log(ada)
    ada.do(Ask(line.entry, "a password"), NO_INCIDENT)
    tomas.hear(ada)
    tomas.do(Confirm(line.entry), NO_INCIDENT)
    ada.hear(tomas)
    for hand in (ada, tomas):
        assert "hunter2" not in repr(of(hand))
        assert of(hand).muted_by("payments", "", FROM_US) is None
        assert (first(hand).from_us.value, first(hand).until_us.value) == (FROM_US, UNTIL_US)
    assert of(ada) == of(tomas)


# what is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (announced(until_us=FROM_US), "before it begins"),
        (announced(services=()), "which services or regions"),
        (announced(services=("x" * 200,)), "At most"),
        (announced(services=tuple(f"s{at}" for at in range(200))), "At most"),
        (announced(expect="x" * 5000), "At most 1000"),
        (announced(person=""), "name"),
        (Schedule(" ", FROM_US, UNTIL_US, ("payments",)), "title"),
        (Schedule("x" * 999, FROM_US, UNTIL_US, ("payments",)), "at most 200"),
        (Schedule("\ud800", FROM_US, UNTIL_US, ("payments",)), "no text"),
        (Schedule("Payments", 5, UNTIL_US, ("payments",)), "no calendar"),
        (BeginMaintenance("MNT-9"), "no maintenance MNT-9|no maintenance 9"),
        (EndMaintenance(""), "no maintenance"),
        (EndMaintenance("Payments"), "has not begun"),
        (ExtendMaintenance("Payments", 60, until_us=FROM_US), "later moment"),
        (ExtendMaintenance("Payments", 60), "Say why MNT-1 takes longer"),
        (BeginMaintenance("Payments"), "Say why MNT-1 begins before"),
        (CancelMaintenance("Payments", " "), "Say why MNT-1 does not take place"),
        (ChangeMaintenance("Payments", until_us=UNTIL_US + 1), "Say why MNT-1 takes place at another time"),
        (announced(link="javascript:alert(1)"), "begins with https"),
        (announced(link="+49 30 1234567"), "begins with https"),
        (ChangeMaintenance("Payments", link="https://ada@example.org"), "begins with https"),
        (ChangeMaintenance("Payments", services=()), "which services or regions"),
        (ChangeMaintenance("Payments", until_us=START_US), "before it begins"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(ada: Hand, fields: Fields, words: str) -> None:
    ada.do(announced())
    before = len(ada.entries)
    with pytest.raises((RuleError, NotFound, BadInput), match=words):
        ada.do(fields)
    assert len(ada.entries) == before


def test_what_stands_in_an_incident_announces_nothing_to_anybody(ada: Hand) -> None:
    ada.declare()
    made = ada.do(announced())[0]
    organisation = Organisation(plans=Plans(PLAN))
    forged = ada.write_raw("maintenance.scheduled", made.body)
    organisation.add([forged])
    assert organisation.maintenances.all == []


def test_services_are_spelt_as_the_plan_spells_them(ada: Hand) -> None:
    known = ada.organisation.plans.current.service_names
    name = known[0] if known else "Payments"
    ada.do(announced(services=(f"  {name.upper()} ", "Something else")))
    assert first(ada).services.value == ((name if known else "PAYMENTS"), "Something else")


# many desks -----------------------------------------------------------------------------------------------------------


def test_two_desks_that_give_one_number_or_say_two_things_at_once_keep_both() -> None:
    ada, tomas = two_desks()
    for hand in (ada, tomas):
        hand.do(announced())
    ada.hear(tomas)
    tomas.hear(ada)
    labels = {of(ada).label(one) for one in of(ada).all}
    assert len(labels) == 2
    assert labels == {of(tomas).label(one) for one in of(tomas).all}
    one = of(ada).label(first(ada))
    with pytest.raises(NotFound, match="Two desks"):
        ada.do(BeginMaintenance("MNT-1"))
    ada.do(ChangeMaintenance(one, contact="bridge 7"))
    tomas.do(ChangeMaintenance(one, contact="bridge 8"))
    ada.hear(tomas)
    assert "contact" in of(ada).find(one).conflicts
    ada.do(ChangeMaintenance(one, contact="bridge 8"))
    assert of(ada).find(one).conflicts == ()


WORK: list[Fields] = [
    announced(),
    ChangeMaintenance("1", title="Payments and search"),
    ChangeMaintenance("1", until_us=UNTIL_US + HOUR_US, reason="later"),
    ChangeMaintenance("1", link="https://status.example.org/3"),
    BeginMaintenance("1", "early"),
    ExtendMaintenance("1", 600, "slow"),
    EndMaintenance("1", "well"),
    CancelMaintenance("1", "no window"),
]


@settings(max_examples=60)
@given(
    steps=st.lists(st.tuples(st.booleans(), st.sampled_from(WORK), st.booleans()), max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_all_desks_the_same(steps: list[tuple[bool, Fields, bool]], order: Any) -> None:
    ada, tomas = two_desks()
    ada.do(announced())
    tomas.hear(ada)
    for is_ada, fields, they_meet in steps:
        with contextlib.suppress(DeskError):
            (ada if is_ada else tomas).do(fields)
        if they_meet:
            ada.hear(tomas)
            tomas.hear(ada)
    ada.hear(tomas)
    tomas.hear(ada)
    shuffled = list(ada.entries)
    order.shuffle(shuffled)
    late = Organisation(plans=Plans(PLAN))
    for entry in shuffled:
        late.add([entry])
    assert late.maintenances == of(ada) == of(tomas)


# moments --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("18:00", "2019-01-20T18:00:00Z"),
        ("02:00", "2019-01-21T02:00:00Z"),
        ("16:00", "2019-01-21T16:00:00Z"),
        ("in 2 h", "2019-01-20T18:00:00Z"),
        ("2019-02-01 10:00", "2019-02-01T10:00:00Z"),
    ],
)
def test_a_clock_alone_is_the_next_time_it_shows_that(typed: str, told: str) -> None:
    now = from_us(START_US)
    assert iso(to_us(read_moment(typed, now, to_come=True))) == told
