"""The room of the customers: reports come in, are judged, answered and handed on, by keys, by mouse, and in bulk."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.dialogs.search import SearchDialog
from incident_desk.desktop.models.reports import TICK
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.panels.report_bulk import WarningBar
from incident_desk.desktop.parts.timeline_row import ROW
from incident_desk.desktop.rooms.customers import CustomersRoom
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import DeclareDraft, WindowState
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.ids import CUSTOMER_REPORTS, WATCHED
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_list import Reports, ruling_of
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.reports import JudgeReports, TakeReport, TakeReports
from incident_desk.domain.warning_entries import REPORTS, Shift
from incident_desk.domain.warning_list import EarlyWarning
from incident_desk.domain.warnings import RaiseWarning
from tests.desktop.boards import Room, a_room, key, needs, press, show, the_board, type_words
from tests.desktop.conftest import until
from tests.desktop.test_duty_log import a_calm_board

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SAID = (
    ("Push hangs, then 502. Only our group or everybody?", "Git push", "Europe", CameBy.FORM),
    ("Site shows an error page", "Website", "Americas", CameBy.EMAIL),
    ("I forgot my password", "Website", "Europe", CameBy.FORM),
    ("<script>alert(1)</script> help", "", "", CameBy.FORM),
    ("clone stops at 0 %, error 502", "Git pull", "Europe", CameBy.API),
)


def warnings(room: Room) -> list[EarlyWarning]:
    """As they lie on the disk."""
    assert room.bridge.desk is not None
    return room.bridge.desk.reading.fold(WATCHED).board.warnings.all


def customer_reports(room: Room) -> Reports:
    """As they lie on the disk."""
    assert room.bridge.desk is not None
    return room.bridge.desk.reading.fold(CUSTOMER_REPORTS).board.reports


async def come_in(room: Room, said: tuple[tuple[str, str, str, CameBy], ...] = SAID) -> None:
    """Customers report this, the last of them last."""
    for text, service, region, way in said:
        room.clock.us += 5_000_000
        reach = "kim@example.org" if way is CameBy.FORM else ""
        await room.bridge.do(
            TakeReport(text, service, region, reach=reach, came_by=way, source="support" * (way == "api"))
        )


@asynccontextmanager
async def a_customers_room(
    home: Path, size: tuple[int, int] = (1831, 1000)
) -> AsyncGenerator[tuple[Room, CustomersRoom]]:
    """An incident runs that hits the website and git."""
    async with a_room(home, size) as room:
        await room.do(
            SetImpact("everybody", room.clock.us - 4 * MINUTE_US, services=("Website", "Git push", "Git pull")),
            StateFact(FactField.WHAT, "Pushes fail with error 502 for all users"),
        )
        customers = CustomersRoom(room.bridge)
        show(room, customers)
        customers.observe(room.incident)
        room.bridge.customers.begin()
        yield room, customers


def texts(customers: CustomersRoom) -> list[str]:
    return [row.text for row in customers.model.rows]


async def test_reports_come_up_the_newest_first_with_what_each_may_come_to(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        assert customers.stack.currentWidget() is customers.nothing
        await come_in(room)
        await until(lambda: len(customers.model.rows) == 5)
        assert [row.verdict for row in customers.model.rows] == [
            Verdict.SAME_ISSUE,
            Verdict.UNKNOWN,
            Verdict.ISOLATED,
            Verdict.SAME_ISSUE,
            Verdict.SAME_ISSUE,
        ]
        assert customers.heaps.rows[Queue.TO_JUDGE].shown.count == 5
        assert dict(customers.where.regions.rows) == {"Europe": 3, "Americas": 1, "Not said": 1}
        assert customers.bulk.words.text() == "3 of 5 look like the same issue"


async def test_one_key_judges_and_the_next_report_is_there(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        await come_in(room)
        await until(lambda: len(customers.model.rows) == 5)
        customers.take_keyboard()
        customers.table.selectRow(0)
        await until(lambda: customers.sheet.report is not None and customers.sheet.report.label == "5")
        key(Qt.Key.Key_S)
        await until(lambda: len(customers.model.rows) == 4)
        await until(lambda: customers.sheet.report is not None and customers.sheet.report.label == "4")
        key(Qt.Key.Key_U)
        await until(lambda: len(customers.model.rows) == 3)
        await until(lambda: customers.sheet.report is not None and customers.sheet.report.label == "3")
        key(Qt.Key.Key_H)
        await until(lambda: len(customers.model.rows) == 2)
        found = customer_reports(room)
        number = room.board.headline.number
        assert [(each.verdict, ruling_of(each).label) for each in found.all[2:]] == [
            (Verdict.ISOLATED, ""),
            (Verdict.UNKNOWN, ""),
            (Verdict.SAME_ISSUE, number),
        ]
        assert found.find("3").handed_on is not None
        assert found.suggested == 2 + 1


async def test_those_that_look_alike_are_confirmed_and_answered_in_bulk_by_the_mouse(
    app: "QApplication", home: Path
) -> None:
    async with a_customers_room(home) as (room, customers):
        await come_in(room)
        await until(lambda: len(customers.model.rows) == 5)
        await until(lambda: customers.sheet.report is not None)
        press(customers.bulk.pick)
        assert customers.bulk.go.text() == "Confirm 3"
        box = customers.table.visualRect(customers.model.index(0, TICK))
        QTest.mouseClick(customers.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert customers.bulk.go.text() == "Confirm 2"
        customers.sheet.answer.setFocus()
        type_words("It is us. We are at work on it.")
        press(customers.bulk.go)
        await until(lambda: len(customers.model.rows) == 3)
        judged = [each for each in customer_reports(room).all if each.verdict is Verdict.SAME_ISSUE]
        assert [[given.text for given in each.answers] for each in judged] == [["It is us. We are at work on it."]] * 2


async def test_a_caller_is_judged_while_they_speak_and_kept_with_enter(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        customers.take_keyboard()
        type_words("caller says the website shows error 502")
        await until(lambda: customers.line.verdict.text().startswith("Same issue"))
        key(Qt.Key.Key_Return)
        await until(lambda: texts(customers) == ["caller says the website shows error 502"])
        assert customers.line.words.text() == ""
        assert customer_reports(room).find("1").came_by is CameBy.PHONE
        key(Qt.Key.Key_Return)
        await until(customers.line.fault.isVisible)


async def test_a_rise_is_warned_of_and_one_key_declares_it_filled_in(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        asked: list[object] = []
        room.bridge.warning_asked.connect(asked.append)
        said = tuple((f"search finds nothing {n}", "Search", "Europe", CameBy.FORM) for n in range(8))
        await come_in(room, said)
        await until(customers.warning.isVisible)
        assert "reports since" in customers.warning.words.text()
        assert "Search" in customers.warning.words.text()
        key(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
        await until(lambda: bool(asked))
        assert len(warnings(room)) == 1


async def test_a_rise_needs_somebody_at_the_board_and_enter_declares(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        asked: list[object] = []
        room.bridge.warning_asked.connect(asked.append)
        room.bridge.customers.begin()
        await come_in(room, tuple((f"search finds nothing {n}", "Search", "Europe", CameBy.FORM) for n in range(8)))
        await until(lambda: any("reports since" in words for words in needs(board)))
        row = next(row for row in board.needs.mine.rows if "reports since" in row.need.words)
        row.setFocus()
        key(Qt.Key.Key_Return)
        await until(lambda: bool(asked))
        assert isinstance(asked[0], DeclareDraft)
        assert (asked[0].title, asked[0].services) == ("Search: customers report a fault", ("Search",))


async def test_where_nothing_is_open_a_rise_stands_above_the_calm(app: "QApplication", home: Path) -> None:
    async with a_calm_board(home) as calm:
        calm.room.bridge.customers.begin()
        await come_in(calm.room, tuple((f"search fails {n}", "Search", "", CameBy.FORM) for n in range(8)))
        [bar] = calm.room.shell.findChildren(WarningBar)
        await until(bar.isVisible)


async def test_a_rise_that_an_incident_explains_is_no_warning(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        await come_in(room, tuple((f"error 502, {n}", "Website", "Europe", CameBy.FORM) for n in range(8)))
        await until(lambda: len(customers.model.rows) == 8)
        assert warnings(room) == []
        assert not customers.warning.isVisible()


async def test_who_knew_first_stands_beside(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        await room.bridge.do(RaiseWarning((Shift(REPORTS, "", 5, 0.1, room.clock.us, is_count=True),), "Website"))
        await come_in(room)
        await until(lambda: len(customers.model.rows) == 5)
        customers.take_keyboard()
        key(Qt.Key.Key_C)
        await until(lambda: len(customers.model.rows) == 2)
        await until(lambda: customers.knew.who.text().startswith("We did"))


async def test_thousands_at_once_leave_the_window_at_work(app: "QApplication", home: Path) -> None:
    async with a_customers_room(home) as (room, customers):
        flood = [TakeReport(f"error 502 at {n}", "Website", ("Europe", "Asia")[n % 2]) for n in range(3_000)]
        for at in range(0, len(flood), 500):
            await room.bridge.do(TakeReports(tuple(flood[at : at + 500])))
        await until(lambda: len(customers.model.rows) == 3_000)
        customers.take_keyboard()
        key(Qt.Key.Key_C)
        await until(lambda: not customers.model.rows)
        assert {each.verdict for each in customer_reports(room).all} == {Verdict.SAME_ISSUE}


async def test_a_search_finds_a_report_and_opens_the_room_at_it(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await come_in(room)
        label = room.board.headline.number
        await room.bridge.do(JudgeReports(("2",), Verdict.SAME_ISSUE, label))
        state = WindowState(home)
        navigation = Navigation(room.shell, room.bridge, state)
        room.bridge.customers.begin()
        ways = Ways(room.shell, room.bridge, state, navigation)
        ways.search()
        dialog = room.shell.findChild(SearchDialog)
        assert dialog is not None
        type_words("error page")
        await until(lambda: dialog.list.model().rowCount() == 1)
        assert dialog.list.model().index(0, 0).data(ROW).who == "Report 2 · Priya Nair"
        key(Qt.Key.Key_Return)
        await until(lambda: navigation.customers is not None)
        assert navigation.customers is not None
        customers = navigation.customers.room
        await until(lambda: customers.sheet.report is not None and customers.sheet.report.label == "2")
        assert customers.heaps.rows[Queue.SAME_ISSUE].isChecked()
        assert customers.table.hasFocus()
        await navigation.keep_work()
