"""A line that belongs to another incident is moved there from the timeline, by keys and by mouse, and comes back."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.move import MoveDialog
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.moving import Move
from incident_desk.domain.timeline import Note
from tests.desktop.boards import START_US, key, press, type_words
from tests.desktop.conftest import until
from tests.desktop.timelines import CTRL, a_desk, said
from tests.desktop.timelines import Desk as Shown


@asynccontextmanager
async def two_incidents(home: Path) -> AsyncGenerator[tuple[Shown, IncidentId]]:
    """A window with the timeline of one incident, and another incident beside it."""
    async with a_desk(home) as desk:
        other = (await desk.room.bridge.do(Declare("Mail is late")))[-1].incident
        await until(lambda: len(desk.room.bridge.headlines) == 2)
        yield desk, other


def number(desk: Shown, incident: IncidentId) -> str:
    return next(b.headline.number for b in desk.room.bridge.headlines if b.incident == incident)


@pytest.mark.by_keys("entry.move")
async def test_by_keys_to_the_incident_that_is_typed_and_back_by_one(app: QApplication, home: Path) -> None:
    async with two_incidents(home) as (desk, other):
        desk.select(await desk.note("Queue is full", 1))
        key(Qt.Key.Key_V)
        desk.room.dialog(MoveDialog)
        assert [b.incident for b in desk.room.bridge.headlines if b.incident != desk.incident.incident] == [other]
        type_words("mail")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.told.startswith("Moved to"))
        assert (said(home, desk.incident.incident), said(home, other)) == ([], ["Queue is full"])
        row = next(row for row in desk.rows() if row.is_struck)
        assert row.text == f"moved to {number(desk, other)}: Queue is full"
        desk.panel.take_keyboard()
        key(Qt.Key.Key_Z, CTRL)
        await until(lambda: not any(row.is_struck for row in desk.rows()))
        assert (said(home, desk.incident.incident), said(home, other)) == (["Queue is full"], [])


async def test_by_mouse_and_the_line_leads_to_where_it_stands_now(app: QApplication, home: Path) -> None:
    async with two_incidents(home) as (desk, other):
        entry = await desk.note("Queue is full", 1)
        desk.select(entry)
        desk.panel.line_actions.do("move", desk.panel.form.timeline_lines.behind())
        dialog = desk.room.dialog(MoveDialog)
        press(dialog.go)
        await until(lambda: desk.told.startswith("Moved to"))
        asked: list[tuple[str, str]] = []

        def ask(incident: str, entry: str) -> None:
            asked.append((incident, entry))

        desk.panel.line_asked.connect(ask)
        desk.select(entry)
        key(Qt.Key.Key_G)
        line = desk.incident.board.timeline.line(entry)
        assert line.retraction is not None
        assert line.retraction.moved is not None
        assert asked == [(other, line.retraction.moved.entry)]
        desk.select(entry)
        key(Qt.Key.Key_Delete)  # which lets a line hold again that does not
        await until(lambda: said(home, desk.incident.incident) == ["Queue is full"])


async def test_by_a_command_about_the_selected_line(app: QApplication, home: Path) -> None:
    async with two_incidents(home) as (desk, other):
        desk.select(await desk.note("Queue is full", 1))
        await desk.enter(f"/move {number(desk, other)}")
        await until(lambda: desk.told.startswith("Moved to"))
        assert said(home, other) == ["Queue is full"]


async def test_what_is_no_line_of_words_is_refused_and_nothing_is_lost(app: QApplication, home: Path) -> None:
    async with two_incidents(home) as (desk, other):
        entries = await desk.room.bridge.do(SetState(State.MITIGATING), desk.incident.incident)
        desk.select(entries[-1].id)
        key(Qt.Key.Key_V)
        assert desk.told == "That cannot be done with this line"
        desk.type(f"/move {number(desk, other)}")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.told.startswith("Only what was said"))
        assert desk.typed == f"/move {number(desk, other)}"


def test_it_is_there_after_a_restart(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        first = desk.record(Declare("Pushes fail")).result()[-1].incident
        other = desk.record(Declare("Mail is late")).result()[-1].incident
        note = desk.record(Note("Queue is full", occurred_us=START_US), first).result()[0]
    with Desk.open(tmp_path / "home") as desk:
        desk.record(Move(note.id, "Mail"), first).result()
    with Desk.open(tmp_path / "home") as desk:
        line = next(x for x in desk.board(other).timeline.lines if x.text)
        assert (line.text, line.occurred_us) == ("Queue is full", START_US)
        assert desk.board(first).timeline.line(note.id).is_retracted
