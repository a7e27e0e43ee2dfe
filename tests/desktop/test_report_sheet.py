"""The report after an incident in the review room: begun, written, signed and saved, with either hand."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.reporting.sheet import ReportSheet
from incident_desk.desktop.rooms.review import ReviewRoom
from incident_desk.domain.review_report import text_of
from incident_desk.domain.timeline import Note
from tests.desktop.boards import Room, key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.hands import push, tab_to, write_into
from tests.desktop.test_review_room import a_review

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from incident_desk.domain.review_report import Answer


@asynccontextmanager
async def a_sheet(home: Path) -> AsyncGenerator[tuple[Room, ReviewRoom, ReportSheet]]:
    async with a_review(home) as (room, review):
        try:
            yield room, review, review.report
        finally:
            review.report.let_go()


def says(room: Room) -> str:
    report = room.board.review_reports.find("")
    return text_of(report, room.board.drafts)


def loose(sheet: ReportSheet) -> list[str]:
    return [each.words for each in sheet.seen.unsupported] if sheet.seen is not None else []


def answers(room: Room) -> "list[Answer]":
    report = room.board.review_reports.last
    return room.board.review_reports.answered(report.id) if report else []


@pytest.mark.by_keys("review.begin", "review.sign", "review.dissent", "draft.change")
async def test_by_keys_it_is_begun_written_signed_and_dissented_from(app: "QApplication", home: Path) -> None:
    async with a_sheet(home) as (room, review, sheet):
        key(Qt.Key.Key_R)
        await until(lambda: focused() is sheet.begin)
        key(Qt.Key.Key_Space)
        await until(lambda: focused() is sheet.text and "Restore from the copy" in sheet.text.toPlainText())
        type_words("By nobody.")
        key(Qt.Key.Key_Return)
        await until(lambda: room.board.review_reports.last is not None and says(room).startswith("By nobody.\n"))
        await until(lambda: loose(sheet) == ["By nobody."])
        tab_to(sheet.side.why)
        type_words("All true")
        push(sheet.side.sign)
        await until(lambda: [each.is_agreeing for each in answers(room)] == [True])
        assert room.board.timeline.lines[-1].english == "Signed the report: All true"
        await until(lambda: sheet.side.why.text() == "")
        tab_to(sheet.side.why)
        type_words("Not all")
        push(sheet.side.dissent)
        await until(lambda: [each.is_agreeing for each in answers(room)] == [False])
        await until(lambda: "dissents: Not all" in sheet.side.answers.text())
        key(Qt.Key.Key_Escape)
        assert focused() is review.bar


@pytest.mark.by_mouse("review.begin", "review.sign", "review.dissent")
async def test_by_mouse_it_is_begun_signed_and_dissented_from(app: "QApplication", home: Path) -> None:
    async with a_sheet(home) as (room, review, sheet):
        press(review.header.report)
        await until(sheet.begin.isEnabled)
        press(sheet.begin)
        await until(lambda: "## Summary" in sheet.text.toPlainText())
        press(sheet.side.sign)
        await until(lambda: [each.is_agreeing for each in answers(room)] == [True])
        write_into(sheet.side.why, "Not all")
        press(sheet.side.dissent)
        await until(lambda: [each.is_agreeing for each in answers(room)] == [False])
        press(sheet.back)
        assert review.bar.isVisible()


async def test_another_desk_writes_and_it_comes_in_while_somebody_writes(app: "QApplication", home: Path) -> None:
    async with a_sheet(home) as (room, _, sheet):
        key(Qt.Key.Key_R)
        await until(sheet.begin.isEnabled)
        press(sheet.begin)
        await until(lambda: sheet.draft is not None and "## Summary" in sheet.text.toPlainText())
        other = ReportSheet(room.bridge)
        other.open(room.incident.incident)
        await until(lambda: other.draft is not None)
        assert other.draft is not None
        other.draft.write(other.draft.text + "From elsewhere.\n")
        await until(lambda: "From elsewhere." in sheet.text.toPlainText())
        other.let_go()
        other.deleteLater()


async def test_a_sentence_tells_what_it_stands_on_and_leads_there(app: "QApplication", home: Path) -> None:
    async with a_sheet(home) as (_, review, sheet):
        key(Qt.Key.Key_R)
        await until(sheet.begin.isEnabled)
        press(sheet.begin)
        await until(lambda: "Restore from the copy" in sheet.text.toPlainText())
        at = sheet.text.toPlainText().index("Restore from the copy")
        sheet.text.go_to(at, at)
        await until(lambda: "Restore from the copy" in sheet.side.stands_on.text())
        press(sheet.side.to_moment)
        assert review.bar.isVisible()
        await until(lambda: review.board.decided.text.text() == "Restore from the copy")


async def test_for_readers_outside_it_is_saved_only_where_nothing_is_left(
    app: "QApplication", home: Path, tmp_path: Path
) -> None:
    async with a_sheet(home) as (room, _, sheet):
        await room.do(Note("Luckily Priya Nair saw db7.corp.example"))
        key(Qt.Key.Key_R)
        await until(sheet.begin.isEnabled)
        press(sheet.begin)
        await until(lambda: "Priya Nair" in sheet.text.toPlainText())
        for name in ("in.html", "in.pdf"):
            await sheet.write(tmp_path / name)
        assert "Priya Nair" in (tmp_path / "in.html").read_text(encoding="utf-8")
        press(sheet.side.outside)
        write_into(sheet.side.hide_also, "Luckily, copy")
        for name in ("out.html", "out.pdf"):
            await sheet.write(tmp_path / name)
        page = (tmp_path / "out.html").read_text(encoding="utf-8")
        assert not [each for each in ("Priya", "Nair", "db7", "Luckily", "copy") if each in page]
        assert "every byte of it looked through" in sheet.side.told.text()
