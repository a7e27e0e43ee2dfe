"""A wrong entry is corrected or taken back by another; both stay, and the trail tells who said what when."""

import pytest

from incident_desk.domain.corrections import Correct, EntryCorrected, EntryRetracted, Restore, Retract, Undo
from incident_desk.domain.erasure import Ask
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import SetSeverity, SetState, State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Mark, Note
from tests.domain.making import MINUTE_US, START_US, TOMAS_DESK, Hand, two_desks

NINE = START_US + 9 * MINUTE_US
TEN = START_US + 10 * MINUTE_US
ELEVEN = START_US + 11 * MINUTE_US


@pytest.fixture
def ada() -> Hand:
    """Ada, who has declared."""
    hand, _ = two_desks()
    hand.declare()
    return hand


def test_the_trail_tells_what_a_line_said_before_each_correction(ada: Hand) -> None:
    said = ada.do(Note("Reebot", occurred_us=NINE))[0]
    ada.do(Correct(said.id, "Reboot", reason="typo"))
    ada.do(Correct(said.id, occurred_us=TEN))
    ada.do(Correct(said.id, "Reboot of db1", occurred_us=ELEVEN))
    line = ada.board().timeline.line(said.id)
    assert (line.text, line.occurred_us) == ("Reboot of db1", ELEVEN)
    assert [(c.text_was, c.occurred_us_was, c.reason) for c in line.corrections] == [
        ("Reebot", NINE, "typo"),
        ("Reboot", NINE, ""),
        ("Reboot", TEN, ""),
    ]
    assert {c.by for c in line.corrections} == {ada.person}


def test_a_corrected_line_moves_to_its_moment(ada: Hand) -> None:
    late = ada.do(Note("first", occurred_us=ELEVEN))[0]
    ada.do(Note("second", occurred_us=TEN))
    ada.do(Correct(late.id, occurred_us=NINE))
    assert [line.text for line in ada.board().timeline.lines if line.text] == ["first", "second"]


def test_a_corrected_moment_is_when_a_state_was_entered(ada: Hand) -> None:
    mitigated = ada.do(SetState(State.MONITORING, occurred_us=TEN))[0]
    ada.do(Correct(mitigated.id, occurred_us=NINE))
    headline = ada.board().headline
    assert headline.entered_us[State.MONITORING] == NINE
    assert headline.states.settings[-1].occurred_us == NINE


def test_the_words_beside_what_the_desk_says_can_be_corrected(ada: Hand) -> None:
    mitigated = ada.do(SetState(State.MONITORING, "Failed ovre"))[0]
    ada.do(Correct(mitigated.id, "Failed over"))
    line = ada.board().timeline.line(mitigated.id)
    assert line.english == "Declared → Monitoring: Failed over"


def test_a_correction_that_changes_nothing_is_refused(ada: Hand) -> None:
    said = ada.do(Note("Reboot", occurred_us=NINE))[0]
    for fields in (Correct(said.id), Correct(said.id, " Reboot ", NINE), Correct(said.id, occurred_us=NINE)):
        with pytest.raises(RuleError, match="Nothing would change"):
            ada.do(fields)
    for blank in ("", " \n"):
        with pytest.raises(RuleError, match="nothing to write down"):
            ada.do(Correct(said.id, blank))


def test_only_what_changes_is_written(ada: Hand) -> None:
    said = ada.do(Note("Reboot", occurred_us=NINE))[0]
    written = ada.do(Correct(said.id, "Reboot", TEN))[0]
    assert written.body == b'{"target":"%s","occurred_us":%d}' % (said.id.encode(), TEN)


def test_what_was_taken_back_stays_readable_and_has_no_effect(ada: Hand) -> None:
    raised = ada.do(SetSeverity(Severity.SEV1, "Everybody is hit"))[-1]
    ada.do(Retract(raised.id, "only the EU"))
    line = ada.board().timeline.line(raised.id)
    assert (line.is_retracted, line.text) == (True, "Everybody is hit")
    assert line.retraction is not None
    assert (line.retraction.by, line.retraction.reason) == (ada.person, "only the EU")
    assert ada.board().headline.severity.value is Severity.SEV2


def test_what_was_taken_back_can_hold_again(ada: Hand) -> None:
    raised = ada.do(SetSeverity(Severity.SEV1, "-"))[-1]
    ada.do(Retract(raised.id))
    ada.do(Restore(raised.id))
    line = ada.board().timeline.line(raised.id)
    assert (line.is_retracted, line.retraction) == (False, None)
    assert ada.board().headline.severity.value is Severity.SEV1
    with pytest.raises(RuleError, match="nobody took it back"):
        ada.do(Restore(raised.id))
    ada.do(Retract(raised.id))
    assert ada.board().headline.severity.value is Severity.SEV2


