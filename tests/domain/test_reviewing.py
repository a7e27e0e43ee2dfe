"""A record as whoever reviews it sees it."""

from incident_desk.domain.corrections import Retract
from incident_desk.domain.decisions import Decide
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.reviewing import (
    TURNING,
    MomentSort,
    Reviewed,
    decision_at,
    known_then,
    next_moment,
    reviewed,
)
from incident_desk.domain.timeline import Note, NoteSort
from tests.domain.making import MINUTE_US, START_US, Hand, two_desks


def of(hand: Hand) -> Reviewed:
    board = hand.board()
    return reviewed(board, hand.organisation.plans.of(board.headline))


def us(minutes: float) -> int:
    return START_US + round(minutes * MINUTE_US)


def an_incident() -> Hand:
    """Two hours of it; what happened after 10 minutes is only found out after 44."""
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US, detected_us=us(-2))
    ada.clock.now_us = us(20)
    ada.do(SetState(State.MITIGATING))
    ada.clock.now_us = us(30)
    ada.do(Decide("Restore from the copy", why="nothing else is left"))
    ada.clock.now_us = us(43)
    ada.do(Note("The backup mails were rejected", NoteSort.FINDING, occurred_us=us(10)))
    ada.clock.now_us = us(119)
    ada.do(SetState(State.RESOLVED))
    return ada


def test_what_is_worth_going_to_is_found_in_the_order_in_which_it_happened() -> None:
    found = of(an_incident())
    sorts = [moment.sort for moment in found.moments if moment.sort is not MomentSort.MISSED]
    assert sorts[-4:] == [MomentSort.EVIDENCE, MomentSort.STATE, MomentSort.DECISION, MomentSort.STATE]


def test_what_was_so_and_not_known_yet_is_told_apart_with_how_late_it_came() -> None:
    found = of(an_incident())
    then = known_then(found, us(40))
    assert [each.line.text for each in then.not_yet] == ["The backup mails were rejected"]
    assert then.not_yet[0].gap_us == 34 * MINUTE_US
    assert then.known == ()
    assert known_then(found, us(9)).not_yet == ()
    after = known_then(found, us(45))
    assert [each.line.text for each in after.known] == ["The backup mails were rejected"]
    assert after.not_yet == ()


def test_the_bands_are_by_when_it_stood_there_or_by_when_that_was_said() -> None:
    ada = an_incident()
    ada.clock.now_us = us(130)
    ada.do(SetState(State.REVIEWED, occurred_us=us(125)))
    found = of(ada)
    stood = [(band.state, band.from_us) for band in found.bands]
    assert stood[0] == (State.DETECTED, us(-2))
    assert stood[-1] == (State.REVIEWED, us(125))
    assert found.known_bands[-1].from_us == us(131)
    assert [band.to_us for band in found.bands[:-1]] == [band.from_us for band in found.bands[1:]]


def test_from_moment_to_moment_forward_and_back() -> None:
    found = of(an_incident())
    turn = next_moment(found, us(5), False, TURNING)
    assert turn is not None
    assert turn.occurred_us == us(21)
    decision = next_moment(found, us(100), False, [MomentSort.DECISION], back=True)
    assert decision is not None
    assert decision == decision_at(found, us(100), False)
    assert next_moment(found, us(121), False, TURNING) is None


def test_promises_that_were_not_kept_are_moments() -> None:
    missed = [moment for moment in of(an_incident()).moments if moment.sort is MomentSort.MISSED]
    assert missed
    assert all(moment.late_us > 0 and moment.audience for moment in missed)


def test_what_was_taken_back_is_no_moment_and_no_knowledge() -> None:
    ada = an_incident()
    finding = next(line for line in ada.board().timeline.lines if line.text == "The backup mails were rejected")
    ada.do(Retract(finding.entry))
    found = of(ada)
    assert found.learned == ()
    assert all(moment.sort is not MomentSort.EVIDENCE for moment in found.moments)


def test_an_incident_with_nothing_yet_can_be_reviewed() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    found = of(ada)
    assert found.from_us <= START_US <= found.to_us
    assert found.bands[-1].state is State.DECLARED
    assert found.harm_us is None


def test_the_harm_lasts_until_it_is_said_to_have_ended() -> None:
    ada = an_incident()
    ada.do(SetImpact(started_us=us(-5)))
    assert of(ada).harm_us == (us(-5), None)
    assert of(ada).from_us == us(-5)
