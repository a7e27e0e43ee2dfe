"""The command line, key by key: notes and commands, completion, history, undoing, and words that are never lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.task_new import NewTaskDialog
from incident_desk.desktop.observed import observe
from incident_desk.desktop.opening import open_for_reading
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.parts.suggestions import Suggestions
from incident_desk.desktop.parts.typed_before import TypedBefore
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.domain.incident import State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import NoteSort
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.timelines import CTRL, Desk, FullDisk, a_desk

SHIFT = Qt.KeyboardModifier.ShiftModifier


def card(desk: Desk) -> Suggestions:
    found = desk.room.shell.findChild(Suggestions)
    assert isinstance(found, Suggestions)
    return found


async def test_plain_words_are_a_note_and_the_line_is_free_again(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("Failover started")
        assert (desk.newest().text, desk.typed) == ("Failover started", "")
        assert focused() is desk.panel.line.edit


async def test_a_moment_that_is_still_to_come_is_told_as_one(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("@2017-02-28 10:00 UTC the contract ends")
        await until(lambda: desk.told)
        assert desk.told == "Still to come: 28 February 2017 10:00:00 UTC"


async def test_words_in_front_say_what_it_is_and_when_it_happened(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/finding @23:00 db1 is empty")
        await until(lambda: desk.told)
        assert desk.told == "Happened 31 January 2017 23:00:00 UTC"
        key(Qt.Key.Key_Return)
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        line = desk.incident.board.timeline.lines[0]
        assert (line.sort, line.text) == (NoteSort.FINDING, "db1 is empty")


@pytest.mark.by_keys("severity.set", "state.set")
async def test_commands_of_the_registry_run_from_here(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("/sev 1 everybody is hit")
        await desk.enter("/mitigating")
        await desk.enter("/assign scribe Lewis Grant")
        board = desk.incident.board
        assert (board.headline.severity.value, board.headline.state) == (Severity.SEV1, State.MITIGATING)
        holder = board.roles.find("scribe").holder.value
        assert holder is not None
        assert holder.name == "Lewis Grant"


async def test_what_cannot_be_read_stays_with_the_reason_below(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/decisoin Restore the snapshot")
        key(Qt.Key.Key_Return)
        assert desk.typed == "/decisoin Restore the snapshot"
        assert desk.told == "No command “decisoin”. Did you mean /decision? Your text is kept."
        assert desk.panel.line.edit.property("fault") is True
        type_words(" ")
        await until(lambda: not desk.told)
        assert desk.panel.line.edit.property("fault") is False


async def test_what_a_rule_refuses_comes_back_into_the_line(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/sev 2")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.told)
        assert (desk.typed, desk.told) == ("/sev 2", "The severity is SEV2 already.")
        assert desk.incident.pending == []


async def test_what_comes_back_while_something_else_is_typed_is_a_press_away(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/sev 2")
        key(Qt.Key.Key_Return)
        type_words("meanwhile")
        await until(lambda: desk.told)
        assert (desk.typed, desk.told) == ("meanwhile", "The severity is SEV2 already.")
        press(desk.panel.line.answer.way)
        assert desk.typed == "/sev 2"


async def test_typing_goes_on_while_a_line_is_written(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        for words in ("one", "two", "three"):
            desk.type(words)
            key(Qt.Key.Key_Return)
        await until(lambda: len(desk.incident.board.timeline.lines) == 4 and not desk.incident.pending)
        assert desk.texts()[:3] == ["three", "two", "one"]


# completion ----------------------------------------------------------------------------------------------------------


async def test_tab_takes_what_is_offered_and_the_next_is_offered_at_once(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/ass")
        assert card(desk).isVisible()
        key(Qt.Key.Key_Tab)
        assert desk.typed == "/assign "
        assert card(desk).isVisible()
        type_words("scr")
        key(Qt.Key.Key_Tab)
        type_words("pri")
        key(Qt.Key.Key_Tab)
        assert desk.typed == "/assign Scribe Priya Nair"
        assert not card(desk).isVisible()
        key(Qt.Key.Key_Return)
        await until(lambda: desk.incident.board.roles.find("scribe").holder.value)


async def test_arrows_go_through_it_and_enter_takes_what_they_went_to(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/de")
        for _ in range(3):
            key(Qt.Key.Key_Down)
        assert "/decline" in desk.panel.line.edit.accessibleDescription()
        key(Qt.Key.Key_Up)
        key(Qt.Key.Key_Return)
        assert desk.typed == "/decision "


async def test_enter_is_never_taken_from_a_line_that_was_typed_out(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/mit")
        assert card(desk).isVisible()
        await desk.enter("igating")
        assert desk.incident.board.headline.state is State.MITIGATING
        assert not card(desk).isVisible()


async def test_escape_puts_it_away_until_more_is_typed_and_tab_goes_on(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/de")
        key(Qt.Key.Key_Escape)
        assert not card(desk).isVisible()
        assert desk.typed == "/de"
        type_words("c")
        assert card(desk).isVisible()
        key(Qt.Key.Key_Escape)
        key(Qt.Key.Key_Tab)
        assert focused() is desk.panel.line.form.quick_decision


async def test_it_goes_when_the_keyboard_goes(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/de")
        desk.panel.form.timeline_lines.setFocus()
        assert not card(desk).isVisible()


# the selected line ---------------------------------------------------------------------------------------------------


@pytest.mark.by_keys("entry.correct", "timeline.mark", "timeline.pin")
async def test_commands_about_a_line_are_about_the_selected_one_and_say_so(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("db1 is emtpy", 1)
        desk.select(entry)
        desk.type("/correct")
        await until(lambda: desk.told)
        assert desk.told == "About 23:31:00 “db1 is emtpy”"
        await desk.enter(" db1 is empty")
        assert desk.incident.board.timeline.at[entry].text == "db1 is empty"
        await desk.enter("/pin")
        await desk.enter("/mark")
        await desk.enter("/retract wrong host")
        line = desk.incident.board.timeline.at[entry]
        assert (line.is_pinned, line.marked, line.is_retracted) == (True, True, True)


async def test_without_a_selected_line_they_ask_for_one(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/retract")
        await until(lambda: desk.told.startswith("Select a line"))
        key(Qt.Key.Key_Return)
        assert desk.typed == "/retract"
        assert desk.told == "Select a line of the timeline first. Your text is kept."


# history and undoing -------------------------------------------------------------------------------------------------


async def test_up_and_down_call_back_what_was_entered(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("first")
        await desk.enter("second")
        desk.type("half a th")
        for expected in ("second", "first", "first"):
            key(Qt.Key.Key_Up)
            assert desk.typed == expected
        for expected in ("second", "half a th", "half a th"):
            key(Qt.Key.Key_Down)
            assert desk.typed == expected


def test_a_line_that_was_called_back_and_changed_is_a_line_of_its_own() -> None:
    before = TypedBefore()
    for line in ("one", "two", "two"):
        before.keep(line)
    assert before.older("") == "two"
    assert before.older("two and a half") == "two"
    assert before.older("two") == "one"
    assert (before.newer(), before.newer(), before.newer()) == ("two", "two and a half", None)


@pytest.mark.by_keys("entry.restore", "entry.undo")
async def test_undo_takes_back_the_last_line_and_says_which(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("db2 is empty")
        key(Qt.Key.Key_Z, CTRL)
        await until(lambda: desk.told)
        assert desk.told == "Taken back, and struck through: “db2 is empty”"
        assert desk.rows()[0].is_struck
        key(Qt.Key.Key_Z, CTRL | SHIFT)
        await until(lambda: not desk.rows()[0].is_struck)


async def test_undo_in_a_line_with_words_is_about_the_words(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("db2 is empty")
        type_words("x")
        key(Qt.Key.Key_Backspace)
        key(Qt.Key.Key_Z, CTRL)
        assert desk.typed == "x"
        assert not desk.rows()[0].is_struck


async def test_with_nothing_to_take_back_undo_says_why(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("")
        key(Qt.Key.Key_Z, CTRL)
        await until(lambda: desk.told)
        assert desk.told.startswith("A declaration is not taken back")


# buttons -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["action", "finding"])
async def test_a_button_writes_the_line_as_what_it_says(app: QApplication, home: Path, word: str) -> None:
    async with a_desk(home) as desk:
        button = getattr(desk.panel.line.form, f"quick_{word}")
        press(button)
        assert (desk.typed, focused()) == (f"/{word} ", desk.panel.line.edit)
        type_words("Restore it")
        press(button)
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        assert (desk.newest().sort, desk.newest().text) == (word, "Restore it")


@pytest.mark.by_mouse("timeline.note")
async def test_the_button_of_a_decision_writes_the_line_as_one(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("Restore it")
        press(desk.panel.line.form.quick_decision)
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        assert (desk.newest().sort, desk.newest().text) == ("decision", "Restore it")


async def test_a_button_makes_no_words_of_a_command_that_was_begun(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/assign Scribe me")
        press(desk.panel.line.form.quick_decision)
        assert desk.typed == "/assign Scribe me"
        assert desk.told == "Another command stands in the line: enter it first, or clear the line"
        desk.panel.line.edit.clear()
        desk.type("/action Copy started")
        press(desk.panel.line.form.quick_decision)
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        assert (desk.newest().sort, desk.newest().text) == ("decision", "Copy started")


# the edges -----------------------------------------------------------------------------------------------------------


async def test_the_longest_note_fits_and_a_longer_one_is_refused_whole(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        edit = desk.panel.line.edit
        desk.panel.take_keyboard()
        longest = "x" * edit.maxLength()
        edit.put(longest)
        key(Qt.Key.Key_Return)
        await until(lambda: desk.newest().text == longest)
        longer = "ü" * edit.maxLength()  # as many letters, twice the bytes
        edit.put(longer)
        key(Qt.Key.Key_Return)
        await until(lambda: desk.told)
        assert "44 KiB" in desk.told
        assert desk.typed == longer


async def test_a_record_for_reading_takes_no_words(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        incident = desk.incident.incident
        await desk.note("Failover started", 1)
    bridge = Bridge(open_for_reading(home))
    panel = TimelinePanel(bridge)
    observed = await observe(bridge, incident, panel)
    panel.observe(observed)
    assert panel.line.edit.isReadOnly()
    assert "reading only" in panel.line.edit.placeholderText()
    assert not panel.line.form.quick_decision.isEnabled()
    assert panel.model.rowCount() == 2
    await bridge.close()
    panel.deleteLater()
    bridge.deleteLater()


async def test_a_full_disk_leaves_the_line_free_and_the_words_on_the_timeline(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(home) as desk:
        FullDisk(desk, monkeypatch)
        desk.type("Failover started")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.rows()[0].kind_label == "Not saved")
        assert desk.typed == ""
        key(Qt.Key.Key_Up)
        assert desk.typed == "Failover started"
        desk.incident.discard(desk.incident.pending[0])


async def test_what_is_offered_follows_a_key_that_was_pressed_just_before(app: QApplication, home: Path) -> None:
    """Ctrl+T in the same breath as the last word takes the whole line, not what it was before that word."""
    async with a_desk(home) as desk:
        desk.type("23:10 db1 is emp")
        await until(lambda: desk.told)
        type_words("ty")
        key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        assert desk.typed.endswith("db1 is empty")
        assert desk.typed.startswith("@")


async def test_tab_takes_what_is_offered_and_otherwise_goes_on(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("/mitig")
        key(Qt.Key.Key_Tab)
        assert desk.typed == "/mitigated "
        assert desk.panel.line.edit.hasFocus()
        desk.panel.line.edit.put("plain words")
        key(Qt.Key.Key_Tab)
        assert not desk.panel.line.edit.hasFocus()


@pytest.mark.by_keys("incident.retitle")
async def test_the_incident_that_is_written_into_is_named_beside_the_line(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        number = desk.incident.board.headline.number
        named = desk.panel.line.into
        assert named.isVisible()
        assert named.text() == f"{number} Pushes fail"
        await desk.enter("/title Pushes and pulls fail")
        await until(lambda: named.text() == f"{number} Pushes and pulls fail")
        dialog = NewTaskDialog(desk.room.bridge, desk.incident, desk.room.shell)
        dialog.open()
        assert number in [part.text().partition(" ")[0] for part in dialog.findChildren(WhichIncident)]
        dialog.reject()
