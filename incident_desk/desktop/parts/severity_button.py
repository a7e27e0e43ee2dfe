"""The severity in the header: a chip that is pressed to set it."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.severity_chip import SOLID_PX, chip_size, chip_words, paint_chip
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.severity import Severity


class SeverityButton(ReturnPresses):
    """Shape, number and word; where room is short, the word goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity: Severity | None = None
        self._word = ""
        self._is_short = False
        self.setFont(font(13, 600))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_severity(None)

    def set_severity(self, severity: Severity | None, word: str = "") -> None:
        """Show this one; `word` is the plan's own, like "Critical"."""
        self._severity, self._word = severity, word
        whole = chip_words(severity, word, is_short=False)
        self.setText(chip_words(severity, word, is_short=self._is_short))
        self.setAccessibleName(whole)
        self.setToolTip(
            QCoreApplication.translate("SeverityButton", "{severity}: press to set it").format(severity=whole)
        )
        self.updateGeometry()
        self.update()

    def set_short(self, is_short: bool) -> None:
        """Number alone, or number and word."""
        if self._is_short != is_short:
            self._is_short = is_short
            self.set_severity(self._severity, self._word)

    def sizeHint(self) -> QSize:
        return chip_size(self.fontMetrics(), self.text(), SOLID_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self.font())
            paint_chip(painter, self.rect(), self._severity, self.text(), is_solid=True)
            if self.hasFocus() or self.underMouse() or self._severity is None:
                ink = "text" if self.hasFocus() else "edge"
                width = 2.0 if self.hasFocus() else 1.0
                painter.setPen(QPen(colour(ink), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                half = width / 2
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)
