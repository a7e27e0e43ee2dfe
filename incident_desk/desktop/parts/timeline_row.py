"""One line of the timeline, painted: when, what kind, the words, who, and where the words are kept."""

import html

import msgspec
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.theme import colour, font, paint_icon

ROW = Qt.ItemDataRole.UserRole
"""The role under which a model gives its `TimelineRow`."""

HEIGHT_PX = 26
PADDING_PX = 16
INSET_PX = 4
ICON_PX = 14
SMALL_PX = 12
KIND_GAP_PX = 6
TIME_GAP_PX = 14
WHO_GAP_PX = 8
KIND_PX = 76
"""At least this for the word of the kind; a longer one elides."""

ABOUT = "~"
ABOUT_PX = 12
"""What stands before a time that is not exact, and the room for it."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TimelineRow(msgspec.Struct, frozen=True):
    """What the eyes need of one line. `weight` is 500 for what matters and 400 for the rest.

    The tips are what a tooltip says over a column, where that is more than the column shows; `also` is what only the
    looks of the row tell. With `is_day` it is no line: `text` names the day that begins below it.
    """

    time_text: str
    kind_icon: str
    kind_label: str
    kind_tone: str
    text: str
    who: str = ""
    weight: int = 400
    is_struck: bool = False
    is_corrected: bool = False
    is_pinned: bool = False
    mark: TruthGlyph | None = None
    time_tip: str = ""
    text_tip: str = ""
    who_tip: str = ""
    mark_tip: str = ""
    also: str = ""
    is_day: bool = False

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        mark = self.mark.words if self.mark else ""
        parts = [self.time_text, self.kind_label, self.text, self.who, self.also, mark]
        return ", ".join(part for part in parts if part)


class Columns(msgspec.Struct, frozen=True):
    """Where the columns of a row lie. The head of a painted table asks the same function, so that both agree."""

    time: QRect
    icon: QRect
    kind: QRect
    text: QRect
    who: QRect
    mark: QRect


class TimelineDelegate(QStyledItemDelegate):
    """Paints `TimelineRow`s. The widest moment it must hold is told by `time_sample`."""

    def __init__(self, view: QAbstractItemView, time_sample: str = "00:00:00") -> None:
        super().__init__(view)
        self._view = view
        self._day = font(12, 500)
        self._small = font(12)
        self._small_metrics = QFontMetrics(self._small)
        self._kind = font(12, 600)
        self._texts = {400: font(13), 500: font(13, 500)}
        self._struck = QFont(self._texts[400])
        self._struck.setStrikeOut(True)
        self._time_px = 0
        self.set_time_sample(time_sample)

    def set_time_sample(self, sample: str) -> None:
        """Make the column of moments wide enough for this one."""
        self._time_px = self._small_metrics.horizontalAdvance(sample)
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, max(HEIGHT_PX, QFontMetrics(self._texts[500]).height() + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: TimelineRow = index.data(ROW)
        painter.save()
        if row.is_day:
            self._paint_day(painter, option.rect, row)
            painter.restore()
            return
        self._paint_ground(painter, option)
        columns = self.columns(option.rect, row)
        self._paint_kind(painter, columns, row)
        self._paint_words(painter, columns, row)
        if row.mark:
            paint_icon(painter, columns.mark, row.mark.symbol, row.mark.tone_in_rows)
        painter.restore()

    def columns(self, rect: QRect, row: TimelineRow) -> Columns:
        """Where this row's columns lie. The right edge stays in place with and without a scroll bar."""
        taken = self._view.width() - self._view.viewport().width()
        right = rect.right() + 1 - max(PADDING_PX - taken, 2 * INSET_PX)
        left, top, height = rect.left() + PADDING_PX, rect.top(), rect.height()
        icon_left = left + self._time_px + TIME_GAP_PX
        kind_left = icon_left + ICON_PX + KIND_GAP_PX
        text_left = kind_left + KIND_PX
        mark_left = right - (ICON_PX if row.mark else 0)
        who_right = mark_left - (WHO_GAP_PX if row.mark else 0)
        who_px = min(self._small_metrics.horizontalAdvance(row.who) + 1, (who_right - text_left) // 3)
        who_left = who_right - who_px
        places = (
            QRect(left, top, self._time_px, height),
            _square(icon_left, top, height, ICON_PX),
            QRect(kind_left, top, KIND_PX - KIND_GAP_PX, height),
            QRect(text_left, top, max(who_left - 2 * WHO_GAP_PX - text_left, 0), height),
            QRect(who_left, top, who_px, height),
            _square(mark_left, top, height, ICON_PX),
        )
        return Columns(*(self._read_from_its_side(place, rect) for place in places))

    def _read_from_its_side(self, place: QRect, within: QRect) -> QRect:
        """Where it lies in a window that is read from the right, if this one is."""
        return QStyle.visualRect(self._view.layoutDirection(), within, place)

    def _paint_day(self, painter: QPainter, rect: QRect, row: TimelineRow) -> None:
        """The day's name where the words begin, on a line from edge to edge."""
        columns = self.columns(rect, row)
        painter.setFont(self._day)
        words = QRect(columns.text)
        words.setWidth(painter.fontMetrics().horizontalAdvance(row.text))
        words = self._read_from_its_side(words, columns.text)
        middle = rect.top() + rect.height() // 2
        left, right = (min(columns.time.left(), columns.who.left()), max(columns.time.right(), columns.who.right()) + 1)
        ink = colour("line2")
        painter.fillRect(QRect(left, middle, words.left() - WHO_GAP_PX - left, 1), ink)
        painter.fillRect(QRect(words.right() + WHO_GAP_PX, middle, right - words.right() - WHO_GAP_PX, 1), ink)
        painter.setPen(colour("text2"))
        painter.drawText(words, LEFT, row.text)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if not is_selected and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        ground = option.rect.adjusted(INSET_PX, 0, -INSET_PX, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("hover"))
        painter.drawRoundedRect(ground, 4, 4)
        if is_selected and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 3, 3)

    def _paint_kind(self, painter: QPainter, columns: Columns, row: TimelineRow) -> None:
        painter.setFont(self._small)
        painter.setPen(colour("text3"))
        painter.drawText(columns.time, LEFT, row.time_text.removeprefix(ABOUT))
        if row.time_text.startswith(ABOUT):  # it hangs in the margin, so that hours stand below hours
            margin = columns.time.adjusted(-ABOUT_PX, 0, ABOUT_PX, 0)
            about = columns.time.adjusted(-ABOUT_PX, 0, -columns.time.width() - 1, 0)
            painter.drawText(self._read_from_its_side(about, margin), RIGHT, ABOUT)
        paint_icon(painter, columns.icon, row.kind_icon, row.kind_tone)
        painter.setFont(self._kind)
        painter.setPen(colour(row.kind_tone))
        painter.drawText(columns.kind, LEFT, _elided(painter, row.kind_label, columns.kind.width()))

    def _paint_words(self, painter: QPainter, columns: Columns, row: TimelineRow) -> None:
        painter.setFont(self._small)
        painter.setPen(colour("text3"))
        painter.drawText(columns.who, RIGHT, _elided(painter, row.who, columns.who.width()))
        room = QRect(columns.text)
        if row.is_pinned:
            pin = _square(room.left(), room.top(), room.height(), SMALL_PX)
            paint_icon(painter, self._read_from_its_side(pin, room), "pin", "accent")
            room = self._read_from_its_side(room.adjusted(SMALL_PX + 4, 0, 0, 0), room)
        painter.setFont(self._text_font(row))
        painter.setPen(colour(_ink(row)))
        left_for_words = room.width() - (SMALL_PX + 6 if row.is_corrected else 0)
        shown = _elided(painter, row.text, left_for_words)
        painter.drawText(room, LEFT, shown)
        if row.is_corrected:
            after = room.left() + painter.fontMetrics().horizontalAdvance(shown) + 6
            pencil = _square(after, room.top(), room.height(), SMALL_PX)
            paint_icon(painter, self._read_from_its_side(pencil, room), "pencil-line", "text3")

    def _text_font(self, row: TimelineRow) -> QFont:
        return self._struck if row.is_struck else self._texts[500 if row.weight >= 500 else 400]

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        row: TimelineRow | None = index.data(ROW)
        if row is None:
            return False
        words = self._help(row, self.columns(option.rect, row), event.pos())
        QToolTip.showText(event.globalPos(), _told(words), view)
        return True

    def _help(self, row: TimelineRow, columns: Columns, at: QPoint) -> str:
        if row.mark and columns.mark.adjusted(-WHO_GAP_PX, 0, WHO_GAP_PX, 0).contains(at):
            return row.mark_tip or row.mark.words
        if columns.who.contains(at):
            return row.who_tip or row.who
        if columns.time.contains(at):
            return row.time_tip or row.text_tip or row.text
        return row.text_tip or row.text


def _told(words: str) -> str:
    """Words for a tooltip, which breaks lines only in what it takes for HTML."""
    return f"<qt>{'<br>'.join(map(html.escape, words.splitlines()))}</qt>" if words else ""


def _ink(row: TimelineRow) -> str:
    if row.is_struck:
        return "text3"
    return "text" if row.weight >= 500 else "text2"


def _square(left: int, top: int, height: int, side: int) -> QRect:
    return QRect(left, top + (height - side) // 2, side, side)


def _elided(painter: QPainter, text: str, room: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
