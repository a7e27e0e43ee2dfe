"""The cause map in the window: placed, walked by arrow keys, drawn by Enter, L and Delete, and by mouse."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.causes.sheet import CauseMapSheet
from incident_desk.desktop.comparing.page import ComparePage
from incident_desk.desktop.dialogs.cause_map import CauseMapDialog
from incident_desk.domain.cause_map import CauseLinked, drawn
from incident_desk.domain.commands import Fields
from incident_desk.domain.drawing_causes import AddEffect, LinkCause, UnlinkCause
from incident_desk.domain.ids import PersonId
from incident_desk.domain.investigating import ProposeFactor
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.learning.cause_placing import LOW_PX, Placing, depths, layered, narrow
from tests.desktop.boards import key, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_investigations_room import Window, a_window, heard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# where it stands -----------------------------------------------------------------------------------------------------


@st.composite
def maps(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    """Boxes, and arrows that lead from earlier to later ones."""
    boxes = [f"b{at}" for at in range(draw(st.integers(0, 14)))]
    pairs = [(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]]
    return boxes, draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25)) if pairs else []


def overlaps(placing: Placing) -> list[tuple[str, str]]:
    placed = list(placing.places.items())
    return [
        (one, other)
        for at, (one, a) in enumerate(placed)
        for other, b in placed[at + 1 :]
        if a.y < b.y + b.height and b.y < a.y + a.height and a.x < b.x + b.width and b.x < a.x + a.width
    ]


@given(drawn_map=maps())
def test_no_box_lies_on_another_and_causes_stand_left_of_effects(
    drawn_map: tuple[list[str], list[tuple[str, str]]],
) -> None:
    boxes, arrows = drawn_map

    def high(box: str, width: float) -> float:
        return 34.0 + 16 * (int(box[1:]) % 4)  # for one to four lines of words

    for placing in (layered(boxes, arrows, 0, high), narrow(boxes, arrows, 392, high)):
        assert sorted(placing.places) == sorted(boxes)
        assert overlaps(placing) == []
        assert all(place.x >= 0 and place.x + place.width <= placing.width for place in placing.places.values())
        assert all(place.y >= 0 and place.y + place.height <= placing.height for place in placing.places.values())
        assert all(place.height == high(box, place.width) for box, place in placing.places.items())
    places = layered(boxes, arrows).places
    assert all(places[cause].x < places[effect].x for cause, effect in arrows)


def test_an_arrow_over_several_columns_goes_round_what_stands_between() -> None:
    arrows = [("a", "b"), ("b", "c"), ("a", "c")]
    placing = layered(["a", "b", "c"], arrows)
    (bend,) = placing.bends[("a", "c")]
    assert abs(bend[1] - placing.places["b"].middle[1]) >= placing.places["b"].height / 2


def test_forty_boxes_are_not_higher_than_they_must_be() -> None:
    boxes = [f"b{at}" for at in range(40)]
    placing = layered(boxes, list(pairwise(boxes[:5])), room=1600)
    assert depths(boxes[:5], list(pairwise(boxes[:5])))["b4"] == 4
    assert placing.width <= 1600
    assert placing.height < 650


# drawn ---------------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def opened(home: Path) -> AsyncGenerator[Window]:
    """Two investigations that are open, with two factors each, in the room."""
    factors = [ProposeFactor(each) for each in ("No drill", "Mail rejected", "No owner", "Same prompt")]
    async with opened_with(home, factors[:2], factors[2:]) as window:
        yield window


@asynccontextmanager
async def opened_with(home: Path, first: Sequence[Fields], second: Sequence[Fields]) -> AsyncGenerator[Window]:
    """Two investigations in which this was said, open and compared in the room."""
    async with a_window(home) as window:
        window.shell.resize(1920, 1080)
        assert window.bridge.desk is not None
        maya = await asyncio.wrap_future(window.bridge.desk.add_person("Maya Okafor"))
        tomas = window.bridge.organisation.people.find("Tomas Lind")
        await window.do(Investigate(text="Why? | Maya Okafor | Tomas Lind"))
        await said(window, maya, *first, Submit("A", 80, "sure"))
        await said(window, tomas, *second, Submit("B", 80, "sure"))
        window.navigation.show_investigations()
        await until(lambda: isinstance(window.room.page_shown, ComparePage))
        yield window


async def said(window: Window, who: PersonId, *commands: object) -> None:
    await window.bridge.do(list(commands), window.observed.incident, by=who)  # pyright: ignore[reportArgumentType]


def compared(window: Window) -> ComparePage:
    page = window.room.page_shown
    assert isinstance(page, ComparePage)
    return page


def arrows(window: Window) -> list[tuple[str, str]]:
    board = window.observed.board
    shown = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    words = {box.id: board.timeline.line(box.id).text for box in shown.boxes}
    return [(words[cause], words[effect]) for cause, effect in shown.arrows]


async def add(sheet: CauseMapSheet, words: str, by: Qt.Key = Qt.Key.Key_Return) -> None:
    """An effect of the box with the keyboard, typed."""
    count = len(sheet.view.shown.boxes)
    key(by)
    type_words(words)
    key(Qt.Key.Key_Return)
    await until(lambda: len(sheet.view.shown.boxes) == count + 1)
    assert focused() is sheet.view


def go_to(sheet: CauseMapSheet, words: str) -> None:
    sheet.view.go_to(next(box.key for box in sheet.view.shown.boxes if box.words == words))


@pytest.mark.by_keys("cause.link", "cause.unlink", "effect.add", "entry.retract")
async def test_it_is_drawn_by_keys_alone_and_undone(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        sheet = compared(window).sheet
        sheet.view.setFocus()
        go_to(sheet, "No drill")
        await add(sheet, "No copy to restore")
        await until(lambda: arrows(window) == [("No drill", "No copy to restore")])
        await until(lambda: "effect, found by A, comes of 1, leads to 0" in sheet.view.accessibleName())
        await add(sheet, "A long outage", Qt.Key.Key_H)
        assert sheet.view.shown.boxes[-1].is_harm
        # L where it begins, walk, L where it ends
        go_to(sheet, "Mail rejected")
        key(Qt.Key.Key_L)
        assert sheet.told.text().startswith("From “Mail rejected”")
        key(Qt.Key.Key_Right)
        target = next(box.words for box in sheet.view.shown.boxes if box.key == sheet.view.here)
        key(Qt.Key.Key_L)
        await until(lambda: ("Mail rejected", target) in arrows(window))
        key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: ("Mail rejected", target) not in arrows(window))
        key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(arrows(window)) == 1)  # the harm is taken back
        go_to(sheet, "No drill")
        key(Qt.Key.Key_Delete)
        await until(lambda: arrows(window) == [])


async def test_a_circle_is_refused_with_the_reason_and_escape_ends_a_link(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        sheet = compared(window).sheet
        sheet.view.setFocus()
        go_to(sheet, "No drill")
        await add(sheet, "No copy")
        go_to(sheet, "No copy")
        key(Qt.Key.Key_L)
        go_to(sheet, "No drill")
        key(Qt.Key.Key_L)
        await until(lambda: "circle" in sheet.told.text())
        key(Qt.Key.Key_L)
        key(Qt.Key.Key_Escape)
        assert sheet.view.start == ""
        assert window.is_there  # the room was not left
        key(Qt.Key.Key_Escape)
        assert not window.is_there


async def test_what_would_close_a_circle_is_told_as_long_as_it_would(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        tomas = window.bridge.organisation.people.find("Tomas Lind")
        await window.do(AddEffect("No copy"), AddEffect("An outage"))
        one, other = window.observed.board.cause_map.effects
        incident = window.observed.incident
        linked = await window.bridge.do(LinkCause(one, other), incident)
    heard(home, linked[-1], CauseLinked(other, one), tomas)
    async with a_window(home, incident) as window:
        window.navigation.show_investigations()
        await until(lambda: isinstance(window.room.page_shown, ComparePage))
        told = compared(window).sheet.told
        await until(lambda: "circle" in told.text())
        first = window.observed.board.cause_map.arrows()[0]
        await window.do(UnlinkCause(*first))
        await until(told.isHidden)


async def test_it_is_drawn_by_mouse(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        sheet = compared(window).sheet
        view = sheet.view

        def at(words: str) -> QPoint:
            box = next(box.key for box in view.shown.boxes if box.words == words)
            x, y = view.placing.places[box].middle
            return QPoint(round(x), round(y))

        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at("Same prompt"))
        type_words("Delete ran on db1")
        key(Qt.Key.Key_Return)
        await until(lambda: arrows(window) == [("Same prompt", "Delete ran on db1")])
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at("Mail rejected"))
        QTest.mouseMove(view, at("Mail rejected") + QPoint(30, 0))
        QTest.mouseMove(view, at("Delete ran on db1"))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at("Delete ran on db1"))
        await until(lambda: len(arrows(window)) == 2)
        go_to(sheet, "Delete ran on db1")
        menu = sheet.acts.menu(view)
        assert menu is not None
        words = [action.text() for action in menu.actions()]
        assert words[:3] == ["Add an effect", "Add a harm", "Link from here"]
        assert words[-2:] == ["Take this effect back", "Correct its words"]
        next(action for action in menu.actions() if action.text() == "Unlink from Mail rejected").trigger()
        menu.deleteLater()
        await until(lambda: arrows(window) == [("Same prompt", "Delete ran on db1")])


async def test_the_whole_map_opens_over_the_window_and_follows_the_record(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        QTest.mouseClick(page.enlarge, Qt.MouseButton.LeftButton)
        dialog = window.shell.findChild(CauseMapDialog)
        assert dialog is not None
        assert focused() is dialog.sheet.view
        await window.do(AddEffect("Replica stopped", "A:F1"))
        await until(lambda: len(dialog.sheet.view.shown.boxes) == 5)
        key(Qt.Key.Key_Escape)
        assert not dialog.isVisible()


@pytest.mark.parametrize("count", [2, 12])
async def test_where_there_is_much_the_narrow_map_leaves_out_what_hangs_together_with_nothing(
    app: "QApplication", home: Path, count: int
) -> None:
    async with opened(home) as window:
        tomas = window.bridge.organisation.people.find("Tomas Lind")
        more = [ProposeFactor(f"Factor {at}", investigation="B") for at in range(count)]
        await said(window, tomas, *more)
        sheet = compared(window).sheet
        whole = 4 + count
        await until(lambda: len(sheet.view.shown.boxes) == min(10, whole))
        assert sheet.count.text() == ("" if whole <= 10 else f"10 of {whole} shown")


async def test_a_box_grows_until_its_words_are_whole_also_in_a_small_window(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        view = compared(window).sheet.view
        tomas = window.bridge.organisation.people.find("Tomas Lind")
        long = "Nobody saw that the dumps fail: the mails about it were refused"
        await said(window, tomas, ProposeFactor(long, investigation="B"))
        await until(lambda: long in [box.words for box in view.shown.boxes])
        box = next(each for each in view.shown.boxes if each.words == long)
        wide = view.placing.places[box.key]
        assert wide.height > LOW_PX
        window.shell.resize(1280, 800)
        await until(lambda: view.placing.places[box.key].width < wide.width)
        assert view.placing.places[box.key].height >= wide.height
