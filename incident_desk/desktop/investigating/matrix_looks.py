"""How the matrix is painted: its cells, the heads of its columns and those of its rows, roomy or dense."""

from typing import Final

import msgspec
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from incident_desk.desktop.investigating.matrix_model import CELL, CellShown, EvidenceShown, HypothesisShown
from incident_desk.desktop.parts.painted_words import lines_fitting, paint_words
from incident_desk.desktop.parts.thumbnail import paint_thumbnail
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.domain.investigation_entries import Rating, Trust

LETTERS: Final = {Rating.CONSISTENT: "C", Rating.INCONSISTENT: "I", Rating.NEUTRAL: "N"}
TONES: Final = {Rating.CONSISTENT: "ok", Rating.INCONSISTENT: "sev2", Rating.NEUTRAL: "text3"}
BARS: Final = {Trust.HIGH: 3, Trust.MEDIUM: 2, Trust.LOW: 1}
PAD_PX, NAME_PX = 16, 32
TRUST_PX = 56
ICON_PX = 14
FILE_PX, LOW_FILE_PX = (44, 28), (30, 19)
CENTRE = Qt.AlignmentFlag.AlignCenter


class Room(msgspec.Struct, frozen=True):
    """How much room things take: roomy rows have two lines, dense ones one."""

    row_px: int
    head_px: int
    name_lines: int


ROOMY: Final = Room(row_px=36, head_px=138, name_lines=4)
DENSE: Final = Room(row_px=26, head_px=106, name_lines=2)


class CellDelegate(QStyledItemDelegate):
    """Only what speaks against is filled, so that islands of it are read at a glance; the rest stays letters."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown: CellShown = index.data(CELL)
        box: QRect = option.rect
        current = self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() == current.row() or index.column() == current.column():
            painter.fillRect(box, colour("hover"))
        elif index.column() == 0:
            painter.fillRect(box, colour("card"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour("line"))
        self._paint_said(painter, box, shown)
        if index.row() == current.row() and index.column() == current.column():
            has_keys = self._view.hasFocus()
            painter.setPen(QPen(colour("accent" if has_keys else "edge"), 2 if has_keys else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)
        painter.restore()

    def _paint_said(self, painter: QPainter, box: QRect, shown: CellShown) -> None:
        if shown.differing:
            _fill(painter, box, "accentsoft")
            self._paint_difference(painter, box, shown)
        elif shown.rating is None:
            paint_icon(painter, _middle(box), "circle-dashed", "text3")
        else:
            if shown.rating is Rating.INCONSISTENT:
                _fill(painter, box, "sev2soft")
            painter.setFont(font(13, 600 if shown.rating is not Rating.NEUTRAL else 500))
            painter.setPen(colour("text3" if shown.is_writing else TONES[shown.rating]))
            painter.drawText(box, CENTRE, LETTERS[shown.rating])
        if shown.has_reason:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(QRectF(box.right() - 9, box.top() + 5, 4, 4))

    def _paint_difference(self, painter: QPainter, box: QRect, shown: CellShown) -> None:
        """What each says, with the mark between them; where there is little room, the mark alone."""
        paint_icon(painter, _middle(box), "git-merge", "accent")
        if box.width() < 64:
            return
        painter.setFont(font(13, 600))
        half = box.width() // 2 - ICON_PX // 2 - 4
        for at, letter in enumerate(shown.differing[:2]):
            rating = next((each for each, name in LETTERS.items() if name == letter), None)
            painter.setPen(colour(TONES[rating] if rating else "text3"))
            side = QRect(box.left() + (0 if at == 0 else box.width() - half), box.top(), half, box.height())
            painter.drawText(side, CENTRE, letter)


def _fill(painter: QPainter, box: QRect, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(token))
    painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -3), 3, 3)


def _middle(box: QRect) -> QRect:
    left = box.left() + (box.width() - ICON_PX) // 2
    return QRect(left, box.top() + (box.height() - ICON_PX) // 2, ICON_PX, ICON_PX)


class HypothesisHead(QHeaderView):
    """The heads of the columns are the ranking: name, place, sum of what speaks against, and its bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.room = ROOMY

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown: HypothesisShown | None = self.model().headerData(logicalIndex, self.orientation(), CELL)
        view = self.parent()
        if shown is None or not isinstance(view, QTableView):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_first, is_current = logicalIndex == 0, logicalIndex == view.currentIndex().column()
        if is_first or is_current:
            painter.fillRect(rect, colour("hover" if is_current else "card"))
        if is_first:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        is_roomy = self.room is ROOMY
        box = rect.adjusted(7, 0, -5, 0) if is_roomy else rect.adjusted(4, 0, -2, 0)
        name = QRect(box.left(), rect.top() + 8, box.width(), 17)
        paint_words(painter, name, shown.name, font(13 if is_roomy else 12, 600), "accent" if is_first else "text")
        paint_words(painter, name, shown.place, font(11), "text2", is_trailing=True)
        face = font(11, 600 if is_first else 500)
        words = shown.words if is_roomy else shown.short
        for at, line in enumerate(lines_fitting(words, face, box.width(), self.room.name_lines)):
            place = QRect(box.left(), rect.top() + 27 + at * 15, box.width(), 15)
            paint_words(painter, place, line, face, "text" if is_first else "text2")
        below = rect.bottom() - 38
        paint_words(painter, QRect(box.left(), below, box.width(), 20), shown.against, font(15, 600), "text")
        _bar(painter, QRect(box.left(), below + 24, box.width(), 4), shown.share, "sev2")
        painter.restore()


