"""One severity to choose, by what it means for customers."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from incident_desk.desktop.parts.key_cap import paint_key_cap
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.theme import colour, font, icon
from incident_desk.domain.severity import Severity

HEIGHT_PX = 48
NAME_PX = 112


class SeverityRow(QAbstractButton):
    """Shape, "SEV 2 Major", the consequence in plain words, and its key. Checked when it is the one."""

    def __init__(self, severity: Severity, word: str, means: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = severity
        self._name = f"SEV {severity[-1]} {word}"
        self._means = means
        self.setText(self._name)
        self.setObjectName(f"severity_{severity[-1]}")
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(means)
        self.setToolTip(tip(means))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_box(painter)
            middle = self.height() // 2
            paint_shape(painter, QRectF(16, middle - 9, 18, 18), self.severity)
            self._paint_words(painter)
            if self.isChecked():
                ink = self.severity.lower()
                icon("check", ink).paint(painter, QRect(self.width() - 66, middle - 9, 18, 18))
            paint_key_cap(painter, QRectF(self.width() - 36, middle - 10, 20, 20), self.severity[-1], "text")

    def _paint_box(self, painter: QPainter) -> None:
        ink = self.severity.lower()
        is_on = self.isChecked()
        edge = ink if is_on else "accent" if self.hasFocus() else "line"
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(colour("text" if is_on and self.hasFocus() else edge), width))
        painter.setBrush(colour(f"{ink}soft" if is_on else "hover" if self.underMouse() else "card"))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(colour("text"))
        painter.setFont(font(13, 600))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(47, 0, NAME_PX, self.height()), left, self._name)
        painter.setFont(font(13))
        painter.setPen(colour("text" if self.isChecked() else "text2"))
        room = QRect(47 + NAME_PX, 0, self.width() - 47 - NAME_PX - 72, self.height())
        shown = painter.fontMetrics().elidedText(self._means, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, left, shown)
