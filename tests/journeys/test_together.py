"""Several people and several incidents in a real window, with either hand: asked, merged, side by side, called out."""

import os
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk.resources import FOLDER
from tests.desktop.attentive import a_program
from tests.faults.program import notes
from tests.journeys.conftest import Window
from tests.journeys.hands import HANDS, begin, declare, finish
from tests.journeys.screen import Screen

OPS = "role_operations_manager"


def names(window: Window) -> set[str]:
    """Of what can be pressed."""
    return {each.name for each in window.seen().controls}


def question(window: Window) -> dict[str, Any]:
    [found] = window.show("Pushes fail")["questions"]
    return found


def go_to(window: Window, words: str) -> None:
    """The board of an incident, by its number or its title."""
    window.screen.keys("ctrl+k")
    window.until_at("incident_words")
    window.screen.type(f"{words}\n")
    window.until_at("command_edit")


@HANDS
def test_a_question_stays_open_over_a_restart_until_it_is_answered(screen: Screen, window: Window, hand: str) -> None:
    begin(window)
    declare(window, "Pushes fail")
    window.push("assign", OPS)
    window.until_at(f"{OPS}_assign_name")
    screen.type("Kim Sato\n")
    window.until_told("role.assigned", "Kim Sato")
    window.tab_to("command_edit")
    screen.type("@Kim Sato where is the newest dump?\n")
    screen.until(lambda: bool(window.show("Pushes fail")["questions"]), "nothing was asked")
    window.quit()
    window.start(tells=True)
    window.until_at("command_edit")
    assert question(window)["is_open"]
    if hand == "mouse":
        window.press("timeline_lines", at_top=True, is_right=True)
        window.press("line_answer")
    else:
        window.tab_to("timeline_lines", by="shift+Tab")
        screen.keys("ctrl+Home", "a")
    window.until_at("answer_words")
    screen.type("on the staging disk")
    finish(window, hand, "answer_go")
    screen.until(lambda: not question(window)["is_open"], "it was not answered")
    assert "on the staging disk" in str(question(window))
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_merged_after_a_look_at_what_becomes_of_it_and_old_numbers_lead_there(
    screen: Screen, window: Window, hand: str
) -> None:
    begin(window)
    for title in ("Pushes fail", "Mail is late"):
        declare(window, title)
    old = window.show("Mail is late")["number"]
    if hand == "mouse":
        window.scroll_to("link_incident", "side")
        window.press("link_incident")
        window.until_at("relation")
    else:
        screen.type("/merge Pushes fail\n")
        window.until_at("link_go")
    finish(window, hand, "link_go")
    screen.until(lambda: window.show("Mail is late")["state"] == "merged", "it was not merged")
    assert window.show(old)["title"] == "Mail is late", "the old number still leads there"
    go_to(window, "Pushes fail")
    screen.until(lambda: screen.shows("Pushes fail"), "no board of it")
    go_to(window, old)
    screen.until(lambda: screen.shows("Mail is late"), f"{old} does not lead to its board")
    if hand == "mouse":
        window.scroll_to("linked_1", "side")
        window.press("linked_1")
        screen.until(lambda: screen.shows("Pushes fail"), "the link does not lead on")
        go_to(window, old)
        screen.until(lambda: screen.shows("Mail is late"), f"{old} does not lead to its board")
    screen.keys("ctrl+z")
    screen.until(lambda: window.show("Mail is late")["state"] == "declared", "it was not taken back")
    window.quit()
    assert window.program.problems() == []


@HANDS
def test_two_boards_are_put_beside_each_other_from_the_list_and_are_there_after_a_restart(
    screen: Screen, window: Window, hand: str
) -> None:
    begin(window)
    for title in ("Pushes fail", "Mail is late"):
        declare(window, title)
    screen.keys("ctrl+k")
    window.until_at("incident_words")
    screen.type("Pushes")
    if hand == "mouse":
        window.press("incident_beside")
    else:
        screen.keys("ctrl+Return")
    window.until_at("command_edit", "board_2")
    screen.type("for pushes\n")
    screen.until(lambda: notes(window.home, "Pushes fail") == ["for pushes"], "it went elsewhere")
    window.quit()
    window.start(tells=True)
    screen.until(lambda: {"board_tab_1", "board_tab_2"} <= names(window), "they are not beside each other again")
    if hand == "mouse":
        window.press("board_tab_1")
    else:
        window.until_at("command_edit")
        screen.keys("F6")
    screen.until(lambda: window.seen().keyboard.name == "command_edit", "the keyboard is nowhere")
    window.quit()
    assert window.program.problems() == []


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a voice before all others was given to say."""
    programs = tmp_path / "programs"
    programs.mkdir()
    a_program(programs / "espeak-ng", f'echo "$@" >> "{tmp_path / "spoken"}"')
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path / "spoken"


@HANDS
def test_the_time_is_called_out_by_a_voice_where_somebody_chose_that(
    screen: Screen, window: Window, hand: str, tmp_path: Path, spoken: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    text = (FOLDER / "plans" / "default.yaml").read_text(encoding="utf-8")
    plan.write_text(text.replace("call_out: 10 min", "call_out: 20 s"), encoding="utf-8")
    begin(window)
    window.quit()
    window.program.done("plan", "use", str(plan), "--reason", "often, to hear it")
    window.start(tells=True)
    if hand == "mouse":
        window.press("rail_settings")
        window.press("settings_looks")
        window.press("speech_choice")
        window.press("row_2")
        window.press("rail_board")
    else:
        screen.until(lambda: "maintenance_schedule" in names(window), "the calm board is not there")
        window.tab_to("rail_settings")
        screen.keys("space")
        screen.until(lambda: "settings_looks" in names(window), "the settings do not open")
        window.tab_to("settings_looks", by="Down")
        screen.keys("space")
        window.tab_to("speech_choice")
        screen.keys("Down", "Escape")
    declare(window, "Pushes fail")
    screen.until(lambda: spoken.exists() and "have passed." in spoken.read_text(), "nothing was said")
    assert spoken.read_text().startswith("-- ")
    assert "Pushes" not in spoken.read_text(), "not everybody in the room may know"
    window.quit()
    assert window.program.problems() == []