class EvidenceHead(QHeaderView):
    """The heads of the rows: what it is called, what it says, from where, how much it is trusted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.tells_none = ""
        self.room = ROOMY

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown: EvidenceShown | None = self.model().headerData(logicalIndex, self.orientation(), CELL)
        view = self.parent()
        if shown is None or not isinstance(view, QTableView):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if logicalIndex == view.currentIndex().row():
            painter.fillRect(rect, colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        is_roomy = self.room is ROOMY
        top = rect.top() + (3 if is_roomy else 4)
        ink, small = ("text2", "text3") if shown.tells_none else ("text", "text2")
        paint_words(painter, self._placed(rect, PAD_PX, top, NAME_PX - 4, 17), shown.name, font(12, 600), "text3")
        left, right = PAD_PX + NAME_PX, rect.width() - TRUST_PX
        self._paint_trust(painter, QRect(rect.left() + right, top, TRUST_PX - 8, 17), shown, is_roomy=is_roomy)
        if shown.tells_none:
            right = self._paint_silent(painter, rect, right, is_roomy=is_roomy)
        right = self._paint_file(painter, rect, right, shown, is_roomy=is_roomy)
        words = self._placed(rect, left, top, right - left - 8, 17)
        paint_words(painter, words, shown.words, font(13, 500), ink)
        if is_roomy:
            paint_words(
                painter, self._placed(rect, left, top + 16, right - left - 8, 15), shown.detail, font(11), small
            )
        painter.restore()

    def _paint_file(self, painter: QPainter, rect: QRect, right: int, shown: EvidenceShown, *, is_roomy: bool) -> int:
        """The picture, or the mark of a file. Returns: where the words must end."""
        if not shown.has_file:
            return right
        width, high = FILE_PX if is_roomy else LOW_FILE_PX
        box = self._placed(rect, right - width - 8, rect.top() + (rect.height() - 1 - high) // 2, width, high)
        if shown.picture is not None:
            paint_thumbnail(painter, box, shown.picture)
        else:
            mark = QRect(0, 0, ICON_PX, ICON_PX)
            mark.moveCenter(box.center())
            paint_icon(painter, mark, "paperclip", "text2")
        return right - width - 8

    def _paint_silent(self, painter: QPainter, rect: QRect, right: int, *, is_roomy: bool) -> int:
        """That it tells none apart. Returns: where the words must end."""
        width = painter.fontMetrics().horizontalAdvance(self.tells_none) + 26 if is_roomy else 22
        box = QRect(rect.left() + right - width, rect.top(), width, rect.height())
        paint_icon(painter, QRect(box.left(), box.top() + (box.height() - 12) // 2, 12, 12), "equal", "text3")
        if is_roomy:
            paint_words(painter, box.adjusted(16, 0, 0, 0), self.tells_none, font(11, 500), "text2")
        return right - width

    def _paint_trust(self, painter: QPainter, box: QRect, shown: EvidenceShown, *, is_roomy: bool) -> None:
        tone = "warn" if shown.trust is Trust.LOW else "text2"
        if is_roomy:
            paint_words(painter, box, shown.trust_word, font(11, 500), tone)
            box.translate(0, 18)
        else:
            box.translate(0, 7)
        for at in range(3):
            bar = QRectF(box.left() + at * 13, box.top(), 11, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(("warn" if tone == "warn" else "spark") if at < BARS[shown.trust] else "line2"))
            painter.drawRoundedRect(bar, 2, 2)

    def _placed(self, rect: QRect, left: int, top: int, width: int, height: int) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), rect, QRect(rect.left() + left, top, width, height))


def _bar(painter: QPainter, box: QRect, share: float, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for width, ink in ((box.width(), "line"), (round(box.width() * share), token)):
        if width:
            painter.setBrush(colour(ink))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), width, box.height()), 2, 2)
