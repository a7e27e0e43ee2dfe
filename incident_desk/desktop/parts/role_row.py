"""A role where there is little room: as a row of 46 px, or as a disc in a folded column."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.avatar import paint_avatar
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 46
AVATAR_PX = 28
SIDE_PX = 16
MARK_PX = 14
BADGE_PX = 76, 88
"""Width and height of the disc with its two lines."""


class RoleBrief(msgspec.Struct, frozen=True):
    """A role in a few words.

    `due` is the loudest thing about it, `meta` how far it is; the mark says whether the holder answered.
    """

    title: str
    short: str
    name: str
    due: str = ""
    due_tone: str = "text3"
    meta: str = ""
    symbol: str = ""
    tone: str = "text2"
    is_dashed: bool = False
    holder: str = ""

    @property
    def spoken(self) -> str:
        """All of it, as a tooltip has it and a screen reader says it."""
        return ", ".join(part for part in (self.title, self.name, self.due, self.meta) if part)


class _Brief(ReturnPresses):
    """What the two shapes have in common."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.brief = RoleBrief("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_brief(self, brief: RoleBrief) -> None:
        if brief != self.brief:
            self.brief = brief
            self.setAccessibleName(brief.spoken)
            self.setToolTip(tip(brief.spoken))
            self.update()

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class RoleRow(_Brief):
    """Who, which role, and at the right what is due and whether they answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(304, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        brief = self.brief
        with QPainter(self) as painter:
            self._paint_ground(painter)
            disc = self._placed(QRect(SIDE_PX, (HEIGHT_PX - AVATAR_PX) // 2, AVATAR_PX, AVATAR_PX))
            paint_avatar(painter, QRectF(disc), brief.holder, is_dashed=brief.is_dashed)
            top, bottom = 6, 23
            left = SIDE_PX + AVATAR_PX + 12
            due = self._paint_right(
                painter, top, brief.due, 600 if brief.due_tone != "text3" else 400, brief.due_tone, 0
            )
            mark = MARK_PX + 4 if brief.symbol else 0
            meta = self._paint_right(painter, bottom, brief.meta, 400, "text3", mark)
            if brief.symbol:
                at = QRect(self.width() - SIDE_PX - MARK_PX, bottom + 1, MARK_PX, MARK_PX)
                paint_icon(painter, self._placed(at), brief.symbol, brief.tone)
            self._line(
                painter, QRect(left, top, self.width() - left - SIDE_PX - due, 17), brief.title, 11, 400, "text2"
            )
            ink = "text" if brief.holder and not brief.is_dashed else "warn" if brief.is_dashed else "text3"
            room = self.width() - left - SIDE_PX - meta - mark
            self._line(painter, QRect(left, bottom, room, 17), brief.name, 13, 600, ink)

    def _paint_right(self, painter: QPainter, top: int, text: str, weight: int, tone: str, inset: int) -> int:
        """Returns: the width it took, with the gap before it."""
        if not text:
            return 0
        most = (self.width() - 2 * SIDE_PX) // 2
        width = min(QFontMetrics(font(12, weight)).horizontalAdvance(text) + 1, most)
        self._line(painter, QRect(self.width() - SIDE_PX - inset - width, top, width, 17), text, 12, weight, tone)
        return width + 10

    def _line(self, painter: QPainter, box: QRect, text: str, size: int, weight: int, tone: str) -> None:
        face = font(size, weight)
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)


class RoleBadge(_Brief):
    """The disc, the short name of the role, and when the next thing is due."""

    SIDE_PX = 36

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(*BADGE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        brief = self.brief
        disc = QRect((self.width() - self.SIDE_PX) // 2, 6, self.SIDE_PX, self.SIDE_PX)
        with QPainter(self) as painter:
            self._paint_ground(painter)
            paint_avatar(painter, QRectF(disc), brief.holder, is_dashed=brief.is_dashed)
            if brief.symbol:
                self._paint_mark(painter, disc)
            self._line(painter, 46, brief.short, 600, "text2")
            self._line(painter, 62, brief.due, 600 if brief.due_tone != "text3" else 400, brief.due_tone)

    def _paint_mark(self, painter: QPainter, disc: QRect) -> None:
        at = QRect(disc.right() - MARK_PX + 3, disc.bottom() - MARK_PX + 3, MARK_PX, MARK_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("pane"))
        painter.drawEllipse(self._placed(at).adjusted(-1, -1, 1, 1))
        paint_icon(painter, self._placed(at), self.brief.symbol, self.brief.tone)

    def _line(self, painter: QPainter, top: int, text: str, weight: int, tone: str) -> None:
        face = font(11, weight)
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(QRect(0, top, self.width(), 16), Qt.AlignmentFlag.AlignCenter, shown)
