"""Seen before: while somebody types what is wrong, what was like it comes up beside it; a press goes there."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.declare import BESIDE_PX, DeclareDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.dialogs.seen_before import SeenBeforeDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.remembering import Wanted
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import DeclareDraft, WindowState
from incident_desk.domain.history import TellHistory
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note
from tests.desktop.boards import a_room, press, the_board
from tests.desktop.conftest import a_bridge, a_shell, focused, until

LONG_AGO_US = 1_580_000_000_000_000


def write(home: Path) -> dict[str, IncidentId]:
    """Two incidents that are over, one that is not, and one that is restricted."""
    told = {
        "disk": Declare("Orders fail", Severity.SEV1, ("Orders",)),
        "cert": Declare("Shop cannot be reached", Severity.SEV2, ("Shop",)),
        "open": Declare("Parcels get lost", Severity.SEV3),
        "secret": Declare("Payroll was copied", restricted=True),
    }
    with Desk.open(home) as desk:
        made = {name: desk.record(each).result()[-1].incident for name, each in told.items()}
        overdue = Give("me", 60, "Watch the disk of the queue", occurred_us=LONG_AGO_US)
        desk.record(
            [
                Note("The disk of the queue is full"),
                overdue,
                TellHistory(factors=("full disk",)),
                SetState(State.RESOLVED, note="Old orders moved away"),
            ],
            made["disk"],
        ).result()
        desk.record([Note("The certificate expired"), SetState(State.RESOLVED)], made["cert"]).result()
        desk.record(Note("The payroll was copied from a disk"), made["secret"]).result()
    return made


def declaring(bridge: Bridge, home: Path, shell: object) -> tuple[DeclareDialog, list[str]]:
    dialog = DeclareDialog(bridge, WindowState(home), shell)  # pyright: ignore[reportArgumentType]
    asked: list[str] = []
    dialog.past_asked.connect(asked.append)
    dialog.open()
    return dialog, asked


def titles(dialog: DeclareDialog | SeenBeforeDialog) -> list[str]:
    return [row.shown.title for row in dialog.seen.rows]


async def test_what_was_like_it_comes_up_while_it_is_typed(app: QApplication, home: Path) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        dialog, asked = declaring(bridge, home, shell)
        assert "Say what is wrong" in dialog.seen.told.text()
        QTest.keyClicks(focused(), "disk full")
        await until(lambda: titles(dialog)[:1] == ["Orders fail"])
        row = dialog.seen.rows[0]
        assert row.shown.why == "Same factor: full disk"
        assert row.shown.helped == "Old orders moved away"
        assert row.shown.late == "Overdue since: Watch the disk of the queue"
        assert row.shown.severity is Severity.SEV1
        assert focused() is dialog.form.declare_title  # nobody who types is disturbed
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        await until(lambda: asked)
        assert asked == [made["disk"]]


async def test_a_row_is_opened_by_keys_and_what_was_typed_is_kept(app: QApplication, home: Path) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        state = WindowState(home)
        dialog = DeclareDialog(bridge, state, shell)
        asked: list[str] = []
        dialog.past_asked.connect(asked.append)
        dialog.open()
        QTest.keyClicks(focused(), "certificate expired")
        await until(lambda: dialog.seen.rows)
        for _ in range(30):
            if focused() is dialog.seen.rows[0]:
                break
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is dialog.seen.rows[0]
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        await until(lambda: asked)
        assert asked == [made["cert"]]
        assert state.draft is not None
        assert state.draft.title == "certificate expired"


async def test_words_that_are_kept_nowhere_are_not_left_behind(app: QApplication, home: Path) -> None:
    await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        state = WindowState(home)
        state.keep_draft(DeclareDraft("What somebody began before"))
        dialog = DeclareDialog(bridge, state, shell, DeclareDraft("An alert of the disk"))
        asked: list[str] = []
        dialog.past_asked.connect(asked.append)
        dialog.open()
        QTest.keyClicks(focused(), " full of orders")
        await until(lambda: dialog.seen.rows)
        press(dialog.seen.rows[0])
        assert "kept nowhere" in dialog.form.declare_fault.text()
        assert dialog.isVisible()
        assert not asked


async def test_a_service_that_is_chosen_counts_and_what_is_open_says_so(app: QApplication, home: Path) -> None:
    await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge:
        seen = await bridge.remembering.like(Wanted("all is slow", ("Shop",)))
        assert [each.past.title for each in seen.found] == ["Shop cannot be reached"]
        assert (await bridge.remembering.like(Wanted("parcels"))).found[0].past.is_open


async def test_what_is_written_meanwhile_is_found(app: QApplication, home: Path) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge:
        assert not (await bridge.remembering.like(Wanted("giraffe"))).found
        await bridge.do(Note("A giraffe stands at gate 4"), made["open"])
        found = (await bridge.remembering.like(Wanted("giraffe"))).found
        assert [each.past.incident for each in found] == [made["open"]]


async def test_a_restricted_incident_is_told_to_those_who_may_know_and_to_nobody_else(
    app: QApplication, home: Path
) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge:
        found = await bridge.remembering.like(Wanted("payroll copied"))
        assert [each.past.incident for each in found.found] == [made["secret"]]
        assert found.among == 4
        await bridge.choose_person("Me")  # names whoever was here
        await bridge.choose_person("Sofia Brandt")
        other = await bridge.remembering.like(Wanted("payroll copied disk"))
        assert made["secret"] not in [each.past.incident for each in other.found]
        assert other.among == 3
        await bridge.choose_person("Me")
        await bridge.do(OnePerson("Sofia Brandt"), made["secret"])
        await bridge.choose_person("Sofia Brandt")
        assert (await bridge.remembering.like(Wanted("payroll copied"))).among == 4


async def test_where_there_is_nothing_it_says_what_to_do(app: QApplication, home: Path) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        dialog, _ = declaring(bridge, home, shell)
        QTest.keyClicks(focused(), "disk full")
        await until(lambda: "No past incident is on this desk yet" in dialog.seen.told.text())


async def test_an_incident_finds_others_and_a_press_goes_there(app: QApplication, home: Path) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        await bridge.do(Note("Perhaps a certificate expired"), made["open"])
        dialog = SeenBeforeDialog(bridge, made["open"], "INC-3", shell)
        chosen: list[str] = []
        dialog.chosen.connect(chosen.append)
        dialog.open()
        await until(lambda: titles(dialog)[:1] == ["Shop cannot be reached"])
        assert "Parcels get lost" not in titles(dialog)
        assert focused() is dialog.seen.rows[0]
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert chosen == [made["cert"]]


@pytest.mark.parametrize("width_px", [1000, 1600])
async def test_it_stands_beside_the_questions_or_below_them(app: QApplication, home: Path, width_px: int) -> None:
    await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        shell.resize(width_px, 900)
        dialog, _ = declaring(bridge, home, shell)
        QTest.keyClicks(focused(), "disk full certificate")
        await until(lambda: dialog.seen.rows)
        is_beside = dialog.seen.mapTo(dialog, dialog.seen.rect().topLeft()).x() > DeclareDialog.WIDTH_PX - 10
        assert is_beside is (width_px == 1600)
        assert dialog.width() == DeclareDialog.WIDTH_PX + (BESIDE_PX + 1 if is_beside else 0)


async def test_the_head_of_the_links_opens_it_and_a_press_asks_for_that_incident(app: QApplication, home: Path) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_room(home, incident=made["cert"]) as room:
        await room.do(Note("Orders fail, too: a disk is full"))
        board = the_board(room)
        asked: list[str] = []
        board.links.incident_asked.connect(asked.append)
        press(board.links.similar)
        dialog = room.dialog(SeenBeforeDialog)
        await until(lambda: titles(dialog)[:1] == ["Orders fail"])
        press(dialog.seen.rows[0])
        assert asked == [made["disk"]]


async def test_a_key_opens_it_for_what_is_shown_and_says_so_where_nothing_is(app: QApplication, home: Path) -> None:
    made = await asyncio.to_thread(write, home)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        state = WindowState(home)
        navigation = Navigation(shell, bridge, state)
        ways = Ways(shell, bridge, state, navigation)
        shell.open_for_work()
        navigation.show_calm()
        QTest.keyClick(focused(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        notice = shell.findChild(NoticeDialog)
        assert notice is not None
        notice.reject()
        ways.declare()
        dialog = next(each for each in shell.findChildren(DeclareDialog) if each.isVisible())
        QTest.keyClicks(focused(), "certificate expired")
        await until(lambda: dialog.seen.rows)
        press(dialog.seen.rows[0])
        await until(lambda: navigation.shown is not None and navigation.shown.incident == made["cert"])
        QTest.keyClick(focused(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        await until(lambda: any(each.isVisible() for each in shell.findChildren(SeenBeforeDialog)))
