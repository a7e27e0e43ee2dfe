"""What one key takes back: it works wherever the keyboard is on the board, and is told where it is wanted most."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.line_actions import LineActions, short_words
from incident_desk.desktop.panels.writing import Writing
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.domain.corrections import Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.links import LinkAdded
from incident_desk.domain.splitting import IncidentSplit
from incident_desk.domain.standing_down import StoodDown

SPLIT: Final = kind_named(IncidentSplit)
LARGE: Final = frozenset(map(kind_named, (StoodDown, LinkAdded)))
"""They change so much at once that whoever did it by mistake must not search for the way back."""


class TakingBack(QObject):
    """Belongs to the panel of the timeline. `act` is for the board: it has a key."""

    def __init__(
        self, bridge: Bridge, answer: AnswerLine, actions: LineActions, writing: Writing, panel: QWidget
    ) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._answer = answer
        self._actions = actions
        self._observed: ObservedIncident | None = None
        self.act = QAction(self.tr("Take back my last line"), panel)
        self.act.setObjectName("take_back")
        self.act.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.act.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.act.triggered.connect(writing.undo)

    def observe(self, observed: ObservedIncident) -> None:
        """Tell it of this incident from now on."""
        if self._observed is not None:
            self._observed.added.disconnect(self._hear)
        self._observed = observed
        observed.added.connect(self._hear)

    def _hear(self, entries: Sequence[Entry]) -> None:
        """Of what whoever is at this desk just did, and nobody else."""
        mine = [each for each in entries if each.author == self._bridge.me]
        for entry in mine:
            if entry.kind == SPLIT:
                self._actions.tell([entry])
            elif entry.kind in LARGE:
                self._offer(entry)

    def _offer(self, entry: Entry) -> None:
        assert self._observed is not None
        line = self._observed.board.timeline.at.get(entry.id)
        if line is None:
            return
        incident = self._observed.incident
        told = self.tr("{line} · Ctrl+Z takes it back").replace("{line}", short_words(line))

        def take_back() -> None:
            self._bridge.do_soon(Retract(entry.id), incident, self._answer.say)

        self._answer.offer(told, "undo-2", "text2", self.tr("Take it back"), take_back)
