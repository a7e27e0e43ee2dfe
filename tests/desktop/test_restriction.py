"""Who may know, in the window: declared restricted by keys, restricted later, somebody let in and let go."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.panels.restriction import RestrictionPanel
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import OPEN_STREAM, IncidentId
from incident_desk.domain.plan import Use
from incident_desk.domain.restriction import Restrict
from tests.desktop.boards import Room, a_room
from tests.desktop.conftest import focused, until


def press(room: Room, name: str) -> None:
    found = room.shell.findChild(QAbstractButton, name)
    assert found is not None, name
    assert found.isEnabled(), f"{name} is off"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def shown(room: Room) -> RestrictionPanel:
    panel = RestrictionPanel(room.bridge)
    room.shell.show_page(room.shell.add_page(panel))
    panel.observe(room.incident)
    return panel


def told(panel: RestrictionPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.text() and label.isVisible()]


async def test_a_restricted_incident_is_declared_by_keys_alone(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.add_person("Tomas Lind")
        dialog = DeclareDialog(room.bridge, WindowState(home), room.shell)
        declared: list[str] = []
        dialog.declared.connect(declared.append)
        dialog.open()
        QTest.keyClicks(focused(), "A key is in a paste")
        dialog.restricting.chip.setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        assert dialog.restricting.people.isVisible()
        dialog.restricting.people.take_keyboard()
        QTest.keyClick(focused(), Qt.Key.Key_1)
        QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: declared)
        board = await room.bridge.read(lambda desk: desk.fold(IncidentId(declared[0])).board)
        names = {room.bridge.name(person) for person in board.restriction.members}
        assert names == {room.bridge.name(room.bridge.me), "Tomas Lind"}
        assert board.restriction.stream == declared[0]


async def test_a_draft_keeps_that_it_is_restricted(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.add_person("Tomas Lind")
        dialog = DeclareDialog(room.bridge, WindowState(home), room.shell)
        dialog.open()
        QTest.keyClicks(focused(), "A key is in a paste")
        dialog.restricting.chip.click()
        dialog.restricting.people.chips[0].click()
        dialog.reject()
        again = DeclareDialog(room.bridge, WindowState(home), room.shell)
        again.open()
        assert (again.draft.is_restricted, again.draft.members) == (True, ("Tomas Lind",))
        again.reject()


async def test_what_the_plan_proposes_to_restrict_is_restricted_when_its_severity_is_chosen(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        text = room.bridge.organisation.plans.current.text
        assert "SEV1:" in text
        proposing = text.replace("  SEV1:\n", "  SEV1:\n    restricted: true\n", 1)
        await room.bridge.do(Use(proposing, "breaches are for few"))
        dialog = DeclareDialog(room.bridge, WindowState(home), room.shell)
        dialog.open()
        dialog.severities[1].click()
        assert not dialog.restricting.chip.isChecked()
        dialog.severities[0].click()
        assert dialog.restricting.chip.isChecked()
        dialog.reject()


@pytest.mark.by_mouse("incident.restrict")
async def test_an_incident_is_restricted_from_its_panel(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.add_person("Tomas Lind")
        panel = shown(room)
        assert "Everybody who shares this record" in told(panel)
        press(room, "restriction_change")
        press(room, "member_1")
        press(room, "restrict_go")
        await until(lambda: room.board.restriction.is_restricted)
        assert "2 people" in told(panel)
        assert {"Tomas Lind", "says who"} <= set(told(panel))
        assert room.board.restriction.stream not in (None, OPEN_STREAM)


@pytest.mark.by_mouse("member.add", "member.remove")
async def test_somebody_is_let_in_and_let_go(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        tomas = await room.bridge.add_person("Tomas Lind")
        await room.do(Restrict())
        panel = shown(room)
        press(room, "restriction_change")
        press(room, "member_1")
        press(room, "let_in_go")
        await until(lambda: tomas in room.board.restriction.members)
        await until(lambda: panel.findChild(QAbstractButton, "let_go_2"))
        press(room, "let_go_2")
        await until(lambda: room.shell.findChild(QAbstractButton, "let_go_yes"))
        press(room, "let_go_yes")
        await until(lambda: tomas not in room.board.restriction.members)


async def test_only_who_manages_it_changes_who_may_know(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        panel = shown(room)
        assert panel.change.isEnabled()
        await room.bridge.choose_person("Tomas Lind")
        await until(lambda: not panel.change.isEnabled())
        assert panel.change.toolTip() == "Only who manages this incident: Priya Nair"


async def test_the_header_says_that_it_is_restricted(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        header = IncidentHeader(room.bridge)
        room.shell.show_page(room.shell.add_page(header))
        header.observe(room.incident)
        assert not header.restricted.isVisible()
        await room.do(Restrict())
        await until(header.restricted.isVisible)
