"""What an incident taught, and the change of the plan that a lesson proposes, put into a later version."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.lesson_list import Lesson, Proposal, Stand
from incident_desk.domain.lessons import (
    AcceptChange,
    ChangeLesson,
    DeclineChange,
    DropLesson,
    NoteLesson,
    ProposeChange,
    ProposeStep,
)
from incident_desk.domain.people import People
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_patches import hunks, patched
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.showing import shown
from tests.domain.making import PLAN, Hand, two_desks

WORDS = "Nobody had looked whether the backups can be read"
STEP = ProposeStep("1", "Operations manager", 900, "Look at the newest backup")
NAME = PLAN.splitlines()[next(at for at, line in enumerate(PLAN.splitlines()) if line.startswith("name:"))]


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    hand.do(NoteLesson(f"  {WORDS} "))
    return hand


def first(hand: Hand) -> Lesson:
    return hand.board().lessons.all[0]


def proposal(hand: Hand) -> Proposal:
    found = first(hand).proposal.value
    assert found is not None
    return found


def plan_with(line: str, instead: str) -> str:
    assert PLAN.count(line) == 1
    return PLAN.replace(line, instead)


def test_a_lesson_is_noted_worded_otherwise_and_dropped_with_a_reason(ada: Hand) -> None:
    assert first(ada).words == WORDS
    for fields, words in (
        (NoteLesson(" "), "what the incident taught"),
        (ChangeLesson("1", WORDS), "says already"),
        (DropLesson("1"), "Say why"),
    ):
        with pytest.raises(RuleError, match=words):
            ada.do(fields)
    ada.do(ChangeLesson("nobody had", "Nobody had read a backup"))
    assert first(ada).words == "Nobody had read a backup"
    ada.do(DropLesson("1", "it was known"))
    assert shown(ada.board(), People())["lessons"] == []
    with pytest.raises(RuleError, match="was dropped"):
        ada.do(STEP)
    with pytest.raises(NotFound):
        ada.do(ChangeLesson("2", "x"))


def test_a_line_of_a_checklist_is_proposed_accepted_and_says_where_it_came_from(ada: Hand) -> None:
    ada.do(STEP)
    number = ada.board().headline.number
    assert first(ada).waits
    assert any("Look at the newest backup" in each.english for each in proposal(ada).told)
    assert "Look at the newest backup" not in ada.organisation.plans.text_in_force
    entries = ada.do(AcceptChange("1"))
    assert [entry.incident == NO_INCIDENT for entry in entries] == [True, False]
    plan = ada.organisation.plans.current
    step = next(each for each in plan.checklist("operations_manager") if each.do == "Look at the newest backup")
    assert (step.because, step.within_s) == (number, 900)
    assert ada.organisation.plans.published[-1].reason == f"{number}, lesson 1: {WORDS}"
    assert (proposal(ada).stand, proposal(ada).plan) == (Stand.ACCEPTED, plan.digest)
    assert not first(ada).waits
    with pytest.raises(RuleError, match="in force already"):
        ada.do(AcceptChange("1"))


def test_it_is_put_into_a_plan_that_went_on_meanwhile(ada: Hand) -> None:
    ada.do(STEP)
    ada.do(Use(plan_with(NAME, "name: Another name"), "a name"))
    ada.do(AcceptChange("1"))
    plan = ada.organisation.plans.current
    assert plan.name == "Another name"
    assert "Look at the newest backup" in [each.do for each in plan.checklist("operations_manager")]


def test_what_was_changed_at_the_same_place_is_told_and_nothing_is_written(ada: Hand) -> None:
    ada.do(ProposeChange("1", plan_with(NAME, "name: Ours")))
    ada.do(Use(plan_with(NAME, "name: Theirs"), "a name"))
    with pytest.raises(RuleError, match="changed at that place"):
        ada.do(AcceptChange("1"))
    assert first(ada).waits
    ada.do(Use(plan_with(NAME, "name: Ours"), "by hand"))  # then it only says that it is in force
    [entry] = ada.do(AcceptChange("1"))
    assert entry.kind == "lesson.accepted"
    assert proposal(ada).plan == ada.organisation.plans.current.digest


def test_what_is_no_change_or_no_plan_is_refused(ada: Hand) -> None:
    with pytest.raises(RuleError, match="Nothing of the plan"):
        ada.do(ProposeChange("1", PLAN))
    with pytest.raises(BadInput):
        ada.do(ProposeChange("1", PLAN.replace("name:", "nome:")))
    with pytest.raises(RuleError, match="is not here"):
        ada.do(ProposeChange("1", PLAN, "0" * 64))
    with pytest.raises(RuleError, match="is no role of the plan"):
        ada.do(ProposeStep("1", "Cook", None, "Soup"))
    with pytest.raises(RuleError, match="proposes no change"):
        ada.do(AcceptChange("1"))


def test_a_declined_change_says_why_and_another_can_be_proposed(ada: Hand) -> None:
    ada.do(STEP)
    with pytest.raises(RuleError, match="Say why"):
        ada.do(DeclineChange("1"))
    ada.do(DeclineChange("1", "the machine looks"))
    [lesson] = shown(ada.board(), People())["lessons"]
    assert (lesson["proposes"]["stands"], lesson["proposes"]["reason"]) == ("declined", "the machine looks")
    ada.do(ProposeStep("1", "operations_manager", None, "Look whether the machine looks"))
    assert first(ada).waits


def test_of_a_restricted_incident_nothing_is_told_in_the_open(ada: Hand) -> None:
    ada.do(Restrict(reason="personal matters"))
    ada.do(STEP)
    ada.do(AcceptChange("1"))
    number, plans = ada.board().headline.number, ada.organisation.plans
    assert number not in plans.text_in_force
    assert (plans.published[-1].reason, "backup" in plans.published[-1].reason) == ("A lesson of an incident", False)


def test_two_desks_that_accept_at_once_put_it_in_once() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(NoteLesson(WORDS))
    ada.do(STEP)
    tomas.hear(ada)
    ada.do(AcceptChange("1"))
    tomas.do(AcceptChange("1"))
    ada.hear(tomas)
    tomas.hear(ada)
    assert ada.board().lessons == tomas.board().lessons
    text = ada.organisation.plans.text_in_force
    assert text == tomas.organisation.plans.text_in_force
    assert text.count("Look at the newest backup") == 1


LINES = st.lists(st.sampled_from(["a", "b", "c", "", "  - d"]), max_size=12)


@given(base=LINES, mine=LINES)
def test_a_change_put_into_what_it_was_made_from_gives_what_it_was_to_be(base: list[str], mine: list[str]) -> None:
    before, after = "\n".join(base) + "\n", "\n".join(mine) + "\n"
    assert patched(before, hunks(before, after), before).rstrip("\n") == after.rstrip("\n")


@given(data=st.data())
def test_changes_at_places_apart_are_put_in_together(data: Any) -> None:
    base = [f"line {at}" for at in range(20)]
    mine, theirs = list(base), list(base)
    at = data.draw(st.integers(0, 8))
    there = data.draw(st.integers(11, 19))
    mine[at] = "mine"
    if data.draw(st.booleans()):
        theirs[there] = "theirs"
    else:
        theirs.insert(there, "theirs")
    text = patched("\n".join(base), hunks("\n".join(base), "\n".join(mine)), "\n".join(theirs))
    wanted = list(theirs)
    wanted[at] = "mine"
    assert text.splitlines() == wanted
