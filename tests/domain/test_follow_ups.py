"""What is to be done after an incident: whose it is, until when by the plan, and that done needs a proof."""

import contextlib
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_up_list import FollowUp
from incident_desk.domain.follow_ups import (
    AddFollowUp,
    ChangeFollowUp,
    DropFollowUp,
    FinishFollowUp,
    ReopenFollowUp,
)
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.lessons import NoteLesson
from incident_desk.domain.people import People
from incident_desk.domain.restriction import OnePerson, Restrict
from incident_desk.domain.showing import shown
from incident_desk.domain.showing_follow_ups import follow_up_line
from incident_desk.domain.texts import Reading, read_line
from tests.domain.making import DAY_US, INCIDENT, Hand, told, two_desks

WORDS = "An alarm when the newest backup is empty"


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def first(hand: Hand) -> FollowUp:
    return hand.board().follow_ups.all[0]


@pytest.mark.parametrize(("priority", "weeks"), [(Priority.HIGH, 4), (Priority.NORMAL, 8)])
def test_the_plan_says_by_the_priority_until_when(ada: Hand, priority: Priority, weeks: int) -> None:
    ada.do(AddFollowUp(WORDS, priority=priority))
    assert first(ada).due_us.value == ada.clock() + weeks * 7 * DAY_US


def test_it_has_an_owner_a_kind_a_lesson_and_how_it_will_be_verified(ada: Hand) -> None:
    ada.do(NoteLesson("A backup that nobody reads is none"))
    [lesson] = ada.board().lessons.all
    link = "https://example.org/OPS-7"
    ada.do(AddFollowUp(WORDS, "Kim", aim=Aim.DETECT, verify="Empty one on purpose", lesson="1", link=link))
    [one] = shown(ada.board(), People())["follow_ups"]
    told_of = (one["number"], one["owner"], one["kind"], one["verify"], one["lesson"], one["link"], one["ended"])
    assert told_of == ("1", "Kim", "detect", "Empty one on purpose", lesson.id, link, None)


def test_without_a_name_it_is_for_whoever_writes_it_down(ada: Hand) -> None:
    ada.do(AddFollowUp(WORDS))
    assert first(ada).is_for(ada.person)


def test_done_needs_what_shows_it(ada: Hand) -> None:
    ada.do(AddFollowUp(WORDS, verify="a drill"))
    with pytest.raises(RuleError, match="what shows that it is done.*so: a drill"):
        ada.do(FinishFollowUp("1", "  "))
    ada.do(FinishFollowUp("1", "Drill of 3 May: it rang after 4 min"))
    one = first(ada)
    assert (one.is_done, one.ended_us) == (True, ada.clock())
    with pytest.raises(RuleError, match="1: done; /reopen"):
        ada.do(FinishFollowUp("1", "again"))
    ada.do(ReopenFollowUp("1", "it never rang again"))
    assert first(ada).is_open


def test_it_is_dropped_with_a_reason_and_open_again(ada: Hand) -> None:
    ada.do(AddFollowUp(WORDS))
    with pytest.raises(RuleError, match="Say why"):
        ada.do(DropFollowUp("1"))
    ada.do(DropFollowUp("1", "the database goes away in May"))
    assert (first(ada).is_open, first(ada).is_done) == (False, False)
    with pytest.raises(RuleError, match="will not be done"):
        ada.do(ChangeFollowUp("1", text="another"))


def test_it_is_overdue_by_the_clock_until_it_ended(ada: Hand) -> None:
    ada.do(SetState(State.RESOLVED))
    due_us = ada.clock() + DAY_US
    ada.do(AddFollowUp(WORDS, due_us=due_us))
    one = first(ada)
    assert not one.is_overdue(due_us)
    assert one.days_late(due_us + 3 * DAY_US + 1) == 3
    assert ada.board().follow_ups.overdue(due_us + 1) == [one]
    assert "OVERDUE since" in follow_up_line(one, "INC-1/1", People(), due_us + 1)
    ada.clock.now_us = due_us + 4 * DAY_US
    ada.do(FinishFollowUp("1", "seen"))
    one = first(ada)
    assert ada.board().follow_ups.overdue(ada.clock() + DAY_US) == []
    assert (one.was_open_at(due_us), one.was_open_at(ada.clock()), one.was_open_at(0)) == (True, False, False)


def test_later_needs_a_reason_and_sooner_none(ada: Hand) -> None:
    ada.do(AddFollowUp(WORDS))
    due_us = first(ada).due_us.value or 0
    with pytest.raises(RuleError, match="due later"):
        ada.do(ChangeFollowUp("1", due_us=due_us + DAY_US))
    ada.do(ChangeFollowUp("1", due_us=due_us + DAY_US, reason="the vendor is late"))
    ada.do(ChangeFollowUp("1", due_us=due_us, person="Kim", aim=Aim.MITIGATE))
    one = first(ada)
    assert (one.due_us.value, one.owner_name(People()), one.aim.value) == (due_us, "Kim", Aim.MITIGATE)
    with pytest.raises(RuleError, match="Nothing of follow-up 1"):
        ada.do(ChangeFollowUp("1", person="Kim"))


