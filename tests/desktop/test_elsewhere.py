"""Somebody with a part in two incidents is shown as such in both, and loud to whoever gives them more to do."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.task_new import NewTaskDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.panels.role import RolePanel
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Give
from tests.desktop.boards import Room, a_room, key, needs, press, type_words
from tests.desktop.conftest import focused, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse


class Two(msgspec.Struct):
    """Two incidents; Jun Watanabe has been operations manager of the first, which Priya Nair leads and which shows."""

    room: Room
    navigation: Navigation
    other: IncidentId

    @property
    def board(self) -> BoardRoom:
        assert self.navigation.board is not None
        return self.navigation.board.room

    @property
    def shown(self) -> IncidentId:
        assert self.navigation.shown is not None
        return self.navigation.shown.incident

    @property
    def first(self) -> IncidentId:
        return self.room.incident.incident

    def number(self, incident: IncidentId) -> str:
        return next(b.headline.number for b in self.room.bridge.headlines if b.incident == incident)

    @property
    def lines(self) -> list[str]:
        assert self.navigation.shown is not None
        return [line.english for line in self.navigation.shown.board.timeline.lines]

    def role(self, role: str) -> RolePanel:
        return self.board.roles.list.item(role).panel

    async def do(self, incident: IncidentId, *commands: Fields) -> None:
        self.room.clock.go_on(1)
        await self.room.bridge.do(commands, incident)

    async def call_jun_away(self) -> None:
        """Somebody who does not lead here makes Jun operations manager of the other incident, too."""
        await self.room.bridge.choose_person("Noor Haddad")
        await self.do(self.other, Assign("operations_manager", "Jun Watanabe"))
        await self.room.bridge.choose_person("Priya Nair")
        await until(self.role("operations_manager").also.isVisible)

    async def show_other(self) -> None:
        self.navigation.go_to(self.other)
        await until(lambda: self.navigation.shown is not None and self.shown == self.other)


@asynccontextmanager
async def two(home: Path, *, is_restricted: bool = False) -> AsyncGenerator[Two]:
    async with a_room(home, size=(1920, 1080)) as room:
        for name in ("Jun Watanabe", "Noor Haddad"):
            await room.bridge.choose_person(name)
        await room.bridge.choose_person("Priya Nair")
        await room.do(Assign("incident_manager", "me"), Assign("operations_manager", "Jun Watanabe"))
        declared = Declare("Mail is late", Severity.SEV2, restricted=is_restricted)
        other = (await room.bridge.do(declared))[-1].incident
        state = WindowState(home)
        navigation = Navigation(room.shell, room.bridge, state)
        Ways(room.shell, room.bridge, state, navigation)
        room.shell.open_for_work()
        navigation.go_to(room.incident.incident)
        await until(lambda: navigation.shown is not None and navigation.board is not None)
        await navigation.come_back()
        await until(lambda: len(room.bridge.everywhere.agenda.at_work) == 2)
        yield Two(room, navigation, other)
        await navigation.keep_work()


async def test_both_boards_say_where_somebody_is_as_well_and_lead_there(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        assert desk.role("operations_manager").also.isHidden()
        await desk.call_jun_away()
        here = desk.role("operations_manager").also
        assert here.told.text().startswith(f"Also in {desk.number(desk.other)}: Operations manager")
        assert "Mail is late" in here.told.toolTip()
        press(here.go)
        await until(lambda: desk.shown == desk.other)
        there = desk.role("operations_manager").also
        await until(there.isVisible)
        assert there.told.text().startswith(f"Also in {desk.number(desk.first)}: Operations manager")
        assert there.lend.isHidden(), "whoever gave the second role saw the first"
        there.go.setFocus()
        key(Qt.Key.Key_Space)
        await until(lambda: desk.shown == desk.first)


async def test_whoever_leads_is_asked_and_says_with_one_press_that_it_is_fine(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        await desk.call_jun_away()
        asked = f"Jun Watanabe is in {desk.number(desk.other)} as well"
        await until(lambda: asked in needs(desk.board))
        line = desk.role("operations_manager").also
        assert line.told.tone == "warn"
        key(Qt.Key.Key_F7)
        row = next(row for row in desk.board.needs.mine.rows if row.need.words == asked)
        row.setFocus()
        key(Qt.Key.Key_S)
        assert "Say that it is fine" in desk.board.needs.fault.accessibleName(), "it is not put off, it is answered"
        key(Qt.Key.Key_Return)
        assert focused() is line.lend
        key(Qt.Key.Key_Space)
        await until(lambda: asked not in needs(desk.board))
        await until(line.lend.isHidden)
        assert line.isVisible()
        assert line.told.tone == "text2"
        assert desk.lines[-1].endswith("and that is fine")


async def test_it_is_said_from_the_menu_as_well(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        await desk.call_jun_away()
        asked = f"Jun Watanabe is in {desk.number(desk.other)} as well"
        await until(lambda: asked in needs(desk.board))
        row = next(row for row in desk.board.needs.mine.rows if row.need.words == asked)
        row.menu_asked.emit(row.mapToGlobal(row.rect().center()))
        names = [action.objectName() for action in desk.board.needs.menu.actions()]
        assert names == ["need_go", "need_lend"]
        fine = desk.board.needs.menu.findChild(QAction, "need_lend")
        assert fine is not None
        fine.trigger()
        desk.board.needs.menu.close()
        await until(lambda: asked not in needs(desk.board))


async def test_it_is_said_in_the_command_line_as_well(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        await desk.call_jun_away()
        desk.board.timeline.take_keyboard()
        type_words(f"/lend operations manager {desk.number(desk.other)}")
        key(Qt.Key.Key_Return)
        fine = f"Jun Watanabe, Operations manager, works in {desk.number(desk.other)} as well, and that is fine"
        await until(lambda: fine in desk.lines)


async def test_whoever_assigns_sees_it_before_they_do(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        number = desk.number(desk.first)
        await desk.show_other()
        panel = desk.role("operations_manager")
        press(panel.form.assign)
        type_words("Jun Watanabe")
        assert panel.form.assigning.told.isVisible()
        assert panel.form.assigning.told.text().startswith(f"Also in {number}: Operations manager")
        assert panel.form.assigning.told.tone == "warn"
        panel.form.assigning.field.setText("Noor Haddad")
        assert panel.form.assigning.told.isHidden()
        key(Qt.Key.Key_Escape)
        desk.board.timeline.take_keyboard()
        type_words("/assign scribe Jun")
        card = desk.board.timeline.line.guide.card
        assert card.isVisible()
        assert number in card.step(1)


async def test_whoever_gives_a_task_or_hands_over_sees_it(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        number = desk.number(desk.first)
        await desk.show_other()
        assert desk.navigation.shown is not None
        task = NewTaskDialog(desk.room.bridge, desk.navigation.shown, desk.room.shell)
        task.open()
        task.taker.set_name("Jun Watanabe")
        assert f"also Operations manager in {number}" in task.taker.known.text().replace(", 1 task", "")
        assert task.taker.known.tone == "warn"
        task.taker.set_name("Noor Haddad")
        assert task.taker.known.tone == "text2"
        task.reject()
        await desk.do(desk.other, Assign("incident_manager", "me"))
        dialog = HandoverDialog(desk.room.bridge, desk.navigation.shown, "incident_manager", desk.room.shell)
        dialog.open()
        dialog.taker.show_taker("Jun Watanabe")
        assert number in dialog.taker.known.text()
        assert dialog.taker.known.tone == "warn"
        dialog.reject()


async def test_a_task_elsewhere_shows_and_asks_nothing(app: QApplication, home: Path) -> None:
    async with two(home) as desk:
        await desk.do(desk.other, Give("@Jun Watanabe", 600, "Look at the queue"))
        line = desk.role("operations_manager").also
        await until(line.isVisible)
        assert line.told.text() == f"Also in {desk.number(desk.other)}: 1 task"
        assert line.lend.isHidden()
        await desk.do(desk.other, SetState(State.RESOLVED))
        await until(line.isHidden)


async def test_of_a_restricted_one_only_whoever_may_know_reads_and_nobody_is_asked(
    app: QApplication, home: Path
) -> None:
    async with two(home, is_restricted=True) as desk:
        await desk.do(desk.other, OnePerson("Jun Watanabe"), Assign("operations_manager", "Jun Watanabe"))
        line = desk.role("operations_manager").also
        await until(line.isVisible)
        assert "not for every ear" in line.told.toolTip()
        assert line.lend.isHidden()
        assert not any("as well" in words for words in needs(desk.board))
        await desk.room.bridge.choose_person("Noor Haddad")
        assert line.isHidden(), "not for a moment"
        assert desk.room.bridge.everywhere.agenda.at_work == ()
        await until(lambda: len(desk.room.bridge.everywhere.agenda.at_work) == 1)
        assert line.isHidden()
        panel = desk.role("scribe")
        press(panel.form.assign)
        type_words("Jun Watanabe")
        assert panel.form.assigning.told.isHidden()
