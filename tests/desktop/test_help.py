"""Help without a network: on what is in front, found by its words; and everything that can be done, by its words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.dialogs.help import HelpDialog
from incident_desk.desktop.dialogs.palette import PaletteDialog
from incident_desk.desktop.helping import context
from incident_desk.desktop.helping.dialog import HelpPages
from incident_desk.desktop.helping.pages import matching, read_pages
from tests.desktop.conftest import a_bridge, a_shell, focused, until
from tests.desktop.test_first_run import Start, a_start
from tests.support.places import ROOT


async def shown(start: Start) -> HelpPages:
    """The help, once its pages were read."""
    await until(lambda: start.shell.findChild(HelpPages) is not None)
    found = start.shell.findChild(HelpPages)
    assert isinstance(found, HelpPages)
    await until(lambda: bool(found.text.toPlainText()))
    return found


async def test_help_speaks_of_the_room_that_is_in_front(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.shell.show_customers.trigger()
        QTest.keyClick(focused(), Qt.Key.Key_F1)
        dialog = await shown(start)
        assert dialog.text.toPlainText().startswith("Customers: is it us?")


async def test_help_over_a_dialog_speaks_of_that_and_leaves_it_as_it_is(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.shell.declare.trigger()
        await until(lambda: start.shell.findChild(QWidget, "declare_dialog") is not None)
        QTest.keyClicks(focused(), "Pushes fail")
        QTest.keyClick(focused(), Qt.Key.Key_F1)
        dialog = await shown(start)
        assert dialog.text.toPlainText().startswith("Declare")
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert focused().property("text") == "Pushes fail"


async def test_words_narrow_the_chapters_down_and_are_lit(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.shell.help.trigger()
        dialog = await shown(start)
        QTest.keyClicks(focused(), "backup restore")
        found = [dialog.list.model().index(row, 0).data() for row in range(dialog.list.model().rowCount())]
        assert 0 < len(found) < len(read_pages())
        assert dialog.text.extraSelections()
        QTest.keyClicks(focused(), " xyzzy")
        assert dialog.list.model().rowCount() == 0
        assert "Fewer" in dialog.text.toPlainText()


def test_every_place_that_help_speaks_of_is_in_the_manual() -> None:
    titles = {page.title for page in read_pages()}
    named = {*context.OF_A_ROOM.values(), *context.OF_A_DIALOG.values(), *context.OF_A_CONTROL.values()}
    assert named | {context.OF_THE_CALM} <= titles
    assert matching(read_pages(), "hand over")[0].title.startswith("Hand")


def test_every_dialog_that_help_speaks_of_is_there() -> None:
    text = "".join(file.read_text() for file in (ROOT / "incident_desk" / "desktop").rglob("*.py"))
    for name in context.OF_A_DIALOG:
        assert text.count(f'"{name}"') + text.count(f'{name.removesuffix("_dialog")}", symbol') > 1, name


async def test_the_keys_are_written_to_be_printed(app: QApplication, home: Path, tmp_path: Path) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        shell.open_for_work()
        dialog = HelpDialog(bridge, shell)
        dialog.open()
        await dialog.write(tmp_path / "keys.pdf")
        assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
        assert dialog.meta.text() == "Written to keys.pdf"


@pytest.mark.parametrize(("typed", "dialog"), [("declare inc", "declare_dialog"), ("srch rec", "search_dialog")])
async def test_what_can_be_done_is_found_by_some_of_its_letters_and_done(
    app: QApplication, home: Path, typed: str, dialog: str
) -> None:
    async with a_start(home) as start:
        start.shell.palette_action.trigger()
        palette = start.shell.findChild(PaletteDialog)
        assert isinstance(palette, PaletteDialog)
        QTest.keyClicks(focused(), typed)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        await until(lambda: start.shell.findChild(QWidget, dialog) is not None)
