"""Settings, watched series: a source is set up, tested and removed, by keys and by mouse, and says what is wrong."""

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from incident_desk.desktop.rooms.settings import SettingsRoom
from incident_desk.desktop.settings.source_row import SourceRow
from incident_desk.desktop.settings.sources import SourcesPage
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.plan import Use
from incident_desk.watch.sources import Source, SourceKind, Sources
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.domain.making import PLAN

PLANNED = """
watch:
  - key: orders
    title: Orders
    source: shop
    query: orders
    unit: per min
"""


async def the_row(room: Room) -> tuple[SourcesPage, SourceRow]:
    assert room.bridge.desk is not None
    await room.bridge.do(Use(PLAN + PLANNED))
    await until(lambda: bool(room.bridge.organisation.plans.current.watch))
    settings = SettingsRoom(room.bridge, WindowState(room.bridge.desk.home.path))
    settings.show_section("sources")
    show(room, settings)
    await until(lambda: "shop" in settings.sources.rows)
    return settings.sources, settings.sources.rows["shop"]


def kept(room: Room) -> Source | None:
    assert room.bridge.desk is not None
    return Sources(room.bridge.desk).of("shop")


async def test_a_source_is_set_up_and_tested_by_the_keyboard(app: QApplication, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    async with a_room(home) as room:
        _, row = await the_row(room)
        assert "Not set up at this desk; asked for 1 series: Orders" in row.state.text()
        row.put.setFocus()
        key(Qt.Key.Key_Space)
        await until(row.address.hasFocus)
        row.kind.chips[row.kind.keys.index("csv")].setFocus()
        key(Qt.Key.Key_Space)
        row.address.setFocus()
        type_words(file.as_uri())
        assert row.address.echoMode() is QLineEdit.EchoMode.Password
        key(Qt.Key.Key_Return)
        await until(lambda: kept(room) == Source(SourceKind.CSV, file.as_uri()))
        await until(lambda: row.test.isVisible() and not row.form.isVisible())
        assert row.address.text() == ""
        row.test.setFocus()
        key(Qt.Key.Key_Space)
        await until(lambda: "cannot be read: No such file" in row.told.text())
        now = int(time.time())
        file.write_text(f"time,orders,errors\n{now - 70},11,2\n{now - 10},12,3\n")
        key(Qt.Key.Key_Space)
        await until(lambda: row.told.text() == "Orders: 11, 12 per min", 15)


async def test_a_word_that_is_no_address_is_refused_and_what_was_typed_stays(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        _, row = await the_row(room)
        press(row.put)
        QTest.keyClicks(row.address, "prometheus:9090")
        press(row.keep)
        await until(lambda: "like http://prometheus.example:9090" in row.told.text())
        assert (row.address.text(), kept(room)) == ("prometheus:9090", None)
        press(row.seen)
        assert row.address.echoMode() is QLineEdit.EchoMode.Normal
        key(Qt.Key.Key_Escape)
        await until(lambda: not row.form.isVisible())


async def test_it_is_changed_and_removed_by_the_mouse(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        page, row = await the_row(room)
        press(row.put)
        QTest.keyClicks(row.address, "http://127.0.0.1:9")
        QTest.keyClicks(row.token, "very secret")
        press(row.keep)
        await until(lambda: kept(room) == Source(SourceKind.PROMETHEUS, "http://127.0.0.1:9", "very secret"))
        await until(row.test.isVisible)
        press(row.test)
        await until(lambda: row.told.text() == "Nothing listens at 127.0.0.1:9.")
        press(row.remove)
        await until(lambda: kept(room) is None)
        await until(lambda: not page.rows["shop"].test.isVisible())
        for path in home.rglob("*"):
            assert not path.is_file() or b"very secret" not in path.read_bytes()
