"""The field of the command line: its keys, its history, and what is pasted or dropped on it."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from incident_desk.desktop.bundles import bundles_in
from incident_desk.desktop.parts.given import given_in
from incident_desk.desktop.parts.typed_before import TypedBefore

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CommandEdit(QLineEdit):
    """Tells what is wanted; it knows no command.

    While `is_guided`, something is offered over it: Up and Down (`stepped`), Tab (`accepted`) and Esc (`dismissed`)
    are for that. Enter is `entered`, always. Words that no key typed are `replaced` instead of `textEdited`.
    """

    entered = Signal()
    stepped = Signal(int)
    accepted = Signal()
    dismissed = Signal()
    undo_asked = Signal()
    restore_asked = Signal()
    given = Signal(object)
    replaced = Signal()
    went = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_guided = False
        self.before = TypedBefore()
        self.setAcceptDrops(True)

    def put(self, text: str) -> None:
        """Another text: the caret at its end. What was typed before is not undone to."""
        self.setText(text)
        self.setCursorPosition(len(text))
        self.replaced.emit()

    def insert_words(self, text: str) -> None:
        """These words where the caret is, as if somebody had typed them; Ctrl+Z takes them out again."""
        self.insert(text)
        self.replaced.emit()

    # keys -------------------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab takes what is offered; with nothing offered it goes on to the next control."""
        if self.is_guided and next:
            self.accepted.emit()
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTERS:
            self.entered.emit()
        elif key in STEPS:
            self._step(STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif not self._edits(event):
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if self.is_guided:
            self.stepped.emit(by)
            return
        text = self.before.older(self.text()) if by < 0 else self.before.newer()
        if text is not None:
            self.put(text)

    def _edits(self, event: QKeyEvent) -> bool:
        """Pasting; and undoing where the field has nothing left to undo. Returns: whether the key meant that."""
        keys = QKeySequence.StandardKey
        if event.matches(keys.Paste):
            self.paste_from(QClipboard.Mode.Clipboard)
        elif event.matches(keys.Undo) and not self.text() and not self.isUndoAvailable():
            self.undo_asked.emit()
        elif event.matches(keys.Redo) and not self.text() and not self.isRedoAvailable():
            self.restore_asked.emit()
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.went.emit()

    # what is given in one piece ---------------------------------------------------------------------------------------

    def paste_from(self, mode: QClipboard.Mode) -> None:
        """Take what lies on the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData(mode))

    def _take(self, data: QMimeData) -> None:
        found = given_in(data)
        if found is not None and not self.isReadOnly():
            self.given.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The field's own menu, whose Paste takes files and pictures, too."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                self._paste_here(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _paste_here(self, action: QAction) -> None:
        action.triggered.disconnect()
        action.setEnabled(not self.isReadOnly())
        action.triggered.connect(lambda: self.paste_from(QClipboard.Mode.Clipboard))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes what is selected elsewhere, where the system has that."""
        if event.button() == Qt.MouseButton.MiddleButton and QGuiApplication.clipboard().supportsSelection():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.paste_from(QClipboard.Mode.Selection)
        else:
            super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A bundle is for the window around it."""
        if given_in(event.mimeData()) is not None and not bundles_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take(event.mimeData())
