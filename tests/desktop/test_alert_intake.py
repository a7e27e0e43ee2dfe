"""Monitors are let in from the room of the alerts, and tell the window itself, where its settings say so."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from incident_desk.desktop.dialogs.alert_source import AlertSourceDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.intake_now import IntakeNow
from incident_desk.desktop.rooms.settings import SettingsRoom
from incident_desk.desktop.settings.alert_intake import AlertIntakePage
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.intake.alerts.beside import AlertIntake
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.test_alerts_room import alerts, an_alerts_room
from tests.intake.prometheus import free_port

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

HERE = "127.0.0.1:0"


@asynccontextmanager
async def the_page(home: Path) -> AsyncGenerator[tuple[Room, AlertIntakePage]]:
    """The page of the settings; what it opened is closed as a window is."""
    async with a_room(home) as room:
        assert room.bridge.desk is not None
        settings = SettingsRoom(room.bridge, WindowState(room.bridge.desk.home.path))
        settings.show_section("alerts")
        show(room, settings)
        await room.bridge.intake.begin()
        try:
            yield room, settings.alerts
        finally:
            await room.bridge.intake.stop()


async def send(address: str, token: str, *names: str) -> int:
    """What Prometheus does. Returns: the status."""
    headers = {"Authorization": f"Bearer {token}"}
    body = [{"labels": {"alertname": name, "severity": "critical"}} for name in names]
    async with (
        aiohttp.ClientSession() as program,
        program.post(f"{address}/api/v2/alerts", json=body, headers=headers) as answer,
    ):
        return answer.status


def stands(page: AlertIntakePage) -> str:
    return page.state.accessibleName()


async def test_by_keys_a_window_takes_alerts_and_a_monitor_is_let_in(app: "QApplication", home: Path) -> None:
    async with the_page(home) as (room, page):
        assert stands(page) == "Alerts: Not taken at this desk"
        page.listen.setFocus()
        type_words(HERE)
        key(Qt.Key.Key_Return)
        await until(lambda: room.bridge.intake.address != "")
        await until(lambda: stands(page) == f"Alerts: Taken at {room.bridge.intake.address}")
        room.bridge.alerts.begin()
        AlertSourceDialog(room.bridge, page.window()).open()
        [dialog] = page.window().findChildren(AlertSourceDialog)
        await until(dialog.name.hasFocus)
        type_words("Prometheus  eu-1")
        dialog.every.setFocus()
        type_words("soon")
        key(Qt.Key.Key_Return)
        await until(dialog.fault.isVisible)
        dialog.every.clear()
        type_words("5m")
        key(Qt.Key.Key_Return)
        await until(dialog.copy.hasFocus)
        key(Qt.Key.Key_Return)
        copied = QGuiApplication.clipboard().text()
        assert room.bridge.intake.address.removeprefix("http://") in copied
        token = copied.split('credentials: "')[1].split('"')[0]
        assert "Nothing yet" in dialog.heard.accessibleName()
        assert await send(room.bridge.intake.address, "guessed", "A") == 401
        while await send(room.bridge.intake.address, token, "A", "B") == 401:
            await asyncio.sleep(0.05)  # whoever follows the record lets it in
        assert {each.title for each in alerts(room).open} == {"A", "B"}
        await until(lambda: "ago" in dialog.heard.accessibleName())
        [source] = alerts(room).sources.values()
        assert (source.name, source.every_s) == ("Prometheus eu-1", 300)
        assert token not in source.digest


async def test_what_is_wrong_is_told_and_what_was_typed_stays(app: "QApplication", home: Path, tmp_path: Path) -> None:
    async with the_page(home) as (room, page):
        for field, text, told in (
            (page.listen, "8737", "write HOST:PORT"),
            (page.certificate, str(tmp_path / "none.pem"), "no such file"),
            (page.folder, str(tmp_path / "none"), "no such folder"),
        ):
            QTest.keyClicks(field, text)
            press(page.keep)
            await until(lambda told=told: told in page.told.text())
            assert field.text() == text
            field.clear()
            if field is page.listen:
                QTest.keyClicks(page.listen, HERE)
        page.listen.clear()
        QTest.keyClicks(page.folder, str(tmp_path))
        press(page.keep)
        await until(lambda: stands(page) == f"Alerts: Taken at {tmp_path}")
        assert room.bridge.intake.intake == AlertIntake(folder=str(tmp_path))
        press(page.end)
        await until(lambda: stands(page) == "Alerts: Not taken at this desk")
        assert page.folder.text() == ""


async def test_it_is_taken_again_after_a_start_and_a_port_that_is_in_use_is_told(
    app: "QApplication", home: Path
) -> None:
    port = free_port()
    async with the_page(home) as (room, page):
        QTest.keyClicks(page.listen, f"127.0.0.1:{port}")
        press(page.keep)
        await until(lambda: room.bridge.intake.address == f"http://127.0.0.1:{port}")
        again = IntakeNow(room.bridge, room.bridge)
        await again.begin()
        await until(lambda: "cannot be listened at" in again.trouble)
        await again.stop()
    async with the_page(home) as (room, page):
        await until(lambda: room.bridge.intake.address == f"http://127.0.0.1:{port}")
        assert page.listen.text() == f"127.0.0.1:{port}"


async def test_by_mouse_a_monitor_is_let_in_and_out_and_what_it_told_is_over(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        press(shown.sources.add)
        [dialog] = shown.window().findChildren(AlertSourceDialog)
        dialog.kind.setCurrentIndex(dialog.kind.findData(SourceKind.JSON.value))
        assert "no alert_mappings yet" in dialog.fault.text()
        QTest.keyClicks(dialog.name, "Grafana")
        assert not dialog.go.isEnabled()
        dialog.kind.setCurrentIndex(dialog.kind.findData(SourceKind.GRAFANA.value))
        press(dialog.go)
        await until(lambda: dialog.told is not None and "Contact point: Webhook" in dialog.told.toPlainText())
        dialog.reject()
        await until(lambda: "Grafana" in [row.name.text() for row in shown.sources.rows])
        row = next(row for row in shown.sources.rows if row.name.text() == "Grafana")
        press(row.remove)
        await until(lambda: bool(shown.window().findChildren(NoticeDialog)))
        [sure] = shown.window().findChildren(NoticeDialog)
        press(sure.buttons[0])
        await until(lambda: alerts(room).sources["Grafana"].is_removed)
