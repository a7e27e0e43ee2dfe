"""A line that was written in the wrong incident goes to the right one, and back: nothing is lost on the way."""

import itertools

import pytest

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.decisions import Decide, DecisionMade, Object, Revisit
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.moving import Move
from incident_desk.domain.timeline import Attach, Line, Mark, Note, NoteSort
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Hand, told, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


@pytest.fixture
def other(ada: Hand) -> IncidentId:
    return ada.declare_another("Mail is late")


@pytest.fixture
def desks() -> tuple[Hand, Hand, IncidentId]:
    """Ada and Tomas, both with both incidents."""
    ada, tomas = two_desks()
    ada.declare()
    other = ada.declare_another("Mail is late")
    tomas.hear(ada)
    return ada, tomas, other


def standing(hand: Hand, incident: IncidentId = INCIDENT) -> list[str]:
    """What was said there and holds, in the order in which it happened."""
    return [x.text for x in hand.board(incident).timeline.lines if x.text and not x.is_retracted]


def line(hand: Hand, text: str, incident: IncidentId = INCIDENT) -> Line:
    return next(x for x in hand.board(incident).timeline.lines if x.text == text and not x.is_retracted)


def same_everywhere(ada: Hand, tomas: Hand) -> bool:
    """Both know all; and the boards are the same for another order of arrival."""
    ada.hear(tomas)
    tomas.hear(ada)
    for incident in (INCIDENT, *(e.incident for e in ada.entries if e.kind == "gov.incident.opened")):
        own = [e for e in tomas.entries if e.incident == incident]
        backwards = Fold(incident)
        for entry in reversed(own):
            backwards.add([entry])
        states = {told(ada.board(incident)), told(tomas.board(incident)), told(backwards.board)}
        if len(states) != 1:
            return False
    return True


def test_a_line_goes_with_its_times_its_speaker_and_what_was_said_of_it(ada: Hand, other: IncidentId) -> None:
    said = ada.do(Note("Queue is fluul", NoteSort.FINDING, START_US - 5 * MINUTE_US, "Kim", approximate=True))[0]
    ada.do(Correct(said.id, text="Queue is full", occurred_us=START_US - 6 * MINUTE_US))
    ada.do(Mark(said.id, is_significant=False))
    ada.do(Move(said.id, ada.board(other).headline.number))
    there = line(ada, "Queue is full", other)
    assert (there.occurred_us, there.speaker, there.sort, there.is_approximate, there.is_significant) == (
        START_US - 6 * MINUTE_US,
        "Kim",
        "finding",
        True,
        False,
    )
    assert there.moved is not None
    assert (there.moved.incident, there.moved.entry) == (INCIDENT, said.id)
    here = ada.board().timeline.line(said.id)
    assert here.is_retracted
    assert here.retraction is not None
    assert here.retraction.moved is not None
    assert (here.retraction.moved.incident, here.retraction.moved.entry) == (other, there.entry)


def test_a_file_goes_too_and_whoever_wrote_it_is_named(desks: tuple[Hand, Hand, IncidentId]) -> None:
    ada, tomas, other = desks
    said = tomas.do(Attach("a" * 64, "graph.png", 12, "image/png", "The queue"))[0]
    ada.hear(tomas)
    ada.do(Move(said.id, other))
    there = line(ada, "The queue", other)
    assert (there.digest, there.speaker, there.english) == ("a" * 64, "Tomas", "graph.png: The queue")


def test_objections_go_with_the_decision_and_come_back_with_it(ada: Hand, other: IncidentId) -> None:
    decision = ada.do(Note("Restore the snapshot", NoteSort.DECISION))[0]
    ada.do(Object(decision.id, "Webhooks are missing"))
    ada.do(Move(decision.id, other))
    there = line(ada, "Restore the snapshot", other)
    [objection] = ada.board(other).decisions.objections[there.entry]
    assert ada.board(other).timeline.line(objection).text == "Webhooks are missing"
    assert ada.board().decisions.objections == {}
    ada.do(Undo())
    assert standing(ada) == ["Restore the snapshot", "Webhooks are missing"]
    assert standing(ada, other) == []
    assert len(ada.board().decisions.objections[decision.id]) == 1


