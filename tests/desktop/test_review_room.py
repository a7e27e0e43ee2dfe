"""The review room: a past incident scrubbed, skipped and played through, by keys and by mouse; nothing changes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.dialogs.incidents import IncidentsDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.rooms.review import ReviewRoom
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.decisions import Decide
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.roles import Assign
from incident_desk.domain.timeline import Note, NoteSort
from tests.desktop.boards import START_US, Room, a_room, key, press, show
from tests.desktop.conftest import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def us(minutes: float) -> int:
    return START_US + round(minutes * MINUTE_US)


async def a_night(room: Room) -> None:
    """An hour and a half; what was so after 10 minutes is only found out after 44."""
    for minutes, fields in (
        (2, SetImpact("everybody", us(-3), services=("Website",))),
        (5, Assign("incident_manager", "Priya Nair")),
        (20, SetState(State.MITIGATING)),
        (30, Decide("Restore from the copy", why="nothing else is left", alternatives="wait")),
        (44, Note("The backup mails were rejected", NoteSort.FINDING, occurred_us=us(10))),
        (90, SetState(State.RESOLVED)),
    ):
        room.clock.us = us(minutes)
        await room.do(fields)


@asynccontextmanager
async def a_review(home: Path, size: tuple[int, int] = (1831, 1000)) -> AsyncGenerator[tuple[Room, ReviewRoom]]:
    async with a_room(home, size) as room:
        await a_night(room)
        review = ReviewRoom(room.bridge)
        show(room, review)
        review.review(room.incident.incident)
        await until(lambda: review.replayed.then is not None)
        review.take_keyboard()
        yield room, review


async def at(review: ReviewRoom, at_us: int) -> None:
    """Wait until this moment is shown, in every part of the room."""
    replayed, last = review.replayed, list[int]()
    replayed.looked_last.connect(lambda: last.append(replayed.then.at_us if replayed.then else 0))
    replayed.go_to(replayed.at_us)
    await until(lambda: replayed.at_us == at_us and at_us in last)


async def test_the_board_then_and_what_was_not_known_yet(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        review.replayed.go_to(us(40))
        await at(review, us(40))
        assert review.board.board.state.text() == "Mitigating"
        assert [row.words for row in review.board.roles.rows.rows] == ["Priya Nair"]
        assert review.board.decided.text.text() == "Restore from the copy"
        [hidden] = review.board.known.not_yet.rows
        assert hidden.words == "The backup mails were rejected"
        assert hidden.end.endswith("+34 min")
        assert review.board.known.known.rows == ()
        review.replayed.go_to(us(50))
        await at(review, us(50))
        assert [row.words for row in review.board.known.known.rows] == ["The backup mails were rejected"]


async def test_it_is_unmistakably_the_past_and_names_the_zone(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        assert "The past: 1 February 2017" in review.header.banner.text()
        assert "UTC" in review.header.banner.text()
        assert review.header.title.text() == "Review: Pushes fail"


async def test_by_keys_it_is_scrubbed_skipped_and_switched(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        key(Qt.Key.Key_Home)
        await at(review, us(-3))
        key(Qt.Key.Key_Right)
        await at(review, us(-2))
        key(Qt.Key.Key_D)
        await at(review, us(30))
        key(Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
        await at(review, us(20))
        key(Qt.Key.Key_K)
        await at(review, us(30))
        key(Qt.Key.Key_J)
        await at(review, us(20))
        key(Qt.Key.Key_P)
        await until(lambda: review.replayed.at_us > us(20))
        key(Qt.Key.Key_S)
        await until(lambda: review.replayed.then is not None and review.replayed.then.known)
        assert review.transport.knew.isChecked()
        key(Qt.Key.Key_End)
        await at(review, us(90))
        key(Qt.Key.Key_4)
        assert review.replayed.speed == 300


async def test_by_keys_it_plays_to_the_end_and_stops_there(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        review.replayed.go_to(us(89.9))
        key(Qt.Key.Key_Space)
        assert review.replayed.is_playing
        await until(lambda: not review.replayed.is_playing)
        await at(review, us(90))


async def test_by_mouse_it_is_scrubbed_and_skipped(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        bar = review.bar
        x = round(bar.place(review.replayed.scale.part(us(30))))
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(x, 30))
        await until(lambda: abs(review.replayed.at_us - us(30)) < MINUTE_US)
        press(review.transport.start)
        await at(review, us(-3))
        press(review.transport.skips["decision"])
        await at(review, us(30))
        press(review.transport.knew)
        await until(lambda: review.replayed.known)
        press(review.transport.speeds[10])
        assert review.replayed.speed == 10
        press(review.transport.play)
        assert review.replayed.is_playing
        press(review.transport.play)
        assert not review.replayed.is_playing


async def test_only_what_was_by_then_stands_in_the_story_and_a_press_leads_to_it(
    app: "QApplication", home: Path
) -> None:
    async with a_review(home) as (_, review):
        review.replayed.go_to(us(25))
        await at(review, us(25))
        story = review.story.model
        words = [story.row_shown(row).text for row in range(story.size)]
        assert any("Mitigating" in each for each in words)
        assert not any("Restore" in each for each in words)
        found = next(row for row in range(story.size) if "rejected" in words[row])
        assert story.row_shown(found).who == "+34 min"
        review.story.view.asked.emit(found)
        await at(review, us(10))


async def test_the_newest_moment_that_is_asked_for_wins(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        shown: list[int] = []
        review.replayed.looked.connect(lambda: shown.append(review.replayed.at_us))
        for minute in range(60):
            review.replayed.go_to(us(minute))
        await at(review, us(59))
        assert len(shown) < 10


async def test_a_screen_reader_hears_where_the_bar_stands(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        review.replayed.go_to(us(40))
        await at(review, us(40))
        assert review.bar.accessibleName() == "Scrub bar: 00:11:00, 43 min in, Mitigating"
        assert review.bar.value() == round(review.replayed.scale.part(us(40)) * 1_000_000)


async def test_a_review_writes_nothing(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (room, review):
        before = len(room.incident.board.timeline.lines)
        for name in (Qt.Key.Key_Home, Qt.Key.Key_D, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_E):
            key(name)
        review.factors.map.setFocus()
        for name in (Qt.Key.Key_Return, Qt.Key.Key_L, Qt.Key.Key_Delete, Qt.Key.Key_H):
            key(name)
        entries = await room.bridge.read(lambda desk: desk.entries(room.incident.incident))
        assert len(room.incident.board.timeline.lines) == before
        assert review.replayed.whole is not None
        assert review.replayed.whole.entries == len(entries)


async def test_the_measures_name_their_ends_and_say_where_too_few_are_there(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        await until(lambda: review.replayed.knew is not None)
        shown = review.measures.rows["to resolve"].shown
        assert shown.value == "1 h 30 min"
        assert shown.foot == "detected 23:31 → resolved 01:01"
        assert shown.beside == ""
        assert review.measures.panel.note.text() == "no other incident yet"
        assert review.measures.rows["to identify the cause"].shown.foot.endswith("cause 23:41")


async def test_from_the_list_and_from_the_board_that_is_shown(app: "QApplication", home: Path) -> None:
    async with a_room(home, (1600, 1000)) as room:
        await a_night(room)
        other = (await room.bridge.do(Declare("Mail is late")))[-1].incident
        await until(lambda: len(room.bridge.headlines) == 2)
        state = WindowState(home)
        navigation = Navigation(room.shell, room.bridge, state)
        Ways(room.shell, room.bridge, state, navigation)
        room.shell.open_for_work()
        await navigation.come_to(room.incident.incident)
        room.shell.look_back.trigger()
        assert navigation.review is not None
        replayed = navigation.review.replayed
        await until(lambda: replayed.whole is not None and replayed.whole.incident == room.incident.incident)
        press(navigation.review.header.incidents)
        [dialog] = [each for each in room.shell.findChildren(IncidentsDialog) if each.isVisible()]
        dialog.words.setText("Mail")
        QTest.keyClick(dialog.words, Qt.Key.Key_Return)
        await until(lambda: replayed.whole is not None and replayed.whole.incident == other)
        key(Qt.Key.Key_Escape)
        assert room.shell.board.isChecked()


async def test_with_no_incident_it_says_what_to_do(app: "QApplication", home: Path) -> None:
    async with a_room(home, (1600, 1000)) as room:
        review = ReviewRoom(room.bridge)
        show(room, review)
        review.review(None)
        assert review.nothing.isVisible()
        review.take_keyboard()
        assert review.choose.hasFocus()
