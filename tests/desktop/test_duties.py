"""How roles stand at a moment, from the board, the plan and the clock alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.desk import Desk
from incident_desk.desktop.course import moved_by, next_state
from incident_desk.desktop.duties import Answer, Standing, standings
from incident_desk.desktop.panels.roles_fit import fit
from incident_desk.desktop.parts.checklist import HEIGHT_PX
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.due_steps import SOON_US, Due, nearness
from incident_desk.domain.incident import COURSE, Declare, SetState, State
from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.roles import Assign, HandOver, OneRole, OpenRole, Tick
from incident_desk.domain.severity import Severity
from tests.desktop.boards import START_US, SetClock


def a_past(tmp_path: Path, *done: tuple[float, Fields]) -> tuple[Board, Plan]:
    """A board on which these things were done, so many minutes after the declaration."""
    clock = SetClock()
    with Desk.open(tmp_path / "home", clock=clock) as desk:
        desk.choose_person("Priya Nair").result()
        incident = desk.record(Declare("Pushes fail", Severity.SEV2)).result()[-1].incident
        for minutes, fields in done:
            clock.us = START_US + round(minutes * MINUTE_US)
            desk.record(fields, incident).result()
        return desk.reading.fold(incident).board, desk.reading.organisation().plans.current


def at(past: tuple[Board, Plan], minutes: float) -> dict[str, Standing]:
    board, plan = past
    return {s.key: s for s in standings(board, plan, People(), START_US + round(minutes * MINUTE_US))}


def test_a_role_goes_from_nobody_to_asked_to_silent_to_held(tmp_path: Path) -> None:
    past = a_past(tmp_path, (1, Assign("scribe", "Lewis Grant")))
    assert at(past, 1)["customer_liaison"].answer is Answer.NOBODY
    assert at(past, 5.9)["scribe"].answer is Answer.ASKED
    assert at(past, 6)["scribe"].answer is Answer.SILENT
    held = a_past(tmp_path / "held", (1, Assign("scribe", "Lewis Grant")), (2, OneRole("scribe")))
    assert at(held, 60)["scribe"].answer is Answer.HELD


def test_nobody_is_waited_for_once_the_incident_is_over(tmp_path: Path) -> None:
    past = a_past(tmp_path, (1, Assign("scribe", "Lewis Grant")), (2, SetState(State.RESOLVED)))
    later = at(past, 600)
    assert later["scribe"].answer is Answer.ASKED
    assert {step.near for role in later.values() for step in role.steps} == {Due.LATER}


def test_the_deputy_is_whoever_holds_the_deputys_role_unless_it_is_the_holder(tmp_path: Path) -> None:
    past = a_past(tmp_path, (1, Assign("communications_manager", "Ana Reyes")), (1, Assign("scribe", "Lewis Grant")))
    deputy = at(past, 2)["scribe"].deputy
    assert deputy is not None
    assert deputy.name == "Ana Reyes"
    same = a_past(tmp_path / "same", (1, Assign("communications_manager", "me")), (1, Assign("scribe", "me")))
    assert at(same, 2)["scribe"].deputy is None


def test_open_steps_come_by_their_time_then_those_without_one_then_what_is_done(tmp_path: Path) -> None:
    past = a_past(tmp_path, (1, Tick("incident_manager", "severity")), (2, Tick("incident_manager", "lead")))
    role = at(past, 3)["incident_manager"]
    assert [s.key for s in role.steps] == ["roles", "known", "course", "help", "rest", "severity", "lead"]
    assert role.done_count == 2
    assert role.next_due is not None
    assert role.next_due.key == "roles"


def test_a_taken_over_role_counts_from_the_handover(tmp_path: Path) -> None:
    past = a_past(tmp_path, (1, Assign("scribe", "Lewis Grant")), (30, HandOver("scribe", "Sofia Brandt")))
    assert at(past, 31)["scribe"].waited_us == MINUTE_US


def test_experts_have_no_times_before_somebody_is_called(tmp_path: Path) -> None:
    past = a_past(tmp_path, (60, OpenRole("sme_database")))
    assert {step.due_us for step in at(past, 61)["sme_database"].steps} == {None}


def test_the_loudest_is_who_does_not_answer_then_who_is_missing_then_what_is_late(tmp_path: Path) -> None:
    past = a_past(
        tmp_path,
        (1, Assign("incident_manager", "me")),
        (1, Assign("operations_manager", "Tomas Lind")),
        (1, OneRole("operations_manager")),
        (1, Assign("scribe", "Lewis Grant")),
        (2, Assign("communications_manager", "Ana Reyes")),
        (2, OneRole("communications_manager")),
    )
    loud = sorted(at(past, 7).values(), key=lambda s: s.loudness)
    assert [s.key for s in loud] == [
        "scribe",
        "customer_liaison",
        "incident_manager",
        "operations_manager",
        "communications_manager",
    ]


@pytest.mark.parametrize(
    ("minutes_left", "within_us", "near"),
    [
        (6, HOUR_US, Due.LATER),
        (5, HOUR_US, Due.SOON),
        (0, HOUR_US, Due.LATE),
        (-3, HOUR_US, Due.LATE),
        (3, 5 * MINUTE_US, Due.LATER),
        (2.5, 5 * MINUTE_US, Due.SOON),
    ],
)
def test_soon_is_five_minutes_or_half_of_the_time_there_was(minutes_left: float, within_us: int, near: Due) -> None:
    due_us = START_US
    assert nearness(due_us, due_us - round(minutes_left * MINUTE_US), within_us) is near
    assert SOON_US == 5 * MINUTE_US


@given(panels=st.lists(st.tuples(st.integers(60, 160), st.integers(0, 9)), max_size=12), room_px=st.integers(0, 2400))
def test_what_is_shown_always_fits_and_is_never_more_than_there_is(panels: list[tuple[int, int]], room_px: int) -> None:
    bases, open_steps = [b for b, _ in panels], [s for _, s in panels]
    shown = fit(bases, open_steps, room_px)
    if shown is not None:
        assert sum(bases) + HEIGHT_PX * sum(shown) <= room_px
        assert all(min(1, most) <= count <= most for count, most in zip(shown, open_steps, strict=True))


def test_every_state_but_a_merged_one_has_a_next_and_a_word_for_it() -> None:
    moves = {state: next_state(state) for state in State}
    assert moves.pop(State.MERGED) is None
    assert [moves[state] for state in COURSE[:-1]] == list(COURSE[1:])
    assert {moves[State.REVIEWED], moves[State.FALSE_ALARM]} == {State.INVESTIGATING}
    assert all(moved_by(state, to) for state, to in moves.items() if to is not None)
