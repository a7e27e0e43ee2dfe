"""Two members of one sealed investigation rate one cell, add evidence and rename one hypothesis while the server is
dead: merged, nothing lost, shown in both windows, and settled by one press for both. Two windows, a real PostgreSQL."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.evidence import EvidenceDialog
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.investigating import AddEvidence, Hypothesis
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.investigations import Investigate
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_settings import Window
from tests.shared.cluster import Cluster
from tests.shared.test_levels_in_window import connected, homes
from tests.shared.test_same_moment import at_once, board, dialog
from tests.shared.test_window import RETRY_S

__all__ = ["homes"]
Two = tuple[Window, Window]


def opened(homes: tuple[Path, Path]) -> IncidentId:
    """Ada has herself and Bea look into it, with one hypothesis and one piece of evidence so far."""
    with Desk.open(homes[0]) as ada, Desk.open(homes[1]) as bea:
        for desk in (ada, bea):
            desk.shared.exchange()
        (incident,) = [each.incident for each in ada.reading.headlines() if each.headline.is_open]
        ada.record(Investigate(2700, "Why did it stop? | Team: Ada, Bea"), incident).result()
        ada.record([Hypothesis("A delete"), Hypothesis("A full disk"), AddEvidence("Lag rose")], incident).result()
        for desk in (ada, bea, ada):
            desk.shared.exchange()
    return incident


@asynccontextmanager
async def both(homes: tuple[Path, Path]) -> AsyncGenerator[Two]:
    """Two windows with the matrix in front."""
    incident = opened(homes)
    async with connected(homes[0], incident) as ada, connected(homes[1], incident) as bea:
        for window in (ada, bea):
            await until(lambda window=window: bool(board(window).investigations.all))
            window.navigation.show_investigations()
            await until(lambda window=window: len(page(window).matrix.view.table.rows) == 1)
        yield ada, bea


def page(window: Window) -> MatrixPage:
    assert window.navigation.investigations is not None
    shown = window.navigation.investigations.room.page_shown
    assert isinstance(shown, MatrixPage)
    return shown


def found(window: Window) -> Investigation:
    return board(window).investigations.find("A")


def rate(window: Window, key: Qt.Key) -> None:
    """By the key, in the first cell there was."""
    view, one = page(window).matrix.view, found(window)
    view.setCurrentIndex(view.table.index_of((next(iter(one.evidence)), next(iter(one.hypotheses)))))
    QTest.keyClick(view, key)


def add(window: Window, words: str) -> None:
    """By E, and what is typed into its form."""
    QTest.keyClick(page(window).matrix.view, Qt.Key.Key_E)
    form = dialog(window, EvidenceDialog)
    QTest.keyClicks(form.first(), words)
    press(form.go)


def rename(window: Window, words: str) -> None:
    """By R, the first hypothesis there was."""
    view = page(window).matrix.view
    rate(window, Qt.Key.Key_R)
    assert view.table.columns[view.currentIndex().column()].name == "H1"
    form = dialog(window, CorrectDialog)
    QTest.keyClicks(form.first(), words)
    press(form.go)


def names(window: Window) -> set[str]:
    """What the first hypothesis is called by those who do not know of each other."""
    line = board(window).timeline.line(next(iter(found(window).hypotheses)))
    return {each.text for each in line.wordings}


def evidence(window: Window) -> set[str]:
    return {each.words(board(window).timeline) for each in found(window).evidence.values()}


def told(window: Window) -> list[str]:
    return [each.words for each in page(window).matrix.firmness.told]


def cell(window: Window) -> tuple[Rating | None, tuple[str, ...]]:
    """What the first cell there was shows, and who differs."""
    table, one = page(window).matrix.view.table, found(window)
    index = table.index_of((next(iter(one.evidence)), next(iter(one.hypotheses))))
    shown = table.shown(index.row(), index.column())
    return shown.rating, shown.differing


async def test_what_two_members_say_apart_is_merged_and_one_press_settles_it_for_both(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster
) -> None:
    async with both(homes) as (ada, bea):
        async with at_once((ada, bea), cluster, is_apart=True):
            for window, key, seen, name in (
                (ada, Qt.Key.Key_C, "The log outran it", "A bulk delete"),
                (bea, Qt.Key.Key_I, "The disk was half full", "A delete in bulk"),
            ):
                rate(window, key)
                add(window, seen)
                await until(lambda window=window, seen=seen: seen in evidence(window))
                rename(window, name)
                await until(lambda window=window, name=name: names(window) == {name})
        for window in (ada, bea):
            await until(lambda window=window: cell(window) == (None, ("C", "I")), RETRY_S)
            await until(lambda window=window: names(window) == {"A bulk delete", "A delete in bulk"})
            await until(
                lambda window=window: evidence(window) == {"Lag rose", "The log outran it", "The disk was half full"}
            )
            await until(lambda window=window: len(page(window).matrix.view.table.rows) == 3)
        await until(
            lambda: (
                told(ada)[:2]
                == [
                    "E1 × H1: you say it fits, Bea says it speaks against. It counts for neither until it is settled.",
                    "H1 was named twice at once. you: “A bulk delete”, Bea: “A delete in bulk”",
                ]
            )
        )
        await until(lambda: "Ada says it fits, you say it speaks against" in told(bea)[0])
        await settled((ada, bea))


async def settled(windows: Two) -> None:
    """One press of Bea's for the cell, and one of Ada's for the name."""
    ada, bea = windows
    press(page(bea).matrix.firmness.lines[0].buttons[1])
    for window in windows:
        await until(lambda window=window: cell(window) == (Rating.INCONSISTENT, ()))
        await until(lambda window=window: told(window)[0].startswith("H1 was named twice"))
    press(page(ada).matrix.firmness.lines[0].buttons[0])
    for window in windows:
        await until(lambda window=window: names(window) == {"A bulk delete"})
        await until(lambda window=window: not any("at once" in words for words in told(window)))
        line = board(window).timeline.line(next(iter(found(window).hypotheses)))
        said = {line.text, *(each.text_was for each in line.corrections)}
        assert {"A delete", "A bulk delete", "A delete in bulk"} <= said  # nothing that was said is lost
        one = found(window)
        history = one.ratings[next(iter(one.evidence)), next(iter(one.hypotheses))].history
        assert [each.value for each in history][-1] is Rating.INCONSISTENT
        assert {each.value for each in history} == {Rating.CONSISTENT, Rating.INCONSISTENT}
