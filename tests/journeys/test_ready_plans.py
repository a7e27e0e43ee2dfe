"""Each ready plan carries a whole incident in a real window, by mouse, through every gate of a runbook."""

from collections.abc import Sequence
from typing import Any, Final

import pytest

from incident_desk.desk.resources import ready_plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import RunbookStep
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.severity import Severity
from tests.journeys.conftest import Window
from tests.journeys.hands import begin, declare, finish, go, into
from tests.journeys.screen import Screen

EACH: Final = [
    pytest.param("hospital-it", "mouse"),
    pytest.param("online-service", "mouse", marks=pytest.mark.long),
    pytest.param("utility", "mouse", marks=pytest.mark.long),
]
TITLE: Final = "It fails"
REASON: Final = "fitted to our house"


def use_plan(window: Window, hand: str, name: str) -> None:
    """Start from a ready plan in the plan room, and put it in force."""
    if hand == "mouse":
        window.press("rail_plan")
        window.press(f"plan_{name}")
    else:
        window.screen.keys("ctrl+p")
        window.until_at("plan_roles")
        window.push(f"plan_{name}", by="shift+Tab")
    into(window, hand, "plan_reason", REASON)
    if hand == "mouse":
        window.press("plan_publish")
    else:
        window.screen.keys("Return")
    listed = window.program
    window.screen.until(lambda: REASON in str(listed.done("plan", "list")), "it was not published")


def propose(window: Window, hand: str, at: int) -> None:
    """Propose the runbook that stands there in the plan."""
    if hand == "mouse":
        window.press("course_propose")
        window.press("propose_book")
        window.press(f"row_{at + 2}")  # the first is for none
    else:
        window.push("course_propose", by="shift+Tab")
        window.until_at("propose_what")
        window.tab_to("propose_book", by="shift+Tab")
        window.screen.keys(*["Down"] * (at + 1))
    finish(window, hand, "propose_go")
    window.until_told("course.proposed")


def carry_out(window: Window, hand: str, steps: Sequence[RunbookStep]) -> None:
    """Approve it, and do every step as it asks for, to the end."""
    if hand == "mouse":
        window.press("course_1_1")
    else:
        window.tab_to("course_1_1", by="shift+Tab")
        window.screen.keys("Return")
    into(window, hand, "course_reason", "nothing else helps")
    go(window, hand, "course_approve")
    window.until_told("course.approved")
    go(window, hand, "course_begin")
    window.until_told("course.begun")
    for at, step in enumerate(steps, 1):
        if step.hold:
            go(window, hand, "step_release")
            window.screen.until(lambda at=at: step_of(window, at)["released_at"] is not None, f"step {at} waits")
        if step.precondition:
            go(window, hand, "step_met")
        if step.read_back:
            into(window, hand, "step_reader", "Kim Sato")
        into(window, hand, "step_words", f"done as asked, {at}")
        go(window, hand, "step_done")
        window.screen.until(lambda at=at: bool(step_of(window, at)["marks"]), f"step {at} is not done")
    into(window, hand, "course_effect", "as it should be")
    go(window, hand, "course_worked")
    window.until_told("course.ended")
    if hand == "mouse":
        window.press("dialog_close")
    else:
        window.screen.keys("Escape")
    window.until_closed()


def step_of(window: Window, at: int) -> dict[str, Any]:
    """A step of the only course, as `show --json` has it."""
    [course] = window.show(TITLE)["courses"]
    return course["steps"][at - 1]


def hand_over(window: Window, hand: str, role: str) -> None:
    """Whoever leads gives it to somebody else, who says yes by phone."""
    go(window, hand, "hand_over", f"role_{role}")
    window.until_at("worry")
    window.screen.type("that it comes back")
    into(window, hand, "taker", "Sofia Brandt")
    finish(window, hand, "handover_go")
    window.until_told("handover.offered")
    go(window, hand, f"role_{role}_offer")
    window.screen.until(lambda: "veil" in window.seen().keyboard.within, "nobody is asked")
    window.screen.type("she said so by phone")
    go(window, hand, "handover_accept")
    window.until_told("handover.accepted")
    window.until_closed()


def move_on(window: Window, hand: str, state: str) -> None:
    """The next state, from the row of them; past mitigating it is asked about."""
    go(window, hand, f"step_{state}")
    if state in ("monitoring", "resolved", "reviewed"):
        window.screen.until(lambda: "veil" in window.seen().keyboard.within, "nothing is asked")
        finish(window, hand, "state_go")
    window.screen.until(lambda: window.show(TITLE)["state"] == state, f"it is not {state}")


def first_with_every_gate(plan: Plan) -> int:
    """Which runbook asks for a go-ahead, for a second person and for a precondition; the first is 0."""
    return next(
        at
        for at, book in enumerate(plan.runbooks)
        if any(s.hold for s in book.steps)
        and any(s.read_back for s in book.steps)
        and any(s.precondition for s in book.steps)
    )


@pytest.mark.parametrize(("name", "hand"), EACH)
def test_a_whole_incident_runs_on_it(screen: Screen, window: Window, name: str, hand: str) -> None:
    plan = read_plan(ready_plans()[name])
    lead, at = plan.roles_for(Severity.SEV2)[0].key, first_with_every_gate(plan)
    begin(window)
    use_plan(window, hand, name)
    declare(window, TITLE)
    go(window, hand, "take", f"role_{lead}")
    window.until_told("role.assigned")
    propose(window, hand, at)
    carry_out(window, hand, plan.runbooks[at].steps)
    hand_over(window, hand, lead)
    for state in ("investigating", "mitigating", "monitoring", "resolved", "reviewed"):
        move_on(window, hand, state)
    window.quit()
    shown = window.show(TITLE)
    assert [each["stand"] for each in shown["courses"]] == ["worked"]
    assert next(each["holder"] for each in shown["roles"] if each["role"] == lead) == "Sofia Brandt"
    assert {each["title"] for each in shown["roles"]} >= {role.title for role in plan.roles_for(Severity.SEV2)}
    assert window.program.problems() == []
