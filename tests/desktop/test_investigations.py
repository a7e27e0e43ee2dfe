"""Investigations in the window: opened apart, worked on, submitted, opened to all; by mouse and by keys."""

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.investigate import InvestigateDialog
from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.desktop.dialogs.seal import SealDialog
from incident_desk.desktop.dialogs.submit import SubmitDialog
from incident_desk.desktop.panels.investigation_column import InvestigationColumn
from incident_desk.desktop.panels.investigation_sheet import InvestigationSheet
from incident_desk.desktop.panels.investigations import InvestigationsPanel
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import PersonId
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.timeline import Note, NoteSort, Pin
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def the_panel(room: Room) -> InvestigationsPanel:
    panel = InvestigationsPanel(room.bridge)
    panel.setFixedWidth(1050)
    show(room, panel)
    panel.observe(room.incident)
    return panel


async def somebody(room: Room, name: str) -> PersonId:
    """One more person of this home."""
    desk = room.bridge.desk
    assert desk is not None
    person = await asyncio.wrap_future(desk.add_person(name))
    await until(lambda: name in [each for _, each in room.bridge.organisation.people.all()])
    return person


async def said_by(room: Room, person: PersonId, *commands: Fields) -> None:
    """Somebody else of this home does this."""
    desk = room.bridge.desk
    assert desk is not None
    before = len(room.incident.entries)
    await asyncio.wrap_future(desk.record(commands, room.incident.incident, by=person))
    await until(lambda: len(room.incident.entries) > before)


def found(room: Room, letter: str) -> Investigation:
    return room.board.investigations.find(letter)


def shows(sheet: InvestigationSheet, count: int) -> bool:
    """Whether it has so many hypotheses, and what was typed was taken."""
    return sheet.hypothesis.count() == count and not sheet.new_line.text()


def words(column: InvestigationColumn) -> list[str]:
    return [row.shown.line for row in column.rows if row.isVisible()]


@pytest.mark.by_keys("investigation.open")
async def test_several_are_opened_by_keys_alone(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await somebody(room, "Tomas Lind")
        panel = the_panel(room)
        assert panel.note.text() == "none opened yet"
        panel.investigate.setFocus()
        key(Qt.Key.Key_Space)
        room.dialog(InvestigateDialog)
        type_words("Why did it stop?")
        for typed in ("Database", "Priya Nair", "", "Backups", "Tomas Lind", "Which copy is whole?"):
            key(Qt.Key.Key_Tab)
            type_words(typed)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(room.board.investigations.all) == 2)
        timeline = room.board.timeline
        assert [each.question(timeline) for each in room.board.investigations.all] == [
            "Why did it stop?",
            "Which copy is whole?",
        ]
        assert [tab.shown.foot for tab in panel.tabs] == [
            "Database · you work here, 45 min left",
            "Backups · sealed, 45 min left",
        ]
        assert [tab.shown.is_sealed for tab in panel.tabs] == [False, True]


@pytest.mark.by_mouse("investigation.open")
async def test_what_all_know_at_the_opening_is_ticked(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Note("db2 lags", NoteSort.FINDING), Note("The site is down", NoteSort.FINDING))
        pinned = room.board.timeline.lines[-1].entry
        await room.do(Pin(pinned))
        panel = the_panel(room)
        press(panel.investigate)
        dialog = room.dialog(InvestigateDialog)
        dialog.question.setText("Why?")
        dialog.teams[0][1].setText("Priya Nair")
        press(dialog.go)
        await until(lambda: room.board.investigations.all)
        assert found(room, "A").known == (pinned,)


