"""How long an incident took: from clock end to clock end, what of it was waiting, and beside the others."""

from incident_desk.domain.corrections import Correct
from incident_desk.domain.courses import Approve, Propose
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.measuring import FEW, Clocked, Lost, Measured, measured, usual, usually_kept
from incident_desk.domain.roles import Assign
from incident_desk.domain.timeline import Note, NoteSort
from tests.domain.making import MINUTE_US, START_US, Hand, two_desks


def of(hand: Hand) -> Measured:
    board = hand.board()
    return measured(board, hand.organisation.plans.of(board.headline))


def took_min(hand: Hand, what: Clocked) -> float | None:
    us = of(hand).of(what).took_us
    return None if us is None else us / MINUTE_US


def an_incident() -> Hand:
    ada, _ = two_desks()
    ada.declare(detected_us=START_US - 3 * MINUTE_US, occurred_us=START_US)
    ada.do(SetImpact(started_us=START_US - 10 * MINUTE_US))
    ada.do(SetState(State.MONITORING, occurred_us=START_US + 30 * MINUTE_US))
    ada.do(SetState(State.RESOLVED, occurred_us=START_US + 50 * MINUTE_US))
    return ada


def test_each_measure_goes_from_one_named_end_to_another() -> None:
    ada = an_incident()
    assert [took_min(ada, what) for what in (Clocked.DETECT, Clocked.DECLARE)] == [7, 3]
    assert [took_min(ada, what) for what in (Clocked.MITIGATE, Clocked.RESOLVE)] == [33, 53]
    assert took_min(ada, Clocked.IDENTIFY) is None


def test_the_cause_was_identified_with_the_first_finding() -> None:
    ada = an_incident()
    ada.do(Note("The pool is too small", NoteSort.FINDING, occurred_us=START_US + 12 * MINUTE_US))
    ada.do(Note("And the retries made it worse", NoteSort.FINDING, occurred_us=START_US + 20 * MINUTE_US))
    assert took_min(ada, Clocked.IDENTIFY) == 15


def test_the_roles_are_filled_when_the_last_of_them_is_held() -> None:
    ada = an_incident()
    plan = ada.organisation.plans.of(ada.board().headline)
    wanted = plan.roles_for(ada.board().headline.severity.value)
    for count, role in enumerate(wanted, 1):
        assert took_min(ada, Clocked.FILL_ROLES) is None
        ada.do(Assign(role.key, "Tomas", occurred_us=START_US + count * MINUTE_US))
    assert took_min(ada, Clocked.FILL_ROLES) == len(wanted)


def test_a_time_that_reviewers_correct_is_measured_as_they_corrected_it() -> None:
    ada = an_incident()
    resolved = next(line for line in ada.board().timeline.lines if getattr(line.body, "state", None) is State.RESOLVED)
    ada.do(Correct(resolved.entry, occurred_us=START_US + 40 * MINUTE_US))
    assert took_min(ada, Clocked.RESOLVE) == 43
    assert ada.board().timeline.line(resolved.entry).corrections


def test_what_runs_backwards_is_no_measure() -> None:
    ada = an_incident()
    ada.do(SetImpact(started_us=START_US + 5 * MINUTE_US))
    assert took_min(ada, Clocked.DETECT) is None


def test_time_that_two_things_waited_at_once_is_lost_once() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    ada.do(Assign("incident_manager", "me"))
    for count in range(2):
        ada.do(Propose(f"Restart {count}", risk="none", occurred_us=START_US + count * MINUTE_US))
    for course, minutes in (("1", 10), ("2", 12)):
        ada.clock.now_us = START_US + (minutes - 1) * MINUTE_US  # with the command a minute passes
        ada.do(Approve(course))
    waiting = next(each for each in of(ada).waiting if each.what is Lost.UNDECIDED)
    assert (waiting.count, waiting.lost_us) == (2, 12 * MINUTE_US)


def test_a_median_of_too_few_is_none() -> None:
    ada = an_incident()
    others = [of(ada)] * (FEW - 1)
    assert usual(Clocked.RESOLVE, others).median is None
    assert usual(Clocked.RESOLVE, [*others, of(ada)]).median == 53 * MINUTE_US
    assert usual(Clocked.RESOLVE, others).count == FEW - 1
    assert usually_kept([]).median is None
