"""What is pasted into the timeline, or dropped on it: words, several lines, moments, files and pictures."""

from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from incident_desk.desktop.dialogs.paste import NOTES_MOST, PasteDialog
from incident_desk.desktop.file_words import is_harmless, safe_name
from incident_desk.desktop.panels.attaching import MOST
from incident_desk.desktop.parts.given import given_in
from incident_desk.desktop.pasting import dated, lines_of
from incident_desk.domain.moments import iso
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.texts import Reading
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store.attachments import LIMIT_BYTES
from tests.desktop.boards import START_US, key, press
from tests.desktop.conftest import until
from tests.desktop.timelines import CTRL, Desk, FullDisk, a_desk


def paste(desk: Desk, data: QMimeData | str) -> None:
    clipboard = QGuiApplication.clipboard()
    if isinstance(data, str):
        clipboard.setText(data)
    else:
        clipboard.setMimeData(data)
    desk.panel.take_keyboard()
    key(Qt.Key.Key_V, CTRL)


def drop(target: QWidget, data: QMimeData) -> None:
    """Carry something over a widget and let go."""
    middle, copied = target.rect().center(), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(middle, copied, data, button, none)
    target.dragEnterEvent(over)
    assert over.isAccepted()
    target.dropEvent(QDropEvent(QPointF(middle), copied, data, button, none))


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def a_picture() -> QImage:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    return picture


# words ---------------------------------------------------------------------------------------------------------------


