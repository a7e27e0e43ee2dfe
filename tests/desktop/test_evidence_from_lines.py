"""Any line of the timeline is taken as evidence, by a key or from its menu, by whoever works on an investigation."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.evidence import EvidenceDialog
from incident_desk.domain.commands import Fields
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Evidence
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Attach, Note, NoteSort
from tests.desktop.boards import key
from tests.desktop.conftest import focused, until
from tests.desktop.test_investigations_room import Window, a_window

ALERT = Note("ReplicationLagHigh firing on db2", note_sort=NoteSort.DETECTION, speaker="Alertmanager")
LINES: tuple[Fields, ...] = (
    ALERT,
    SetSeverity(Severity.SEV1, "db1 is empty"),
    StateFact(FactField.WHAT, "The database was emptied"),
)


def asked_for(window: Window) -> EvidenceDialog | None:
    return next((each for each in window.shell.findChildren(EvidenceDialog) if each.isVisible()), None)


def select(window: Window, entry: EntryId) -> None:
    assert window.navigation.board is not None
    panel = window.navigation.board.room.timeline
    panel.reveal(entry)
    panel.form.timeline_lines.setFocus()


def from_menu(window: Window) -> list[str]:
    """Press it in the menu of the line; what the menu has."""
    assert window.navigation.board is not None
    panel = window.navigation.board.room.timeline
    menu = panel.line_actions.menu(panel.form.timeline_lines.behind())
    names = [each.objectName() for each in menu.actions()]
    for action in menu.actions():
        if action.objectName() == "line_evidence":
            action.trigger()
    menu.close()
    menu.deleteLater()
    return names


def pieces(window: Window) -> list[Evidence]:
    return list(window.found("A").evidence.values())


@pytest.mark.parametrize("fields", LINES, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("by_keys", [True, False], ids=["keys", "mouse"])
async def test_any_line_is_taken_as_evidence(app: QApplication, home: Path, fields: Fields, by_keys: bool) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair | Tomas Lind"))
        written = {each.id for each in await window.bridge.do(fields, window.observed.incident)}
        await until(lambda: written & window.observed.board.timeline.at.keys())
        entry = next(each for each in window.observed.board.timeline.at if each in written)
        line = window.observed.board.timeline.line(entry)
        select(window, entry)
        if by_keys:
            key(Qt.Key.Key_U)
        else:
            from_menu(window)
        form = asked_for(window)
        assert form is not None
        assert form.words.text() == (line.text or line.english)
        await until(lambda: focused() is form.words)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(pieces(window)) == 1)
        [piece] = pieces(window)
        assert (piece.of, piece.words(window.observed.board.timeline)) == (entry, line.text or line.english)


async def test_a_file_on_the_timeline_comes_along_with_its_line(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair | Tomas Lind"))
        about = Attach("", "lag.csv", 0, "text/csv")
        entry = (await window.bridge.attach(b"1,60", about, window.observed.incident))[0].id
        await until(lambda: entry in window.observed.board.timeline.at)
        select(window, entry)
        key(Qt.Key.Key_U)
        await until(lambda: asked_for(window) is not None)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(pieces(window)) == 1)
        file = file_of(pieces(window)[0], window.observed.board.timeline)
        assert file is not None
        assert file.name == "lag.csv"


async def test_whoever_works_on_none_is_not_offered_it(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Tomas Lind | Priya Nair"), Submit("B", 80, "sure"), ALERT)
        entry = next(each.entry for each in window.observed.board.timeline.lines if each.text == ALERT.text)
        select(window, entry)
        assert "line_evidence" not in from_menu(window)
        key(Qt.Key.Key_U)
        assert asked_for(window) is None