async def test_a_name_nobody_has_is_told_and_nothing_is_lost(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_panel(room)
        press(panel.investigate)
        dialog = room.dialog(InvestigateDialog)
        dialog.question.setText("Why?")
        dialog.teams[0][1].setText("Nobody Known")
        press(dialog.go)
        await until(lambda: "Nobody Known" in dialog.fault.text())
        assert dialog.question.text() == "Why?"


async def test_three_quick_lists_are_filled_by_keys_alone(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Investigate(text="Why? | Priya Nair"))
        panel = the_panel(room)
        sheet = panel.sheet
        assert not sheet.in_for.plus.isVisible()  # there is nothing yet that it could speak for
        sheet.new_hypothesis.setFocus()
        key(Qt.Key.Key_Space)
        for at, typed in enumerate(("A bulk delete", "A full disk"), 1):
            type_words(typed)
            key(Qt.Key.Key_Return)
            await until(partial(shows, sheet, at))
        key(Qt.Key.Key_Escape)
        assert focused() is sheet.new_hypothesis
        sheet.in_for.plus.setFocus()
        key(Qt.Key.Key_Space)
        type_words("Lag rose with every batch")
        key(Qt.Key.Key_Return)
        await until(lambda: words(sheet.in_for) == ["Lag rose with every batch"])
        assert focused() is sheet.in_for.line
        press(sheet.in_against.plus)
        type_words("No delete ran before 21:00")
        key(Qt.Key.Key_Return)
        await until(lambda: words(sheet.in_against) == ["No delete ran before 21:00"])
        press(sheet.in_open.plus)
        type_words("Who began it?")
        key(Qt.Key.Key_Return)
        await until(lambda: words(sheet.in_open) == ["Who began it?"])
        one, two = found(room, "A").hypotheses
        first, second = found(room, "A").evidence
        assert found(room, "A").rating(first, one) is Rating.CONSISTENT
        assert found(room, "A").rating(second, one) is Rating.INCONSISTENT
        # with something against it the other stands first, and what somebody works on stays in front of them
        assert sheet.hypothesis.itemData(0) == two
        assert sheet.hypothesis.currentData() == one


async def test_a_piece_is_rated_against_each_hypothesis_trusted_and_corrected(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(
            Investigate(text="Why? | Priya Nair"),
            Hypothesis("A delete"),
            Hypothesis("A disk"),
            AddEvidence("for H1 Lag"),
        )
        panel = the_panel(room)
        press(panel.sheet.in_for.rows[0])
        dialog = room.dialog(PieceDialog)
        assert [choice.key for choice in dialog.rated] == ["consistent", ""]
        key(Qt.Key.Key_Tab)
        dialog.rated[1].chips[1].setFocus()
        key(Qt.Key.Key_Space)
        evidence = next(iter(found(room, "A").evidence))
        second = list(found(room, "A").hypotheses)[1]
        await until(lambda: found(room, "A").rating(evidence, second) is Rating.INCONSISTENT)
        assert dialog.trusted is not None
        press(dialog.trusted.chips[2])
        await until(lambda: found(room, "A").evidence[evidence].trust is Trust.LOW)
        press(dialog.correct)
        correcting = room.dialog(CorrectDialog)
        correcting.form.right_words.setPlainText("Lag rose")
        press(correcting.go)
        await until(lambda: words(panel.sheet.in_for) == ["Lag rose"])
        assert not any("Lag" in line.text for line in room.board.timeline.lines)


async def test_an_open_question_is_answered(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Investigate(text="Why? | Priya Nair"), AskOpen("Who began it?", "Tomas"))
        panel = the_panel(room)
        press(panel.sheet.in_open.rows[0])
        room.dialog(PieceDialog)
        type_words("a script")
        key(Qt.Key.Key_Return)
        await until(lambda: next(iter(found(room, "A").questions.values())).answers)
        await until(lambda: not room.dialogs())
        assert "answered" in panel.sheet.in_open.rows[0].shown.detail


async def test_what_another_team_says_is_not_in_the_window_before_all_are_in(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        tomas = await somebody(room, "Tomas Lind")
        await room.do(Investigate(text="Why? | Priya Nair | Tomas Lind"), Hypothesis("A delete"))
        await said_by(room, tomas, Hypothesis("A full disk"))
        panel = the_panel(room)
        press(panel.tabs[1])
        assert panel.sealed.isVisible()
        assert "Tomas Lind" in panel.sealed.line.text()
        assert "courtesy" in panel.sealed.detail.text()
        assert not any("full disk" in line.text for line in room.board.timeline.lines)
        press(panel.tabs[0])
        press(panel.sheet.submit)
        room.dialog(SubmitDialog)
        type_words("It was the delete")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: not room.dialogs())
        assert room.board.investigations.stage(found(room, "A")) is Stage.SUBMITTED
        assert panel.tabs[0].shown.foot.endswith("opens with the last")
        await said_by(room, tomas, Submit("B", 60, "A full disk"))
        await until(lambda: not panel.tabs[1].shown.is_sealed)
        press(panel.tabs[1])
        assert panel.sheet.isVisible()
        assert panel.sheet.facts[0].text() == "60 % Medium"
        assert "A full disk" in [line.text for line in room.board.timeline.lines]


@pytest.mark.by_mouse("investigation.break", "investigation.extend", "investigation.join")
async def test_who_manages_gives_more_time_lets_somebody_in_and_breaks_the_seal(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        tomas = await somebody(room, "Tomas Lind")
        await somebody(room, "Noor Haddad")
        await room.do(Investigate(600, "Why? | Tomas Lind"))
        await said_by(room, tomas, Hypothesis("A full disk"))
        panel = the_panel(room)
        until_us = found(room, "A").until.value or 0
        press(panel.sealed.manage)
        dialog = room.dialog(SealDialog)
        press(dialog.more.chips[1])
        press(dialog.extend)
        await until(lambda: (found(room, "A").until.value or 0) > until_us and not room.dialogs())
        press(panel.sealed.manage)
        dialog = room.dialog(SealDialog)
        dialog.person.setText("Noor Haddad")
        press(dialog.join)
        await until(lambda: "Noor Haddad" in found(room, "A").people.values() and not room.dialogs())
        press(panel.sealed.manage)
        dialog = room.dialog(SealDialog)
        assert not dialog.break_.isEnabled()
        dialog.reason.setText("The copy must be stopped")
        press(dialog.break_)
        await until(panel.sheet.isVisible)
        assert "A full disk" in panel.sheet.hypothesis.currentText()
        assert panel.sheet.facts[2].text().startswith("broken")


async def test_it_stays_where_it_was_in_a_low_room(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Investigate(text="Why? | Priya Nair"))
        panel = the_panel(room)
        panel.give_room(800)
        assert panel.strip.isVisible()
        assert not panel.card.isVisible()
        panel.give_room(1080)
        assert panel.card.isVisible()