async def test_one_line_goes_where_the_caret_is(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("host ")
        paste(desk, "  db1.cluster\n")
        assert desk.typed == "host db1.cluster"


async def test_a_moment_with_its_zone_is_offered_and_taken_by_a_key(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.room.bridge.zone = ZoneInfo("Europe/Berlin")
        paste(desk, "2017-01-31 23:27 UTC db1 emptied")
        assert desk.told == "Did it happen 1 February 2017 00:27:00 CET?"
        key(Qt.Key.Key_T, CTRL)
        assert desk.typed == '@"2017-01-31 23:27 UTC" db1 emptied'
        assert desk.told == "Happened 1 February 2017 00:27:00 CET"
        await desk.enter("")
        line = desk.incident.board.timeline.lines[0]
        assert (line.text, iso(line.occurred_us)) == ("db1 emptied", "2017-01-31T23:27:00Z")


async def test_an_offered_moment_that_is_not_taken_changes_nothing(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        paste(desk, "2017-01-31 23:27 UTC db1 emptied")
        await desk.enter("")
        assert desk.newest().text == "2017-01-31 23:27 UTC db1 emptied"
        assert desk.newest().occurred_us == desk.room.clock.us


LOG = "2017-01-31 23:20 UTC db1 is slow\n\n2017-01-31 23:27 UTC db1 emptied\nnobody answers\n"


async def test_several_lines_become_a_note_each_with_their_moments(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        paste(desk, LOG)
        await until(desk.room.dialogs)
        dialog = desk.room.dialog(PasteDialog)
        assert dialog.preview.toPlainText() == LOG
        press(dialog.notes)
        await until(lambda: len(desk.incident.board.timeline.lines) == 4)
        assert desk.texts() == ["nobody answers", "Declared: Pushes fail", "db1 emptied", "db1 is slow"]


async def test_several_lines_become_one_note_as_they_are(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        paste(desk, LOG)
        await until(desk.room.dialogs)
        dialog = desk.room.dialog(PasteDialog)
        press(dialog.takes_moments)
        press(dialog.one)
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        assert desk.newest().text == LOG.strip()


async def test_several_lines_become_a_file(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        paste(desk, LOG)
        await until(desk.room.dialogs)
        press(desk.room.dialog(PasteDialog).file)
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        body = desk.newest().body
        assert isinstance(body, AttachmentAdded)
        assert body.name == "Pasted 2017-01-31 23-31-00.txt"
        assert await desk.room.bridge.read(lambda reading: reading.attachment(body.digest)) == LOG.encode()


async def test_a_closed_question_writes_nothing(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        paste(desk, "a\nb")
        await until(desk.room.dialogs)
        key(Qt.Key.Key_Escape)
        await until(lambda: not desk.room.dialogs())
        assert len(desk.incident.board.timeline.lines) == 1


async def test_a_long_log_is_no_note_and_the_question_says_why(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        paste(desk, "\n".join(f"{at} {'x' * 100}" for at in range(NOTES_MOST + 1)))
        await until(desk.room.dialogs)
        dialog = desk.room.dialog(PasteDialog)
        assert not dialog.notes.isEnabled()
        assert not dialog.one.isEnabled()
        assert dialog.why.text() == "One note holds at most 44 KiB. At most 500 notes are written at once."
        dialog.reject()
        await until(lambda: not desk.room.dialogs())


@pytest.mark.parametrize(
    ("text", "moment", "words"),
    [
        ("2017-01-31 23:27 UTC db1 emptied", "2017-01-31T23:27:00Z", "db1 emptied"),
        ("2017-01-31T23:27:05Z db1 emptied", "2017-01-31T23:27:05Z", "db1 emptied"),
        ("[2017-01-31 23:27:05 +0100] db1: emptied", "2017-01-31T22:27:05Z", "db1: emptied"),
        ("2017-01-31 23:27:05,123 ERROR disk", "2017-01-31T23:27:05.123000Z", "ERROR disk"),
        ("23:27 UTC - db1 emptied", "2017-01-31T23:27:00Z", "db1 emptied"),
        ("23:27 | db1 emptied", "2017-01-31T23:27:00Z", "db1 emptied"),
    ],
)
def test_a_moment_is_read_as_logs_and_chats_write_it(text: str, moment: str, words: str) -> None:
    found = dated(text, Reading(START_US, UTC))
    assert found is not None
    assert (iso(found.occurred_us), found.text) == (moment, words)


@pytest.mark.parametrize("text", ["", "db1 at 23:27", "12 hosts", "2017-01-31 23:27", "99:99 bottles", "1:1 with Ada"])
def test_what_only_looks_like_a_moment_is_left_alone(text: str) -> None:
    assert dated(text, Reading(START_US, UTC)) is None


def test_blank_lines_say_nothing() -> None:
    assert lines_of("\n  one \r\n\t\ntwo\n") == ["one", "two"]


# files and pictures --------------------------------------------------------------------------------------------------


async def test_a_dropped_file_is_on_the_timeline_byte_for_byte(app: QApplication, home: Path, tmp_path: Path) -> None:
    report = tmp_path / "copy <b>rate.csv"
    report.write_bytes(b"moment,rate\n1,60\n")
    async with a_desk(home) as desk:
        drop(desk.panel, files(report))
        await until(lambda: len(desk.incident.board.timeline.lines) == 2)
        body = desk.newest().body
        assert isinstance(body, AttachmentAdded)
        assert (body.name, body.media_type, body.size_bytes) == (report.name, "text/csv", 17)
        assert desk.rows()[0].text == report.name
        assert await desk.room.bridge.read(lambda reading: reading.attachment(body.digest)) == report.read_bytes()


async def test_a_file_pasted_into_the_line_goes_the_same_way(app: QApplication, home: Path, tmp_path: Path) -> None:
    report = tmp_path / "rate.csv"
    report.write_text("1")
    async with a_desk(home) as desk:
        paste(desk, files(report))
        await until(lambda: desk.newest().sort is LineSort.ATTACHMENT)
        assert desk.typed == ""


async def test_a_pasted_picture_is_kept_as_a_png(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        data = QMimeData()
        data.setImageData(a_picture())
        paste(desk, data)
        await until(lambda: desk.newest().sort is LineSort.ATTACHMENT)
        body = desk.newest().body
        assert isinstance(body, AttachmentAdded)
        assert (body.name, body.media_type) == ("Picture 2017-01-31 23-31-00.png", "image/png")
        content = await desk.room.bridge.read(lambda reading: reading.attachment(body.digest))
        assert QImage.fromData(content) == a_picture().convertToFormat(QImage.fromData(content).format())


async def test_what_cannot_be_attached_is_named_with_the_reason_and_the_rest_is_kept(
    app: QApplication, home: Path, tmp_path: Path
) -> None:
    large, small = tmp_path / "disk.img", tmp_path / "small.txt"
    with large.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    small.write_text("fits")
    async with a_desk(home) as desk:
        drop(desk.panel, files(large, tmp_path / "gone.txt", tmp_path, small))
        await until(lambda: desk.newest().sort is LineSort.ATTACHMENT)
        await until(lambda: "disk.img" in desk.told)
        assert "disk.img: is larger than 64 MiB; attach a part of it, or a link" in desk.told
        assert "gone.txt: is not there any more" in desk.told
        assert f"{tmp_path.name}: is a folder; attach the files in it, or an archive of it" in desk.told
        assert len(desk.incident.board.timeline.lines) == 2


async def test_too_many_files_at_once_are_a_folder_nobody_meant(app: QApplication, home: Path, tmp_path: Path) -> None:
    async with a_desk(home) as desk:
        drop(desk.panel, files(*(tmp_path / f"{at}" for at in range(MOST + 1))))
        await until(lambda: desk.told)
        assert desk.told == "21 files at once; at most 20 are taken"


async def test_a_file_the_disk_refused_waits_and_is_tried_again(
    app: QApplication, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "rate.csv"
    report.write_text("1")
    async with a_desk(home) as desk:
        disk = FullDisk(desk, monkeypatch)
        drop(desk.panel, files(report))
        strip = desk.panel.form.not_saved
        await until(strip.isVisible)
        assert strip.told.accessibleName() == "1 file is not saved: The disk is full."
        disk.mend()
        press(strip.retry)
        await until(lambda: desk.newest().sort is LineSort.ATTACHMENT)
        assert not strip.isVisible()


class Opener(QObject):
    """Stands where the system's programs stand: takes what should be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


async def test_a_file_is_opened_from_its_line(app: QApplication, home: Path, tmp_path: Path) -> None:
    report = tmp_path / "..rate.csv"
    report.write_text("1,60")
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")  # pyright: ignore[reportArgumentType, reportCallIssue]
    try:
        async with a_desk(home) as desk:
            drop(desk.panel, files(report))
            await until(lambda: desk.newest().sort is LineSort.ATTACHMENT)
            desk.select(desk.newest().entry)
            key(Qt.Key.Key_O)
            await until(lambda: opener.opened)
            assert opener.opened[0].read_text() == "1,60"
            assert opener.opened[0].name.endswith("-rate.csv")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    opener.deleteLater()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a window has no frame
async def test_a_file_that_could_be_a_program_is_saved_and_not_opened(
    app: QApplication, home: Path, tmp_path: Path
) -> None:
    script = tmp_path / "mend.sh"
    script.write_text("rm -rf /")
    async with a_desk(home) as desk:
        drop(desk.panel, files(script))
        await until(lambda: desk.newest().sort is LineSort.ATTACHMENT)
        desk.select(desk.newest().entry)
        key(Qt.Key.Key_O)
        await until(lambda: desk.room.shell.findChildren(QFileDialog))
        [dialog] = desk.room.shell.findChildren(QFileDialog)
        target = tmp_path / "saved"
        target.mkdir()
        dialog.setDirectory(str(target))
        dialog.selectFile("mend.sh")
        dialog.accept()
        await until(lambda: desk.told.startswith("Saved as"))
        assert (target / "mend.sh").read_text() == "rm -rf /"


@pytest.mark.parametrize(
    ("name", "plain"),
    [("../../etc/passwd", "_.._etc_passwd"), ("a\x00b", "a_b"), ("...", "file"), ("x" * 300, "x" * 120)],
)
def test_the_name_of_a_file_leads_nowhere(name: str, plain: str) -> None:
    assert safe_name(name) == plain


@pytest.mark.parametrize(
    ("name", "media_type", "harmless"),
    [
        ("lag.png", "image/png", True),
        ("rate.csv", "text/csv", True),
        ("lag.desktop", "image/png", False),  # what is said of it is no picture to the desktop
        ("lag", "image/png", False),
        ("mend.sh", "application/x-sh", False),
        ("lag.png", "application/x-sh", False),
        ("lag.svg", "image/svg+xml", False),
        ("all.m3u", "audio/x-mpegurl", False),
    ],
)
def test_only_what_is_harmless_by_its_name_and_by_what_is_said_of_it_is_opened(
    name: str, media_type: str, harmless: bool
) -> None:
    assert is_harmless(name, media_type) is harmless


def test_files_come_before_words_and_words_before_a_picture_of_them(app: QApplication) -> None:
    data = QMimeData()
    assert given_in(data) is None
    data.setImageData(a_picture())
    found = given_in(data)
    assert found is not None
    assert found.picture is not None
    data.setText("words")
    found = given_in(data)
    assert found is not None
    assert (found.text, found.picture) == ("words", None)
    data.setUrls([QUrl.fromLocalFile("/tmp/x")])
    found = given_in(data)
    assert found is not None
    assert found.files == (Path("/tmp/x"),)
