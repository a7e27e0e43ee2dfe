"""The title in the header: read as a line that gives way, set anew in place."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QVBoxLayout, QWidget

from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import colour, font, paint_icon, restyle
from incident_desk.domain.incident import TITLE_LIMIT

HEIGHT_PX = 30
PENCIL_PX = 16
LEAST_PX = 120


class TitleField(QWidget):
    """A press or F2 opens it for editing, Enter asks for the new title, Esc leaves it as it was.

    Whoever hears `asked` answers with `show_title` or `refuse`; until then the words stay in the field.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = _TitleButton(self)
        self.button.setObjectName("title_button")
        self.editor = _Editor(self)
        self.editor.setObjectName("title_editor")
        self.editor.setAccessibleName(self.tr("Title of the incident"))
        self.editor.setFont(font(15, 600))
        self.editor.setMaxLength(2 * TITLE_LIMIT)  # a paste that is too long is refused in words, not cut
        self.fault = MessageLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.button, self.editor, self.fault):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.editor.hide()
        self.button.clicked.connect(self.edit)
        self.editor.returnPressed.connect(self._ask)
        self.editor.left.connect(self.close_editor)

    @property
    def is_editing(self) -> bool:
        """Whether somebody is at it; a title that arrives meanwhile does not take the words away."""
        return not self.editor.isHidden()

    def show_title(self, title: str) -> None:
        """Show this title."""
        self.button.show_title(title)

    def edit(self) -> None:
        """Open it for editing, all of it chosen."""
        self.editor.setText(self.button.text())
        self.button.hide()
        self.editor.show()
        self.editor.selectAll()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """Say why not. The words stay where they are."""
        self._show_fault(words)

    def close_editor(self) -> None:
        """Back to reading."""
        had_keys = self.editor.hasFocus()
        self._show_fault("")
        self.editor.hide()
        self.button.show()
        if had_keys:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._show_fault("")
        if self.editor.text() == self.button.text():
            self.close_editor()
        else:
            self.asked.emit(self.editor.text())

    def _show_fault(self, words: str) -> None:
        self.fault.say(words)
        self.editor.setProperty("fault", bool(words))
        restyle(self.editor)


class _Editor(QLineEdit):
    """Esc leaves it, and so does going elsewhere with nothing changed."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.isModified() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class _TitleButton(ReturnPresses):
    """The title as a line; a pencil shows that it can be set."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(font(20, 600))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(self.tr("Press to set the title"))

    def show_title(self, title: str) -> None:
        self.setText(title)
        self.setAccessibleName(title or self.tr("No title"))
        set_tip(self, "\n".join((title, self.tr("Press or F2 to set the title"))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + PENCIL_PX + 12, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        is_loud = self.hasFocus() or self.underMouse()
        room = QRect(2, 0, self.width() - 4 - (PENCIL_PX + 8 if is_loud else 0), self.height())
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        width = metrics.horizontalAdvance(shown)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour("text"))
            align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self._placed(room), align, shown)
            if is_loud:
                at = QRect(room.left() + width + 8, (self.height() - PENCIL_PX) // 2, PENCIL_PX, PENCIL_PX)
                paint_icon(painter, self._placed(at), "pencil-line", "text2")
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                end = min(self.width(), width + PENCIL_PX + 16)
                painter.drawRoundedRect(
                    QRectF(self._placed(QRect(0, 0, end, self.height()))).adjusted(1, 1, -1, -1), 4, 4
                )

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
