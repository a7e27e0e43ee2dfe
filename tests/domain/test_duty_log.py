"""What was noted before any incident, and how an incident takes it to itself: with its times, and back by one word."""

import itertools

import pytest

from incident_desk.domain.board import Board
from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.duty_log import (
    AdoptLines,
    HandOverShift,
    NoteOnDuty,
    lines_since,
    shift_began_us,
)
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.moving import Move
from incident_desk.domain.timeline import Attach, Line, Mark, NoteSort
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Hand, emptied, told, two_desks

HOUR_US = 60 * MINUTE_US


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def log(hand: Hand) -> Board:
    return hand.board(NO_INCIDENT)


def standing(board: Board) -> list[str]:
    """What was said there and holds, in the order in which it happened."""
    return [x.text for x in board.timeline.lines if x.text and not x.is_retracted]


def line(board: Board, text: str) -> Line:
    return next(x for x in board.timeline.lines if x.text == text and not x.is_retracted)


def noted(hand: Hand, *words: str) -> list[Entry]:
    return [hand.do(NoteOnDuty(each))[0] for each in words]


def test_a_note_belongs_to_no_incident_and_has_its_time_author_and_speaker(ada: Hand) -> None:
    entry = ada.do(NoteOnDuty("Disk of db1 at 80 %", NoteSort.FINDING, START_US - HOUR_US, "Kim"))[0]
    said = log(ada).timeline.line(entry.id)
    assert entry.incident == NO_INCIDENT
    assert (said.text, said.sort, said.occurred_us, said.speaker) == (
        "Disk of db1 at 80 %",
        "finding",
        START_US - HOUR_US,
        "Kim",
    )
    assert said.author == ada.person
    assert "Disk of db1 at 80 %" not in standing(ada.board())


def test_an_empty_note_is_refused(ada: Hand) -> None:
    with pytest.raises(RuleError, match="nothing to write down"):
        ada.do(NoteOnDuty("  "))


def test_a_note_is_corrected_taken_back_and_undone_as_those_of_an_incident_are(ada: Hand) -> None:
    first, second = noted(ada, "Disk at 8 %", "Mail is slow")
    ada.do(Correct(first.id, text="Disk at 80 %"), NO_INCIDENT)
    ada.do(Retract(second.id), NO_INCIDENT)
    assert standing(log(ada)) == ["Disk at 80 %"]
    ada.do(Restore(second.id), NO_INCIDENT)
    ada.do(Undo(), NO_INCIDENT)
    assert standing(log(ada)) == ["Disk at 80 %"]
    assert log(ada).timeline.line(first.id).corrections[0].text_was == "Disk at 8 %"


def test_two_people_erase_the_words_of_a_note() -> None:
    ada, tomas = two_desks()
    [entry] = noted(ada, "The password is hunter2")
    ada.do(Ask(entry.id, "a password"), NO_INCIDENT)
    tomas.hear(ada)
    erased = tomas.do(Confirm(entry.id), NO_INCIDENT)
    assert erased[-1].subject == entry.id
    gone = Fold(NO_INCIDENT, [*(e for e in tomas.entries if e.id != entry.id), emptied(entry)]).board
    assert gone.timeline.line(entry.id).text == ""
    assert gone.timeline.line(entry.id).is_erased


def test_what_needs_an_incident_says_so_of_the_duty_log(ada: Hand) -> None:
    noted(ada, "Disk at 80 %")
    with pytest.raises(RuleError, match="needs an incident"):
        ada.do(SetState(State.MITIGATING), NO_INCIDENT)
    with pytest.raises(RuleError, match="needs an incident"):
        ada.do(AdoptLines(last=1), NO_INCIDENT)


def test_a_shift_goes_from_its_handover_on_and_else_back_twelve_hours(ada: Hand) -> None:
    now_us = ada.clock()
    ada.do(NoteOnDuty("From yesterday", occurred_us=now_us - 20 * HOUR_US))
    ada.do(NoteOnDuty("From this morning", occurred_us=now_us - 11 * HOUR_US))
    timeline = log(ada).timeline
    assert [x.text for x in lines_since(timeline, shift_began_us(timeline, now_us))] == ["From this morning"]
    ada.do(HandOverShift("Tomas", "The disk of db1 fills up"))
    noted(ada, "Mail is slow")
    timeline = log(ada).timeline
    assert [x.text for x in lines_since(timeline, shift_began_us(timeline, ada.clock()))] == ["Mail is slow"]
    assert timeline.lines[-2].english == "The shift goes over to Tomas: The disk of db1 fills up"


def test_lines_are_adopted_with_their_own_times_and_all_that_was_said_of_them(ada: Hand) -> None:
    first = ada.do(NoteOnDuty("Disk at 8 %", NoteSort.FINDING, START_US - HOUR_US, "Kim"))[0]
    ada.do(Correct(first.id, text="Disk at 80 %", occurred_us=START_US - 2 * HOUR_US), NO_INCIDENT)
    ada.do(Mark(first.id, is_significant=False), NO_INCIDENT)
    noted(ada, "Somebody else's matter")
    ada.do(AdoptLines(entries=(first.id,)))
    there = line(ada.board(), "Disk at 80 %")
    assert (there.occurred_us, there.speaker, there.sort, there.is_significant) == (
        START_US - 2 * HOUR_US,
        "Kim",
        "finding",
        False,
    )
    assert there.moved is not None
    assert (there.moved.incident, there.moved.label, there.moved.entry) == (NO_INCIDENT, "duty log", first.id)
    here = log(ada).timeline.line(first.id)
    assert here.retraction is not None
    assert here.retraction.moved is not None
    assert here.retraction.moved.label == ada.board().headline.number
    assert standing(log(ada)) == ["Somebody else's matter"]


