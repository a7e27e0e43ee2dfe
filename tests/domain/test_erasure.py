"""Erasing what must not be kept: who may, what goes, and what holds on without words."""

import pytest

from incident_desk.domain.corrections import Correct, EntryRetracted, Restore, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm, Erased
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.roles import Assign
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Attach, Note
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Hand, emptied, told, two_desks

SECRET = "hunter2"


@pytest.fixture
def room() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare(services=("shop",))
    tomas.hear(ada)
    return ada, tomas


def erase(ada: Hand, tomas: Hand, entry: Entry) -> list[Entry]:
    """Ada asks, Tomas confirms, and both know."""
    ada.do(Ask(entry.id, "a password"))
    tomas.hear(ada)
    written = tomas.do(Confirm(entry.id))
    ada.hear(tomas)
    return written


def on_disk(hand: Hand) -> list[Entry]:
    """The entries as the store keeps them: what was erased is empty."""
    gone = {e.subject for e in hand.entries if e.kind == "gov.erased"}
    return [emptied(e) if e.id in gone else e for e in hand.entries if e.incident == INCIDENT]


def has_secret(hand: Hand) -> bool:
    kept = b"".join(e.body for e in hand.fold().entries.values())
    return SECRET.encode() in told(hand.board()) or SECRET.encode() in kept


