"""Maintenance in the window: announced, begun, longer, over; told while declaring; late, loud for whoever does it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.completion import Scene, suggestions
from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.dialogs.duty_handover import DutyHandoverDialog
from incident_desk.desktop.dialogs.maintenance import MaintenanceDialog
from incident_desk.desktop.dialogs.maintenances import MaintenancesDialog
from incident_desk.desktop.duties import Answer
from incident_desk.desktop.observed import observe
from incident_desk.desktop.panels.maintenance import MOST, MaintenancePanel
from incident_desk.desktop.rooms.board_page import BoardPage
from incident_desk.desktop.rooms.calm import CalmRoom
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.maintenance import CancelMaintenance, ChangeMaintenance, ExtendMaintenance, Schedule
from incident_desk.domain.maintenance_list import Maintenance, Phase
from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until

CTRL = Qt.KeyboardModifier.ControlModifier
TITLE = "Payments database"


async def announce(room: Room, after_us: int = -MINUTE_US, lasts_us: int = HOUR_US, person: str = "me") -> Maintenance:
    from_us = room.clock.us + after_us
    fields = Schedule(TITLE, from_us, from_us + lasts_us, ("payments",), expect="Card terminals fail", person=person)
    entries = await room.bridge.do(fields)
    return room.bridge.organisation.maintenances.of[entries[-1].id]


@asynccontextmanager
async def a_calm_board(home: Path) -> AsyncGenerator[tuple[Room, MaintenancePanel]]:
    async with a_room(home) as room:
        calm = CalmRoom(room.bridge, WindowState(home))
        show(room, calm)
        yield room, calm.maintenance


def a_board(room: Room) -> BoardPage:
    page = BoardPage(room.bridge)
    page.observe(room.incident)
    show(room, page)
    return page


def needs(page: BoardPage) -> list[str]:
    return [row.need.words for row in page.room.needs.mine.rows if row.isVisible()]


async def headline_of(room: Room, declared: list[str]) -> Headline:
    """Of the incident that was declared, once the list has it."""
    found: list[Headline] = []

    def is_there() -> bool:
        found[:] = [board.headline for board in room.bridge.headlines if board.incident in declared]
        return bool(found)

    await until(is_there)
    return found[0]


async def test_by_keys_alone_it_is_announced_and_stands_on_the_calm_board(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as (room, panel):
        panel.schedule.setFocus()
        key(Qt.Key.Key_Return)
        dialog = room.dialog(MaintenanceDialog)
        type_words("Move the database")
        key(Qt.Key.Key_Return)
        type_words("23:45")
        key(Qt.Key.Key_Tab)
        type_words("01:00")
        dialog.form.services.other.setFocus()
        type_words("Payments")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not room.dialogs())
        [one] = room.bridge.organisation.maintenances.all
        assert (one.title.value, one.services.value) == ("Move the database", ("Payments",))
        assert one.ends_us - one.begins_us == HOUR_US + 15 * MINUTE_US
        assert panel.rows[0].shown.line == "MNT-1 Move the database"
        assert "23:45 to 01:00" in panel.rows[0].shown.detail
    with Desk.open(home) as desk:  # it is there after a restart
        assert len(desk.reading.organisation().maintenances.all) == 1


async def test_with_the_mouse_it_is_begun_takes_longer_and_is_over(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as (room, panel):
        one = await announce(room, after_us=HOUR_US)
        for step, holds in (
            ("begin", lambda: one.phase(room.clock.us) is Phase.RUNNING),
            ("extend", lambda: one.until_us.value == room.clock.us + 2 * HOUR_US + 30 * MINUTE_US),
            ("end", lambda: one.phase(room.clock.us) is Phase.ENDED),
        ):
            press(panel.rows[0])
            dialog = room.dialog(MaintenanceDialog)
            dialog.note.setText("as it went")
            press(dialog.steps[step])
            await until(lambda: not room.dialogs())
            assert holds(), step
        assert not panel.rows[0].isVisible()
        assert panel.nothing.isVisible()


async def test_what_was_announced_is_changed_and_what_is_wrong_stays_in_the_form(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as (room, panel):
        one = await announce(room, after_us=HOUR_US)
        press(panel.rows[0])
        dialog = room.dialog(MaintenanceDialog)
        dialog.form.ends.edit.setText("never")
        press(dialog.go)
        await until(dialog.fault.isVisible)
        assert dialog.form.ends.edit.text() == "never"
        dialog.form.ends.set_moment(room.clock.us)
        press(dialog.go)
        await until(lambda: "before it begins" in dialog.fault.text())
        dialog.form.ends.set_moment(room.clock.us + 3 * HOUR_US)
        dialog.form.contact.setText("bridge 7")
        press(dialog.go)
        await until(lambda: "Say why MNT-1 takes place at another time" in dialog.fault.text())
        type_words("the copy is larger than we thought")  # the keyboard is where it is asked
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not room.dialogs())
        assert (one.ends_us, one.contact.value) == (room.clock.us + 3 * HOUR_US, "bridge 7")


async def test_the_form_shows_what_was_said_and_why_and_what_others_say_meanwhile(
    app: QApplication, home: Path
) -> None:
    async with a_calm_board(home) as (room, panel):
        one = await announce(room, after_us=HOUR_US)
        press(panel.rows[0])
        dialog = room.dialog(MaintenanceDialog)
        dialog.form.contact.setText("bridge 7")
        changed = ChangeMaintenance(
            one.id, title="Payments and search", contact="bridge 8", link="https://example.org/7"
        )
        await room.bridge.do(changed)  # as another desk would
        assert dialog.form.words.text() == "Payments and search"
        assert dialog.form.contact.text() == "bridge 7"  # what was typed here stays
        assert dialog.form.open.isVisible()
        await room.bridge.do(ExtendMaintenance(one.id, 1800, "the copy is slow"))
        told = [row.text() for row in dialog.told.rows if row.isVisible()]
        assert len(told) == 3
        assert told[0].startswith(
            "23:31 Priya Nair: Maintenance MNT-1 takes longer, until 1 February 2017 02:01:00 UTC"
        )
        assert told[0].endswith(": the copy is slow")
        press(dialog.go)
        await until(lambda: not room.dialogs())
        assert (one.title.value, one.contact.value) == ("Payments and search", "bridge 7")


async def test_all_of_them_are_in_one_list_also_what_is_over(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as (room, panel):
        for number in range(1, 9):
            await announce(room, after_us=number * HOUR_US)
        await room.bridge.do(CancelMaintenance("MNT-8", "no window"))
        assert sum(row.isVisible() for row in panel.rows) == MOST
        assert panel.every.text() == "All 8"
        panel.every.setFocus()
        key(Qt.Key.Key_Space)
        dialog = room.dialog(MaintenancesDialog)
        assert dialog.meta.text() == "7 maintenances"
        press(dialog.over)
        dialog.words.setFocus()
        type_words("mnt-8")
        [row] = [row for row in dialog.rows if row.isVisible()]
        assert "Cancelled" in row.shown.detail
        key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Return)
        opened = room.dialog(MaintenanceDialog)
        assert opened.heading.text() == "Maintenance MNT-8"
        assert not opened.go.isEnabled()
        assert not opened.steps["end"].isVisible()
        assert any("no window" in row.text() for row in opened.told.rows)


async def test_every_word_of_it_stands_in_the_duty_log_and_can_be_erased_there(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        one = await announce(room)
        await room.bridge.do(ExtendMaintenance(one.id, 1800, "the password is hunter2"))
        log = await observe(room.bridge, NO_INCIDENT, room.shell)
        line = log.board.timeline.lines[-1]
        assert line.text == "the password is hunter2"
        await room.bridge.do(Ask(line.entry, "a password"), NO_INCIDENT)
        await room.bridge.choose_person("Tomas Berg")
        await room.bridge.do(Confirm(line.entry), NO_INCIDENT)
        await until(lambda: "hunter2" not in one_now(room).told[-1].english)
        assert one_now(room).ends_us == room.clock.us - MINUTE_US + HOUR_US + 30 * MINUTE_US  # the end holds


async def test_the_shift_is_handed_over_with_what_runs_and_what_comes(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await announce(room)
        await announce(room, after_us=23 * HOUR_US, person="Kim")
        await announce(room, after_us=30 * HOUR_US)
        dialog = DutyHandoverDialog(room.bridge, [], room.shell)
        assert dialog.told.toPlainText().splitlines() == [
            "MNT-1 Payments database · Runs until 00:30 · payments · Priya Nair",
            "MNT-2 Payments database · 1 Feb 22:31 to 1 Feb 23:31 · payments · Kim",
        ]


def one_now(room: Room) -> Maintenance:
    return room.bridge.organisation.maintenances.all[0]


@pytest.mark.by_mouse("incident.declare")
async def test_whoever_declares_is_told_and_may_link_it(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        one = await announce(room)
        dialog = DeclareDialog(room.bridge, WindowState(home), room.shell)
        declared: list[str] = []
        dialog.declared.connect(declared.append)
        dialog.open()
        assert not dialog.announced.isVisible()
        type_words("Mail is late")
        assert not dialog.announced.isVisible()
        dialog.form.declare_title.setText("Payments fail")
        assert dialog.announced.words.text() == "Is it this? MNT-1, payments, runs since 23:30, until 00:30"
        assert dialog.announced.isVisible()
        assert "Card terminals fail" in dialog.announced.expect.text()
        press(dialog.announced.chip)
        dialog.declare()
        headline = await headline_of(room, declared)
        assert list(headline.came_of.values()) == [one.id]


async def test_a_chosen_service_matches_too_and_nothing_is_linked_unasked(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await announce(room)
        dialog = DeclareDialog(room.bridge, WindowState(home), room.shell)
        declared: list[str] = []
        dialog.declared.connect(declared.append)
        dialog.open()
        dialog.form.declare_title.setText("All is slow")
        dialog.form.services.choose(("PAYMENTS",))
        assert dialog.announced.isVisible()
        dialog.declare()
        headline = await headline_of(room, declared)
        assert headline.came_of == {}


async def test_an_incident_is_declared_from_it_and_a_draft_stays_where_it_was(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as (room, panel):
        one = await announce(room)
        asked: list[str] = []
        room.bridge.declare_asked.connect(asked.append)
        press(panel.rows[0])
        press(room.dialog(MaintenanceDialog).steps["declare"])
        assert asked == [one.id]
        dialog = DeclareDialog(room.bridge, WindowState(home), room.shell, one.id)
        dialog.open()
        assert dialog.form.declare_title.text() == TITLE
        assert "PAYMENTS" in (name.upper() for name in dialog.form.services.chosen())
        assert dialog.announced.chip.isChecked()
        dialog.reject()
        assert WindowState(home).draft is None


async def test_late_it_is_loud_for_whoever_does_it_and_for_nobody_else(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.choose_person("Tomas Berg")
        await room.bridge.choose_person("Priya Nair")
        await announce(room)
        await announce(room, person="Tomas Berg")
        page = a_board(room)
        assert not any("over?" in words for words in needs(page))
        room.clock.go_on(90)
        loud = [words for words in needs(page) if "over?" in words]
        assert loud == ["MNT-1, over? Payments database"]
        row = next(row for row in page.room.needs.mine.rows if "over?" in row.need.words)
        press(row)
        press(room.dialog(MaintenanceDialog).steps["end"])
        await until(lambda: not any("over?" in words for words in needs(page)))
        panel = page.room.maintenance
        assert panel.isVisible()
        assert not any(
            "past its end" in line.shown.words for line in page.room.needs.found.others
        )  # it touches nothing
        await room.do(SetImpact(services=("payments",)))
        press(page.room.needs.others)
        [other] = [row.need for row in page.room.needs.folded.rows if "past its end" in row.need.words]
        assert (other.words, other.who) == ("MNT-2 is past its end: Payments database", "Tomas Berg")
        assert panel.note.text() == "1 late"
        assert panel.rows[0].shown.tone == "warn"


async def test_what_was_only_detected_asks_nobody_while_all_of_it_was_announced(app: QApplication, home: Path) -> None:
    async with a_room(home) as first:
        declaring = Declare("Payments fail", services=("payments",), state=State.DETECTED)
        incident = (await first.bridge.do(declaring))[-1].incident
    async with a_room(home, incident=incident) as room:
        page = a_board(room)
        await room.do(Assign("incident manager", "Kim"))
        room.clock.go_on(10)
        assert any("does not answer" in words for words in needs(page)), needs(page)
        await announce(room)
        await until(lambda: f"Muted by MNT-1: {TITLE}" in needs(page))
        assert not any("does not answer" in words for words in needs(page))
        assert page.room.roles.list.standings[0].answer is Answer.ASKED  # not amber either
        press(page.room.needs.muted)  # it is there for whoever looks
        assert any("does not answer" in row.need.words for row in page.room.needs.folded.rows)
        await room.do(SetImpact(services=("payments", "search")))
        assert any("does not answer" in words for words in needs(page)), needs(page)
        await room.do(SetImpact(services=("payments",)), SetState(State.INVESTIGATING))
        assert any("does not answer" in words for words in needs(page)), needs(page)


async def test_beside_an_incident_it_comes_by_itself_when_it_is_near(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        page = a_board(room)
        await announce(room, after_us=13 * HOUR_US)
        assert not page.room.maintenance.isVisible()
        room.clock.go_on(90)
        assert page.room.maintenance.isVisible()
        page.room.timeline.take_keyboard()
        QTest.keyClicks(page.room.timeline.line.edit, "/maintenance")
        key(Qt.Key.Key_Return)
        assert room.dialog(MaintenanceDialog).heading.text() == "Announce maintenance"


async def test_on_the_calm_board_a_slash_word_opens_the_form_or_does_all_of_it(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        calm = CalmRoom(room.bridge, WindowState(home))
        show(room, calm)
        await calm.reveal(None)  # the log is read by then
        calm.duty_log.take_keyboard()
        type_words("/maintenance")
        key(Qt.Key.Key_Return)
        assert room.dialog(MaintenanceDialog).heading.text() == "Announce maintenance"
        key(Qt.Key.Key_Escape)
        await announce(room)
        calm.duty_log.take_keyboard()
        type_words("/extend-maintenance MNT-1 30m slow copy")
        key(Qt.Key.Key_Return)
        await until(lambda: len(one_now(room).told) == 2)
        assert one_now(room).told[-1].body.words() == "slow copy"


async def test_the_command_line_offers_what_is_announced(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await announce(room)
        scene = Scene(room.incident, [], "Priya Nair", (room.bridge.me, room.clock.us))
        offered = suggestions("/end-maintenance ", scene)
        assert [(each.offered, each.meaning) for each in offered] == [("MNT-1", TITLE)]
        assert "in 2 h" in [each.offered for each in suggestions("/maintenance Move from_at=", scene)]


async def test_by_a_slash_command_with_its_fields(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        page = a_board(room)
        page.room.timeline.take_keyboard()
        type_words('/maintenance Move mail from_at=23:45 until_at="in 3 h" services=mail')
        key(Qt.Key.Key_Return)
        await until(lambda: bool(room.bridge.organisation.maintenances.all))
        one = room.bridge.organisation.maintenances.all[0]
        assert (one.title.value, one.ends_us) == ("Move mail", room.clock.us + 3 * HOUR_US)


# for customers --------------------------------------------------------------------------------------------------------


async def test_by_keys_customers_are_given_words_of_their_own_and_by_mouse_they_are_taken_back(
    app: QApplication, home: Path
) -> None:
    async with a_calm_board(home) as (room, panel):
        one = await announce(room, after_us=HOUR_US)
        press(panel.rows[0])
        public = room.dialog(MaintenanceDialog).public
        assert public.head.note.text() == "customers read nothing of it"
        assert not public.propose.isEnabled()
        public.words.setFocus()
        type_words("Cards may fail for some minutes.")
        key(Qt.Key.Key_Tab)
        key(Qt.Key.Key_Space)
        await until(lambda: not room.dialogs())
        assert one.worded is not None
        assert one.worded.allowed == ()
        press(panel.rows[0])
        public = room.dialog(MaintenanceDialog).public
        assert public.head.note.text() == "worded, and not allowed yet"
        public.show_it.setFocus()
        key(Qt.Key.Key_Space)
        await until(lambda: not room.dialogs())
        assert (one.worded and one.worded.allowed) == (room.bridge.me,)
        press(panel.rows[0])
        public = room.dialog(MaintenanceDialog).public
        assert public.head.note.text().startswith("customers read it; worded by ")
        assert not public.show_it.isVisible()
        press(public.hide_it)
        await until(lambda: not room.dialogs())
        assert one.worded is not None
        assert one.worded.is_hidden


async def test_words_that_are_being_typed_stay_while_others_write(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as (room, panel):
        one = await announce(room, after_us=HOUR_US)
        press(panel.rows[0])
        public = room.dialog(MaintenanceDialog).public
        public.words.setFocus()
        type_words("Cards may")
        await room.bridge.do(ChangeMaintenance(one.id, expect="Terminals restart"))
        await until(lambda: one.expect.value == "Terminals restart")
        assert public.words.toPlainText() == "Cards may"
