"""One tick a second for everything that shows a running clock, and only while somebody can see it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.at_keys import at_keys

SECOND_MS = 1000


class Tick(QObject):
    """Calls back once a second those whose widget is visible. Stands still when nobody looks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self._tell_in_turn)
        self._followers: list[_Follower] = []

    def follow(self, widget: QWidget, call: Callable[[], None]) -> None:
        """Call `call` every second while `widget` is visible, and at once when it comes into sight."""
        follower = _Follower(widget, call)
        follower.seen.connect(self._wake)
        self._followers.append(follower)
        widget.destroyed.connect(lambda: self._forget(follower))
        if widget.isVisible():
            self._wake()

    @property
    def is_running(self) -> bool:
        """Whether anybody looks."""
        return self._timer.isActive()

    def _wake(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _forget(self, follower: "_Follower") -> None:
        self._followers.remove(follower)

    def _tell_in_turn(self) -> None:
        at_keys().in_turn(self.tell)

    def tell(self) -> None:
        """Call back now: the second is over, or the clock of a demo was put elsewhere."""
        looking = [f for f in self._followers if f.is_looking]
        if not looking:
            self._timer.stop()
        for follower in looking:
            follower.call()


class _Follower(QObject):
    """Watches one widget come into sight."""

    seen = Signal()

    def __init__(self, widget: QWidget, call: Callable[[], None]) -> None:
        super().__init__(widget)
        self.call = call
        self._widget = widget
        widget.installEventFilter(self)

    @property
    def is_looking(self) -> bool:
        return self._widget.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.call()
            self.seen.emit()
        return False


def tick() -> Tick:
    """The tick of this application."""
    app = QCoreApplication.instance()
    assert app is not None
    found = app.findChild(Tick)
    return found if isinstance(found, Tick) else Tick(app)
