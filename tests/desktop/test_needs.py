"""One list of what needs whoever is at the desk: by mouse, by keys, by command; nothing loud has no line in it."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.dialogs.clocks import ClocksDialog
from incident_desk.desktop.dialogs.course import CourseDialog
from incident_desk.desktop.dialogs.courses_compare import CompareDialog
from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog
from incident_desk.desktop.dialogs.revisit import RevisitDialog
from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.desktop.parts.checklist import StepRow
from incident_desk.desktop.parts.course_card import CourseCard
from incident_desk.desktop.parts.task_row import TaskRow
from incident_desk.desktop.theme import colour
from incident_desk.domain.commands import Fields
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.decisions import Decide
from incident_desk.domain.due_steps import Due
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.handovers import Offer
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetState
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.maintenance import Schedule
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.roles import Assign, OneRole
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Give, OneTask, SayStuck
from tests.desktop.boards import START_US, a_room, key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_board import War, a_war_room
from tests.desktop.test_full_heat import full_heat

if TYPE_CHECKING:
    from incident_desk.desktop.parts.need_row import NeedRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse


@asynccontextmanager
async def the_board(home: Path, *commands: Fields, minutes: float = 0) -> AsyncGenerator[War]:
    """Priya leads, this happened, and so much time went by."""
    async with a_war_room(home) as war:
        await war.room.do(Assign("incident_manager", "me"), *commands)
        war.room.clock.go_on(minutes)
        yield war


def panel(war: War) -> NeedsPanel:
    return war.page.room.needs


def mine(war: War) -> list[str]:
    return [row.need.words for row in panel(war).mine.rows]


def row(war: War, words: str) -> "NeedRow":
    return next(each for each in panel(war).mine.rows if words in each.need.words)


def choose(war: War, name: str) -> None:
    """Press an entry of the open menu."""
    action = panel(war).menu.findChild(QAction, name)
    assert isinstance(action, QAction), name
    action.trigger()
    panel(war).menu.hide()


# what stands in it ----------------------------------------------------------------------------------------------------


async def test_at_the_left_above_the_roles_stands_what_needs_me_first_what_waits_for_my_word(
    app: QApplication, home: Path
) -> None:
    async with the_board(
        home, Propose("Fail over"), Propose("Wait"), Give("me", 60, "Lead it"), Give("@Tomas", 60, "Read it"), minutes=8
    ) as war:
        board = war.page.room
        assert board.form.roles_column.isAncestorOf(board.needs)
        assert board.needs.y() < board.roles.y()
        assert mine(war)[0] == "2 courses wait for your yes"
        assert row(war, "Lead it").need.when == "7 min late"
        assert not any("Read it" in words for words in mine(war))
        press(board.needs.others)
        assert any("Read it" in each.need.words for each in board.needs.folded.rows)
        assert all(each.need.tone == "text2" for each in board.needs.folded.rows)


async def test_while_nobody_leads_everybody_is_told(app: QApplication, home: Path) -> None:
    async with a_war_room(home) as war:
        empty = "5 roles, nobody yet: Incident manager, Operations manager"
        assert mine(war)[0].startswith(empty)
        war.room.clock.go_on(6)
        assert mine(war)[0].startswith(empty)


async def test_whoever_leads_sees_from_the_first_moment_which_roles_are_empty(app: QApplication, home: Path) -> None:
    held = (Assign("operations_manager", "Tomas"), Assign("communications_manager", "Ana"))
    async with the_board(home, *held) as war:
        need = row(war, "2 roles, nobody yet: Scribe, Customer liaison").need
        assert (need.tone, need.symbol, need.when) == ("warn", "user-round-plus", "just now")
        panel_of = war.role("scribe").form
        assert (panel_of.holder.text(), panel_of.holder.tone) == ("Nobody yet", "warn")
        row(war, "2 roles, nobody yet").setFocus()
        key(Qt.Key.Key_Return)
        assert war.role("scribe").form.take.hasFocus()


async def test_what_is_late_comes_first_the_first_three_made_out_and_much_of_a_kind_in_one_line(
    app: QApplication, home: Path
) -> None:
    courses = [each for at in "12" for each in (Propose(f"Way {at}", box_s=60), Approve(at), Begin(at))]
    tasks = [Give("me", 60, f"Lead {at}") for at in range(3)]
    async with the_board(home, *courses, *tasks, Propose("Wait"), minutes=8) as war:
        tones = [each.need.tone for each in panel(war).mine.rows]
        assert tones == sorted(tones, key=["bad", "warn", "text2"].index)
        assert mine(war)[:2] == ["Course 3 waits for your yes: Wait", "2 courses under way: 1, 2"]
        assert row(war, "3 of your tasks: ").need.when == "7 min late"
        assert [each.need.is_first for each in panel(war).mine.rows] == [at < 3 for at in range(len(tones))]
        press(row(war, "2 courses under way"))
        [opened] = war.room.dialogs()
        assert isinstance(opened, CourseDialog)


async def test_lateness_reads_the_same_everywhere(app: QApplication, home: Path) -> None:
    commands = (Propose("Fail over", box_s=600), Approve("1"), Begin("1"), Give("me", 600, "Lead it"))
    async with the_board(home, *commands, minutes=22) as war:
        board = war.page.room
        said = [row(war, "Fail over").need.when, row(war, "Lead it").need.when]
        said += [next(each.shown.when for each in board.tasks.rows if each.shown.words == "Lead it")]
        said += [board.courses.columns[2].cards[0].shown.foot.partition(",")[0]]
        assert said == ["12 min late"] * 4
        step = war.role("incident_manager").steps[0].step
        assert step.when.endswith("min late")


async def test_nothing_moves_away_from_under_the_keyboard(app: QApplication, home: Path) -> None:
    async with the_board(home, Give("me", 60, "Lead it"), minutes=8) as war:
        row(war, "Lead it").setFocus()
        before = mine(war)
        await war.room.do(Propose("Fail over"))
        await until(lambda: len(mine(war)) > len(before))
        assert mine(war)[: len(before)] == before
        assert row(war, "Lead it").hasFocus()
        war.page.room.timeline.take_keyboard()
        war.room.clock.go_on(0.1)
        assert mine(war)[0] == "Course 1 waits for your yes: Fail over"


async def test_in_a_narrow_window_it_stands_above_the_centre(app: QApplication, home: Path) -> None:
    async with the_board(home, Give("me", 60, "Lead it"), minutes=2) as war:
        board = war.page.room
        press(board.roles.fold)
        assert board.form.centre.isAncestorOf(board.needs)
        assert row(war, "Lead it").isVisible()
        press(board.roles.folded.unfold)
        assert board.form.roles_column.isAncestorOf(board.needs)


# where it leads -------------------------------------------------------------------------------------------------------

WAYS: dict[str, tuple[tuple[Fields, ...], float, str, type[QWidget]]] = {
    "task": ((Give("me", 60, "Lead it"),), 8, "Lead it", TaskDialog),
    "course": ((Propose("Fail over", box_s=60), Approve("1"), Begin("1")), 8, "Fail over", CourseDialog),
    "courses": ((Propose("Fail over"), Propose("Wait")), 1, "2 courses", CompareDialog),
    "decision": ((Decide("Wait", revisit_s=60),), 3, "Look again", RevisitDialog),
    "clock": ((), 12, "call-out is due", ClocksDialog),
    "offer": ((Assign("scribe", "@Tomas Lind"), Offer("scribe", "Priya Nair")), 1, "offers you", HandoverAnswerDialog),
}


@pytest.mark.parametrize("what", WAYS)
async def test_enter_on_a_line_opens_the_thing_with_what_can_be_done(what: str, app: QApplication, home: Path) -> None:
    commands, minutes, words, dialog = WAYS[what]
    async with the_board(home, *commands, minutes=minutes) as war:
        row(war, words).setFocus()
        key(Qt.Key.Key_Return)
        [opened] = war.room.dialogs()
        assert isinstance(opened, dialog)


async def test_a_role_leads_to_the_button_that_comes_next_and_a_step_to_its_box(app: QApplication, home: Path) -> None:
    async with the_board(home, Assign("scribe", "@Tomas Lind"), minutes=6) as war:
        press(row(war, "Scribe does not answer"))
        assert war.role("scribe").isAncestorOf(focused())
        press(row(war, "steps of Incident manager"))
        box = focused()
        assert isinstance(box, StepRow)
        late = box.step
        assert late.due is Due.LATE
        key(Qt.Key.Key_Space)
        await until(lambda: late.key in war.board.roles.held["incident_manager"].done)


async def test_by_keys_alone_from_the_command_line_and_back(app: QApplication, home: Path) -> None:
    async with the_board(home, Propose("Fail over"), Give("me", 60, "Lead it"), minutes=8) as war:
        war.page.room.timeline.take_keyboard()
        panel(war).go.trigger()
        assert focused() is panel(war).mine.rows[0]
        key(Qt.Key.Key_Down)
        assert focused() is panel(war).mine.rows[1]
        key(Qt.Key.Key_Up)
        assert focused() is panel(war).mine.rows[0]


# put off --------------------------------------------------------------------------------------------------------------


async def test_one_key_puts_it_off_for_as_long_as_the_plan_says_and_it_comes_back(
    app: QApplication, home: Path
) -> None:
    async with the_board(home, Give("me", 60, "Lead it"), minutes=8) as war:
        row(war, "Lead it").setFocus()
        key(Qt.Key.Key_S)
        await until(lambda: not any("Lead it" in words for words in mine(war)))
        assert war.board.timeline.lines[-1].english == "Put off until 2017-01-31T23:49:00Z: task 2"
        assert panel(war).put_off.text() == "1 put off"
        war.room.clock.go_on(9.9)
        assert not any("Lead it" in words for words in mine(war))
        war.room.clock.go_on(0.1)
        assert row(war, "Lead it").isVisible()


@pytest.mark.by_mouse("need.snooze", "need.wake")
async def test_by_mouse_for_another_span_and_brought_back(app: QApplication, home: Path) -> None:
    async with the_board(home, Give("me", 60, "Lead it"), minutes=8) as war:
        lead = row(war, "Lead it")
        QTest.mouseMove(lead, QPoint(40, 12))
        QTest.mouseClick(lead, Qt.MouseButton.RightButton)
        lead.menu_asked.emit(lead.mapToGlobal(QPoint(40, 12)))
        choose(war, "need_put_off_1800")
        await until(lambda: not any("Lead it" in words for words in mine(war)))
        press(panel(war).put_off)
        [folded] = panel(war).folded.rows
        folded.menu_asked.emit(folded.mapToGlobal(QPoint(40, 12)))
        choose(war, "need_wake")
        await until(lambda: any("Lead it" in words for words in mine(war)))


async def test_what_is_urgent_by_the_plan_is_offered_only_short_spans(app: QApplication, home: Path) -> None:
    async with the_board(home, Propose("Fail over"), minutes=1) as war:
        waits = row(war, "Fail over")
        waits.menu_asked.emit(waits.mapToGlobal(QPoint(40, 12)))
        names = [each.objectName() for each in panel(war).menu.actions()]
        panel(war).menu.hide()
        assert names == ["need_go", "need_put_off_300", "need_put_off_600", "need_put_off_900", "need_say_why"]


async def test_with_a_reason_it_is_a_command_that_is_begun(app: QApplication, home: Path) -> None:
    async with the_board(home, Give("me", 60, "Lead it"), minutes=8) as war:
        lead = row(war, "Lead it")
        lead.menu_asked.emit(lead.mapToGlobal(QPoint(40, 12)))
        choose(war, "need_say_why")
        assert war.page.room.timeline.line.edit.text() == "/snooze task-2 10m "
        type_words("on the phone")
        key(Qt.Key.Key_Return)
        await until(lambda: war.board.timeline.lines[-1].text == "on the phone")


async def test_it_is_put_off_after_a_restart_and_for_me_alone(app: QApplication, home: Path) -> None:
    async with the_board(home, Propose("Fail over"), minutes=1) as war:
        row(war, "Fail over").setFocus()
        key(Qt.Key.Key_S)
        await until(lambda: bool(war.board.snoozes.of))
        incident = war.board.incident
    async with a_room(home, incident=incident) as room:
        room.clock.go_on(3)
        shown = NeedsPanel(room.bridge)
        room.shell.show_page(room.shell.add_page(shown))
        shown.observe(room.incident)
        assert not any("Fail over" in each.need.words for each in shown.mine.rows)
        await room.bridge.choose_person("Tomas Lind")
        await room.do(Assign("incident_manager", "me"))
        await until(lambda: any("Fail over" in each.need.words for each in shown.mine.rows))


async def test_completion_names_what_needs_somebody(app: QApplication, home: Path) -> None:
    async with the_board(home, Give("me", 60, "Lead it"), minutes=8) as war:
        line = war.page.room.timeline.line
        line.take_keyboard()
        type_words("/snooze Lead")
        await until(lambda: line.guide.is_open)
        key(Qt.Key.Key_Tab)
        await until(lambda: line.edit.text() == "/snooze task-2 ")


# nothing loud without a line ------------------------------------------------------------------------------------------

LOUD = (
    Assign("scribe", "@Tomas Lind"),
    Assign("customer_liaison", "@Kim Sato"),
    OneRole("customer_liaison"),
    Offer("customer_liaison", "Priya Nair"),
    Propose("Fail over", box_s=60),
    Approve("1"),
    Begin("1"),
    Propose("Look first", steps="Look (hold)"),
    Approve("2"),
    Begin("2"),
    Propose("Wait"),
    Give("me", 60, "Lead it"),
    Give("me", 600, "Lead on"),
    Give("@Tomas", 60, "Read it"),
    OneTask("4"),
    Give("@Tomas", None, "Find it"),
    Give("@Tomas", None, "Ask them"),
    SayStuck("6", "no key"),
    AskSomebody("@Tomas", "where is it?"),
    Decide("Wait for the vendor", revisit_s=60),
    StateFact(FactField.BACK, "Back by 12:00 UTC", is_confirmed=True),
    StateFact(FactField.BACK, "Back by 18:00 UTC", is_confirmed=True),
    SetImpact(started_us=START_US),
    SetState(State.INVESTIGATING),
    Schedule("Move the mail", START_US, START_US + 2 * MINUTE_US, ("mail",)),
    Investigate(300, "Why did it stop? | Priya"),
    BeginMessage("We look into it", channels=("status_page",)),
    ProposeMessage("1", {"status_page": "We look into it."}),
)
"""Something of every kind, so that as time goes by each becomes loud: soon, asked about, late, missed."""


def listed(war: War) -> set[str]:
    """What the list has a line about: the ids and keys, of all its parts."""
    now = panel(war)
    found = now.found
    return {need.about for part in (found.mine, found.others, found.put_off) for line in part for need in line.needs}


def loud(war: War) -> Iterator[tuple[str, str]]:
    """What the board shows with weight or in colour because of its time or its silence: what it is, and its key."""
    board = war.page.room
    shown = [each.shown for each in (*board.findChildren(TaskRow), *board.findChildren(CourseCard)) if each.isVisible()]
    yield from ((each.words, each.key) for each in shown if each.tone in ("warn", "text", "bad"))
    for role in board.roles.list.standings:
        brief = board.roles.list.item(role.key).row.brief
        if "warn" in (brief.tone, brief.due_tone):
            yield role.title, role.key
        late = (step for step in role.open_steps if step.near is not Due.LATER)
        yield from ((step.do, step.key if step.task else f"{role.key}/{step.key}") for step in late)
    chip = war.page.clocks.chip
    if chip.isVisible() and chip.tone != "sev4":
        yield chip.text(), "call-out"


def without_a_line(war: War) -> list[str]:
    """What is loud on the board and has no line; a role has one if any of its steps or tasks has."""
    lines = listed(war)
    roles = {about.partition("/")[0] for about in lines}
    with_tasks = {role.key for role in war.page.room.roles.list.standings for task in role.tasks if task.key in lines}
    return [words for words, about in loud(war) if about not in lines | roles | with_tasks]


async def test_every_loud_state_of_the_board_has_its_line_at_every_moment(app: QApplication, home: Path) -> None:
    async with the_board(home, *LOUD) as war:
        kinds: set[NeedKind] = set()
        for minutes in (0, 1, 3, 2, 2, 4, 13, 40):
            war.room.clock.go_on(minutes)
            assert without_a_line(war) == []
            assert red_outside(war) == []
            found = panel(war).found
            kinds |= {need.kind for part in (found.mine, found.others) for line in part for need in line.needs}
        # the plan has no ladder: tests/desktop/test_calls.py; nothing was let go: tests/desktop/test_message_needs.py;
        # nobody outside asks: tests/desktop/test_outside.py
        elsewhere = {NeedKind.CALL, NeedKind.MESSAGE, NeedKind.ENQUIRY, NeedKind.NOTIFICATION}
        assert kinds == set(NeedKind) - elsewhere


def red_outside(war: War) -> list[str]:
    """Where the board is red, other than in the list and in the severity."""
    shell = war.room.shell
    image = shell.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        for part in (panel(war), war.page.header.form.severity):
            painter.fillRect(QRect(part.mapTo(shell, QPoint(0, 0)), part.size()), colour("canvas"))
    pixels = memoryview(bytes(image.constBits())).cast("I")
    reds = {colour(name).rgb() for name in ("bad", "badfill")}
    return [f"{at % image.width()}, {at // image.width()}" for at, pixel in enumerate(pixels) if pixel in reds]


async def test_at_full_heat_only_the_list_is_red_and_all_that_is_loud_stands_in_it(
    app: QApplication, home: Path
) -> None:
    async with full_heat(home, (1920, 1080)) as war:
        assert red_outside(war) == []
        assert 1 < len(panel(war).mine.rows) < 9
        assert without_a_line(war) == []


async def test_an_investigation_past_its_time_leads_to_its_page(app: QApplication, home: Path) -> None:
    async with the_board(home, Investigate(300, "Why did it stop? | Priya"), minutes=6) as war:
        asked: list[str] = []
        war.page.investigation_asked.connect(asked.append)
        late = row(war, "Investigation A: its time is over")
        late.setFocus()
        key(Qt.Key.Key_Return)
        observed = panel(war).observed
        assert observed is not None
        assert asked == list(observed.board.investigations.of)
