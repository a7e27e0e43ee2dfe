"""The timeline on the board, through its own keys: what stands there, what is done with a line, what is never lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.erase import EraseDialog
from incident_desk.desktop.dialogs.line import LineDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.observed import observe
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX, TimelineDelegate
from incident_desk.domain.corrections import Correct
from incident_desk.domain.incident import Declare, SetSeverity
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note, Pin
from tests.desktop.boards import key, press
from tests.desktop.conftest import focused, until
from tests.desktop.timelines import CTRL, FullDisk, a_desk


def chip(panel: QWidget, name: str) -> QAbstractButton:
    found = panel.findChild(QAbstractButton, f"filter_{name}")
    assert isinstance(found, QAbstractButton)
    return found


async def test_filters_count_and_hide_what_there_is_none_of(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.note("Restore the snapshot", 1, note_sort="decision")
        await desk.note("Copy started", 2, note_sort="action")
        assert chip(desk.panel, "all").text() == "All 3"
        assert not chip(desk.panel, "messages").isVisible()
        press(chip(desk.panel, "decisions"))
        assert desk.texts() == ["Restore the snapshot"]
        press(chip(desk.panel, "all"))
        assert len(desk.texts()) == 3


async def test_a_line_that_is_looked_for_is_selected_and_the_filter_lifted(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        action = await desk.note("Copy started", 1, note_sort="action")
        await desk.note("Restore the snapshot", 2, note_sort="decision")
        press(chip(desk.panel, "decisions"))
        desk.panel.reveal(action)
        assert desk.panel.model.filter.key == "all"
        behind = desk.panel.form.timeline_lines.behind()
        assert behind is desk.incident.board.timeline.at[action]


async def test_a_correction_leads_to_the_line_it_is_about(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("db1 is emtpy", 1)
        [correction] = await desk.room.bridge.do(Correct(entry, text="db1 is empty"), desk.incident.incident)
        desk.panel.reveal(correction.id)
        assert desk.panel.form.timeline_lines.behind() is desk.incident.board.timeline.at[entry]


async def test_two_hundred_entries_are_scrolled_to_the_end_by_keys(app: QApplication, home: Path) -> None:
    async with a_desk(home, (900, 400)) as desk:
        notes = [Note(f"note {at}", occurred_us=desk.room.clock.us + at) for at in range(1, 200)]
        await desk.room.bridge.do(notes, desk.incident.incident)
        view = desk.panel.form.timeline_lines
        view.setFocus(Qt.FocusReason.TabFocusReason)
        assert view.currentIndex().row() == 0
        key(Qt.Key.Key_End, CTRL)
        assert view.currentIndex().row() == 199
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


async def test_whoever_reads_further_down_keeps_the_lines_under_their_eyes(app: QApplication, home: Path) -> None:
    async with a_desk(home, (900, 400)) as desk:
        notes = [Note(f"note {at}", occurred_us=desk.room.clock.us + at) for at in range(1, 100)]
        await desk.room.bridge.do(notes, desk.incident.incident)
        view = desk.panel.form.timeline_lines
        bar = view.verticalScrollBar()
        await until(lambda: bar.maximum() > 60 * HEIGHT_PX)
        bar.setValue(30 * HEIGHT_PX)
        middle = QPoint(40, view.viewport().height() // 2)
        before = view.indexAt(middle).data()
        await desk.note("new on top", MINUTE_US)
        assert view.indexAt(middle).data() == before
        await desk.note("far below", -MINUTE_US)
        assert view.indexAt(middle).data() == before
        assert desk.panel.newer.text() == "1 newer line"
        press(desk.panel.newer)
        assert view.indexAt(QPoint(40, 4)).data() == "new on top"
        assert not desk.panel.newer.isVisible()


async def test_a_rewritten_past_keeps_what_is_selected_and_where_it_is(app: QApplication, home: Path) -> None:
    async with a_desk(home, (900, 400)) as desk:
        notes = [Note(f"note {at}", occurred_us=desk.room.clock.us + at) for at in range(1, 100)]
        entries = await desk.room.bridge.do(notes, desk.incident.incident)
        desk.select(entries[40].id)
        bar = desk.panel.form.timeline_lines.verticalScrollBar()
        before = bar.value()
        moved = Correct(entries[10].id, occurred_us=desk.room.clock.us + 20)
        await desk.room.bridge.do(moved, desk.incident.incident)
        behind = desk.panel.form.timeline_lines.behind()
        assert behind is desk.incident.board.timeline.at[entries[40].id]
        assert bar.value() == before


async def test_the_head_says_of_which_day_the_top_line_is_and_in_which_zone(app: QApplication, home: Path) -> None:
    async with a_desk(home, (900, 300)) as desk:
        notes = [Note(f"note {at}", occurred_us=desk.room.clock.us - DAY_US + at) for at in range(40)]
        await desk.room.bridge.do(notes, desk.incident.incident)
        assert desk.panel.form.day_shown.text() == "UTC"
        desk.panel.form.timeline_lines.scrollToBottom()
        assert desk.panel.form.day_shown.text() == "30 Jan · UTC"


async def test_pinned_lines_stay_on_top_and_lead_to_their_place(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        assert not desk.panel.form.pinned_lines.isVisible()
        entry = await desk.note("Keep db1 untouched", -HOUR_US)
        desk.select(entry)
        key(Qt.Key.Key_P)
        await until(desk.panel.form.pinned_lines.isVisible)
        assert desk.panel.pinned.rowCount() == 1
        desk.panel.form.timeline_lines.let_go()
        strip = desk.panel.form.pinned_lines
        QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, HEIGHT_PX // 2))
        assert desk.panel.form.timeline_lines.behind() is desk.incident.board.timeline.at[entry]
        key(Qt.Key.Key_P)
        await until(lambda: not strip.isVisible())


# keys on a line ------------------------------------------------------------------------------------------------------


async def test_each_key_opens_its_dialog_or_does_what_it_says(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("db1 is empty", 1)
        desk.select(entry)
        for name, kind in ((Qt.Key.Key_Return, LineDialog), (Qt.Key.Key_E, CorrectDialog), (Qt.Key.Key_L, LinkDialog)):
            key(name)
            desk.room.dialog(kind).reject()
            assert focused() is desk.panel.form.timeline_lines
        key(Qt.Key.Key_M)
        await until(lambda: desk.incident.board.timeline.at[entry].marked)
        key(Qt.Key.Key_C, CTRL)
        assert QGuiApplication.clipboard().text() == "31 January 2017 23:31:00 UTC · Priya Nair: db1 is empty"


async def test_delete_takes_a_line_back_says_which_and_lets_it_hold_again(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("db2 is empty", 1)
        desk.select(entry)
        key(Qt.Key.Key_Delete)
        await until(lambda: desk.told)
        assert desk.told == "Taken back, and struck through: “db2 is empty”"
        assert desk.rows()[0].is_struck
        press(desk.panel.line.answer.way)
        await until(lambda: not desk.rows()[0].is_struck)


async def test_what_cannot_be_done_is_said(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.select(desk.newest().entry)
        key(Qt.Key.Key_Delete)
        await until(lambda: desk.told)
        assert desk.told.startswith("A declaration is not taken back")
        key(Qt.Key.Key_O)
        assert desk.told == "That cannot be done with this line"


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
@pytest.mark.parametrize("where", ["button", "menu key"])
async def test_the_menu_of_a_line_is_reached_without_a_mouse(app: QApplication, home: Path, where: str) -> None:
    async with a_desk(home) as desk:
        assert not desk.panel.form.line_menu.isEnabled()
        desk.select(await desk.note("the password is hunter2", 1))
        if where == "button":
            desk.panel.form.line_menu.setFocus()
            key(Qt.Key.Key_Space)
        else:
            view = desk.panel.form.timeline_lines
            # what the window system makes of the menu key
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
            QApplication.sendEvent(view.viewport(), asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        names = [action.objectName() for action in menu.actions()]
        ways = ("read", "copy", "correct", "fact", "pin", "mark", "move", "split", "retract", "link", "erase")
        assert names == [f"line_{name}" for name in ways]
        menu.actions()[-1].trigger()
        menu.close()
        desk.room.dialog(EraseDialog).reject()


async def test_a_line_is_read_as_a_whole(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("first line\nsecond <b>line</b>", 1, speaker="Lewis Grant, by phone")
        await desk.room.do(Correct(entry, text="first line\nsecond <i>line</i>", reason="typing"))
        desk.select(entry)
        key(Qt.Key.Key_Return)
        dialog = desk.room.dialog(LineDialog)
        assert dialog.words.toPlainText() == "first line\nsecond <i>line</i>"
        press(dialog.correct)
        desk.room.dialog(CorrectDialog).reject()


@pytest.mark.parametrize("where", ["key", "menu"])
async def test_a_decision_is_objected_to_from_its_line(app: QApplication, home: Path, where: str) -> None:
    async with a_desk(home) as desk:
        decision = await desk.note("Restore the snapshot", 1, note_sort="decision")
        desk.select(decision)
        if where == "key":
            key(Qt.Key.Key_X)
        else:
            menu = desk.panel.line_actions.menu(desk.panel.form.timeline_lines.behind())
            next(each for each in menu.actions() if each.objectName() == "line_object").trigger()
            menu.deleteLater()
        assert (focused(), desk.typed) == (desk.panel.line.edit, "/object ")
        await desk.enter("Webhooks are missing in it")
        await until(lambda: decision in desk.incident.board.decisions.objections)
        [objection] = desk.incident.board.decisions.objections[decision]
        assert desk.incident.board.timeline.line(objection).text == "Webhooks are missing in it"


async def test_to_object_leaves_alone_what_stands_in_the_command_line(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.panel.line.edit.put("half a thou")
        desk.select(await desk.note("Restore the snapshot", 1, note_sort="decision"))
        key(Qt.Key.Key_X)
        assert desk.typed == "half a thou"
        assert desk.told.startswith("Something stands in the line")


async def test_only_a_decision_is_objected_to(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.select(await desk.note("The copy is slow", 1))
        key(Qt.Key.Key_X)
        assert (desk.typed, desk.told) == ("", "That cannot be done with this line")


async def test_a_slash_in_the_list_begins_a_command(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.select(desk.newest().entry)
        key(Qt.Key.Key_Slash)
        assert focused() is desk.panel.line.edit
        assert desk.typed == "/"


# what the disk refuses -----------------------------------------------------------------------------------------------


async def test_words_the_disk_refused_stay_with_the_reason_and_the_ways_on(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(home) as desk:
        disk = FullDisk(desk, monkeypatch)
        desk.type("Failover started")
        key(Qt.Key.Key_Return)
        strip = desk.panel.form.not_saved
        await until(strip.isVisible)
        row = desk.rows()[0]
        assert (row.kind_label, row.text) == ("Not saved", "Failover started")
        assert "The disk is full." in row.mark_tip
        assert strip.told.accessibleName() == "1 line is not saved: The disk is full."
        press(strip.copy)
        assert QGuiApplication.clipboard().text() == "Failover started"
        disk.mend()
        press(strip.retry)
        await until(lambda: not desk.incident.pending)
        assert not strip.isVisible()
        assert desk.newest().text == "Failover started"


async def test_a_disk_that_is_still_full_says_so_once_and_below_the_words(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[str] = []
    async with a_desk(home) as desk:
        desk.room.bridge.complained.connect(complaints.append)
        FullDisk(desk, monkeypatch)
        for words in ("one", "two"):
            desk.type(words)
            key(Qt.Key.Key_Return)
        strip = desk.panel.form.not_saved
        await until(lambda: strip.told.accessibleName().startswith("2 lines are not saved"))
        press(strip.retry)
        await until(lambda: strip.told.accessibleName().startswith("2 lines are not saved"))
        assert [row.text for row in desk.rows()[:2]] == ["two", "one"]
    assert complaints == []


async def test_words_that_a_rule_refuses_when_tried_again_come_back(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(home) as desk:
        disk = FullDisk(desk, monkeypatch)
        desk.type("/sev 1 all are hit")
        key(Qt.Key.Key_Return)
        strip = desk.panel.form.not_saved
        await until(strip.isVisible)
        disk.mend()
        await desk.room.do(SetSeverity(Severity.SEV1, "-"))
        press(strip.retry)
        await until(lambda: desk.typed)
        assert (desk.typed, desk.told) == ("/sev 1 all are hit", "The severity is SEV1 already.")


async def test_words_are_given_up_only_after_asking(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(home) as desk:
        FullDisk(desk, monkeypatch)
        desk.type("Failover started")
        key(Qt.Key.Key_Return)
        strip = desk.panel.form.not_saved
        await until(strip.isVisible)
        for way, is_left in (("keep", True), ("discard", False)):
            press(strip.discard)
            await until(desk.room.dialogs)
            notice = desk.room.dialog(NoticeDialog)
            press(next(button for button in notice.buttons if button.objectName() == way))
            await until(lambda: not desk.room.dialogs())
            await until(lambda is_left=is_left: strip.isVisible() is is_left)
        assert desk.incident.pending == []


async def test_a_refused_line_has_its_own_menu(app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_desk(home) as desk:
        disk = FullDisk(desk, monkeypatch)
        desk.type("Failover started")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.rows()[0].kind_label == "Not saved")
        desk.panel.form.timeline_lines.select(0)
        menu = desk.panel.line_actions.menu(desk.panel.form.timeline_lines.behind())
        assert [action.objectName() for action in menu.actions()] == ["line_copy", "line_retry", "line_discard"]
        disk.mend()
        menu.actions()[1].trigger()
        menu.deleteLater()
        await until(lambda: not desk.incident.pending)
        assert desk.panel.form.timeline_lines.behind() is None


# the room ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("height", [180, 260, 700])
async def test_the_command_line_is_there_at_every_height(app: QApplication, home: Path, height: int) -> None:
    async with a_desk(home) as desk:
        await desk.room.do(Pin(await desk.note("Keep db1 untouched", 1)))
        desk.panel.setFixedHeight(height)
        await until(lambda: desk.panel.height() == height)
        edit = desk.panel.line.edit
        bottom = edit.mapTo(desk.panel, edit.rect().bottomLeft()).y()
        assert bottom < height
        assert desk.panel.form.lines.height() >= HEIGHT_PX


async def test_tab_goes_through_the_panel_as_it_is_read(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("Keep db1 untouched", 1)
        await desk.room.do(Pin(entry))
        desk.select(entry)
        chip(desk.panel, "all").setFocus()
        names: list[str] = []
        while (here := focused().objectName()) not in names:
            names.append(here)
            key(Qt.Key.Key_Tab)
        head, lines = ["filter_all", "line_menu", "search_timeline", "adopt_log"], ["pinned_lines", "timeline_lines"]
        assert names[:7] == [*head, *lines, "command_edit"]
        assert names[7:10] == ["quick_decision", "quick_action", "quick_finding"]


async def test_every_control_has_a_name_of_its_own_and_words_for_it(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        controls = [w for w in desk.panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        shown = [w for w in controls if w.isVisibleTo(desk.panel)]
        assert len(shown) >= 8
        assert [w for w in shown if not w.objectName() or not (w.accessibleName() or getattr(w, "text", str)())] == []


async def test_an_incident_that_has_just_begun_says_how_it_goes_on(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        view = desk.panel.form.timeline_lines
        begun = view.grab().toImage()
        view.going_on = None
        assert view.grab().toImage() != begun


async def test_an_incident_that_is_over_does_not_ask_to_go_on(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        view = desk.panel.form.timeline_lines
        assert view.going_on is not None
        await desk.enter("/resolved")
        await until(lambda: view.going_on is None)


async def test_a_long_name_leaves_the_words_their_room(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.note(
            "The copy is slow", 1, speaker="Aleksandra Wojciechowska-Lindqvist of the night desk, by phone " * 3
        )
        view = desk.panel.form.timeline_lines
        delegate = view.itemDelegate()
        assert isinstance(delegate, TimelineDelegate)
        columns = delegate.columns(view.visualRect(desk.panel.model.index(0, 0)), desk.rows()[0])
        assert columns.text.width() > view.width() // 3
        view.grab()


async def test_another_incident_shows_its_own_lines_and_its_own_unfinished_line(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("half a thou")
        press(chip(desk.panel, "states"))
        other = await desk.room.bridge.do(Declare("Mail is late"))
        elsewhere = await observe(desk.room.bridge, other[-1].incident, desk.room.shell)
        desk.panel.observe(elsewhere)
        assert (desk.texts(), desk.typed) == (["Declared: Mail is late"], "")
        desk.panel.observe(desk.incident)
        assert (desk.texts(), desk.typed) == (["Declared: Pushes fail"], "half a thou")


async def test_every_line_survives_a_restart(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("Failover started")
        await desk.enter("/decision Fail over to the standby")
        incident = desk.incident.incident
    async with a_desk(home, incident=incident) as desk:
        assert desk.texts()[:2] == ["Fail over to the standby", "Failover started"]
