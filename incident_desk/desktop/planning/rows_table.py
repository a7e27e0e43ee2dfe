"""Small parts of a plan as rows to type in, with the ways to add one, take one out, and move one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.planning.kinds import new_part
from incident_desk.desktop.planning.rows_model import RowsModel
from incident_desk.desktop.planning.sections import Rows
from incident_desk.desktop.theme import font
from incident_desk.domain.board import Board
from incident_desk.domain.plan_editing import moved, with_item, without
from incident_desk.domain.plan_outline import Outline

ROW_PX = 30
LEAST_COLUMN_PX, MOST_COLUMN_PX = 90, 260
MOST_ROWS = 16
"""So many are shown at once; beyond that the table scrolls by itself."""


class RowsTable(QWidget):
    """F2, a double press or typing opens a cell; Alt+Up and Alt+Down move a row. `edited` tells how the text changes.

    `chosen` carries the row that a person went to, `incident_asked` the incident that the reason of a row names;
    `incident_of` tells which that is.
    """

    edited = Signal(object)
    chosen = Signal(int)
    incident_asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline: Outline | None = None
        self.title = Label("", 13, 600)
        self.add = Button(self.tr("Add"), "plus", "small", f"{name}_add")
        self.up = IconButton("arrow-up", self.tr("Move up (Alt+Up)"), f"{name}_up")
        self.remove = IconButton("trash-2", self.tr("Take out (Delete)"), f"{name}_remove")
        self.incident_of: Callable[[str], Board | None] = _nobody
        self.reason = Elided("", 12, 400, "text2")
        self.to_reason = Button(self.tr("Go there"), "arrow-right", "small", f"{name}_reason")
        self.model = RowsModel(self)
        self.table = QTableView()
        self.table.setObjectName(name)
        self.table.setAccessibleName(self.tr("All parts side by side"))
        self._dress()
        self._lay_out()
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.model.edited.connect(self.edited)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.to_reason.clicked.connect(self._ask_reason)
        for keys, act in (
            ("Delete", self._remove),
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _dress(self) -> None:
        table = self.table
        table.setProperty("kind", "rows")
        table.setFont(font(13))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.horizontalHeader().setFont(font(11, 500))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setHighlightSections(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.add, self.up, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.table)
        self._reason_line = QWidget()
        told = QHBoxLayout(self._reason_line)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(8)
        told.addWidget(Picture(symbol="lightbulb", ink="accent", side_px=14))
        told.addWidget(self.reason, 1)
        told.addWidget(self.to_reason)
        self._reason_line.hide()
        column.addWidget(self._reason_line)

    def set_head_shown(self, is_shown: bool) -> None:
        """With its name and buttons, or without where these stand elsewhere."""
        self._head.setVisible(is_shown)

    def show_rows(self, outline: Outline, rows: Rows, at: int | None = None) -> None:
        """These parts; `at` is the row to be on."""
        before = self.model.rows
        row = self.table.currentIndex().row() if at is None else at
        self._outline = outline
        self.title.setText(rows.heading)
        self.table.setAccessibleName(rows.heading or self.tr("All parts side by side"))
        self.model.show_rows(outline, rows)
        if before is None or before.columns != rows.columns:
            self._share_columns()
        count = self.model.rowCount()
        head_px = max(24, self.table.horizontalHeader().sizeHint().height())
        bar_px = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(ROW_PX * max(1, min(count, MOST_ROWS)) + head_px + bar_px)
        if count and (self.table.currentIndex().row() != row or row < 0):
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), count - 1), max(self._column(), 0)))
        self.up.setEnabled(count > 1 and not self._is_fixed)
        self.add.setEnabled(not self._is_fixed)
        self.remove.setEnabled(bool(count) and not self._is_fixed)
        self._show_reason()

    @property
    def _is_fixed(self) -> bool:
        """The severities are four, and stay four."""
        return self.model.rows is not None and self.model.rows.path == ("severities",)

    def _column(self) -> int:
        return self.table.currentIndex().column()

    def _share_columns(self) -> None:
        header = self.table.horizontalHeader()
        count = self.model.columnCount()
        for at in range(count):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        if count:
            header.setMinimumSectionSize(LEAST_COLUMN_PX)
            for at in range(count):
                wide = self.table.sizeHintForColumn(at) + 16
                header.resizeSection(at, max(LEAST_COLUMN_PX, min(wide, MOST_COLUMN_PX)))
            if count <= 5:
                header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _show_reason(self) -> None:
        """Below the rows: why the chosen one stands in the plan."""
        because = self.model.because(self.table.currentIndex().row())
        board = self.incident_of(because)
        self._reason_line.setVisible(bool(because))
        words = self.tr("Because of {lesson}").format(lesson=because)
        if board is not None:
            words += f": {board.headline.title.value or ''}"
        self.reason.setText(words)
        self.to_reason.setVisible(board is not None)
        self.to_reason.setAccessibleName(self.tr("Go to the incident it comes from: {lesson}").format(lesson=because))

    def _ask_reason(self) -> None:
        board = self.incident_of(self.model.because(self.table.currentIndex().row()))
        if board is not None:
            self.incident_asked.emit(board.incident)

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        self._show_reason()
        if now.isValid():
            self.chosen.emit(now.row())

    # what is done to a row --------------------------------------------------------------------------------------------

    def _add(self) -> None:
        rows = self.model.rows
        assert rows is not None
        item = new_part(rows.part, self.model.rowCount() + 1, self._outline)
        self.edited.emit(partial(with_item, path=rows.path, item=item))

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and not self._is_fixed:
            self.edited.emit(partial(without, path=self.model.path(row)))

    def _move(self, by: int) -> None:
        row = self.table.currentIndex().row()
        if not self._is_fixed and 0 <= row + by < self.model.rowCount():
            self.edited.emit(partial(moved, path=self.model.path(row), by=by))
            self.table.setCurrentIndex(self.model.index(row + by, self._column()))


def _nobody(because: str) -> Board | None:
    return None
