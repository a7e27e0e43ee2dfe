"""Decisions, and what was objected to them."""

import pytest

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.decisions import Object
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.showing import shown
from incident_desk.domain.timeline import Note, NoteSort
from tests.domain.making import MINUTE_US, START_US, Hand, two_desks


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    return ada, tomas


def decide(hand: Hand, text: str = "Restore the 17:20 snapshot") -> Entry:
    return hand.do(Note(text, NoteSort.DECISION))[0]


def objections(hand: Hand) -> list[tuple[str, list[str]]]:
    """Each decision with the words that were objected to it, as files and scripts get them."""
    told = shown(hand.board(), hand.organisation.people)["decisions"]
    return [(each["text"], [objection["text"] for objection in each["objections"]]) for each in told]


def test_an_objection_stands_with_its_decision_and_on_the_timeline(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    decision = decide(ada)
    tomas.hear(ada)
    tomas.do(Object(decision.id, "Webhooks are missing in it"))
    ada.hear(tomas)
    assert objections(ada) == [("Restore the 17:20 snapshot", ["Webhooks are missing in it"])]
    line = ada.board().timeline.lines[-1]
    assert line.english == "Objection to the decision of 2019-01-20T16:04:00Z: Webhooks are missing in it"
    assert line.author == tomas.person


def test_objections_of_two_desks_at_once_are_both_kept(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    decision = decide(ada)
    tomas.hear(ada)
    ada.do(Object(decision.id, "Too slow", speaker="Network SME"))
    tomas.do(Object(decision.id, "Webhooks are missing in it"))
    ada.hear(tomas)
    tomas.hear(ada)
    assert objections(ada) == objections(tomas)
    assert sorted(objections(ada)[0][1]) == ["Too slow", "Webhooks are missing in it"]


def test_an_objection_is_corrected_and_taken_back_like_any_line(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    decision = decide(ada)
    objection = ada.do(Object(decision.id, "Too slwo"))[0]
    ada.do(Correct(objection.id, text="Too slow"))
    assert objections(ada)[0][1] == ["Too slow"]
    ada.do(Retract(objection.id))
    assert objections(ada)[0][1] == []
    ada.do(Restore(objection.id))
    assert objections(ada)[0][1] == ["Too slow"]


def test_undo_takes_back_the_objection_and_leaves_the_decision(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    decision = decide(ada)
    ada.do(Object(decision.id, "Too slow"))
    ada.do(Undo())
    assert objections(ada) == [("Restore the 17:20 snapshot", [])]


def test_an_objection_may_be_written_down_later_than_it_was_said(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    decision = decide(ada)
    said_us = START_US + 90 * MINUTE_US
    ada.do(Object(decision.id, "Too slow", occurred_us=said_us))
    assert ada.board().timeline.lines[-1].occurred_us == said_us


def test_only_a_decision_that_stands_can_be_objected_to(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    plain = ada.do(Note("The copy is slow"))[0]
    decision = decide(ada)
    objection = ada.do(Object(decision.id, "Too slow"))[0]
    for entry in (plain.id, objection.id):
        with pytest.raises(RuleError, match="Only a decision"):
            ada.do(Object(entry, "No"))
    with pytest.raises(RuleError, match="nothing to write"):
        ada.do(Object(decision.id, "  "))
    with pytest.raises(NotFound):
        ada.do(Object(EntryId("nothing"), "No"))
    ada.do(Retract(decision.id))
    with pytest.raises(RuleError, match="taken back"):
        ada.do(Object(decision.id, "No"))
