"""The thin line above the room while a clock is wrong, or was: by how much, and what to do."""

import asyncio
import enum
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.theme import restyle
from incident_desk.desktop.words import counted
from incident_desk.domain.moments import MINUTE_US

if TYPE_CHECKING:
    from incident_desk.desk.sharing_state import Shared
    from incident_desk.store.restamping import PutRight

LOOK_EVERY_MS = 60_000


class Wrong(enum.StrEnum):
    """What there is to say, the most pressing first."""

    CLOCK = "clock"
    RECORD = "record"
    WAS = "was"


class ClockWords(msgspec.Struct, frozen=True):
    """One thing to say. Hidden by somebody, it stays hidden until it is another thing."""

    wrong: Wrong
    words: str
    about: int = 0


def clock_words(state: "Shared | None", ahead_us: int, done: "PutRight | None") -> ClockWords | None:
    """What is to be said now; None if every clock is right, and was.

    Args:
        ahead_us: how far the record is ahead of the clock that this desk goes by.
        done: what was stamped anew since the start.
    """
    if state is not None and state.is_connected and state.is_clock_wrong:
        return ClockWords(Wrong.CLOCK, _off(state.offset_us), 1 if state.offset_us > 0 else -1)
    if ahead_us and (state is None or not state.is_connected):
        return ClockWords(Wrong.RECORD, _ahead(ahead_us, is_shared=state is not None))
    if done is not None:
        return ClockWords(Wrong.WAS, stamped_anew_words(done), done.at_us)
    return None


def _off(offset_us: int) -> str:
    behind = _tr("This machine's clock is {span} behind the shared one.")
    ahead = _tr("This machine's clock is {span} ahead of the shared one.")
    said = (behind if offset_us > 0 else ahead).format(span=_span(abs(offset_us)))
    return f"{said} {_tr('Set it right; until then this desk goes by the shared clock.')}"


def _ahead(ahead_us: int, *, is_shared: bool) -> str:
    said = _tr("The newest entry is {span} in the future: this clock is behind now, or was ahead then.")
    rest = (
        _tr("At the next connection what nobody else has is stamped anew.")
        if is_shared
        else _tr("Look at the clock; once it is right, the stamps can be put right.")
    )
    return f"{said.format(span=_span(ahead_us))} {rest}"


def stamped_anew_words(done: "PutRight") -> str:
    """What was put right, as a sentence."""
    entries = counted(done.count, _tr("1 entry has"), _tr("{count} entries have"))
    said = _tr("{entries} the right time now, after a clock {span} ahead had stamped them: same words, same order.")
    return said.format(entries=entries, span=_span(done.ahead_us))


def _span(us: int) -> str:
    """To the nearest minute: a day less some milliseconds is a day."""
    return span_words(us + MINUTE_US // 2)


class ClockBar(QFrame):
    """Above the room, so that it covers nothing of it."""

    is_right = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clock_bar")
        self.setProperty("kind", "advice")
        self._picture = Picture(symbol="clock", ink="warn", side_px=16)
        self.told = Label("", 13, 400, "text", "clock_told", wraps=True)
        self.right = Button(self.tr("This clock is right now"), "check", "small", "clock_is_right")
        self.right.setToolTip(self.tr("Stamp anew what lies in the future and nobody else has"))
        self.hides = IconButton("x", self.tr("Hide this line"), "clock_hide")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self.told, 1)
        row.addWidget(self.right)
        row.addWidget(self.hides)
        self.right.clicked.connect(self.is_right)
        self.hides.clicked.connect(self.hidden)

    def say(self, said: ClockWords) -> None:
        """Show this, with the way that there is out of it."""
        was = said.wrong is Wrong.WAS
        self._picture.show_symbol("circle-check" if was else "clock", "ok" if was else "warn")
        self.setProperty("kind", "canvas" if was else "advice")
        restyle(self)
        self.told.setText(said.words)
        self.setAccessibleName(said.words)
        self.right.setVisible(said.wrong is Wrong.RECORD)


class ClockTold(QObject):
    """Looks whether there is something to say, and makes the line when there is first."""

    def __init__(self, bridge: Bridge, above: QVBoxLayout) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._above = above
        self._ahead_us = 0
        self._done: PutRight | None = None
        self._put_away: ClockWords | None = None
        self._was_connected = False
        self.bar: ClockBar | None = None
        """None until there was something to say."""
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        bridge.sharing.changed.connect(self._hear)
        bridge.truth.changed.connect(self.look)
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._bridge.sharing.changed.disconnect(self._hear)
        self._bridge.truth.changed.disconnect(self.look)

    def _hear(self) -> None:
        state = self._bridge.sharing.state
        is_connected = state is not None and state.is_connected
        if is_connected != self._was_connected:
            self._was_connected = is_connected
            self.look()
        self._show()

    def look(self) -> None:
        """Ask how far the record is ahead, and say it."""
        if self._bridge.desk is not None:
            self._bridge.soon(self._look(), _nobody)

    async def _look(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        self._ahead_us = await asyncio.wrap_future(desk.timekeeping.ahead_us())
        self._show()

    def _show(self) -> None:
        state = self._bridge.sharing.state
        if state is not None and state.put_right is not None:
            self._done = state.put_right
        said = clock_words(state, self._ahead_us, self._done)
        is_hidden = said is None or self._is_put_away(said)
        if said is not None and not is_hidden:
            self._made().say(said)
        if self.bar is not None:
            self.bar.setVisible(not is_hidden)

    def _is_put_away(self, said: ClockWords) -> bool:
        away = self._put_away
        return away is not None and (away.wrong, away.about) == (said.wrong, said.about)

    def _made(self) -> ClockBar:
        if self.bar is None:
            self.bar = ClockBar()
            self._above.addWidget(self.bar)
            self.bar.is_right.connect(lambda: self._bridge.soon(self._put_right()))
            self.bar.hidden.connect(self._put_it_away)
        return self.bar

    def _put_it_away(self) -> None:
        self._put_away = clock_words(self._bridge.sharing.state, self._ahead_us, self._done)
        self._show()

    async def _put_right(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        done = await asyncio.wrap_future(desk.timekeeping.put_right())
        self._done = done or self._done
        self._ahead_us = await asyncio.wrap_future(desk.timekeeping.ahead_us())
        self._show()


def _nobody(words: str) -> None:
    """The disk had a bad moment; it is looked again."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClockBar", text)
