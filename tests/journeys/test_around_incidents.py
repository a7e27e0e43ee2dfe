"""Before an incident and beside it, in a real window: duty log, maintenance, the plan, two boards; and it stays."""

from tests.faults.program import notes
from tests.journeys.conftest import Window
from tests.journeys.hands import HANDS, begin, declare, go, into
from tests.journeys.screen import Screen


@HANDS
def test_what_is_noted_on_duty_is_handed_over_with_the_shift(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    go(window, hand, "duty_begin")
    window.until_at("command_edit", "duty_log_panel")
    screen.type("Disk of db1 at 80 %\n")
    log = window.program
    screen.until(lambda: "Disk of db1" in str(log.done("duty-log")), "the line is not on the disk")
    go(window, hand, "duty_hand_over")
    window.until_at("duty_taker")
    screen.type("Sofia Brandt")
    if hand == "mouse":
        window.press("duty_handover_go")
    else:
        screen.keys("ctrl+Return")
    window.until_closed()
    window.quit()
    window.start(tells=True)
    window.quit()
    told = str(log.done("duty-log"))
    assert told.count("Disk of db1 at 80 %") >= 2, "once as it was noted, once handed over"
    assert "Sofia Brandt" in told
    assert log.problems() == []


@HANDS
def test_maintenance_is_announced_begun_and_over(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    go(window, hand, "maintenance_schedule")
    window.until_at("maintenance_title")
    screen.type("Move the database")
    into(window, hand, "maintenance_from", "in 2 h")
    into(window, hand, "maintenance_until", "in 3 h")
    go(window, hand, "service_1", "maintenance_dialog")
    screen.keys("ctrl+Return")
    window.until_closed()
    for step, phase in (("maintenance_begin", "running"), ("maintenance_end", "ended")):
        go(window, hand, "maintenance_1", "maintenance_panel")
        screen.until(lambda: "veil" in window.seen().keyboard.within, "it did not open")
        into(window, hand, "maintenance_note", "sooner than announced")
        go(window, hand, step)
        screen.until(
            lambda phase=phase: phase in str(window.program.done("maintenance", "list", "--all")), f"it is not {phase}"
        )
        screen.keys("Escape")
        window.until_closed()
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_the_plan_is_changed_in_its_form_and_published(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    if hand == "mouse":
        window.press("rail_plan")
    else:
        screen.keys("ctrl+p")
    screen.until(lambda: any(each.name == "plan_declare_if" for each in window.seen().controls), "no plan room")
    if hand == "mouse":
        window.press("plan_declare_if")
    else:
        window.until_at("plan_roles")
        screen.keys("Down", "Down")
    window.until_at("plan_declare_if")
    into(window, hand, "plan_field_name", "Ours")
    into(window, hand, "plan_reason", "fitted to our house")
    if hand == "mouse":
        window.press("plan_publish")
    else:
        screen.keys("Return")
    listed = window.program
    screen.until(lambda: "fitted to our house" in str(listed.done("plan", "list")), "it was not published")
    window.quit()
    window.start(tells=True)
    window.quit()
    newest = listed.done("plan", "list")["versions"][0]
    assert (newest["name"], newest["in_force"]) == ("Ours", True)


@HANDS
def test_of_two_boards_one_has_the_keys_and_what_is_typed_goes_there(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    for title in ("Pushes fail", "Mail is late"):
        declare(window, title)
    screen.keys("F9")
    window.until_at("command_edit", "board_2")
    screen.type("for pushes\n")
    screen.until(lambda: notes(window.home, "Pushes fail") == ["for pushes"], "it went elsewhere")
    if hand == "mouse":
        window.press("board_tab_1")
    else:
        screen.keys("F6")
    window.until_at("command_edit", "board_1")
    screen.type("for mail\n")
    screen.until(lambda: notes(window.home, "Mail is late") == ["for mail"], "it went elsewhere")
    window.quit()
    assert window.program.problems() == []
