"""The fact sheet at the side of the board: said, confirmed, withdrawn, changed and settled, by mouse and by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.dialogs.fact import FactDialog
from incident_desk.desktop.dialogs.fact_card import FactCard
from incident_desk.desktop.panels.facts import MOST, FactsPanel
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import Fact, FactState
from incident_desk.domain.facts import ConfirmFact, StateFact, TakeFact, WithdrawFact
from incident_desk.domain.ids import EntryId
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.timeline import Note
from tests.desktop.boards import Room, a_room, key, needs, press, show, the_board, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.hands import choose, push, tab_to, write_into
from tests.desktop.test_with_one_hand import chosen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
CTRL = Qt.KeyboardModifier.ControlModifier
SAFE, BACK = FactField.SAFE, FactField.BACK


def sheet(room: Room) -> list[tuple[str, FactState]]:
    return [(fact.text, fact.state) for fact in room.board.facts.all]


def row_of(board: BoardRoom, words: str) -> QWidget:
    return next(row for row in board.facts.rows if row.isVisible() and row.shown.words == words)


def seen(board: BoardRoom) -> list[tuple[str, str, str]]:
    """What it answers, the words and what stands at the end, row by row."""
    shown = (row.shown for row in board.facts.rows if row.isVisible())
    return [(each.lead, each.words, each.aside) for each in shown]


def the_fact(room: Room, label: str) -> Fact:
    return room.board.facts.find(label)


def right_click(row: QWidget) -> None:
    at = row.rect().center()
    QApplication.sendEvent(row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, row.mapToGlobal(at)))


def select_line(board: BoardRoom, entry: EntryId) -> None:
    board.timeline.reveal(entry)


@pytest.mark.by_keys("fact.state", "fact.confirm", "fact.withdraw", "fact.change")
async def test_a_fact_is_typed_confirmed_changed_and_withdrawn_by_keys_and_there_after_a_restart(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        assert board.facts.nothing.isVisible()
        board.timeline.take_keyboard()
        type_words("/safe Wikis are safe")
        key(Qt.Key.Key_Return)
        await until(lambda: sheet(room) == [("Wikis are safe", FactState.BELIEVED)])
        assert seen(board) == [("Safe", "Wikis are safe", "not confirmed")]
        tab_to(row_of(board, "Wikis are safe"))
        key(Qt.Key.Key_C)
        await until(lambda: sheet(room) == [("Wikis are safe", FactState.CONFIRMED)])
        assert seen(board) == [("Safe", "Wikis are safe", "23:31")]
        key(Qt.Key.Key_E)
        dialog = room.dialog(FactDialog)
        assert (dialog.fields.key, focused() is dialog.words) == ("safe", True)
        key(Qt.Key.Key_A, CTRL)
        type_words("Wikis and pages are safe")
        key(Qt.Key.Key_Return)
        await until(lambda: len(sheet(room)) == 2)
        assert seen(board) == [("Safe", "Wikis and pages are safe", "not confirmed")]
        await until(lambda: not room.dialogs())
        tab_to(row_of(board, "Wikis and pages are safe"))
        key(Qt.Key.Key_W)
        card = room.dialog(FactCard)
        assert not card.buttons["withdraw"].isEnabled()
        type_words("Two pages are gone")
        key(Qt.Key.Key_Return)
        await until(lambda: the_fact(room, "2").state is FactState.WITHDRAWN)
        assert seen(board) == []
        assert not board.facts.nothing.isVisible()
        incident = room.incident.incident
    async with a_room(home, incident=incident) as room:
        board = the_board(room)
        assert seen(board) == []
        push(board.facts.more)
        assert [(row.words, row.is_struck) for row in (r.shown for r in board.facts.rows if r.isVisible())] == [
            ("Wikis are safe", True),
            ("Wikis and pages are safe", True),
        ]


@pytest.mark.by_mouse("fact.state", "fact.confirm", "fact.withdraw", "fact.change")
async def test_the_same_with_the_mouse_from_the_form_the_menu_of_a_row_and_its_card(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        press(board.facts.plus)
        press(board.facts.form)
        dialog = room.dialog(FactDialog)
        assert not dialog.go.isEnabled()
        press(dialog.fields.chips[dialog.fields.keys.index("back")])
        assert dialog.question.text() == "When is it back?"
        write_into(dialog.words, "Back by 12:00 UTC")
        write_into(dialog.speaker, "Tomas")
        press(dialog.go)
        await until(lambda: sheet(room) == [("Back by 12:00 UTC", FactState.BELIEVED)])
        assert the_fact(room, "1").speaker == "Tomas"
        await until(lambda: not room.dialogs())
        right_click(row_of(board, "Back by 12:00 UTC"))
        chosen(QApplication.activePopupWidget(), "confirm")
        room.shell.activateWindow()  # a window manager would give it back by itself
        await until(lambda: the_fact(room, "1").state is FactState.CONFIRMED)
        press(row_of(board, "Back by 12:00 UTC"))
        press(room.dialog(FactCard).buttons["change"])
        dialog = room.dialog(FactDialog)
        assert dialog.fields.key == "back"
        dialog.words.clear()
        write_into(dialog.words, "Back by 18:00 UTC")
        press(dialog.known.chips[1])
        press(dialog.go)
        await until(lambda: sheet(room)[-1] == ("Back by 18:00 UTC", FactState.CONFIRMED))
        await until(lambda: not room.dialogs())
        press(row_of(board, "Back by 18:00 UTC"))
        card = room.dialog(FactCard)
        write_into(card.why, "The copy is slower")
        press(card.buttons["withdraw"])
        await until(lambda: the_fact(room, "2").state is FactState.WITHDRAWN)


@pytest.mark.by_keys("fact.take")
async def test_a_line_of_the_timeline_becomes_a_fact_by_one_key_and_the_row_leads_back_to_it(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        note = (await room.bridge.do(Note("Wikis answer"), room.incident.incident))[-1].id
        await until(lambda: note in room.board.timeline.at)
        select_line(board, note)
        key(Qt.Key.Key_F)
        dialog = room.dialog(FactDialog)
        assert dialog.words.text() == "Wikis answer"
        choose(dialog.fields, dialog.fields.keys.index("safe"))
        choose(dialog.known, 1)
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: sheet(room) == [("Wikis answer", FactState.CONFIRMED)])
        assert the_fact(room, "1").source == note
        await until(lambda: not room.dialogs())
        board.timeline.form.timeline_lines.let_go()
        tab_to(row_of(board, "Wikis answer"))
        key(Qt.Key.Key_G)
        behind = board.timeline.form.timeline_lines.behind()
        assert getattr(behind, "entry", None) == note


@pytest.mark.by_mouse("fact.take")
async def test_a_line_becomes_a_fact_from_its_menu_and_its_card_leads_back(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        note = (await room.bridge.do(Note("Wikis answer"), room.incident.incident))[-1].id
        await until(lambda: note in room.board.timeline.at)
        select_line(board, note)
        press(board.timeline.form.line_menu)
        chosen(QApplication.activePopupWidget(), "line_fact")
        press(room.dialog(FactDialog).go)
        await until(lambda: sheet(room) == [("Wikis answer", FactState.BELIEVED)])
        await until(lambda: not room.dialogs())
        board.timeline.form.timeline_lines.let_go()
        press(row_of(board, "Wikis answer"))
        source = room.dialog(FactCard).findChild(QWidget, "fact_source")
        assert source is not None
        press(source)
        assert getattr(board.timeline.form.timeline_lines.behind(), "entry", None) == note


@pytest.mark.by_mouse("fact.keep")
async def test_two_confirmed_times_of_return_are_loud_until_one_press_keeps_one(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(StateFact(BACK, "Back by 12:00", True), StateFact(BACK, "Back by 18:00", True))
        await until(lambda: len(seen(board)) == 2)
        assert seen(board) == [("Back", "Back by 12:00", "against 2"), ("", "Back by 18:00", "against 1")]
        assert board.facts.note.text() == "1 to settle"
        press(row_of(board, "Back by 18:00"))
        press(room.dialog(FactCard).buttons["keep"])
        await until(lambda: seen(board) == [("Back", "Back by 18:00", "23:31")])
        assert board.facts.note.text() == "every variant draws on these"


async def test_a_contradiction_is_among_what_needs_somebody_and_leads_to_its_card(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(StateFact(BACK, "Back by 12:00", True), StateFact(BACK, "Back by 18:00", True))
        await until(lambda: "Fact 2 against 1: Back by 18:00" in needs(board))
        line = next(row for row in board.needs.mine.rows if row.need.words.startswith("Fact 2"))
        press(line)
        press(room.dialog(FactCard).buttons["keep"])
        await until(lambda: not any(words.startswith("Fact") for words in needs(board)))


@pytest.mark.by_keys("fact.keep")
async def test_the_same_is_settled_by_keys(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(StateFact(BACK, "Back by 12:00", True), StateFact(BACK, "Back by 18:00", True))
        await until(lambda: len(seen(board)) == 2)
        tab_to(row_of(board, "Back by 12:00"))
        key(Qt.Key.Key_Return)
        push(room.dialog(FactCard).buttons["keep"])
        await until(lambda: seen(board) == [("Back", "Back by 12:00", "23:31")])


async def test_what_is_no_field_is_told_below_the_line_and_no_word_is_lost(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        press(board.facts.plus)
        type_words("when Since 23:28")
        key(Qt.Key.Key_Return)
        await until(board.facts.told.isVisible)
        assert "there are what, who, since" in board.facts.told.accessibleName()
        assert board.facts.line.text() == "when Since 23:28"
        board.facts.line.clear()
        type_words("since Offline since 23:28")
        key(Qt.Key.Key_Return)
        await until(lambda: board.facts.line.text() == "")
        assert not board.facts.told.isVisible()
        type_words("back By noon")
        press(board.facts.form)
        dialog = room.dialog(FactDialog)
        assert (dialog.fields.key, dialog.words.text()) == ("back", "By noon")


async def test_a_slash_word_alone_opens_the_form(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        board.timeline.take_keyboard()
        type_words("/fact")
        key(Qt.Key.Key_Return)
        assert room.dialog(FactDialog).fields.key == "what"


async def test_a_row_says_what_became_of_the_line_it_is_from(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        note = (await room.bridge.do(Note("Offline since 23:28"), room.incident.incident))[-1].id
        await room.do(TakeFact(note, FactField.SINCE), ConfirmFact("1"))
        room.clock.go_on(1)
        await room.do(Correct(note, "Offline since 23:29"))
        await until(lambda: seen(board) == [("Since", "Offline since 23:28", "its line was corrected")])
        await room.do(Retract(note))
        await until(lambda: seen(board) == [("Since", "Offline since 23:28", "its line was taken back")])


async def test_a_long_sheet_shows_its_beginning_and_all_of_it_on_demand(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        long = "Everybody who uses the website, the mobile application, or what we sell to partners, " * 3
        await room.do(StateFact(FactField.WHO, long), *(StateFact(SAFE, f"Part {n} is safe") for n in range(29)))
        await room.do(WithdrawFact("30", "No"))
        await until(lambda: board.facts.more.text() == "21 more, 1 withdrawn")
        first = board.facts.rows[0]
        assert len(seen(board)) == MOST
        assert first.height() > board.facts.rows[1].height()
        press(board.facts.more)
        assert len(seen(board)) == 30
        press(board.facts.more)
        assert len(seen(board)) == MOST


async def test_the_sheet_stands_alone_in_any_width(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.do(
            StateFact(SAFE, "Repositories and wikis are safe, and so is whatever was pushed before 17:20 UTC")
        )
        panel = FactsPanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        panel.setMaximumWidth(360)
        await until(lambda: panel.rows[0].width() < 360)
        low = panel.rows[0].height()
        room.shell.resize(1600, 500)
        panel.setMaximumWidth(1600)
        await until(lambda: panel.rows[0].width() > 1000)
        assert panel.rows[0].height() < low


async def test_who_may_not_write_is_told_why(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(StateFact(SAFE, "Wikis are safe"))
        await until(lambda: len(seen(board)) == 1)
        room.bridge.rights.why_not = lambda *_: "Observers write nothing"  # type: ignore[method-assign]
        row = row_of(board, "Wikis are safe")
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_C)
        assert board.facts.told.accessibleName() == "Observers write nothing"
        board.facts.acts.open_menu(room.board.facts.all[0].id, QPoint(10, 10))
        menu = QApplication.activePopupWidget()
        assert menu is not None
        enabled = {each.objectName(): each.isEnabled() for each in menu.actions()}
        assert enabled == {"fact_open": True, "fact_confirm": False, "fact_withdraw": False, "fact_change": False}
        menu.close()


async def told_inside(room: Room) -> None:
    """A message that went out inside the house with a fact that is withdrawn now."""
    await room.do(StateFact(SAFE, "Wikis are safe", True))
    fact = room.board.facts.all[0].id
    await room.do(BeginMessage("Inside", channels=("inside",), facts=(fact,)))
    await room.do(ProposeMessage("1", {"inside": "Wikis are safe"}, room.clock.us + 1_200_000_000))
    await room.do(ReleaseMessage("1"))
    await room.do(SentByHand("1"))
    await room.do(WithdrawFact("1", "Two pages are gone"))


@pytest.mark.by_keys("fact.waive")
async def test_what_went_out_with_a_withdrawn_fact_is_loud_until_somebody_says_that_it_may_stay(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await told_inside(room)
        await until(lambda: seen(board) == [("Safe", "Wikis are safe", "told in 1")])
        assert "Message 1 told fact 1, which is withdrawn" in needs(board)
        tab_to(row_of(board, "Wikis are safe"))
        key(Qt.Key.Key_Return)
        card = room.dialog(FactCard)
        assert not card.buttons["waive"].isEnabled()
        type_words("All were called")
        push(card.buttons["waive"])
        await until(lambda: seen(board) == [])
        assert "Message 1 told fact 1, which is withdrawn" not in needs(board)


@pytest.mark.by_mouse("fact.waive")
async def test_its_correction_is_begun_by_one_press_for_the_channels_it_reached(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await told_inside(room)
        await until(lambda: len(seen(board)) == 1)
        press(row_of(board, "Wikis are safe"))
        press(room.dialog(FactCard).buttons["correct"])
        await until(lambda: len(room.board.messages.all) == 2)
        correction = room.board.messages.all[1]
        assert (correction.corrects, correction.keys) == (room.board.messages.all[0].id, ("inside",))
        await until(lambda: not room.dialogs())
        press(row_of(board, "Wikis are safe"))
        card = room.dialog(FactCard)
        assert "correct" not in card.buttons
        write_into(card.why, "All were called")
        press(card.buttons["waive"])
        await until(lambda: seen(board) == [])
