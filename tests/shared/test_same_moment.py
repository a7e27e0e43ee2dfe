"""Two people at two desks declare, give the same role away and hand it over, each at the same moment as the other: both
windows show both, and nothing is lost. By mouse and keyboard, on a real PostgreSQL, and again where they were apart."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.conflict import ConflictDialog
from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.panels.role import RolePanel
from incident_desk.domain.board import Board
from incident_desk.domain.handover_list import HandoverState, state_of
from incident_desk.domain.ids import IncidentId
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_settings import Window
from tests.shared.cluster import Cluster
from tests.shared.test_levels_in_window import connected, homes
from tests.shared.test_window import RETRY_S
from tests.shared.windows import dead

__all__ = ["homes"]
ROLE = "operations_manager"
Two = tuple[Window, Window]
D = TypeVar("D", bound=Dialog)


@pytest.fixture(params=["in touch", pytest.param("apart", marks=pytest.mark.long)])
def is_apart(request: pytest.FixtureRequest) -> bool:
    """Whether the server is dead while they do it: then neither can know of the other."""
    return request.param == "apart"


@asynccontextmanager
async def at_once(windows: Two, cluster: Cluster, *, is_apart: bool) -> AsyncGenerator[None]:
    """What is done here is done by both before either can have heard of the other."""
    async with AsyncExitStack() as stack:
        if is_apart:
            await stack.enter_async_context(dead(cluster))
            await until(lambda: not any(window.bridge.sharing.is_connected for window in windows))
        yield
        if is_apart:
            await until(lambda: all(written(window) for window in windows))
    await until(lambda: all(window.bridge.sharing.is_connected for window in windows), RETRY_S)


def written(window: Window) -> bool:
    """Whether everything that was done in this window is on its disk."""
    return not window.shell.findChildren(Dialog) or not any(d.isVisible() for d in window.shell.findChildren(Dialog))


def board(window: Window) -> Board:
    assert window.navigation.shown is not None
    return window.navigation.shown.board


def panel(window: Window) -> RolePanel:
    assert window.navigation.board is not None
    return window.navigation.board.room.roles.list.item(ROLE).panel


def dialog(window: Window, kind: type[D]) -> D:
    [found] = [each for each in window.shell.findChildren(kind) if each.isVisible()]
    return found


def enter(window: Window, line: str) -> None:
    """Typed at the foot of the board."""
    assert window.navigation.board is not None
    edit = window.navigation.board.room.timeline.line.edit
    QTest.keyClicks(edit, line)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def open_incidents(window: Window) -> dict[str, IncidentId]:
    return {each.headline.title.value or "": each.incident for each in window.bridge.headlines}


def numbers(window: Window) -> set[str]:
    return {each.headline.alias or each.headline.number for each in window.bridge.headlines}


def holders(window: Window) -> set[str]:
    """Whom the desks said last that has it: more than one where they said it at once."""
    settings = board(window).roles.held[ROLE].holder.settings
    return {setting.value.name for setting in settings if setting.value}


async def test_both_declare_at_the_same_moment(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster, is_apart: bool
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        async with at_once((ada, bea), cluster, is_apart=is_apart):
            for window, title in ((ada, "Checkout fails"), (bea, "Nobody can pay")):
                assert window.navigation.board is not None
                press(window.navigation.board.header.form.declare)
                QTest.keyClicks(dialog(window, DeclareDialog).first(), title)
            for window in (ada, bea):
                press(dialog(window, DeclareDialog).go)
        for window in (ada, bea):
            await until(lambda window=window: {"Checkout fails", "Nobody can pay"} <= open_incidents(window).keys())
        assert open_incidents(ada) == open_incidents(bea)
        await until(lambda: len(numbers(ada)) == 3 and numbers(ada) == numbers(bea))  # one of before, too
        for window, title in ((ada, "Checkout fails"), (bea, "Nobody can pay")):  # each shows what they declared
            await until(lambda window=window, title=title: board(window).headline.title.value == title)


async def test_both_give_the_same_role_away_at_the_same_moment_and_one_press_settles_it_for_both(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster, is_apart: bool
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        async with at_once((ada, bea), cluster, is_apart=is_apart):
            enter(ada, f"/assign {ROLE} Kim Sato")
            enter(bea, f"/assign {ROLE} Lewis Grant")
            await until(lambda: bool(holders(ada)) and bool(holders(bea)))
        both = {"Kim Sato", "Lewis Grant"}
        await until(lambda: holders(ada) == holders(bea) == both, RETRY_S)
        for window, other in ((ada, "Bea"), (bea, "Ada")):
            await until(panel(window).form.conflict.isVisible)
            assert "also changed by" in panel(window).form.conflict.text()
            said = [line.english for line in board(window).timeline.lines]
            assert all(any(name in line for line in said) for name in both), other
        press(panel(bea).form.conflict)
        choice = dialog(bea, ConflictDialog)
        press(next(row for row in choice.choices if row.shown.line == "Kim Sato"))
        await until(lambda: holders(ada) == holders(bea) == {"Kim Sato"})
        await until(lambda: panel(ada).form.conflict.isHidden() and panel(bea).form.conflict.isHidden())


async def test_both_hand_the_same_role_over_at_the_same_moment_and_both_stand_in_both_windows(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster, is_apart: bool
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        enter(ada, f"/assign {ROLE} Kim Sato")
        enter(ada, f"/ack {ROLE}")
        await until(lambda: panel(bea).form.hand_over.isVisible() and panel(ada).form.hand_over.isVisible())
        async with at_once((ada, bea), cluster, is_apart=is_apart):
            for window, taker, worry in (
                (ada, "Lewis Grant", "The disk is full"),
                (bea, "Mia Wong", "The vendor sleeps"),
            ):
                press(panel(window).form.hand_over)
                form = dialog(window, HandoverDialog)
                QTest.keyClicks(form.first(), worry)
                form.form.taker.setFocus()
                form.form.taker.setCurrentText(taker)
            for window in (ada, bea):
                press(dialog(window, HandoverDialog).go)
        for window in (ada, bea):
            offered = lambda window=window: {each.taker.name for each in board(window).handovers.all}  # noqa: E731
            await until(lambda offered=offered: offered() == {"Lewis Grant", "Mia Wong"}, RETRY_S)
            waiting = [state_of(each, board(window).roles) for each in board(window).handovers.all]
            assert waiting == [HandoverState.WAITING] * 2
            assert holders(window) == {"Kim Sato"}  # nobody has said yet that they take it
        for worry in ("The disk is full", "The vendor sleeps"):
            assert all(any(worry in line.text for line in board(window).timeline.lines) for window in (ada, bea))