@pytest.mark.parametrize(
    ("which", "adopted"),
    [
        (AdoptLines(last=2), ["Two", "Three"]),
        (AdoptLines(last=99), ["One", "Two", "Three"]),
        (AdoptLines(), ["One", "Two", "Three"]),
        (AdoptLines(since_us=START_US), ["One", "Two", "Three"]),
    ],
    ids=["the newest two", "more than there are", "the shift", "since a moment"],
)
def test_which_lines_are_adopted(ada: Hand, which: AdoptLines, adopted: list[str]) -> None:
    noted(ada, "One", "Two", "Three")
    ada.do(which)
    assert standing(ada.board()) == ["Checkout fails", *adopted][-len(adopted) :]
    assert set(standing(log(ada))).isdisjoint(adopted)


@pytest.mark.parametrize("which", [AdoptLines(last=0), AdoptLines(last=-3), AdoptLines(since_us=2 * START_US)])
def test_where_there_is_no_such_line_nothing_is_adopted(ada: Hand, which: AdoptLines) -> None:
    noted(ada, "One")
    with pytest.raises(RuleError, match="no such line"):
        ada.do(which)
    assert standing(log(ada)) == ["One"]


def test_one_undo_brings_back_all_that_one_word_adopted(ada: Hand) -> None:
    noted(ada, "Zero")
    ada.do(AdoptLines(last=1))
    noted(ada, "One", "Two")
    ada.do(AdoptLines(last=2))
    ada.do(Undo())
    assert standing(log(ada)) == ["One", "Two"]
    assert "Zero" in standing(ada.board())
    ada.do(Undo())  # of the undo
    assert standing(log(ada)) == []
    ada.do(Undo(), NO_INCIDENT)
    assert standing(log(ada)) == ["One", "Two"]


def test_a_line_comes_back_as_it_reads_by_then(ada: Hand) -> None:
    [entry] = noted(ada, "Disk at 8 %")
    ada.do(AdoptLines(last=1))
    ada.do(Correct(line(ada.board(), "Disk at 8 %").entry, text="Disk at 80 %"))
    ada.do(Restore(entry.id), NO_INCIDENT)
    assert standing(log(ada)) == ["Disk at 80 %"]
    assert "Disk at 80 %" not in standing(ada.board())


def test_a_line_goes_from_the_log_to_an_incident_and_from_there_to_the_log(ada: Hand) -> None:
    [entry] = noted(ada, "Disk at 80 %")
    ada.do(Move(entry.id, INCIDENT), NO_INCIDENT)
    copy = line(ada.board(), "Disk at 80 %")
    ada.do(Move(copy.entry, "duty-log"))
    assert standing(log(ada)) == ["Disk at 80 %"]
    said = ada.do(Attach("a" * 64, "graph.png", 12, "image/png", "The disk"))[0]
    ada.do(Move(said.id, "Duty log"))
    assert standing(log(ada)) == ["Disk at 80 %", "The disk"]


def test_what_somebody_asked_to_erase_goes_nowhere_and_a_handover_is_no_note(ada: Hand) -> None:
    [entry] = noted(ada, "The password is hunter2")
    handed = ada.do(HandOverShift("Tomas"))[0]
    ada.do(Ask(entry.id, "a password"), NO_INCIDENT)
    with pytest.raises(RuleError, match="asked to erase"):
        ada.do(AdoptLines(entries=(entry.id,)))
    with pytest.raises(RuleError, match="Only what was noted"):
        ada.do(AdoptLines(entries=(handed.id,)))


def test_an_erasure_reaches_the_line_in_the_log_and_in_the_incident() -> None:
    ada, tomas = two_desks()
    ada.declare()
    [entry] = noted(ada, "The password is hunter2")
    ada.do(AdoptLines(last=1))
    copy = line(ada.board(), "The password is hunter2").entry
    ada.do(Ask(copy, "a password"))
    tomas.hear(ada)
    erased = {e.subject for e in tomas.do(Confirm(copy)) if e.kind == "gov.erased"}
    assert {entry.id, copy} <= erased


def test_a_restricted_incident_takes_nothing_that_all_may_read(ada: Hand) -> None:
    from incident_desk.domain.restriction import Restrict

    noted(ada, "Disk at 80 %")
    ada.do(Restrict())
    with pytest.raises(RuleError, match="restricted"):
        ada.do(AdoptLines(last=1))


def test_two_desks_that_adopt_a_line_at_once_have_it_once_for_any_order_of_arrival() -> None:
    ada, tomas = two_desks()
    ada.declare()
    noted(ada, "Disk at 80 %", "Mail is slow")
    tomas.hear(ada)
    ada.do(AdoptLines(last=2))
    tomas.do(AdoptLines(last=1))
    ada.hear(tomas)
    tomas.hear(ada)
    for incident in (INCIDENT, NO_INCIDENT):
        own = [e for e in ada.entries if e.incident == incident]
        late = own[-6:]
        boards = {told(ada.board(incident)), told(tomas.board(incident))}
        for order in itertools.islice(itertools.permutations(late), 0, None, 37):
            fold = Fold(incident, own[:-6])
            for entry in order:
                fold.add([entry])
            boards.add(told(fold.board))
        assert len(boards) == 1
    assert standing(ada.board()).count("Mail is slow") == 1
    assert standing(log(ada)) == []
