"""A whole incident in a real window with one hand: by keys alone, or by mouse with no key but those of the words."""

from typing import Final

import pytest

from tests.journeys.conftest import Window
from tests.journeys.screen import Screen

BEGIN: Final = ("incident.declared", "role.assigned", "task.given")
WAY: Final = (
    *BEGIN,
    "course.proposed",
    "course.approved",
    "course.begun",
    "course.step_done",
    "course.ended",
    "decision.made",
    "handover.offered",
    "handover.accepted",
    "incident.stood_down",
)
"""What is on the record after it, whichever hand it was."""
OPS: Final = "role_operations_manager"


def went_all_the_way(window: Window) -> None:
    kinds = {kind for kind, _ in window.told()}
    assert set(WAY) - kinds == set()
    shown = window.show("Pushes fail")
    assert shown["state"] == "false alarm"
    assert [course["stand"] for course in shown["courses"]] == ["worked"]
    assert window.program.problems() == []


@pytest.mark.long
def test_from_declaring_to_standing_down_by_keys_alone(screen: Screen, window: Window) -> None:
    _begin_by_keys(screen, window)
    _carry_out_by_keys(screen, window)
    screen.type("/decide\n")
    window.until_at("decide_what")
    screen.type("Stay on db2")
    screen.keys("ctrl+Return")
    window.until_told("decision.made", "db2")
    window.until_closed()
    _hand_over_by_keys(screen, window)
    screen.keys("ctrl+shift+d")
    window.until_at("stand_down_reason")
    screen.type("the monitor was wrong")
    screen.keys("ctrl+Return")
    window.until_told("incident.stood_down")
    window.until_closed()
    window.quit()
    went_all_the_way(window)


@pytest.mark.long
def test_from_declaring_to_standing_down_by_mouse(screen: Screen, window: Window) -> None:
    _begin_by_mouse(window)
    _carry_out_by_mouse(window)
    window.press("quick_decision")
    window.write("decide_what", "Stay on db2")
    window.press("decide_go")
    window.until_told("decision.made", "db2")
    window.until_closed()
    window.press("acknowledge", OPS)
    window.until_told("role.acknowledged")
    window.press("hand_over", OPS)
    window.write("worry", "the disk fills")
    window.write("taker", "Sofia Brandt")
    window.press("handover_go")
    window.until_told("handover.offered")
    window.until_closed()
    window.press(f"{OPS}_offer")
    screen.until(lambda: "veil" in window.seen().keyboard.within, "nobody is asked")
    screen.type("she said so by phone")
    window.press("handover_accept")
    window.until_told("handover.accepted")
    window.until_closed()
    window.press("stand_down")
    window.write("stand_down_reason", "the monitor was wrong")
    window.press("stand_down_go")
    window.until_told("incident.stood_down")
    window.until_closed()
    window.quit()
    went_all_the_way(window)


def test_an_incident_is_declared_with_its_roles_and_a_task_by_keys_alone(screen: Screen, window: Window) -> None:
    _begin_by_keys(screen, window)
    window.quit()
    assert set(BEGIN) <= {kind for kind, _ in window.told()}


def test_an_incident_is_declared_with_its_roles_and_a_task_by_mouse(window: Window) -> None:
    _begin_by_mouse(window)
    window.quit()
    assert set(BEGIN) <= {kind for kind, _ in window.told()}


# by keys --------------------------------------------------------------------------------------------------------------


def _begin_by_keys(screen: Screen, window: Window) -> None:
    window.start(tells=True)
    window.until_at("first_name")
    screen.type("Ada Lovelace\n")
    screen.until(lambda: "tour_card" in window.seen().keyboard.within, "the tour did not come")
    screen.keys("Escape")
    screen.until(lambda: "tour_card" not in window.seen().keyboard.within, "the tour stayed")
    window.declare("Pushes fail")
    _fill_roles_by_keys(screen, window)
    _give_a_task_by_keys(screen, window)


