"""The room of the investigations: reached by rail, key and word; the matrix filled by one key for each cell."""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.evidence import EvidenceDialog
from incident_desk.desktop.dialogs.factor import FactorDialog
from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.desktop.dialogs.submit import SubmitDialog
from incident_desk.desktop.dialogs.why import WhyDialog
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.rooms.investigations import InvestigationsRoom
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.unfinished import PADS
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.whereabouts import DRAFT, PLACE, told_up
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry, body_digest, entry_hash
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, Rate
from incident_desk.domain.investigation_entries import EvidenceRated, Part, Rating, Trust
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.kinds import Body, encode_body
from incident_desk.domain.searching import searchable
from incident_desk.domain.timeline import Note, NoteSort
from incident_desk.store.home import Home
from incident_desk.store.replica import Replica
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import a_bridge, a_shell, focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from incident_desk.domain.investigation_list import Investigation


class Window(msgspec.Struct):
    """The whole window over a home with one incident, whose board is in front."""

    bridge: Bridge
    shell: Shell
    navigation: Navigation

    @property
    def observed(self) -> ObservedIncident:
        assert self.navigation.shown is not None
        return self.navigation.shown

    @property
    def room(self) -> InvestigationsRoom:
        assert self.navigation.investigations is not None
        return self.navigation.investigations.room

    @property
    def is_there(self) -> bool:
        page = self.navigation.investigations
        return page is not None and page.isVisible()

    @property
    def page(self) -> MatrixPage:
        page = self.room.page_shown
        assert isinstance(page, MatrixPage)
        return page

    def found(self, letter: str) -> "Investigation":
        return self.observed.board.investigations.find(letter)

    async def do(self, *commands: Fields) -> None:
        """Whoever is at this desk does this."""
        await self.bridge.do(commands, self.observed.incident)


@asynccontextmanager
async def a_window(home: Path, incident: IncidentId | None = None) -> AsyncGenerator[Window]:
    """Priya Nair is at the desk and declares an incident, unless there is one already."""
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        await bridge.choose_person("Priya Nair")
        assert bridge.desk is not None
        await asyncio.wrap_future(bridge.desk.add_person("Tomas Lind"))
        navigation = Navigation(shell, bridge, WindowState(home))
        Ways(shell, bridge, WindowState(home), navigation)
        navigation.show_calm()
        shell.open_for_work()
        navigation.go_to(incident or (await bridge.do(Declare("Pushes fail")))[-1].incident)
        await until(lambda: navigation.board is not None and navigation.board.isVisible())
        yield Window(bridge, shell, navigation)


def rated(found: "Investigation") -> list[Rating | None]:
    """What is said of each piece of evidence about each hypothesis, row by row in the order in which they came."""
    return [found.rating(piece, each) for piece in found.evidence for each in found.hypotheses]


