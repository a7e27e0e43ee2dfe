"""Settings, channels: set up, tested and removed in the window, with a real mail server on the other side."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from incident_desk.desktop.rooms.settings import SettingsRoom
from incident_desk.desktop.settings.channel_row import ChannelRow
from incident_desk.desktop.settings.channel_words import EXAMPLES
from incident_desk.desktop.settings.channels import ChannelsPage
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.incident import Declare
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.delivery import ADDRESS, must_be_usable
from incident_desk.store import keys
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until
from tests.domain.test_calls import LADDERS
from tests.outreach.conftest import no_pool_stays
from tests.outreach.post import a_post

__all__ = ["no_pool_stays"]

PLAN = LADDERS.replace("  - {key: radio,", "  - {key: pager, title: Pager, kind: pager}\n  - {key: radio,", 1).replace(
    "{key: bo, name: Bo", "{key: priya, name: Priya Nair, reach: [priya@example.org]}\n  - {key: bo, name: Bo", 1
)
"""The mail is asked for by a ladder, the pager by none; phone and radio are spoken."""


class Settings(msgspec.Struct):
    """The room with the page of channels in it."""

    room: SettingsRoom

    @property
    def page(self) -> ChannelsPage:
        return self.room.channels

    @property
    def mail(self) -> ChannelRow:
        return self.page.rows["mail"]


async def the_settings(room: Room, plan: str = PLAN) -> Settings:
    await room.bridge.do(Use(plan))
    settings = SettingsRoom(room.bridge, WindowState(room.bridge.desk.home.path if room.bridge.desk else Path()))
    settings.show_section("channels")
    show(room, settings)
    await until(lambda: "mail" in settings.channels.rows)
    return Settings(settings)


@asynccontextmanager
async def the_channels(home: Path) -> AsyncGenerator[tuple[Room, Settings]]:
    async with a_room(home) as room:
        yield room, await the_settings(room)


def kept(room: Room) -> Channels:
    assert room.bridge.desk is not None
    return Channels(room.bridge.desk)


async def test_a_channel_is_set_up_tested_changed_and_removed_by_the_keyboard(app: QApplication, home: Path) -> None:
    with a_post() as (post, url):
        async with the_channels(home) as (room, settings):
            mail = settings.mail
            assert list(settings.page.rows)[:2] == ["mail", "pager"], "what people are called by comes first"
            assert mail.state.text() == "Not set up here, and people are called by it: Everybody else"
            assert settings.page.lacking.text().startswith("1 channel that the plan calls people by")
            assert not mail.test.button.isVisible()
            mail.put.button.setFocus()
            key(Qt.Key.Key_Space)
            mail.url.setFocus()
            type_words("nonsense")
            key(Qt.Key.Key_Return)
            await until(lambda: "apprise does not know that address" in mail.told.text())
            assert mail.url.text() == "nonsense", "what was typed is lost"
            mail.url.selectAll()
            type_words(url)
            key(Qt.Key.Key_Return)
            await until(lambda: "Set up here" in mail.state.text())
            assert (mail.url.text(), mail.put.isVisible()) == ("", False)
            assert not settings.page.lacking.isVisible()
            assert await asyncio.to_thread(kept(room).url, "mail") == url
            assert focused() is mail.put.button
            key(Qt.Key.Key_Tab)
            key(Qt.Key.Key_Space)
            assert mail.to.text() == "priya@example.org", "the test is to oneself"
            key(Qt.Key.Key_Return)
            await until(lambda: mail.told.text().startswith("Sent."))
            assert post.to("priya@example.org")[0][0] == "Test of Incident Desk"
            post.refuses = "550 5.1.1 no such mailbox"
            key(Qt.Key.Key_Return)
            await until(lambda: mail.told.text().startswith("The mail server refused priya@example.org: 550 5.1.1"))
            key(Qt.Key.Key_Escape)
            assert focused() is mail.test.button
            mail.remove.button.setFocus()
            key(Qt.Key.Key_Space)
            key(Qt.Key.Key_Space)
            await until(lambda: mail.state.text().startswith("Not set up here"))
            assert await asyncio.to_thread(kept(room).set_up) == {}


async def test_a_mail_account_is_kept_from_what_people_know_of_it(app: QApplication, home: Path) -> None:
    with a_post() as (post, url):
        port = url.partition("127.0.0.1:")[2].partition("?")[0]
        async with the_channels(home) as (room, settings):
            mail = settings.mail
            assert settings.page.rows["pager"].mail is None
            mail.put.button.setFocus()
            key(Qt.Key.Key_Space)
            type_words(f"127.0.0.1:{port}")
            key(Qt.Key.Key_Return)
            assert "from which address it comes" in mail.told.text()
            key(Qt.Key.Key_Tab)
            type_words("desk@example.org")
            key(Qt.Key.Key_Tab)
            type_words("desk")
            key(Qt.Key.Key_Return)
            assert "a user goes with a password" in mail.told.text()
            assert mail.mail is not None
            key(Qt.Key.Key_Backtab)
            assert focused() is mail.mail.sent_from
            mail.mail.user.clear()
            press(mail.mail.keep)
            await until(lambda: "Set up here" in mail.state.text())
            assert mail.mail.server.text() == ""
            kept_url = await asyncio.to_thread(kept(room).url, "mail")
            assert kept_url == f"mailto://127.0.0.1:{port}?from=desk%40example.org&to={ADDRESS}&format=text"
            press(mail.test.button)
            press(mail.send)
            await until(lambda: mail.told.text().startswith("Sent."))
            assert post.to("priya@example.org")[0][0] == "Test of Incident Desk"


async def test_the_same_by_mouse_and_escape_leaves_what_is_open_before_it_leaves_the_settings(
    app: QApplication, home: Path
) -> None:
    left: list[bool] = []
    async with the_channels(home) as (_, settings):
        settings.room.left.connect(lambda: left.append(True))
        mail = settings.mail
        press(mail.put.button)
        assert mail.url.echoMode() is QLineEdit.EchoMode.Password
        press(mail.seen)
        assert mail.url.echoMode() is QLineEdit.EchoMode.Normal
        mail.url.setText("json://someone:verysecret@127.0.0.1:9/hook")
        key(Qt.Key.Key_Escape)
        assert (left, mail.put.isVisible()) == ([], False)
        press(mail.put.button)
        assert mail.url.text() == "json://someone:verysecret@127.0.0.1:9/hook"
        press(mail.keep)
        await until(lambda: "Set up here" in mail.state.text())
        press(mail.test.button)
        assert not mail.to.isVisible(), "it goes to one place, whoever is called"
        press(mail.send)
        await until(lambda: mail.told.text().startswith("At “127.0.0.1”, port 9, nothing answers"))
        assert "verysecret" not in mail.told.text()
        files = (file for file in home.rglob("*") if file.is_file() and file.parent.name != "keys")
        assert not any(b"verysecret" in file.read_bytes() for file in files)
        press(mail.remove.button)
        press(mail.removing)
        await until(lambda: mail.state.text().startswith("Not set up here"))
        settings.room.take_keyboard()
        key(Qt.Key.Key_Escape)
        assert left == [True]


async def test_the_page_says_where_an_address_lies_and_that_it_is_gone(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await asyncio.to_thread(kept(room).put, "mail", "json://127.0.0.1:9/a")
        await asyncio.to_thread(kept(room).put, "fax", "json://127.0.0.1:9/b")
        settings = await the_settings(room)
        assert "in a file of this user" in settings.mail.state.text()
        fax = settings.page.rows["fax"]
        assert fax.state.text().startswith("The plan has no such channel any more")
        assert not fax.put.button.isVisible()
        names = await asyncio.to_thread(kept(room).set_up)
        assert room.bridge.desk is not None
        await asyncio.to_thread(keys.remove, room.bridge.desk.home, names["mail"])
        settings.room.show_section("you")
        settings.room.show_section("channels")
        await until(lambda: settings.mail.state.text().startswith("Its address is gone"))
        press(settings.mail.test.button)
        press(settings.mail.send)
        await until(lambda: "give it once more" in settings.mail.told.text())
        press(fax.remove.button)
        press(fax.removing)
        await until(lambda: "fax" not in settings.page.rows)


async def test_which_desk_sends_and_what_came_of_it_stands_there_while_it_happens(
    app: QApplication, home: Path
) -> None:
    with a_post() as (post, url):
        async with the_channels(home) as (room, settings):
            page = settings.page
            assert page.sending.accessibleName() == "Who sends: Not this desk now."
            await asyncio.to_thread(kept(room).put, "mail", url)
            room.bridge.calling_in.begin()
            try:
                await until(lambda: "This desk, since 23:31" in page.sending.accessibleName())
                settings.mail.put.button.click()
                settings.mail.url.setText("half typed")
                incident = (await room.bridge.do(Declare("Mail fails", Severity.SEV2)))[-1].incident
                await room.bridge.do(Assign("scribe", "Kim"), incident)
                await until(lambda: any(row.shown.aside == "sent 23:31" for row in page.lately))
                assert page.lately[0].shown.line.endswith("Mail to Kim")
                assert page.lately[0].shown.detail == "this desk"
                assert settings.mail.last.text() == "Last to Kim at 23:31, by this desk"
                assert settings.mail.url.text() == "half typed"
                post.refuses = "550 5.1.1 no such mailbox"
                await room.bridge.do(Assign("customer_liaison", "Bo"), incident)
                await until(lambda: page.lately[0].shown.aside == "has it since 23:31")
                assert "This desk has the lease of a call to Bo since 23:31" in page.sending.accessibleName()
            finally:
                await room.bridge.calling_in.stop()


async def test_a_plan_that_calls_nobody_is_told_and_before_anything_is_sent_the_page_says_so(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        page = ChannelsPage(room.bridge)
        show(room, page)
        await until(lambda: "the plan has no ladder" in page.sending.accessibleName())
        await until(lambda: [row.shown.line for row in page.lately] == ["Nothing yet"])


@pytest.mark.parametrize("example", EXAMPLES.values())
def test_every_example_is_one_that_apprise_knows(example: str) -> None:
    filled = example.replace("account:token", f"AC{'0' * 32}:{'a' * 32}").replace(ADDRESS, "+12025550101")
    must_be_usable(filled.replace("/token", f"/{'a' * 26}").replace("//key", f"//{'a' * 26}"))
