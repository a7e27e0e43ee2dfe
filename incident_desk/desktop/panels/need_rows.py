"""Lines of what needs somebody, one below the other: each keeps its row, and nothing moves under hand or keyboard."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.need_words import NeedLine
from incident_desk.desktop.parts.need_row import NeedRow
from incident_desk.desktop.tab_order import TabPlace


class NeedRows(QWidget):
    """`asked`, `put_off` and `menu_asked` carry the line that was meant; the last one the place for the menu, too."""

    asked = Signal(object)
    put_off = Signal(object)
    menu_asked = Signal(object, QPoint)
    left = Signal(int)
    """An arrow was pressed at the first or the last row: -1 up, 1 down."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._count = 0
        self._lines: dict[str, NeedLine] = {}
        self._rows: dict[str, NeedRow] = {}
        self._place = TabPlace(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def rows(self) -> list[NeedRow]:
        """The rows, from the top."""
        return list(self._rows.values())

    @property
    def lines(self) -> list[NeedLine]:
        """What they show, from the top."""
        return list(self._lines.values())

    def show_lines(self, lines: Sequence[NeedLine], most: int) -> None:
        """Show these, as many as `most` from the top. While somebody is at it, what is new comes at the end."""
        by_key = {line.shown.key: line for line in lines}
        keys = list(by_key)
        if self._is_touched:
            keys = [key for key in self._rows if key in by_key] + [key for key in keys if key not in self._rows]
        keys = keys[:most]
        self._drop([key for key in self._rows if key not in keys])
        before, self._lines = list(self._rows), {key: by_key[key] for key in keys}
        for key in keys:
            row = self._rows.get(key) or self._made(key)
            row.show_need(by_key[key].shown)
        if before != keys:
            self._put_in_order(keys)

    @property
    def _is_touched(self) -> bool:
        return self.underMouse() or any(row.hasFocus() for row in self._rows.values())

    def _made(self, key: str) -> NeedRow:
        self._count += 1
        row = self._rows[key] = NeedRow()
        row.setObjectName(f"{self._name}_{self._count}")
        row.clicked.connect(lambda: self.asked.emit(self._lines[key]))
        row.put_off.connect(lambda: self.put_off.emit(self._lines[key]))
        row.menu_asked.connect(partial(self._ask_menu, key))
        row.moved.connect(partial(self._go, row))
        return row

    def _ask_menu(self, key: str, where: QPoint) -> None:
        self.menu_asked.emit(self._lines[key], where)

    def _drop(self, keys: Sequence[str]) -> None:
        """The keyboard goes to the row that comes next."""
        for key in keys:
            row = self._rows[key]
            if row.hasFocus():
                others = [other for other in self._rows if other not in keys or other == key]
                at = others.index(key)
                after = others[at + 1 : at + 2] or others[max(0, at - 1) : at]
                if after:
                    self._rows[after[0]].setFocus()
            del self._rows[key]
            row.hide()
            row.deleteLater()

    def _put_in_order(self, keys: Sequence[str]) -> None:
        self._rows = {key: self._rows[key] for key in keys}
        for at, row in enumerate(self._rows.values()):
            self._column.insertWidget(at, row)
            row.show()  # Qt would show it in its own time, and whoever wants to go there has to wait
        self._place.put(self._rows.values())

    def _go(self, row: NeedRow, step: int) -> None:
        rows = self.rows
        at = rows.index(row) + step
        if 0 <= at < len(rows):
            rows[at].setFocus()
        else:
            self.left.emit(step)

    def take_keyboard(self, step: int = 1) -> bool:
        """To the first row, or coming from below to the last. Returns: whether there is one."""
        rows = self.rows
        if rows:
            rows[0 if step > 0 else -1].setFocus()
        return bool(rows)
