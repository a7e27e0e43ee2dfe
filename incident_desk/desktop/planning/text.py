"""The plan as text: numbered lines, names in their own ink, and the lines that are wrong on a red ground."""

import re

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from incident_desk.desktop.carets import CARET_PX, Caret, flag_px, paint_flag, put_text, units
from incident_desk.desktop.theme import colour, font, mono, paint_icon
from incident_desk.domain.plan_faults import Fault
from incident_desk.domain.plan_text import LIMIT_BYTES

GAP_PX = 12
MARK_PX = 12
BAR_PX = 3
NAME = re.compile(r"^\s*(?:- )?([\w ]+?):(?=\s|$)|[{,] *(\w+):(?=\s)")
ASIDE = re.compile(r"(?:^|\s)#.*$")


class PlanText(QPlainTextEdit):
    """`edited` tells the text whenever a person changed it. `refused` says why something was not taken in.

    What is taken back is for the draft to say, of which this shows the text.
    """

    edited = Signal(str)
    refused = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_text")
        self.setAccessibleName(self.tr("The plan as text"))
        self.setProperty("kind", "code")
        self.setFont(mono(12))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._inks = _Inks(self.document())
        self._numbers = _Numbers(self)
        self._faults: tuple[Fault, ...] = ()
        self._changed: frozenset[int] = frozenset()
        self._is_showing = False
        self._carets: dict[Caret, QTextCursor] = {}
        self.setUndoRedoEnabled(False)  # what others write meanwhile is not taken back here
        self.textChanged.connect(self._tell)
        self.updateRequest.connect(self._follow)
        self.blockCountChanged.connect(self._make_room)
        self._make_room()

    def show_text(self, text: str) -> None:
        """Another text; what stays the same keeps its place, the caret and the marked words too."""
        self._is_showing = True
        put_text(self.document(), text)
        self._is_showing = False

    def show_faults(self, faults: tuple[Fault, ...], changed: frozenset[int]) -> None:
        """Mark what is wrong, and the lines that the version compared with does not have."""
        self._faults, self._changed = faults, changed
        placed = [fault for fault in faults if not fault.is_everywhere]
        self.setExtraSelections([*map(self._ground, placed), *map(self._wave, placed)])
        self._numbers.update()

    def _ground(self, fault: Fault) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.format.setBackground(colour("badsoft"))  # pyright: ignore[reportAttributeAccessIssue]
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # pyright: ignore[reportAttributeAccessIssue]
        mark.cursor = QTextCursor(self.document().findBlockByNumber(fault.line - 1))  # pyright: ignore[reportAttributeAccessIssue]
        return mark

    def _wave(self, fault: Fault) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        line = self.document().findBlockByNumber(fault.line - 1)
        start = line.position() + units(line.text()[: fault.column - 1])
        length = min(max(1, fault.end - fault.start), max(0, len(line.text()) - fault.column + 1))
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, self.document().characterCount() - 1))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, length)
        mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)  # pyright: ignore[reportAttributeAccessIssue]
        mark.format.setUnderlineColor(colour("bad"))  # pyright: ignore[reportAttributeAccessIssue]
        mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
        return mark

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor there, in the middle of what is seen."""
        cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.Right, n=max(0, column - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def wrong_lines(self) -> set[int]:
        return {fault.line for fault in self._faults}

    def line(self) -> int:
        """The line that the caret is in, from 1."""
        return self.textCursor().blockNumber() + 1

    def column(self) -> int:
        """The column that the caret is in, from 1."""
        return self.textCursor().positionInBlock() + 1

    def show_carets(self, carets: list[Caret]) -> None:
        """Where others write; what is written around them meanwhile moves them."""
        self._carets = {caret: self._carets.get(caret) or self._cursor(caret) for caret in carets}
        self.viewport().update()

    def _cursor(self, caret: Caret) -> QTextCursor:
        block = self.document().findBlockByNumber(caret.line - 1)
        cursor = QTextCursor(block if block.isValid() else self.document().lastBlock())
        column = min(max(0, caret.column - 1), cursor.block().length() - 1)
        cursor.movePosition(QTextCursor.MoveOperation.Right, n=column)
        return cursor

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._carets:
            with QPainter(self.viewport()) as painter:
                painter.setFont(font(11, 600))
                for caret, cursor in self._carets.items():
                    self._paint_caret(painter, caret, self.cursorRect(cursor))

    def _paint_caret(self, painter: QPainter, caret: Caret, at: QRect) -> None:
        """A bar where somebody writes, and at the end of the line who it is."""
        if caret.column:
            painter.fillRect(QRect(at.left(), at.top(), CARET_PX, at.height()), colour("accent"))
        name = caret.name.partition(" ")[0]
        width_px = flag_px(painter, name)
        flag = QRect(self.viewport().width() - width_px - 4, at.top(), width_px, at.height())
        paint_flag(painter, flag, name)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted, if a plan could be as long as that."""
        stays = self.document().characterCount() - len(self.textCursor().selectedText())
        if len(source.text()) + stays > LIMIT_BYTES:
            told = self.tr("A plan has at most {limit} KiB; what you paste would make it longer.")
            self.refused.emit(told.format(limit=LIMIT_BYTES // 1024))
            return
        super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_asked.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._is_showing:
            self.edited.emit(self.toPlainText())

    # line numbers -----------------------------------------------------------------------------------------------------

    def _make_room(self) -> None:
        self.setViewportMargins(self._numbers.sizeHint().width(), 0, 0, 0)

    def _follow(self, area: QRect, scrolled_px: int) -> None:
        if scrolled_px:
            self._numbers.scroll(0, scrolled_px)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(area.left(), area.top(), self._numbers.sizeHint().width(), area.height())

    def paint_numbers(self, painter: QPainter, area: QRect, width_px: int) -> None:
        """The numbers of the lines in sight."""
        wrong, height = self.wrong_lines(), self.fontMetrics().height()
        block, number = self.firstVisibleBlock(), self.firstVisibleBlock().blockNumber() + 1
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= area.bottom():
            painter.setPen(colour("bad" if number in wrong else "text3"))
            box = QRect(0, round(top), width_px - GAP_PX, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            if number in wrong:
                paint_icon(
                    painter, QRect(2, round(top) + (height - MARK_PX) // 2, MARK_PX, MARK_PX), "octagon-alert", "bad"
                )
            if number in self._changed:
                painter.fillRect(QRect(width_px - BAR_PX - 2, round(top), BAR_PX, height), colour("accent"))
            top += self.blockBoundingRect(block).height()
            block, number = block.next(), number + 1


class _Numbers(QWidget):
    def __init__(self, text: PlanText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        digits = max(3, len(str(self._text.blockCount())))
        return QSize(GAP_PX + MARK_PX + 8 + self._text.fontMetrics().horizontalAdvance("9") * digits, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(mono(11))
            self._text.paint_numbers(painter, event.rect(), self.width())


class _Inks(QSyntaxHighlighter):
    """Names in accent, asides grey."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        ink = QTextCharFormat()
        ink.setForeground(colour("accent"))
        for found in NAME.finditer(text):
            group = 1 if found[1] else 2
            self.setFormat(found.start(group), found.end(group) - found.start(group), ink)
        if aside := ASIDE.search(text):
            grey = QTextCharFormat()
            grey.setForeground(colour("text3"))
            self.setFormat(aside.start(), len(text) - aside.start(), grey)
