"""The thin bar above the room while a demo plays: how far it is, and the keys to steer it."""

from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import whole
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.ticking import tick
from incident_desk.learning.demo_clock import AS_FAST_AS_IT_GOES
from incident_desk.learning.playing import Progress

LOOK_EVERY_MS = 200
HEIGHT_PX = 40
SPEEDS = (1.0, 10.0, 60.0, 300.0, 1800.0)


class Player(Protocol):
    """What the bar needs of whoever plays. Every call returns at once, and may come from the GUI thread."""

    @property
    def story(self) -> str: ...
    @property
    def speed(self) -> float: ...
    @property
    def is_paused(self) -> bool: ...
    def progress(self) -> Progress: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def skip(self) -> None: ...
    def set_speed(self, speed: float) -> None: ...
    def close(self) -> None: ...


class DemoBar(QFrame):
    """Play and pause, faster and slower, on to the next event. The board below works as ever meanwhile."""

    def __init__(self, player: Player, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._bridge = bridge
        self.setObjectName("demo_bar")
        self.setProperty("kind", "canvas")
        self.setFixedHeight(HEIGHT_PX)
        self.turn = IconButton("pause", self.tr("Pause"), "demo_turn")
        self.skip = Button(self.tr("Next event"), "skip-forward", "ghost", "demo_skip")
        self.speed = Choice()
        self.speed.setObjectName("demo_speed")
        self.speed.setAccessibleName(self.tr("How many times faster"))
        self.bar = QProgressBar()
        self.bar.setObjectName("demo_progress")
        self.bar.setAccessibleName(self.tr("How far the demo is"))
        self.bar.setTextVisible(False)
        self.told = Elided("", 12, 400, "text2")
        self.told.setObjectName("demo_told")
        self.told.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self._lay_out()
        self._fill_speeds()
        self.turn.clicked.connect(self._turn)
        self.skip.clicked.connect(player.skip)
        self.speed.currentIndexChanged.connect(self._set_speed)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self._sign())
        row.addWidget(self.turn)
        row.addWidget(self.skip)
        row.addWidget(self.speed)
        row.addWidget(self.bar, 1)
        row.addWidget(self.told, 1)

    def _sign(self) -> Chip:
        sign = Chip(self.tr("Demo"), "play", "accent")
        sign.setObjectName("demo_sign")
        sign.setToolTip(tip(self._player.story))
        sign.setAccessibleDescription(self._player.story)
        return sign

    def _fill_speeds(self) -> None:
        speeds = sorted({*SPEEDS, self._player.speed})
        for speed in speeds:
            words = self.tr("As fast as it goes") if speed == AS_FAST_AS_IT_GOES else self._times(speed)
            self.speed.addItem(words, speed)
        self.speed.setCurrentIndex(speeds.index(self._player.speed))

    def _times(self, speed: float) -> str:
        return self.tr("{times} times as fast").format(times=f"{speed:g}")

    def look(self) -> None:
        """Show where the demo is now, and let every clock of the window follow."""
        tick().tell()
        progress = self._player.progress()
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.bar.setToolTip(tip(self._detail(progress)))
        self.told.setText(self._words(progress))
        self.told.set_tone("bad" if progress.trouble else "text2")
        for part in (self.turn, self.skip, self.speed):
            part.setEnabled(not progress.is_over)
        self._show_turn()
        if progress.is_over:
            self._timer.stop()

    def _words(self, progress: Progress) -> str:
        if progress.is_over:
            return self.tr("The demo is over; the board is yours")
        return progress.trouble or whole(progress.now_us, self._bridge.zone)

    def _detail(self, progress: Progress) -> str:
        played = self.tr("{done} of {total} steps").format(done=progress.done, total=progress.total)
        if not progress.passed_over:
            return played
        passed = self.tr("passed over, because they were done already: {count}").format(count=progress.passed_over)
        return f"{played}; {passed}"

    def _turn(self) -> None:
        if self._player.is_paused:
            self._player.resume()
        else:
            self._player.pause()
        self._show_turn()

    def _show_turn(self) -> None:
        words = self.tr("Go on") if self._player.is_paused else self.tr("Pause")
        if self.turn.accessibleName() != words or not self.turn.property("symbol"):
            self.turn.set_symbol("play" if self._player.is_paused else "pause")
            self.turn.setAccessibleName(words)
            self.turn.setToolTip(words)

    def _set_speed(self) -> None:
        self._player.set_speed(float(self.speed.currentData()))
