"""Clocks in the window: quiet until they are due, kept and put off by mouse and by keys, never loud without a need."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.clocks import ClocksDialog
from incident_desk.desktop.rooms.board_page import BoardPage
from incident_desk.desktop.settings.looks import LooksPage
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.clock_list import Clock, Turn
from incident_desk.domain.clocks import Keep
from incident_desk.domain.incident import SetState
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.state import State
from incident_desk.domain.timeline import AttachmentAdded
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import push
from tests.desktop.test_board import War, a_war_room
from tests.desktop.test_plan_pack import pages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def the_page(room: Room) -> BoardPage:
    page = BoardPage(room.bridge)
    show(room, page)
    page.observe(room.incident)
    room.clock.go_on(0)
    page.clocks.chip.setFocus()
    return page


def done(room: Room, turn: Turn = Turn.KEPT) -> list[Clock | None]:
    return [each.clock for each in room.board.clocks.happened if each.turn is turn]


def needs(page: BoardPage) -> list[str]:
    return [line.shown.words for line in page.room.needs.mine.lines if line.needs[0].kind is NeedKind.CLOCK]


async def test_the_header_tells_what_comes_next_quietly_and_then_less_so(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        chip = page.clocks.chip
        assert (chip.text(), chip.tone) == ("Call-out in 10 min", "sev4")
        assert needs(page) == []
        room.clock.go_on(12)
        assert (chip.text(), chip.tone) == ("Call-out 2 min late", "warn")
        assert needs(page) == ["Elapsed-time call-out is due"]
        room.clock.go_on(9)
        assert (chip.text(), chip.tone) == ("Call-out missed 1×, 1 min late", "warn")
        assert needs(page) == ["Elapsed-time call-out is due, 1 missed before"]
        room.clock.go_on(9)
        assert needs(page) == ["Elapsed-time call-out is due, 2 missed before", "Internal update is due"]


async def test_two_keys_say_that_it_was_done(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        room.clock.go_on(11)
        key(Qt.Key.Key_F4)
        dialog = room.dialog(ClocksDialog)
        assert dialog.rows[Clock.CALL_OUT].state.text() == "1 min late"
        key(Qt.Key.Key_Return)
        await until(lambda: done(room) == [Clock.CALL_OUT])
        await until(lambda: not room.dialogs())
        assert page.clocks.chip.text() == "Call-out in 10 min"
        assert room.board.timeline.lines[-1].english == "Elapsed-time call-out: done, 1 min late"


@pytest.mark.by_mouse("clock.snooze")
async def test_by_mouse_it_is_put_off_with_a_reason_that_stands_on_the_record(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        room.clock.go_on(11)
        press(next(row for row in page.room.needs.mine.rows if row.need.words == "Elapsed-time call-out is due"))
        dialog = room.dialog(ClocksDialog)
        dialog.words.setFocus()
        type_words("on the phone with the vendor")
        press(dialog.span.chips[2])
        press(dialog.rows[Clock.CALL_OUT].later)
        await until(lambda: done(room, Turn.SNOOZED) == [Clock.CALL_OUT])
        line = room.board.timeline.lines[-1]
        assert line.english.startswith("Elapsed-time call-out: put off until")
        assert line.text == "on the phone with the vendor"
        assert needs(page) == []
        room.clock.go_on(16)
        assert "Elapsed-time call-out is due" in needs(page)


async def test_a_refusal_is_told_and_no_word_is_lost(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        press(page.clocks.chip)
        dialog = room.dialog(ClocksDialog)
        dialog.words.setText("later")
        press(dialog.rows[Clock.STATE_DOCUMENT].later)
        await until(dialog.fault.isVisible)
        assert dialog.fault.text() == "State document is not due before then."
        assert dialog.words.text() == "later"


async def test_what_another_desk_keeps_grows_quiet_here(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        room.clock.go_on(11)
        assert page.clocks.chip.tone == "warn"
        press(page.clocks.chip)
        dialog = room.dialog(ClocksDialog)
        await room.do(Keep(Clock.CALL_OUT))
        await until(lambda: page.clocks.chip.tone == "sev4")
        assert dialog.rows[Clock.CALL_OUT].state.text() == "in 10 min"


async def test_when_it_is_over_no_clock_shows(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        await room.do(SetState(State.RESOLVED))
        await until(lambda: not page.clocks.chip.isVisible())
        page.clocks.open()
        dialog = room.dialog(ClocksDialog)
        assert not any(row.done.isEnabled() for row in dialog.rows.values())
        assert dialog.go.hasFocus()


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of espeak-ng that writes down what it is told to say, a line each time."""
    said = tmp_path / "said"
    program = tmp_path / "programs" / "espeak-ng"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> "{said}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return said


