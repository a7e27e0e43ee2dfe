"""The roles of an incident: given, acknowledged, ticked, handed over and released where they stand."""

from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.observed import observe
from incident_desk.desktop.panels.role import RolePanel
from incident_desk.desktop.panels.roles import RolesPanel
from incident_desk.desktop.panels.roles_fit import fit
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign, Holding, OneRole, OpenRole, Tick
from incident_desk.domain.severity import Severity
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until
from tests.domain.making import PLAN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LONG_NAME = "Aleksandra Wojciechowska-Lindqvist of the customer liaison office for the public sector"


def the_roles(room: Room, width: int = 336) -> RolesPanel:
    panel = RolesPanel(room.bridge)
    panel.setFixedWidth(width)
    show(room, panel)
    panel.observe(room.incident)
    return panel


def of(panel: RolesPanel, role: str) -> RolePanel:
    return panel.list.item(role).panel


def held(room: Room, role: str) -> Holding:
    return room.board.roles.held[role]


def holder(room: Room, role: str) -> str:
    found = held(room, role).holder.value
    return found.name if found else ""


async def test_due_times_follow_the_zone_at_once(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        room.bridge.zone = UTC
        [first, *_] = of(the_roles(room), "incident_manager").steps
        before = first.step
        room.bridge.zone = timezone(timedelta(hours=5))
        assert first.step.when != before.when
        assert first.step.do == before.do


async def test_years_later_a_role_is_not_crowded_by_the_date_of_its_night(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        room.bridge.zone = UTC
        panel = of(the_roles(room), "scribe")
        await room.do(Assign("scribe", "Lewis Grant"), OneRole("scribe"))
        room.clock.go_on(90)  # past midnight
        await room.do(Tick("scribe", "began"), SetState(State.RESOLVED))
        room.clock.go_on(3 * 366 * 24 * 60)
        assert panel.form.since.text() == "on since 23:31"
        press(panel.form.all_steps)
        assert panel.steps[-1].step.when == "01:01"
        told = panel.steps[-1].step
        assert told.detail == f"{told.do}: done by Priya Nair, 1 February 2017 01:01:00 UTC"
        assert told.who == "Priya Nair"


async def test_the_panel_of_whoever_is_at_the_desk_comes_first(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_roles(room)
        await room.do(Assign("scribe", "me"), Assign("incident_manager", "Tomas Lind"))
        assert panel.list.order[:2] == ["scribe", "incident_manager"]


async def test_one_key_gives_the_empty_roles_to_whoever_is_on_call(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.do(Use(ready_plans()["online-service"], "ours"))
        incident = (await room.bridge.do(Declare("Mail is late", Severity.SEV1)))[-1].incident
        observed = await observe(room.bridge, incident, room.shell)
        panel = RolesPanel(room.bridge)
        show(room, panel)
        panel.observe(observed)
        panel.addAction(panel.filling.fill)  # on the board the page has it
        assert panel.filling.told.text() == "4 roles can be filled"
        assert "Incident commander: Commander on call" in panel.filling.button.toolTip()
        panel.filling.button.setFocus()
        key(Qt.Key.Key_F5)
        await until(lambda: not panel.filling.isVisible())
        held = observed.board.roles.held["incident_commander"].holder.value
        assert held is not None
        assert held.name == "Commander on call"


@pytest.mark.by_mouse("role.open")
@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_a_second_expert_of_one_field_gets_a_panel_with_the_same_duty(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_roles(room)
        await room.do(OpenRole("SME Database"), Assign("sme_database", "Kim"))
        press(panel.add.button)
        more = panel.add.menu.findChild(QAction, "add_role_sme_database")
        assert more is not None
        assert more.text() == "One more: SME Database"
        more.trigger()
        panel.add.menu.close()
        await until(lambda: "sme_database#2" in room.board.roles.held)
        second = of(panel, "sme_database#2")
        assert second.form.role_title.text() == "SME Database 2"
        assert second.standing is not None
        assert second.standing.duties.startswith("Knows the databases")
        assert second.standing.steps


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_a_line_of_the_checklist_tells_its_lesson_and_leads_to_the_incident(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        number = room.board.headline.number
        step = '{key: lead, do: "Say by name that you lead", within: 2 min'
        await room.bridge.do(Use(PLAN.replace(step, f'{step}, because: "{number}: nobody led"'), "a lesson"))
        incident = (await room.bridge.do(Declare("Mail is late", Severity.SEV2)))[-1].incident
        await until(lambda: len(room.bridge.headlines) == 2)
        panel = RolesPanel(room.bridge)
        show(room, panel)
        panel.observe(await observe(room.bridge, incident, room.shell))
        asked: list[str] = []
        panel.incident_asked.connect(asked.append)
        role = of(panel, "incident_manager")
        row = role.steps[0]
        assert row.step.because == f"{number}: nobody led"
        assert row.step.detail.endswith(f"Because of: {number}: nobody led")
        row.customContextMenuRequested.emit(QPoint(5, 5))  # the right button, and the key for menus
        way = next(each for each in role.menu.actions() if each.objectName().endswith("_because"))
        assert way.text() == f"Go to where it comes from: {number}: nobody led"
        way.trigger()
        role.menu.close()
        assert asked == [room.incident.incident]


# giving --------------------------------------------------------------------------------------------------------------


async def test_a_role_is_given_where_it_stands(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "operations_manager")
        assert panel.form.holder.text() == "Nobody yet"
        press(panel.form.assign)
        type_words("Tomas Lind")
        key(Qt.Key.Key_Return)
        await until(lambda: holder(room, "operations_manager") == "Tomas Lind")
        await until(lambda: not panel.form.assigning.is_open)
        assert panel.form.holder.text() == "Tomas Lind"
        assert panel.form.answer.text() == "waits for an answer"
        assert focused() is panel.form.acknowledge


async def test_names_are_completed_from_the_people_of_the_record(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.add_person("Tomas Lind")
        panel = of(the_roles(room), "scribe")
        press(panel.form.assign)
        completer = panel.form.assigning.field.completer()
        completer.setCompletionPrefix("lind")
        assert completer.currentCompletion() == "Tomas Lind"
        panel.form.assigning.field.setText("Tom")  # a start that only one has is enough
        key(Qt.Key.Key_Return)
        await until(lambda: holder(room, "scribe") == "Tomas Lind")


async def test_esc_gives_the_role_to_nobody(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "scribe")
        press(panel.form.assign)
        type_words("Tomas")
        key(Qt.Key.Key_Escape)
        assert not panel.form.assigning.is_open
        assert focused() is panel.form.assign
        assert holder(room, "scribe") == ""


async def test_a_refused_name_stays_in_the_field_with_the_reason_below(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "scribe")
        press(panel.form.assign)
        panel.form.assigning.field.setText("x" * 90)
        key(Qt.Key.Key_Return)
        await until(panel.form.role_fault.isVisible)
        assert "at most 80 characters" in panel.form.role_fault.accessibleName()
        assert panel.form.assigning.field.text() == "x" * 90


async def test_whoever_takes_a_role_has_acknowledged_it(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "incident_manager")
        press(panel.form.take)
        await until(lambda: holder(room, "incident_manager") == "Priya Nair")
        assert panel.form.role_title.text() == "Incident manager, you"
        assert panel.form.answer.text() == "Acknowledged"
        assert panel.form.since.text() == "on since 23:31"


async def test_a_role_of_the_plan_is_added_and_one_the_plan_does_not_know(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        await room.do(OpenRole("sme_database"))
        roles.add.button.setFocus()
        roles.add._name_another()  # pyright: ignore[reportPrivateUsage]  # the menu cannot be popped up offscreen
        type_words("SME Storage")
        key(Qt.Key.Key_Return)
        await until(lambda: "sme_storage" in room.board.roles.held)
        assert of(roles, "sme_storage").form.role_title.text() == "SME Storage"
        assert of(roles, "sme_database").form.role_title.text() == "SME Database"


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_the_menu_offers_the_roles_of_the_plan_that_are_not_open(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        press(roles.add.button)
        offered = [a.text() for a in roles.add.menu.actions() if a.text()]
        assert offered == ["SME Database", "SME Networking", "A role the plan does not know…"]
        roles.add.menu.actions()[0].trigger()
        roles.add.menu.close()
        await until(lambda: "sme_database" in room.board.roles.held)


# answering -----------------------------------------------------------------------------------------------------------


@pytest.mark.by_mouse("role.acknowledge")
async def test_an_acknowledgement_is_a_press(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "scribe")
        await room.do(Assign("scribe", "Sofia Brandt"))
        press(panel.form.acknowledge)
        await until(lambda: held(room, "scribe").acknowledged_us)
        assert panel.form.answer.text() == "Acknowledged"


async def test_after_the_plans_time_without_an_answer_the_deputy_is_offered(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "scribe")
        await room.do(Assign("communications_manager", "Ana Reyes"), Assign("scribe", "Lewis Grant"))
        room.clock.go_on(4.9)
        assert not panel.form.deputy_line.isVisible()
        room.clock.go_on(0.2)
        assert panel.form.answer.text() == "no answer for 5 min"
        assert panel.form.deputy.text() == "Deputy: Ana Reyes"
        press(panel.form.to_deputy)
        await until(lambda: holder(room, "scribe") == "Ana Reyes")
        assert panel.form.answer.text() == "waits for an answer"


async def test_a_deputy_nobody_is_cannot_be_asked(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "scribe")
        await room.do(Assign("scribe", "Lewis Grant"))
        room.clock.go_on(6)
        assert panel.form.deputy.text() == "Deputy: nobody holds Communications manager"
        assert not panel.form.to_deputy.isVisible()


# checklist -----------------------------------------------------------------------------------------------------------


async def test_a_step_is_ticked_by_the_keyboard_and_the_next_one_follows(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "incident_manager")
        assert panel.steps[0].step.do == "Say by name that you lead"
        panel.steps[0].setFocus()
        key(Qt.Key.Key_Space)
        assert not panel.steps[0].isChecked()  # not before it is on the record
        await until(lambda: "lead" in held(room, "incident_manager").done)
        assert panel.steps[0].step.do == "Confirm the severity, or raise it"
        assert panel.form.all_steps.text() == "1 of 7 steps"


async def test_a_tick_is_taken_back_among_all_steps(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "incident_manager")
        await room.do(Tick("incident_manager", "lead"))
        press(panel.form.all_steps)
        assert panel.form.duties.isVisible()
        done = [row for row in panel.steps if row.isVisible() and row.isChecked()]
        assert [row.step.do for row in done] == ["Say by name that you lead"]
        press(done[0])
        await until(lambda: not held(room, "incident_manager").done)


async def test_whoever_gets_a_role_reads_its_duties_at_that_moment(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panels = the_roles(room)
        await room.do(Assign("incident_manager", "me"), Assign("scribe", "Lewis Grant"))
        mine, other = of(panels, "incident_manager").form, of(panels, "scribe").form
        await until(mine.duties.isVisible)
        assert mine.duties.text().startswith("Decides, and carries out nothing")
        assert other.duties_line.isHidden()  # it is not theirs to read
        room.clock.go_on(6)
        await until(mine.duties_line.isHidden)


async def test_a_step_is_soon_then_late(app: "QApplication", home: Path) -> None:
    said: list[str] = []
    async with a_room(home) as room:
        panel = of(the_roles(room), "communications_manager")
        for minutes in (0, 3, 3):
            room.clock.go_on(minutes)
            step = panel.steps[0].step
            said.append(f"{step.do} {step.when} {step.due.value}")
        assert "1 min late, it was due at 31 January 2017 23:36:00 UTC" in panel.steps[0].toolTip()
    assert said == [
        "Send the holding statement 23:36 later",
        "Send the holding statement in 2 min soon",
        "Send the holding statement 1 min late late",
    ]


async def test_who_is_called_by_choice_has_their_time_from_then_on(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        room.clock.go_on(60)
        await room.do(OpenRole("sme_database"), Assign("sme_database", "Jun Watanabe"))
        step = of(roles, "sme_database").standing
        assert step is not None
        assert [s.near.value for s in step.open_steps] == ["later"] * 6


# handing over --------------------------------------------------------------------------------------------------------


async def test_what_was_handed_over_can_be_read_by_who_took_it(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "operations_manager")
        await room.do(Assign("operations_manager", "Tomas Lind"), OneRole("operations_manager"))
        press(panel.form.hand_over)
        dialog = room.dialog(HandoverDialog)
        type_words("The staging disk is nearly full")
        dialog.form.taker.setCurrentText("Sofia Brandt")
        press(dialog.go)
        await until(lambda: not room.dialogs() and panel.offer.isVisible())
        assert holder(room, "operations_manager") == "Tomas Lind"
        press(panel.offer.button)
        answer = room.dialog(HandoverAnswerDialog)
        type_words("on the bridge call")
        press(answer.go)
        await until(lambda: holder(room, "operations_manager") == "Sofia Brandt")
        await until(lambda: not room.dialogs() and not panel.offer.isVisible())
        press(panel.form.read_handover)
        told = " ".join(label.text() for label in room.dialog(NoticeDialog).findChildren(QLabel))
        assert "The staging disk is nearly full" in told
        key(Qt.Key.Key_Escape)


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_a_role_is_taken_back_from_its_holder(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "scribe")
        await room.do(Assign("scribe", "Sofia Brandt"))
        press(panel.form.role_more)
        next(a for a in panel.menu.actions() if a.objectName().endswith("release")).trigger()
        panel.menu.close()
        await until(lambda: holder(room, "scribe") == "")
        assert panel.form.assign.isVisible()


# many ----------------------------------------------------------------------------------------------------------------


async def with_twelve_roles(room: Room) -> None:
    await room.do(Assign("incident_manager", "me"))
    for field in ("Storage", "Backups", "CI", "Legal", "Support", "Network", "Search"):
        await room.do(OpenRole(f"SME {field}"), Assign(f"sme_{field.lower()}", f"Expert of {field}"))


async def test_twelve_roles_are_rows_the_loudest_first_and_mine_whole(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        await with_twelve_roles(room)
        room.clock.go_on(3)
        await room.do(OneRole("sme_storage"))
        room.clock.go_on(3)
        assert roles.list.is_compact
        assert roles.note.text() == "2 of 12 acknowledged, loudest first"
        assert roles.list.order[0] == "incident_manager"
        assert roles.list.item("incident_manager").is_whole
        silent = {"sme_backups", "sme_ci", "sme_legal", "sme_support", "sme_network", "sme_search"}
        assert set(roles.list.order[1:7]) == silent
        assert roles.list.order[-1] == "sme_storage"
        assert not roles.list.item("sme_storage").is_whole


async def test_a_row_opens_where_it_lies(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        await with_twelve_roles(room)
        item = roles.list.item("sme_search")
        assert not item.is_whole
        press(item.row)
        assert item.is_whole
        assert item.isAncestorOf(focused())


async def test_above_seven_reports_a_level_between_is_suggested(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        await with_twelve_roles(room)
        assert not roles.hint.isVisible()
        await room.do(Assign("scribe", "Sofia Brandt"))
        assert roles.hint.isVisible()
        assert "8 people report to one" in roles.hint.text()


async def test_long_names_give_way_inside_the_column(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room, width=300)
        await room.do(OpenRole("SME " + "Long" * 13), Assign("scribe", LONG_NAME[:80]))
        room.clock.go_on(1)
        for widget in roles.list.findChildren(QLabel) + roles.list.findChildren(QPushButton):
            if widget.isVisible():
                assert widget.mapTo(roles, QPoint(widget.width(), 0)).x() <= 300, widget.objectName()
        assert of(roles, "scribe").form.holder.toolTip() == LONG_NAME[:80]


async def test_a_folded_column_keeps_every_role_and_a_press_unfolds_it(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        roles = the_roles(room)
        roles.fold_asked.connect(roles.set_folded)
        press(roles.fold)
        assert set(roles.folded.badges) == set(room.board.roles.held)
        assert "Scribe" in roles.folded.badges["scribe"].accessibleName()
        press(roles.folded.badges["scribe"])
        assert not roles.is_folded
        assert of(roles, "scribe").isAncestorOf(focused())


async def test_in_a_folded_column_too_low_for_all_the_loudest_come_first(app: "QApplication", home: Path) -> None:
    async with a_room(home, size=(1200, 700)) as room:
        roles = the_roles(room)
        roles.set_folded(True)
        await with_twelve_roles(room)
        room.clock.go_on(6)
        await room.do(OneRole("sme_storage"))
        assert roles.folded.order[0] == "incident_manager"
        assert roles.folded.order[-1] == "sme_storage"


@pytest.mark.parametrize(
    ("bases", "open_steps", "room_px", "shown"),
    [
        ([100, 100], [8, 8], 1000, [6, 6]),
        ([100, 100], [8, 1], 1000, [6, 1]),
        ([100, 100], [8, 8], 200 + 24 * 5, [3, 2]),
        ([100, 100], [8, 8], 200 + 24 * 7, [3, 3]),
        ([100, 100], [0, 0], 200, [0, 0]),
        ([100, 100], [8, 8], 200 + 47, None),
        ([], [], 100, []),
    ],
)
def test_steps_are_shared_out_while_there_is_room(
    bases: list[int], open_steps: list[int], room_px: int, shown: list[int] | None
) -> None:
    assert fit(bases, open_steps, room_px) == shown
