"""The words of evidence and of other forms of the room: several lines stay several, what was begun stays."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.evidence import EvidenceDialog
from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.desktop.parts.several_lines import SeveralLines
from incident_desk.desktop.theme import mono
from incident_desk.domain.investigating import AddEvidence, Rate
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.store.begun_files import FOLDER
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import until
from tests.desktop.test_evidence_files import attached, content, drop, graph, investigating, of_files, pieces, the_form
from tests.desktop.test_investigations_room import a_window

__all__ = ["graph"]  # the fixture

CTRL = Qt.KeyboardModifier.ControlModifier

RESULT = " slot | retained\n------+---------\n db2  | 0 bytes"


async def test_the_result_of_a_query_keeps_its_lines_and_columns_in_the_piece_and_is_one_line_in_a_row(
    app: QApplication, home: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        await window.do(AddEvidence(RESULT))
        await until(lambda: window.page.matrix.view.table.rows)
        assert window.page.matrix.view.table.rows[0].words == "slot | retained …"
        window.page.matrix.view.setFocus()
        key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Return)
        [dialog] = window.shell.findChildren(PieceDialog)
        shown = dialog.findChild(SeveralLines, "piece_words")
        assert shown is not None
        assert shown.toPlainText() == RESULT
        assert shown.font().family() == mono().family()
        dialog.reject()


async def test_the_result_of_a_query_is_pasted_with_its_lines_and_the_form_grows(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        window.page.matrix.view.setFocus()
        key(Qt.Key.Key_E)
        form = the_form(window)
        await until(form.words.hasFocus)
        low, card = form.words.height(), form.height()
        QGuiApplication.clipboard().setText(f"{RESULT}\n")
        key(Qt.Key.Key_V, CTRL)
        assert form.words.font().family() == mono().family()
        await until(lambda: form.words.height() > low)
        await until(lambda: form.height() >= card + form.words.height() - low)
        await until(lambda: form.words.verticalScrollBar().maximum() == 0)  # all of it is seen
        key(Qt.Key.Key_Return)  # one line more, and not yet added
        type_words("from db1")
        assert pieces(window) == []
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: len(pieces(window)) == 1)
        assert pieces(window)[0].words(window.observed.board.timeline) == f"{RESULT}\n\nfrom db1"


async def test_a_file_dropped_where_words_are_typed_is_taken_and_its_path_is_not_typed(
    app: QApplication, home: Path, graph: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        type_words("Lag rose")
        assert drop(form.words.viewport(), of_files(graph))
        await until(lambda: form.file.holds is not None)
        assert form.words.text() == "Lag rose"
        form.reject()


async def test_lines_pasted_that_begin_as_evidence_does_lose_no_word(app: QApplication, home: Path) -> None:
    code = "for row in rows:\n    delete(row)"
    async with a_window(home) as window:
        await investigating(window)
        await window.do(AddEvidence(code), AddEvidence(f"against H1\n{RESULT}"))
        await until(lambda: len(pieces(window)) == 2)
        one, other = pieces(window)
        timeline, hypothesis = window.observed.board.timeline, next(iter(window.found("A").hypotheses))
        assert one.words(timeline) == code
        assert window.found("A").rating(one.id, hypothesis) is None
        assert other.words(timeline) == RESULT
        assert window.found("A").rating(other.id, hypothesis) is Rating.INCONSISTENT


async def test_what_is_typed_in_a_form_is_there_again_after_the_window_was_locked(
    app: QApplication, home: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        type_words("Lag rose")
        form.source.setText("job log")
        form.trusted.turn_on(Trust.LOW)
        await window.navigation.keep_work()  # locked, or closed
        form.reject()
        press(window.page.matrix.head.evidence)
        again = next(each for each in window.shell.findChildren(EvidenceDialog) if each.isVisible())
        assert (again.words.text(), again.source.text(), again.trusted.key) == ("Lag rose", "job log", Trust.LOW)
        assert again.meta.text() == "as you left it"
        again.reject()
        press(window.page.matrix.head.evidence)
        fresh = next(each for each in window.shell.findChildren(EvidenceDialog) if each.isVisible())
        assert fresh.words.text() == ""  # nobody is asked twice
        fresh.reject()


async def test_a_file_that_was_given_to_a_form_waits_for_its_author_and_for_nobody_else(
    app: QApplication, home: Path, graph: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        for turn in range(2):  # given, and then left as it was found
            press(window.page.matrix.head.evidence)
            form = the_form(window)
            if not turn:
                type_words("Lag rose")
                assert drop(form, of_files(graph))
            await until(lambda form=form: form.file.holds is not None)
            await window.navigation.keep_work()  # locked, or closed
            form.reject()
            graph.unlink(missing_ok=True)  # it was read when it was given
            assert len(list((home / FOLDER).glob("*"))) == 1
        press(window.page.matrix.head.evidence)
        again = the_form(window)
        await until(lambda: again.file.holds is not None)
        assert (again.words.text(), again.file.line.text()) == ("Lag rose", graph.name)
        assert list((home / FOLDER).glob("*")) == []
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: len(pieces(window)) == 1)
        assert (await content(window)).startswith(b"\x89PNG")


async def test_a_file_that_was_not_kept_is_asked_for_again(app: QApplication, home: Path, graph: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        assert drop(form, of_files(graph))
        await until(lambda: form.file.holds is not None)
        await window.navigation.keep_work()
        form.reject()
        for kept in (home / FOLDER).glob("*"):
            kept.unlink()
        press(window.page.matrix.head.evidence)
        again = the_form(window)
        await until(lambda: again.file.fault.text() == "lag.png: was not kept; give it again")
        assert again.file.holds is None
        again.reject()


async def test_what_was_chosen_and_written_at_once_is_not_written_again_with_a_begun_answer(
    app: QApplication, home: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        dialog = await attached(window, "lag.txt", b"x", "text/plain")
        [piece] = pieces(window)
        found, hypothesis = window.found("A"), next(iter(window.found("A").hypotheses))
        dialog.rated[0].turn_on(Rating.CONSISTENT)
        await until(lambda: found.rating(piece.id, hypothesis) is Rating.CONSISTENT)
        await window.navigation.keep_work()
        dialog.reject()
        await window.do(Rate("E1", "H1", Rating.INCONSISTENT))
        window.page.matrix.view.setFocus()
        key(Qt.Key.Key_Return)
        again = next(each for each in window.shell.findChildren(PieceDialog) if each.isVisible())
        assert again.rated[0].key == Rating.INCONSISTENT
        again.reject()
        assert found.rating(piece.id, hypothesis) is Rating.INCONSISTENT


@pytest.mark.parametrize("form", ["factor", "why"])
async def test_a_factor_and_a_reason_that_were_begun_wait_for_their_author(
    app: QApplication, home: Path, form: str
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        await window.do(AddEvidence("Lag rose"))
        await until(lambda: window.page.matrix.view.table.rows)
        kept: list[str] = []
        for words in ("No limit on writes", ""):
            window.page.matrix.view.setFocus()
            window.page.matrix.view.setCurrentIndex(window.page.matrix.view.table.index(0, 0))
            if form == "why":
                key(Qt.Key.Key_Question)
            else:
                press(window.page.factors.add)
            [dialog] = [each for each in window.shell.findChildren(Dialog, f"{form}_dialog") if each.isVisible()]
            field = dialog.findChild(QLineEdit, f"{form}_words")
            assert field is not None
            kept.append(field.text())
            type_words(words)
            await window.navigation.keep_work()
            dialog.reject()
        assert kept == ["", "No limit on writes"]
