"""What an incident is: declared once, called once, and where it stands."""

import pytest

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import NIL, IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, IncidentOpened, Retitle, SetSeverity, SetState, State
from incident_desk.domain.plan import Use
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.standing_down import StandDown
from tests.domain.making import MINUTE_US, PLAN, START_US, TOMAS_DESK, Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    return hand


def test_declaring_takes_a_title_and_nothing_else(ada: Hand) -> None:
    ada.declare(" Checkout   fails\n", severity=None)
    headline = ada.board().headline
    assert (headline.title.value, headline.severity.value, headline.state) == ("Checkout fails", None, State.DECLARED)
    assert headline.since_us == headline.entered_us[State.DETECTED] == ada.clock.now_us


def test_it_may_be_declared_late_and_detected_earlier_still(ada: Hand) -> None:
    ada.declare(occurred_us=START_US - MINUTE_US, detected_us=START_US - 5 * MINUTE_US)
    headline = ada.board().headline
    assert headline.since_us == START_US - 5 * MINUTE_US
    assert headline.entered_us[State.DECLARED] == START_US - MINUTE_US


@pytest.mark.parametrize("title", ["", "  \n ", "x" * 201])
def test_a_title_is_one_line_of_some_words(ada: Hand, title: str) -> None:
    with pytest.raises(RuleError, match="title"):
        ada.declare(title)
    ada.declare()
    with pytest.raises(RuleError, match="title"):
        ada.do(Retitle(title))


def test_the_first_declaration_puts_the_plan_on_the_record(ada: Hand) -> None:
    ada.declare()
    ada.declare_another()
    assert [e.kind for e in ada.entries].count("plan.published") == 1


def test_the_governing_entry_says_the_severity_where_no_erasure_reaches(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV3)
    opened = next(e for e in ada.entries if e.kind == "gov.incident.opened")
    assert opened.subject == "SEV3"


def test_a_running_incident_keeps_the_plan_it_was_declared_under(ada: Hand) -> None:
    ada.declare()
    before = ada.organisation.plans.version(ada.board().headline.plan)
    ada.do(Use(PLAN.replace("name: ", "name: another ", 1)))
    assert ada.organisation.plans.version(ada.board().headline.plan) == before
    assert ada.organisation.plans.current != before


def test_numbers_count_the_openings_of_each_desk(ada: Hand) -> None:
    ada.declare()
    tomas = Hand("Tomas", TOMAS_DESK, ada.clock)
    tomas.hear(ada)
    other = tomas.declare_another()
    numbers = [ada.board().headline.number, tomas.board(other).headline.number]
    assert [n.rpartition("-")[2] for n in numbers] == ["1", "1"]
    assert numbers[0] != numbers[1]


def test_a_number_never_changes_whatever_is_written_later(ada: Hand) -> None:
    ada.declare()
    number, plan = ada.board().headline.number, ada.board().headline.plan
    ada.say(IncidentOpened("INC-EVIL-1", "another plan"))
    assert (ada.board().headline.number, ada.board().headline.plan) == (number, plan)


@pytest.mark.parametrize("id_", ["x", NIL, "0190B5A6-7D6F-7BD7-8E27-5F8A6F0C0001", "../../etc/passwd"])
def test_an_id_is_an_id(ada: Hand, id_: str) -> None:
    with pytest.raises(BadInput, match="UUID"):
        ada.do(Declare("Mail is late", incident=IncidentId(id_)))


def test_services_are_named_once(ada: Hand) -> None:
    ada.declare(services=(" shop", "api", "shop ", ""))
    assert ada.board().impact.services.value == ("shop", "api")


def test_the_states_of_a_night(ada: Hand) -> None:
    ada.declare()
    for state in (State.INVESTIGATING, State.MITIGATING, State.MONITORING, State.RESOLVED):
        assert ada.board().headline.ended_us is None
        ada.do(SetState(state))
    resolved_us = ada.clock.now_us
    ada.do(SetState(State.REVIEWED))
    headline = ada.board().headline
    assert (headline.is_open, headline.ended_us) == (False, resolved_us)
    ada.do(SetState(State.INVESTIGATING))  # it came back
    assert (ada.board().headline.is_open, ada.board().headline.ended_us) == (True, None)


@pytest.mark.parametrize("state", [State.RESOLVED, State.FALSE_ALARM])
def test_it_ends_when_it_came_to_its_end(ada: Hand, state: State) -> None:
    ada.declare()
    ada.do(StandDown() if state is State.FALSE_ALARM else SetState(state))
    assert ada.board().headline.ended_us == ada.clock.now_us


def test_what_is_so_already_is_not_written_again(ada: Hand) -> None:
    ada.declare()
    with pytest.raises(RuleError, match="severity is SEV2 already"):
        ada.do(SetSeverity(Severity.SEV2, "-"))
    with pytest.raises(RuleError, match="declared already"):
        ada.do(SetState(State.DECLARED))


def test_a_changed_severity_needs_its_reason_or_the_word_that_none_was_given(ada: Hand) -> None:
    ada.declare(severity=None)
    ada.do(SetSeverity(Severity.SEV3))  # the first is no change
    with pytest.raises(RuleError, match="Why SEV3 → SEV1"):
        ada.do(SetSeverity(Severity.SEV1))
    ada.do(SetSeverity(Severity.SEV1, "-"))
    ada.do(SetSeverity(Severity.SEV2, "Two of three regions are back"))
    lines = [line for line in ada.board().timeline.lines if line.sort is LineSort.SEVERITY]
    assert [line.english for line in lines[1:]] == [
        "Severity SEV3 → SEV1, no reason given",
        "Severity SEV1 → SEV2: Two of three regions are back",
    ]


# impact --------------------------------------------------------------------------------------------------------------


def test_a_fact_not_named_stays_and_null_clears(ada: Hand) -> None:
    ada.declare()
    ada.do(SetImpact("EU", started_us=START_US, ended_us=START_US + MINUTE_US, services=("shop",)))
    assert not ada.board().impact.is_running
    ada.do(SetImpact(ended_us=None))
    impact = ada.board().impact
    assert impact.is_running
    assert (impact.affected.value, impact.started_us.value, impact.services.value) == ("EU", START_US, ("shop",))
    ada.do(SetImpact(affected="", services=()))
    assert (ada.board().impact.affected.value, ada.board().impact.services.value) == ("", ())


def test_an_impact_does_not_end_before_it_began(ada: Hand) -> None:
    ada.declare()
    ada.do(SetImpact(started_us=START_US))
    with pytest.raises(RuleError, match="cannot end at .*, before it started"):
        ada.do(SetImpact(ended_us=START_US - 1))
    with pytest.raises(RuleError, match="Say what changed"):
        ada.do(SetImpact())


def test_an_impact_is_told_in_words(ada: Hand) -> None:
    ada.declare()
    told = ada.do(SetImpact("EU customers", started_us=START_US, services=("shop", "api")))[0]
    cleared = ada.do(SetImpact(started_us=None))[0]
    lines = ada.board().timeline
    assert lines.line(told.id).english == "Impact: since 2019-01-20T16:00:00Z, on shop, api, affecting EU customers"
    assert lines.line(cleared.id).english == "Impact cleared"