def lines(spoken: Path) -> list[str]:
    return spoken.read_text(encoding="utf-8").splitlines() if spoken.exists() else []


async def test_what_is_due_is_said_aloud_once_where_somebody_chose_that(
    app: "QApplication", home: Path, spoken: Path
) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        looks = LooksPage(room.bridge, WindowState(home))
        show(room, looks)
        page.clocks.calling_out.look()
        looks.form.speech_choice.setCurrentIndex(1)
        room.clock.go_on(9)
        page.clocks.calling_out.look()
        room.clock.go_on(1)
        page.clocks.calling_out.look()
        page.clocks.calling_out.look()
        await until(lambda: lines(spoken) == ["-- 10 min have passed."])
        room.clock.go_on(20)
        page.clocks.calling_out.look()
        await until(lambda: len(lines(spoken)) == 2)
        assert lines(spoken)[1] == "-- 30 min have passed. Internal update is due."
        looks.form.speech_choice.setCurrentIndex(0)
        room.clock.go_on(10)
        page.clocks.calling_out.look()
    assert len(lines(spoken)) == 2
    assert not WindowState(home).speaks


async def test_nothing_is_said_by_itself_or_of_what_was_due_long_ago(
    app: "QApplication", home: Path, spoken: Path
) -> None:
    async with a_room(home) as room:
        page = the_page(room)
        room.clock.go_on(10)
        page.clocks.calling_out.look()
        room.bridge.speaks = True
        room.clock.go_on(5)
        page.clocks.calling_out.look()
        assert lines(spoken) == []


@pytest.mark.by_keys("clock.keep")
async def test_the_clock_of_the_state_document_writes_it_on_the_timeline_as_text_and_as_pages(
    app: "QApplication", home: Path
) -> None:
    async with a_war_room(home) as war:
        room = war.room
        room.clock.go_on(4 * 60 + 1)
        war.page.clocks.chip.setFocus()
        key(Qt.Key.Key_F4)
        dialog = room.dialog(ClocksDialog)
        which = dialog.findChild(WhichIncident)
        assert which is not None
        assert which.accessibleName().startswith(war.board.headline.number)
        push(dialog.rows[Clock.STATE_DOCUMENT].done)
        await until(lambda: len(files(war)) == 2)
        kept = done(room)
        assert kept == [Clock.STATE_DOCUMENT]
        stem = f"{war.board.headline.number}-state-20170201-0332"
        assert [each.name for each in files(war)] == [f"{stem}.txt", f"{stem}.pdf"]
        content = await room.bridge.read(lambda desk: [desk.attachment(each.digest) for each in files(war)])
        assert b"Where it stands" in content[0]
        assert pages(content[1]) >= 1
        await war.closed()
        enter(war, "/state-documented once more")
        await until(lambda: len(files(war)) == 4)


def files(war: War) -> list[AttachmentAdded]:
    return [line.body for line in war.board.timeline.lines if isinstance(line.body, AttachmentAdded)]


def enter(war: War, line: str) -> None:
    war.page.room.timeline.take_keyboard()
    type_words(line)
    key(Qt.Key.Key_Return)
