"""Clocks: due by the plan, kept, late, put off, missed; by the severity of the hour; any order of arrival."""

import json
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clock_rounds import Showing, showing, showings
from incident_desk.domain.clocks import Keep, Snooze
from incident_desk.domain.corrections import Retract
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.incident import Declare, SetSeverity, SetState
from incident_desk.domain.links import Add, Relation, Remove
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.snoozing import SnoozeNeed
from incident_desk.domain.spans import read_span
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.state import State
from incident_desk.domain.texts import Reading, read_line
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, START_US, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders

CALL_OUT, INTERNAL, REASSESS = Clock.CALL_OUT, Clock.INTERNAL_UPDATE, Clock.REASSESSMENT


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV1)  # call-out every 10 min, internal update every 20
    tomas.hear(ada)
    ada.hear(tomas)
    return ada, tomas


def stands(hand: Hand, clock: Clock = CALL_OUT, *, after_min: float = 0) -> Showing:
    plan = hand.organisation.plans.of(hand.board().headline)
    found = showing(hand.board().clocks, plan, clock, hand.clock() + round(after_min * MINUTE_US))
    assert found is not None
    return found


def said(hand: Hand) -> list[str]:
    return [f"{line.english} {line.text}".strip() for line in hand.board().timeline.lines]


def due_in_min(hand: Hand, clock: Clock = CALL_OUT) -> float:
    due_us = stands(hand, clock).due_us
    assert due_us is not None
    return (due_us - hand.clock()) / MINUTE_US


