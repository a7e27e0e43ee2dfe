"""The board as a whole: an incident from declaring to resolved by mouse and keyboard, and the room it is given."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog
from incident_desk.desktop.dialogs.impact import ImpactDialog
from incident_desk.desktop.dialogs.state import StateDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.panels.role import RolePanel
from incident_desk.desktop.rooms.board_columns import FOLDED_PX, default_widths
from incident_desk.desktop.rooms.board_page import BoardPage
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.board import Board
from incident_desk.domain.incident import Declare, Retitle, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan_sections import PlaceKind
from tests.desktop.boards import Room, a_room, key, press, type_words
from tests.desktop.conftest import focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QApplication


class War(msgspec.Struct):
    """The board in the window, with everything around it."""

    room: Room
    state: WindowState
    navigation: Navigation

    @property
    def page(self) -> BoardPage:
        assert self.navigation.board is not None
        return self.navigation.board

    @property
    def board(self) -> Board:
        """Of the incident that is shown."""
        assert self.navigation.shown is not None
        return self.navigation.shown.board

    def role(self, key: str) -> RolePanel:
        return self.page.room.roles.list.item(key).panel

    def step(self, state: State) -> "QAbstractButton":
        return next(b for b in self.page.stepper.steps.buttons if b.step.key == state)

    async def closed(self) -> None:
        """Wait until no dialog is open: what was asked for is on the record."""
        await until(lambda: not self.room.dialogs())


@asynccontextmanager
async def a_war_room(home: Path, size: tuple[int, int] = (1920, 1080)) -> AsyncGenerator[War]:
    async with a_room(home, size=size) as room:
        state = WindowState(home)
        navigation = Navigation(room.shell, room.bridge, state)
        Ways(room.shell, room.bridge, state, navigation)
        room.shell.open_for_work()
        navigation.go_to(room.incident.incident)
        await until(lambda: navigation.shown is not None)
        yield War(room, state, navigation)
        await navigation.keep_work()
        state.save()


# the whole way -------------------------------------------------------------------------------------------------------


async def test_an_incident_from_declaring_to_resolved_as_a_person_would(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await declare(war)
        await assign_and_acknowledge(war)
        await hand_over(war)
        await say_the_impact(war)
        await mitigate_and_resolve(war)
        holder = war.board.roles.held["operations_manager"].holder.value
        assert war.board.headline.title.value == "Sign-in fails for everybody"
        assert holder is not None
        assert holder.name == "Sofia Brandt"
        assert war.board.impact.ended_us.value == war.room.clock.us
        assert war.board.headline.state is State.RESOLVED
        assert war.page.header.form.elapsed.accessibleName() == "Lasted since 23:31 00:15:00"


async def declare(war: War) -> None:
    press(war.page.header.form.declare)
    war.room.dialog(DeclareDialog)
    type_words("Sign-in fails for everybody")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_1)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: war.board.headline.title.value == "Sign-in fails for everybody")
    assert war.page.header.form.severity.accessibleName() == "SEV 1 Critical"


async def assign_and_acknowledge(war: War) -> None:
    press(war.role("incident_manager").form.take)
    panel = war.role("operations_manager")
    press(panel.form.assign)
    type_words("Tomas Lind")
    key(Qt.Key.Key_Return)
    await until(panel.form.acknowledge.isVisible)
    key(Qt.Key.Key_Space)
    await until(panel.form.hand_over.isVisible)
    panel.steps[0].setFocus()
    key(Qt.Key.Key_Space)
    await until(lambda: "channel" in war.board.roles.held["operations_manager"].done)


async def hand_over(war: War) -> None:
    press(war.role("operations_manager").form.hand_over)
    dialog = war.room.dialog(HandoverDialog)
    type_words("The staging disk is nearly full")
    dialog.form.taker.setCurrentText("Sofia Brandt")
    press(dialog.go)
    await war.closed()
    press(war.role("operations_manager").offer.button)
    answer = war.room.dialog(HandoverAnswerDialog)
    type_words("she said so on the bridge call")
    press(answer.go)
    await war.closed()


async def say_the_impact(war: War) -> None:
    press(war.page.room.impact.tiles["affected"])
    dialog = war.room.dialog(ImpactDialog)
    type_words("Nobody can sign in")
    dialog.form.started.edit.setText("5 min ago")
    press(dialog.go)
    await war.closed()


async def mitigate_and_resolve(war: War) -> None:
    for state in (State.INVESTIGATING, State.MITIGATING):
        press(war.step(state))
        await until(lambda state=state: war.board.headline.state is state)
    war.room.clock.go_on(15)
    for note in ("Traffic is back", "It held"):
        press(war.page.header.form.move)
        dialog = war.room.dialog(StateDialog)
        type_words(note)
        if dialog.ends.isVisible():
            press(dialog.ends)
        press(dialog.go)
        await war.closed()


async def test_a_press_on_a_linked_incident_goes_there(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        bridge = war.room.bridge
        other = (await bridge.do(Declare("Replica stopped")))[-1].incident
        await until(lambda: len(bridge.headlines) == 2)
        number = next(b.headline.number for b in bridge.headlines if b.incident == other)
        await war.room.do(Add(Relation.CAUSED_BY, number))
        press(war.page.room.links.rows[0])
        await until(lambda: war.board.incident == other)
        assert war.page.header.form.title.button.text() == "Replica stopped"
        press(war.page.room.links.rows[0])  # seen from there, it leads back
        await until(lambda: war.board.incident == war.room.incident.incident)


async def test_what_needs_somebody_leads_to_the_role_also_in_a_folded_column(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        board = war.page.room
        press(board.roles.fold)
        war.room.clock.go_on(6)
        press(next(row for row in board.needs.mine.rows if "Incident manager" in row.accessibleName()))
        assert not board.roles.is_folded
        assert war.role("incident_manager").form.take.hasFocus()


async def test_what_was_begun_in_one_incident_is_not_done_in_another(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        panel = war.role("scribe")
        press(panel.form.all_steps)
        press(panel.form.assign)
        type_words("Tomas")
        other = (await war.room.bridge.do(Declare("Mail is late")))[-1].incident
        war.navigation.go_to(other)
        await until(lambda: war.board.incident == other)
        assert not war.role("scribe").form.assigning.is_open
        assert not war.role("scribe").is_whole


# room ----------------------------------------------------------------------------------------------------------------

SIZES = {
    "4k": (3840, 2160, "whole", "side"),
    "1080p": (1920, 1080, "whole", "side"),
    "laptop": (1440, 900, "folded", "side"),
    "small": (1280, 720, "folded", "side"),
    "least": (960, 500, "folded", "no side"),
}


@pytest.mark.parametrize("size", SIZES)
async def test_what_gives_way_in_a_smaller_window(size: str, app: "QApplication", home: Path) -> None:
    width, height, roles, side = SIZES[size]
    async with a_war_room(home, (width, height)) as war:
        board = war.page.room
        await until(lambda: board.width() <= width)
        assert ("folded" if board.roles.is_folded else "whole") == roles
        assert ("side" if board.form.side.isVisible() else "no side") == side
        for part in (war.page.header.form.severity, war.page.header.form.elapsed, war.page.header.form.truth):
            assert part.isVisible()
        assert board.timeline.height() >= height // 2 - 125  # with a line in the list of needs above it
        assert war.room.shell.width() == width, "something wants more width than the window has"


async def test_a_person_may_say_otherwise_and_it_is_so_at_the_next_start(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        board = war.page.room
        press(board.roles.fold)
        assert focused() is board.roles.folded.unfold
        press(board.side_turn)
        assert not board.form.side.isVisible()
        incident = war.board.incident
    async with a_room(home, (1920, 1080), incident) as room:
        navigation = Navigation(room.shell, room.bridge, WindowState(home))
        navigation.go_to(incident)
        await until(lambda: navigation.board is not None and navigation.board.isVisible())
        assert navigation.board is not None
        assert navigation.board.room.roles.is_folded
        assert not navigation.board.room.form.side.isVisible()
        press(navigation.board.room.side_turn)
        assert navigation.board.room.form.side.isVisible()


async def test_the_title_of_the_window_is_the_one_that_the_incident_has_now(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.bridge.do(Retitle("The store is down"), war.board.incident)
        number = war.board.headline.number
        assert war.room.shell.windowTitle() == f"{number} The store is down – Incident Desk"
        war.navigation.show_calm()
        await war.room.bridge.do(Retitle("The store was down"), war.board.incident)
        assert war.room.shell.windowTitle() == "Incident Desk"


async def test_the_widths_of_the_columns_are_kept(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        board = war.page.room
        assert board.layout_kept() == {}
        board.form.columns.moveSplitter(400, 1)
        assert board.form.columns.sizes()[0] == 400
        kept = board.layout_kept()
        board.restore_layout({})
        assert board.form.columns.sizes()[0] == default_widths(1920)[0]
        board.restore_layout(kept)
        assert board.form.columns.sizes()[0] == 400
        press(board.roles.fold)
        assert board.form.columns.sizes()[0] == FOLDED_PX
        press(board.roles.folded.unfold)
        assert board.form.columns.sizes()[0] == 400


async def test_a_layout_that_cannot_be_read_is_as_if_there_were_none(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        war.page.room.restore_layout({"roles": "sideways", "side": "", "widths": "wide,0"})
        assert war.page.room.layout_kept() == {}


# the keyboard --------------------------------------------------------------------------------------------------------


async def test_tab_goes_from_the_header_down_column_by_column(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        page, board = war.page, war.page.room
        visited = tabbed(war)
        regions: list[QWidget] = [page.header, page.stepper, board.roles, board.impact, board.timeline, board.form.side]
        order = [next((at for at, r in enumerate(regions) if r.isAncestorOf(w)), None) for w in visited]
        found = [at for at in order if at is not None]
        assert found == sorted(found)
        assert set(found) == set(range(len(regions)))


async def test_tab_goes_down_each_role_before_the_next(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        held = list(war.board.roles.held)
        visited = [(at, w) for w in tabbed(war) for at, role in enumerate(held) if war.role(role).isAncestorOf(w)]
        assert [at for at, _ in visited] == sorted(at for at, _ in visited)
        for at, role in enumerate(held):
            tops = [w.mapTo(war.role(role), w.rect().center()).y() for there, w in visited if there == at]
            assert tops == sorted(tops)
            assert len(tops) > 4


async def test_tab_goes_through_the_side_from_each_head_down(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.do(SetPlace(PlaceKind.BRIDGE, "https://meet.example.org/7"))
        other = (await war.room.bridge.do(Declare("Replica stopped")))[-1].incident
        await war.room.do(Add(Relation.CAUSED_BY, other))
        side = war.page.room.form.side
        await until(war.page.room.links.rows[0].isVisible)
        visited = [w for w in tabbed(war) if side.isAncestorOf(w)]
        assert {"place_add", "place_1", "link_incident", "linked_1"} <= {w.objectName() for w in visited}
        tops = [w.mapTo(side, w.rect().center()).y() for w in visited]
        assert tops == sorted(tops)


async def test_on_a_laptop_the_draft_stands_above_the_facts_it_is_made_of(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.do(BeginMessage("Update", channels=("inside",), texts={"inside": "Pushes fail. " * 40}))
        drafting, facts = war.page.room.drafting, war.page.room.facts
        await until(drafting.editor.text.isVisible)
        assert drafting.editor.text.verticalScrollBar().value() == 0

        def by_keys() -> list[bool]:
            """Whether it is of the draft, for each control of the two."""
            return [drafting.isAncestorOf(w) for w in tabbed(war) if any(p.isAncestorOf(w) for p in (drafting, facts))]

        for height_px, is_draft_first in ((760, True), (1060, False), (760, True)):
            war.page.window().resize(1600, height_px)
            await until(lambda first=is_draft_first: (drafting.y() < facts.y()) == first)
            await until(lambda first=is_draft_first: by_keys() == sorted(by_keys(), reverse=first))
            assert set(by_keys()) == {True, False}


async def test_every_control_tab_reaches_has_a_name_to_say(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        nameless = [w for w in tabbed(war) if not (w.accessibleName() or getattr(w, "text", str)())]
        unnamed = [w for w in tabbed(war) if not w.objectName()]
        assert (nameless, unnamed) == ([], [])


def tabbed(war: War) -> list[QWidget]:
    """Every control that Tab reaches from the page on, in its order."""
    war.page.window().setFocus()
    first = war.page.header.form.severity
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = [first]
    while len(found) < 300:
        key(Qt.Key.Key_Tab)
        here = focused()
        if here is first:
            break
        found.append(here)
    return [w for w in found if war.page.isAncestorOf(w)]
