"""What a newcomer meets in command, in a real window with either hand: taken back, put off, handed over, muted."""

from pathlib import Path
from typing import Any

from incident_desk.desk.resources import FOLDER
from tests.faults.program import notes
from tests.journeys.conftest import Window
from tests.journeys.hands import HANDS, begin, declare, finish, go, into
from tests.journeys.screen import Screen

IM, OPS = "role_incident_manager", "role_operations_manager"
ON_CALL = "\non_call:\n  - {key: network, title: Network, fills: [operations_manager], people: []}\n"
ROSTER = "name,start,end\nKim Sato,2020-01-01 08:00,2099-01-01 08:00\n"


def holder(window: Window, incident: str, role: str) -> str | None:
    """Who holds a role of an incident, on the disk."""
    found: list[dict[str, Any]] = window.show(incident)["roles"]
    return next(each["holder"] for each in found if each["role"] == role)


def names(window: Window) -> set[str]:
    """Of what can be pressed."""
    return {each.name for each in window.seen().controls}


def name_file(window: Window, file: Path) -> None:
    """Say to the dialog of the desktop which file. Without a window manager nobody gives the keyboard back."""
    window.until_at("fileNameEdit")
    window.screen.keys("ctrl+a")
    window.screen.type(f"{file}\n")
    window.screen.until(lambda: "fileNameEdit" not in names(window), "the dialog stayed")
    window.screen.give_keyboard("Incident Desk")


