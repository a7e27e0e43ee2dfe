"""On-call lists on the calm board: imported by the button or by a drop, shown with their age, gaps and what follows."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from incident_desk.desktop.dialogs.on_call_import import OnCallImportDialog
from incident_desk.desktop.dialogs.on_call_list import OnCallListDialog
from incident_desk.desktop.dialogs.reaching import ReachingDialog
from incident_desk.desktop.panels.on_call import OnCallPanel
from incident_desk.desktop.parts.two_lines import HEIGHT_PX, RowShown
from incident_desk.desktop.rooms.calm import CalmRoom
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.plan import Use
from incident_desk.domain.reach_list import reach_standings
from incident_desk.domain.reaching import TryReach
from tests.desktop.boards import START_US, Room, a_room, key, press, show
from tests.desktop.conftest import until
from tests.domain.making import PLAN
from tests.domain.test_on_call import LISTS
from tests.domain.test_reaching import LISTED

CONTROL = Qt.KeyboardModifier.ControlModifier
HEAD = "name,start,end"
KIM = "Kim,2017-01-31 20:00,2017-02-01 08:00"
BO = "Bo,2017-02-01 08:00,2017-02-20 08:00"


class Calm(msgspec.Struct):
    """A window with the calm board in front, on a plan with two on-call lists, on 31 January 2017 at 23:31."""

    room: Room
    calm: CalmRoom
    folder: Path

    @property
    def panel(self) -> OnCallPanel:
        return self.calm.on_call

    def rows(self) -> list[RowShown]:
        return [row.shown for row in self.panel.rows if row.isVisible()]

    def lines(self) -> list[str]:
        return [row.line for row in self.rows()]

    def row(self, line: str) -> RowShown:
        return next(row for row in self.rows() if row.line == line)

    def file(self, *rows: str, name: str = "network.csv") -> Path:
        file = self.folder / name
        file.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
        return file

    async def preview(self, *rows: str) -> OnCallImportDialog:
        """Drop a file on the panel, and wait for what it says."""
        drop(self.panel, self.file(*rows))
        await until(lambda: bool(self.room.dialogs()))
        return self.room.dialog(OnCallImportDialog)


@asynccontextmanager
async def a_calm_board(home: Path, plan: str = PLAN + LISTS) -> AsyncGenerator[Calm]:
    async with a_room(home) as room:
        room.bridge.zone = UTC
        if plan:
            await room.bridge.do(Use(plan))
        calm = CalmRoom(room.bridge, WindowState(home))
        show(room, calm)
        await until(lambda: calm.duty_log.on_duty.observed is not None)
        yield Calm(room, calm, home.parent)


def drop(panel: OnCallPanel, *files: Path) -> bool:
    """Drag files onto the panel and let go. Returns: whether it takes them."""
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys, at = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5)
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, given, buttons, keys)
    QApplication.sendEvent(panel, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(panel, QDropEvent(at, Qt.DropAction.CopyAction, given, buttons, keys))
    return True


@pytest.mark.by_mouse("oncall.import")
async def test_a_file_that_is_dropped_says_what_it_means_and_is_taken_by_a_press(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        assert calm.lines()[:2] == ["Ada, Kim for Command", "Bo for Network"]
        assert calm.row("Bo for Network").aside == "by the plan"
        dialog = await calm.preview(KIM, BO, "Ada,later,2017-02-01")
        assert dialog.of.currentText() == "Network"
        press(dialog.go)
        await until(lambda: not calm.room.dialogs())
        kim = calm.row("Kim for Network")
        assert (kim.detail, kim.aside) == ("until 08:00, then Bo", "read just now")
        calm.room.clock.go_on(9 * 60)
        assert calm.row("Bo for Network").aside == "read 9 h ago"
        calm.room.clock.go_on(31 * 24 * 60)
        assert calm.row("Nobody for Network").symbol == "user-x"
    async with a_calm_board(home, "") as calm:  # after a restart
        assert calm.row("Kim for Network").detail.endswith("then Bo")


@pytest.mark.by_keys("oncall.import")
@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a window has no frame
async def test_a_file_is_chosen_and_imported_by_keys_alone(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        file = calm.file(KIM, BO)
        calm.panel.take.setFocus()
        key(Qt.Key.Key_Return)
        await until(lambda: bool(calm.room.shell.findChildren(QFileDialog)))
        [choosing] = calm.room.shell.findChildren(QFileDialog)
        name = choosing.findChild(QLineEdit)
        assert name is not None
        name.setText(str(file))
        choosing.accept()
        calm.room.shell.activateWindow()  # a window manager would give it back by itself
        await until(lambda: bool(calm.room.dialogs()))
        key(Qt.Key.Key_Return, CONTROL)
        await until(lambda: not calm.room.dialogs())
        calm.panel.rows[1].setFocus()
        key(Qt.Key.Key_Return)
        shown = calm.room.dialog(OnCallListDialog)
        assert shown.heading.text() == "Network"
        key(Qt.Key.Key_Return)
        await until(lambda: not calm.room.dialogs())


async def test_a_list_that_is_read_again_says_what_it_changes_first(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        dialog = await calm.preview(KIM, BO)
        assert not dialog.changed.isVisible()
        press(dialog.go)
        await until(lambda: not calm.room.dialogs())
        dialog = await calm.preview(KIM, BO.replace("Bo", "Ada"))
        assert dialog.changed.note.text() == "1 shift"
        assert dialog.changes[0].text() == "08:00 to 20 Feb 08:00: Ada, before Bo"
        dialog.of.setCurrentText("Command")
        assert not dialog.changed.isVisible()
        dialog.reject()
        assert calm.row("Kim for Network").detail.endswith("then Bo")


async def test_gaps_old_contacts_and_who_cannot_be_reached_stand_there(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        press((await calm.preview("Zoe,2017-01-31 20:00,2017-02-01 08:00", "Bo,2017-02-02 08:00,2017-02-10 08:00")).go)
        await until(lambda: not calm.room.dialogs() and "Zoe for Network" in calm.lines())
        gaps = [row.detail for row in calm.rows() if row.line == "Nobody for Network"]
        assert gaps == ["08:00 to 2 Feb 08:00, for 1 d", "from 10 Feb 08:00 on: the list ends there"]
        assert "no way to reach them" in calm.row("Zoe").detail
        old = calm.row("1 contact not checked for 90 days")
        assert old.detail == "Bo"
        asked: list[str] = []
        calm.calm.plan_asked.connect(asked.append)
        press(next(row for row in calm.panel.rows if row.shown.line == "Zoe"))
        assert asked == ["contacts"]
        press(next(row for row in calm.panel.rows if row.shown == old))
        press(calm.room.dialog(ReachingDialog).yes["Bo"])
        await until(lambda: not any("not checked" in line for line in calm.lines()))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("network.csv", b"who cares\n", "line 1: no column “name”"),
        ("network.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "the calendar has no event"),
        ("network.ics", b"\0\1\2" * 500, "not a text file"),
        ("network.csv", b"x" * 3_000_000, "larger than 2 MiB"),
    ],
)
async def test_what_is_no_list_is_told_in_one_line_and_changes_nothing(
    app: QApplication, home: Path, name: str, content: bytes, told: str
) -> None:
    async with a_calm_board(home) as calm:
        (calm.folder / name).write_bytes(content)
        assert drop(calm.panel, calm.folder / name)
        await until(lambda: told in calm.panel.fault.accessibleName())
        assert calm.panel.fault.isVisible()
        assert calm.panel.take.text() == "Import"
        assert "Bo for Network" in calm.lines()


async def test_other_files_fall_through_to_the_window(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        assert not drop(calm.panel, calm.file(name="picture.png"))
        assert not drop(calm.panel, calm.file(), calm.file(name="other.csv"))


async def test_without_a_list_in_the_plan_the_way_leads_there(app: QApplication, home: Path) -> None:
    async with a_calm_board(home, "") as calm:
        asked: list[str] = []
        calm.calm.plan_asked.connect(asked.append)
        assert calm.panel.nothing.isVisible()
        assert not calm.panel.take.isVisible()
        press(calm.panel.write)
        assert asked == ["on_call"]


async def test_everybody_on_call_is_tested_and_the_answers_land_on_the_calm_board(
    app: QApplication, home: Path
) -> None:
    async with a_calm_board(home) as calm:
        press(calm.panel.try_all)
        dialog = calm.room.dialog(ReachingDialog)
        assert dialog.names == ("Ada", "Bo")
        assert dialog.states["Ada"].text() == "never tested"
        press(dialog.go)
        await until(lambda: dialog.states["Ada"].text() == "to be called")
        assert calm.row("Ada, Kim for Command").detail == "to be called"
        press(dialog.go)
        await until(lambda: dialog.fault.text() == "They are being tried already.")
        press(dialog.yes["Ada"])
        await until(lambda: dialog.states["Ada"].text() == "answered 23:31")
        dialog.no["Bo"].setFocus()
        key(Qt.Key.Key_Return)
        await until(lambda: dialog.states["Bo"].text() == "does not answer, asked 23:31")
        key(Qt.Key.Key_Escape)
        ada, bo = calm.row("Ada, Kim for Command"), calm.row("Bo for Network")
        assert (ada.symbol, ada.detail) == ("circle-check", "answered 23:31")
        assert (bo.tone, bo.detail) == ("warn", "does not answer, asked 23:31")
    async with a_calm_board(home, "") as calm:
        assert calm.row("Ada, Kim for Command").detail == "answered 23:31"


async def test_what_goes_by_the_ladder_says_that_it_waits(app: QApplication, home: Path) -> None:
    async with a_calm_board(home, LISTED) as calm:
        press(calm.panel.try_all)
        dialog = calm.room.dialog(ReachingDialog)
        press(dialog.go)
        await until(lambda: dialog.states["Kim"].text() == "asked 23:31, no answer yet")
        assert calm.row("Kim for Scribes").symbol == "clock"
        [standing] = [
            each
            for each in reach_standings(
                calm.room.bridge.organisation.reaching, calm.room.bridge.organisation.plans.current, START_US
            )
            if each.occasion.about == "Bo"
        ]
        await calm.room.bridge.do(TryReach(standing.occasion.call, 0))
        await until(lambda: calm.row("Bo, Kim for Lead").detail == "to be called: Phone +12025550108")


async def test_where_the_window_is_low_the_column_scrolls_and_every_row_keeps_its_height(
    app: QApplication, home: Path
) -> None:
    async with a_calm_board(home) as calm:
        calm.room.shell.resize(1280, 640)
        press((await calm.preview("Zoe,2017-01-31 20:00,2017-02-01 08:00", "Bo,2017-02-02 08:00,2017-02-10 08:00")).go)
        await until(lambda: len(calm.rows()) == 6)
        await until(lambda: {row.height() for row in calm.panel.rows if row.isVisible()} == {HEIGHT_PX})
