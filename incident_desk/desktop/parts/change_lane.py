"""What was changed and what is planned, along the hours: what takes a while is a bar, what was done at once a mark."""

import msgspec
from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.lane_places import (
    GAP_PX,
    HEAD_PX,
    ICON_PX,
    MARK_PX,
    ROW_PX,
    TICK_PX,
    LaneItem,
    Place,
    places,
)
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font, paint_icon

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Upright(msgspec.Struct, frozen=True):
    """A moment that counts, as a line through all rows: now, or when it began."""

    at_us: int
    words: str
    tone: str = "accent"


class ChangesShown(msgspec.Struct, frozen=True):
    """All of it; `hours` are the labels of the axis."""

    items: tuple[LaneItem, ...] = ()
    from_us: int = 0
    to_us: int = 1
    hours: tuple[tuple[int, str], ...] = ()
    uprights: tuple[Upright, ...] = ()


class ChangeLane(QFrame):
    """`item_asked` carries the key of one. The arrow keys go from one to the next, Enter opens it.

    Args:
        rows: so many at most; what finds no room in any of them is a tick on the axis.
    """

    item_asked = Signal(str)

    def __init__(self, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ChangesShown()
        self._rows = rows
        self._places: list[Place] = []
        self._at = 0
        self.setObjectName("change_lane")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_changes(self, shown: ChangesShown) -> None:
        """Show this from now on."""
        if shown != self.shown:
            key = self._current.key if self._current else ""
            self.shown = shown
            self._at = next(
                (at for at, each in enumerate(shown.items) if each.key == key), max(len(shown.items) - 1, 0)
            )
            self._lay_out()
            self._tell()
            self.update()

    def set_rows(self, rows: int) -> None:
        """So many at most from now on."""
        if rows != self._rows:
            self._rows = rows
            self._lay_out()
            self.update()

    def sizeHint(self) -> QSize:
        rows = max([1, *((place.body.bottom() - HEAD_PX) // ROW_PX + 1 for place in self._places)])
        return QSize(320, HEAD_PX + ROW_PX * rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # where each lies --------------------------------------------------------------------------------------------------

    def place_of(self, at_us: int) -> int:
        """Time goes to the right in every language, as on a clock."""
        shown = self.shown
        share = (at_us - shown.from_us) / max(1, shown.to_us - shown.from_us)
        return round(min(max(share, 0.0), 1.0) * (self.width() - MARK_PX))

    def _lay_out(self) -> None:
        spans = [(self.place_of(each.from_us), self.place_of(each.ends_us)) for each in self.shown.items]
        self._places = places(self.shown.items, spans, self._rows, self.width())
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    # which of them ----------------------------------------------------------------------------------------------------

    @property
    def _current(self) -> LaneItem | None:
        return self.shown.items[self._at] if self._at < len(self.shown.items) else None

    def _tell(self) -> None:
        """The one that the keyboard is on, for whoever hears the window."""
        current = self._current
        self.setAccessibleName(current.spoken if current else self.tr("Nothing was changed, and nothing is planned"))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = Qt.Key(event.key()), self._current
        if current is not None and key in STEPS:
            self._at = min(len(self.shown.items) - 1, max(0, self._at + STEPS[key]))
            self._tell()
            self.update()
        elif current is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.item_asked.emit(current.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.under(event.position().toPoint())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._at = found
        self._tell()
        self.update()
        self.item_asked.emit(self.shown.items[found].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.under(event.position().toPoint())
        self.setToolTip(tip(self.shown.items[found].spoken if found is not None else ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor)

    def under(self, point: QPoint) -> int | None:
        """The number of the one that lies there."""
        places = enumerate(self._places)
        wide = GAP_PX // 2
        return next(
            (at for at, p in places if p.body.adjusted(-wide, 0, wide, 0).united(p.words).contains(point)), None
        )

    def box_of(self, at: int) -> QRect:
        """Where one lies, without its words."""
        return self._places[at].body

    # painting ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axis(painter)
            for item, place in zip(self.shown.items, self._places, strict=True):
                self._paint_item(painter, item, place)
            if self.hasFocus() and self._current is not None:
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                place = self._places[self._at]
                painter.drawRoundedRect(QRectF(place.body.united(place.words)).adjusted(-3, 0, 3, 0), 5, 5)

    def _paint_axis(self, painter: QPainter) -> None:
        """Lines through all rows; a label that would lie on another one is not drawn."""
        taken: list[tuple[int, int]] = []
        for each in self.shown.uprights:
            self._paint_upright(painter, each.at_us, each.words, each.tone, taken)
        for at_us, words in self.shown.hours:
            self._paint_upright(painter, at_us, words, "", taken)

    def _paint_upright(
        self, painter: QPainter, at_us: int, words: str, tone: str, taken: list[tuple[int, int]]
    ) -> None:
        x, face = self.place_of(at_us), font(11, 600 if tone else 400)
        painter.setPen(QPen(colour(tone or "line"), 1))
        painter.drawLine(QLineF(x + 0.5, HEAD_PX - 4, x + 0.5, self.height()))
        width = QFontMetrics(face).horizontalAdvance(words) + 4
        left = min(max(0, x - width // 2), self.width() - width)
        if all(left + width + GAP_PX <= start or left >= end + GAP_PX for start, end in taken):
            taken.append((left, left + width))
            paint_words(painter, QRect(left, 0, width, HEAD_PX - 6), words, face, tone or "text2")

    def _paint_item(self, painter: QPainter, item: LaneItem, place: Place) -> None:
        body, words = place.body, place.words
        if item.until_us is None or body.height() == TICK_PX:
            thin = 0 if body.height() == TICK_PX else 3
            painter.fillRect(body.adjusted(0, thin, 0, -thin), colour("warn" if item.asks else "spark"))
        else:
            edge = "accent" if item.runs else "line2"
            painter.setPen(QPen(colour(edge), 1))
            painter.setBrush(colour("card"))
            painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if words.isEmpty():
            return
        if not body.contains(words):
            painter.fillRect(words, colour("pane"))
        if item.asks:
            paint_icon(
                painter,
                QRect(words.left(), words.center().y() - ICON_PX // 2 + 1, ICON_PX, ICON_PX),
                "triangle-alert",
                "warn",
            )
            words = words.adjusted(ICON_PX + 4, 0, 0, 0)
        paint_words(painter, words, item.words, font(12, 500), "text" if item.asks or item.runs else "text2")
