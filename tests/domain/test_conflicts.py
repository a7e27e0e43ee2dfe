"""A field that several desks set at once: the last shows, no word is lost, and who had seen what is no conflict."""

import pytest

from incident_desk.domain.corrections import Restore, Retract, Undo
from incident_desk.domain.errors import RuleError
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.roles import Assign, Release
from incident_desk.domain.severity import Severity
from tests.domain.making import INCIDENT, START_US, Hand, two_desks


@pytest.fixture
def room() -> tuple[Hand, Hand]:
    """Ada has declared, and Tomas has heard of it."""
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    return ada, tomas


def share(*hands: Hand) -> None:
    for hand in hands:
        hand.hear(*hands)


def test_who_saw_what_they_replaced_is_in_no_conflict(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    ada.do(SetSeverity(Severity.SEV1, "-"))
    share(ada, tomas)
    tomas.do(SetSeverity(Severity.SEV3, "-"))
    share(ada, tomas)
    severity = ada.board().headline.severity
    assert (severity.value, severity.is_conflicted) == (Severity.SEV3, False)


def test_of_two_who_did_not_hear_each_other_the_last_shows_and_both_are_told(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    ada.do(Retitle("Checkout fails in the EU"))
    tomas.do(Retitle("Payments fail"))
    share(ada, tomas)
    for hand in room:
        title = hand.board().headline.title
        assert title.value == "Payments fail"
        assert [(s.value, s.by) for s in title.settings] == [
            ("Checkout fails in the EU", ada.person),
            ("Payments fail", tomas.person),
        ]
        assert title.is_conflicted


def test_setting_it_once_more_settles_the_conflict(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    ada.do(Retitle("Checkout fails in the EU"))
    tomas.do(Retitle("Payments fail"))
    share(ada, tomas)
    ada.do(Retitle("Payments fail"))  # the one that shows may be confirmed, while it is in conflict
    share(ada, tomas)
    assert not tomas.board().headline.title.is_conflicted
    with pytest.raises(RuleError, match="the title already"):
        tomas.do(Retitle("Payments fail"))


def test_two_who_say_the_same_agree(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    for hand in room:
        hand.do(SetState(State.INVESTIGATING))
    share(ada, tomas)
    assert len(ada.board().headline.states.settings) == 2
    assert not ada.board().headline.states.is_conflicted


def test_three_at_once_are_all_told(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    bo = Hand("Bo", 9, ada.clock)
    bo.hear(ada)
    for hand, severity in ((ada, Severity.SEV1), (tomas, Severity.SEV3), (bo, Severity.SEV4)):
        hand.do(SetSeverity(severity, "-"))
    share(ada, tomas, bo)
    assert [s.value for s in tomas.board().headline.severity.settings] == [Severity.SEV1, Severity.SEV3, Severity.SEV4]
    tomas.do(SetSeverity(Severity.SEV2, "-"))
    assert [s.value for s in tomas.board().headline.severity.settings] == [Severity.SEV2]


def test_each_fact_of_the_impact_is_a_field_of_its_own(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    ada.do(SetImpact(affected="EU customers", started_us=START_US))
    tomas.do(SetImpact(services=("shop",), started_us=START_US + 1))
    share(ada, tomas)
    impact = ada.board().impact
    assert (impact.affected.value, impact.services.value) == ("EU customers", ("shop",))
    assert not impact.affected.is_conflicted
    assert not impact.services.is_conflicted
    assert impact.started_us.is_conflicted


def test_a_role_given_away_twice_at_once_is_a_conflict(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    ada.do(Assign("scribe", "Ada"))
    tomas.do(Assign("scribe", "Tomas"))
    share(ada, tomas)
    holder = ada.board().roles.held["scribe"].holder
    assert [s.value.name for s in holder.settings if s.value] == ["Ada", "Tomas"]
    assert holder.is_conflicted
    ada.do(Release("scribe"))
    assert not ada.board().roles.held["scribe"].holder.is_conflicted


# with settings that do not hold --------------------------------------------------------------------------------------


def test_who_replaced_a_setting_that_was_taken_back_saw_the_ones_before_it(room: tuple[Hand, Hand]) -> None:
    ada, _ = room
    second = ada.do(SetSeverity(Severity.SEV1, "-"))[-1]
    third = ada.do(SetSeverity(Severity.SEV3, "-"))[-1]
    fourth = ada.do(SetSeverity(Severity.SEV4, "-"))[-1]
    ada.do(Retract(second.id))
    ada.do(Retract(third.id))
    severity = ada.board().headline.severity
    assert [s.entry for s in severity.settings] == [fourth.id]
    assert not severity.is_conflicted


def test_taking_the_last_setting_back_shows_the_one_before(room: tuple[Hand, Hand]) -> None:
    ada, _ = room
    ada.do(SetState(State.MITIGATING))
    ada.do(SetState(State.MONITORING))
    ada.do(Undo())
    headline = ada.board().headline
    assert headline.state is State.MITIGATING
    assert State.MONITORING not in headline.entered_us
    assert not headline.states.is_conflicted


def test_taking_back_a_setting_that_settled_a_conflict_opens_it_again(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    ada.do(Retitle("Checkout fails in the EU"))
    tomas.do(Retitle("Payments fail"))
    share(ada, tomas)
    settled = ada.do(Retitle("Both fail"))[0]
    ada.do(Retract(settled.id))
    assert ada.board().headline.title.is_conflicted
    ada.do(Restore(settled.id))
    assert ada.board().headline.title.value == "Both fail"
    assert not ada.board().headline.title.is_conflicted


def test_the_same_holds_for_each_fact_of_the_impact(room: tuple[Hand, Hand]) -> None:
    ada, _ = room
    ada.do(SetImpact(affected="some", services=("shop",)))
    wrong = ada.do(SetImpact(affected="many", services=("api",)))[0]
    ada.do(SetImpact(affected="all"))
    ada.do(Retract(wrong.id))
    impact = ada.board().impact
    assert (impact.affected.value, impact.services.value) == ("all", ("shop",))
    assert not impact.affected.is_conflicted
    assert not impact.services.is_conflicted


def test_a_desk_that_had_not_heard_of_the_retraction_makes_no_conflict(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    second = ada.do(SetSeverity(Severity.SEV1, "-"))[-1]
    share(ada, tomas)
    ada.do(Retract(second.id))
    tomas.do(SetSeverity(Severity.SEV3, "-"))  # over the one that Ada took back meanwhile
    share(ada, tomas)
    for hand in room:
        severity = hand.board(INCIDENT).headline.severity
        assert (severity.value, severity.is_conflicted) == (Severity.SEV3, False)
