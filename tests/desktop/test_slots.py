"""The slots of a draft are shown as what would stand there, and are typed as they are."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.drafting.text import LINE, DraftEdit
from incident_desk.desktop.theme import colour
from incident_desk.domain.messages import BeginMessage
from tests.desktop.boards import key, type_words
from tests.desktop.conftest import until
from tests.desktop.test_drafting import a_pane

WORDS = "Pushes fail. More by {{ next_update }}, we promise."
ON_TWO_LINES = "Pushes fail and nobody knows yet why that is so, more by {{ next_update }}, we promise."


def put_caret(edit: DraftEdit, at: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(at)
    edit.setTextCursor(cursor)


def chips(edit: DraftEdit) -> list[QPoint]:
    """Where the ground of a chip is seen."""
    image: QImage = edit.viewport().grab().toImage()
    ground = colour("accentsoft").rgb()
    places = (QPoint(x, y) for y in range(0, image.height(), 2) for x in range(0, image.width(), 2))
    return [place for place in places if image.pixel(place) == ground]


async def test_a_slot_is_a_chip_with_its_time_and_as_it_is_typed_where_the_caret_is(
    app: QApplication, home: Path
) -> None:
    async with a_pane(home) as pane:
        edit = pane.panel.editor.text
        await pane.room.do(BeginMessage("Update", channels=("inside",), texts={"inside": WORDS}))
        await until(lambda: pane.words == WORDS and "next_update" in edit.accessibleDescription())
        assert edit.accessibleDescription().endswith("{{ next_update }}: 23:51 UTC")
        edit.setFocus()
        put_caret(edit, 0)
        assert chips(edit)
        put_caret(edit, WORDS.index("next_update") + 4)
        assert not chips(edit)
        edit.moveCursor(QTextCursor.MoveOperation.End)
        key(Qt.Key.Key_Backspace)
        type_words("!")
        assert chips(edit)
        assert pane.words == WORDS[:-1] + "!"
        await until(lambda: pane.panel.work.text_of("inside") == WORDS[:-1] + "!")


async def test_a_slot_that_breaks_over_two_lines_is_one_chip_and_a_far_one_is_no_slot(
    app: QApplication, home: Path
) -> None:
    async with a_pane(home) as pane:
        edit = pane.panel.editor.text
        for words in (f"{' ' * 3}{'m' * count} {ON_TWO_LINES}" for count in (4, 12, 20, 28)):
            edit.show_text(words)
            edit.show_slots({"next_update": "23:51 UTC"})
            assert len({place.y() // 20 for place in chips(edit)}) in (1, 2)
        edit.show_text("{{ other }}")
        assert not chips(edit)


def test_all_lines_are_as_high_whatever_is_written_into_them(app: QApplication) -> None:
    edit = DraftEdit()
    for words in ("one", "one\ntwo\nthree", "", "four\nfive"):
        edit.show_text(words)
        block = edit.document().begin()
        while block.isValid():
            assert block.blockFormat().lineHeight() == LINE
            block = block.next()
    edit.deleteLater()
