"""A link in a piece of evidence: shown whole, opened by key or mouse, copied; what is no link stays words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.domain.investigating import AddEvidence
from incident_desk.domain.place_list import links_in
from tests.desktop.boards import key, press
from tests.desktop.conftest import until
from tests.desktop.test_evidence_files import investigating
from tests.desktop.test_investigations_room import a_window
from tests.desktop.test_places import a_browser

GRAPH, QUERY = "https://graphs.example.org/d/7?from=1&to=2", "http://db.example.org/q"


@pytest.mark.parametrize(
    ("words", "links"),
    [
        (f"Lag rose (see {GRAPH}), as {QUERY}.", (GRAPH, QUERY)),
        (f"{GRAPH} and {GRAPH}", (GRAPH,)),
        ("file:///etc/passwd javascript:alert(1) tel:+4912345 httpx://a https://good.example@bad.example/", ()),
        ("https:// http:///etc https://a\\\\b", ()),
        ("", ()),
    ],
)
def test_only_what_a_browser_may_be_given_is_a_link(words: str, links: tuple[str, ...]) -> None:
    assert links_in(words) == links


async def test_a_link_of_a_piece_is_opened_by_a_key_and_a_press_and_never_by_itself(
    app: QApplication, home: Path
) -> None:
    async with a_window(home) as window:
        await investigating(window)
        await window.do(AddEvidence(f"Lag rose, {QUERY}", source=GRAPH))
        await until(lambda: window.page.matrix.view.table.rows)
        with a_browser() as opened:
            window.page.matrix.view.setFocus()
            key(Qt.Key.Key_Down)
            key(Qt.Key.Key_Return)
            [dialog] = window.shell.findChildren(PieceDialog)
            assert dialog.links is not None
            assert dialog.links.links == (GRAPH, QUERY)
            assert opened == []
            key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
            press(dialog.links.opens[1])
        assert opened == [GRAPH, QUERY]
        assert dialog.links.told.accessibleName() == "Opened in the browser"
        dialog.links.opens[0].setFocus()
        key(Qt.Key.Key_Tab)
        key(Qt.Key.Key_Return)
        assert QGuiApplication.clipboard().text() == GRAPH
        dialog.reject()


async def test_a_piece_without_a_link_has_no_row_for_one(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        await investigating(window)
        await window.do(AddEvidence("Lag rose, file:///etc/passwd"))
        await until(lambda: window.page.matrix.view.table.rows)
        window.page.matrix.view.setFocus()
        key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Return)
        [dialog] = window.shell.findChildren(PieceDialog)
        assert dialog.links is None
        dialog.reject()
