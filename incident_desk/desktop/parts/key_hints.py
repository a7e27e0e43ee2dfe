"""What the keys do now, in one row: what they are about, each key beside its word, and nothing that finds no room."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.key_cap import SIDE_PX, paint_key_cap
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import font

GAP_PX, BETWEEN_PX = 7, 14
LEAST_ABOUT_PX = 80


class KeyHints(QWidget):
    """Decoration: the keys work without it, and the manual has them all."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._about = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_about(self, about: str) -> None:
        """What the keys are about now."""
        if about != self._about:
            self._about = about
            self.setToolTip(tip(about))
            self.setAccessibleName(about)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, SIDE_PX + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, SIDE_PX + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        caps, words, about = QFontMetrics(font(11, 500)), QFontMetrics(font(12)), QFontMetrics(font(12, 600))
        sizes = [(max(SIDE_PX, caps.horizontalAdvance(k) + 12), words.horizontalAdvance(w) + 1) for k, w in self._keys]
        wide = [cap + GAP_PX + word + BETWEEN_PX for cap, word in sizes]
        about_px = about.horizontalAdvance(self._about) + BETWEEN_PX if self._about else 0
        left = min(about_px, max(LEAST_ABOUT_PX, self.width() - sum(wide)))
        with QPainter(self) as painter:
            name = QRect(0, 0, left - BETWEEN_PX // 2, self.height())
            paint_words(painter, self._placed(name), self._about, font(12, 600), "text")
            for (key, word), (cap_px, word_px), whole_px in zip(self._keys, sizes, wide, strict=True):
                if left + cap_px + GAP_PX + word_px > self.width():
                    break
                cap = self._placed(QRect(left, (self.height() - SIDE_PX) // 2, cap_px, SIDE_PX))
                paint_key_cap(painter, QRectF(cap), key)
                beside = QRect(left + cap_px + GAP_PX, 0, word_px, self.height())
                paint_words(painter, self._placed(beside), word, font(12), "text2")
                left += whole_px

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
