"""The entries that no other desk can read yet, as entries."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_looks import LOOKS
from incident_desk.desktop.models.line_rows import line_words
from incident_desk.desktop.moments import clock, clock_near, span_words
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line as Rule
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.silent_words import silent_words
from incident_desk.desktop.words import counted
from incident_desk.domain.entry import Entry
from incident_desk.domain.lines import Line

MOST = 16
"""More are only counted."""
HEIGHT_PX = 26
WORDS = 160


class SharedWaiting:
    """A column: one row an entry, the newest first."""

    def __init__(self, bridge: Bridge, column: QVBoxLayout, note: QLabel) -> None:
        self._bridge = bridge
        self._column = column
        self._note = note
        self._rows = QWidget()
        column.addWidget(self._rows)
        self.later = Later()
        column.addWidget(self.later)

    async def show(self) -> None:
        """Read what waits now, and show it."""
        state = self._bridge.sharing.state
        self.show_age()
        self.later.show_state(waiting=state.waiting if state else 0, is_connected=self._bridge.sharing.is_connected)
        if state is None:
            self._put([Label(_tr("Nothing waits: this record is shared with nobody."), 12, 400, "text2", wraps=True)])
            return
        waiting = await self._bridge.read(lambda desk: desk.not_shared(MOST))
        # a version of the plan brings sixteen rules, which all read the same
        alike = [list(group) for _, group in groupby(waiting, self._words)]
        self._put(
            [
                *(self._row(group[0], len(group)) for group in alike),
                *self._rest(state.waiting - len(waiting), state.waiting_since_us, waiting),
            ]
        )

    def show_age(self) -> None:
        """How many wait, and for how long by now."""
        state = self._bridge.sharing.state
        if state is None or not state.waiting or state.waiting_since_us is None:
            self._note.setText("")
            return
        span = span_words(self._bridge.now_us() - state.waiting_since_us)
        self._note.setText(_tr("{count}, oldest {span}").format(count=state.waiting, span=span))

    def _rest(self, more: int, oldest_us: int | None, shown: Sequence[Entry]) -> list[QWidget]:
        if not shown:
            return [
                Label(_tr("Nothing waits: others can read all that was written here."), 12, 400, "text2", wraps=True)
            ]
        if more <= 0 or oldest_us is None:
            return []
        since = clock_near(oldest_us, self._bridge.now_us(), self._bridge.zone)
        return [Label(_tr("{count} more, oldest {clock}").format(count=more, clock=since), 12, 400, "text3")]

    def _row(self, entry: Entry, count: int) -> QWidget:
        line = Line(entry, entry.occurred_us)
        look = LOOKS[line.sort]
        words = self._words(entry)
        row, parts = _a_row()
        parts.addWidget(Label(clock(entry.occurred_us, self._bridge.zone), 12, 400, "text3"))
        parts.addWidget(Picture(symbol=look.symbol, ink=look.tone, side_px=14))
        parts.addWidget(Elided(words if count == 1 else f"{words} × {count}", 13), 1)
        glyph = TruthGlyph.SHARING if self._bridge.sharing.is_connected else TruthGlyph.WAITING
        parts.addWidget(Picture(symbol=glyph.symbol, ink=glyph.tone, side_px=14))
        return row

    def _words(self, entry: Entry) -> str:
        words = line_words(Line(entry, entry.occurred_us), self._bridge.zone)
        return " ".join(words[:WORDS].split()) or silent_words(entry.kind)

    def _put(self, rows: Sequence[QWidget]) -> None:
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in rows:
            column.addWidget(row)
        self._column.replaceWidget(before, self._rows)
        before.deleteLater()


class Later(QWidget):
    """What will happen to what waits, once the network is back. Shown while it is away."""

    def __init__(self) -> None:
        super().__init__()
        self._told = Label("", 12, 400, "text2", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addWidget(Rule())
        column.addWidget(Label(_tr("When it comes back"), 13, 600))
        column.addWidget(self._told)
        self.hide()

    def show_state(self, *, waiting: int, is_connected: bool) -> None:
        """Say it, if there is something to say."""
        first = counted(waiting, _tr("The entry goes out"), _tr("{count} entries go out, the oldest first"))
        self._told.setText(
            _tr("{first}; then what the others wrote comes in. Nothing is sent twice.").format(first=first)
        )
        self.setVisible(bool(waiting) and not is_connected)


def _a_row() -> tuple[QWidget, QHBoxLayout]:
    row = QWidget()
    parts = QHBoxLayout(row)
    parts.setContentsMargins(0, 0, 0, 0)
    parts.setSpacing(8)
    row.setFixedHeight(HEIGHT_PX)
    return row, parts


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharedWaiting", text)