def _fill_roles_by_keys(screen: Screen, window: Window) -> None:
    window.until_at("command_edit")
    window.push("take", "role_incident_manager")
    window.until_told("role.assigned", "")
    window.push("assign", OPS)
    window.until_at(f"{OPS}_assign_name")
    screen.type("Tomas Lind\n")
    window.until_told("role.assigned", "Tomas")


def _give_a_task_by_keys(screen: Screen, window: Window) -> None:
    window.push("task_new")
    window.until_at("task_words")
    screen.type("Read the logs")
    window.tab_to("task_taker")
    screen.type("Tomas Lind")
    screen.keys("ctrl+Return")
    window.until_told("task.given", "Read the logs")
    window.until_closed()


def _carry_out_by_keys(screen: Screen, window: Window) -> None:
    window.push("course_propose", by="shift+Tab")
    window.until_at("propose_what")
    screen.type("Fail over to db2")
    window.tab_to("propose_steps")
    screen.type("Promote db2")
    screen.keys("ctrl+Return")
    window.until_told("course.proposed", "Fail over")
    window.until_closed()
    window.tab_to("course_1_1")
    screen.keys("Return")
    window.until_at("course_reason")
    screen.type("nothing else helps")
    window.push("course_approve")
    window.until_told("course.approved")
    window.until_at("course_carrier")
    window.push("course_begin")
    window.until_at("step_words")
    screen.type("promoted")
    window.push("step_done")
    window.until_told("course.step_done")
    window.until_at("course_effect")
    screen.type("writes work")
    window.push("course_worked")
    window.until_told("course.ended")
    screen.keys("Escape")
    window.until_closed()
    window.tab_to("command_edit")


def _hand_over_by_keys(screen: Screen, window: Window) -> None:
    window.push("acknowledge", OPS)
    window.until_told("role.acknowledged")
    window.push("hand_over", OPS)
    window.until_at("worry")
    screen.type("the disk fills")
    window.tab_to("taker")
    screen.type("Sofia Brandt")
    screen.keys("ctrl+Return")
    window.until_told("handover.offered")
    window.until_closed()
    window.push(f"{OPS}_offer")
    screen.until(lambda: "veil" in window.seen().keyboard.within, "nobody is asked")
    screen.type("she said so by phone")
    window.push("handover_accept")
    window.until_told("handover.accepted")
    window.until_closed()


# by mouse -------------------------------------------------------------------------------------------------------------


def _begin_by_mouse(window: Window) -> None:
    window.start(tells=True)
    window.write("first_name", "Ada Lovelace")
    window.press("first_alone_go")
    window.press("tour_leave")
    window.press("declare", "declare_room")
    window.write("declare_title", "Pushes fail")
    for name in ("severity_2", "service_1", "declare_now"):
        window.press(name)
    window.press("take", "role_incident_manager")
    window.press("assign", OPS)
    window.write(f"{OPS}_assign_name", "Tomas Lind")
    window.press(f"{OPS}_assign_go")
    window.until_told("role.assigned", "Tomas")
    window.press("task_new")
    window.write("task_words", "Read the logs")
    window.write("task_taker", "Tomas Lind")
    window.press("task_new_go")
    window.until_told("task.given", "Read the logs")
    window.until_closed()


def _carry_out_by_mouse(window: Window) -> None:
    window.press("course_propose")
    window.write("propose_what", "Fail over to db2")
    window.write("propose_steps", "Promote db2")
    window.press("propose_go")
    window.until_told("course.proposed", "Fail over")
    window.until_closed()
    window.press("course_1_1")
    window.write("course_reason", "nothing else helps")
    window.press("course_approve")
    window.press("course_begin")
    window.write("step_words", "promoted")
    window.press("step_done")
    window.until_told("course.step_done")
    window.write("course_effect", "writes work")
    window.press("course_worked")
    window.until_told("course.ended")
    window.press("dialog_close")
    window.until_closed()