def test_a_merged_incident_has_no_clock_until_it_is_taken_apart_again(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    other = ada.declare_another()
    [link] = ada.do(Add(Relation.DUPLICATE_OF, other))
    assert all(each.due_us is None for each in every_one(ada))
    ada.do(Remove(link.id))
    assert due_in_min(ada) == 10
    tomas.hear(ada)
    assert told(tomas.board()) == told(ada.board())


def test_from_the_declaration_on_each_is_due_as_often_as_the_plan_says(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    every = {each.clock: each.every_us // MINUTE_US for each in every_one(ada)}
    assert every == {CALL_OUT: 10, INTERNAL: 20, REASSESS: 60, Clock.STATE_DOCUMENT: 240}
    assert due_in_min(ada) == 10
    assert not stands(ada, after_min=9.9).is_due(ada.clock() + round(9.9 * MINUTE_US))
    assert stands(ada, after_min=10).is_due(ada.clock() + 10 * MINUTE_US)


def every_one(hand: Hand) -> list[Showing]:
    return showings(hand.board().clocks, hand.organisation.plans.of(hand.board().headline), hand.clock())


def test_kept_in_time_it_begins_anew_and_says_who(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(8)
    ada.do(Keep(CALL_OUT))  # a minute passes with it
    assert due_in_min(ada) == 10
    (kept,) = stands(ada).kept
    assert (kept.by, kept.late_us, kept.missed) == (ada.person, 0, 0)
    assert said(ada)[-1] == "Elapsed-time call-out: done"


def test_late_until_a_whole_round_has_gone_by_then_missed(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    late, missed = stands(ada, after_min=19.9), stands(ada, after_min=41)
    assert (late.in_row, late.due_us) == (0, ada.clock() + 10 * MINUTE_US)
    assert (missed.in_row, missed.due_us) == (3, ada.clock() + 40 * MINUTE_US)


def test_the_line_says_how_late_it_was_and_what_was_missed_before(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(12)
    ada.do(Keep(CALL_OUT))
    assert said(ada)[-1] == "Elapsed-time call-out: done, 3 min late"
    ada.clock.pass_(33)
    ada.do(Keep(CALL_OUT, "34 minutes without checkout"))
    assert said(ada)[-1].startswith("Elapsed-time call-out: done, 4 min late; missed 2× before")
    assert [kept.missed for kept in stands(ada).kept] == [0, 2]
    assert stands(ada).missed == 2


def test_put_off_it_is_due_then_and_the_reason_stands_there(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(11)
    ada.do(Snooze(CALL_OUT, read_span("15m"), "on the phone with the vendor"))
    assert due_in_min(ada) == 15
    assert stands(ada).snoozed_until_us == ada.clock() + 15 * MINUTE_US
    assert stands(ada, after_min=15).snoozed_until_us is None
    assert "put off until 2019-01-20" in said(ada)[-1]
    assert "on the phone" in said(ada)[-1]


def test_a_snooze_of_days_or_before_it_is_due_is_refused(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    with pytest.raises(RuleError, match="at most 8 h"):
        ada.do(Snooze(CALL_OUT, read_span("9h")))
    with pytest.raises(RuleError, match="State document is not due before then"):
        ada.do(Snooze(Clock.STATE_DOCUMENT, read_span("10m")))


def test_a_graver_severity_brings_other_rounds_and_nobody_is_late_for_a_moment_ago(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Use(PLAN.replace("  SEV3:\n", "  SEV3:\n    call_out: 1 h\n", 1), reason="fewer calls"))
    other = ada.do(Declare("Mail is late", Severity.SEV3))[-1].incident
    ada.clock.pass_(45)
    ada.do(SetSeverity(Severity.SEV1, "-"), other)
    board = ada.board(other)
    now = showing(board.clocks, ada.organisation.plans.of(board.headline), CALL_OUT, ada.clock())
    assert now is not None
    assert (now.every_us, now.due_us, now.missed) == (10 * MINUTE_US, ada.clock(), 0)


def test_setting_the_severity_is_a_reassessment(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(50)
    ada.do(SetSeverity(Severity.SEV2, "-"))
    assert due_in_min(ada, REASSESS) == 60
    assert len(stands(ada, REASSESS).kept) == 1


def test_what_nobody_kept_by_the_end_is_told_with_the_end(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(65)
    written = ada.do(SetState(State.RESOLVED))
    assert [entry.kind for entry in written] == ["clock.missed", "state.set"]
    assert "Missed by the end: Elapsed-time call-out 5×, Internal update 2×" in said(ada)
    clocks = json.loads(told(ada.board()))["clocks"]
    assert [each["missed"] for each in clocks["call-out"]] == [5]
    assert all(each.due_us is None for each in every_one(ada))


def test_when_nothing_was_wrong_they_end_and_nothing_is_told_as_missed(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(65)
    assert [entry.kind for entry in ada.do(StandDown())] == ["incident.stood_down"]
    assert all(each.due_us is None for each in every_one(ada))


def test_what_was_kept_well_is_not_told_as_missed(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    assert [entry.kind for entry in ada.do(SetState(State.RESOLVED))] == ["state.set"]


def test_reopened_they_run_again_from_that_moment(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(SetState(State.RESOLVED))
    with pytest.raises(RuleError, match="resolved: no clock runs"):
        ada.do(Keep(CALL_OUT))
    ada.clock.pass_(300)
    ada.do(SetState(State.INVESTIGATING))
    assert due_in_min(ada) == 10
    assert stands(ada).in_row == 0


def test_taken_back_it_was_not_kept(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(8)
    (kept,) = ada.do(Keep(CALL_OUT))
    ada.do(Retract(kept.id, "it was the wrong call"))
    assert due_in_min(ada) == 0
    assert stands(ada).kept == ()


def test_a_plan_without_reassessment_has_no_such_clock(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    lines = [line for line in PLAN.splitlines(keepends=True) if not line.startswith("  reassessment:")]
    ada.do(Use("".join(lines), reason="less"))
    other = ada.do(Declare("Mail is late", Severity.SEV3))[-1].incident
    with pytest.raises(RuleError, match="the plan does not ask for it"):
        ada.do(Keep(REASSESS), other)


def test_what_is_only_detected_and_what_came_from_a_file_has_no_clocks() -> None:
    ada, _ = two_desks()
    detected = Declare("Disk full", Severity.SEV1, state=State.DETECTED)
    for declared in (detected, Declare("Disk full", Severity.SEV1, origin="gitlab.json")):
        incident = ada.do(declared)[-1].incident
        board = ada.board(incident)
        assert showings(board.clocks, ada.organisation.plans.of(board.headline), ada.clock()) == []
        with pytest.raises(RuleError, match="runs from the declaration on"):
            ada.do(Keep(CALL_OUT), incident)


def test_by_slash_command() -> None:
    reading = Reading(START_US, UTC)
    assert read_line("/called-out 34 minutes", reading) == Keep(CALL_OUT, "34 minutes")
    assert read_line("/updated", reading) == Keep(INTERNAL)
    assert read_line("/reassessed still SEV1", reading) == Keep(REASSESS, "still SEV1")
    assert read_line("/snooze call-out 15m on the phone", reading) == SnoozeNeed("call-out", 900, "on the phone")


def test_two_desks_keep_it_at_once_and_both_stand(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.clock.pass_(9)
    ada.do(Keep(CALL_OUT))
    tomas.do(Keep(CALL_OUT))
    for hand, other in ((ada, tomas), (tomas, ada)):
        hand.hear(other)
    assert len(stands(ada).kept) == 2
    assert stands(ada) == stands(tomas)
    assert shown(ada.board(), ada.organisation.people) == shown(tomas.board(), tomas.organisation.people)


@settings(max_examples=40)
@given(data=st.data())
def test_any_order_of_arrival_gives_the_same_clocks(data: st.DataObject) -> None:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV1)
    tomas.hear(ada)
    for hand, fields in (
        (ada, Keep(CALL_OUT)),
        (tomas, Snooze(CALL_OUT, 1800)),
        (tomas, SetSeverity(Severity.SEV2, "-")),
        (ada, Keep(INTERNAL)),
        (ada, SetState(State.RESOLVED)),
        (tomas, Keep(CALL_OUT)),
    ):
        hand.do(fields)
    ada.hear(tomas)
    record = in_order(of_incident(ada))
    arrival = data.draw(orders(len(record)))
    assert Fold(INCIDENT, [record[place] for place in arrival]).board.clocks == ada.board().clocks
    grown = Fold(INCIDENT)
    for place in arrival:
        grown.add([record[place]])
    assert grown.board.clocks == ada.board().clocks
