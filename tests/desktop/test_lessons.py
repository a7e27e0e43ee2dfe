"""Lessons and follow-ups in the window: noted in the review, by keys and by mouse; overdue on the calm board."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from incident_desk.desktop.dialogs.follow_up import FollowUpDialog
from incident_desk.desktop.dialogs.lesson import LessonDialog
from incident_desk.desktop.rooms.review import ReviewRoom
from incident_desk.domain.board import Board
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_up_list import FollowUp, How
from incident_desk.domain.follow_ups import AddFollowUp
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.lesson_list import Stand
from incident_desk.domain.lessons import NoteLesson, ProposeStep
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.severity import Severity
from tests.desktop.boards import START_US, Room, key, press, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import CTRL, choose, push, tab_to, write_into
from tests.desktop.planning import Planning, a_plan_room
from tests.desktop.test_review_room import a_review
from tests.domain.making import PLAN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WORDS = "An alarm when the newest backup is empty"
LESSON = "Nobody had looked whether the backups can be read"


def board(room: Room) -> Board:
    """As the list of incidents has it: with all that other desks wrote."""
    return next(each for each in room.bridge.headlines if each.incident == room.incident.incident)


def follow_up(room: Room) -> FollowUp:
    return board(room).follow_ups.all[0]


def stand(room: Room) -> Stand | None:
    """What became of the change of the plan that the first lesson proposes."""
    proposal = board(room).lessons.all[0].proposal.value
    return proposal.stand if proposal is not None else None


@asynccontextmanager
async def learned(home: Path) -> AsyncGenerator[tuple[Room, ReviewRoom]]:
    """The review of an incident with a lesson and a follow-up that is due in eight weeks."""
    async with a_review(home) as (room, review):
        await room.do(NoteLesson(LESSON), AddFollowUp(WORDS, verify="Empty one"))
        await until(lambda: len(review.lessons.rows) == 2)
        yield room, review


@pytest.mark.by_keys("lesson.note")
async def test_a_lesson_is_noted_by_keys(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (room, review):
        push(review.lessons.lesson)
        room.dialog(LessonDialog)
        type_words(LESSON)
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not room.dialogs() and bool(review.lessons.rows))
        assert [each.words for each in board(room).lessons.all] == [LESSON]
        assert review.lessons.rows[0].shown.line == LESSON


@pytest.mark.by_keys("followup.add")
async def test_a_follow_up_is_added_by_keys_with_all_that_belongs_to_it(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (room, review):
        push(review.lessons.follow_up)
        dialog = room.dialog(FollowUpDialog)
        type_words(WORDS)
        choose(dialog.priority, 0)
        choose(dialog.aim, 1)
        tab_to(dialog.verify)
        type_words("Empty one")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not room.dialogs() and bool(review.lessons.rows))
        one = follow_up(room)
        assert (one.words, one.priority.value, one.aim.value) == (WORDS, Priority.HIGH, Aim.DETECT)
        assert (one.owner_name(room.bridge.organisation.people), one.verify.value) == ("Priya Nair", "Empty one")
        assert one.due_us.value == room.clock.us + 28 * DAY_US


@pytest.mark.by_mouse("followup.add", "lesson.note")
async def test_both_are_added_by_mouse(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (room, review):
        press(review.lessons.lesson)
        lesson = room.dialog(LessonDialog)
        write_into(lesson.text, LESSON)
        press(lesson.go)
        await until(lambda: not room.dialogs() and bool(review.lessons.rows))
        press(review.lessons.rows[0])
        press(room.dialog(LessonDialog).more)
        await until(lambda: bool(room.shell.findChildren(FollowUpDialog)))
        dialog = room.dialog(FollowUpDialog)
        write_into(dialog.words, WORDS)
        press(dialog.go)
        await until(lambda: not room.dialogs() and len(review.lessons.rows) == 2)
        assert follow_up(room).lesson == board(room).lessons.all[0].id


@pytest.mark.by_keys("followup.finish", "followup.reopen", "followup.change", "followup.drop")
async def test_by_keys_it_is_done_with_what_shows_it_taken_up_again_changed_and_dropped(
    app: "QApplication", home: Path
) -> None:
    async with learned(home) as (room, review):
        push(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        push(dialog.done_)
        await until(dialog.fault.isVisible)
        assert "what shows that it is done" in dialog.fault.text()
        assert dialog.note.hasFocus()
        type_words("It rang after 4 min")
        push(dialog.done_)
        await until(lambda: not room.dialogs() and follow_up(room).is_done)
        push(review.lessons.rows[1])
        push(room.dialog(FollowUpDialog).reopen)
        await until(lambda: not room.dialogs() and follow_up(room).is_open)
        push(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        choose(dialog.aim, 2)
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not room.dialogs() and follow_up(room).aim.value is Aim.MITIGATE)
        assert follow_up(room).words == WORDS
        push(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        type_words("Too dear")
        push(dialog.drop)
        await until(lambda: not room.dialogs() and not follow_up(room).is_open)
        ending = follow_up(room).ending.value
        assert ending is not None
        assert (ending.how, ending.words) == (How.DROPPED, "Too dear")


@pytest.mark.by_mouse("followup.finish", "followup.reopen", "followup.change", "followup.drop")
async def test_by_mouse_it_is_done_taken_up_again_changed_and_dropped(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        press(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        write_into(dialog.note, "It rang")
        press(dialog.done_)
        await until(lambda: not room.dialogs() and follow_up(room).is_done)
        press(review.lessons.rows[1])
        press(room.dialog(FollowUpDialog).reopen)
        await until(lambda: not room.dialogs() and follow_up(room).is_open)
        press(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        press(dialog.aim.chips[3])
        press(dialog.go)
        await until(lambda: not room.dialogs() and follow_up(room).aim.value is Aim.RESPOND)
        press(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        write_into(dialog.note, "Too dear")
        press(dialog.drop)
        await until(lambda: not room.dialogs() and not follow_up(room).is_open)


async def test_a_refusal_is_one_line_and_nothing_typed_is_lost(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        press(review.lessons.rows[1])
        dialog = room.dialog(FollowUpDialog)
        dialog.due.set_moment(START_US + 400 * DAY_US)
        dialog.link.setText("nowhere")
        press(dialog.go)
        await until(dialog.fault.isVisible)
        assert "https://" in dialog.fault.text()
        assert dialog.link.text() == "nowhere"
        dialog.link.setText("https://example.org/1")
        press(dialog.go)
        await until(lambda: "due later" in dialog.fault.text())
        type_words("The vendor is late")
        press(dialog.go)
        await until(lambda: not room.dialogs() and follow_up(room).link.value == "https://example.org/1")


@pytest.mark.by_keys("lesson.propose_step", "lesson.accept", "lesson.change")
async def test_by_keys_a_lesson_changes_the_plan(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        push(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        type_words("Look at the newest backup")
        push(dialog.propose)
        await until(dialog.accept_.isVisible)
        push(dialog.accept_)
        await until(lambda: not room.dialogs())
        await until(lambda: stand(room) is Stand.ACCEPTED)
        plan = room.bridge.organisation.plans.current
        steps = [step for role in plan.roles for step in role.checklist if step.do == "Look at the newest backup"]
        assert [step.because for step in steps] == [room.board.headline.number]
        await until(lambda: "In the plan" in review.lessons.rows[0].shown.detail)
        push(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        tab_to(dialog.text)
        key(Qt.Key.Key_A, CTRL)
        type_words("Look at backups")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not room.dialogs() and board(room).lessons.all[0].words == "Look at backups")


@pytest.mark.by_mouse("lesson.propose_step", "lesson.accept", "lesson.change")
async def test_by_mouse_a_lesson_changes_the_plan(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        press(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        write_into(dialog.do_, "Look at the newest backup")
        press(dialog.propose)
        await until(dialog.accept_.isVisible)
        press(dialog.accept_)
        await until(lambda: not room.dialogs() and stand(room) is Stand.ACCEPTED)
        assert "Look at the newest backup" in room.bridge.organisation.plans.text_in_force
        press(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        write_into(dialog.text, "And look. ")
        press(dialog.go)
        await until(lambda: not room.dialogs() and "And look." in board(room).lessons.all[0].words)


@pytest.mark.by_keys("lesson.decline", "lesson.drop")
async def test_by_keys_a_change_is_declined_and_a_lesson_dropped(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        await room.do(ProposeStep("1", "scribe", None, "Look"))
        push(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        await until(dialog.decline.isVisible)
        push(dialog.decline)
        await until(lambda: dialog.fault.isVisible() and dialog.note.hasFocus())
        type_words("The machine looks")
        push(dialog.decline)
        await until(lambda: not room.dialogs() and not board(room).lessons.all[0].waits)
        push(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        tab_to(dialog.note)
        type_words("It was known")
        push(dialog.drop)
        await until(lambda: not room.dialogs() and not board(room).lessons.all)
        await until(lambda: len(review.lessons.rows) == 1)


@pytest.mark.by_mouse("lesson.decline", "lesson.drop")
async def test_by_mouse_a_change_is_declined_and_a_lesson_dropped(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        await room.do(ProposeStep("1", "scribe", None, "Look"))
        press(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        await until(dialog.decline.isVisible)
        write_into(dialog.note, "The machine looks")
        press(dialog.decline)
        await until(lambda: not room.dialogs() and not board(room).lessons.all[0].waits)
        press(review.lessons.rows[0])
        dialog = room.dialog(LessonDialog)
        write_into(dialog.note, "It was known")
        press(dialog.drop)
        await until(lambda: not room.dialogs() and not board(room).lessons.all)


@asynccontextmanager
async def a_plan_to_change(home: Path) -> AsyncGenerator[tuple[Planning, IncidentId]]:
    """The plan room, and an incident with a lesson."""
    async with a_plan_room(home) as window:
        incident = (await window.bridge.do(Declare("The backup was empty", Severity.SEV1)))[-1].incident
        await window.bridge.do(NoteLesson(LESSON), incident)
        await until(lambda: bool(window.bridge.headlines and window.bridge.headlines[0].lessons.all))
        await window.seen()
        yield window, incident


def renamed(text: str) -> str:
    line = next(each for each in text.splitlines() if each.startswith("name:"))
    return text.replace(line, "name: With a lesson", 1)


@pytest.mark.by_keys("lesson.propose")
async def test_by_keys_a_draft_is_proposed_for_a_lesson_and_accepted_in_the_plan_room(
    app: "QApplication", home: Path
) -> None:
    async with a_plan_to_change(home) as (window, _):
        panel = window.room.learned
        assert panel.nothing.isVisible()
        window.draft.replace(renamed(PLAN))
        await window.seen()
        await until(panel.propose.isEnabled)
        push(panel.propose)
        await until(lambda: len(panel.rows) == 1)
        assert "Name" in panel.rows[0].shown.detail
        push(panel.rows[0])
        [dialog] = window.shell.findChildren(LessonDialog)
        push(dialog.accept_)
        await until(lambda: window.plans.current.name == "With a lesson")
        assert window.plans.published[-1].reason.endswith(f"lesson 1: {LESSON}")
        await until(lambda: not panel.rows)


@pytest.mark.by_mouse("lesson.propose")
async def test_by_mouse_what_was_proposed_is_worked_at_in_the_draft_with_the_lesson_as_its_reason(
    app: "QApplication", home: Path
) -> None:
    async with a_plan_to_change(home) as (window, _):
        panel = window.room.learned
        window.draft.replace(renamed(PLAN))
        await window.seen()
        await until(panel.propose.isEnabled)
        press(panel.propose)
        await until(lambda: len(panel.rows) == 1)
        window.draft.forget()
        await window.seen()
        press(panel.rows[0])
        [dialog] = window.shell.findChildren(LessonDialog)
        [button] = dialog.findChildren(QPushButton, "lesson_to_draft")
        press(button)
        await until(lambda: window.draft.text == renamed(PLAN))
        assert window.draft.reason.endswith(f"lesson 1: {LESSON}")
        await until(window.room.text.publishing.publish.isEnabled)
