"""What comes next, how long it takes, and what hangs together with it: the side of the board."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.panels.due import LEAST, MOST, DuePanel
from incident_desk.desktop.panels.links import LinksPanel
from incident_desk.desktop.panels.measured import MeasuresPanel
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.reports import JudgeReports, TakeReport
from incident_desk.domain.roles import Assign
from incident_desk.domain.situation import Need
from incident_desk.domain.tasks import Give
from tests.desktop.boards import Room, a_room, key, press, show
from tests.desktop.conftest import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def what_is_due(room: Room) -> DuePanel:
    panel = DuePanel(room.bridge)
    show(room, panel)
    panel.observe(room.incident)
    return panel


def the_links(room: Room) -> LinksPanel:
    panel = LinksPanel(room.bridge)
    show(room, panel)
    panel.observe(room.incident)
    return panel


async def test_the_steps_of_all_roles_stand_in_the_order_of_their_time(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = what_is_due(room)
        shown = [(row.step.who, row.step.when) for row in panel.steps if row.isVisible()]
        assert shown[:3] == [("IM", "23:33"), ("Ops", "23:34"), ("IM", "23:36")]
        assert len(shown) == LEAST
        assert panel.more.text() == f"{26 - LEAST} more, in the roles"
        assert panel.note.text() == "26 to do"


async def test_a_high_column_shows_more_of_what_comes(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = what_is_due(room)
        shown: list[int] = []
        for height in (600, 1200, 2000, 600):
            panel.give_room(height)
            shown.append(sum(row.isVisible() for row in panel.steps))
    assert shown == [LEAST, 12, MOST, LEAST]


async def test_a_step_is_ticked_where_it_is_due(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = what_is_due(room)
        panel.steps[0].setFocus()
        key(Qt.Key.Key_Space)
        await until(lambda: "lead" in room.board.roles.held["incident_manager"].done)
        assert panel.steps[0].step.who == "Ops"


async def test_a_role_that_needs_somebody_stands_above_and_a_press_leads_there(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = NeedsPanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        asked: list[tuple[Need, ...]] = []
        panel.asked.connect(asked.append)
        for role in ("incident_manager", "operations_manager", "communications_manager", "customer_liaison"):
            await room.do(Assign(role, "me"))
        await room.do(Assign("scribe", "Lewis Grant"))
        room.clock.go_on(6)
        [row] = [each for each in panel.mine.rows if each.need.words == "Scribe does not answer"]
        assert row.need.when == "for 6 min"
        press(row)
    assert [need.about for needs in asked for need in needs] == ["scribe"]


async def test_nothing_is_due_when_it_is_over(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = what_is_due(room)
        await room.do(SetState(State.RESOLVED))
        assert not panel.isVisible()
        await room.do(SetState(State.INVESTIGATING))
        assert panel.isVisible()


async def test_every_measure_names_both_ends_and_runs_until_it_is_over(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = MeasuresPanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        await room.do(SetImpact(started_us=room.clock.us - 12 * 60_000_000))
        room.clock.go_on(20)
        assert {name: value.text() for name, value in panel.values.items()} == {
            "detect": "12 min",
            "declare": "0 s",
            "mitigate": "00:20:00",
            "resolve": "00:20:00",
        }
        await room.do(SetState(State.MONITORING))
        room.clock.go_on(5)
        await room.do(SetState(State.RESOLVED))
        room.clock.go_on(5)
        assert panel.values["mitigate"].text() == "20 min"
        assert panel.values["resolve"].text() == "25 min"


async def test_a_linked_incident_is_named_as_it_is_now_and_a_press_goes_there(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_links(room)
        asked: list[str] = []
        panel.incident_asked.connect(asked.append)
        assert panel.nothing.isVisible()
        other = (await room.bridge.do(Declare("Replica stopped")))[-1].incident
        await until(lambda: len(room.bridge.headlines) == 2)
        number = next(b.headline.number for b in room.bridge.headlines if b.incident == other)
        await room.do(Add(Relation.REPEAT_OF, number))
        await until(lambda: panel.rows)
        [row] = panel.rows
        assert (row.shown.line, row.shown.detail) == ("Replica stopped", f"Repeat of {number}")
        await room.bridge.do(SetState(State.RESOLVED), other)
        await until(lambda: panel.rows[0].shown.aside == "Resolved")
        press(panel.rows[0])
        assert asked == [other]


@pytest.mark.by_mouse("link.add")
async def test_a_link_is_made_from_the_side(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_links(room)
        await room.bridge.do(Declare("Replica stopped"))
        await until(lambda: len(room.bridge.headlines) == 2)
        press(panel.link)
        dialog = room.dialog(LinkDialog)
        dialog.form.relation.setCurrentIndex(dialog.form.relation.findData("part-of"))
        press(dialog.go)
        await until(lambda: not room.dialogs())
        assert [row.shown.line for row in panel.rows] == ["Replica stopped"]


async def test_the_other_side_of_a_link_is_seen_too(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_links(room)
        part = (await room.bridge.do(Declare("Replica stopped")))[-1].incident
        await room.bridge.do(Add(Relation.PART_OF, room.incident.incident), part)
        await until(lambda: panel.rows)
        number = next(b.headline.number for b in room.bridge.headlines if b.incident == part)
        assert panel.rows[0].shown.detail == f"{number} is a part of this"
        asked: list[str] = []
        panel.incident_asked.connect(asked.append)
        press(panel.rows[0])
        assert asked == [part]
        assert not panel.go_on.isVisible()


async def test_before_a_merging_it_is_told_what_becomes_of_reports_and_of_the_page(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        other = (await room.bridge.do(Declare("Replica stopped")))[-1].incident
        await room.do(Assign("incident_manager", "@Kim"), BeginMessage("Pushes fail", template="holding"))
        next_us = room.clock.us + 20 * MINUTE_US
        await room.do(ProposeMessage("1", next_update_us=next_us), ReleaseMessage("1", ("status_page",)))
        await room.do(SentByHand("1", "status_page"))
        here = room.board.headline.number
        await room.bridge.do([TakeReport("502", "Website"), TakeReport("slow", "Website")])
        await room.bridge.do([JudgeReports(("1..2",), Verdict.SAME_ISSUE, here)])
        await until(lambda: len(room.bridge.headlines) == 2)
        there = next(b.headline.number for b in room.bridge.headlines if b.incident == other)
        dialog = LinkDialog(room.bridge, room.incident, room.shell)
        dialog.open()
        dialog.form.relation.setCurrentIndex(dialog.form.relation.findData("duplicate-of"))
        note = dialog.form.link_note
        wanted = f"Reports judged to be of {here} stay with it (2); what comes now is judged to {there}."
        await until(lambda: wanted in note.text())
        assert f"On the status page the old links of {here} lead on to {there}." in note.text()
        dialog.reject()


async def test_before_a_merging_it_is_told_what_becomes_of_everything(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        other = (await room.bridge.do(Declare("Replica stopped " * 9)))[-1].incident
        await room.bridge.do([Assign("incident manager", "Sofia")], other)
        await room.do(Assign("incident manager", "Kim"), Assign("scribe", "Lewis"), Give("@Kim", 900, "Read the logs"))
        await until(lambda: len(room.bridge.headlines) == 2)
        there = next(b.headline.number for b in room.bridge.headlines if b.incident == other)
        dialog = LinkDialog(room.bridge, room.incident, room.shell)
        dialog.open()
        dialog.form.relation.setCurrentIndex(dialog.form.relation.findData("duplicate-of"))
        await until(lambda: "Kim" in dialog.form.link_note.text())
        told = dialog.form.link_note.text()
        assert f"Incident manager: Kim here, Sofia in {there}." in told
        assert f"Scribe: Lewis here, nobody yet in {there}." in told
        assert "Open tasks stay here with whoever has them" in told
        assert "Ctrl+Z" in told
        assert "Reports" not in told
        assert "status page" not in told
        for field in (dialog.form.relation, dialog.form.other_incident):  # a long title pushes nothing out of the card
            assert dialog.body.rect().contains(field.geometry())
        dialog.reject()
