"""Takes the files and pictures that are dropped on controls or pasted into them; words go the way of each control."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from incident_desk.desktop.parts.given import Given, file_in


class FileDrop(QObject):
    """`given` carries what was given. While it is not `is_open` nothing is taken, and nothing is lost either."""

    given = Signal(object)

    def __init__(self, *controls: QWidget) -> None:
        super().__init__(controls[0])
        self.is_open = True
        for control in controls:
            control.setAcceptDrops(True)
            control.installEventFilter(self)
            if isinstance(control, QAbstractScrollArea):  # what is dropped there meets its viewport first
                control.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress and event.matches(QKeySequence.StandardKey.Paste):
                return self._take(file_on_clipboard())
            case QDragMoveEvent() if self.is_open and file_in(event.mimeData()) is not None:  # entering is one, too
                event.acceptProposedAction()
                return True
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                if self._take(file_in(event.mimeData())):
                    event.acceptProposedAction()
                    return True
            case _:
                pass
        return super().eventFilter(watched, event)

    def _take(self, given: Given | None) -> bool:
        if given is None or not self.is_open:
            return False
        self.given.emit(given)
        return True


def file_on_clipboard() -> Given | None:
    """Files or a picture that lie there."""
    return file_in(QGuiApplication.clipboard().mimeData())
