"""The cause map under the keyboard and the mouse: walked with the arrow keys, drawn with Enter, L and Delete."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.causes.canvas import CauseMapCanvas
from incident_desk.desktop.causes.painting import rect_of
from incident_desk.desktop.causes.walking import walk

Key = Qt.Key
ENTERS: Final = (Key.Key_Return, Key.Key_Enter)
WALKS: Final = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}


class CauseMapView(CauseMapCanvas):
    """Says what is asked for and draws nothing by itself: the map changes when the record does.

    `effect_asked` carries the box it comes of, empty for none, and whether it is what was felt outside. `told` says
    what the keys are about to do; `menu_asked` where a menu of the box with the keyboard is to open.
    """

    effect_asked = Signal(str, bool)
    link_asked = Signal(str, str)
    unlink_asked = Signal(str, str)
    delete_asked = Signal(str)
    undo_asked = Signal()
    menu_asked = Signal(object)
    told = Signal(str)

    def __init__(self, name: str, *, is_layered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, is_layered=is_layered, parent=parent)
        self._pressed_at: QPointF | None = None

    # keys -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Key.Key_Z:
            self.undo_asked.emit()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in WALKS:
            self.go_to(walk(self.here, WALKS[key], self.placing, self.shown.arrows))
        elif not self._act(key):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key) -> bool:
        """What a key does to the map. Returns: whether it is one of its keys."""
        if key in ENTERS or key == Key.Key_H:
            self.effect_asked.emit(self.here, key == Key.Key_H)
        elif key == Key.Key_L and self.here:
            self._link()
        elif key in (Key.Key_Delete, Key.Key_Backspace) and self.here:
            self._delete()
        elif key == Key.Key_Menu and self.here:
            self.menu_asked.emit(self.below())
        elif key == Key.Key_Escape and self.start:
            self.begin_link("")
        else:
            return False
        return True

    def begin_link(self, key: str) -> None:
        """From this box an arrow is drawn to the next that L is pressed at; empty: from none."""
        self.start = key
        box = self.shown.box(key)
        words = self.tr("From “{words}”: walk on, L links, Delete unlinks, Esc ends")
        self.told.emit(words.format(words=box.words) if box else "")
        self._name()
        self.update()

    def _link(self) -> None:
        if self.start and self.start != self.here:
            start = self.start
            self.begin_link("")
            self.link_asked.emit(start, self.here)
        else:
            self.begin_link("" if self.start else self.here)

    def _delete(self) -> None:
        if self.start and self.start != self.here:
            start = self.start
            self.begin_link("")
            self.unlink_asked.emit(start, self.here)
        else:
            self.delete_asked.emit(self.here)

    def below(self) -> QPoint:
        """Where a menu of the box with the keyboard opens, on the screen."""
        place = self.placing.places[self.here]
        return self.mapToGlobal(rect_of(place).bottomLeft().toPoint())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # mouse ------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        box = self.box_at(event.position())
        if box is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self.start:
            self.go_to(box.key)
            self._link()
            return
        self.go_to(box.key)
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        far = (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._drag:
            self.begin_link(self.here)
        if far or self._drag is not None:
            self._drag = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._pressed_at = self._drag is not None, None
        self._drag = None
        if not was_dragged:
            return
        start, box = self.start, self.box_at(event.position())
        self.begin_link("")
        if box is not None and box.key != start:
            self.link_asked.emit(start, str(box.key))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        box = self.box_at(event.position())
        self.effect_asked.emit(str(box.key) if box else "", False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if (box := self.box_at(QPointF(event.pos()))) is not None:
            self.go_to(box.key)
            self.menu_asked.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_ours = self.start and event.key() == Key.Key_Escape
            if is_ours:  # else it leads out of the room
                event.accept()
                return True
        return super().event(event)
