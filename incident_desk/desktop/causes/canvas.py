"""The cause map painted: its boxes in their places, the arrows, and the one with the keyboard."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from incident_desk.desktop.causes.painting import high, paint_arrow, paint_box, rect_of
from incident_desk.desktop.causes.shown import BoxShown, MapShown
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour
from incident_desk.learning.cause_placing import Placing, layered, narrow


class CauseMapCanvas(QFrame):
    """`here` is the box with the keyboard, `start` the one from which an arrow is being drawn; empty for none.

    A frame, because a plain widget has no role that a screen reader could tell.
    """

    moved = Signal()

    def __init__(self, name: str, *, is_layered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_layered = is_layered
        self.shown = MapShown()
        self.placing = Placing({}, {}, 0, 0)
        self.here = ""
        self.start = ""
        self._drag: QPointF | None = None
        self._name()

    def show_map(self, shown: MapShown) -> None:
        """Show this from now on; the keyboard stays at its box if that is still there."""
        if shown == self.shown:
            return
        self.shown = shown
        keys = {box.key for box in shown.boxes}
        if self.here not in keys:
            self.here = shown.boxes[0].key if shown.boxes else ""
        if self.start not in keys:
            self.start = ""
        self._place()
        self._name()

    def _place(self) -> None:
        boxes = list(by_key := {str(box.key): box for box in self.shown.boxes})
        arrows = [(str(cause), str(effect)) for cause, effect in self.shown.arrows]
        parent = self.parentWidget()
        room = self.width() if parent is None or not self._is_layered else parent.width()

        def tall(box: str, width: float) -> float:
            return high(by_key[box], width)

        self.placing = (layered if self._is_layered else narrow)(boxes, arrows, room, tall)
        self.setMinimumSize(QSize(round(self.placing.width) if self._is_layered else 0, round(self.placing.height)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self.placing.width) if self._is_layered else 360, round(self.placing.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        places = self.placing.places
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for near in (False, True):
                for cause, effect in self.shown.arrows:
                    if (self.hasFocus() and self.here in (cause, effect)) is near:
                        bends = self.placing.bends.get((cause, effect), ())
                        paint_arrow(painter, places[cause], places[effect], bends, is_near=near)
            for box in self.shown.boxes:
                is_here = box.key == self.here and self.hasFocus()
                paint_box(painter, places[box.key], box, is_here=is_here, is_start=box.key == self.start)
            if self._drag is not None and self.start:
                painter.setPen(QPen(colour("accent"), 1.5, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(*places[self.start].middle), self._drag)

    def _name(self) -> None:
        """For who hears the window: the box with the keyboard, or that there is none."""
        box = self.shown.box(self.here)
        told = box.spoken if box else self.tr("nothing drawn yet")
        from_ = self.shown.box(self.start)
        linking = self.tr("linking from {words}, ").format(words=from_.words) if from_ else ""
        self.setAccessibleName(self.tr("Cause map: {told}").format(told=linking + told))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def go_to(self, key: str) -> None:
        """Put the keyboard at this box."""
        if self.shown.box(key) is not None:
            self.here = key
            self._name()
            self.update()
            self.moved.emit()

    def box_at(self, at: QPointF) -> BoxShown | None:
        """The box under a point."""
        return next((box for box in self.shown.boxes if rect_of(self.placing.places[box.key]).contains(at)), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            box = self.box_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(box.spoken) if box else "", self)
            return True
        return super().event(event)
