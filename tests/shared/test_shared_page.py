"""Settings, shared record, through its own controls: test, join, let in, shut out; nothing typed is ever lost."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from incident_desk.desk import Desk
from incident_desk.desk.sharing_state import Shared
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.settings.shared import SharedPage
from incident_desk.desktop.settings.shared_way import NAMES
from incident_desk.desktop.shell import Shell
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.people import Name
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_bridge, a_shell, until
from tests.shared.cluster import Cluster
from tests.shared.windows import dead


class Sheet(msgspec.Struct):
    """The page, in a window."""

    bridge: Bridge
    shell: Shell
    page: SharedPage

    def press(self, name: str) -> None:
        found = self.shell.findChild(QAbstractButton, name)
        assert found is not None, name
        assert found.isEnabled(), f"{name} is off"
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def paste(self, words: str) -> None:
        self.page.form.join_line.setFocus()
        QGuiApplication.clipboard().setText(words)
        self.page.form.join_line.paste()

    async def done(self) -> None:
        await until(lambda: not self.page.work.is_busy)

    @property
    def fault(self) -> str:
        fault = self.page.form.shared_fault
        return fault.text() if fault.isVisible() else ""

    def said(self, part: str) -> str:
        return self.page.way.rows[part].accessibleName()

    def told(self, rows: QWidget) -> list[str]:
        return [label.text() for label in rows.findChildren(QLabel) if label.text()]


@asynccontextmanager
async def a_sheet(home: Path, *, begin: bool = False) -> AsyncGenerator[Sheet]:
    async with a_shell(home) as shell, a_bridge(home) as bridge:
        if begin:
            bridge.sharing.begin()
            await until(lambda: bridge.sharing.is_connected)
        page = SharedPage(bridge)
        shell.show_page(shell.add_page(page))
        yield Sheet(bridge, shell, page)
        await until(lambda: not bridge.sharing.is_beginning)


@pytest.fixture
def homes(tmp_path: Path, database: str) -> tuple[Path, Path]:
    """Ada's home, which made the shared database; Bea's, which has shared nothing yet."""
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(database)
    return tmp_path / "ada", tmp_path / "bea"


def a_line(home: Path, name: str = "Bea") -> str:
    with Desk.open(home) as desk:
        return desk.shared.membership().grant(name, "responder")


async def test_a_join_line_is_tested_and_then_used(app: QApplication, homes: tuple[Path, Path]) -> None:
    line = a_line(homes[0])
    async with a_sheet(homes[1]) as sheet:
        sheet.paste(f"{line[:40]}\n{line[40:]}")  # as a mail breaks it
        sheet.press("test_connection")
        await sheet.done()
        assert sheet.page.form.steps_note.text() == f"all {len(NAMES)} open, tested just now"
        sheet.press("join")
        await sheet.done()
        assert sheet.fault == ""
        await until(lambda: sheet.bridge.sharing.is_connected)
        assert sheet.page.chip.text() == "connected"
        assert sheet.page.form.line_hint.text() == "Bea shares the record there as Responder; the join line is used up."
        password = line.partition("@")[0].rpartition(":")[2]
        assert password not in sheet.page.form.join_line.text()
        await until(lambda: "Bea, this desk" in sheet.told(sheet.page.form.desks))


async def test_a_line_that_leads_nowhere_stays_to_be_mended(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with a_sheet(homes[1]) as sheet:
        sheet.paste("postgresql://desk:key@127.0.0.1:1/postgres")
        sheet.press("join")
        await sheet.done()
        assert sheet.fault == "Nothing listens on 127.0.0.1:1: check the port, and that the server runs."
        assert sheet.page.form.join_line.text() == "postgresql://desk:key@127.0.0.1:1/postgres"
        sheet.press("test_connection")
        await sheet.done()
        assert "Nothing listens" in sheet.said("port")
        assert sheet.said("tls").endswith("not reached")
        sheet.press("advice_copy")
        told = QGuiApplication.clipboard().text()
        assert told.startswith("Ask whoever keeps the server whether it runs")
        assert "Nothing listens on 127.0.0.1:1" in told


async def test_what_is_no_address_is_said_in_words(app: QApplication, tmp_path: Path) -> None:
    async with a_sheet(tmp_path / "home") as sheet:
        sheet.paste("hello")
        sheet.press("test_connection")
        await sheet.done()
        assert "this is no address of a database" in sheet.fault


async def test_an_administrator_makes_one_from_the_window(app: QApplication, tmp_path: Path, database: str) -> None:
    async with a_sheet(tmp_path / "home") as sheet:
        sheet.paste(database)
        sheet.press("found")
        await sheet.done()
        assert sheet.fault == ""
        assert "Switch ssl on" in sheet.page.form.line_hint.text()
        await until(lambda: sheet.bridge.sharing.is_connected)
        assert sheet.page.form.letting_in.isVisible()


async def test_somebody_is_let_in_and_shut_out(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with a_sheet(homes[0], begin=True) as sheet:
        form = sheet.page.form
        await until(form.letting_in.isVisible)
        form.let_in_name.setFocus()
        QTest.keyClicks(form.let_in_name, "Bea")
        sheet.press("let_in")
        await sheet.done()
        sheet.press("given_copy")
        line = QGuiApplication.clipboard().text()
        await asyncio.to_thread(join, homes[1], line)
        again = SharedPage(sheet.bridge)
        sheet.shell.show_page(sheet.shell.add_page(again))
        await until(lambda: "Bea" in sheet.told(again.form.desks))
        assert line not in again.form.given_line.text()
        sheet.press("shut_out_1")
        await until(lambda: sheet.shell.findChild(QWidget, "shut_out_notice"))
        sheet.press("shut_out_yes")
        await until(lambda: "shut out" in sheet.told(again.form.desks))


def join(home: Path, line: str) -> None:
    with Desk.open(home) as desk:
        desk.shared.membership().join(line)


async def test_without_the_server_what_waits_is_shown_as_entries(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with a_sheet(homes[0], begin=True) as sheet:
        declared = (await sheet.bridge.do(Declare("Pushes fail")))[-1]
        incident = declared.incident
        await until(lambda: sheet.bridge.sharing.has(declared))
        await until(lambda: "Ada, this desk" in sheet.told(sheet.page.form.desks))
        async with dead(cluster):
            await until(lambda: not sheet.bridge.sharing.is_connected)
            await what_waits_is_shown(sheet, incident)


async def what_waits_is_shown(sheet: Sheet, incident: IncidentId) -> None:
    for count in range(18):
        await sheet.bridge.do(Note(f"line {count}"), incident)
    form = sheet.page.form
    await until(lambda: form.waiting_note.text().startswith("18, oldest"))
    await until(lambda: len([e for e in form.waiting.findChildren(Elided) if e.text().startswith("line")]) == 16)
    assert any(told.startswith("2 more, oldest") for told in sheet.told(form.waiting))
    assert any("18 entries go out, the oldest first" in told for told in sheet.told(form.waiting))
    assert "18 wait" in sheet.told(form.desks)
    assert sheet.page.chip.text().startswith("No answer since")


def state_of(sheet: Sheet) -> Shared:
    state = sheet.bridge.sharing.state
    assert state is not None
    return state


def waiting_rows(sheet: Sheet) -> list[str]:
    return [each.text() for each in sheet.page.form.waiting.findChildren(Elided)]


async def test_what_waits_and_says_nothing_by_itself_is_told_in_words_and_once(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with a_sheet(homes[0], begin=True) as sheet:
        await until(lambda: "Ada, this desk" in sheet.told(sheet.page.form.desks))
        await until(lambda: not state_of(sheet).waiting)
        async with dead(cluster):
            await until(lambda: not sheet.bridge.sharing.is_connected)
            for name in ("Ada One", "Ada Two"):
                await sheet.bridge.do(Name(name))
            await until(lambda: waiting_rows(sheet) == ["Somebody's name × 2"])


async def test_nobody_has_to_wait_for_a_server_that_does_not_answer(app: QApplication, tmp_path: Path) -> None:
    async with a_silence() as port, a_sheet(tmp_path / "home") as sheet:
        sheet.paste(f"postgresql://desk:key@127.0.0.1:{port}/postgres?connect_timeout=2")
        sheet.press("join")
        await until(sheet.page.form.work.isVisible)
        sheet.press("work_cancel")
        await sheet.done()
        assert sheet.fault.startswith("Not waited for any longer")
        assert sheet.page.form.join_line.text()
        await asyncio.sleep(2.2)  # its thread ends with the driver's own patience


@asynccontextmanager
async def a_silence() -> AsyncGenerator[int]:
    """A port that takes a connection and says nothing."""
    server = await asyncio.to_thread(_listening)
    try:
        yield server.getsockname()[1]
    finally:
        server.close()


def _listening() -> socket.socket:
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    return server