def test_what_cannot_be_understood_is_refused(ada: Hand) -> None:
    ada.do(AddFollowUp(WORDS))
    for fields, words in (
        (AddFollowUp("  "), "what is to be done"),
        (AddFollowUp("x" * 1001), "At most 1000"),
        (AddFollowUp(WORDS, link="javascript:alert(1)"), "https"),
    ):
        with pytest.raises(RuleError, match=words):
            ada.do(fields)
    with pytest.raises(NotFound):
        ada.do(AddFollowUp(WORDS, lesson="7"))
    with pytest.raises(NotFound, match="no follow-up"):
        ada.do(FinishFollowUp("Backups", "x"))
    ada.do(FinishFollowUp("an alarm", "seen"))  # by the start of its words


def test_of_a_restricted_incident_it_goes_to_those_who_may_know(ada: Hand) -> None:
    tomas = Hand("Tomas", 80_000, ada.clock)
    ada.hear(tomas)
    ada.do(Restrict(reason="personal matters"))
    with pytest.raises(RuleError, match="may not know"):
        ada.do(AddFollowUp(WORDS, "Tomas"))
    ada.do(OnePerson(tomas.person))
    ada.do(AddFollowUp(WORDS, "Tomas"))
    assert first(ada).is_for(tomas.person)


def test_what_was_said_stands_and_its_words_can_be_erased(ada: Hand) -> None:
    tomas = Hand("Tomas", 80_000, ada.clock)
    [entry] = ada.do(AddFollowUp("Call Ms Weber, 030 1234567", "Kim", verify="she says so"))
    for fields in (Correct(entry.id, "x"), Retract(entry.id)):
        with pytest.raises(RuleError, match="change-follow-up"):
            ada.do(fields)
    ada.do(Ask(entry.id, "a number"))
    tomas.hear(ada)
    tomas.do(Confirm(entry.id))
    ada.hear(tomas)
    one = first(ada)
    assert (one.words, one.verify.value, one.is_open) == ("", "", True)
    assert b"Weber" not in told(ada.board())


def test_two_desks_that_say_two_things_are_both_kept() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(AddFollowUp(WORDS))
    tomas.hear(ada)
    ada.do(FinishFollowUp("1", "it rang"))
    tomas.do(DropFollowUp("1", "too dear"))
    ada.hear(tomas)
    tomas.hear(ada)
    assert first(ada).conflicts == first(tomas).conflicts == ("ending",)
    ada.do(FinishFollowUp("1", "it did ring"))
    assert (first(ada).conflicts, first(ada).is_done) == ((), True)


def test_the_slash_line_takes_the_words_and_the_fields_behind_them(ada: Hand) -> None:
    reading = Reading(ada.clock(), UTC)
    typed = f'/follow-up {WORDS} person=Kim priority=high aim=detect verify="a drill"'
    assert read_line(typed, reading) == AddFollowUp(WORDS, "Kim", Priority.HIGH, Aim.DETECT, verify="a drill")


WORK: list[Fields] = [
    AddFollowUp("Another", "Kim"),
    ChangeFollowUp("1", text="Worded otherwise"),
    ChangeFollowUp("1", person="Tomas", priority=Priority.HIGH),
    FinishFollowUp("1", "it rang"),
    DropFollowUp("1", "too dear"),
    ReopenFollowUp("1"),
    NoteLesson("A lesson"),
]


@settings(max_examples=60)
@given(
    steps=st.lists(st.tuples(st.booleans(), st.sampled_from(WORK), st.booleans()), max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_all_desks_the_same(steps: list[tuple[bool, Fields, bool]], order: Any) -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(AddFollowUp(WORDS))
    tomas.hear(ada)
    for is_ada, fields, they_meet in steps:
        with contextlib.suppress(DeskError):
            (ada if is_ada else tomas).do(fields)
        if they_meet:
            ada.hear(tomas)
            tomas.hear(ada)
    ada.hear(tomas)
    tomas.hear(ada)
    shuffled = [entry for entry in ada.entries if entry.incident == INCIDENT]
    order.shuffle(shuffled)
    late = Fold(INCIDENT)
    for entry in shuffled:
        late.add([entry])
    assert late.board.follow_ups == ada.board().follow_ups == tomas.board().follow_ups
    assert late.board.lessons == ada.board().lessons == tomas.board().lessons
