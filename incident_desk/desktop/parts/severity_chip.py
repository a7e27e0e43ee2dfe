"""How bad it is, in shape, number and word at once: never by colour alone."""

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.severity import Severity

PADDING_PX = 10
SHAPE_PX = 14
GAP_PX = 4
RADIUS_PX = 4
SOLID_PX, SOFT_PX = 28, 24


class SeverityChip(QLabel):
    """Solid in the header, soft elsewhere. Where room is short, `is_short` leaves the word out."""

    def __init__(
        self, parent: QWidget | None = None, *, is_solid: bool = True, severity: Severity | None = None, word: str = ""
    ) -> None:
        super().__init__(parent)
        self._is_solid = is_solid
        self._is_short = False
        self._severity: Severity | None = None
        self._word = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(13 if is_solid else 12, 600))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_severity(severity, word)

    def set_severity(self, severity: Severity | None, word: str = "") -> None:
        """Show this one; `word` is the plan's own, like "Critical"."""
        self._severity, self._word = severity, word
        whole = chip_words(severity, word, is_short=False)
        self.setText(chip_words(severity, word, is_short=self._is_short))
        self.setAccessibleName(whole)
        set_tip(self, whole)
        self.updateGeometry()
        self.update()

    def set_short(self, is_short: bool) -> None:
        """Number alone, or number and word."""
        if self._is_short != is_short:
            self._is_short = is_short
            self.set_severity(self._severity, self._word)

    def sizeHint(self) -> QSize:
        return chip_size(self.fontMetrics(), self.text(), SOLID_PX if self._is_solid else SOFT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_chip(painter, self.rect(), self._severity, self.text(), is_solid=self._is_solid)


def chip_words(severity: Severity | None, word: str, *, is_short: bool) -> str:
    """ "SEV 1 Critical", or without its word."""
    if severity is None:
        return QCoreApplication.translate("SeverityChip", "Severity not set")
    number = f"SEV {severity[-1]}"
    return number if is_short or not word else f"{number} {word}"


def chip_size(metrics: QFontMetrics, text: str, height_px: int) -> QSize:
    """How much room a chip with these words takes."""
    width = 2 * PADDING_PX + SHAPE_PX + GAP_PX + metrics.horizontalAdvance(text)
    return QSize(width, max(height_px, metrics.height() + 6))


def paint_chip(painter: QPainter, box: QRect, severity: Severity | None, text: str, *, is_solid: bool) -> None:
    """A chip that fills the box, in the font the painter has."""
    ground, ink = _colours(severity, is_solid)
    shape = QRect(box.left() + PADDING_PX, box.top() + (box.height() - SHAPE_PX) // 2, SHAPE_PX, SHAPE_PX)
    words = box.adjusted(PADDING_PX + SHAPE_PX + GAP_PX, 0, -PADDING_PX, 0)
    way = painter.layoutDirection()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(QRectF(box), RADIUS_PX, RADIUS_PX)
    paint_shape(painter, QRectF(QStyle.visualRect(way, box, shape)), severity, colour(ink))
    painter.setPen(colour(ink))
    align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QStyle.visualRect(way, box, words), align, text)


def _colours(severity: Severity | None, is_solid: bool) -> tuple[str, str]:
    """Ground and ink. Only the worst has a filled ground: two filled chips would shout each other down."""
    if severity is None:
        return "card", "text2"
    if is_solid and severity is Severity.SEV1:
        return "sev1fill", "onfill"
    name = severity.lower()
    return f"{name}soft", name
