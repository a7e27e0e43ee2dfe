"""The comparison in the window: matched, kept apart, settled and concluded, by keys alone and by mouse."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desk.sharing import Shared
from incident_desk.desktop.comparing.page import ComparePage
from incident_desk.desktop.comparing.rows import EvidenceRow, FactorShown, FindingRow, LikenessRow, Row
from incident_desk.desktop.dialogs.settle import SettleDialog
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.desktop.unfinished import CONCLUSIONS, UnfinishedLines
from incident_desk.domain.comparing import Contradict, Match
from incident_desk.domain.concluding import Conclude, identified, said
from incident_desk.domain.findings import Standing, findings, rounds
from incident_desk.domain.investigating import AddEvidence, ProposeFactor
from incident_desk.domain.investigations import BreakSeal, Investigate, Submit
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_cause_map import compared, opened
from tests.desktop.test_cause_map import said as say
from tests.desktop.test_investigations_room import Window, a_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def standing(window: Window, wanted: Standing) -> list[list[str]]:
    """The words of the factors of each row that stands so."""
    board = window.observed.board
    (round_,) = rounds(board.investigations)
    found = findings(round_, board.investigations, board.comparison, board.timeline)
    rows = found.rows_of(wanted)
    return [[board.timeline.line(f).text for each in row.findings for f in each.factors] for row in rows]


def go_to(page: ComparePage, words: str) -> None:
    """Put the keyboard at the factor of these words."""
    for row in page.view.table.shown.rows:
        for cell in row.cells.values() if isinstance(row, FindingRow) else ():
            for factor in cell:
                if factor.words == words:
                    page.view.setCurrentIndex(page.view.table.index_of(factor.key))
                    return
    raise AssertionError(words)


async def test_an_opened_round_shows_what_was_found_and_leads_inside_and_back(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        assert focused() is page.view
        assert page.title.text() == "What two blind investigations found"
        assert [head.letter for head in page.view.table.shown.heads] == ["A", "B"]
        go_to(page, "Same prompt")
        key(Qt.Key.Key_Return)
        assert isinstance(window.room.page_shown, MatrixPage)
        assert window.room.chosen is window.found("B")
        key(Qt.Key.Key_Escape)
        assert window.room.page_shown is page
        press(window.room.list.rows[0])
        assert isinstance(window.room.page_shown, MatrixPage)
        press(window.room.list.compare)
        assert window.room.page_shown is page


@pytest.mark.by_keys("comparison.match", "comparison.unmatch")
async def test_factors_are_matched_by_keys_and_taken_apart_again(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        go_to(page, "No drill")
        key(Qt.Key.Key_M)
        assert page.told.text().startswith("A:F1: go to another")
        go_to(page, "No owner")
        key(Qt.Key.Key_M)
        await until(lambda: standing(window, Standing.SHARED) == [["No drill", "No owner"]])
        key(Qt.Key.Key_U)
        await until(lambda: standing(window, Standing.SHARED) == [])
        key(Qt.Key.Key_M)
        key(Qt.Key.Key_Escape)
        assert page.view.looks.marked is None
        assert window.is_there
        key(Qt.Key.Key_S)
        assert "Only what contradicts is settled" in page.told.text()


@pytest.mark.by_mouse("comparison.match")
async def test_factors_are_matched_by_hand_with_the_mouse(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        go_to(page, "Mail rejected")
        press(page.by_hand)
        shown = page.view.table
        other = next(
            each.key
            for row in shown.shown.rows
            if isinstance(row, FindingRow)
            for cell in row.cells.values()
            for each in cell
            if each.words == "Same prompt"
        )
        place = page.view.visualRect(shown.index_of(other)).center()
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        await until(lambda: standing(window, Standing.SHARED) == [["Mail rejected", "Same prompt"]])


@pytest.mark.by_mouse("comparison.keep_apart")
async def test_what_sounds_alike_is_suggested_and_answered_by_its_buttons(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        tomas = window.bridge.organisation.people.find("Tomas Lind")
        await say(window, tomas, ProposeFactor("The mail was rejected", investigation="B"))

        def suggested() -> list[LikenessRow]:
            return [row for row in page.view.table.shown.rows if isinstance(row, LikenessRow)]

        await until(lambda: len(suggested()) == 1)
        assert "both name rejected, mail" in suggested()[0].words
        at = page.view.table.shown.rows.index(suggested()[0])
        button = page.view.findChild(type(page.by_hand), f"comparison_apart_{at}")
        assert button is not None
        press(button)
        await until(lambda: suggested() == [])
        assert standing(window, Standing.SHARED) == []


@pytest.mark.by_keys("comparison.settle", "comparison.unsettle", "question.ask")
async def test_what_contradicts_is_asked_about_and_settled_with_the_reason(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        await window.do(Contradict("A:F1", "B:F1"))
        go_to(page, "No drill")
        key(Qt.Key.Key_Q)
        assert "cannot both be right" in page.acts.question.text()
        key(Qt.Key.Key_Return)
        await until(
            lambda: [each.name for each in window.observed.board.questions.all] == ["Maya Okafor", "Tomas Lind"]
        )
        go_to(page, "No drill")
        key(Qt.Key.Key_S)
        dialog = window.shell.findChild(SettleDialog)
        assert dialog is not None
        assert not dialog.go.isEnabled()
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Tab)
        dialog.why.setFocus()
        type_words("The plan names a drill in May")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: standing(window, Standing.REFUTED) == [["No owner"]])
        assert standing(window, Standing.CONTRADICTING) == []
        await until(lambda: focused() is page.view)
        go_to(page, "No owner")
        key(Qt.Key.Key_U)
        await until(lambda: standing(window, Standing.CONTRADICTING) == [["No drill", "No owner"]])


async def test_a_dissent_that_is_refused_stays_where_it_was_typed(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        panel = compared(window).conclusion
        await window.do(Conclude(80, "Nobody had ever tried a restore."))
        await until(panel.dissent.isVisible)
        press(panel.dissent)
        panel.why.setMaxLength(2 * TEXT_LIMIT_BYTES)
        panel.why.setText("x" * (TEXT_LIMIT_BYTES + 1))
        key(Qt.Key.Key_Return)
        await until(panel.fault.isVisible)
        assert len(panel.why.text()) == TEXT_LIMIT_BYTES + 1
        assert panel.why.isVisible()


async def test_a_conclusion_is_written_answered_and_written_anew(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        panel = compared(window).conclusion
        panel.words.setFocus()
        type_words("Nobody had ever tried a restore.")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        board = window.observed.board
        await until(lambda: len(identified(board.investigations, board.comparison)) == 1)
        await until(lambda: panel.standing.text() == "Nobody had ever tried a restore.")
        assert panel.words.isHidden()
        press(panel.agree)
        await until(lambda: panel.agreeing.text() == "One agrees: Priya Nair")
        press(panel.dissent)
        type_words("Spam is not ruled out")
        key(Qt.Key.Key_Return)
        await until(lambda: not panel.dissents[0].isHidden())
        press(panel.record)  # Conclude anew…
        assert focused() is panel.words
        type_words("Nobody had tried a restore, and nobody owned it.")
        press(panel.record)
        await until(lambda: panel.standing.text() == "Nobody had tried a restore, and nobody owned it.")
        assert panel.dissents[0].isHidden()  # nobody has answered this one yet
        (found,) = identified(board.investigations, board.comparison)
        assert (said(found.entry, board.timeline), found.confidence) == (panel.standing.text(), 80)


async def test_a_conclusion_that_was_begun_is_there_again_when_the_window_comes_back(
    app: "QApplication", home: Path
) -> None:
    async with opened(home) as window:
        compared(window).conclusion.words.setFocus()
        type_words("Nobody had ever")
        await window.navigation.keep_work()
        again = UnfinishedLines(window.bridge, CONCLUSIONS)  # reads what lies on the disk
        assert again.of(window.found("A").round) == "Nobody had ever"


async def test_a_filter_shows_one_standing_and_what_is_said_elsewhere_appears(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        await window.do(Match("A:F1", "B:F1"))
        await until(lambda: page.agreed.counts[0].text() == "1")
        page.filters.chosen.emit(str(Standing.SHARED))
        kinds = {type(row).__name__ for row in page.view.table.shown.rows}
        assert kinds == {"SectionRow", "FindingRow"}
        assert page.agreed.strength.text() == "Too little to say"
        assert page.agreed.figure.isHidden()


async def test_one_investigation_only_says_that_there_is_nothing_to_compare(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair"), AddEvidence("Lag rose"), Submit("A", 50, "nothing"))
        window.navigation.show_investigations()
        page = compared(window)
        assert page.title.text() == "What one investigation found"
        assert page.agreed.strength.text() == "One investigation alone agrees with nobody"
        assert not any(isinstance(row, EvidenceRow) for row in page.view.table.shown.rows)


async def test_of_a_round_that_is_not_open_whole_nothing_is_concluded(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair | Tomas Lind"))
        await window.do(BreakSeal("A", "The copy must be stopped"))
        window.navigation.show_investigations()
        page = compared(window)
        assert page.conclusion.record.isHidden()
        assert page.conclusion.note.text() == "once all of the round are open"
        assert page.seal.note.text() == "broken"
        press(window.room.list.rows[1])
        assert window.room.page_shown is window.room.pages["sealed"]


async def test_whoever_may_not_settle_what_contradicts_is_offered_no_way_to(app: "QApplication", home: Path) -> None:
    async with opened(home) as window:
        page = compared(window)
        await window.do(Contradict("A:F1", "B:F1"))

        def offered() -> list[str]:
            return [button.objectName() for button in page.view.findChildren(type(page.by_hand)) if button.isVisible()]

        await until(lambda: [each.rpartition("_")[0] for each in offered()] == ["comparison_ask", "comparison_settle"])
        await window.bridge.choose_person("Tomas Lind")  # who does not manage the incident sits down here
        await until(lambda: offered() == [])
        assert not page.view.is_writable
        await window.bridge.choose_person("Priya Nair")
        await until(lambda: len(offered()) == 2)
        assert page.view.is_writable


async def test_what_does_not_fit_on_one_line_has_a_second_and_short_words_have_none(
    app: "QApplication", home: Path
) -> None:
    async with opened(home) as window:
        page = compared(window)
        maya, tomas = (window.bridge.organisation.people.find(name) for name in ("Maya Okafor", "Tomas Lind"))
        long = "Nobody had ever tried whether a copy comes back, and nobody had it on the list of the week"
        await say(window, tomas, ProposeFactor(long, investigation="B"))
        piece = "The newest dump in the bucket is a few bytes long, and so is every one before it " * 3
        await say(window, maya, AddEvidence(piece, investigation="A"), AddEvidence("62 % at 23:00", investigation="A"))
        await until(lambda: sum(isinstance(row, EvidenceRow) for row in rows_of(page)) == 2)
        rows = rows_of(page)
        factors = {each.words: at for at, row in enumerate(rows) for each in first_factors(row)}
        assert page.view.rowHeight(factors[long]) > page.view.rowHeight(factors["No drill"])
        pieces = [page.view.rowHeight(at) for at, row in enumerate(rows) if isinstance(row, EvidenceRow)]
        assert sorted(pieces) == [30, 47]
        before = page.view.rowHeight(factors[long])
        window.shell.resize(2560, 1440)
        await until(lambda: page.view.rowHeight(factors[long]) < before)  # here one line has room for it


async def test_how_many_desks_an_opening_reached_is_said_where_there_is_a_shared_record(
    app: "QApplication", home: Path
) -> None:
    async with opened(home) as window:
        seal, sharing = compared(window).seal, window.bridge.sharing

        def told() -> list[str]:
            return [row.words.text() for row in seal.rows if row.isVisible()]

        assert told() == ["Opened by Priya Nair", "Last one in, both opened"]
        for state, words in (
            (Shared("there", is_connected=True, desks=4), "4 desks in touch read it"),
            (Shared("there", is_connected=True, desks=1), "No other desk is in touch to read it"),
            (Shared("there"), "Other desks cannot be seen now"),
        ):
            sharing.state = state
            sharing.changed.emit()
            assert told()[-1] == words
        sharing.state = None


def rows_of(page: ComparePage) -> list[Row]:
    return list(page.view.table.shown.rows)


def first_factors(row: Row) -> list[FactorShown]:
    return [cell[0] for cell in row.cells.values()] if isinstance(row, FindingRow) else []
