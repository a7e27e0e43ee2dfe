"""Settings, status page: a folder is named, the page stands there, and a word that cannot be true changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.page_keeping import page_keeping_of
from incident_desk.desktop.panels.record_needs import record_lines
from incident_desk.desktop.panels.report_bulk import MissedBar
from incident_desk.desktop.rooms.settings import SettingsRoom
from incident_desk.desktop.settings.status_page import StatusPagePage
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import EntryId
from incident_desk.domain.roles import Assign
from incident_desk.domain.subscribers import BeginMailing, EndMailing, ForgetLeft, JoinPage, LeavePage
from incident_desk.outreach.status_page.folder import CURRENT
from tests.desktop.boards import Room, a_room, show
from tests.desktop.conftest import until
from tests.support.quiet import Announce


async def the_page(room: Room) -> StatusPagePage:
    assert room.bridge.desk is not None
    settings = SettingsRoom(room.bridge, WindowState(room.bridge.desk.home.path))
    settings.show_section("status_page")
    show(room, settings)
    return settings.status_page


async def test_a_folder_typed_and_kept_holds_the_page_also_after_a_restart(
    app: QApplication, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "page"
    async with a_room(home) as room:
        page = await the_page(room)
        QTest.keyClicks(page.folder, str(folder))
        QTest.keyClick(page.folder, Qt.Key.Key_Return)
        await until((folder / CURRENT / "index.html").exists)
        await until(lambda: "As the record has it" in page.state.accessibleName())
        assert not page.keep.isEnabled()
        await page_keeping_of(room.bridge).stop()
    (folder / CURRENT).unlink()
    async with a_room(home) as room:
        keeping = page_keeping_of(room.bridge)
        await keeping.begin()
        await until((folder / CURRENT / "index.html").exists)
        assert (await the_page(room)).folder.text() == str(folder)
        await keeping.stop()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("pages", ""), "from the root of the disk on"),
        (("{tmp}/used", ""), "something else lies there (thesis.doc)"),
        (("{tmp}/page", "status.example.org"), "like https://status.example.org"),
        (("", "https://status.example.org"), "Say in which folder."),
    ],
)
async def test_what_cannot_be_is_told_and_what_was_typed_stays(
    app: QApplication, home: Path, tmp_path: Path, typed: tuple[str, str], why: str
) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "thesis.doc").touch()
    async with a_room(home) as room:
        page = await the_page(room)
        folder, address = typed[0].format(tmp=tmp_path), typed[1]
        page.folder.setText(folder)
        page.address.setText(address)
        QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
        await until(lambda: why in page.told.text())
        assert (page.folder.text(), page.address.text()) == (folder, address)
        assert page_keeping_of(room.bridge).place is None


async def test_a_page_that_is_kept_no_longer_stays_as_it_is(app: QApplication, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    async with a_room(home) as room:
        page = await the_page(room)
        await page_keeping_of(room.bridge).use(str(folder), "")
        await until(page.look.isEnabled)
        QTest.mouseClick(page.stop, Qt.MouseButton.LeftButton)
        await until(lambda: page.folder.text() == "")
        assert "Not kept by this desk" in page.state.accessibleName()
        assert (folder / CURRENT / "index.html").exists()


async def test_it_is_opened_in_the_browser(
    app: QApplication, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    async with a_room(home) as room:
        page = await the_page(room)
        await page_keeping_of(room.bridge).use(str(tmp_path / "page"), "")
        await until(page.look.isEnabled)
        QTest.keyClick(page.look, Qt.Key.Key_Space)
        assert opened == [QUrl.fromLocalFile(str(tmp_path / "page" / CURRENT / "index.html"))]
        await page_keeping_of(room.bridge).stop()


async def test_a_folder_that_is_lost_is_told(app: QApplication, home: Path, tmp_path: Path, announce: Announce) -> None:
    announce("could not be written to .*page: ")
    folder = tmp_path / "page"
    async with a_room(home) as room:
        page = await the_page(room)
        keeping = page_keeping_of(room.bridge)
        await keeping.use(str(folder), "")
        await until((folder / CURRENT).exists)
        (folder / CURRENT).unlink()
        (folder / "made").rename(folder / "lost")
        (folder / "made").touch()
        await until(lambda: bool(keeping.trouble), 20)
        await until(lambda: "could not be written" in page.state.accessibleName())
        await keeping.stop()


async def test_it_is_said_how_many_get_its_updates_by_mail(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        page = await the_page(room)
        await until(lambda: page.subscribers.text() == "Its updates go by e-mail to: 0.")
        desk = room.bridge.desk
        assert desk is not None
        desk.record([JoinPage("kim@example.org"), JoinPage("lee@example.org")]).result()
        await until(lambda: page.subscribers.text() == "Its updates go by e-mail to: 2.")
        desk.record([LeavePage("kim@example.org"), ForgetLeft()]).result()
        await until(lambda: "to: 1. Addresses of those who left that wait" in page.subscribers.text())


async def test_who_missed_an_update_is_told_there_and_to_whoever_leads(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        page = await the_page(room)
        room.bridge.customers.begin()
        await room.bridge.do(Assign("incident_manager", "Priya Nair"), room.incident.incident)
        (joined,) = await room.bridge.do(JoinPage("kim@example.org"))
        update = EntryId(joined.id)
        failed = EndMailing(update, failed={joined.id: "550 no such mailbox"})
        await room.bridge.do([BeginMailing(update, (joined.id,)), failed])
        words = "1 subscriber of the status page missed an update: 550 no such mailbox"
        await until(lambda: page.missed.isVisible() and page.missed.text() == words)
        await until(lambda: words in [line.shown.words for line in record_lines(room.bridge, room.incident)])
        bar = MissedBar()
        show(room, bar)
        bar.show_view(room.bridge.customers.view)
        assert (bar.words.text(), bar.isVisible()) == (words, True)
