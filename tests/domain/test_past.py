"""What was true at a moment of the past, and what was known then."""

from typing import Any

import pytest

from incident_desk.domain.corrections import Correct, EntryCorrected, EntryRetracted
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.fold import Fold, folded_at
from incident_desk.domain.incident import SetSeverity, SetState, State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Mark, Note
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Hand, told, two_desks
from tests.domain.night import in_order, of_incident


def at(hand: Hand, minutes: float, known: bool = False) -> Any:
    return folded_at(INCIDENT, in_order(of_incident(hand)), START_US + int(minutes * MINUTE_US), known)


def test_what_was_true_is_told_by_when_it_happened_what_was_known_by_when_it_was_written() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    ada.clock.now_us = START_US + 60 * MINUTE_US
    ada.do(SetState(State.MONITORING, occurred_us=START_US + 10 * MINUTE_US))
    assert at(ada, 9).headline.state is State.DECLARED
    assert at(ada, 10).headline.state is State.MONITORING
    assert at(ada, 60, known=True).headline.state is State.DECLARED
    assert at(ada, 61, known=True).headline.state is State.MONITORING


def test_what_was_true_knows_of_corrections_and_retractions_written_later() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    raised = ada.do(SetSeverity(Severity.SEV1, "-", occurred_us=START_US + 5 * MINUTE_US))[-1]
    moved = ada.do(Note("Failover", occurred_us=START_US + 6 * MINUTE_US))[0]
    ada.clock.now_us = START_US + 60 * MINUTE_US
    # as another version may write them: their own moment is when they were written
    ada.say(EntryRetracted(raised.id), EntryCorrected(moved.id, "Failover began", START_US + 20 * MINUTE_US))
    assert at(ada, 10).headline.severity.value is Severity.SEV2
    assert moved.id not in at(ada, 10).timeline.at
    assert at(ada, 20).timeline.line(moved.id).text == "Failover began"
    assert at(ada, 30, known=True).headline.severity.value is Severity.SEV1
    assert at(ada, 30, known=True).timeline.line(moved.id).text == "Failover"


def test_words_corrected_before_their_moment_was_corrected_stay_corrected() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    said = ada.do(Note("Reebot", occurred_us=START_US + 10 * MINUTE_US))[0]
    ada.do(Correct(said.id, "Reboot", START_US + 20 * MINUTE_US))
    ada.do(Correct(said.id, occurred_us=START_US + 5 * MINUTE_US))
    assert at(ada, 6).timeline.line(said.id).text == "Reboot"


def test_a_line_marked_later_was_as_important_then() -> None:
    ada, _ = two_desks()
    ada.declare()
    said = ada.do(Note("A disk was swapped"))[0]
    ada.clock.pass_(60)
    ada.do(Mark(said.id))
    assert at(ada, 10).timeline.line(said.id).is_significant
    assert not at(ada, 10, known=True).timeline.line(said.id).is_significant


@pytest.mark.parametrize("known", [False, True])
def test_words_that_are_gone_now_are_gone_from_the_past(known: bool) -> None:
    ada, tomas = two_desks()
    ada.declare()
    said = ada.do(SetState(State.MONITORING, "hunter2"))[0]
    before = ada.clock.now_us
    ada.do(Ask(said.id, "a password"))
    tomas.hear(ada)
    tomas.do(Confirm(said.id))
    board = folded_at(INCIDENT, in_order(of_incident(tomas)), before, known)
    assert b"hunter2" not in told(board)
    assert board.headline.state is State.MONITORING


def test_before_its_declaration_an_incident_has_its_name_already() -> None:
    ada, _ = two_desks()
    ada.declare("Checkout fails")
    ada.do(Note("A customer calls", occurred_us=START_US - 60 * MINUTE_US))
    board = at(ada, -30)
    assert (board.headline.number, board.headline.title.value) == (ada.board().headline.number, "Checkout fails")
    assert board.headline.state is State.DETECTED
    assert [line.text for line in board.timeline.lines] == ["A customer calls"]


def test_lines_stand_in_the_order_they_happened_and_then_as_they_were_written() -> None:
    ada, _ = two_desks()
    ada.declare("Checkout fails", occurred_us=START_US)
    for text, minute in (("third", 9), ("first", -9), ("fourth", 9), ("second", 8)):
        ada.do(Note(text, occurred_us=START_US + minute * MINUTE_US))
    texts = [line.text for line in ada.board().timeline.lines]
    assert texts == ["first", "", "second", "third", "fourth"]
    assert texts == [line.text for line in Fold(INCIDENT, of_incident(ada)).board.timeline.lines]
