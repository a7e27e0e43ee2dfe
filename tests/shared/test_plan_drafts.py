"""Two people in one draft of the plan: each sees what the other types, and where; apart they go on and lose nothing."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from incident_desk.desk import Desk
from incident_desk.desktop.planning.fields import LineBox
from incident_desk.desktop.rooms.plan import PlanRoom
from incident_desk.domain.errors import NotSaved
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_drafts import texts_of
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_settings import Window
from tests.domain.making import PLAN
from tests.shared.cluster import Cluster
from tests.shared.test_levels_in_window import connected, homes
from tests.shared.test_window import RETRY_S
from tests.shared.windows import dead

__all__ = ["homes"]
CTRL = Qt.KeyboardModifier.ControlModifier


@asynccontextmanager
async def planning(home: Path) -> AsyncGenerator[Window]:
    """Somebody's window, connected, with the plan room open."""
    async with connected(home) as window:
        window.navigation.show_plan()
        await until(lambda: room(window).draft.common.draft is not None and room(window).draft.last is not None)
        yield window
        await window.navigation.keep_work()


@asynccontextmanager
async def two(homes: tuple[Path, Path]) -> AsyncGenerator[tuple[Window, Window]]:
    async with planning(homes[0]) as ada, planning(homes[1]) as bea:
        yield ada, bea


def room(window: Window) -> PlanRoom:
    assert window.navigation.plan is not None
    return window.navigation.plan.room


def text(window: Window) -> str:
    """What stands in the editor."""
    assert room(window).text.text.toPlainText() == room(window).draft.text
    return room(window).draft.text


def named(window: Window) -> str:
    """Which draft somebody is in."""
    draft = room(window).draft.common.draft
    assert draft is not None
    return draft.name


def type_at(window: Window, after: str, words: str) -> None:
    """Somebody puts the caret behind these words, and types."""
    editor = room(window).text.text
    start = editor.toPlainText().index(after) + len(after)
    cursor = editor.textCursor()
    cursor.setPosition(start)
    editor.setTextCursor(cursor)
    window.shell.activateWindow()
    editor.setFocus()
    QTest.keyClicks(editor, words)


def title(window: Window) -> QLineEdit:
    box = room(window).part.form.boxes["roles", 0, "title"]
    assert isinstance(box, LineBox)
    return box.line


async def same(ada: Window, bea: Window, *parts: str, s: float = 10) -> None:
    """Until both have the same text, with all of this in it."""
    await until(lambda: text(ada) == text(bea) and all(part in text(ada) for part in parts), s)


