"""The list of all incidents in the window: what is due, the next first, and what can be done about it from there."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.dialogs.answer import AnswerDialog
from incident_desk.desktop.dialogs.clocks import ClocksDialog
from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.models.agenda import OF, WHAT, WHEN
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.rooms.agenda import AgendaRoom
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.agenda import DueKind
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Finish, Give
from tests.desktop.boards import Room, a_room, key, press, type_words
from tests.desktop.conftest import focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

GIVEN = ("Read the logs", "Look at the queue", "Call the vendor")


class Several(msgspec.Struct):
    """Two incidents with tasks in both; the list of all in front."""

    room: Room
    navigation: Navigation
    state: WindowState
    other: IncidentId

    @property
    def all(self) -> AgendaRoom:
        assert self.navigation.agenda is not None
        return self.navigation.agenda.room

    @property
    def given(self) -> list[str]:
        """The tasks of this test that are shown, from top to bottom."""
        return [each.words for each in self.all.model.due if each.words in GIVEN]

    def cell(self, words: str, column: int) -> str:
        return self.all.model.index(self.row(words), column).data()

    def row(self, words: str) -> int:
        return next(at for at, each in enumerate(self.all.model.due) if each.words == words)

    async def select(self, words: str) -> None:
        """Click on the row with these words."""
        at = self.all.table.visualRect(self.all.model.index(self.row(words), WHAT)).center()
        QTest.mouseClick(self.all.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        due = self.all.table.current_due()
        assert due is not None
        assert due.words == words

    async def ended(self) -> None:
        await until(lambda: not self.room.dialogs())


async def given(room: Room, incident: IncidentId, *commands: Fields) -> None:
    await room.bridge.do(commands, incident)


@asynccontextmanager
async def several(home: Path, first: IncidentId | None = None, *, shows: bool = True) -> AsyncGenerator[Several]:
    async with a_room(home, size=(1920, 1080), incident=first) as room:
        here = room.incident.incident
        if first is None:
            other = (await room.bridge.do(Declare("Mail is late", Severity.SEV4)))[-1].incident
            await given(room, here, Give("@Kim Sato", 600, GIVEN[0]), Give("me", 1800, GIVEN[2]))
            await given(room, other, Give("me", 1200, GIVEN[1]), AskSomebody("@Kim Sato", "Where is the dump?"))
        other = next(board.incident for board in room.bridge.headlines if board.incident != here)
        state = WindowState(home)
        navigation = Navigation(room.shell, room.bridge, state)
        Ways(room.shell, room.bridge, state, navigation)
        room.shell.open_for_work()
        navigation.go_to(here)
        await until(lambda: navigation.shown is not None)
        await navigation.come_back()
        desk = Several(room, navigation, state, other)
        if shows:
            key(Qt.Key.Key_F3)
            await until(lambda: desk.all.model.due)
        yield desk
        await navigation.keep_work()
        state.save()


async def test_all_that_is_due_stands_in_one_list_the_next_first(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        assert desk.given == ["Read the logs", "Look at the queue", "Call the vendor"]
        assert desk.all.table.hasFocus()
        for words, title in (("Read the logs", "Pushes fail"), ("Look at the queue", "Mail is late")):
            assert desk.cell(words, OF).endswith(title)
            assert desk.cell(words, OF).startswith("INC-")
        desk.room.clock.go_on(11)
        desk.room.bridge.everywhere.look()
        await until(lambda: desk.cell("Read the logs", WHEN) == "1 min late")
        await until(lambda: "late" in desk.all.note.text())


async def test_it_is_filtered_by_person_kind_and_incident(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        filters = desk.all.filters
        filters.who.setFocus()
        key(Qt.Key.Key_Down)
        assert filters.who.currentText() == "Mine"
        filters.who.activated.emit(filters.who.currentIndex())
        assert desk.given == ["Look at the queue", "Call the vendor"]
        filters.incidents.setCurrentIndex(filters.incidents.findData(desk.other))
        filters.incidents.activated.emit(filters.incidents.currentIndex())
        assert desk.given == ["Look at the queue"]
        assert {each.of.incident for each in desk.all.model.due} == {desk.other}
        filters.kinds.chosen.emit(DueKind.QUESTION)
        assert desk.all.model.due == []
        assert desk.all.nothing.isVisible()


async def test_a_task_is_acknowledged_and_done_without_leaving(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        await desk.select("Read the logs")
        assert desk.all.acts.of.text().endswith("Pushes fail")
        press(desk.all.acts.got)
        await until(desk.all.acts.got.isHidden)
        key(Qt.Key.Key_D)
        await until(desk.room.dialogs)
        card = desk.room.dialog(TaskDialog)
        assert [which.text() for which in card.findChildren(WhichIncident)] == [desk.all.acts.of.text()]
        type_words("nothing in them")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.given == ["Look at the queue", "Call the vendor"])
        assert desk.all.isVisible()
        assert desk.all.table.hasFocus()


async def test_a_task_is_handed_on_from_the_list(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        await desk.select("Look at the queue")
        key(Qt.Key.Key_H)
        await until(desk.room.dialogs)
        card = desk.room.dialog(TaskDialog)
        assert card.taker.isAncestorOf(focused()) or focused() is card.taker.choice
        type_words("Noor Haddad")
        press(card.reassign)
        await desk.ended()
        at = desk.row("Look at the queue")
        await until(lambda: (holder := desk.all.model.due[at].holder) is not None and holder.name == "Noor Haddad")


async def test_enter_and_a_double_click_go_to_the_thing_in_its_incident(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        await desk.select("Look at the queue")
        key(Qt.Key.Key_Return)
        await until(desk.room.dialogs)
        assert desk.room.dialog(TaskDialog).isVisible()
        assert desk.navigation.shown is not None
        assert desk.navigation.shown.incident == desk.other
        key(Qt.Key.Key_Escape)
        press(desk.room.shell.agenda)
        question = next(at for at, each in enumerate(desk.all.model.due) if each.kind is DueKind.QUESTION)
        at = desk.all.table.visualRect(desk.all.model.index(question, WHAT)).center()
        QTest.mouseClick(desk.all.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(desk.all.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        await until(desk.room.dialogs)
        assert desk.room.dialog(AnswerDialog).isVisible()


@pytest.mark.by_keys("clock.keep")
async def test_a_clock_is_kept_from_the_list(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        clock = next(at for at, each in enumerate(desk.all.model.due) if each.kind is DueKind.CLOCK)
        kept = desk.all.model.due[clock]
        desk.all.table.selectRow(clock)
        key(Qt.Key.Key_Space)
        await until(desk.room.dialogs)
        desk.room.dialog(ClocksDialog)
        desk.room.clock.go_on(1)
        key(Qt.Key.Key_Return)
        await desk.ended()
        same = (kept.of.incident, kept.key, kept.due_us)
        await until(lambda: same not in {(each.of.incident, each.key, each.due_us) for each in desk.all.model.due})


async def test_what_somebody_else_does_shows_and_the_selection_stays(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        await desk.select("Call the vendor")
        read = next(each for each in desk.all.model.due if each.words == "Read the logs")
        await given(desk.room, desk.room.incident.incident, Finish(read.key))
        await until(lambda: "Read the logs" not in desk.given)
        due = desk.all.table.current_due()
        assert due is not None
        assert due.words == "Call the vendor"
        third = (await desk.room.bridge.do(Declare("Search is stale", Severity.SEV4)))[-1].incident
        await given(desk.room, third, Give("me", 60, "Read the logs"))
        await until(lambda: desk.given[0] == "Read the logs")


async def test_the_list_its_filters_and_its_place_are_there_after_a_restart(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        filters = desk.all.filters
        filters.who.setCurrentIndex(1)
        filters.who.activated.emit(1)
        await desk.select("Call the vendor")
        here = desk.room.incident.incident
    async with several(home, here, shows=False) as desk:
        await until(lambda: desk.navigation.agenda is not None and desk.all.model.due)
        assert desk.all.isVisible()
        assert desk.all.filters.who.currentText() == "Mine"
        assert desk.given == ["Look at the queue", "Call the vendor"]
        due = desk.all.table.current_due()
        assert due is not None
        assert due.words == "Call the vendor"
        key(Qt.Key.Key_Escape)
        assert desk.navigation.board is not None
        assert desk.navigation.board.isVisible()


async def test_of_a_restricted_incident_nothing_shows_to_who_may_not_know(app: "QApplication", home: Path) -> None:
    async with several(home) as desk:
        secret = (await desk.room.bridge.do(Declare("A leak", Severity.SEV4, restricted=True)))[-1].incident
        await given(desk.room, secret, Give("me", 300, "Read the logs"))
        await until(lambda: secret in {each.of.incident for each in desk.all.model.due})
        await desk.room.bridge.choose_person("Tomas Lind")
        there = {each.incident for each in desk.room.bridge.everywhere.agenda.incidents}
        assert secret not in there, "not for a moment"
        await until(lambda: desk.room.bridge.everywhere.agenda.incidents)
        assert secret not in {each.of.incident for each in desk.all.model.due}
        assert desk.all.filters.incidents.findData(secret) == -1
        await desk.room.bridge.choose_person("Priya Nair")
        await until(lambda: secret in {each.of.incident for each in desk.all.model.due})


async def test_the_slash_word_and_the_rail_lead_there(app: "QApplication", home: Path) -> None:
    async with several(home, shows=False) as desk:
        type_words("/tasks")
        key(Qt.Key.Key_Escape)
        key(Qt.Key.Key_Return)
        await until(lambda: desk.navigation.agenda is not None and desk.all.model.due)
        key(Qt.Key.Key_Escape)
        press(desk.room.shell.agenda)
        assert desk.all.isVisible()


async def test_with_one_open_incident_nothing_is_folded_until_somebody_looks(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        room.bridge.everywhere.begin()
        await given(room, room.incident.incident, Assign("scribe", "me"))
        await room.bridge.read(lambda desk: None)
        assert room.bridge.everywhere.agenda.incidents == ()
        room.bridge.everywhere.watch("the list", is_watched=True)
        await until(lambda: room.bridge.everywhere.agenda.incidents)