def test_a_decision_goes_with_its_reasons_and_when_it_is_looked_at_again(ada: Hand, other: IncidentId) -> None:
    made = ada.do(Decide("Restore the snapshot", why="webhooks can be replayed", revisit_s=1800))[0]
    ada.do(Move(made.id, other))
    there = line(ada, "Restore the snapshot", other)
    assert isinstance(there.body, DecisionMade)
    assert there.body.why == "webhooks can be replayed"
    now_us = ada.clock() + 40 * MINUTE_US
    assert [each.entry for _, each in ada.board(other).decisions.due(ada.board(other).timeline, now_us)] == [
        there.entry
    ]
    assert ada.board().decisions.due(ada.board().timeline, now_us) == []
    ada.do(Undo())
    assert ada.board(other).decisions.due(ada.board(other).timeline, now_us) == []
    ada.do(Revisit(made.id, "it holds"))
    with pytest.raises(RuleError, match="looked at again"):
        ada.do(Move(made.id, other))


@pytest.mark.parametrize("way", ["undo here", "undo there", "restore", "move back"])
def test_every_way_back_leaves_the_line_once_and_as_it_reads_by_now(ada: Hand, other: IncidentId, way: str) -> None:
    said = ada.do(Note("Queue is full"))[0]
    ada.do(Move(said.id, other))
    copy = line(ada, "Queue is full", other).entry
    if way != "undo there":
        ada.do(Correct(copy, text="Queue was full"), other)
    ways = {
        "undo here": (Undo(), INCIDENT),
        "undo there": (Undo(), other),
        "restore": (Restore(said.id), INCIDENT),
        "move back": (Move(copy, INCIDENT), other),
    }
    ada.do(*ways[way])
    assert standing(ada) == ["Queue is full" if way == "undo there" else "Queue was full"]
    assert standing(ada, other) == []
    ada.do(Move(said.id, other))  # and it can go again
    assert (len(standing(ada)), len(standing(ada, other))) == (0, 1)


def test_undo_takes_what_was_written_after_the_move_first(ada: Hand, other: IncidentId) -> None:
    said = ada.do(Note("Queue is full"))[0]
    ada.do(Move(said.id, other))
    ada.do(Note("db1 is empty"))
    ada.do(Undo())
    assert (standing(ada), standing(ada, other)) == ([], ["Queue is full"])
    ada.do(Undo())
    assert (standing(ada), standing(ada, other)) == (["Queue is full"], [])


def test_it_goes_on_from_incident_to_incident(ada: Hand, other: IncidentId) -> None:
    third = ada.declare_another("Search is slow")
    said = ada.do(Note("Queue is full"))[0]
    ada.do(Move(said.id, other))
    ada.do(Move(line(ada, "Queue is full", other).entry, third), other)
    assert [standing(ada, each) for each in (INCIDENT, other, third)] == [[], [], ["Queue is full"]]


def test_two_desks_that_move_it_to_the_same_incident_at_once_have_it_there_once(
    desks: tuple[Hand, Hand, IncidentId],
) -> None:
    ada, tomas, other = desks
    said = ada.do(Note("Queue is full"))[0]
    tomas.hear(ada)
    ada.do(Move(said.id, other))
    tomas.do(Move(said.id, other))
    assert same_everywhere(ada, tomas)
    assert (standing(ada), standing(ada, other)) == ([], ["Queue is full"])
    ada.do(Retract(line(ada, "Queue is full", other).entry), other)
    assert same_everywhere(ada, tomas)
    assert standing(tomas, other) == ["Queue is full"]  # what the other desk brought holds now


def test_two_desks_that_move_it_to_two_incidents_at_once_lose_nothing(desks: tuple[Hand, Hand, IncidentId]) -> None:
    ada, tomas, other = desks
    third = ada.declare_another("Search is slow")
    said = ada.do(Note("Queue is full"))[0]
    tomas.hear(ada)
    ada.do(Move(said.id, other))
    tomas.do(Move(said.id, third))
    assert same_everywhere(ada, tomas)
    assert [standing(ada, each) for each in (INCIDENT, other, third)] == [[], ["Queue is full"], ["Queue is full"]]


