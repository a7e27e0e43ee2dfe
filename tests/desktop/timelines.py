"""What tests of the timeline share: the panel alone in a window over a real home."""

from collections.abc import AsyncGenerator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt

from incident_desk.desk import ReadingDesk
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.parts.timeline_row import ROW, TimelineRow
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotSaved
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId
from incident_desk.domain.lines import Line
from incident_desk.domain.timeline import Note
from tests.desktop.boards import Room, a_room, key, show, type_words
from tests.desktop.conftest import until

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk(msgspec.Struct):
    """A window with the timeline of one incident in it."""

    room: Room
    panel: TimelinePanel

    @property
    def incident(self) -> ObservedIncident:
        return self.room.incident

    def rows(self) -> list[TimelineRow]:
        model = self.panel.model
        return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]

    def texts(self) -> list[str]:
        return [row.text for row in self.rows()]

    def newest(self) -> Line:
        return self.incident.board.timeline.lines[-1]

    @property
    def told(self) -> str:
        """What the window answers below the line."""
        return self.panel.line.answer.words if self.panel.line.answer.isVisible() else ""

    @property
    def typed(self) -> str:
        return self.panel.line.edit.text()

    def type(self, words: str) -> None:
        """Type into the command line, key by key."""
        self.panel.take_keyboard()
        type_words(words)

    async def enter(self, words: str) -> None:
        """Type a line and wait until it is on the disk."""
        before = len(self.incident.entries)
        self.type(words)
        key(Qt.Key.Key_Return)
        await until(lambda: len(self.incident.entries) > before and not self.incident.pending)

    async def note(self, text: str, after_us: int = 0, **fields: object) -> EntryId:
        """A line that is there already."""
        occurred_us = self.room.clock.us + after_us
        made = msgspec.convert({"text": text, "occurred_us": occurred_us, **fields}, Note)
        return (await self.room.bridge.do(made, self.incident.incident))[0].id

    def select(self, entry: EntryId) -> None:
        self.panel.reveal(entry)


@asynccontextmanager
async def a_desk(
    home: Path, size: tuple[int, int] = (1100, 700), incident: IncidentId | None = None
) -> AsyncGenerator[Desk]:
    async with a_room(home, size, incident) as room:
        room.bridge.zone = UTC
        panel = TimelinePanel(room.bridge)
        panel.observe(room.incident)
        show(room, panel)
        yield Desk(room, panel)


class FullDisk:
    """The desk's disk, which takes nothing until it is `mended`."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        assert desk.room.bridge.desk is not None
        for name in ("record", "attach"):
            monkeypatch.setattr(desk.room.bridge.desk, name, _refused)

    def mend(self) -> None:
        self._monkeypatch.undo()


def _refused(*_: object, **__: object) -> "Future[list[Entry]]":
    refused: Future[list[Entry]] = Future()
    refused.set_exception(NotSaved("The disk is full."))
    return refused


def said(home: Path, incident: IncidentId = NO_INCIDENT) -> list[str]:
    """What holds there, as the disk has it."""
    reading = ReadingDesk.open(home)
    try:
        lines = reading.fold(incident).board.timeline.lines
        return [line.text for line in lines if line.text and not line.is_retracted]
    finally:
        reading.close()
