"""The dialogs, each through its own controls over a real home: what is done in them is on the record afterwards."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.erase import EraseDialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.help import HelpDialog
from incident_desk.desktop.dialogs.incidents import IncidentsDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog, Way
from incident_desk.desktop.dialogs.person import PersonDialog
from incident_desk.desktop.dialogs.search import SearchDialog
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.shell import Shell
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import Declare, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.texts import slash_words
from incident_desk.domain.timeline import Line, Note
from tests.desktop.conftest import a_bridge, a_shell, focused, until


class Room(msgspec.Struct):
    """An open home, a window over it, and one incident."""

    bridge: Bridge
    shell: Shell
    incident: ObservedIncident

    @property
    def last(self) -> Line:
        return self.incident.board.timeline.lines[-1]


@asynccontextmanager
async def a_room(home: Path) -> AsyncGenerator[Room]:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        entries = await bridge.do(Declare("Pushes fail", Severity.SEV2))
        yield Room(bridge, shell, await observe(bridge, entries[-1].incident, shell))


async def noted(room: Room, text: str) -> EntryId:
    return (await room.bridge.do(Note(text), room.incident.incident))[0].id


# lines ---------------------------------------------------------------------------------------------------------------


async def test_a_line_is_corrected_in_words_and_time_and_the_trail_stays(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        entry = await noted(room, "db1 is emtpy")
        dialog = CorrectDialog(room.bridge, room.incident, entry, room.shell)
        dialog.open()
        assert focused() is dialog.form.right_words
        QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(focused(), "db1 is empty")
        dialog.form.right_moment.edit.setText("2017-01-31 23:27 UTC")
        dialog.form.reason.setText("typing")
        QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: room.incident.board.timeline.line(entry).corrections)
        line = room.incident.board.timeline.line(entry)
    assert (line.text, line.occurred_us) == ("db1 is empty", 1_485_905_220_000_000)
    assert (line.corrections[0].text_was, line.corrections[0].reason) == ("db1 is emtpy", "typing")


async def test_a_correction_that_changes_nothing_is_refused_in_the_dialog(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        entry = await noted(room, "db1 is empty")
        dialog = CorrectDialog(room.bridge, room.incident, entry, room.shell)
        dialog.open()
        dialog.go.click()
        await until(lambda: not dialog.form.correct_fault.isHidden())
        assert "Nothing would change" in dialog.form.correct_fault.text()
        dialog.reject()


async def test_a_line_is_taken_back_and_stays_readable(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        entry = await noted(room, "db2 is empty")
        dialog = CorrectDialog(room.bridge, room.incident, entry, room.shell)
        dialog.open()
        dialog.back.click()
        await until(lambda: room.incident.board.timeline.line(entry).is_retracted)
        assert room.incident.board.timeline.line(entry).text == "db2 is empty"


async def test_two_people_erase_what_must_not_be_kept(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.choose_person("Priya Nair")
        entry = await noted(room, "the password is hunter2")
        asking = EraseDialog(room.bridge, room.incident, entry, room.shell)
        asking.open()
        asking.form.erase_reason.setText("a password")
        asking.go.click()
        await until(lambda: entry in room.incident.board.erasures.of)
        confirming = EraseDialog(room.bridge, room.incident, entry, room.shell)
        confirming.open()
        confirming.form.second_person.setCurrentText("Priya Nair")
        confirming.go.click()
        await until(lambda: not confirming.form.erase_fault.isHidden())
        confirming.form.second_person.setCurrentText("Tomas Lind")
        confirming.go.click()
        await until(lambda: room.incident.board.timeline.line(entry).is_erased)
    left = [f for f in home.rglob("*") if f.is_file() and b"hunter2" in f.read_bytes()]
    assert left == []


# the incident --------------------------------------------------------------------------------------------------------


async def test_a_role_is_offered_with_what_the_record_and_the_giver_know(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.do(Assign("incident_manager", "Priya Nair"), room.incident.incident)
        dialog = HandoverDialog(room.bridge, room.incident, "incident_manager", room.shell)
        dialog.open()
        assert "SEV 2" in dialog.form.situation.toPlainText()
        assert focused() is dialog.form.worry
        QTest.keyClicks(focused(), "The copy is slower than it looks")
        assert not dialog.go.isEnabled()
        dialog.form.taker.setCurrentText("Tomas Lind")
        promised = [row.step.do for row in dialog.rows.rows["promise"]]
        assert "See every open role acknowledged" in promised
        dialog.rows.rows["promise"][0].click()
        dialog.go.click()
        board = room.incident.board
        await until(lambda: bool(board.handovers.waiting(board.roles)))
        holder = board.roles.held["incident_manager"].holder.value
        told = board.timeline.lines[-1].text.splitlines()
    assert holder is not None
    assert holder.name == "Priya Nair"  # until Tomas accepts
    assert told[-1] == "Worry: The copy is slower than it looks"
    assert f"Due: {promised[0]}" not in told
    assert f"Due: {promised[1]}" in told


@pytest.mark.by_keys("link.add", "link.remove")
async def test_a_duplicate_is_merged_and_comes_back_when_the_link_is_taken_back(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        other = (await room.bridge.do(Declare("Git is down")))[-1].incident
        await until(lambda: any(b.incident == other for b in room.bridge.headlines))
        linking = LinkDialog(room.bridge, room.incident, room.shell)
        linking.open()
        linking.form.relation.setCurrentIndex(linking.form.relation.findData("duplicate-of"))
        linking.go.click()
        await until(lambda: room.incident.board.headline.state is State.MERGED)
        back = LinkDialog(room.bridge, room.incident, room.shell)
        back.open()
        QTest.keyClick(next(b for b in back.form.standing.findChildren(type(back.go))), Qt.Key.Key_Space)
        await until(lambda: room.incident.board.headline.state is State.INVESTIGATING)
        assert room.incident.board.links.standing == {}


async def test_an_incident_is_found_by_part_of_its_title(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        other = (await room.bridge.do(Declare("Mail is late")))[-1].incident
        await until(lambda: len(room.bridge.headlines) == 2)
        dialog = IncidentsDialog(room.bridge, room.shell)
        chosen: list[str] = []
        dialog.chosen.connect(chosen.append)
        dialog.open()
        QTest.keyClicks(focused(), "late")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen == [other]


async def test_a_number_leads_to_its_incident_also_when_that_is_merged(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        other = (await room.bridge.do(Declare("Mail is late", Severity.SEV2)))[-1].incident
        await room.bridge.do(Add(Relation.DUPLICATE_OF, room.incident.board.headline.number), other)
        await room.bridge.do(Declare("SEV 2, the 2nd of today", Severity.SEV2))
        await until(lambda: len(room.bridge.headlines) == 3)
        number = next(board.headline.number for board in room.bridge.headlines if board.incident == other)
        dialog = IncidentsDialog(room.bridge, room.shell)
        chosen: list[str] = []
        dialog.chosen.connect(chosen.append)
        dialog.open()
        QTest.keyClicks(focused(), number.lower())
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen == [other]


async def test_words_are_found_as_they_are_typed(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        entry = await noted(room, "Failover to the standby started")
        await noted(room, "Nothing to see")
        dialog = SearchDialog(room.bridge, room.incident.incident, room.shell)
        chosen: list[tuple[str, str]] = []

        def keep(incident: str, line: str) -> None:
            chosen.append((incident, line))

        dialog.chosen.connect(keep)
        dialog.open()
        QTest.keyClicks(focused(), "stand")
        await until(lambda: dialog.meta.text() == "1 line")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen == [(room.incident.incident, entry)]


# the desk ------------------------------------------------------------------------------------------------------------


async def test_the_first_name_renames_who_wrote_so_far(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        before = room.bridge.me
        dialog = PersonDialog(room.bridge, room.shell)
        dialog.open()
        QTest.keyClicks(focused(), "Priya Nair")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        await until(lambda: room.bridge.name(room.bridge.me) == "Priya Nair")
        assert room.bridge.me == before


async def test_somebody_else_sits_down_with_one_press(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.choose_person("Priya Nair")
        tomas = await room.bridge.add_person("Tomas Lind")
        dialog = PersonDialog(room.bridge, room.shell)
        dialog.open()
        row = dialog.form.known_people.findChild(type(dialog.go), "known_person_1")
        assert row is not None
        row.click()
        await until(lambda: room.bridge.me == tomas)


async def test_the_help_names_every_word_of_the_command_line(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        dialog = HelpDialog(room.bridge, room.shell)
        dialog.open()
        shown = {label.text() for label in dialog.body.findChildren(QLabel)}
        dialog.accept()
    assert {f"/{word}" for word in slash_words()} <= shown


async def test_closing_a_notice_is_its_last_way(app: QApplication, home: Path) -> None:
    async with a_shell(home) as shell:
        ways = [Way("again", "Try again"), Way("quit", "Quit")]
        notice = NoticeDialog(shell, "a_notice", "Open elsewhere", ["Another process has it."], ways)
        running = asyncio.ensure_future(notice.chosen())
        await until(notice.isVisible)
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert await running == "quit"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
async def test_a_button_that_has_the_keyboard_is_pressed_by_enter(app: QApplication, home: Path, key: Qt.Key) -> None:
    async with a_shell(home) as shell:
        notice = NoticeDialog(shell, "a_notice", "Open elsewhere", ["Another process has it."], [Way("again", "Again")])
        running = asyncio.ensure_future(notice.chosen())
        await until(notice.isVisible)
        QTest.keyClick(focused(), key)
        assert await running == "again"

        pressed: list[bool] = []
        shell.settings.clicked.connect(lambda: pressed.append(True))
        shell.settings.setFocus()
        QTest.keyClick(focused(), key)
        assert pressed == [True]


async def test_the_keyboard_goes_round_inside_a_dialog_and_back_where_it_was(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        room.shell.board.setFocus()
        dialog = LinkDialog(room.bridge, room.incident, room.shell)
        dialog.open()
        seen = {focused()}
        for _ in range(12):
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
            seen.add(focused())
        assert all(dialog.isAncestorOf(widget) for widget in seen)
        assert not room.shell.declare.isEnabled()
        dialog.reject()
        assert focused() is room.shell.board
