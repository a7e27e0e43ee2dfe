"""Files and pictures as evidence in the window: chosen, dropped, pasted, marked, opened; by keys and by mouse."""

import struct
import zlib
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from incident_desk.desktop.dialogs.evidence import EvidenceDialog
from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.desktop.pictures import PIXELS_MOST, as_png, decoded
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotSaved
from incident_desk.domain.investigating import Hypothesis
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_files import AttachEvidence, file_of
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store.attachments import LIMIT_BYTES
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_investigations_room import Window, a_window
from tests.desktop.test_timeline_given import Opener

if TYPE_CHECKING:
    from collections.abc import Generator

    from incident_desk.domain.investigation_list import Evidence

CTRL = Qt.KeyboardModifier.ControlModifier
SHOWN = QSize(200, 100)


def a_picture(width_px: int = 64, height_px: int = 32) -> QImage:
    picture = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    return picture


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    file = tmp_path / "lag.png"
    file.write_bytes(as_png(a_picture()))
    return file


def of_files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def of_picture() -> QMimeData:
    data = QMimeData()
    data.setImageData(a_picture())
    return data


def drop(target: QWidget, data: QMimeData) -> bool:
    """Carry something over a control and let go. Returns: whether it was taken."""
    middle, copied = target.rect().center(), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(middle, copied, data, button, none)
    QApplication.sendEvent(target, over)
    if over.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), copied, data, button, none))
    return over.isAccepted()


async def investigating(window: Window) -> None:
    """Priya Nair works on an investigation with one hypothesis, and its room is in front."""
    window.shell.resize(1800, 1080)
    await window.do(Investigate(text="Why did it stop? | Priya Nair | Tomas Lind"), Hypothesis("A bulk delete"))
    window.navigation.show_investigations()
    await until(window.page.matrix.isVisible)


def the_form(window: Window) -> EvidenceDialog:
    [found] = [each for each in window.shell.findChildren(EvidenceDialog) if each.isVisible()]
    return found


def pieces(window: Window) -> "list[Evidence]":
    return list(window.found("A").evidence.values())


def the_file(window: Window) -> AttachmentAdded:
    [piece] = pieces(window)
    file = file_of(piece, window.observed.board.timeline)
    assert file is not None
    return file


async def content(window: Window) -> bytes:
    digest = the_file(window).digest
    return await window.bridge.read(lambda desk: desk.attachment(digest))


async def attached(window: Window, name: str, what: bytes, media_type: str) -> PieceDialog:
    """A piece with this file, and its dialog open."""
    await window.bridge.attach(what, AttachEvidence("", name, 0, media_type), window.observed.incident)
    await until(lambda: len(pieces(window)) == 1)
    await until(lambda: window.page.matrix.view.table.rows)
    window.page.matrix.view.setFocus()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    await until(lambda: [each for each in window.shell.findChildren(PieceDialog) if each.isVisible()])
    [dialog] = window.shell.findChildren(PieceDialog)
    return dialog


async def chosen(window: Window, file: Path) -> None:
    """Name a file in the dialog that asks for one."""
    await until(lambda: window.shell.findChildren(QFileDialog))
    [dialog] = window.shell.findChildren(QFileDialog)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(str(file))
    dialog.accept()
    window.shell.activateWindow()  # a window manager would give it back by itself


# given ---------------------------------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a window has no frame
async def test_a_file_is_chosen_by_keys_alone(app: QApplication, home: Path, graph: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        window.page.matrix.view.setFocus()
        key(Qt.Key.Key_E)
        form = the_form(window)
        type_words("for H1 Lag rose in steps")
        key(Qt.Key.Key_Tab)
        assert focused() is form.file.choose_
        key(Qt.Key.Key_Return)
        await chosen(window, graph)
        await until(lambda: form.file.holds is not None)
        assert (form.file.line.text(), form.file.detail.text()) == (
            "lag.png",
            f"Picture (PNG) · {graph.stat().st_size} bytes",
        )
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: len(pieces(window)) == 1)
        assert pieces(window)[0].words(window.observed.board.timeline) == "Lag rose in steps"
        assert (the_file(window).name, the_file(window).media_type) == ("lag.png", "image/png")
        assert await content(window) == graph.read_bytes()


