"""The slots of a draft, {{ next_update }} and {{ sent }}, shown as what would stand there if it went out now."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QTextCursor
from PySide6.QtWidgets import QTextEdit

from incident_desk.desktop.carets import units
from incident_desk.desktop.theme import colour, font, is_dark

BEGINS: Final = "{{"
_SLOT: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
INSET_PX = 1
GAP_PX = 2


class SlotSpan(msgspec.Struct, frozen=True):
    """From and to a character as Qt counts, and what stands there instead."""

    start: int
    end: int
    words: str


def slot_spans(text: str, words: Mapping[str, str]) -> Iterator[SlotSpan]:
    """Those of which it is known what stands there."""
    for match in _SLOT.finditer(text):
        if match[1] in words:
            start = units(text[: match.start()])
            yield SlotSpan(start, start + units(match[0]), words[match[1]])


class Slots:
    """The slots of one draft. With every key they are painted anew, so a chip is drawn once and kept as a picture."""

    def __init__(self, edit: QTextEdit) -> None:
        self._edit = edit
        self._cursor = QTextCursor(edit.document())
        self._spans: tuple[SlotSpan, ...] = ()
        self._chips: dict[tuple[object, ...], QPixmap] = {}
        self.words: dict[str, str] = {}
        """What stands in each, by its name."""

    def show(self, words: Mapping[str, str], text: str) -> None:
        """These stand in them from now on."""
        self.words = dict(words)
        self._chips.clear()
        self.find(text)

    def find(self, text: str) -> None:
        """Where they are in the text."""
        self._spans = tuple(slot_spans(text, self.words)) if self.words and BEGINS in text else ()

    def paint(self, event: QPaintEvent, ground: str) -> None:
        """Over the letters; one with the caret in it stays as it is typed."""
        if not self._spans:
            return
        caret = self._edit.textCursor() if self._edit.hasFocus() else None
        with QPainter(self._edit.viewport()) as painter:
            for each in self._spans:
                if caret is None or caret.selectionStart() >= each.end or caret.selectionEnd() <= each.start:
                    self._paint(painter, each, event.rect(), ground)

    def _paint(self, painter: QPainter, span: SlotSpan, within: QRect, ground: str) -> None:
        """Broken over two lines, the chip stands in the longer part, and the other is blank."""
        found = [place for place in self._places(span) if place.intersects(within)]
        for place in found:
            painter.fillRect(place, colour(ground))
        if found:
            widest = max(found, key=QRect.width)
            painter.drawPixmap(widest.topLeft(), self._chip(widest.size(), span.words))

    def _place(self, at: int) -> QRect:
        self._cursor.setPosition(at)
        return self._edit.cursorRect(self._cursor)

    def _places(self, span: SlotSpan) -> list[QRect]:
        """Where it stands, a box for each of its lines."""
        first, end = self._place(span.start), self._place(span.end)
        if first.top() == end.top():  # as nearly always
            return [QRect(first.topLeft(), QPoint(end.left() - 1, first.bottom()))]
        found: list[QRect] = []
        for here in map(self._place, range(span.start, span.end + 1)):
            if found and found[-1].top() == here.top():
                found[-1].setRight(here.left() - 1)
            else:
                found.append(QRect(here.left(), here.top(), 1, here.height()))
        return found

    def _chip(self, size: QSize, words: str) -> QPixmap:
        key = (size.width(), size.height(), words, self._edit.devicePixelRatioF(), is_dark())
        if key not in self._chips:
            self._chips[key] = drawn_chip(size, words, self._edit.devicePixelRatioF())
        return self._chips[key]


def drawn_chip(size: QSize, words: str, ratio: float) -> QPixmap:
    """A chip with these words, as sharp as the screen is."""
    chip = QPixmap(size * ratio)
    chip.setDevicePixelRatio(ratio)
    chip.fill(Qt.GlobalColor.transparent)
    box = QRectF(0, 0, size.width(), size.height()).adjusted(GAP_PX, INSET_PX, -GAP_PX, -INSET_PX)
    with QPainter(chip) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accentsoft"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font(12, 600))
        painter.setPen(colour("accent"))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    return chip
