"""The board while nothing is open: whatever can be begun there can be begun with an empty record and a full one."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSpacerItem, QWidgetItem

from incident_desk.desktop.models.headlines import DETECT, TITLE
from incident_desk.desktop.rooms.calm import CalmRoom
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.incident import Declare, SetState, State
from tests.desktop.conftest import a_bridge, a_shell, until


@pytest.mark.parametrize("is_empty", [True, False], ids=["an empty record", "a record"])
async def test_what_can_be_begun_can_be_begun_whatever_is_on_the_record(
    app: QApplication, home: Path, is_empty: bool
) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        if not is_empty:
            incident = (await bridge.do(Declare("Pushes fail")))[-1].incident
            await bridge.do(SetState(State.RESOLVED), incident)
            await until(lambda: bridge.headlines and not bridge.headlines[0].headline.is_open)
        calm = CalmRoom(bridge, WindowState(home))
        shell.show_page(shell.add_page(calm))
        asked: list[str] = []
        calm.declare_asked.connect(lambda: asked.append("declare"))
        calm.demo_asked.connect(lambda: asked.append("demo"))
        calm.import_asked.connect(lambda: asked.append("import"))
        for button in calm.findChildren(QPushButton):
            if button.isVisible() and button.objectName() not in ("all_incidents", "people_more"):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert set(asked) == {"declare", "demo", "import"}


def items_named() -> int:
    """How many items of layouts Python has a name for."""
    return sum(isinstance(each, QWidgetItem | QSpacerItem) for each in shiboken6.getAllValidWrappers())


async def test_lists_shown_anew_leave_no_name_of_a_dead_item_behind(app: QApplication, home: Path) -> None:
    """Qt would soon have another object at its address, which Python takes for the item: the process dies of that."""
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        calm = CalmRoom(bridge, WindowState(home))
        shell.show_page(shell.add_page(calm))
        counts: list[int] = []
        for _ in range(3):
            bridge.organisation_changed.emit()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            counts.append(items_named())
        assert counts[1:] == counts[:2]
        assert counts[0] > 0


@pytest.mark.parametrize("count", [1, 3])
async def test_incidents_that_all_fit_have_no_scroll_bar_and_many_have_one(
    app: QApplication, home: Path, count: int
) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        for at in range(count):
            await bridge.do(Declare(f"Pushes fail {at}"))
        await until(lambda: len(bridge.headlines) == count)
        calm = CalmRoom(bridge, WindowState(home))
        shell.show_page(shell.add_page(calm))
        table = calm.form.last_incidents
        await until(lambda: table.viewport().height() > 0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        assert not table.verticalScrollBar().isVisible()
        table.setFixedHeight(50)
        await until(table.verticalScrollBar().isVisible)


async def test_in_a_small_window_the_titles_keep_room_and_come_back_to_all_columns(
    app: QApplication, home: Path
) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        await bridge.do(Declare("Pushes fail"))
        await until(lambda: bridge.headlines)
        calm = CalmRoom(bridge, WindowState(home))
        shell.show_page(shell.add_page(calm))
        table = calm.form.last_incidents
        for width_px, is_hidden in ((1280, True), (1920, False)):
            shell.resize(width_px, 800)
            await until(lambda is_hidden=is_hidden: table.isColumnHidden(DETECT) is is_hidden)
            await until(lambda: table.columnWidth(TITLE) >= 300)
