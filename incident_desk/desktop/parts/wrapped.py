"""Words on several lines, set a little wider than a QLabel sets them; past `most_lines` they end in an ellipsis."""

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font

LINE_FACTOR = 1.12
LEAST_PX = 48


class Wrapped(QLabel):
    """Its height follows its width. With 0 as `most_lines` it takes what it needs."""

    def __init__(
        self,
        text: str = "",
        size_px: int = 13,
        weight: int = 400,
        tone: str = "text",
        *,
        most_lines: int = 0,
        is_centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size_px, weight))
        self._tone = tone
        self._most_lines = most_lines
        side = Qt.AlignmentFlag.AlignHCenter if is_centred else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_words(text)

    def show_words(self, text: str, tone: str = "") -> None:
        """Say this from now on, in another ink if one is named."""
        self._tone = tone or self._tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip(text) if self._most_lines else "")
        self.updateGeometry()
        self.update()

    @property
    def _line_px(self) -> float:
        return QFontMetricsF(self.font()).height() * LINE_FACTOR

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return math.ceil(max(len(self._lines(width)), 1) * self._line_px)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 1
        width = math.ceil(min(wide, 360))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, math.ceil(self._line_px))

    def _lines(self, width: int) -> list[str]:
        """The words broken to this width; the last line shown takes what is left, for the ellipsis to cut."""
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            starts.append(line.textStart())
        layout.endLayout()
        if self._most_lines:
            starts = starts[: self._most_lines]
        ends = [*starts[1:], len(self.text())]
        return [self.text()[a:b].rstrip() for a, b in zip(starts, ends, strict=True)]

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = QFontMetricsF(self.font())
        is_centred = bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)
        with QPainter(self) as painter:
            painter.setPen(colour(self._tone))
            baseline = (self._line_px - metrics.height()) / 2 + metrics.ascent()
            for line in self._lines(self.width()):
                shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
                left = (self.width() - metrics.horizontalAdvance(shown)) / 2 if is_centred else 0.0
                painter.drawText(QPointF(left, baseline), shown)
                baseline += self._line_px
