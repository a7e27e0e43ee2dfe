"""Decisions, and what was objected to them."""

import pytest

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.decisions import Decide, Object, Revisit
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.searching import searchable
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


# decided in full, and looked at again ---------------------------------------------------------------------------------


def told(hand: Hand) -> list[dict[str, object]]:
    return shown(hand.board(), hand.organisation.people)["decisions"]


def test_a_decision_tells_why_instead_of_what_and_when_it_is_looked_at_again(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(
        Decide(
            "Restore the 17:20 snapshot",
            why="the dump of 18:00 is empty",
            alternatives="replaying the binary logs",
            is_reversible=False,
            revisit_s=1800,
            is_asked=True,
            speaker="Sofia",
        )
    )
    tomas.hear(ada)
    assert tomas.board().timeline.lines[-1].english == (
        "Restore the 17:20 snapshot · because the dump of 18:00 is empty · no way back"
        " · look again 2019-01-20T16:34:00Z · instead of: replaying the binary logs · strong objections were asked for"
    )
    [decision] = told(tomas)
    assert (decision["why"], decision["is_reversible"], decision["speaker"], decision["stands"]) == (
        "the dump of 18:00 is empty",
        False,
        "Sofia",
        True,
    )


def test_the_strong_objection_that_was_asked_for_is_written_with_the_decision(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Decide("Fail over", objection="Replication is 6 h behind", objector="Tomas"))
    line = ada.board().timeline.lines[-1]
    assert (line.text, line.speaker) == ("Replication is 6 h behind", "Tomas")
    assert objections(ada) == [("Fail over", ["Replication is 6 h behind"])]
    with pytest.raises(RuleError, match="Say what Kim objects"):
        ada.do(Decide("Fail over", objector="Kim"))
    with pytest.raises(RuleError, match="nothing to write"):
        ada.do(Decide(" "))


def due(hand: Hand, after_minutes: int) -> list[str]:
    board = hand.board()
    found = board.decisions.due(board.timeline, START_US + after_minutes * MINUTE_US)
    return [line.text for _, line in found]


def test_a_decision_is_due_at_its_time_until_somebody_looked_at_it_again(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    decision = ada.do(Decide("Restore the 17:20 snapshot", revisit_s=600))[0]
    assert due(ada, 5) == []
    assert due(ada, 600) == ["Restore the 17:20 snapshot"]
    ada.do(Revisit(decision.id, revisit_s=3600))
    assert due(ada, 20) == []
    assert due(ada, 600) == ["Restore the 17:20 snapshot"]
    with pytest.raises(RuleError, match="Say why it no longer holds"):
        ada.do(Revisit(decision.id, is_standing=False))
    ada.do(Revisit(decision.id, "the copy was done first", is_standing=False))
    assert due(ada, 6000) == []
    assert told(ada)[0]["stands"] is False
    assert ada.board().timeline.lines[-1].english.endswith("no longer holds: the copy was done first")


def test_a_decision_taken_back_is_not_due_and_not_looked_at_again(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    decision = ada.do(Decide("Restore the 17:20 snapshot", revisit_s=600))[0]
    again = ada.do(Revisit(decision.id, revisit_s=600))[0]
    with pytest.raises(RuleError, match="Only a decision"):
        ada.do(Revisit(again.id))
    ada.do(Retract(decision.id))
    assert due(ada, 6000) == []
    with pytest.raises(RuleError, match="Only a decision"):
        ada.do(Revisit(decision.id))


def test_a_line_that_was_written_as_a_decision_in_a_hurry_is_looked_at_again_as_well(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Revisit(decide(ada).id, "still right", revisit_s=600))
    assert due(ada, 600) == ["Restore the 17:20 snapshot"]


def test_two_who_look_at_it_again_at_once_are_both_kept(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    decision = ada.do(Decide("Restore the 17:20 snapshot", revisit_s=600))[0]
    tomas.hear(ada)
    ada.do(Revisit(decision.id, "the copy is good"))
    tomas.do(Revisit(decision.id, "the copy is not", is_standing=False))
    ada.hear(tomas)
    tomas.hear(ada)
    assert told(ada) == told(tomas)
    assert told(ada)[0]["is_split"] is True
    ada.do(Revisit(decision.id, "Tomas is right", is_standing=False))
    assert told(ada)[0]["is_split"] is False


def test_an_erased_decision_keeps_its_time_and_loses_its_words(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    decision = ada.do(Decide("Give Eve the password", why="she asked", revisit_s=600))[0]
    ada.do(Ask(decision.id, "a name"))
    tomas.hear(ada)
    tomas.do(Confirm(decision.id))
    ada.hear(tomas)
    assert "she asked" not in str(shown(ada.board(), ada.organisation.people))
    board = ada.board()
    assert [line.entry for _, line in board.decisions.due(board.timeline, START_US + 600 * MINUTE_US)] == [decision.id]


def test_what_a_decision_says_is_found(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    entry = ada.do(Decide("Restore", why="the dump is empty", alternatives="binary logs"))[0]
    assert searchable(entry) == "Restore the dump is empty binary logs"
