"""The table of reports: a tick, what they say, and the verdict that is suggested as a chip."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from incident_desk.desktop.models.reports import (
    AT,
    BECAUSE,
    REGION,
    ROW,
    SERVICE,
    TICK,
    VERDICT,
    WORDS,
    ReportModel,
)
from incident_desk.desktop.report_words import LOOKS, verdict_word
from incident_desk.desktop.row_table import LEFT, Rows, RowTable, paint_text
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_view import Row

WIDTHS_PX = {TICK: 40, AT: 76, SERVICE: 96, REGION: 92, VERDICT: 116}
BECAUSE_PX = (140, 300)
BOX_PX = 16
SERVICE_FROM_PX, BECAUSE_FROM_PX = 700, 480
"""In a narrower table service and region give way, then why: the words count."""


class ReportTable(RowTable):
    """`asked` carries what a key stands for: a verdict's letter, an answer, handing on. Space ticks, Enter shows."""

    BEHIND = ROW
    KEYS = {
        Qt.Key.Key_S: "same",
        Qt.Key.Key_I: "isolated",
        Qt.Key.Key_U: "unknown",
        Qt.Key.Key_A: "answer",
        Qt.Key.Key_H: "hand_on",
        Qt.Key.Key_C: "confirm",
        Qt.Key.Key_T: "tick_alike",
        Qt.Key.Key_M: "mail_again",
    }

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_table")
        self.setItemDelegate(_Reports(self))
        self.wanted: ReportId | None = None
        """The report that somebody came for, until it is there."""

    def show_model(self, model: ReportModel) -> None:
        """Show this; the words take what is left."""
        self.setModel(model)
        self.size_columns(WIDTHS_PX, WORDS)
        self.horizontalHeader().setSectionResizeMode(BECAUSE, QHeaderView.ResizeMode.Fixed)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """The current row stays at its report, or goes to the one that somebody came for."""
        model, chosen, at_row = self.model(), self.current(), self.currentIndex().row()
        assert isinstance(model, ReportModel)
        model.show_rows(rows)
        row = model.now_at(chosen) if chosen is not None else None
        if self.wanted is not None and (wanted := model.row_of(self.wanted)) is not None:
            row, self.wanted = wanted, None
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stay_at(row, at_row, len(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        head = self.horizontalHeader()
        head.resizeSection(BECAUSE, min(max(BECAUSE_PX[0], self.width() // 4), BECAUSE_PX[1]))
        for column in (SERVICE, REGION):
            self.setColumnHidden(column, self.width() < SERVICE_FROM_PX)
        self.setColumnHidden(BECAUSE, self.width() < BECAUSE_FROM_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, is_bare = self.model(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if is_bare and event.key() == Qt.Key.Key_Space and isinstance(model, ReportModel):
            model.turn_tick(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at, model = self.indexAt(QPoint(event.position().toPoint())), self.model()
        if at.isValid() and at.column() == TICK and isinstance(model, ReportModel):
            model.turn_tick(at.row())


class _Reports(Rows):
    """The tick as a box, the verdict as a chip."""

    def paint_cell(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column() == TICK:
            is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            square = QRect(box.left() + 14, box.top() + (box.height() - BOX_PX) // 2, BOX_PX, BOX_PX)
            _paint_box(painter, square, is_ticked=is_ticked)
        elif index.column() == VERDICT:
            _paint_chip(painter, box, index.data(ROW))
        else:
            paint_text(painter, box, index)


def _paint_box(painter: QPainter, square: QRect, *, is_ticked: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour("accent" if is_ticked else "edge"))
    painter.setBrush(colour("accentsoft") if is_ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if is_ticked:
        paint_icon(painter, square.adjusted(2, 2, -2, -2), "check", "accent")


def _paint_chip(painter: QPainter, box: QRect, row: Row) -> None:
    symbol, tone = LOOKS[row.verdict]
    painter.setFont(font(11, 600))
    words = verdict_word(row.verdict)
    wide = min(painter.fontMetrics().horizontalAdvance(words) + 30, box.width() - 12)
    chip = QRect(box.left() + 8, box.top() + (box.height() - 20) // 2, wide, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{tone}soft"))
    painter.drawRoundedRect(QRectF(chip), 4, 4)
    paint_icon(painter, QRect(chip.left() + 6, chip.top() + 4, 12, 12), symbol, tone)
    painter.setPen(colour(tone))
    painter.drawText(
        chip.adjusted(22, 0, -4, 0),
        LEFT,
        painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, chip.width() - 24),
    )
