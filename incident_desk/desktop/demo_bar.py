"""The thin bar above the room while a demo plays: how far it is, and the keys to steer it."""

from typing import Protocol

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import whole
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label

LOOK_EVERY_MS = 200
HEIGHT_PX = 40
SPEEDS = (1.0, 10.0, 60.0, 300.0, 1800.0)


class Progress(msgspec.Struct, frozen=True):
    """How far a demo is: entries played of how many, and the moment it is at."""

    done: int
    total: int
    now_us: int


class Player(Protocol):
    """What the bar needs of whoever plays. Every call returns at once, and may come from the GUI thread."""

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
        self.told = Label("", 12, 400, "text2", "demo_told")
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
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(Chip(self.tr("Demo"), "play", "accent"))
        row.addWidget(self.turn)
        row.addWidget(self.skip)
        row.addWidget(self.speed)
        row.addWidget(self.bar, 1)
        row.addWidget(self.told)

    def _fill_speeds(self) -> None:
        speeds = sorted({*SPEEDS, self._player.speed})
        for speed in speeds:
            self.speed.addItem(self.tr("{times} times as fast").format(times=f"{speed:g}"), speed)
        self.speed.setCurrentIndex(speeds.index(self._player.speed))

    def look(self) -> None:
        """Show where the demo is now."""
        progress = self._player.progress()
        is_over = progress.done >= progress.total
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        moment = whole(progress.now_us, self._bridge.zone)
        self.told.setText(self.tr("The demo is over; the board is yours") if is_over else moment)
        for part in (self.turn, self.skip, self.speed):
            part.setEnabled(not is_over)
        self._show_turn()
        if is_over:
            self._timer.stop()

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
