"""What a round comes to feeds the fact sheet: one press offers it, with the conclusion as its source."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.fact import FactDialog
from incident_desk.domain.concluding import Conclude, identified
from incident_desk.domain.fact_list import Fact, FactState
from incident_desk.domain.facts import WithdrawFact
from tests.desktop.boards import key, press
from tests.desktop.conftest import focused, until
from tests.desktop.test_cause_map import compared, opened
from tests.desktop.test_investigations_room import Window

WORDS = "Nobody had ever tried a restore."


def facts(window: Window) -> list[Fact]:
    return list(window.observed.board.facts.all)


async def asked(window: Window, *, by_keys: bool) -> FactDialog:
    """The form, opened from the conclusion."""
    button = compared(window).conclusion.fact
    if by_keys:
        button.setFocus()
        key(Qt.Key.Key_Space)
    else:
        press(button)
    [form] = [each for each in window.shell.findChildren(FactDialog) if each.isVisible()]
    await until(form.words.hasFocus)
    return form


@pytest.mark.parametrize("by_keys", [True, False])
async def test_a_conclusion_is_made_a_fact_and_says_so_until_that_is_withdrawn(
    app: QApplication, home: Path, by_keys: bool
) -> None:
    async with opened(home) as window:
        panel = compared(window).conclusion
        assert not panel.fact.isVisible()
        await window.do(Conclude(80, WORDS))
        await until(panel.fact.isVisible)
        form = await asked(window, by_keys=by_keys)
        assert form.words.text() == WORDS
        if by_keys:
            key(Qt.Key.Key_Return)
        else:
            press(form.go)
        await until(lambda: len(facts(window)) == 1)
        board = window.observed.board
        [fact] = facts(window)
        [conclusion] = identified(board.investigations, board.comparison)
        assert (fact.text, fact.source, fact.state) == (WORDS, conclusion.entry, FactState.BELIEVED)
        await until(lambda: panel.goes.text().endswith("On the fact sheet it is fact 1."))
        assert not panel.fact.isVisible()
        await until(lambda: focused().isVisible() and compared(window).conclusion.isAncestorOf(focused()))
        await window.do(WithdrawFact("1", "it was tried in May"))
        await until(panel.fact.isVisible)


async def test_in_a_small_window_nothing_of_the_conclusion_stands_outside_of_it(app: QApplication, home: Path) -> None:
    async with opened(home) as window:
        await window.do(Conclude(80, WORDS))
        window.shell.resize(1280, 800)
        panel = compared(window).conclusion
        await until(panel.fact.isVisible)
        await until(lambda: window.shell.width() == 1280)
        for part in (panel.fact, panel.course, panel.record):
            right = part.mapTo(window.shell, part.rect().bottomRight()).x()
            await until(lambda right=right: right < 1280 - 8)
