"""A column that scrolls: its bar stands over the padding, so that nothing in it wraps otherwise when it comes."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop import theme
from incident_desk.desktop.parts.check_row import CheckRow, CheckShown
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.messages import BeginMessage
from tests.desktop.boards import a_room, show
from tests.desktop.conftest import until

HIGH_PX, ROWS = 50, 8
FACTS = (
    "Pushes to repositories fail with an error",
    "Everybody who pushes, some 5,000 an hour",
    "23:31",
    "Repositories and issues are safe",
    "Pulls and the web work as before",
    "The replica is taken out",
    "00:10",
)


@pytest.fixture
def column(app: QApplication) -> Generator[ColumnScroll]:
    theme.apply(app, "dark")
    made = ColumnScroll("column")
    for _ in range(ROWS):
        row = QWidget()
        row.setFixedHeight(HIGH_PX)
        made.add(row)
    made.resize(300, HIGH_PX * ROWS)
    made.show()
    yield made
    made.close()
    made.deleteLater()


async def test_with_and_without_the_bar_the_column_is_as_wide(column: ColumnScroll) -> None:
    await until(lambda: column.content.width() == 300 and not column.bar.isVisible())
    column.resize(300, HIGH_PX * ROWS - 1)
    await until(column.bar.isVisible)
    assert column.content.width() == column.viewport().width() == 300
    assert column.bar.geometry().right() == 299
    column.resize(300, HIGH_PX * ROWS)
    await until(lambda: not column.bar.isVisible())


async def test_the_bar_scrolls_and_follows_what_scrolls(column: ColumnScroll) -> None:
    column.resize(300, HIGH_PX * 2)
    await until(column.bar.isVisible)
    below = QPoint(column.bar.width() // 2, column.bar.height() - 2)
    QTest.mouseClick(column.bar, Qt.MouseButton.LeftButton, pos=below)
    assert column.content.y() == -2 * HIGH_PX  # a page of what is seen
    column.ensureVisible(0, ROWS * HIGH_PX)
    assert column.bar.value() == column.bar.maximum() == (ROWS - 2) * HIGH_PX


async def test_from_right_to_left_the_bar_stands_at_the_left(column: ColumnScroll) -> None:
    column.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    column.resize(300, HIGH_PX)
    await until(column.bar.isVisible)
    assert column.bar.geometry().left() == 0


async def test_seven_facts_that_wrap_leave_the_button_in_sight(app: QApplication, home: Path) -> None:
    """At just this size the words of the facts wrapped so that Qt's bar came and went down to the end of the stack."""
    async with a_room(home, (1920, 1080)) as room:
        board = BoardRoom(room.bridge)
        show(room, board)
        board.observe(room.incident)
        for field, text in zip(FactField, FACTS, strict=False):
            await room.do(StateFact(field, text))
        channels = tuple(each.key for each in room.incident.plan.channels)
        await room.do(BeginMessage("Pushes fail", channels=channels, texts=dict.fromkeys(channels, "Pushes fail.")))
        go = board.drafting.way.go
        await until(lambda: board.drafting.checks.isVisible() and go.isVisible())
        await until(lambda: go.visibleRegion().boundingRect().size() == go.size())
        assert sum(row.isVisible() for row in board.facts.rows) == len(FACTS)


async def test_in_a_narrow_row_the_name_gives_way_and_covers_nothing(app: QApplication) -> None:
    theme.apply(app, "dark")
    window = QWidget()
    window.resize(500, 100)
    window.show()
    row = CheckRow(parent=window)
    row.show_check(CheckShown("safe", "Says what is safe", "not confirmed", fix="Show"))
    row.resize(250, row.height())
    row.show()
    name, stand = row.findChildren(Elided)
    await until(lambda: name.geometry().right() < stand.geometry().left())
    assert stand.geometry().right() < row.fix.geometry().left()
    row.resize(400, row.height())
    await until(lambda: name.width() >= name.sizeHint().width())
    window.close()
    window.deleteLater()
