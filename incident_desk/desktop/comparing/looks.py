"""How the comparison is painted: findings in the words of each, marks where there are many, evidence in one line."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from incident_desk.desktop.comparing.evidence_looks import (
    LINE_PX,
    MOST_LINES,
    ROW_PX,
    EvidenceRoom,
    evidence_room,
    paint_evidence,
)
from incident_desk.desktop.comparing.rows import (
    EmptyRow,
    EvidenceRow,
    FactorShown,
    FindingRow,
    LikenessRow,
    SectionRow,
    TableShown,
)
from incident_desk.desktop.comparing.table import ROW, ComparisonModel
from incident_desk.desktop.parts.investigation_badge import paint_badge
from incident_desk.desktop.parts.painted_words import lines_fitting, paint_lines, paint_words
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.domain.findings import Standing
from incident_desk.domain.ids import EntryId

PAD_PX, BADGE_PX, ICON_PX = 16, 20, 14
HEAD_PX, SECTION_PX, FINDING_PX, DISPUTE_PX, LIKENESS_PX = 36, 30, 50, 64, 36
WORDS_PX, NOTE_PX, HEAD_LINE_PX = 17, 15, 15
"""From one line to the next."""
FACTOR_LINES: Final = 5
BUTTONS_PX = 210
"""Room for the two buttons at the end of a suggestion."""
MOST_BADGES: Final = 4
WHO_TONES: Final = {Standing.SHARED: "accent", Standing.CONTRADICTING: "sev2"}


def _factor_px(column_px: int) -> int:
    """What a column leaves for the words of a factor."""
    return column_px - 10 - ICON_PX - 7 - 8


def _factor_lines(factor: FactorShown, width_px: int) -> list[str]:
    return lines_fitting(factor.words, font(13, 600), width_px, FACTOR_LINES)


def _likeness_lines(row: LikenessRow, width_px: int) -> list[str]:
    title_px = QFontMetrics(font(12, 600)).horizontalAdvance(row.title)
    room = width_px - PAD_PX - ICON_PX - 8 - title_px - 12 - BUTTONS_PX
    return lines_fitting(row.words, font(12), room, MOST_LINES)


def _note_lines(row: FindingRow, who_px: int) -> list[str]:
    """Why it was settled so, or that it is disputed."""
    note = "" if row.standing is Standing.CONTRADICTING else row.note
    return lines_fitting(note, font(11), who_px - PAD_PX - 6, FACTOR_LINES)


class ComparisonDelegate(QStyledItemDelegate):
    """`marked` is the factor or the piece of evidence of which something is about to be said."""

    def __init__(self, view: QTableView, model: ComparisonModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.marked: EntryId | None = None
        self._room = EvidenceRoom()

    def fit(self, width_px: int) -> None:
        """The columns have other widths, or other words, from now on; all of them together are so wide."""
        self._room = evidence_room(self._model.shown, width_px)

    def row_px(self, row: object) -> int:
        """How high a row is: what does not fit on one line has two."""
        view, shown = self._view, self._model.shown
        whole = sum(view.columnWidth(at) for at in range(1 + len(shown.heads)))
        if isinstance(row, FindingRow):
            least = DISPUTE_PX if row.standing is Standing.CONTRADICTING else FINDING_PX
            if shown.is_dense:
                return least
            word_px = _factor_px(view.columnWidth(1))
            lines = max(len(_factor_lines(each[0], word_px)) for each in row.cells.values())
            notes = len(_note_lines(row, view.columnWidth(0)))
            return max(least, FINDING_PX + (lines - 1) * WORDS_PX, 34 + notes * NOTE_PX)
        if isinstance(row, LikenessRow):
            return LIKENESS_PX + (len(_likeness_lines(row, whole)) - 1) * LINE_PX
        if isinstance(row, EvidenceRow):
            return ROW_PX + (self._room.lines(row) - 1) * LINE_PX
        return SECTION_PX if isinstance(row, SectionRow) else ROW_PX

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, box = index.data(ROW), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, FindingRow):
            self._paint_finding(painter, box, row, index)
        elif isinstance(row, SectionRow):
            _paint_section(painter, box, row)
        elif isinstance(row, LikenessRow):
            _paint_likeness(painter, box, row)
        elif isinstance(row, EvidenceRow):
            if any(each.key == self.marked for each in row.pieces):
                _paint_marked(painter, box)
            paint_evidence(painter, box, row, self._model.shown, self._room)
        elif isinstance(row, EmptyRow):
            paint_words(painter, box.adjusted(PAD_PX, 0, -PAD_PX, 0), row.words, font(12), "text2")
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour("line"))
        self._paint_current(painter, box, index)
        painter.restore()

    def _paint_current(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        current = self._view.currentIndex()
        if index.row() != current.row() or (index.column() != current.column() and not _spans(index)):
            return
        has_keys = self._view.hasFocus()
        painter.setPen(QPen(colour("accent" if has_keys else "edge"), 2 if has_keys else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)

    def _paint_finding(
        self, painter: QPainter, box: QRect, row: FindingRow, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if row.standing is Standing.SHARED:
            painter.fillRect(box, colour("card"))
        is_dense, column = self._model.shown.is_dense, index.column()
        if column:
            painter.fillRect(QRect(box.left(), box.top(), 1, box.height()), colour("line"))
        factors = row.cells.get(column - 1, ()) if column else ()
        if any(each.key == self.marked for each in factors):
            _paint_marked(painter, box)
        if column == 0:
            paint = _paint_dense if is_dense else _paint_who
            paint(painter, box, row, self._model.shown)
        elif is_dense:
            _paint_mark(painter, box, factors, row.standing)
        else:
            _paint_factors(painter, box, factors, row.standing)


def _spans(index: QModelIndex | QPersistentModelIndex) -> bool:
    return not isinstance(index.data(ROW), FindingRow)


def _paint_marked(painter: QPainter, box: QRect) -> None:
    painter.setPen(QPen(colour("accent"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(colour("accentsoft"))
    painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -3), 4, 4)


def _paint_section(painter: QPainter, box: QRect, row: SectionRow) -> None:
    room = box.adjusted(PAD_PX, 0, -PAD_PX, 0)
    face = font(13, 600)
    width = QFontMetrics(face).horizontalAdvance(row.title) + 1
    paint_words(painter, room, row.title, face, "text")
    count = room.adjusted(width + 8, 0, 0, 0)
    paint_words(painter, count, row.count, font(12), "text2")
    note = count.adjusted(24, 0, 0, 0)
    paint_words(painter, note, row.note, font(12), "text2", is_trailing=True)


def _paint_likeness(painter: QPainter, box: QRect, row: LikenessRow) -> None:
    painter.fillRect(box, colour("accentsoft"))
    icon = QRect(box.left() + PAD_PX, box.top() + (box.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
    paint_icon(painter, icon, "sparkles", "accent")
    title = QRect(icon.right() + 8, box.top(), box.width(), box.height())
    paint_words(painter, title, row.title, font(12, 600), "accent")
    left = title.left() + QFontMetrics(font(12, 600)).horizontalAdvance(row.title) + 12
    words = QRect(left, box.top(), box.right() - BUTTONS_PX - left, box.height())
    paint_lines(painter, words, _likeness_lines(row, box.width()), font(12), "text", line_px=LINE_PX)


def _paint_badges(painter: QPainter, left: int, top: int, letters: tuple[str, ...], *, is_here: bool) -> int:
    """A badge for each, a count where there are too many. Returns: where they end."""
    told = letters if len(letters) <= MOST_BADGES else (*letters[: MOST_BADGES - 1], f"+{len(letters) - 3}")
    for letter in told:
        width = max(BADGE_PX, QFontMetrics(font(11, 600)).horizontalAdvance(letter) + 8)
        paint_badge(painter, QRect(left, top, width, BADGE_PX), letter, is_sealed=False, is_here=is_here)
        left += width + 4
    return left


def _paint_who(painter: QPainter, box: QRect, row: FindingRow, shown: TableShown) -> None:
    tone = WHO_TONES.get(row.standing, "text2")
    notes = _note_lines(row, box.width())
    block_px = BADGE_PX + 2 + NOTE_PX * len(notes) if notes else BADGE_PX
    top = box.top() + (6 if row.standing is Standing.CONTRADICTING else (box.height() - block_px) // 2)
    left = _paint_badges(painter, box.left() + PAD_PX, top, row.letters, is_here=row.standing is Standing.SHARED)
    words = QRect(left + 2, top, box.right() - left - 6, BADGE_PX)
    paint_words(painter, words, row.who, font(12, 600 if tone != "text2" else 400), tone)
    below = QRect(box.left() + PAD_PX, top + BADGE_PX + 2, box.width() - PAD_PX - 6, NOTE_PX * len(notes))
    paint_lines(
        painter, below, notes, font(11), "text2" if row.standing is Standing.REFUTED else "warn", line_px=NOTE_PX
    )


def _paint_factors(painter: QPainter, box: QRect, factors: tuple[FactorShown, ...], standing: Standing) -> None:
    """The first in full, how many more there are behind it."""
    if not factors:
        paint_words(painter, box.adjusted(12, 0, 0, 0), "—", font(13), "text3")
        return
    first = factors[0]
    lines = _factor_lines(first, _factor_px(box.width()))
    more_px = (len(lines) - 1) * WORDS_PX
    room = box.adjusted(10, (box.height() - FINDING_PX - more_px) // 2, -8, 0)
    is_quiet = first.is_later or standing is Standing.REFUTED
    icon = QRect(room.left(), room.top() + 8, ICON_PX, ICON_PX)
    paint_icon(painter, icon, first.symbol, first.ink)
    left = icon.right() + 7
    words = QRect(left, room.top() + 6, room.right() - left, WORDS_PX + more_px)
    paint_lines(painter, words, lines, font(13, 600), "text2" if is_quiet else "text", line_px=WORDS_PX)
    aside = f"+{len(factors) - 1}  {first.pieces}".rstrip() if len(factors) > 1 else first.pieces
    width = QFontMetrics(font(11)).horizontalAdvance(aside) + 1 if aside else 0
    foot = QRect(left, room.top() + 25 + more_px, room.right() - left, 16)
    told_px = QFontMetrics(font(11, 500)).horizontalAdvance(first.foot)
    if len(factors) == 1 and told_px + width + 6 > foot.width():
        width, aside = -6, ""  # what it did and of which class it is matters more than how many pieces say so
    paint_words(painter, foot.adjusted(0, 0, -width - 6, 0), first.foot, font(11, 500), "text2")
    paint_words(painter, foot, aside, font(11), "text2", is_trailing=True)


def _paint_dense(painter: QPainter, box: QRect, row: FindingRow, shown: TableShown) -> None:
    """With many investigations: the words of the first, and below who found it."""
    first = next(iter(row.cells.values()))[0]
    room = box.adjusted(PAD_PX, (box.height() - FINDING_PX) // 2, -8, 0)
    icon = QRect(room.left(), room.top() + 8, ICON_PX, ICON_PX)
    paint_icon(painter, icon, first.symbol, first.ink)
    left = icon.right() + 7
    right = room.right() - (BUTTONS_PX if row.standing is Standing.CONTRADICTING else 0)
    paint_words(painter, QRect(left, room.top() + 5, right - left, 19), first.words, font(13, 600), "text")
    who = f"{', '.join(row.letters)}: {row.who}" if len(row.letters) > 1 else row.who
    tone = WHO_TONES.get(row.standing, "text2")
    told = " · ".join(filter(None, (who, first.foot, row.note)))
    paint_words(painter, QRect(left, room.top() + 25, right - left, 16), told, font(11, 500), tone)


def _paint_mark(painter: QPainter, box: QRect, factors: tuple[FactorShown, ...], standing: Standing) -> None:
    """A disc for what was found apart, a ring for what was named later, nothing for what was not named."""
    if not factors:
        return
    is_later = all(each.is_later for each in factors)
    tone = "text3" if standing is Standing.REFUTED else WHO_TONES.get(standing, "text2")
    painter.setPen(QPen(colour(tone), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush if is_later else colour(tone))
    centre = QRectF(box).center()
    painter.drawEllipse(centre, 5, 5)


class ComparisonHead(QHeaderView):
    """The heads of the columns: the letter of each investigation, and its question where there is room."""

    def __init__(self, model: ComparisonModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setFixedHeight(HEAD_PX)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown = self._model.shown
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if logicalIndex == 0:
            paint_words(painter, rect.adjusted(PAD_PX, 0, -4, 0), self.tr("Who found it"), font(11, 500), "text2")
        elif logicalIndex <= len(shown.heads):
            head = shown.heads[logicalIndex - 1]
            painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), colour("line"))
            left = rect.left() + ((rect.width() - BADGE_PX) // 2 if shown.is_dense else 10)
            badge = QRect(left, rect.top() + (rect.height() - BADGE_PX) // 2, BADGE_PX, BADGE_PX)
            paint_badge(painter, badge, head.letter, is_sealed=False, is_here=False)
            if not shown.is_dense:
                words = QRect(badge.right() + 8, rect.top(), rect.right() - badge.right() - 12, rect.height())
                face = font(12, 600)
                lines = lines_fitting(head.question, face, words.width(), MOST_LINES)
                paint_lines(painter, words, lines, face, "text", line_px=HEAD_LINE_PX)
        painter.restore()
