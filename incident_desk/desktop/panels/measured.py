"""How long it took so far. Every measure names both of its clock ends."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import span, span_words
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.ticking import tick
from incident_desk.domain.board import Board
from incident_desk.domain.measuring import Clocked, clocked

ROW_PX = 24
NAME_PX = 80


class MeasuresPanel(Observing, Section):
    """What is not over yet runs on."""

    HEARD = ("state.", "impact.", "entry.", "gov.", "incident.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("measures_panel", _tr("How long it takes"), parent)
        self._bridge = bridge
        self.values: dict[str, Label] = {}
        for name, words, ends in (
            ("detect", _tr("To detect"), _tr("impact started → detected")),
            ("declare", _tr("To declare"), _tr("detected → declared")),
            ("mitigate", _tr("To mitigate"), _tr("detected → mitigated")),
            ("resolve", _tr("To resolve"), _tr("detected → resolved")),
        ):
            self._add(name, words, ends)
        tick().follow(self, self._show)

    def _add(self, name: str, words: str, ends: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        called = Label(words, 13)
        called.setMinimumWidth(NAME_PX)
        self.values[name] = value = Label("", 13, 600, name=f"measure_{name}")
        row.addWidget(called)
        row.addWidget(Elided(ends, 12, 400, "text3"), 1)
        row.addWidget(value)
        holder = QWidget()
        holder.setFixedHeight(ROW_PX)
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)

    def _show(self) -> None:
        if self._observed is None:
            return
        board = self._observed.board
        self._say("detect", clocked(board, Clocked.DETECT))
        self._say("declare", clocked(board, Clocked.DECLARE))
        self._say("mitigate", clocked(board, Clocked.MITIGATE), self._running_us(board))
        self._say("resolve", clocked(board, Clocked.RESOLVE), self._running_us(board))

    def _running_us(self, board: Board) -> int | None:
        """How long an open incident has run."""
        since_us = board.headline.since_us
        return self._bridge.now_us() - since_us if board.headline.is_open and since_us is not None else None

    def _say(self, name: str, took_us: int | None, running_us: int | None = None) -> None:
        value = self.values[name]
        shown = span_words(took_us) if took_us is not None else "–" if running_us is None else span(running_us)
        if shown != value.text():
            value.setText(shown)
        value.set_tone("text" if took_us is not None else "text3" if running_us is None else "text2")


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeasuresPanel", text)
