"""Lessons and follow-ups in the window: noted in the review, by keys and by mouse; overdue on the calm board."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from incident_desk.desktop.dialogs.follow_up import FollowUpDialog
from incident_desk.desktop.dialogs.follow_ups import FollowUpsDialog
from incident_desk.desktop.dialogs.lesson import LessonDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.panels.links import LinksPanel
from incident_desk.desktop.panels.overdue import OverdueBar
from incident_desk.desktop.rooms.review import ReviewRoom
from incident_desk.domain.board import Board
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_up_list import FollowUp, How
from incident_desk.domain.follow_ups import AddFollowUp
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.lesson_list import Stand
from incident_desk.domain.lessons import NoteLesson, ProposeStep
from incident_desk.domain.links import Relation
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.severity import Severity
from tests.desktop.boards import START_US, Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import CTRL, choose, push, tab_to, write_into
from tests.desktop.planning import Planning, a_plan_room
from tests.desktop.test_duty_log import Calm, a_calm_board
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


def the_bar(calm: Calm) -> OverdueBar:
    [bar] = calm.room.shell.findChildren(OverdueBar)
    return bar


@pytest.mark.by_keys("followup.finish")
async def test_the_calm_board_says_what_is_overdue_and_leads_to_it_by_keys(app: "QApplication", home: Path) -> None:
    async with a_calm_board(home) as calm:
        room, bar = calm.room, the_bar(calm)
        assert not bar.isVisible()
        incident = (await room.bridge.do(Declare("The backup was empty")))[-1].incident
        await room.bridge.do(
            [AddFollowUp(WORDS, due_us=room.bridge.now_us() + DAY_US), SetState(State.RESOLVED)], incident
        )
        await until(bar.isVisible)
        assert bar.words.text() == "1 follow-up is open, none is overdue"
        await room.bridge.do(AddFollowUp("Ask back", due_us=room.bridge.now_us() - DAY_US), incident)
        await until(lambda: "1 follow-up is overdue: INC" in bar.words.text())
        assert "Ask back" in bar.words.text()
        push(bar.show_)
        [dialog] = room.shell.findChildren(FollowUpsDialog)
        assert [row.shown.line.split("  ")[1] for row in dialog.rows] == ["Ask back"]
        assert dialog.rows[0].hasFocus()
        key(Qt.Key.Key_Return)
        [one] = [each for each in room.shell.findChildren(FollowUpDialog) if each.isVisible()]
        type_words("It asked back")
        push(one.done_)
        await until(lambda: "none is overdue" in bar.words.text())


@pytest.mark.by_mouse("followup.finish")
async def test_by_mouse_all_follow_ups_are_gone_through(app: "QApplication", home: Path) -> None:
    async with a_calm_board(home) as calm:
        room, bar = calm.room, the_bar(calm)
        incident = (await room.bridge.do(Declare("The backup was empty")))[-1].incident
        await room.bridge.do([AddFollowUp(WORDS, "Kim"), AddFollowUp("Ask back"), SetState(State.RESOLVED)], incident)
        await until(bar.isVisible)
        press(bar.show_)
        [dialog] = room.shell.findChildren(FollowUpsDialog)
        assert [chip.text() for chip in dialog.filter.chips] == ["Overdue 0", "Open 2", "Mine 1", "All 2"]
        press(dialog.filter.chips[2])
        assert [row.shown.line.split("  ")[1] for row in dialog.rows] == ["Ask back"]
        press(dialog.rows[0])
        [one] = [each for each in room.shell.findChildren(FollowUpDialog) if each.isVisible()]
        write_into(one.note, "Seen")
        press(one.done_)
        await until(lambda: bar.words.text() == "1 follow-up is open, none is overdue")


async def test_a_repeat_shows_beside_its_link_what_would_have_met_it(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        bridge = room.bridge
        old = (await bridge.do(Declare("The backup was empty", occurred_us=START_US - 90 * DAY_US)))[-1].incident
        late = AddFollowUp(WORDS, due_us=START_US - 30 * DAY_US)
        room.clock.us -= 80 * DAY_US
        await bridge.do([late, SetState(State.RESOLVED)], old)
        room.clock.us += 80 * DAY_US
        await until(lambda: any(each.follow_ups.all for each in bridge.headlines))
        panel = LinksPanel(bridge)
        show(room, panel)
        panel.observe(room.incident)
        panel.ask(Relation.REPEAT_OF)
        dialog = room.dialog(LinkDialog)
        assert dialog.form.link_note.text() == f"Would have prevented it: it was overdue: {WORDS}"
        press(dialog.go)
        await until(lambda: len(panel.rows) == 2)
        assert panel.rows[0].shown.detail.startswith("Repeat of INC")
        assert panel.rows[1].shown.detail == "Would have prevented it: it was overdue"
        assert panel.rows[1].shown.line == WORDS


async def test_the_review_shows_what_was_like_it_and_a_press_goes_there(app: "QApplication", home: Path) -> None:
    async with learned(home) as (room, review):
        other = (await room.bridge.do(Declare("Pushes fail again")))[-1].incident
        review.review(other)
        await until(lambda: review.replayed.incident == other)
        await until(lambda: [row.shown.title for row in review.seen.rows] == ["Pushes fail"])
        assert review.seen.rows[0].shown.lesson == LESSON
        press(review.seen.rows[0])
        await until(lambda: review.replayed.incident == room.incident.incident)