def test_one_moves_it_while_the_other_corrects_it(desks: tuple[Hand, Hand, IncidentId]) -> None:
    ada, tomas, other = desks
    said = ada.do(Note("Queue is full"))[0]
    tomas.hear(ada)
    ada.do(Move(said.id, other))
    tomas.do(Correct(said.id, text="Queue is half full"))
    assert same_everywhere(ada, tomas)
    assert ada.board().timeline.line(said.id).text == "Queue is half full"  # struck through, and still readable
    assert standing(tomas, other) == ["Queue is full"]


@pytest.mark.parametrize("side", ["where it was written", "where it was moved to"])
def test_what_is_erased_in_one_place_is_erased_in_the_other(desks: tuple[Hand, Hand, IncidentId], side: str) -> None:
    ada, tomas, other = desks
    said = ada.do(Note("The password is hunter2"))[0]
    ada.do(Move(said.id, other))
    copy = line(ada, "The password is hunter2", other)
    ada.do(Correct(copy.entry, text="It is hunter2!"), other)
    tomas.hear(ada)
    entry, incident = (said.id, INCIDENT) if side == "where it was written" else (copy.entry, other)
    ada.do(Ask(entry, "a password"), incident)
    tomas.hear(ada)
    tomas.do(Confirm(entry), incident)
    assert same_everywhere(ada, tomas)
    shown = b"".join(told(ada.board(each)) for each in (INCIDENT, other))
    kept = b"".join(e.body for each in (INCIDENT, other) for e in ada.fold(each).entries.values())
    assert b"hunter2" not in shown + kept
    with pytest.raises(RuleError, match="erased already"):
        ada.do(Confirm(said.id))


def test_a_file_that_was_moved_is_erased_once_for_both_places(desks: tuple[Hand, Hand, IncidentId]) -> None:
    ada, tomas, other = desks
    said = ada.do(Attach("b" * 64, "dump.txt", 12))[0]
    ada.do(Move(said.id, other))
    ada.do(Ask(said.id, "names of patients"))
    tomas.hear(ada)
    written = tomas.do(Confirm(said.id))
    assert [e.subject for e in written if e.kind == "gov.erased"].count("b" * 64) == 1
    asked = {e.incident for e in ada.entries if e.subject == "b" * 64}
    assert {e.incident for e in written if e.subject == "b" * 64} == asked  # a shared database wants both in one


def test_what_makes_no_sense_is_refused(ada: Hand, other: IncidentId) -> None:
    said = ada.do(Note("Queue is full"))[0]
    state = ada.do(SetState(State.MITIGATING))[-1]
    gone = ada.do(Note("Nonsense"))[0]
    ada.do(Retract(gone.id))
    refused: list[tuple[Entry, str, str]] = [
        (said, INCIDENT, "already"),
        (state, other, "Only what was said"),
        (gone, other, "taken back"),
    ]
    for entry, where, why in refused:
        with pytest.raises(RuleError, match=why):
            ada.do(Move(entry.id, where))
    for entry_id, where in itertools.product([EntryId("x")], [other]):
        with pytest.raises(NotFound):
            ada.do(Move(entry_id, where))
    with pytest.raises(NotFound):
        ada.do(Move(said.id, "INC-NONE-1"))
    ada.do(Ask(said.id, "a name"))
    with pytest.raises(RuleError, match="asked to erase"):
        ada.do(Move(said.id, other))


def test_nothing_goes_out_of_a_restricted_incident_or_into_one(ada: Hand, other: IncidentId) -> None:
    secret = ada.do(Declare("Keys stolen", restricted=True))[-1].incident
    told_there = ada.do(Note("By whom"), secret)[0]
    said = ada.do(Note("Queue is full"))[0]
    with pytest.raises(RuleError, match="restricted"):
        ada.do(Move(told_there.id, other), secret)
    with pytest.raises(RuleError, match="restricted"):
        ada.do(Move(said.id, secret))
