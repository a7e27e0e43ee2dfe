"""Adopting in the window: dropped, looked at, adopted by mouse and by keys, declined, and seen in another window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.desktop.dialogs.adoption import AdoptionDialog
from incident_desk.desktop.dialogs.awaiting import AwaitingDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.panels.adoption import AdoptionPanel
from incident_desk.desktop.parts.two_lines import TwoLineRow
from incident_desk.domain.incident import Declare
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.powers import Level
from incident_desk.domain.timeline import Note
from incident_desk.store.bundles.form import Coverage
from tests.desktop.conftest import focused, until
from tests.desktop.test_importing import told
from tests.desktop.test_settings import Window
from tests.shared.test_levels_in_window import OBSERVER, connected, press

# offscreen, a window has no frame
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HINT, DOUBT = "I would look at the cache", "Was the clock right at all?"


@pytest.fixture
def homes(tmp_path: Path, database: str) -> tuple[Path, Path]:
    """Ada and Bea share a record with an incident; Rita, who has no part in it, wrote two lines about it."""
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(database)
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "responder"))
        incident = ada.record(Declare("Pushes fail")).result()[-1].incident
        for desk in (ada, bea, ada):
            desk.shared.exchange()
        export_bundle(ada.home, tmp_path / "out.bundle", Coverage(incident))
    with Desk.open(tmp_path / "rita") as rita:
        rita.choose_person("Rita").result()
        rita.bundles.take(tmp_path / "out.bundle")
        rita.record([Note(HINT), Note(DOUBT)], incident).result()
        export_bundle(rita.home, tmp_path / "back.bundle", Coverage(incident))
    return tmp_path / "ada", tmp_path / "bea"


def panel_of(window: Window) -> AdoptionPanel:
    assert window.navigation.board is not None
    return window.navigation.board.room.adoption


def rows(window: Window) -> list[tuple[str, str]]:
    """What waits, as its section says it."""
    panel = panel_of(window)
    return [(row.shown.line, row.shown.detail) for row in panel.findChildren(TwoLineRow) if row.isVisible()]


def whose(window: Window, text: str) -> list[str]:
    """Who stands at the lines with these words."""
    assert window.navigation.board is not None
    model = window.navigation.board.room.timeline.model
    shown = [model.row_shown(row) for row in range(model.size)]
    return [row.who for row in shown if row.text == text]


def dialog_of(window: Window) -> AdoptionDialog:
    found = window.shell.findChild(AdoptionDialog)
    assert found is not None
    return found


async def drop(window: Window, file: Path) -> list[str]:
    """Drop a bundle on the window. Returns: what it says of it."""
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file))])
    how = (Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.shell, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(window.shell, QDropEvent(QPointF(5, 5), *how))
    await until(lambda: window.shell.findChildren(NoticeDialog))
    lines = told(window.shell)
    press(window, "import_done")
    await until(lambda: not window.shell.findChildren(NoticeDialog))
    return lines


async def test_what_was_dropped_is_adopted_by_mouse_and_another_window_names_both(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        assert not panel_of(bea).isVisible()
        lines = await drop(bea, tmp_path / "back.bundle")
        assert any(
            line.startswith("2 entries by Rita, who may not write here, wait to be adopted: in I") for line in lines
        )
        await until(lambda: rows(bea) == [(HINT, "Rita"), (DOUBT, "Rita")])
        assert panel_of(bea).note.text() == "2 entries"
        press(bea, "offer_1")
        press(bea, "adoption_2")
        press(bea, "adoption_adopt")
        await until(lambda: rows(bea) == [(DOUBT, "Rita")])
        await until(lambda: whose(ada, HINT) == ["Rita via Bea"])
        assert whose(bea, HINT) == ["Rita via Bea"]
        await until(lambda: [line for line, _ in rows(ada)] == ["1 entry by Rita"])
        assert rows(ada)[0][1].startswith("at the desk of Bea, since")
        press(bea, "offer_1")
        press(bea, "adoption_adopt")
        await until(lambda: not panel_of(ada).isVisible())


async def test_what_waits_at_another_desk_is_declined_there_by_keys_alone(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    async with connected(homes[1]) as bea:
        await drop(bea, tmp_path / "back.bundle")
        await until(lambda: rows(bea) == [(HINT, "Rita"), (DOUBT, "Rita")])
    async with connected(homes[1]) as bea:
        await until(lambda: rows(bea) == [(HINT, "Rita"), (DOUBT, "Rita")])
        await until(lambda: bea.bridge.sharing.state is not None and not bea.bridge.sharing.state.waiting)
    async with connected(homes[0]) as ada:
        await until(lambda: [line for line, _ in rows(ada)] == ["2 entries by Rita"])
        panel_of(ada).look.setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        dialog = ada.shell.findChild(AwaitingDialog)
        assert dialog is not None
        assert not dialog.no.isEnabled()
        QTest.keyClick(focused(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(focused(), "her machine was stolen")
        assert dialog.no.isEnabled()
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        await until(lambda: not panel_of(ada).isVisible())


async def test_by_keys_alone_some_is_declined_with_a_reason_and_the_rest_adopted(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    with Desk.open(homes[1]) as bea:
        bea.bundles.take(tmp_path / "back.bundle")
    async with connected(homes[1]) as window:
        await until(lambda: len(rows(window)) == 2)
        panel_of(window).look.setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        dialog = dialog_of(window)
        assert focused() is dialog.go
        assert [chip.accessibleName().rpartition(": ")[2] for chip in dialog.chips] == [HINT, DOUBT]
        for name in ("adoption_1", "adoption_2", "adoption_reason"):
            while focused().objectName() != name:
                QTest.keyClick(focused(), Qt.Key.Key_Tab)
            if name == "adoption_1":
                QTest.keyClick(focused(), Qt.Key.Key_Space)
        assert not dialog.no.isEnabled()
        QTest.keyClicks(focused(), "we had it checked")
        while focused() is not dialog.no:
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        await until(lambda: [line for line, _ in rows(window)] == [HINT])
        panel_of(window).look.setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: not panel_of(window).isVisible())
        await until(lambda: whose(window, HINT) == ["Rita via Bea"])
        assert whose(window, "Not adopted of what Rita wrote: 1 entry: we had it checked") == ["Bea"]
        assert whose(window, DOUBT) == []


async def test_an_observer_sees_what_waits_and_why_they_adopt_nothing(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    with Desk.open(homes[1]) as bea:
        bea.bundles.take(tmp_path / "back.bundle")
    async with connected(homes[0]) as ada, connected(homes[1]) as window:
        await until(lambda: len(rows(window)) == 2)
        press(window, "adoption_look")
        dialog = dialog_of(window)
        assert dialog.go.isEnabled()
        await ada.bridge.do(SetLevel("Bea", Level.OBSERVER, "on leave"))
        await until(lambda: not dialog.go.isEnabled())
        assert (dialog.go.toolTip(), dialog.no.toolTip()) == (OBSERVER, OBSERVER)
        dialog.reason.setText("no")
        assert not dialog.no.isEnabled()
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert len(rows(window)) == 2


async def test_what_was_settled_meanwhile_is_refused_in_words_and_the_dialog_stays(
    app: QApplication, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        for window in (ada, bea):
            await drop(window, tmp_path / "back.bundle")
        await until(lambda: len(rows(ada)) == len(rows(bea)) == 2)
        press(bea, "adoption_look")
        press(ada, "adoption_look")
        press(ada, "adoption_adopt")
        await until(lambda: not panel_of(bea).isVisible())
        dialog = dialog_of(bea)
        press(bea, "adoption_adopt")
        await until(dialog.fault.isVisible)
        assert dialog.fault.text() == "Nothing waits for adoption in this incident."
        assert whose(bea, HINT) == ["Rita via Ada"]
