"""How bad it is, in shape, number and word at once: never by colour alone."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.severity_shape import paint_shape
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
        whole = self._words(is_short=False)
        self.setText(self._words(self._is_short))
        self.setAccessibleName(whole)
        self.setToolTip(tip(whole))
        self.updateGeometry()
        self.update()

    def set_short(self, is_short: bool) -> None:
        """Number alone, or number and word."""
        if self._is_short != is_short:
            self._is_short = is_short
            self.set_severity(self._severity, self._word)

    def _words(self, is_short: bool) -> str:
        if self._severity is None:
            return QCoreApplication.translate("SeverityChip", "Severity not set")
        number = f"SEV {self._severity[-1]}"
        return number if is_short or not self._word else f"{number} {self._word}"

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = 2 * PADDING_PX + SHAPE_PX + GAP_PX + metrics.horizontalAdvance(self.text())
        return QSize(width, max(SOLID_PX if self._is_solid else SOFT_PX, metrics.height() + 6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink = self._colours()
        box = QRectF(PADDING_PX, (self.height() - SHAPE_PX) / 2, SHAPE_PX, SHAPE_PX)
        words = self.rect().adjusted(PADDING_PX + SHAPE_PX + GAP_PX, 0, -PADDING_PX, 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
            paint_shape(painter, box, self._severity, colour(ink))
            painter.setPen(colour(ink))
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())

    def _colours(self) -> tuple[str, str]:
        """Ground and ink. Only the worst has a filled ground: two filled chips would shout each other down."""
        if self._severity is None:
            return "card", "text2"
        if self._is_solid and self._severity is Severity.SEV1:
            return "sev1fill", "onfill"
        name = self._severity.lower()
        return f"{name}soft", name
