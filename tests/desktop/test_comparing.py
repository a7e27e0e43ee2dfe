"""The comparison in the window: matched, kept apart, settled and concluded, by keys alone and by mouse."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from incident_desk.desk.sharing_state import Shared
from incident_desk.desktop.comparing.page import ComparePage
from incident_desk.desktop.comparing.rows import EvidenceRow, FactorShown, FindingRow, LikenessRow, Row
from incident_desk.desktop.dialogs.settle import SettleDialog
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.desktop.unfinished import CONCLUSIONS, UnfinishedLines
from incident_desk.domain.comparing import Contradict, Match
from incident_desk.domain.concluding import Conclude, identified, said
from incident_desk.domain.evidence_used import Use
from incident_desk.domain.findings import Standing, findings, rounds
from incident_desk.domain.investigating import AddEvidence, ProposeFactor
from incident_desk.domain.investigations import BreakSeal, Investigate, Submit
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_cause_map import compared, opened, opened_with
from tests.desktop.test_cause_map import said as say
from tests.desktop.test_investigations_room import Window, a_window

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
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


@asynccontextmanager
async def with_evidence(home: Path) -> AsyncGenerator[Window]:
    """Two investigations that are open, with two pieces of evidence each; one piece both have, in their own words."""
    first = [AddEvidence("Bucket is empty"), AddEvidence("Disk at 62 %")]
    second = [AddEvidence("No dump in S3"), AddEvidence("Lag of 4 GB")]
    async with opened_with(home, first, second) as window:
        yield window


def pieces(page: ComparePage) -> dict[str, EvidenceRow]:
    return {row.words: row for row in rows_of(page) if isinstance(row, EvidenceRow)}


def go_to_piece(page: ComparePage, words: str) -> None:
    """Put the keyboard at the piece of evidence of these words."""
    page.view.setCurrentIndex(page.view.table.index(rows_of(page).index(pieces(page)[words]), 0))


def place_of(page: ComparePage, words: str) -> QPoint:
    return page.view.visualRect(page.view.table.index(rows_of(page).index(pieces(page)[words]), 0)).center()


def press_piece(page: ComparePage, words: str) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, words))


@pytest.mark.by_keys("comparison.match", "comparison.unmatch")
async def test_evidence_is_matched_by_keys_stays_as_one_row_and_is_taken_apart_again(
    app: "QApplication", home: Path
) -> None:
    async with with_evidence(home) as window:
        page = compared(window)
        assert len(pieces(page)) == 4
        page.view.setFocus()
        go_to_piece(page, "Bucket is empty")
        key(Qt.Key.Key_M)
        assert page.told.text().startswith("A:E1: go to another investigation's piece of evidence")
        assert page.view.looks.marked is not None
        go_to_piece(page, "No dump in S3")
        key(Qt.Key.Key_M)
        await until(lambda: len(pieces(page)) == 3)
        matched = pieces(page)["Bucket is empty"]
        assert matched.uses == (Use.USED, Use.USED)
        assert matched.note.startswith("matched: A:E1, B:E1;")
        assert "B:E1: No dump in S3" in page.view.table.data(page.view.currentIndex(), Qt.ItemDataRole.ToolTipRole)
        key(Qt.Key.Key_U)  # the keyboard is still at the piece that was said to be the other
        await until(lambda: len(pieces(page)) == 4)
        key(Qt.Key.Key_U)
        assert page.told.text() == "Nothing was said of this piece of evidence"
        go_to_piece(page, "Lag of 4 GB")
        key(Qt.Key.Key_M)
        key(Qt.Key.Key_Escape)
        assert page.view.looks.marked is None
        assert window.is_there


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
@pytest.mark.by_mouse("comparison.match", "comparison.unmatch")
async def test_evidence_is_matched_by_hand_with_the_mouse_and_taken_apart_in_its_menu(
    app: "QApplication", home: Path
) -> None:
    async with with_evidence(home) as window:
        page = compared(window)
        press_piece(page, "Bucket is empty")
        press(page.by_hand)
        press_piece(page, "No dump in S3")
        await until(lambda: len(pieces(page)) == 3)
        words = menu_at(page, "Bucket is empty")
        assert list(words) == ["The same as…", "Take back what was said", "Open its investigation"]
        words["Take back what was said"].trigger()
        await until(lambda: len(pieces(page)) == 4)


async def test_what_cannot_be_said_of_evidence_is_told_and_nothing_is_said(app: "QApplication", home: Path) -> None:
    async with with_evidence(home) as window:
        page = compared(window)
        page.view.setFocus()
        go_to_piece(page, "Bucket is empty")
        for each in (Qt.Key.Key_K, Qt.Key.Key_X):
            key(each)
            assert "M says that they are one" in page.told.text()
            assert page.view.looks.marked is None
        key(Qt.Key.Key_M)
        go_to_piece(page, "Disk at 62 %")  # of the same investigation
        key(Qt.Key.Key_M)
        await until(lambda: page.told.text().startswith("Both are of investigation A"))
        assert len(pieces(page)) == 4


async def test_of_three_investigations_the_pieces_of_two_that_differ_are_matched(
    app: "QApplication", home: Path
) -> None:
    async with with_evidence(home) as window:
        page = compared(window)
        await window.do(Match("A:E1", "B:E1"))
        await until(lambda: len(pieces(page)) == 3)
        page.view.setFocus()
        go_to_piece(page, "Bucket is empty")  # A and B have it: of the two, B's goes with one of A
        key(Qt.Key.Key_M)
        go_to_piece(page, "Disk at 62 %")
        key(Qt.Key.Key_M)
        await until(lambda: len(pieces(page)) == 2)


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_whoever_may_not_say_what_is_one_is_offered_no_way_to_match_evidence(
    app: "QApplication", home: Path
) -> None:
    async with with_evidence(home) as window:
        page = compared(window)
        await window.bridge.choose_person("Tomas Lind")  # who does not manage the incident sits down here
        await until(page.by_hand.isHidden)
        await until(lambda: not page.view.is_writable)
        page.view.setFocus()
        go_to_piece(page, "Bucket is empty")
        key(Qt.Key.Key_M)
        assert page.view.looks.marked is None
        words = menu_at(page, "Bucket is empty")
        assert [each for each, action in words.items() if action.isEnabled()] == ["Open its investigation"]


def menu_at(page: ComparePage, words: str) -> "dict[str, QAction]":
    """What the menu of the right button offers at a piece of evidence."""
    place = place_of(page, words)
    at = page.view.viewport().mapToGlobal(place)
    page.view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, at))
    menu = page.view.findChild(QMenu)
    assert menu is not None
    menu.hide()
    return {action.text(): action for action in menu.actions()}


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
