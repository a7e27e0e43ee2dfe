"""The tour over the window: it goes with the window, is there again after a start, and ends when somebody leaves it."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.shell import Shell
from incident_desk.desktop.touring.card import RING_PX, Ring, TourCard
from incident_desk.desktop.touring.stops import Stop, stops
from incident_desk.desktop.window_state import WindowState

STEP = "tour/step"
MOSTLY = "tour/as"


class Touring(QObject):
    """One for the window. Everything works as ever meanwhile; the ring follows what it points at."""

    def __init__(self, shell: Shell, state: WindowState) -> None:
        super().__init__(shell)
        self._shell = shell
        self._state = state
        self._stops: tuple[Stop, ...] = ()
        self._at = 0
        self._before: QWidget | None = None
        self.card: TourCard | None = None
        self.ring: Ring | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._place)
        shell.take_tour.triggered.connect(lambda _=False: self.begin())

    def come_back(self) -> None:
        """Go on where somebody closed the window amid the tour."""
        step = self._state.text(STEP)
        if step.isdecimal():
            self.begin(int(step))

    def begin_as(self, mostly: str) -> None:
        """Show it to somebody who is mostly this."""
        self._state.keep(MOSTLY, mostly)
        self.begin()

    def begin(self, at: int = 0) -> None:
        """Show it from this step on."""
        self.end()
        self._stops = stops(self._state.text(MOSTLY))
        self._before = self._shell.focusWidget()
        self.ring, self.card = Ring(self._shell), TourCard(len(self._stops), self._shell)
        self.card.gone_on.connect(lambda: self._go(1))
        self.card.gone_back.connect(lambda: self._go(-1))
        self.card.left.connect(self.leave)
        self._shell.installEventFilter(self)
        self._shell.pages.currentChanged.connect(self._soon.start)
        self._show(min(at, len(self._stops) - 1))
        self.card.show()
        self.card.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """It does not come back by itself."""
        self._state.keep(STEP, "")
        self.end()

    def end(self) -> None:
        """Take it away; what had the keyboard before has it again."""
        if self.card is None or self.ring is None:
            return
        had_keyboard = self.card.isAncestorOf(self._shell.focusWidget() or self._shell)
        self._shell.removeEventFilter(self)
        self._shell.pages.currentChanged.disconnect(self._soon.start)
        for part in (self.card, self.ring):
            part.hide()
            part.deleteLater()
        self.card = self.ring = None
        if had_keyboard:
            before = self._before if self._before and shiboken6.isValid(self._before) else None
            (before or self._shell.pages).setFocus()

    def _go(self, by: int) -> None:
        at = self._at + by
        if at >= len(self._stops):
            self.leave()
        elif at >= 0:
            self._show(at)

    def _show(self, at: int) -> None:
        assert self.card is not None
        self._at = at
        self._state.keep(STEP, str(at))
        stop = self._stops[at]
        self.card.show_stop(at, stop.title, stop.words)
        self._place()

    def _place(self) -> None:
        if self.card is None or self.ring is None:
            return
        place = self._place_of(self._stops[self._at])
        self.ring.setVisible(not place.isEmpty())
        self.ring.setGeometry(place)
        self.card.put_beside(place, self._shell.size())
        for part in (self.ring, self.card):
            part.raise_()

    def _place_of(self, stop: Stop) -> QRect:
        """Around the first of its controls that is in sight, in the window."""
        for name in stop.places:
            found = [w for w in self._shell.findChildren(QWidget, name) if w.isVisible()]
            if found:
                at = found[0].mapTo(self._shell, QPoint(0, 0))
                around = QRect(at, found[0].size()).adjusted(-RING_PX, -RING_PX, RING_PX, RING_PX)
                return around.intersected(self._shell.rect())
        return QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._soon.start()
        return False
