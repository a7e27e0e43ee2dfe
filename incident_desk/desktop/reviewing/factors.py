"""The centre of the review: what was known then of what led to what, to be read and walked, and not drawn on."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from incident_desk.desktop.causes.canvas import CauseMapCanvas
from incident_desk.desktop.causes.walking import walk
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.desktop.words import counted

WALKS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


LARGEST_PX, NOTHING_PX = 16_777_215, 170
"""The first is Qt's own for no bound."""


class PastMap(CauseMapCanvas):
    """The cause map as it was: the arrow keys and the mouse go from box to box, and nothing else is done to it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = WALKS.get(Qt.Key(event.key()))
        if way is None or not self.shown.boxes:
            event.ignore()
        else:
            self.go_to(walk(self.here, way, self.placing, self.shown.arrows))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        box = self.box_at(event.position())
        if box is not None:
            self.go_to(box.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class Factors(Section):
    """The map with its head; where nothing was on it yet, that is said."""

    def __init__(self, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__("review_factors", _tr("Contributing factors"), parent)
        self._replayed = replayed
        self.map = PastMap("review_map", is_layered=True)
        self.empty = Empty("workflow", "", "")
        self.room = QScrollArea()
        self.room.setObjectName("review_map_scroll")
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidgetResizable(True)
        self.room.setWidget(self.map)
        self.body.addWidget(self.room, 1)
        self.body.addWidget(self.empty, 1)
        self.map.moved.connect(self._see)
        replayed.opened.connect(self._fit)
        replayed.looked_on.connect(self._show)

    def _fit(self) -> None:
        """Where no factor ever came to the record, what mattered gets the room."""
        has_map = self._replayed.has_map
        self.setMaximumHeight(LARGEST_PX if has_map else NOTHING_PX)
        if has_map:
            self.empty.say(
                _tr("No contributing factor was known yet"),
                _tr("They come up here at the moment at which they came to the record."),
            )
        else:
            self.empty.say(
                _tr("No contributing factor is on the record"),
                _tr("They come of investigations that were opened to all."),
            )

    def _show(self) -> None:
        shown = self._replayed.map
        self.map.show_map(shown)
        self.room.setVisible(bool(shown.boxes))
        self.empty.setVisible(not shown.boxes)
        self.note.setText(counted(shown.all, _tr("1 on the map"), _tr("{count} on the map")) if shown.all else "")

    def _see(self) -> None:
        if place := self.map.placing.places.get(self.map.here):
            x, y = place.middle
            self.room.ensureVisible(round(x), round(y), round(place.width / 2) + 8, 40)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
