"""What shows several incidents at once."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.buttons import in_states
from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.board_tab import BoardTab, BoardTabShown
from incident_desk.desktop.parts.button import IconButton
from incident_desk.domain.severity import Severity

ROW_PX = 485
LONG = "Pushes fail for everybody since the replica was rebuilt in the night"


def _tab(shown: BoardTabShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        tab = BoardTab()
        tab.set_aside(IconButton("x", "Close the board", "shut"))
        tab.show_board(shown)
        return tab

    return make


HERE = BoardTabShown("INC-131", "Database primary emptied", Severity.SEV1, "You write here", is_current=True)
THERE = BoardTabShown("INC-K7QM-4", LONG, Severity.SEV3)

BOARDS = Section("Boards beside each other", (
    Specimen("board_tab", "here", _tab(HERE), ROW_PX),
    Specimen("board_tab", "here and narrow", _tab(HERE), 240),
    *in_states("board_tab", _tab(THERE), "there", ROW_PX),
))  # fmt: skip
