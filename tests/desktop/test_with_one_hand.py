"""What the other tests of the window reach with one of two hands only, reached here with the other: the keyboard alone,
or the mouse with no key but those that type words. At the end stands that nothing of the registry is left out."""

import ast
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.dialogs.answer import AnswerDialog
from incident_desk.desktop.dialogs.call import CallDialog
from incident_desk.desktop.dialogs.clocks import ClocksDialog
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.course import CourseDialog
from incident_desk.desktop.dialogs.duty_handover import DutyHandoverDialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.dialogs.move import MoveDialog
from incident_desk.desktop.dialogs.place import PlaceDialog
from incident_desk.desktop.planning.fields import ChipsBox
from incident_desk.domain import board as registry
from incident_desk.domain.clocks import Clock
from incident_desk.domain.commands import commands
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.decisions import Decide
from incident_desk.domain.handover_list import HandoverState, state_of
from incident_desk.domain.handovers import Offer
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import Declare
from incident_desk.domain.lines import Line
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.plan import Use
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.task_list import acknowledged_us
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note
from tests.desktop.boards import a_room, key, press, the_board, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.hands import CTRL, choose, push, tab_to, write_into
from tests.desktop.planning import a_plan_room
from tests.desktop.test_board import War, a_war_room
from tests.desktop.test_by_keys_and_by_mouse import enter, need
from tests.desktop.test_calls import climb, declared
from tests.desktop.test_duty_log import a_calm_board
from tests.desktop.test_elsewhere import two
from tests.domain.making import PLAN

ROLE: Final = "scribe"
GROUPS: Final = PLAN + "\ncustomer_groups:\n  - {key: gold, title: Gold}\n"
"""A plan with something that the default leaves blank."""
by_keys, by_mouse = pytest.mark.by_keys, pytest.mark.by_mouse
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot grab the mouse


@asynccontextmanager
async def leading(home: Path) -> AsyncGenerator[War]:
    """The board, with whoever is at the desk in the lead."""
    async with a_war_room(home) as war:
        await war.room.do(Assign("incident_manager", "me"))
        yield war


def holder(war: War) -> str:
    found = war.board.roles.held[ROLE].holder.value
    return found.name if found is not None else ""


def chosen(menu: QWidget | None, ending: str) -> None:
    """Somebody clicks on an entry of the menu that is open."""
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.objectName().endswith(ending))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


# by keys --------------------------------------------------------------------------------------------------------------


