"""Several people as discs side by side; who finds no room is a number, and who writes has three dots."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from incident_desk.desktop.parts.avatar import initials
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font

SIDE_PX = 24
GAP_PX = 4
WORDS_PX = 8
END_PX = 10
PILL_PX = (15, 8)
REACH_PX = 3
"""So far the dots of whoever writes stand out of their disc."""

RISE_PX = 3
"""So far their letters go up, to stand clear of the dots."""


class AvatarShown(msgspec.Struct, frozen=True):
    """Somebody, and in `words` the whole of it, as the tooltip has it. `is_past` where they may be there no more."""

    name: str
    words: str
    is_writing: bool = False
    is_past: bool = False


class AvatarStack(QWidget):
    """At most `most` discs; the last of them is "+3" where there are more people.

    With `fills` it takes what is left in a row, after `set_room` so much, and shows what fits there, the words last:
    nothing beside it moves when people come and go.
    """

    def __init__(
        self, most: int, parent: QWidget | None = None, *, fills: bool = False, side_px: int = SIDE_PX
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._fills = fills
        self._side_px = side_px
        self._room_px = 0
        self.shown: tuple[AvatarShown, ...] = ()
        self.words = ""
        self.setFont(font(12))
        self.setSizePolicy(QSizePolicy.Policy.Ignored if fills else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_people(self, people: Sequence[AvatarShown], words: str = "") -> None:
        """Show these, and behind them a few words."""
        if (tuple(people), words) == (self.shown, self.words):
            return
        self.shown, self.words = tuple(people), words
        self.setAccessibleName("; ".join(each.words for each in people))
        self.updateGeometry()
        self.update()

    def set_room(self, room_px: int) -> None:
        """Keep so much free, and stand near its end."""
        if room_px != self._room_px:
            self._room_px = room_px
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.updateGeometry()

    @property
    def discs(self) -> list[tuple[str, tuple[AvatarShown, ...]]]:
        """The words on each disc and who it stands for."""
        room_px = self.width() - (END_PX if self._room_px else 0)
        fit = (room_px - REACH_PX + GAP_PX) // (self._side_px + GAP_PX)
        most = min(self._most, fit) if self._fills else self._most
        if most < 1:
            return []
        alone = len(self.shown) if len(self.shown) <= most else most - 1
        rest = self.shown[alone:]
        singles: list[tuple[str, tuple[AvatarShown, ...]]] = [(initials(x.name), (x,)) for x in self.shown[:alone]]
        return [*singles, (f"+{len(rest)}", rest)] if rest else singles

    def sizeHint(self) -> QSize:
        whole = self._discs_px() + (WORDS_PX + self._words_px() if self.words else 0)
        return QSize(self._room_px or whole, self._side_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._side_px)

    def _words_px(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self.words) + 1

    def _discs_px(self) -> int:
        count = len(self.discs)
        return count * (self._side_px + GAP_PX) - GAP_PX + REACH_PX if count else 0

    @property
    def _said(self) -> str:
        """The words, where there is room for them."""
        room_px = self.width() - (END_PX if self._room_px else 0)
        fits = self._discs_px() + WORDS_PX + self._words_px() <= room_px
        return self.words if self.words and fits else ""

    def _left(self) -> int:
        """Where the first disc begins."""
        if not self._room_px:
            return 0
        return self.width() - END_PX - self._discs_px() - (WORDS_PX + self._words_px() if self._said else 0)

    def _box(self, at: int) -> QRect:
        side = self._side_px
        box = QRect(self._left() + at * (side + GAP_PX), (self.height() - side) // 2, side, side)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.told_at(event.pos())), self)
            return True
        return super().event(event)

    def told_at(self, place: QPoint) -> str:
        """The tooltip there: of a disc whom it stands for, beside the discs everybody."""
        boxes = [(self._box(at), people) for at, (_, people) in enumerate(self.discs)]
        found = next((people for box, people in boxes if box.contains(place)), self.shown)
        return "\n".join(each.words for each in found)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, (letters, people) in enumerate(self.discs):
                self._paint_disc(painter, self._box(at), letters, people)
            if self._said:
                self._paint_words(painter)

    def _paint_disc(self, painter: QPainter, box: QRect, letters: str, people: tuple[AvatarShown, ...]) -> None:
        is_past = all(each.is_past for each in people)
        is_writing = any(each.is_writing for each in people)
        painter.setPen(QPen(colour("accent" if is_writing else "line2"), 1.5 if is_writing else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if is_past else colour("hover"))
        painter.drawEllipse(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75))
        painter.setFont(font(round(self._side_px * 5 / 12), 600))
        painter.setPen(colour("text3" if is_past else "text2"))
        has_dots = is_writing and len(people) == 1
        painter.drawText(box.translated(0, -RISE_PX if has_dots else 0), Qt.AlignmentFlag.AlignCenter, letters)
        if has_dots:
            self._paint_dots(painter, box)

    def _paint_dots(self, painter: QPainter, box: QRect) -> None:
        """Three dots on the lower edge: the sign that somebody types, in whatever language."""
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = box.left() - REACH_PX if is_rtl else box.right() + 1 + REACH_PX - PILL_PX[0]
        pill = QRect(QPoint(left, box.bottom() + 1 - PILL_PX[1]), QSize(*PILL_PX))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("pane"))
        painter.drawRoundedRect(QRectF(pill).adjusted(-1, -1, 1, 1), PILL_PX[1] / 2 + 1, PILL_PX[1] / 2 + 1)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(pill, PILL_PX[1] / 2, PILL_PX[1] / 2)
        painter.setBrush(colour("pane"))
        for at in (-3.5, 0.0, 3.5):
            painter.drawEllipse(QRectF(pill).center() + QPointF(at, 0), 1, 1)

    def _paint_words(self, painter: QPainter) -> None:
        left = self._left() + self._discs_px() + WORDS_PX
        room = QRect(left, 0, self.width() - left, self.height())
        painter.setFont(self.font())
        painter.setPen(colour("text2"))
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(self.layoutDirection(), self.rect(), room), align, self.words)