def test_a_retraction_of_a_retraction_of_a_retraction_takes_back(ada: Hand) -> None:
    said = ada.do(Note("Reboot"))[0]
    last = said.id
    for depth in range(1, 5):
        last = ada.say(EntryRetracted(last))[0].id
        assert ada.board().timeline.line(said.id).is_retracted == (depth % 2 == 1)


def test_a_correction_of_the_moment_can_be_taken_back(ada: Hand) -> None:
    said = ada.do(Note("Reboot", occurred_us=NINE))[0]
    moved = ada.do(Correct(said.id, "Reboot of db1", TEN))[0]
    ada.say(EntryRetracted(moved.id))
    line = ada.board().timeline.line(said.id)
    assert (line.text, line.occurred_us, line.corrections) == ("Reboot", NINE, ())


def test_nothing_is_added_to_what_was_taken_back(ada: Hand) -> None:
    said = ada.do(Note("Reboot"))[0]
    ada.do(Retract(said.id))
    for fields in (Correct(said.id, "Restart"), Retract(said.id)):
        with pytest.raises(RuleError, match="taken back or erased already"):
            ada.do(fields)


def test_nothing_is_added_to_words_that_somebody_asked_to_erase(ada: Hand) -> None:
    said = ada.do(Note("hunter2"))[0]
    ada.do(Ask(said.id, "a password"))
    with pytest.raises(RuleError, match="asked to erase"):
        ada.do(Correct(said.id, "hunter3"))


def test_what_is_not_there_cannot_be_corrected(ada: Hand) -> None:
    for fields in (Correct(EntryId("x"), "a"), Retract(EntryId("")), Restore(EntryId("x")), Mark(EntryId("x"))):
        with pytest.raises(NotFound, match="no entry"):
            ada.do(fields)


def test_a_correction_of_what_never_arrived_changes_nothing(ada: Hand) -> None:
    before = len(ada.board().timeline.lines)
    ada.say(EntryCorrected(EntryId("x"), "a", NINE), EntryRetracted(EntryId("x")))
    assert len(ada.board().timeline.lines) == before


# undo ----------------------------------------------------------------------------------------------------------------


def test_undo_takes_back_ones_own_lines_newest_first(ada: Hand) -> None:
    tomas = Hand("Tomas", TOMAS_DESK, ada.clock)
    tomas.hear(ada)
    mine = [ada.do(Note(f"mine {n}"))[0] for n in range(2)]
    ada.hear(tomas)
    theirs = tomas.do(Note("theirs"))[0]
    ada.hear(tomas)
    ada.do(Undo())
    ada.do(Undo("was wrong"))
    timeline = ada.board().timeline
    assert [timeline.line(e.id).is_retracted for e in (*mine, theirs)] == [True, True, False]
    with pytest.raises(RuleError, match="A declaration is not taken back"):
        ada.do(Undo())
    tomas.hear(ada)
    tomas.do(Undo())
    with pytest.raises(RuleError, match="nothing of yours"):
        tomas.do(Undo())


def test_a_declaration_is_never_taken_back(ada: Hand) -> None:
    declared = ada.board().timeline.lines[0]
    with pytest.raises(RuleError, match="false alarm"):
        ada.do(Retract(declared.entry))


def test_governing_entries_stand_whatever_is_written(ada: Hand) -> None:
    opened = ada.fold().entries
    ada.say(*(EntryRetracted(e) for e, entry in opened.items() if entry.kind.startswith("gov.")))
    assert ada.board().headline.number


# what rules of sending go by -----------------------------------------------------------------------------------------


def governed(hand: Hand) -> list[str | None]:
    return [e.subject for e in hand.entries if e.kind == "gov.severity.set"]


def test_the_governing_severity_follows_what_shows(ada: Hand) -> None:
    raised = ada.do(SetSeverity(Severity.SEV1, "-"))[-1]
    lowered = ada.do(SetSeverity(Severity.SEV4, "-"))[-1]
    ada.do(Retract(lowered.id))
    ada.do(Retract(raised.id))
    ada.do(Restore(lowered.id))
    ada.do(Restore(raised.id))  # an earlier one, which does not show
    assert ada.board().headline.severity.value is Severity.SEV4
    assert governed(ada) == ["SEV1", "SEV4", "SEV1", "SEV2", "SEV4"]


def test_taking_back_a_severity_that_does_not_show_governs_nothing_anew(ada: Hand) -> None:
    raised = ada.do(SetSeverity(Severity.SEV1, "-"))[-1]
    ada.do(SetSeverity(Severity.SEV3, "-"))
    ada.do(Retract(raised.id))
    assert governed(ada) == ["SEV1", "SEV3"]


def test_without_any_severity_the_rules_of_the_highest_hold() -> None:
    ada, _ = two_desks()
    ada.declare(severity=None)
    ada.do(SetSeverity(Severity.SEV3, "-"))
    ada.do(Undo())
    assert ada.board().headline.severity.value is None
    assert governed(ada) == ["SEV3", "SEV1"]