async def test_the_room_opens_by_key_by_rail_and_by_word_and_escape_leads_back(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        key(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        assert window.is_there
        assert (window.shell.investigations.isChecked(), window.shell.board.isChecked()) == (True, False)
        assert focused() is window.room.begin  # nothing is investigated yet: here is the way to it
        key(Qt.Key.Key_Escape)
        assert window.navigation.board is not None
        assert window.navigation.board.isVisible()
        press(window.shell.investigations)
        assert window.is_there
        key(Qt.Key.Key_Escape)
        type_words("/investigations")
        key(Qt.Key.Key_Return)
        assert window.is_there


async def test_the_board_leads_to_the_matrix_of_the_investigation_it_shows(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair | Tomas Lind"))
        assert window.navigation.board is not None
        window.shell.resize(1600, 1100)
        press(window.navigation.board.room.investigations.sheet.matrix)
        assert window.is_there
        assert window.room.chosen is window.found("A")
        assert [row.shown.is_sealed for row in window.room.list.rows] == [False, True]


async def test_without_an_incident_the_room_says_so(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        navigation = Navigation(shell, bridge, WindowState(home))
        navigation.show_calm()
        shell.open_for_work()
        navigation.show_investigations()
        assert navigation.investigations is not None
        assert navigation.investigations.room.nothing.isVisible()
        assert not navigation.investigations.room.begin.isVisible()
        key(Qt.Key.Key_Escape)
        assert navigation.is_calm


@pytest.mark.by_keys("investigation.rate")
async def test_one_key_says_one_cell_and_goes_on_to_the_next(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(
            Investigate(text="Why? | Priya Nair"),
            Hypothesis("A bulk delete"),
            Hypothesis("A full disk"),
            AddEvidence("Lag rose with every batch"),
            AddEvidence("62 % at 23:00"),
        )
        window.navigation.show_investigations()
        assert focused() is window.page.matrix.view
        type_words("cinc")
        found = window.found("A")
        expected = [Rating.CONSISTENT, Rating.INCONSISTENT, Rating.NEUTRAL, Rating.CONSISTENT]
        await until(lambda: rated(found) == expected)
        for _ in range(2):
            key(Qt.Key.Key_Up if _ else Qt.Key.Key_Left)
        key(Qt.Key.Key_Space)
        await until(lambda: rated(found)[0] is None)
        key(Qt.Key.Key_J)  # the only cell of which nothing is said
        type_words("c")
        await until(lambda: rated(found)[0] is Rating.CONSISTENT)
        assert window.page.matrix.head.facts[1].text() == "4 of 4 cells"


async def test_the_first_evidence_that_comes_while_the_matrix_has_the_keyboard_is_rated_by_the_next_key(
    app: "QApplication", home: Path
) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair"), Hypothesis("A bulk delete"))
        window.navigation.show_investigations()
        assert focused() is window.page.matrix.view
        await window.do(AddEvidence("Lag rose with every batch"))  # by another desk, or by /evidence
        await until(lambda: len(window.page.matrix.view.table.rows) == 1)
        type_words("i")
        await until(lambda: rated(window.found("A")) == [Rating.INCONSISTENT])


async def test_the_order_stands_still_while_somebody_rates(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(
            Investigate(text="Why? | Priya Nair"),
            Hypothesis("A bulk delete"),
            Hypothesis("A full disk"),
            AddEvidence("Lag rose with every batch"),
        )
        window.navigation.show_investigations()
        type_words("i")
        heads = window.page.matrix.view.table
        await until(lambda: [each.against for each in heads.columns] == ["1.0", "0.0"])
        assert [(each.name, each.place) for each in heads.columns] == [("H1", "2"), ("H2", "1")]
        key(Qt.Key.Key_O)
        assert [each.name for each in heads.columns] == ["H2", "H1"]


async def a_matrix(window: Window, *more: Fields) -> "Investigation":
    """One investigation with two hypotheses and two pieces of evidence, its matrix in front."""
    await window.do(
        Investigate(45 * 60, "Why? | Priya Nair, Tomas Lind"),
        Hypothesis("Bulk: a bulk delete outran the log"),
        Hypothesis("A full disk"),
        AddEvidence("Lag rose with every batch", source="job log"),
        AddEvidence("62 % at 23:00"),
        *more,
    )
    window.navigation.show_investigations()
    return window.found("A")


@pytest.mark.parametrize("rows", [10, pytest.param(60, marks=pytest.mark.long)])
async def test_a_matrix_of_twelve_by_sixty_is_filled_by_one_key_for_each_cell(
    app: "QApplication", home: Path, rows: int
) -> None:
    async with a_window(home) as window:
        window.shell.resize(1920, 1080)
        hypotheses = [Hypothesis(f"Kind {at}: something that may well have been so") for at in range(12)]
        pieces = [AddEvidence(f"Something that was seen {at}") for at in range(60)]
        await window.do(Investigate(text="Why? | Priya Nair"), *hypotheses, *pieces)
        window.navigation.show_investigations()
        view = window.page.matrix.view
        assert view.is_dense
        assert view.rowHeight(0) == 26
        assert len(view.rows_below()) <= 60 - 25
        assert view.columnWidth(0) * 12 <= view.viewport().width()
        keys = "".join("cin"[(row * row + column) % 3] for row in range(rows) for column in range(12))
        type_words(keys)
        found = window.found("A")
        said = {"c": Rating.CONSISTENT, "i": Rating.INCONSISTENT, "n": Rating.NEUTRAL}
        await until(lambda: window.page.matrix.head.facts[1].text() == f"{len(keys)} of 720 cells", 60)
        assert rated(found)[: len(keys)] == [said[each] for each in keys]
        await until(lambda: not window.page.matrix.writing)


async def test_evidence_is_added_by_keys_with_its_source_its_time_and_its_trust(
    app: "QApplication", home: Path
) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        key(Qt.Key.Key_E)
        [dialog] = window.shell.findChildren(EvidenceDialog)
        type_words("Replication stopped at 23:05")
        for _ in range(3):  # past what takes a file
            key(Qt.Key.Key_Tab)
        type_words("postgres log")
        dialog.trusted.turn_on(Trust.MEDIUM)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(found.evidence) == 3)
        added = list(found.evidence.values())[-1]
        assert (added.source, added.trust) == ("postgres log", Trust.MEDIUM)
        window.page.matrix.view.setFocus()
        key(Qt.Key.Key_T)  # of the first row: from high to medium
        await until(lambda: next(iter(found.evidence.values())).trust is Trust.MEDIUM)


async def test_a_fact_of_the_timeline_is_taken_as_evidence(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        await window.do(Note("The bucket is empty", NoteSort.FINDING))
        line = window.observed.board.timeline.lines[-1].entry
        [row] = [each for each in window.page.known.rows[1] if each.isVisible()]
        press(row)
        [dialog] = window.shell.findChildren(EvidenceDialog)
        press(dialog.go)
        await until(lambda: len(found.evidence) == 3)
        assert list(found.evidence.values())[-1].of == line


async def test_why_a_cell_says_so_is_noted_and_marked(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        key(Qt.Key.Key_Question)
        assert window.shell.findChildren(WhyDialog)
        type_words("Each step begins with a batch")
        key(Qt.Key.Key_Return)
        await until(lambda: found.reasons)
        assert window.page.matrix.view.table.shown(0, 0).has_reason


def heard(home: Path, after: Entry, body: Body, author: PersonId) -> None:
    """What a member wrote at another desk, without knowing of what was written here last, arrives."""
    raw = encode_body(body)
    entry = msgspec.structs.replace(
        after,
        id=EntryId(str(uuid.UUID(int=1, version=4))),
        author=author,
        desk=DeskNumber(7),
        seq=1,
        hlc=after.hlc + 1,
        prev_hash=b"",
        digest=body_digest(after.salt, raw),
        body=raw,
    )
    held = Home(home).lock("test")
    replica = Replica.open(Home(home), searchable)
    replica.append([msgspec.structs.replace(entry, hash=entry_hash(entry))], heard_us=after.recorded_us)
    replica.close()
    held.release()


async def rated_apart(window: Window, evidence: EntryId, hypothesis: EntryId) -> tuple[Entry, Body, PersonId]:
    """Whoever is here says that it fits. Returns: what `heard` takes, in which the other member says the opposite."""
    found = window.found("A")
    said = await window.bridge.do(Rate(evidence, hypothesis, Rating.CONSISTENT), window.observed.incident)
    body = EvidenceRated(found.id, found.number, evidence, hypothesis, Rating.INCONSISTENT)
    return said[0], body, next(person for person in found.people if person != window.bridge.me)


async def test_where_two_members_differ_one_press_settles_it(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        evidence, hypothesis = next(iter(found.evidence)), next(iter(found.hypotheses))
        incident = window.observed.incident
        rated = await rated_apart(window, evidence, hypothesis)
    heard(home, *rated)
    async with a_window(home, incident) as window:
        window.navigation.show_investigations()
        found = window.found("A")
        panel = window.page.matrix.firmness
        assert panel.told[0].words == (
            "E1 × H1: you say it fits, Tomas says it speaks against. It counts for neither until it is settled."
        )
        assert window.page.matrix.view.table.shown(0, 0).differing == ("C", "I")
        assert found.rating(evidence, hypothesis) is None
        press(panel.lines[0].buttons[0])
        await until(lambda: found.rating(evidence, hypothesis) is Rating.CONSISTENT)
        assert window.page.matrix.view.table.shown(0, 0).differing == ()


async def to_need(window: Window, words: str) -> None:
    """From the board, by a press on what needs whoever is at the desk."""
    assert window.navigation.board is not None
    window.navigation.leave_aside()
    needs = window.navigation.board.room.needs
    await until(lambda: words in [row.need.words for row in needs.mine.rows if row.isVisible()])
    press(next(row for row in needs.mine.rows if row.need.words == words))
    await until(lambda: window.is_there)


async def test_what_needs_me_in_an_investigation_leads_to_the_very_question_and_the_very_cell(
    app: "QApplication", home: Path
) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window, AskOpen("Who began it?", "Priya Nair"), AskOpen("Was it planned?", "Tomas"))
        await to_need(window, "Find out: Who began it?")
        await until(lambda: focused() is window.page.questions.rows[0])
        assert window.page.questions.rows[0].shown.line == "Who began it?"
        evidence, hypothesis = list(found.evidence)[1], list(found.hypotheses)[1]
        incident = window.observed.incident
        rated = await rated_apart(window, evidence, hypothesis)
    heard(home, *rated)
    async with a_window(home, incident) as window:
        await to_need(window, "Investigation A: you and Tomas Lind differ about E2 × H2")
        view = window.page.matrix.view
        await until(lambda: focused() is view)
        assert view.table.at(view.currentIndex()) == (evidence, hypothesis)
        type_words("n")
        await until(lambda: window.found("A").rating(evidence, hypothesis) is Rating.NEUTRAL)
        assert window.navigation.board is not None
        window.navigation.leave_aside()
        needs = window.navigation.board.room.needs
        await until(needs.isVisible)
        await until(lambda: [row.need.words for row in needs.mine.rows if "differ" in row.need.words] == [])


async def test_a_hypothesis_is_renamed_from_its_head_or_by_a_key_and_nobody_else_hears_that_somebody_does(
    app: "QApplication", home: Path
) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair"), Hypothesis("A bulk delete"))
        window.navigation.show_investigations()
        key(Qt.Key.Key_R)  # there is no cell yet
        [dialog] = window.shell.findChildren(CorrectDialog)
        assert (told_up(dialog.first(), PLACE), told_up(dialog.first(), DRAFT)) == ("", "")
        type_words("A full disk")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        heads = window.page.matrix.view.table
        await until(lambda: [each.words for each in heads.columns] == ["A full disk"])
        await window.do(AddEvidence("Lag rose"))
        await until(lambda: len(heads.rows) == 1)
        await until(lambda: not window.shell.findChildren(CorrectDialog))
        sections = window.page.matrix.view.heads
        place = QPoint(sections.sectionViewportPosition(0) + 20, 40)
        QTest.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        await until(lambda: window.shell.findChildren(CorrectDialog))
        type_words("A replica")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: [each.words for each in heads.columns] == ["A replica"])


async def test_a_question_without_an_owner_is_loud_and_is_taken_by_one_press(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        panel = window.page.questions
        press(panel.plus)
        type_words("Who began the delete?")
        key(Qt.Key.Key_Return)
        await until(lambda: panel.rows)
        assert (panel.rows[0].shown.detail, panel.rows[0].shown.detail_tone) == ("nobody yet", "warn")
        press(panel.rows[0])
        [dialog] = window.shell.findChildren(PieceDialog)
        press(dialog.mine)
        await until(lambda: next(iter(found.questions.values())).owner == "Priya Nair")
        assert panel.rows[0].shown.detail == "Priya Nair"


async def test_a_factor_is_proposed_with_its_class_of_the_plan(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        press(window.page.factors.add)
        [dialog] = window.shell.findChildren(FactorDialog)
        type_words("The delete had no limit")
        dialog.part.turn_on(Part.TRIGGER)
        dialog.classed.setCurrentIndex(dialog.classed.findData("load"))
        dialog.evidence.setText("E1")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: found.factors)
        [card] = window.page.factors.cards
        assert (card.shown.detail, card.shown.aside) == ("trigger · load", "E1")


async def test_what_is_begun_in_the_note_pad_is_on_the_disk_with_every_letter(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        found = await a_matrix(window)
        window.page.notes.edit.setFocus()
        type_words("max_wal")
        await until(lambda: "max_wal" in WindowState(home).text(PADS))  # as whoever starts after a kill reads it
        window.page.notes.edit.setFocus()
        type_words("_senders is fine")
        key(Qt.Key.Key_Return)
        await until(lambda: found.notes and not window.page.notes.edit.text())
        [line] = window.page.notes.lines
        assert line.accessibleName().endswith("Priya Nair: max_wal_senders is fine")
        await until(lambda: not WindowState(home).text(PADS))


async def test_what_was_begun_in_the_note_pad_is_there_after_a_restart(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await a_matrix(window)
        window.page.notes.edit.setFocus()
        type_words("half a sentence")
        await until(lambda: "half a sentence" in WindowState(home).text(PADS))
        incident = window.observed.incident
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        navigation = Navigation(shell, bridge, WindowState(home))
        navigation.show_calm()
        shell.open_for_work()
        navigation.go_to(incident)
        await until(lambda: navigation.board is not None and navigation.board.isVisible())
        navigation.show_investigations()
        window = Window(bridge, shell, navigation)
        assert window.page.notes.edit.text() == "half a sentence"


async def test_the_matrix_is_submitted_and_what_is_unfinished_is_said(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await a_matrix(window)
        panel = window.page.submit
        said = [each for each in panel.checks if each.isVisible()]
        assert len(said) == 2  # no factor yet, and four cells
        press(panel.submit)
        [dialog] = window.shell.findChildren(SubmitDialog)
        dialog.words.setPlainText("It was the delete")
        press(dialog.go)
        await until(lambda: window.found("A").conclusion is not None)
        window.room.go_to(window.found("A").id)  # the round is open: its comparison is in front
        assert not panel.submit.isVisible()
        assert panel.words.text() == "It was the delete"