@HANDS
def test_an_on_call_list_is_taken_from_a_file_and_fills_its_role(
    screen: Screen, window: Window, hand: str, tmp_path: Path
) -> None:
    plan, roster = tmp_path / "plan.yaml", tmp_path / "roster.csv"
    plan.write_text((FOLDER / "plans" / "default.yaml").read_text(encoding="utf-8") + ON_CALL, encoding="utf-8")
    roster.write_text(ROSTER, encoding="utf-8")
    begin(window)
    window.quit()
    window.program.done("plan", "use", str(plan), "--reason", "we have a roster")
    window.start(tells=True)
    go(window, hand, "on_call_import")
    name_file(window, roster)
    window.until_at("on_call_list")
    finish(window, hand, "on_call_go")
    if hand == "mouse":
        window.press("declare", "declare_room")
        window.until_at("declare_title")
        screen.type("Pushes fail")
        window.press("severity_2")
        window.press("declare_fill")
        window.press("declare_now")
    else:
        screen.keys("ctrl+d")
        window.until_at("declare_title")
        screen.type("Pushes fail\n2")
        screen.keys("F5", "ctrl+Return")
    window.until_told("role.assigned", "Kim Sato")
    assert holder(window, "Pushes fail", "operations_manager") == "Kim Sato"
    window.until_closed()
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_stood_down_by_mistake_is_taken_back(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    declare(window, "Pushes fail")
    go(window, hand, "take", IM)
    window.until_told("role.assigned")
    if hand == "mouse":
        window.press("stand_down")
    else:
        screen.keys("ctrl+shift+d")
    window.until_at("stand_down_reason")
    screen.type("a test page")
    finish(window, hand, "stand_down_go")
    window.until_told("incident.stood_down")
    if hand == "mouse":
        window.press("answer_way")
    else:
        screen.keys("ctrl+z")  # wherever the keyboard is by now
    screen.until(lambda: window.show("Pushes fail")["state"] == "declared", "it was not taken back")
    assert holder(window, "Pushes fail", "incident_manager") == "Ada Lovelace"
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_a_split_is_taken_back_and_everything_is_home_again(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    declare(window, "Pushes fail")
    screen.type("mail is late as well\n")
    window.until_told("timeline.noted", "mail is late")
    go(window, hand, "split_incident")
    window.until_at("split_title")
    screen.type("Mail is late\n")
    window.until_at("split_filter")
    screen.type("as well")
    if hand == "mouse":
        window.press("split_lines", at_top=True)
    else:
        screen.keys("Return", "space")
    finish(window, hand, "split_go")
    window.until_told("incident.split")
    screen.until(lambda: "mail is late as well" in notes(window.home, "Mail is late"), "it did not go there")
    if hand == "mouse":
        window.press("answer_way")
    else:
        screen.keys("ctrl+z")
    screen.until(lambda: window.show("Mail is late")["state"] == "merged", "it was not taken back")
    assert [line["text"] for line in window.show("Pushes fail")["timeline"] if line["kind"] == "timeline.noted"]
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_what_is_put_off_is_on_the_record_and_gone_from_the_list(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    declare(window, "Pushes fail")
    if hand == "mouse":
        window.press("need_1", is_right=True)
        window.press("need_put_off_600")
    else:
        screen.keys("F7")
        window.until_at("need_1")
        screen.keys("s")
    screen.until(lambda: bool(window.show("Pushes fail")["put_off"]), "it was not put off")
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_a_whole_room_is_handed_over_between_shifts(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    declare(window, "Pushes fail")
    for role in (IM, OPS):
        go(window, hand, "take", role)
    screen.until(lambda: holder(window, "Pushes fail", "operations_manager") is not None, "not taken")
    go(window, hand, "hand_over", IM)
    window.until_at("worry")
    go(window, hand, "handover_room")
    for role in ("incident_manager", "operations_manager"):
        into(window, hand, f"room_taker_{role}", "Sofia Brandt")
    finish(window, hand, "room_go")
    screen.until(lambda: sum(kind == "handover.offered" for kind, _ in window.told()) == 2, "not offered")
    for role in (IM, OPS):
        go(window, hand, f"{role}_offer")
        screen.until(lambda: "veil" in window.seen().keyboard.within, "nobody is asked")
        screen.type("she said so at the table")
        go(window, hand, "handover_accept")
        window.until_closed()
    screen.until(lambda: holder(window, "Pushes fail", "operations_manager") == "Sofia Brandt", "not accepted")
    assert holder(window, "Pushes fail", "incident_manager") == "Sofia Brandt"
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_the_state_document_is_saved_as_pages(screen: Screen, window: Window, hand: str, tmp_path: Path) -> None:
    begin(window)
    declare(window, "Pushes fail")
    if hand == "mouse":
        window.scroll_to("state_document_save", "side")
    go(window, hand, "state_document_save")
    name_file(window, tmp_path / "state.pdf")
    screen.until((tmp_path / "state.pdf").exists, "it was not saved")
    window.until_told("clock.kept")
    assert (tmp_path / "state.pdf").read_bytes().startswith(b"%PDF")
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_somebody_in_two_incidents_is_shown_as_such_in_both(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    for title in ("Pushes fail", "Mail is late"):
        declare(window, title)
        go(window, hand, "assign", OPS)
        window.until_at("role_operations_manager_assign_name")
        screen.type("Kim Sato\n")
        screen.until(lambda title=title: holder(window, title, "operations_manager") == "Kim Sato", "not assigned")
    for title in ("Pushes fail", "Mail is late"):
        go(window, hand, "role_operations_manager_elsewhere")
        screen.until(lambda title=title: screen.shows(title), f"the way to {title} does not lead there")
    window.quit()
    for title in ("Pushes fail", "Mail is late"):
        assert [each["name"] for each in window.show(title)["elsewhere"]] == ["Kim Sato"]
    assert window.program.problems() == []


@HANDS
def test_maintenance_mutes_what_it_names_and_nothing_else(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    go(window, hand, "maintenance_schedule")
    window.until_at("maintenance_title")
    screen.type("Move the database")
    into(window, hand, "maintenance_from", "now")
    into(window, hand, "maintenance_until", "in 3 h")
    go(window, hand, "service_1", "maintenance_dialog")
    finish(window, hand, "maintenance_go")
    window.quit()
    for title, service in (("Website is slow", "Website"), ("Search fails", "Search")):
        window.program.done("declare", "--title", title, "--severity", "SEV2", "--service", service)
        window.program.done("state", title, "detected")
    window.start(tells=True)
    for title, is_muted in (("Website is slow", True), ("Search fails", False)):
        window.until_at("command_edit")
        screen.keys("ctrl+k")
        window.until_at("incident_words")
        screen.type(f"{title}\n")
        window.until_at("command_edit")
        screen.until(lambda title=title: screen.shows(title), f"no board of {title}")
        screen.until(lambda is_muted=is_muted: ("needs_muted" in names(window)) is is_muted, f"{title}: {is_muted}")
    window.quit()
    assert window.program.problems() == []
