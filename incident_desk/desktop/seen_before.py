"""What was like this before: at most five, with why, what worked then, and in red what is overdue of it since."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.seen_row import SeenRow, SeenShown
from incident_desk.desktop.remembering import Seen, Wanted
from incident_desk.desktop.tab_order import TabPlace

if TYPE_CHECKING:
    from incident_desk.domain.similar import Similar

MOST: Final = 5
PAUSE_MS: Final = 120
"""It is looked once the fingers rest so long."""
LEAST: Final = 0.12
"""Whoever types is shown nothing that has less of their words than this,"""
BESIDE: Final = 0.3
"""nor what is so much less like it than the first."""
WORDS: Final = 4
"""So many of the words in common fit into a line."""


class SeenBefore(QWidget):
    """A press on a row asks for that incident: `incident_asked` carries its id. `turned` tells of another height."""

    incident_asked = Signal(str)
    turned = Signal()

    def __init__(self, bridge: Bridge, most: int = MOST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seen_before")
        self.setAccessibleName(_tr("Seen before"))
        self._bridge = bridge
        self._most = most
        self._wanted = Wanted()
        self._asked = 0
        self.rows: list[SeenRow] = []
        self.among = Label("", 12, 400, "text2", "seen_among")
        self.told = Label("", 13, 400, "text2", "seen_told", wraps=True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        head = QHBoxLayout()
        head.addWidget(Label(_tr("Seen before"), 13, 600))
        head.addStretch(1)
        head.addWidget(self.among)
        self._place = TabPlace(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self.told)
        column.addStretch(1)
        self.show_seen(Seen())

    def look_for(self, wanted: Wanted) -> None:
        """Show what was like this, once the fingers rest."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._pause.start()

    def _look(self) -> None:
        self._asked += 1
        self._bridge.soon(self._seen(self._wanted, self._asked))

    async def _seen(self, wanted: Wanted, asked: int) -> None:
        seen = await self._bridge.remembering.like(wanted, self._most)
        if asked == self._asked and wanted == self._wanted:  # else more was typed meanwhile
            self.show_seen(worth_showing(seen, LEAST if wanted.incident is None else 0.0))

    def show_seen(self, seen: Seen) -> None:
        """Say this from now on. A row that says the same as before stays as it is, and so does the keyboard on it."""
        for row in self.rows[len(seen.found) :]:
            row.hide()
            row.deleteLater()
        del self.rows[len(seen.found) :]
        while len(self.rows) < len(seen.found):
            self._add_row()
        for row, similar in zip(self.rows, seen.found, strict=True):
            row.setProperty("incident", similar.past.incident)
            row.show_past(shown(similar, self._bridge.now_us()))
        counted = words.counted(seen.among, _tr("of 1 incident"), _tr("of {count} incidents"))
        self.among.setText(counted if seen.among else "")
        self.told.setText(self._teaching(seen))
        self.told.setVisible(not seen.found)
        self.turned.emit()

    def _add_row(self) -> None:
        row = SeenRow()
        row.setObjectName(f"seen_{len(self.rows) + 1}")
        row.clicked.connect(lambda: self.incident_asked.emit(row.property("incident")))
        self._list.addWidget(row)
        self.rows.append(row)
        self._place.put(self.rows)

    def _teaching(self, seen: Seen) -> str:
        """What to do where there is nothing to show."""
        is_asked = bool(self._wanted.words.strip() or self._wanted.services or self._wanted.incident)
        if not is_asked:
            return _tr("Say what is wrong: what was like it comes up here, with what worked then.")
        if not seen.among:
            return _tr("No past incident is on this desk yet. Reports of earlier ones are imported on the calm board.")
        return _tr("Nothing like it. Say what fails and where, as you would tell a colleague.")


def worth_showing(seen: Seen, least: float) -> Seen:
    """Without what shares a stray word: a list that is always full is read by nobody."""
    first = seen.found[0].score if seen.found else 0.0
    return msgspec.structs.replace(
        seen, found=tuple(each for each in seen.found if each.score >= max(least, BESIDE * first) or each.services)
    )


def shown(similar: "Similar", now_us: int) -> SeenShown:
    """A past incident as its row says it."""
    past = similar.past
    late = [left.text for left in past.left if left.due_us is not None and left.due_us < now_us]
    return SeenShown(
        past.title,
        past.number,
        _tr("open now") if past.is_open else _tr("{share} %").format(share=round(100 * similar.score)),
        _why(similar),
        _first(past.worked),
        _first(past.lessons),
        _tr("Overdue since: {what}").format(what="; ".join(late)) if late else "",
        past.severity,
    )


def _why(similar: "Similar") -> str:
    if similar.services:
        return _tr("Same service: {names}").format(names=", ".join(similar.services))
    if similar.factors:
        return _tr("Same factor: {names}").format(names=", ".join(similar.factors))
    return _tr("Same words: {names}").format(names=", ".join(similar.words[:WORDS]))


def _first(said: Sequence[str]) -> str:
    return " ".join(next(iter(said), "").split())


def _tr(text: str) -> str:
    return QCoreApplication.translate("SeenBefore", text)
