"""Filters side by side with their counts; one is on. What does not fit goes behind "More"."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.label import words_and_parent
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 26
SPACING_PX = 4


class FilterShown(msgspec.Struct, frozen=True):
    """One filter: its key, its word, and how many it lets through."""

    key: str
    word: str
    count: int


class FilterChips(QWidget):
    """`chosen` carries the key of the filter that a person turned on."""

    chosen = Signal(str)

    def __init__(self, more_words: str | QWidget | None = "", parent: QWidget | None = None) -> None:
        words, parent = words_and_parent(more_words, parent)
        super().__init__(parent)
        self._chips: dict[str, _Chip] = {}
        self._hidden: list[_Chip] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING_PX)
        self._place = TabPlace(self)
        self._menu = QMenu(self)
        self._more = IconButton("ellipsis", words or self.tr("More filters"), "filters_more", self)
        self._more.setFixedSize(HEIGHT_PX, HEIGHT_PX)
        self._more.clicked.connect(self._open_menu)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    def show_filters(self, filters: Sequence[FilterShown], on: str) -> None:
        """Show these counts; chips are kept, so that focus stays where it is."""
        for place, each in enumerate(filters):
            chip = self._chips.get(each.key) or self._made(each.key, place)
            chip.show_filter(each, is_on=each.key == on)
        self._fit()

    def _made(self, key: str, place: int) -> "_Chip":
        chip = self._chips[key] = _Chip(key, self)
        self._group.addButton(chip)
        self._row.insertWidget(place, chip)
        chip.clicked.connect(lambda: self.chosen.emit(key))
        self._place.put([*self._chips.values(), self._more])
        return chip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT_PX)

    def _fit(self) -> None:
        wanted = [c for c in self._chips.values() if c.is_wanted]
        shown = wanted if _width(wanted) <= self.width() else self._first(wanted)
        self._hidden = [c for c in wanted if c not in shown]
        for chip in self._chips.values():
            chip.setVisible(chip in shown)
        self._more.setVisible(bool(self._hidden))

    def _first(self, wanted: "list[_Chip]") -> "list[_Chip]":
        """As many of the first ones as there is room for; the one that is on always stays."""
        on = [c for c in wanted if c.isChecked()]
        room = self.width() - HEIGHT_PX - SPACING_PX - _width(on)
        others = [c for c in wanted if c not in on]
        fitting = [c for i, c in enumerate(others) if _width(others[: i + 1]) <= room]
        return [*on, *fitting]

    def _open_menu(self) -> None:
        self._menu.clear()
        for chip in self._hidden:
            action = QAction(chip.text(), self._menu)
            action.triggered.connect(lambda _=False, key=chip.key: self.chosen.emit(key))
            self._menu.addAction(action)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _width(chips: "Sequence[_Chip]") -> int:
    return sum(chip.sizeHint().width() + SPACING_PX for chip in chips)


class _Chip(ReturnPresses):
    """One filter."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.is_wanted = True
        self.setObjectName(f"filter_{key}")
        self.setCheckable(True)
        self.setFont(font(13, 500))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_filter(self, shown: FilterShown, *, is_on: bool) -> None:
        self.setText(f"{shown.word} {shown.count}")
        self.setAccessibleName(self.text())
        self.setChecked(is_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_on else Qt.FocusPolicy.ClickFocus)
        self.is_wanted = is_on or shown.count > 0 or shown.key == "all"
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 24, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        is_loud = self.isChecked()
        edge = "accent" if self.hasFocus() else "line2"
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if is_loud or self.underMouse() or self.hasFocus():
                painter.setPen(QPen(colour(edge), width) if is_loud or self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(colour("hover"))
                painter.drawRoundedRect(box, 4, 4)
            painter.setFont(self.font())
            painter.setPen(colour("text" if is_loud else "text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
