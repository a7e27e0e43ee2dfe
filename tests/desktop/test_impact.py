"""The impact of an incident as tiles: what is known, what nobody has told yet, and how a press sets it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.impact import ImpactDialog
from incident_desk.desktop.panels.impact import ImpactPanel
from incident_desk.desktop.parts.tile import TileShown
from incident_desk.domain.impact import SetImpact
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MINUTE_US = 60_000_000


def the_impact(room: Room) -> ImpactPanel:
    panel = ImpactPanel(room.bridge)
    show(room, panel)
    panel.observe(room.incident)
    return panel


def said(panel: ImpactPanel, fact: str) -> TileShown:
    return panel.tiles[fact].shown


async def test_what_nobody_has_told_yet_says_so(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        assert [fact for fact in panel.tiles if said(panel, fact).is_open] == ["affected", "services", "started_us"]
        assert panel.tiles["started_us"].accessibleName() == "Impact started: Not known yet"


async def test_a_press_on_a_tile_asks_for_its_fact(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        press(panel.tiles["affected"])
        dialog = room.dialog(ImpactDialog)
        assert focused() is dialog.form.affected
        type_words("Everybody who pushes")
        dialog.form.started.edit.setText("10 min ago")
        press(dialog.form.services.chips[0])
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: not room.dialogs())
        assert said(panel, "affected") == TileShown(
            "Who is affected", words="Everybody who pushes", foot="Priya Nair, 23:31", short="Affected"
        )
        assert said(panel, "services").words == "Website"
        assert (said(panel, "started_us").value, said(panel, "started_us").foot) == ("23:21", "Tue 31 Jan 2017, UTC")
        assert (said(panel, "ended_us").value, said(panel, "ended_us").tone) == ("Running", "text")
        assert said(panel, "detect").value == "10 min"
        assert len(room.board.timeline.lines) == 2  # the declaration, and one line for all three facts


@pytest.mark.by_keys("impact.set")
async def test_only_what_changed_is_written(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        await room.do(SetImpact(affected="Everybody", started_us=room.clock.us - 5 * MINUTE_US + 250_000))
        before = room.board.impact.started_us.over
        panel.tiles["ended_us"].setFocus()
        key(Qt.Key.Key_Return)
        dialog = room.dialog(ImpactDialog)
        assert focused() is dialog.form.ended.edit
        type_words("now")
        key(Qt.Key.Key_Return)
        await until(lambda: not room.dialogs())
        assert said(panel, "ended_us").foot == "lasted 4 min"
        assert room.board.impact.started_us.over == before


async def test_a_fact_that_contradicts_is_refused_and_nothing_typed_is_lost(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        press(panel.tiles["ended_us"])
        dialog = room.dialog(ImpactDialog)
        dialog.form.started.edit.setText("23:20")
        dialog.form.ended.edit.setText("23:10")
        press(dialog.go)
        await until(dialog.form.impact_fault.isVisible)
        assert "before it started" in dialog.form.impact_fault.text()
        assert dialog.form.ended.edit.text() == "23:10"
        dialog.form.ended.edit.setText("soon")
        press(dialog.go)
        await until(lambda: "is not a time" in dialog.form.impact_fault.text())
        key(Qt.Key.Key_Escape)
        assert room.board.impact.started_us.value is None


async def test_a_form_with_nothing_new_says_so(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        press(panel.tiles["services"])
        dialog = room.dialog(ImpactDialog)
        press(dialog.go)
        await until(dialog.form.impact_fault.isVisible)
        assert "Nothing would change" in dialog.form.impact_fault.text()
        key(Qt.Key.Key_Escape)


async def test_what_was_detected_before_it_hurt_is_told_so(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        room.clock.go_on(30)
        await room.do(SetImpact(started_us=room.clock.us - 5 * MINUTE_US))
        assert said(panel, "detect").value == "25 min ahead"
        assert said(panel, "detect").foot == "detected → impact started"


async def test_in_a_low_window_tiles_are_lines(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_impact(room)
        full = panel.sizeHint().height()
        panel.set_slim(True)
        await until(lambda: panel.sizeHint().height() < full / 2)
        assert all(tile.isVisible() for tile in panel.tiles.values())
