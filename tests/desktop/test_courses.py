"""Courses of action in the window: proposed, compared, decided, carried out and ended, by mouse and by keys."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from incident_desk.desktop.dialogs.course import CourseDialog
from incident_desk.desktop.dialogs.course_propose import ProposeDialog
from incident_desk.desktop.dialogs.courses_compare import CompareDialog
from incident_desk.desktop.panels.courses import CoursesPanel
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.domain.course_entries import CourseDeclined
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.course_steps import DoStep
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_conflicts import heard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def the_courses(room: Room) -> CoursesPanel:
    panel = CoursesPanel(room.bridge)
    panel.setFixedWidth(1050)
    show(room, panel)
    panel.observe(room.incident)
    return panel


def columns(panel: CoursesPanel) -> list[list[str]]:
    return [[card.shown.words for card in column.cards if card.isVisible()] for column in panel.columns]


def the_course(room: Room, number: int = 1) -> Course:
    return next(course for course in room.board.courses.all if course.number == number)


async def leads(room: Room) -> None:
    await room.do(Assign("incident_manager", "me"), Assign("operations_manager", "Tomas Lind"))


# proposing and deciding -----------------------------------------------------------------------------------------------


async def test_a_course_is_proposed_by_keys_alone(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_courses(room)
        assert panel.note.text() == "none proposed yet"
        press(panel.propose)
        room.dialog(ProposeDialog)
        type_words("Fail over to db2")
        for words in ("writes work", "3 s of work are lost", "fail back"):
            key(Qt.Key.Key_Tab)
            type_words(words)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(room.board.courses.all) == 1)
        course = the_course(room)
        assert (course.what(room.board.timeline), course.effect, course.risk, course.undo) == (
            "Fail over to db2",
            "writes work",
            "3 s of work are lost",
            "fail back",
        )
        assert columns(panel) == [["Fail over to db2"], [], [], []]


async def test_a_runbook_fills_the_form_and_what_it_says_can_be_changed(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_courses(room)
        press(panel.propose)
        dialog = room.dialog(ProposeDialog)
        dialog.book.setCurrentIndex(dialog.book.findText("Roll back the last release"))
        assert "@Operations manager 3m Name the release to go back to" in dialog.steps.toPlainText()
        dialog.risk.setText("none that we know of")
        press(dialog.go)
        await until(lambda: len(room.board.courses.all) == 1)
        course = the_course(room)
        assert (course.risk, course.box_s, [step.hold for step in course.steps]) == (
            "none that we know of",
            900,
            [False, False, True],
        )


async def test_a_step_that_cannot_be_read_is_told_and_nothing_is_lost(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_courses(room)
        press(panel.propose)
        dialog = room.dialog(ProposeDialog)
        dialog.what.setText("Fail over")
        dialog.steps.setPlainText("Look\n@Maya 5m")
        press(dialog.go)
        await until(lambda: dialog.fault.text() == "steps: step 2 says nothing to do")
        assert dialog.steps.toPlainText() == "Look\n@Maya 5m"


async def test_what_waits_is_compared_and_decided_side_by_side(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        await room.do(Propose("Fail over", effect="writes work"), Propose("Wait", risk="it gets worse"))
        panel = the_courses(room)
        assert columns(panel)[0] == ["Wait", "Fail over"]
        press(panel.compare)
        dialog = room.dialog(CompareDialog)
        said = {label.text() for label in dialog.findChildren(QLabel)}
        assert {"Fail over", "writes work", "Wait", "it gets worse"} <= said
        press(dialog.decline[1])
        await until(lambda: "Say why" in dialog.fault.text())
        assert focused() is dialog.reason or dialog.decline[1].isEnabled()
        dialog.reason.setText("it gets worse every minute")
        press(dialog.decline[1])
        await until(lambda: the_course(room, 2).stand is Stand.DECLINED)
        press(dialog.approve[0])
        await until(lambda: the_course(room, 1).stand is Stand.APPROVED)
        await until(lambda: not room.dialogs())
        assert columns(panel) == [[], ["Fail over"], [], ["Wait"]]


async def test_somebody_else_at_the_desk_says_that_the_leader_said_so(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("incident_manager", "Sofia Brandt"), Propose("Fail over"))
        panel = the_courses(room)
        press(panel.columns[0].cards[0])
        dialog = room.dialog(CourseDialog)
        press(dialog.buttons["approve"])
        await until(lambda: "Sofia Brandt, Incident manager, decides this" in dialog.fault.text())
        assert dialog.said_so is not None
        press(dialog.said_so)
        press(dialog.buttons["approve"])
        await until(lambda: the_course(room).stand is Stand.APPROVED)
        assert room.board.timeline.lines[-1].speaker == "Sofia Brandt"


async def test_approving_on_the_command_line(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        await room.do(Propose("Fail over"), Propose("Wait"))
        panel = TimelinePanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        panel.take_keyboard()
        type_words("/approve 2")
        key(Qt.Key.Key_Return)
        await until(lambda: the_course(room, 2).stand is Stand.APPROVED)


# carrying out ---------------------------------------------------------------------------------------------------------


@pytest.mark.by_mouse("course.do_step", "course.release_step", "course.skip_step")
async def test_a_course_is_carried_out_step_by_step_without_closing_its_card(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        steps = "@operations manager 5m Stop the writers (read back); Promote db2 (if nothing writes) (hold); Look"
        await room.do(Propose("Fail over", steps=steps, box_s=1200), Approve("1"))
        panel = the_courses(room)
        press(panel.columns[1].cards[0])
        dialog = room.dialog(CourseDialog)
        press(dialog.buttons["begin"])
        await until(lambda: dialog.step is not None)
        step = dialog.step
        assert step is not None
        await until(lambda: focused() is step.reader)
        press(step.done_)
        await until(lambda: "second person reads this step back" in dialog.fault.text())
        step.reader.setText("Kim Sato")
        press(step.done_)
        await until(lambda: the_course(room).next_step == 2 and dialog.step is not step)
        second = dialog.step
        assert second is not None
        press(second.go_on)
        await until(lambda: 2 in the_course(room).released and dialog.step is not second)
        third = dialog.step
        assert third is not None
        press(third.met)
        third.words.setText("promoted")
        press(third.done_)
        await until(lambda: the_course(room).next_step == 3 and dialog.step is not third)
        last = dialog.step
        assert last is not None
        last.words.setText("the monitor looks")
        press(last.skip)
        await until(lambda: the_course(room).next_step is None and dialog.step is None)
        dialog.words.setText("errors at 0")
        press(dialog.buttons["worked"])
        await until(lambda: the_course(room).stand is Stand.WORKED)
        assert columns(panel) == [[], [], [], ["Fail over"]]


async def test_a_late_course_is_loud_on_the_board_and_among_the_needs(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        await room.do(Propose("Fail over", box_s=600), Approve("1"), Begin("1"))
        panel = the_courses(room)
        [card] = panel.columns[2].cards
        assert (card.shown.tone, card.shown.foot) == ("text2", "until 23:41 · Priya Nair")
        room.clock.go_on(13)
        assert (card.shown.tone, card.shown.symbol) == ("text", "clock-alert")
        assert card.shown.foot == "3 min late, was to end 23:41 · Priya Nair"
        assert panel.note.text() == "1 late"
        needs = NeedsPanel(room.bridge)
        show(room, needs)
        needs.observe(room.incident)
        line = next(line for line in needs.mine.lines if line.shown.words == "Course 1: Fail over")
        assert (line.shown.when, line.shown.tone) == ("3 min late", "bad")


async def test_what_waits_for_my_word_comes_first_for_whoever_leads_only(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        await room.do(Propose("Fail over"))
        needs = NeedsPanel(room.bridge)
        show(room, needs)
        needs.observe(room.incident)
        assert needs.mine.rows[0].need.words == "Course 1 waits for your yes: Fail over"
        await room.do(Propose("Wait"))
        await until(lambda: needs.mine.rows[0].need.words == "2 courses wait for your yes")
        await room.do(Assign("incident_manager", "Sofia Brandt"))
        await until(lambda: not any("your word" in row.need.words for row in needs.mine.rows))


async def test_many_courses_are_rows_and_a_low_room_keeps_the_head(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(*(Propose(f"Course of action {n}") for n in range(5)))
        panel = the_courses(room)
        assert len(columns(panel)[0]) == 3
        assert panel.columns[0].more.text() == "2 more"
        assert panel.columns[0].cards[0].height() == 30
        panel.give_room(500)
        assert columns(panel) == [[], [], [], []]
        assert panel.note.text() == "5 wait for a yes"


# two desks ------------------------------------------------------------------------------------------------------------


async def test_two_words_of_two_desks_are_marked_until_one_is_said_again(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        await room.do(Propose("Fail over"))
        course = the_course(room)
        other = CourseDeclined(course.id, 1, "too risky", over=course.stands.over)
        room.clock.go_on(1)
        await room.do(Approve("1"))
        incident, last = room.incident.incident, list(room.incident.entries.values())[-1]
    heard(home, last, other)
    async with a_room(home, incident=incident) as room:
        panel = the_courses(room)
        [card] = [card for column in panel.columns for card in column.cards if card.isVisible()]
        assert card.shown.mark is not None
        assert "choose one" in card.accessibleName()
        await room.do(Approve("1", "less risky than waiting"))
        await until(lambda: not the_course(room).is_split)


async def test_the_card_follows_what_another_does_and_keeps_what_is_typed(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await leads(room)
        await room.do(Propose("Fail over", steps="Stop; Promote"), Approve("1"), Begin("1"))
        panel = the_courses(room)
        panel.open_course(the_course(room).id)
        dialog = room.dialog(CourseDialog)
        first = dialog.step
        assert first is not None
        first.words.setText("half a word")
        await room.do(Propose("Wait"))
        assert dialog.step is first
        assert first.words.text() == "half a word"
        await room.do(DoStep("1", 1))
        await until(lambda: dialog.step is not first)
