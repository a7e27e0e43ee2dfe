"""One of the three lists of an investigation: what speaks for a hypothesis, what against it, what nobody knows yet."""

from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.file_drop import FileDrop
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.ids import EntryId


class PieceShown(msgspec.Struct, frozen=True):
    """One row: the entry it leads to, and what it says."""

    key: EntryId
    row: RowShown


class ListShown(msgspec.Struct, frozen=True):
    """What a list is called, and what its line asks for."""

    name: str
    symbol: str
    tone: str
    title: str
    adds: str
    adds_file: str = ""


class InvestigationColumn(QWidget):
    """A press on a row asks for what it says. Where it says what a file is for, it takes files and pictures: then
    `file_asked` carries what was dropped or pasted, or None where somebody wants to choose one."""

    piece_asked = Signal(str)
    file_asked = Signal(object)

    def __init__(self, shown: ListShown) -> None:
        super().__init__()
        self.setObjectName(shown.name)
        self.rows: list[TwoLineRow] = []
        self._pieces: list[PieceShown] = []
        self.count = Label("", 13, 400, "text2")
        self.more = Elided("", 12, 400, "text2")
        self.plus = IconButton("plus", shown.adds, f"{shown.name}_add")
        self.line = AddLine(f"{shown.name}_line", shown.adds, self.plus)
        self.clip = IconButton("paperclip", shown.adds_file, f"{shown.name}_file")
        self.drop = FileDrop(self, self.line)
        self._takes_files = bool(shown.adds_file)
        self._place = TabPlace(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture(symbol=shown.symbol, ink=shown.tone, side_px=15))
        head.addWidget(Label(shown.title, 13, 600))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.more)
        head.addWidget(self.clip)
        head.addWidget(self.plus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 8, 8)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addStretch(1)
        self._column.addWidget(self.line)
        self.plus.clicked.connect(self.line.begin)
        self.clip.clicked.connect(lambda: self.file_asked.emit(None))
        self.drop.given.connect(self.file_asked)

    def show_pieces(self, pieces: list[PieceShown], most: int, *, may_add: bool) -> None:
        """The newest of them; the first of `pieces` is on top."""
        self._pieces = pieces[:most]
        self.count.setText(str(len(pieces)) if pieces else "")
        rest = len(pieces) - most
        self.more.setText(_tr("{count} more").format(count=rest) if rest > 0 else "")
        self.plus.setVisible(may_add)
        self.clip.setVisible(may_add and self._takes_files)
        self.drop.is_open = may_add and self._takes_files
        if not may_add:
            self.line.hide()
        while len(self.rows) < len(self._pieces):
            self._add()
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(self._pieces))
            if at < len(self._pieces):
                row.show_row(self._pieces[at].row)

    def _add(self) -> None:
        at = len(self.rows)
        row = TwoLineRow()
        row.setObjectName(f"{self.objectName()}_{at + 1}")
        row.clicked.connect(partial(self._ask, at))
        self._column.insertWidget(1 + at, row)
        self.rows.append(row)
        self._place.put([*self.rows, self.line])

    def _ask(self, at: int) -> None:
        if at < len(self._pieces):
            self.piece_asked.emit(self._pieces[at].key)


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationColumn", text)
