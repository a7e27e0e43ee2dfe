"""A person as a disc with initials; dashed while they have not said that they are there, or nobody is."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import words_and_parent
from incident_desk.desktop.theme import colour, font, icon

BADGE_PX = 14


def initials(name: str) -> str:
    """Up to two letters: of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def paint_avatar(painter: QPainter, box: QRectF, name: str, *, is_dashed: bool = False) -> None:
    """The disc of a person in a box; with no name, the place of somebody who is missing, dashed if they are missed."""
    painter.save()
    edge = QPen(colour("warn" if is_dashed else "line2" if name else "edge"), 1)
    if is_dashed or not name:
        edge.setDashPattern([4, 3])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_dashed or not name else colour("hover"))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    if name:
        painter.setFont(font(round(box.width() * 3 / 8), 600))
        painter.setPen(colour("warn" if is_dashed else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))
    else:
        inset = round(box.width() / 4)
        within = box.toRect().adjusted(inset, inset, -inset, -inset)
        icon("user-round-plus", "warn" if is_dashed else "text3").paint(painter, within)
    painter.restore()


class Avatar(QWidget):
    """Decoration beside a name: the name itself is what is read aloud. In a form, the property `side_px` sizes it."""

    def __init__(self, name: str | QWidget | None = "", side_px: int = 32, parent: QWidget | None = None) -> None:
        words, parent = words_and_parent(name, parent)
        super().__init__(parent)
        self._name = words
        self._side_px = side_px
        self._is_dashed = False
        self._badge = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, name: str, *, is_dashed: bool = False) -> None:
        """Show this person; dashed where an acknowledgement is missing, or somebody is. No name: nobody yet."""
        self._name, self._is_dashed = name, is_dashed
        self.update()

    def set_badge(self, symbol: str, tone: str) -> None:
        """A small mark on the lower edge; empty for none."""
        self._badge = (symbol, tone)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self._side_px = int(self.property("side_px") or self._side_px)
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_avatar(painter, QRectF(self.rect()), self._name, is_dashed=self._is_dashed)
            symbol, tone = self._badge
            if symbol:
                self._paint_badge(painter, symbol, tone)

    def _paint_badge(self, painter: QPainter, symbol: str, tone: str) -> None:
        corner = QRect(self.width() - BADGE_PX, self.height() - BADGE_PX, BADGE_PX, BADGE_PX)
        corner = QStyle.visualRect(self.layoutDirection(), self.rect(), corner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("pane"))
        painter.drawEllipse(corner)
        icon(symbol, tone).paint(painter, corner)
