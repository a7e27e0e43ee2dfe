"""The loop: an incident, its review, a lesson, a change of the plan; and at the next like declaration both come up."""

from incident_desk.desk import Desk
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen

LESSON = "Nobody had read a backup"
FOLLOW_UP = "Alarm when a backup is empty"
STEP = "Read the newest backup"


def test_what_was_learned_and_what_is_overdue_comes_up_when_the_like_is_declared_again(
    screen: Screen, window: Window
) -> None:
    with Desk.open(window.home) as desk:
        desk.choose_person("Priya Nair").result()
    window.start(tells=True)
    screen.until(lambda: screen.filled("sev1fill") is not None, "the calm view did not come up")
    window.declare("Backups cannot be read")
    screen.type("/resolved\n")
    window.until_told("state.set")
    review(screen, window)
    change_the_plan(screen, window)
    screen.keys("Escape")
    screen.until(lambda: screen.shows("INC-"), "the board did not come back")
    screen.keys("ctrl+d")
    window.until_at("declare_title")
    screen.type("Backups cannot be read again")
    screen.until(lambda: "seen_1" in window.seen().words, "nothing like it was seen before")
    told = window.seen().words["seen_1"]
    assert LESSON in told
    assert f"Overdue since: {FOLLOW_UP}" in told
    screen.keys("Escape")
    window.until_closed()
    window.quit()
    one = window.show("Backups cannot be read")
    assert [each["text"] for each in one["follow_ups"]] == [FOLLOW_UP]
    assert one["lessons"][0]["proposes"]["stands"] == "in force"
    with Desk.open(window.home) as desk:
        plans = desk.reading.organisation().plans
    steps = [step for role in plans.current.roles for step in role.checklist if step.do == STEP]
    assert [step.because for step in steps] == [one["number"]]
    assert plans.published[-1].reason == f"{one['number']}, lesson 1: {LESSON}"


def review(screen: Screen, window: Window) -> None:
    """In the review room: what was learned, and what is to be done; it was due a minute ago."""
    screen.keys("ctrl+r")
    window.press("lesson_new")
    window.until_at("lesson_words")
    screen.type(LESSON)
    screen.keys("ctrl+Return")
    window.until_told("lesson.noted", LESSON)
    window.until_closed()
    window.press("follow_up_new")
    window.until_at("follow_up_words")
    screen.type(FOLLOW_UP)
    window.tab_to("follow_up_due")
    screen.type("1 min ago")
    screen.keys("ctrl+Return")
    window.until_told("followup.added", FOLLOW_UP)
    window.until_closed()


def change_the_plan(screen: Screen, window: Window) -> None:
    """A line more on a checklist for the lesson's sake, looked at and put into the plan."""
    window.press("learned_1")
    window.until_at("lesson_do")
    screen.type(STEP)
    window.push("lesson_propose")
    window.until_told("lesson.proposed", STEP)
    window.press("lesson_accept")
    window.until_told("lesson.accepted")
    window.until_closed()
