"""A role where there is little room: as a row of 46 px, or as a disc in a folded column."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.avatar import paint_avatar
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 46
AVATAR_PX = 28
SIDE_PX = 16
MARK_PX = 14
LINE_PX = 17
WEIGHTS = {"warn": 600, "text": 500}
"""Of what is due: what is late is said, and stands out only with whoever it is asked of."""
BADGE_PX = 76, 88
"""Width and height of the disc with its two lines."""


class RoleBrief(msgspec.Struct, frozen=True):
    """A role in a few words.

    `due` is the loudest thing about it, `due_short` the same where there is hardly any room, `meta` how far it is; the
    mark says whether the holder answered. `is_dashed`: somebody is waited for.
    """

    title: str
    short: str
    name: str
    due: str = ""
    due_short: str = ""
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

    ALIGN = Qt.AlignmentFlag.AlignLeading

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.brief = RoleBrief("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_brief(self, brief: RoleBrief) -> None:
        """Say this from now on."""
        if brief != self.brief:
            self.brief = brief
            self.setAccessibleName(brief.spoken)
            self.setToolTip(tip(brief.spoken))
            self.update()

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _line(self, painter: QPainter, box: QRect, text: str, face: QFont, tone: str) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(self._placed(box), self.ALIGN | Qt.AlignmentFlag.AlignVCenter, shown)

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
            above, below = QRect(0, 6, self.width(), LINE_PX), QRect(0, 23, self.width(), LINE_PX)
            if brief.symbol:
                at = QRect(below.right() + 1 - SIDE_PX - MARK_PX, below.top() + 1, MARK_PX, MARK_PX)
                paint_icon(painter, self._placed(at), brief.symbol, brief.tone)
                below.adjust(0, 0, -MARK_PX - 4, 0)
            above.setRight(self._paint_right(painter, above, brief.due, brief.due_tone))
            below.setRight(self._paint_right(painter, below, brief.meta, "text3"))
            left = SIDE_PX + AVATAR_PX + 12
            ink = "warn" if brief.is_dashed else "text" if brief.holder else "text3"
            self._line(painter, above.adjusted(left, 0, 0, 0), brief.title, font(11), "text2")
            self._line(painter, below.adjusted(left, 0, 0, 0), brief.name, font(13, 600), ink)

    def _paint_right(self, painter: QPainter, line: QRect, text: str, tone: str) -> int:
        """Returns: where what stands to the left of it must end."""
        end = line.right() - SIDE_PX
        if not text:
            return end
        face = font(12, WEIGHTS.get(tone, 400))
        width = min(QFontMetrics(face).horizontalAdvance(text) + 1, self.width() // 2)
        self._line(painter, QRect(end + 1 - width, line.top(), width, line.height()), text, face, tone)
        return end - width - 10


class RoleBadge(_Brief):
    """The disc, the short name of the role, and when the next thing is due."""

    ALIGN = Qt.AlignmentFlag.AlignHCenter
    DISC_PX = 36

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(*BADGE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        brief = self.brief
        disc = QRect((self.width() - self.DISC_PX) // 2, 6, self.DISC_PX, self.DISC_PX)
        with QPainter(self) as painter:
            self._paint_ground(painter)
            paint_avatar(painter, QRectF(disc), brief.holder, is_dashed=brief.is_dashed)
            if brief.symbol:
                self._paint_mark(painter, disc)
            room = QRect(2, 46, self.width() - 4, 16)
            self._line(painter, room, brief.short, font(11, 600), "text2")
            face = font(11, WEIGHTS.get(brief.due_tone, 400))
            self._line(painter, room.translated(0, 16), brief.due_short or brief.due, face, brief.due_tone)

    def _paint_mark(self, painter: QPainter, disc: QRect) -> None:
        at = self._placed(QRect(disc.right() - MARK_PX + 3, disc.bottom() - MARK_PX + 3, MARK_PX, MARK_PX))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("pane"))
        painter.drawEllipse(at.adjusted(-1, -1, 1, 1))
        paint_icon(painter, at, self.brief.symbol, self.brief.tone)
