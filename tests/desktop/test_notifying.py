"""The desktop tells of a need while the window is not in front: over a real bus, or however else it can."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.disturbing import is_not_to_be_disturbed
from incident_desk.desktop.notifying import notifying_of
from incident_desk.domain.courses import Decline, Propose
from incident_desk.domain.incident import Declare
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.snoozing import SnoozeNeed
from incident_desk.domain.tasks import Give
from tests.desktop.attentive import a_player, a_program, attentive, looking_elsewhere, sounds, the_page, tomas_does
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_board import War, a_war_room
from tests.support.session_bus import Desktop


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return a_player(tmp_path, monkeypatch)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here")
    started = Desktop(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.address)
    yield started
    started.close()


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # where there is no screen
async def test_the_desktop_tells_while_nobody_looks_and_a_press_leads_to_the_thing(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, _):
        await war.room.do(Give("me", 60, "Read <b>db1</b> & say"))
        war.room.clock.go_on(1.2)
        async with looking_elsewhere():
            attention.look()
            attention.look()
            await until(lambda: len(desktop.shown) == 1)
        [shown] = desktop.shown
        assert shown["title"] == f"{war.board.headline.number} needs you"
        assert shown["body"] == "Task 2, done? Read &lt;b&gt;db1&lt;/b&gt; &amp; say"
        assert shown["actions"] == ["default", "Show"]
        assert shown["hints"]["suppress-sound"] == ["b", True]  # it has made its own
        assert shown["hints"]["urgency"] == ["y", 1]  # what is critical breaks through what somebody asked for
        desktop.somebody("press 1")
        await until(lambda: any(isinstance(each, TaskDialog) for each in war.room.dialogs()))
        await until(war.room.shell.isActiveWindow)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
async def test_what_no_board_shows_is_told_as_well_and_a_press_opens_it(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, told):
        bridge = war.room.bridge
        tomas = await bridge.add_person("Tomas Lind")
        async with looking_elsewhere():  # it is told as soon as it is written
            hidden = (await bridge.do(Declare("Payroll stolen", Severity.SEV1), by=tomas))[-1].incident
            await bridge.do((Assign("incident_manager", "me"), Restrict(("Tomas Lind",))), hidden, by=tomas)
            other = (await bridge.do(Declare("Mail is late", Severity.SEV3), by=tomas))[-1].incident
            war.room.clock.go_on(1 / 60)
            await bridge.do(Assign("incident_manager", "Priya Nair"), other, by=tomas)
            await until(lambda: len(bridge.headlines) == 3)
            await attention.read_out_of_sight()
            [number] = [board.headline.number for board in bridge.headlines if board.incident == other]
            await until(lambda: any(each["title"] == f"{number} needs you" for each in desktop.shown))
        assert f"{number} needs you: You are Incident manager: say that you have it" in told
        await until(lambda: bool(sounds(heard)))
        war.room.shell.activateWindow()
        await until(war.room.shell.isActiveWindow)
        attention.look()
        [message] = {each["number"] for each in desktop.shown if each["title"].startswith(number)}
        assert message not in desktop.withdrawn  # nobody sees it in this window
        desktop.somebody(f"press {message}")
        await until(lambda: war.navigation.shown is not None and war.board.incident == other)
        await until(war.role("incident_manager").form.acknowledge.hasFocus)
        await attention.read_out_of_sight()
        assert len(set(told)) == len(told)
        assert not any("Payroll" in words for words in told)


async def test_one_message_for_an_incident_which_goes_when_what_it_told_is_done_or_put_off(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, _), looking_elsewhere():
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        await until(lambda: len(desktop.shown) == 1)
        await tomas_does(war, Propose("Wait"))
        attention.look()
        await until(lambda: len(desktop.shown) == 2)
        assert [each["number"] for each in desktop.shown] == [1, 1]
        await war.room.do(SnoozeNeed("course-1"))
        attention.look()
        await war.room.do(Decline("1", "Too risky"), Decline("2", "No time"))
        assert desktop.withdrawn == []
        attention.look()
        await until(lambda: desktop.withdrawn == [1])


async def test_a_message_goes_when_somebody_looks_and_with_the_window(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, _):
        async with looking_elsewhere():
            await tomas_does(war, Propose("Fail over"))
            attention.look()
            await until(lambda: len(desktop.shown) == 1)
        war.room.shell.activateWindow()
        await until(war.room.shell.isActiveWindow)
        attention.look()
        await until(lambda: desktop.withdrawn == [1])
        async with looking_elsewhere():
            await tomas_does(war, Propose("Wait"))
            attention.look()
            await until(lambda: len(desktop.shown) == 2)
    assert desktop.withdrawn == [1, 2]


async def test_nothing_is_shown_while_the_window_is_in_front_or_when_it_is_off(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, told):
        await until(war.room.shell.isActiveWindow)
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        page = the_page(war)
        page.notify.setCurrentIndex(page.notify.findData("off"))
        async with looking_elsewhere():
            await tomas_does(war, Propose("Wait"))
            attention.look()
            await until(lambda: len(sounds(heard)) == 2)  # told after a message would have been sent
        assert len(told) == 2
    assert desktop.shown == []


async def test_of_a_restricted_incident_it_says_nothing_but_that_it_needs_you(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, told):
        await war.room.bridge.add_person("Tomas Lind")
        await war.room.do(Restrict(("Priya Nair", "Tomas Lind")))
        async with looking_elsewhere():
            await tomas_does(war, Propose("Fail over"))
            attention.look()
            await until(lambda: len(desktop.shown) == 1)
        assert told == ["Something needs you"]
    [shown] = desktop.shown
    assert (shown["title"], shown["body"]) == ("Incident Desk", "Something needs you")


async def test_a_desktop_that_is_not_to_be_disturbed_hears_nothing_and_keeps_the_message(
    app: QApplication, home: Path, desktop: Desktop, heard: Path
) -> None:
    async with attentive(home) as (war, attention, _), looking_elsewhere():
        desktop.somebody("quiet")
        assert await until_wanted(war, is_quiet=True)
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        await until(lambda: len(desktop.shown) == 1)
        desktop.somebody("loud")
        assert await until_wanted(war, is_quiet=False)
        await tomas_does(war, Propose("Wait"))
        attention.look()
        await until(lambda: bool(sounds(heard)))
    assert sounds(heard) == ["sev2-normal"]


async def until_wanted(war: War, *, is_quiet: bool) -> bool:
    """Until the daemon has heard what somebody wants."""
    while await notifying_of(war.room.bridge).wants_quiet() is not is_quiet:
        await asyncio.sleep(0.01)
    return True


async def test_where_nobody_shows_messages_the_settings_say_so_and_a_daemon_that_comes_is_found(
    app: QApplication, home: Path, desktop: Desktop
) -> None:
    async with a_war_room(home) as war:
        page = the_page(war)
        press(page.try_notify)
        await until(lambda: len(desktop.shown) == 1)
        desktop.end_daemon()
        press(page.try_notify)
        await until(lambda: page.notify_note.text().startswith("The desktop shows no messages"))
        desktop.start_daemon()
        press(page.try_notify)
        await until(lambda: page.notify_note.text().startswith("While this window"))
        assert len(desktop.shown) == 2
        await notifying_of(war.room.bridge).close()


async def test_a_bus_that_is_not_there_is_told_of_in_the_settings(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    async with a_war_room(home) as war:
        page = the_page(war)
        press(page.try_notify)
        await until(lambda: page.notify_note.text().startswith("The desktop shows no messages"))
        assert not await notifying_of(war.room.bridge).wants_quiet()
        await notifying_of(war.room.bridge).close()


@pytest.mark.parametrize(
    ("named", "program", "says", "is_quiet"),
    [
        ("ubuntu:GNOME", "gsettings", "false", True),
        ("GNOME", "gsettings", "true", False),
        ("XFCE", "xfconf-query", "true", True),
        ("X-Cinnamon", "gsettings", "false", True),
        ("KDE", "gsettings", "false", False),
        ("XFCE", "gsettings", "true", False),
    ],
)
def test_a_desktop_that_keeps_it_among_its_settings_is_asked_there(
    heard: Path, monkeypatch: pytest.MonkeyPatch, *, named: str, program: str, says: str, is_quiet: bool
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", named)
    a_program(Path(os.environ["PATH"]) / program, f"echo {says}")
    assert is_not_to_be_disturbed() is is_quiet


async def test_there_neither_is_anything_heard(
    app: QApplication, home: Path, heard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    banners = Path(os.environ["PATH"]) / "gsettings"
    a_program(banners, f'echo asked >> "{heard}"; echo false')
    async with attentive(home) as (war, attention, told):
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        await until(lambda: sounds(heard) == ["asked"])
        a_program(banners, "echo true")
        await tomas_does(war, Propose("Wait"))
        attention.look()
        await until(lambda: sounds(heard) == ["asked", "sev2-normal"])
        assert len(told) == 2
