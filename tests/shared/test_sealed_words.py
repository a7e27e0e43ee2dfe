"""A sealed word in every form of the room, entered and half-typed: it reaches nobody else's disk, nor their window.

Two windows and a desk over a real PostgreSQL. Ada manages the incident and works on the other investigation of the
round; Cyd works on none. What lies in their homes and in the folder for temporary files is searched byte by byte.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from incident_desk.desk import Desk
from incident_desk.desktop.attached import attached_of
from incident_desk.desktop.comparing.page import ComparePage
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.evidence import EvidenceDialog
from incident_desk.desktop.dialogs.factor import FactorDialog
from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.desktop.dialogs.submit import SubmitDialog
from incident_desk.desktop.dialogs.why import WhyDialog
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.desktop.parts.given import Given
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.investigations import Investigate, Submit
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_settings import Window
from tests.desktop.test_timeline_given import Opener
from tests.shared.test_levels_in_window import connected, homes
from tests.shared.test_same_moment import board, dialog
from tests.shared.test_window import RETRY_S

__all__ = ["homes"]

SECRET = "marzipan"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def lying_in(folder: Path, *words: str) -> list[str]:
    """The files in which one of the words stands, in any of the ways in which a file of ours may hold it."""
    wanted = [form for word in words for form in (word.encode(), word.encode("utf-16-le"), word.upper().encode())]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [str(file) for file in files if any(form in file.read_bytes() for form in wanted) or words[0] in file.name]


def shown_by(window: Window) -> str:
    """Every word that a window has anywhere, what is hidden and what is only spoken with it."""
    found: list[str] = []
    for part in (window.shell, *window.shell.findChildren(QWidget)):
        found += [part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.statusTip()]
        if isinstance(part, QLineEdit):
            found.append(part.text())
        elif isinstance(part, QPlainTextEdit):
            found.append(part.toPlainText())
        elif callable(said := getattr(part, "text", None)):
            found.append(str(said()))
    found += [action.text() for action in window.shell.actions()]
    return "\n".join(found)


def found_by(window: Window) -> Investigation:
    return board(window).investigations.find("A")


def page(window: Window) -> MatrixPage:
    assert window.navigation.investigations is not None
    shown = window.navigation.investigations.room.page_shown
    assert isinstance(shown, MatrixPage)
    return shown


def key_in_matrix(window: Window, key: Qt.Key) -> None:
    view = page(window).matrix.view
    view.setFocus()
    if view.table.rows and view.table.columns:
        view.setCurrentIndex(view.table.index(0, 0))
    QTest.keyClick(view, key)


def field(form: Dialog, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, name)
    assert found is not None
    return found


async def grows(window: Window, count: Callable[[Investigation], int], least: int = 1) -> None:
    await until(lambda: count(found_by(window)) >= least)


async def says_everything(window: Window, file: Path) -> None:
    """What the room can say, by its lines and forms, the sealed word in each."""
    at = page(window)
    press(at.matrix.head.hypothesis)
    QTest.keyClicks(at.matrix.head.line, f"{SECRET} delete")
    QTest.keyClick(at.matrix.head.line, Qt.Key.Key_Return)
    await grows(window, lambda found: len(found.hypotheses))
    key_in_matrix(window, Qt.Key.Key_E)
    form = dialog(window, EvidenceDialog)
    QTest.keyClicks(form.words, f"against H1 {SECRET} lag")
    form.source.setText(f"{SECRET} log")
    form.file.take(Given(files=(file,)))
    await until(lambda: form.file.holds is not None)
    press(form.go)
    await grows(window, lambda found: len(found.evidence))
    await until(lambda: bool(page(window).matrix.view.table.rows))
    key_in_matrix(window, Qt.Key.Key_Question)
    why = dialog(window, WhyDialog)
    QTest.keyClicks(why.words, f"because of {SECRET}")
    press(why.go)
    key_in_matrix(window, Qt.Key.Key_R)
    other = dialog(window, CorrectDialog)
    QTest.keyClicks(other.first(), f"The {SECRET} delete")
    press(other.go)
    press(at.questions.plus)
    QTest.keyClicks(at.questions.line, f"Who has the {SECRET}?")
    QTest.keyClick(at.questions.line, Qt.Key.Key_Return)
    await grows(window, lambda found: len(found.questions))
    press(at.factors.add)
    factor = dialog(window, FactorDialog)
    QTest.keyClicks(factor.words, f"No {SECRET} limit")
    press(factor.go)
    await grows(window, lambda found: len(found.factors))
    QTest.keyClicks(at.notes.edit, f"{SECRET} to look at")
    QTest.keyClick(at.notes.edit, Qt.Key.Key_Return)
    await grows(window, lambda found: len(found.notes))


async def begins_everything(window: Window, file: Path) -> None:
    """The same half-typed, then the window is locked; a file is laid out for another program, words are copied."""
    at = page(window)
    [piece] = found_by(window).evidence.values()
    kept = file_of(piece, board(window).timeline)
    assert kept is not None
    await attached_of(window.bridge).open(kept, window.shell, _say)
    QGuiApplication.clipboard().setText(f"{SECRET} copied")
    QTest.keyClicks(at.notes.edit, f"{SECRET} half")
    key_in_matrix(window, Qt.Key.Key_E)
    form = dialog(window, EvidenceDialog)
    QTest.keyClicks(form.words, f"{SECRET} begun")
    form.file.take(Given(files=(file,)))
    await until(lambda: form.file.holds is not None)
    await window.navigation.keep_work()
    form.reject()
    for ask in (lambda: key_in_matrix(window, Qt.Key.Key_Return), lambda: press(at.submit.submit)):
        ask()
        opened = dialog(window, PieceDialog if not window.shell.findChildren(SubmitDialog) else SubmitDialog)
        for words in opened.findChildren(QPlainTextEdit):
            words.setPlainText(f"{SECRET} begun")
        await window.navigation.keep_work()
        opened.reject()


def _say(*_: str) -> None:
    """Nobody reads it here."""


@asynccontextmanager
async def members(homes: tuple[Path, Path]) -> AsyncGenerator[tuple[Window, Window, IncidentId]]:
    """Ada's window and Bea's: each works on one investigation of a round, its room in front."""
    with Desk.open(homes[0]) as ada, Desk.open(homes[1]) as bea:
        for desk in (ada, bea):
            desk.shared.exchange()
        (incident,) = [each.incident for each in ada.reading.headlines() if each.headline.is_open]
        ada.record(Investigate(2700, "Why did it stop? | Bea | Ada"), incident).result()
        for desk in (ada, bea, ada):
            desk.shared.exchange()
    async with connected(homes[0], incident) as ada, connected(homes[1], incident) as bea:
        for window in (ada, bea):
            window.shell.resize(1800, 1080)
            await until(lambda window=window: len(board(window).investigations.all) == 2)
            window.navigation.show_investigations()
        yield ada, bea, incident


async def test_a_sealed_word_typed_in_every_form_reaches_no_other_disk_and_no_other_window(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path, temporary: Path
) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")  # pyright: ignore[reportArgumentType, reportCallIssue]
    file = tmp_path / f"{SECRET}.txt"
    file.write_text(f"{SECRET} in the file\n" * 99)
    with Desk.open(tmp_path / "cyd") as cyd:
        cyd.choose_person("Cyd").result()
        async with members(homes) as (ada, bea, incident):
            desk = ada.bridge.desk
            assert desk is not None
            cyd.shared.membership().join(desk.shared.membership().grant("Cyd", "responder"))
            await says_everything(bea, file)
            await begins_everything(bea, file)
            said = [
                *found_by(bea).hypotheses,
                *found_by(bea).evidence,
                *found_by(bea).questions,
                *found_by(bea).factors,
            ]
            await until(lambda: bea.bridge.sharing.state is not None and not bea.bridge.sharing.state.waiting, RETRY_S)
            await until(lambda: found_by(ada).alive_us is not None, RETRY_S)
            for way in ("show_communications", "show_plan", "show_agenda"):
                getattr(ada.navigation, way)()
                await asyncio.sleep(0)
            ada.navigation.show_investigations()
            for _ in range(2):
                cyd.shared.exchange()
            assert lying_in(homes[1], SECRET)
            assert opener.opened[0].is_relative_to(temporary)
            assert SECRET in shown_by(bea)
            for home in (homes[0], tmp_path / "cyd"):
                assert lying_in(home, SECRET, *said) == []
            assert SECRET not in shown_by(ada)
            assert desk.search(SECRET) == cyd.search(SECRET) == []
            QGuiApplication.clipboard().clear()
            await bea.navigation.keep_work()  # closed
            assert lying_in(temporary, SECRET) == []
            await opens(ada, bea, cyd, incident, tmp_path)
    QDesktopServices.unsetUrlHandler("file")


async def opens(ada: Window, bea: Window, cyd: Desk, incident: IncidentId, tmp_path: Path) -> None:
    """Both are in: now everything that was said is everywhere, and what was half-typed still is not."""
    for window, letter in ((bea, "A"), (ada, "B")):
        await window.bridge.do(Submit(letter, 80, "It was so"), incident)
    await until(lambda: board(ada).investigations.stage(found_by(ada)) is Stage.OPEN, RETRY_S)
    await until(lambda: len(found_by(ada).factors) == 1, RETRY_S)
    assert ada.navigation.investigations is not None
    room = ada.navigation.investigations.room
    await until(lambda: isinstance(room.page_shown, ComparePage), RETRY_S)
    for _ in range(2):
        cyd.shared.exchange()
    assert len(cyd.search(SECRET)) >= 5
    for half in (f"{SECRET} half", f"{SECRET} begun", f"{SECRET} copied"):
        assert lying_in(tmp_path / "cyd", half) == []
        assert lying_in(tmp_path / "ada", half) == []