async def test_a_picture_is_pasted_where_words_are_typed_and_these_stay(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        type_words("Lag rose")
        QGuiApplication.clipboard().setMimeData(of_picture())
        key(Qt.Key.Key_V, CTRL)
        await until(lambda: form.file.holds is not None)
        assert form.words.text() == "Lag rose"
        assert form.file.thumbnail.isVisible()
        press(form.go)
        await until(lambda: len(pieces(window)) == 1)
        assert the_file(window).name.startswith("Picture ")
        assert QImage.fromData(await content(window)).size() == QSize(64, 32)


async def test_the_button_pastes_a_file_and_says_where_there_is_none(
    app: QApplication, home: Path, graph: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        QGuiApplication.clipboard().setText("words")
        press(form.file.paste_)
        assert form.file.fault.text() == "There is no picture and no file on the clipboard."
        QGuiApplication.clipboard().setMimeData(of_files(graph))
        press(form.file.paste_)
        await until(lambda: form.file.holds is not None)
        assert not form.file.fault.isVisible()
        press(form.file.remove)
        assert form.file.holds is None
        form.reject()


async def test_a_file_dropped_on_the_matrix_is_in_the_form(app: QApplication, home: Path, graph: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        assert drop(window.page.matrix, of_files(graph))
        form = the_form(window)
        await until(lambda: form.file.holds is not None)
        press(form.go)
        await until(lambda: len(pieces(window)) == 1)
        assert pieces(window)[0].words(window.observed.board.timeline) == "lag.png"
        row = window.page.matrix.view.table.rows[0]
        assert row.has_file
        await until(lambda: window.page.matrix.view.table.rows[0].picture is not None)


async def test_a_file_dropped_on_what_speaks_against_says_so(app: QApplication, home: Path, graph: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        key(Qt.Key.Key_Escape)
        assert window.navigation.board is not None
        sheet = window.navigation.board.room.investigations.sheet
        await until(sheet.in_against.isVisible)
        assert not drop(sheet.in_open, of_files(graph))  # a question is no evidence
        assert drop(sheet.in_against, of_files(graph))
        form = the_form(window)
        await until(lambda: form.file.holds is not None)
        press(form.go)
        await until(lambda: len(pieces(window)) == 1)
        found = window.found("A")
        assert found.rating(pieces(window)[0].id, next(iter(found.hypotheses))) is Rating.INCONSISTENT
        await until(lambda: sheet.in_against.rows and sheet.in_against.rows[0].shown.picture is not None)
        assert sheet.in_against.rows[0].shown.line == "lag.png"


async def test_a_picture_pasted_behind_slash_evidence_goes_into_the_investigation_and_nowhere_else(
    app: QApplication, home: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        key(Qt.Key.Key_Escape)
        assert window.navigation.board is not None
        line = window.navigation.board.room.timeline.line
        line.take_keyboard()
        type_words("/evidence against H1 Lag rose trust=low")
        QGuiApplication.clipboard().setMimeData(of_picture())
        key(Qt.Key.Key_V, CTRL)
        form = the_form(window)
        assert form.words.text() == "against H1 Lag rose"
        assert line.edit.text().startswith("/evidence")
        await until(lambda: form.file.holds is not None)
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: len(pieces(window)) == 1)
        await until(lambda: line.edit.text() == "")
        assert pieces(window)[0].trust is Trust.LOW
        assert the_file(window).name.startswith("Picture ")
        lines = window.observed.board.timeline.lines
        assert not any(isinstance(each.body, AttachmentAdded) for each in lines)


async def test_whoever_works_on_nothing_is_told_and_the_picture_lands_nowhere(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        assert window.navigation.board is not None
        timeline = window.navigation.board.room.timeline
        timeline.line.take_keyboard()
        type_words("/evidence Lag rose")
        QGuiApplication.clipboard().setMimeData(of_picture())
        key(Qt.Key.Key_V, CTRL)
        assert timeline.line.answer.words.startswith("You work on no investigation of this incident")
        assert timeline.line.edit.text() == "/evidence Lag rose"
        lines = window.observed.board.timeline.lines
        assert not any(isinstance(each.body, AttachmentAdded) for each in lines)


# refused --------------------------------------------------------------------------------------------------------------


async def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(
    app: QApplication, home: Path, graph: Path, tmp_path: Path
) -> None:
    large = tmp_path / "disk.img"
    with large.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        type_words("Lag rose")
        assert drop(form, of_files(graph))
        await until(lambda: form.file.holds is not None)
        for given, why in (
            ((large,), "disk.img: is larger than 64 MiB; attach a part of it, or a link"),
            ((tmp_path,), f"{tmp_path.name}: is a folder; attach the files in it, or an archive of it"),
            ((tmp_path / "gone.png",), "gone.png: is not there any more"),
            ((graph, large), "One piece of evidence has one file; 2 were given. Add them one after the other."),
        ):
            assert drop(form, of_files(*given))
            await until(lambda why=why: form.file.fault.text() == why)
            await until(lambda: not form.file.is_reading)
            assert form.words.text() == "Lag rose"
            assert form.file.holds is not None
        form.reject()


async def test_reading_is_stopped_and_what_is_still_read_is_not_added(
    app: QApplication, home: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 32 * 1024 * 1024)
    async with a_window(home) as window:
        await investigating(window)
        press(window.page.matrix.head.evidence)
        form = the_form(window)
        type_words("Lag rose")
        drop(form, of_files(large))
        key(Qt.Key.Key_Return, CTRL)
        assert form.fault.text() == "The file is still being read. Add it then, or stop reading it."
        press(form.file.stop_)
        assert not form.file.is_reading
        assert form.file.holds is None
        assert form.file.line.text() == "None yet"
        drop(form, of_files(large))
        await until(lambda: form.file.holds is not None)
        form.reject()
        assert pieces(window) == []


async def test_a_disk_that_takes_nothing_leaves_the_form_as_it_is(
    app: QApplication, home: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> "Future[list[Entry]]":
        answer: Future[list[Entry]] = Future()
        answer.set_exception(NotSaved("The disk is full."))
        return answer

    async with a_window(home) as window:
        await investigating(window)
        drop(window.page.matrix, of_files(graph))
        form = the_form(window)
        await until(lambda: form.file.holds is not None)
        graph.unlink()  # it was read when it was given
        assert window.bridge.desk is not None
        with monkeypatch.context() as full:
            full.setattr(window.bridge.desk, "attach", refused)
            press(form.go)
            await until(lambda: form.fault.text() == "The disk is full.")
        press(form.go)
        await until(lambda: len(pieces(window)) == 1)


# pictures that are none -----------------------------------------------------------------------------------------------


def a_bomb(side_px: int) -> bytes:
    """A PNG of some bytes that says how large it is, and has next to nothing in it."""

    def chunk(name: bytes, what: bytes) -> bytes:
        return struct.pack(">I", len(what)) + name + what + struct.pack(">I", zlib.crc32(name + what))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side_px, side_px, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (a_bomb(int(PIXELS_MOST**0.5) + 1), "more pixels"),
        (a_bomb(29_000), "more pixels"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", "no picture"),
        (b"#!/bin/sh\nrm -rf /\n", "no picture"),
        (b"", "no picture"),
        (a_bomb(64)[:40], "no picture|damaged"),
        (b"\x89PNG" + b"x" * (24 * 1024 * 1024), "too large"),
    ],
)
def test_a_hostile_picture_is_not_decoded(what: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        decoded(what, SHOWN)


def test_a_picture_keeps_its_proportions_and_a_small_one_its_size() -> None:
    assert decoded(as_png(a_picture(4000, 1000)), SHOWN).size() == QSize(200, 50)
    assert decoded(as_png(a_picture(64, 32)), SHOWN).size() == QSize(64, 32)
    assert decoded(as_png(a_picture(5000, 2)), SHOWN).size() == QSize(200, 1)


# taken out ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def opener() -> "Generator[Opener]":
    """Stands where the desktop's programs stand."""
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")  # pyright: ignore[reportArgumentType, reportCallIssue]
    yield made
    QDesktopServices.unsetUrlHandler("file")
    made.deleteLater()


async def test_a_piece_shows_its_picture_and_opens_it_only_when_somebody_says_so(
    app: QApplication, home: Path, graph: Path, opener: Opener
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        dialog = await attached(window, "lag.png", graph.read_bytes(), "image/png")
        card = dialog.file
        assert card is not None
        await until(card.picture.isVisible)
        assert card.detail.text() == f"Picture (PNG) · {graph.stat().st_size} bytes"
        assert opener.opened == []
        key(Qt.Key.Key_O, CTRL)
        await until(lambda: len(opener.opened) == 1)
        press(card.open_)
        await until(lambda: len(opener.opened) == 2)
        assert opener.opened[0].read_bytes() == graph.read_bytes()
        await window.navigation.keep_work()  # locked, or closed
        assert not opener.opened[0].exists()
        dialog.reject()


@pytest.mark.qt_log_ignore("This plugin does not support")
async def test_what_could_be_a_program_is_only_saved(
    app: QApplication, home: Path, tmp_path: Path, opener: Opener
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        dialog = await attached(window, "mend.sh", b"rm -rf /", "image/png")  # whoever attached it lied
        card = dialog.file
        assert card is not None
        assert not card.open_.isVisible()
        await until(lambda: card.told.accessibleName() == "It is not shown here; it can be opened or saved")
        key(Qt.Key.Key_S, CTRL)
        await chosen(window, tmp_path / "saved.sh")
        await until((tmp_path / "saved.sh").exists)
        await until(lambda: card.told.accessibleName().startswith("Saved as"))
        assert (tmp_path / "saved.sh").read_bytes() == b"rm -rf /"
        assert opener.opened == []
        dialog.reject()