async def test_what_two_type_at_the_same_moment_stands_in_both_windows_and_each_takes_back_their_own(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with two(homes) as (ada, bea):
        type_at(ada, "title: Incident manager", " of the night")
        type_at(bea, "title: Scribe", " and reader")
        caret = room(ada).text.text.textCursor().position()
        await same(ada, bea, "title: Incident manager of the night", "title: Scribe and reader")
        assert room(ada).text.text.textCursor().position() == caret
        press(room(ada).text.undo)
        await same(ada, bea, "title: Incident manager\n", "title: Scribe and reader")
        QTest.keyClick(room(bea).text.text, Qt.Key.Key_Z, CTRL)
        await until(lambda: text(ada) == text(bea) == PLAN)
        QTest.keyClick(room(bea).text.text, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
        await same(ada, bea, "title: Scribe and reader")


async def test_form_and_text_meet_and_one_publishes_for_both(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with two(homes) as (ada, bea):
        title(ada).setFocus()
        title(ada).selectAll()
        QTest.keyClicks(title(ada), "Lead")
        type_at(bea, "title: Scribe", " and reader")
        await same(ada, bea, "title: Lead\n", "title: Scribe and reader")
        await until(lambda: title(bea).text() == "Lead")
        publishing = room(ada).text.publishing
        publishing.reason.setFocus()
        QTest.keyClicks(publishing.reason, "what both wanted")
        await until(publishing.publish.isEnabled)
        press(publishing.publish)
        await until(lambda: bea.bridge.organisation.plans.current.text == text(bea))
        await until(lambda: not room(bea).draft.is_begun and not room(ada).draft.is_begun)
        type_at(bea, "title: Lead", " of all")
        await same(ada, bea, "title: Lead of all")


async def test_each_sees_who_else_writes_and_in_which_line(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with two(homes) as (ada, bea):
        type_at(bea, "title: Scribe", "s")
        line = room(bea).text.text.line()
        await until(lambda: [caret.line for caret in room(ada).company.carets] == [line])
        [caret] = room(ada).company.carets
        assert (caret.name, caret.column) == ("Bea", room(bea).text.text.column())
        assert room(ada).text.others.words == "Bea writes"
        assert room(ada).text.others.shown[0].words == f"Bea (Responder) writes in line {line}"
        bea.navigation.leave_aside()
        await until(lambda: room(ada).company.people == [])
        await until(lambda: not room(bea).company.people)


@pytest.mark.parametrize("is_published", [False, pytest.param(True, marks=pytest.mark.long)])
async def test_apart_each_goes_on_and_together_all_of_it_is_there(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster, is_published: bool
) -> None:
    async with two(homes) as (ada, bea):
        type_at(ada, "title: Incident manager", " of the night")
        await same(ada, bea, "of the night")
        async with dead(cluster):
            await until(lambda: not ada.bridge.sharing.is_connected and not bea.bridge.sharing.is_connected)
            type_at(ada, "title: Incident manager of the night", ", who leads")
            type_at(bea, "title: Incident manager of the night", ", first of all")
            type_at(bea, "title: Scribe", " and reader")
            await until(lambda: "and reader" in on_disk(bea))
            if is_published:
                await ada.bridge.do(Use(text(ada), "hers"))
            assert "and reader" not in text(ada)
        await same(ada, bea, ", who leads", ", first of all", "of the night", "Scribe and reader", s=RETRY_S)
        assert text(ada).count("of the night") == 1


@pytest.mark.long
async def test_two_who_begin_apart_are_in_one_draft_when_they_meet(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster
) -> None:
    async with two(homes) as (ada, bea):
        async with dead(cluster):
            await until(lambda: not ada.bridge.sharing.is_connected and not bea.bridge.sharing.is_connected)
            type_at(ada, "title: Incident manager", " of the night")
            type_at(bea, "title: Scribe", " and reader")
        await same(ada, bea, "of the night", "and reader", s=RETRY_S)
        assert text(ada).count("title: Scribe") == 1
        assert room(ada).draft.common.beside == []


async def test_two_drafts_of_two_versions_stand_beside_one_another_and_become_one(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster
) -> None:
    async with two(homes) as (ada, bea):
        async with dead(cluster):
            await until(lambda: not ada.bridge.sharing.is_connected and not bea.bridge.sharing.is_connected)
            type_at(ada, "title: Incident manager", " of the night")
            await bea.bridge.do(Use(PLAN.replace("name: Default plan", "name: Theirs"), "from a file"))
            await until(lambda: "name: Theirs" in text(bea))
            type_at(bea, "title: Scribe", " and reader")
        versions = room(ada).versions
        await until(
            lambda: versions.beside.isVisible() and "Bea wrote in another draft" in versions.beside.text(), RETRY_S
        )
        assert "of the night" in text(ada)
        assert "and reader" not in text(ada)
        press(versions.look)
        await until(lambda: room(ada).against.text() == "Draft against the other draft")
        press(versions.take)
        await same(ada, bea, "name: Theirs", "and reader")
        await until(lambda: room(ada).draft.common.beside == room(bea).draft.common.beside == [])
        await until(lambda: named(ada) == named(bea))
        press(room(ada).text.undo)
        await same(ada, bea, "of the night")


async def test_what_the_disk_refuses_stays_in_the_window_and_is_written_down_later(
    app: QApplication, homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with planning(homes[0]) as ada:
        draft = room(ada).draft.common.draft
        assert draft is not None
        with monkeypatch.context() as broken:
            broken.setattr(type(ada.bridge), "do", refused)
            type_at(ada, "title: Scribe", " and reader")
            await until(lambda: draft.fault == "the disk is full")
            assert "and reader" not in on_disk(ada)
        await draft.write_down()
        assert "and reader" in on_disk(ada)


async def refused(*_: object, **__: object) -> None:
    await asyncio.sleep(0)
    raise NotSaved("the disk is full")


def on_disk(window: Window) -> str:
    assert window.bridge.desk is not None
    drafts = window.bridge.desk.reading.fold(NO_INCIDENT).board.drafts
    return "\n".join(text for _, text in texts_of(drafts).values())


async def test_an_observer_keeps_what_they_write_to_themselves_and_reads_what_the_others_write(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    with Desk.open(homes[0]) as desk, Desk.open(tmp_path / "otto") as his:
        his.choose_person("Otto").result()
        his.shared.membership().join(desk.shared.membership().grant("Otto", "observer"))
        his.shared.exchange()
    async with planning(homes[0]) as ada, planning(tmp_path / "otto") as otto:
        await until(lambda: bool(otto.bridge.rights.why_not()))
        type_at(otto, "title: Scribe", " of mine")
        type_at(ada, "title: Incident manager", " of the night")
        await until(lambda: "of the night" in text(otto))
        assert "of mine" in text(otto)
        assert "of mine" not in text(ada)
        assert on_disk(otto).count("of mine") == 0
    async with planning(tmp_path / "otto") as otto:
        await until(lambda: "of mine" in text(otto) and "of the night" in text(otto))