@by_keys("role.assign", "role.acknowledge", "role.tick", "role.untick", "role.release", "role.open")
async def test_a_role_goes_all_its_way_on_the_command_line(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        enter(war, f"/assign {ROLE} Sofia Brandt")
        await until(lambda: holder(war) == "Sofia Brandt")
        enter(war, f"/ack {ROLE}")
        enter(war, f"/tick {ROLE} began")
        await until(lambda: "began" in war.board.roles.held[ROLE].done)
        enter(war, f"/untick {ROLE} began")
        await until(lambda: "began" not in war.board.roles.held[ROLE].done)
        enter(war, f"/release {ROLE}")
        await until(lambda: holder(war) == "")
        enter(war, "/role Legal")
        await until(lambda: any(held.title == "Legal" for held in war.board.roles.held.values()))


@by_keys("handover.offer", "handover.withdraw", "handover.decline", "handover.offer_room")
async def test_a_role_is_offered_taken_back_and_declined_by_keys_alone(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        await war.room.do(Assign(ROLE, "me"))
        panel = war.role(ROLE)
        push(panel.form.hand_over)
        dialog = war.room.dialog(HandoverDialog)
        type_words("The disk is full")
        tab_to(dialog.form.taker)
        type_words("Sofia Brandt")
        key(Qt.Key.Key_Return, CTRL)
        await war.closed()
        assert [each.taker.name for each in war.board.handovers.all] == ["Sofia Brandt"]
        push(panel.offer.button)
        push(war.room.dialog(HandoverAnswerDialog).withdraw)
        await until(lambda: not panel.offer.isVisible())
        await until(lambda: panel.isAncestorOf(focused()))  # what opened the form is gone: the keyboard is beside it
        await war.room.do(Assign(ROLE, "@Tomas Lind"), Offer(ROLE, "Priya Nair"))
        await until(panel.offer.isVisible)
        push(panel.offer.button)
        answer = war.room.dialog(HandoverAnswerDialog)
        tab_to(answer.said)
        type_words("I lead already")
        push(answer.decline)
        await war.closed()
        assert state_of(war.board.handovers.all[-1], war.board.roles) is HandoverState.DECLINED
        enter(war, "/handover-room all: Kim Sato")
        await until(lambda: war.board.handovers.all[-1].taker.name == "Kim Sato")


@by_keys("clock.snooze", "need.snooze", "need.wake", "task.acknowledge")
async def test_what_is_due_is_put_off_brought_back_and_acknowledged_by_keys_alone(
    app: QApplication, home: Path
) -> None:
    async with leading(home) as war:
        war.room.clock.go_on(11)
        key(Qt.Key.Key_F4)
        dialog = war.room.dialog(ClocksDialog)
        tab_to(dialog.words)
        type_words("on the phone")
        choose(dialog.span, 2)
        push(dialog.rows[Clock.CALL_OUT].later)
        await until(lambda: war.board.timeline.lines[-1].text == "on the phone")
        key(Qt.Key.Key_Escape)
        await war.closed()
        await war.room.do(Give("me", 60, "Call the vendor"))
        war.room.clock.go_on(3)
        tab_to(need(war, "Call the vendor"))
        key(Qt.Key.Key_S)
        panel = war.page.room.needs
        await until(lambda: panel.put_off.isVisible() and panel.put_off.text() == "1 put off")
        push(panel.put_off)
        tab_to(panel.folded.rows[0])
        key(Qt.Key.Key_S)
        await until(lambda: any("Call the vendor" in row.need.words for row in panel.mine.rows))
        await war.room.do(Give("@Tomas", 600, "Read the logs"))
        enter(war, f"/got {war.board.tasks.all[-1].number}")
        await until(lambda: acknowledged_us(war.board.tasks.all[-1], war.board.roles) is not None)


@by_keys("incident.restrict", "member.add", "member.remove", "plan.adopt", "duty.note")
async def test_what_has_a_word_is_done_by_the_word(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        await war.room.bridge.add_person("Tomas Lind")
        await war.room.bridge.do(Use(GROUPS, "groups"))
        enter(war, "/duty-log The lift is slow")
        enter(war, "/adopt-plan")
        await until(lambda: bool(war.board.headline.adopted))
        await war.room.do(Propose("Look", steps="Say how far it is behind"), Approve("1"), Begin("1"))
        enter(war, "/step 1 1 3 s behind")
        await until(lambda: bool(war.board.courses.all[0].marks))
        enter(war, "/restrict")
        await until(lambda: war.board.restriction.is_restricted)
        enter(war, "/let-in Tomas Lind")
        await until(lambda: len(war.board.restriction.members) == 2)
        enter(war, "/let-go Tomas Lind")
        await until(lambda: len(war.board.restriction.members) == 1)


@by_keys("call.answer")
async def test_whoever_does_not_answer_is_written_down_by_keys_alone(app: QApplication, home: Path) -> None:
    incident = await declared(home)
    async with a_room(home, incident=incident) as room:
        await room.do(Assign("incident_manager", "me"), Assign(ROLE, "Ray"))
        await climb(room)
        board = the_board(room)
        tab_to(next(row for row in board.needs.mine.rows if row.need.words.startswith("Call Ray")))
        key(Qt.Key.Key_Return)
        push(room.dialog(CallDialog).silent)
        await until(lambda: any("Ray does not answer at all" in row.need.words for row in board.needs.mine.rows))


@by_keys("duty.hand_over")
async def test_the_shift_is_handed_over_by_keys_alone(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        calm.log.take_keyboard()
        type_words("/duty-handover")
        key(Qt.Key.Key_Return)
        await until(calm.room.dialogs)
        type_words("Tomas Lind")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: bool(calm.texts()) and calm.texts()[0].startswith("The shift goes over to Tomas Lind"))


@by_keys("role.lend")
async def test_somebody_is_lent_to_another_incident_by_keys_alone(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        await desk.call_jun_away()
        push(desk.role("operations_manager").also.lend)
        await until(lambda: any("Jun Watanabe" in line and "as well" in line for line in desk.lines))


# by mouse -------------------------------------------------------------------------------------------------------------


def click_line(war: War, entry: EntryId) -> None:
    """Somebody selects a line of the timeline."""
    view = war.page.room.timeline.form.timeline_lines
    model = war.page.room.timeline.model
    index: QModelIndex = next(
        model.index(at, 0) for at in range(model.rowCount()) if model.behind(at) is not None and entry == of(war, at)
    )
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center() - QPoint(0, 0))


def of(war: War, at: int) -> str:
    behind = war.page.room.timeline.model.behind(at)
    return str(getattr(behind, "entry", ""))


def way(war: War, entry: EntryId, name: str) -> None:
    """Somebody selects a line, opens its menu by the button, and clicks on this."""
    click_line(war, entry)
    press(war.page.room.timeline.form.line_menu)
    chosen(QApplication.activePopupWidget(), f"line_{name}")


@by_mouse("entry.correct", "entry.retract", "entry.restore", "timeline.pin", "timeline.mark")
async def test_everything_about_a_line_is_in_its_menu(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        incident = war.room.incident.incident
        note = (await war.room.bridge.do(Note("db1 is emty"), incident))[-1].id
        decision = (await war.room.bridge.do(Decide("Fail over"), incident))[-1].id

        def line(entry: EntryId) -> Line:
            return war.board.timeline.line(entry)

        way(war, note, "correct")
        dialog = war.room.dialog(CorrectDialog)
        type_words("db1 is empty")  # the words as they are are marked
        press(dialog.go)
        await until(lambda: line(note).text == "db1 is empty")
        way(war, note, "pin")
        await until(lambda: line(note).is_pinned)
        way(war, note, "mark")
        await until(lambda: line(note).is_significant)
        way(war, note, "retract")
        await until(lambda: line(note).is_retracted)
        way(war, note, "restore")
        await until(lambda: not line(note).is_retracted)
        way(war, decision, "object")
        await until(lambda: war.page.room.timeline.line.edit.text().startswith("/object "))


@by_mouse("entry.move", "link.remove")
async def test_a_line_is_moved_and_a_link_taken_back_by_mouse(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        incident = war.room.incident.incident
        other = (await war.room.bridge.do(Declare("Mail is late")))[-1].incident
        await until(lambda: len(war.room.bridge.headlines) == 2)
        note = (await war.room.bridge.do(Note("the queue is full"), incident))[-1].id
        way(war, note, "move")
        press(war.room.dialog(MoveDialog).go)
        await until(lambda: war.board.timeline.line(note).is_retracted)
        await war.room.do(Add(Relation.CAUSED_BY, other))
        press(war.page.room.links.link)
        dialog = war.room.dialog(LinkDialog)
        press(next(iter(dialog.form.standing.findChildren(type(dialog.go)))))
        await until(lambda: not war.board.links.standing)


@by_mouse("role.fill")
async def test_the_empty_roles_go_to_whoever_is_on_call_by_mouse(app: QApplication, home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.bridge.do(Use(ready_plans()["online-service"], "ours"))
        incident = (await war.room.bridge.do(Declare("Mail is late", Severity.SEV1)))[-1].incident
        war.navigation.go_to(incident)
        await until(lambda: war.navigation.shown is not None and war.navigation.shown.incident == incident)
        press(war.page.room.roles.filling.button)
        await until(lambda: war.board.roles.held["incident_commander"].holder.value is not None)


@by_mouse("role.lend")
async def test_somebody_is_lent_to_another_incident_by_mouse(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        await desk.call_jun_away()
        press(desk.role("operations_manager").also.lend)
        await until(lambda: any("Jun Watanabe" in line and "as well" in line for line in desk.lines))


@by_mouse("course.extend")
async def test_a_late_course_gets_more_time_by_mouse(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        await war.room.do(Propose("Copy the snapshot", box_s=600), Approve("1"), Begin("1"))
        war.room.clock.go_on(13)
        press(need(war, "Copy the snapshot"))
        dialog = war.room.dialog(CourseDialog)
        write_into(dialog.words, "the disk is slow")
        press(dialog.buttons["longer"])
        await until(lambda: not any("Copy the snapshot" in row.need.words for row in war.page.room.needs.mine.rows))


@by_mouse("role.tick", "role.untick", "role.release")
async def test_a_step_is_ticked_and_a_role_taken_back_by_mouse(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        panel = war.role("incident_manager")
        step = panel.steps[0].step.key
        press(panel.steps[0])
        await until(lambda: step in war.board.roles.held["incident_manager"].done)
        press(panel.form.all_steps)
        press(next(row for row in panel.steps if row.isVisible() and row.isChecked()))
        await until(lambda: step not in war.board.roles.held["incident_manager"].done)
        await war.room.do(Assign(ROLE, "Sofia Brandt"))
        other = war.role(ROLE)
        press(other.form.role_more)
        chosen(other.menu, "release")
        await until(lambda: holder(war) == "")


@by_mouse("place.set", "question.answer")
async def test_a_bridge_is_named_and_a_question_answered_by_mouse(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        await war.room.do(AskSomebody("@incident manager", "shall we?", speaker="Kim"))
        press(need(war, "Kim asks: shall we?"))
        answer = war.room.dialog(AnswerDialog)
        type_words("yes")
        press(answer.go)
        await war.closed()
        assert not war.board.questions.open
        press(war.page.room.places.add)
        dialog = war.room.dialog(PlaceDialog)
        write_into(dialog.where, "https://meet.example.org/7")
        press(dialog.go)
        await until(lambda: [place.where for place in war.board.places.standing] == ["https://meet.example.org/7"])


@by_mouse("plan.use", "plan.adopt", "draft.change")
async def test_a_plan_is_changed_published_and_adopted_by_mouse(app: QApplication, home: Path) -> None:
    async with a_plan_room(home) as window:
        incident = (await window.bridge.do(Declare("Pushes fail", Severity.SEV1)))[-1].incident
        await window.bridge.do(Use(GROUPS, "groups"))
        await until(lambda: incident in window.room.running.adopt)
        press(window.room.running.adopt[incident])
        await until(lambda: incident not in window.room.running.adopt)
        await window.section("severities")
        box = window.room.part.form.boxes["severities", "SEV1", "opens"]
        assert isinstance(box, ChipsBox)
        press(box.chips["sme_database"])
        await until(lambda: "customer_liaison, sme_database]" in window.draft.text)
        await window.seen()
        publishing = window.room.text.publishing
        write_into(publishing.reason, "experts at once")
        await until(publishing.publish.isEnabled)
        press(publishing.publish)
        await until(lambda: len(window.plans.published) == 3)
        await until(lambda: incident in window.room.running.adopt)
        press(window.room.running.adopt[incident])  # what it says otherwise stays as it was
        await until(window.room.running.fault.isVisible)


@by_mouse("call.answer")
async def test_whoever_does_not_answer_is_written_down_by_mouse(app: QApplication, home: Path) -> None:
    incident = await declared(home)
    async with a_room(home, incident=incident) as room:
        await room.do(Assign("incident_manager", "me"), Assign(ROLE, "Ray"))
        await climb(room)
        board = the_board(room)
        press(next(row for row in board.needs.mine.rows if row.need.words.startswith("Call Ray")))
        press(room.dialog(CallDialog).silent)
        await until(lambda: any("Ray does not answer at all" in row.need.words for row in board.needs.mine.rows))


@by_mouse("duty.hand_over")
async def test_the_shift_is_handed_over_by_mouse(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        calm.room.bridge.zone = UTC
        press(calm.log.hand_over)
        await until(calm.room.dialogs)
        dialog = calm.room.dialog(DutyHandoverDialog)
        type_words("Tomas Lind")
        press(dialog.go)
        await until(lambda: bool(calm.texts()) and calm.texts()[0].startswith("The shift goes over to Tomas Lind"))


# nothing is left out --------------------------------------------------------------------------------------------------

TYPED: Final = "it is a line that is typed, and whoever types has Enter"
ELSEWHERE: Final = {
    "by_keys": {
        "course.settle_step": "only where two desks ended a step differently, in tests/shared/test_settling.py",
        "message.choose": "only where two desks proposed at once, in tests/shared/test_two_wordings.py",
        "message.witness": "only where a shared database is away, in tests/shared/test_witnessed_in_window.py",
        "message.explain": "only where it refused what was out, in tests/shared/test_witnessed_in_window.py",
        "timeline.attach": "what is dropped or pasted, in test_timeline_given.py",
    },
    "by_mouse": {
        "decision.object": TYPED,
        "course.settle_step": "a press in the dialog of a conflict, in tests/shared/test_settling.py",
        "message.choose": "only where two desks proposed at once, in tests/shared/test_two_wordings.py",
        "message.witness": "only where a shared database is away, in tests/shared/test_witnessed_in_window.py",
        "message.explain": "only where it refused what was out, in tests/shared/test_witnessed_in_window.py",
        "duty.note": TYPED,
        "question.ask": TYPED,
        "timeline.attach": "what is dropped or pasted, in test_timeline_given.py",
        "message.drop": TYPED,
        "message.retry": "the one button, in test_message_needs.py as far as its focus",
        "promise.tell": TYPED,
    },
}
NOT_OF_COMMAND: Final = (
    *("investigation.", "comparison.", "cause.", "effect.", "erase.", "manager.", "entry.adopt", "entry.decline"),
    *("report.", "subscriber.", "history.", "warning.", "series.", "alert."),
    *("incident.archive", "incident.came_of", "level.", "person.", "reach.", "oncall.", "maintenance."),
)
"""Capabilities beside the command of an incident: their own tests say how they are reached."""
BY_ITSELF: Final = {"call.make", "call.settle", "entry.tell_brought", "role.hand_over"} | {
    *("message.try", "message.settle", "message.end", "message.tell_refused", "rules.keep"),
}
"""What no person does in the window: the desk does it, or a program in whose time there were no offers."""


@pytest.mark.parametrize("hand", ["by_keys", "by_mouse"])
def test_everything_of_command_is_reached_with_either_hand(hand: str) -> None:
    """A test that claims a command with a hand is held to it, see tests/support/hands.py."""
    assert registry.Board  # with it all of them are registered
    known = {each.name for each in commands() if not each.name.startswith(NOT_OF_COMMAND)} - BY_ITSELF
    claimed = {name for file in Path(__file__).parent.glob("test_*.py") for name in _claimed(file, hand)}
    assert known - claimed == set(ELSEWHERE[hand])


def _claimed(file: Path, hand: str) -> set[str]:
    """The commands that the tests of a file claim with this hand."""
    marks = (
        mark
        for test in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(test, ast.AsyncFunctionDef | ast.FunctionDef)
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).rpartition(".")[2] == hand
    )
    return {str(name.value) for mark in marks for name in mark.args if isinstance(name, ast.Constant)}