def test_the_words_go_and_the_line_stays_with_its_author_and_moments(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    said = ada.do(Note(SECRET, speaker=SECRET))[0]
    erase(ada, tomas, said)
    line = ada.board().timeline.line(said.id)
    assert (line.author, line.occurred_us, line.recorded_us) == (ada.person, said.occurred_us, said.recorded_us)
    assert (line.sort, line.text, line.speaker, line.english) == (
        LineSort.ERASURE,
        "",
        "",
        "The words of this entry were erased",
    )
    assert not has_secret(ada)


def test_who_asked_why_and_since_when_is_told(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    said = ada.do(Note(SECRET))[0]
    written = erase(ada, tomas, said)
    erasure = ada.board().erasures.of[said.id]
    assert (erasure.asked_by, erasure.reason) == ([ada.person, tomas.person], "a password")
    assert erasure.erased_us == written[-1].recorded_us


def test_a_board_read_from_the_disk_is_the_one_that_heard_it(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    for fields in (
        Note(SECRET),
        SetState(State.MONITORING, SECRET),
        SetSeverity(Severity.SEV1, SECRET),
        SetImpact(affected=SECRET, started_us=START_US, services=("api",)),
        Retitle(SECRET),
        Assign("scribe", SECRET),
    ):
        erase(ada, tomas, ada.do(fields)[-1])
    assert not has_secret(ada)
    assert told(Fold(INCIDENT, on_disk(ada)).board) == told(ada.board()) == told(tomas.board())


def test_a_state_and_a_severity_hold_on_without_their_words(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    at = START_US + 5 * MINUTE_US
    erase(ada, tomas, ada.do(SetSeverity(Severity.SEV1, SECRET))[-1])
    erase(ada, tomas, ada.do(SetState(State.RESOLVED, SECRET, at))[0])
    headline = ada.board().headline
    assert (headline.severity.value, headline.state) == (Severity.SEV1, State.RESOLVED)
    assert headline.entered_us[State.RESOLVED] == at
    ada.do(SetState(State.REVIEWED))
    assert not ada.board().headline.states.is_conflicted


def test_an_erased_declaration_still_says_when_how_bad_and_since_when() -> None:
    ada, tomas = two_desks()
    declared = ada.declare(SECRET, Severity.SEV1, detected_us=START_US - MINUTE_US, occurred_us=START_US)
    tomas.hear(ada)
    number = ada.board().headline.number
    erase(ada, tomas, declared)
    headline = ada.board().headline
    assert (headline.number, headline.title.value) == (number, None)
    assert (headline.severity.value, headline.state) == (Severity.SEV1, State.DECLARED)
    assert headline.entered_us == {State.DETECTED: START_US - MINUTE_US, State.DECLARED: START_US}
    assert "incident_manager" in ada.board().roles.held
    ada.do(Retitle("Checkout fails"))
    assert ada.board().headline.title.value == "Checkout fails"
    assert not ada.board().headline.title.is_conflicted


def test_an_erased_title_gives_way_to_the_one_before_without_a_conflict(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    wrong = ada.do(Retitle(SECRET))[0]
    ada.do(Retitle("Payments fail"))
    erase(ada, tomas, wrong)
    title = ada.board().headline.title
    assert (title.value, title.is_conflicted) == ("Payments fail", False)


def test_the_moments_of_an_impact_hold_on_the_words_do_not(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    erase(ada, tomas, ada.do(SetImpact(affected=SECRET, started_us=START_US, services=(SECRET,)))[0])
    impact = ada.board().impact
    assert (impact.started_us.value, impact.affected.value, impact.services.value) == (START_US, None, ("shop",))


def test_a_duplicate_stays_merged(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    other = ada.declare_another()
    linked = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    erase(ada, tomas, linked)
    assert ada.board().headline.state is State.MERGED
    assert [link.other for link in ada.board().links.standing.values()] == [other]


def test_corrections_and_a_retraction_lose_their_words_and_keep_their_effect(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    at = START_US + 2 * MINUTE_US
    said = ada.do(Note("wrong"))[0]
    ada.do(Correct(said.id, SECRET, at, reason=SECRET))
    ada.do(Retract(said.id, SECRET))
    written = erase(ada, tomas, said)
    assert len({e.subject for e in written if e.kind == "gov.erased"}) == 3
    line = ada.board().timeline.line(said.id)
    assert (line.occurred_us, line.is_retracted, line.text) == (at, True, "")
    assert [(c.text_was, c.reason, c.by) for c in line.corrections] == [("", "", ada.person)]
    assert not has_secret(ada)
    assert told(Fold(INCIDENT, on_disk(ada)).board) == told(ada.board())


def test_a_correction_that_came_too_late_can_be_erased_as_well(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    said = ada.do(Note("first"))[0]
    tomas.hear(ada)
    bo = Hand("Bo", 9, ada.clock)
    bo.hear(ada)
    late = bo.do(Correct(said.id, SECRET))[0]  # Bo has not heard that it is being erased
    erase(ada, tomas, said)
    ada.hear(bo)
    assert ada.board().timeline.line(said.id).text == ""
    ada.do(Ask(said.id, "there is a copy"))
    tomas.hear(ada)
    assert [e.subject for e in tomas.do(Confirm(said.id)) if e.kind == "gov.erased"] == [late.id]


def test_what_was_corrected_beside_the_asking_needs_a_second_person_of_its_own(room: tuple[Hand, Hand]) -> None:
    """Else the desk that confirms would empty the correction, and all others keep it: the door lets nobody do so."""
    ada, tomas = room
    said = ada.do(Note("first"))[0]
    bo = Hand("Bo", 9, ada.clock)
    bo.hear(ada)
    corrected = bo.do(Correct(said.id, SECRET))[0]  # Bo has not heard that somebody asks
    ada.do(Ask(said.id, "a password"))
    for other in (ada, bo):
        tomas.hear(other)
    written = tomas.do(Confirm(said.id))
    assert [e.subject for e in written if e.kind == "gov.erased"] == [said.id]
    assert [e.subject for e in written if e.kind == "gov.erase.asked"] == [said.id, corrected.id]
    for other in (tomas, bo):
        ada.hear(other)
    assert [e.subject for e in ada.do(Confirm(said.id)) if e.kind == "gov.erased"] == [corrected.id]
    tomas.hear(ada)
    for hand in room:
        assert not has_secret(hand)


def test_a_file_goes_with_its_line_and_both_were_asked_for_twice(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    added = ada.do(Attach("d" * 64, "dump.sql", 9))[0]
    erase(ada, tomas, added)
    asked = [(e.subject, e.author) for e in ada.entries if e.kind == "gov.erase.asked"]
    # a shared database erases a subject only if two people have asked for that very subject
    assert sorted(asked) == sorted((s, p) for s in (added.id, "d" * 64) for p in (ada.person, tomas.person))
    assert ada.board().timeline.line(added.id).digest == ""


def test_two_people_of_one_erasure_are_two(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    said = ada.do(Note(SECRET))[0]
    with pytest.raises(RuleError, match="Nobody has asked"):
        ada.do(Confirm(said.id))
    ada.do(Ask(said.id, "a password"))
    with pytest.raises(RuleError, match="a second person must confirm"):
        ada.do(Confirm(said.id))
    tomas.hear(ada)
    tomas.do(Ask(said.id, "a password"))
    ada.hear(tomas)
    ada.do(Confirm(said.id))  # Tomas has asked too: either may confirm the other's
    assert ada.board().timeline.line(said.id).is_erased


def test_an_erasure_cannot_be_taken_back(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    said = ada.do(Note(SECRET))[0]
    written = erase(ada, tomas, said)
    ada.say(EntryRetracted(written[-1].id))
    assert ada.board().timeline.line(said.id).is_erased
    for fields in (Retract(said.id), Restore(said.id), Correct(said.id, "x")):
        with pytest.raises(RuleError):
            ada.do(fields)


def test_two_desks_that_confirm_at_once_leave_the_state_as_it_was(room: tuple[Hand, Hand]) -> None:
    ada, tomas = room
    bo = Hand("Bo", 9, ada.clock)
    resolved = ada.do(SetState(State.RESOLVED, SECRET))[0]
    ada.do(Ask(resolved.id, "a password"))
    for hand in (tomas, bo):
        hand.hear(ada)
        hand.do(Confirm(resolved.id))
    ada.hear(tomas, bo)
    ada.say(Erased("by a version that keeps nothing"), subject=resolved.id)
    assert ada.board().headline.state is State.RESOLVED


def test_erased_entries_of_kinds_that_make_no_line_make_none(room: tuple[Hand, Hand]) -> None:
    ada, _ = room
    said = ada.do(Note("first"))[0]
    corrected = ada.do(Correct(said.id, SECRET))[0]
    before = len(ada.board().timeline.lines)
    ada.say(Erased("only the correction"), subject=corrected.id)
    assert len(ada.board().timeline.lines) == before
    assert ada.board().timeline.line(said.id).text == "first"
