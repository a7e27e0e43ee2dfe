"""The words of one variant while they are written: with the others' carets, and a wave below what is wrong."""

from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from incident_desk.desktop.carets import CARET_PX, flag_px, paint_flag, put_text, units
from incident_desk.desktop.drafting.slots import Slots
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.messages import BYTES_LIMIT

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
LINE = 138
"""A line of a draft is so much of the height of its letters, in percent."""
FLAG_HIGH_PX = 15


class Wave(msgspec.Struct, frozen=True):
    """Words from and to a character in which something is wrong, and what."""

    start: int
    end: int
    tone: str
    words: str


class Writer(msgspec.Struct, frozen=True):
    """Somebody else who writes here, behind so many characters."""

    name: str
    at: int


class DraftEdit(QTextEdit):
    """`edited` tells the text whenever a person changed it, `refused` why something was not taken in.

    What is taken back is for the draft to say, of which this shows the text. Text is text: nothing in it is rich.
    """

    edited = Signal(str)
    refused = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_text")
        self.setProperty("kind", "draft")
        self.setFont(font(13))
        self.setAcceptRichText(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # what others write meanwhile is not taken back here
        self._is_showing = False
        self._waves: tuple[Wave, ...] = ()
        self._writers: dict[Writer, QTextCursor] = {}
        self._slots = Slots(self)
        self._hint = ""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._space_lines()
        self.textChanged.connect(self._tell)

    def _space_lines(self) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    # the text ---------------------------------------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Another text; what stays the same keeps its place."""
        self._is_showing = True
        put_text(self.document(), text)
        self._is_showing = False

    def show_hint(self, words: str) -> None:
        """What to write, while nothing is written yet."""
        self._hint = words
        if not self._slots.words:  # what goes in when it goes out is said instead
            self.setAccessibleDescription(words)
        self.viewport().update()

    def _tell(self) -> None:
        text = self.toPlainText()
        self._slots.find(text)
        if not self._is_showing:
            self.edited.emit(text)

    @property
    def position(self) -> int:
        """Behind how many characters the caret stands."""
        before = self.toPlainText().encode("utf-16-le", "surrogatepass")[: 2 * self.textCursor().position()]
        return len(before.decode("utf-16-le", "replace"))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted, as plain text, if a message could be as long as that."""
        words = source.text()
        if len(words.encode(errors="replace")) + len(self.toPlainText().encode(errors="replace")) > BYTES_LIMIT:
            told = self.tr("A message has at most {limit} KiB; what you paste would make it longer.")
            self.refused.emit(told.format(limit=BYTES_LIMIT // 1024))
            return
        self.textCursor().insertText(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever does not write reads from the beginning; Qt would show where the caret is."""
        super().showEvent(event)
        if not self.hasFocus():
            self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(UNDO):
            self.undo_asked.emit()
        elif event.matches(REDO):
            self.redo_asked.emit()
        else:
            super().keyPressEvent(event)

    # what is wrong with it --------------------------------------------------------------------------------------------

    def show_waves(self, waves: Sequence[Wave]) -> None:
        """Underline these from now on."""
        self._waves = tuple(waves)
        self.setExtraSelections([self._wave(each) for each in waves])

    def _wave(self, wave: Wave) -> QTextEdit.ExtraSelection:
        mark, text = QTextEdit.ExtraSelection(), self.toPlainText()
        cursor, last = QTextCursor(self.document()), self.document().characterCount() - 1
        cursor.setPosition(min(units(text[: wave.start]), last))
        cursor.setPosition(min(units(text[: wave.end]), last), QTextCursor.MoveMode.KeepAnchor)
        mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)  # pyright: ignore[reportAttributeAccessIssue]
        mark.format.setUnderlineColor(colour(wave.tone))  # pyright: ignore[reportAttributeAccessIssue]
        mark.format.setBackground(colour(f"{wave.tone}soft"))  # pyright: ignore[reportAttributeAccessIssue]
        mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
        return mark

    def viewportEvent(self, event: QEvent) -> bool:
        """All that is done with the words: a key brings one such event, and ten of others."""
        if isinstance(event, QPaintEvent):
            return self._paint(event)
        if isinstance(event, QHelpEvent):
            self._tell_wave(event)
            return True
        return super().viewportEvent(event)

    def _tell_wave(self, event: QHelpEvent) -> None:
        """Above a wave the mouse is told what is wrong."""
        at, text = self.cursorForPosition(event.pos()).position(), self.toPlainText()
        said = next((w.words for w in self._waves if units(text[: w.start]) <= at <= units(text[: w.end])), "")
        QToolTip.showText(event.globalPos(), tip(said), self)

    def go_to(self, start: int, end: int) -> None:
        """Mark these characters, with the keyboard there."""
        text, cursor = self.toPlainText(), self.textCursor()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is put in when it goes out ----------------------------------------------------------------------------------

    def show_slots(self, words: Mapping[str, str]) -> None:
        """What stands in each slot, by its name, as it would go out now; one with the caret in it is as it is typed."""
        if words != self._slots.words:
            said = (f"{{{{ {name} }}}}: {each}" for name, each in words.items())
            self.setAccessibleDescription(", ".join(said))
            self._slots.show(words, self.toPlainText())
            self.viewport().update()

    # who else writes --------------------------------------------------------------------------------------------------

    def show_writers(self, writers: Sequence[Writer]) -> None:
        """Where others write; what is written around them meanwhile moves them."""
        self._writers = {each: self._writers.get(each) or self._cursor(each) for each in writers}
        self.viewport().update()

    def _cursor(self, writer: Writer) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(units(self.toPlainText()[: writer.at]), self.document().characterCount() - 1))
        return cursor

    def _paint(self, event: QPaintEvent) -> bool:
        """With its own ground: else all that lies below, up to the window, would be painted with every key."""
        ground = "pane" if self.isReadOnly() else "field"
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), colour(ground))
        is_painted = super().viewportEvent(event)
        self._slots.paint(event, ground)
        if self._hint and self.document().isEmpty():
            _paint_hint(self, self._hint)
        if self._writers:
            with QPainter(self.viewport()) as painter:
                painter.setFont(font(11, 600))
                for writer, cursor in self._writers.items():
                    self._paint_writer(painter, writer.name, self.cursorRect(cursor))
        return is_painted

    def _paint_writer(self, painter: QPainter, name: str, at: QRect) -> None:
        """A bar where somebody writes, and above it who."""
        painter.fillRect(QRect(at.left(), at.top(), CARET_PX, at.height()), colour("accent"))
        width_px = flag_px(painter, name)
        left = min(at.left(), self.viewport().width() - width_px)
        top = at.top() - FLAG_HIGH_PX if at.top() >= FLAG_HIGH_PX else at.bottom()
        paint_flag(painter, QRect(QPoint(left, top), QPoint(left + width_px, top + FLAG_HIGH_PX)), name, is_filled=True)


def _paint_hint(draft: QTextEdit, words: str) -> None:
    """Qt would paint no more of it than the empty document is high: one line and a half."""
    margin_px = round(draft.document().documentMargin())
    place = draft.viewport().rect().adjusted(margin_px, margin_px, -margin_px, -margin_px)
    with QPainter(draft.viewport()) as painter:
        painter.setFont(draft.font())
        painter.setPen(colour("text3"))
        painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words)
