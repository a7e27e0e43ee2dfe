"""The incidents that somebody wrote in last, added up for the rules of commands."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId

KEPT: Final = 32
HEARD_MOST: Final = 500
"""So many entries of others wait at most until they are added up."""


class Folds:
    """What others wrote is added up when somebody asks: all desks hear it at once, and nobody waits for the sum."""

    def __init__(self) -> None:
        self._folds: OrderedDict[IncidentId, Fold] = OrderedDict()
        self._heard: dict[IncidentId, list[Entry]] = {}

    def get(self, incident: IncidentId) -> Fold | None:
        """As it is now, if it is kept here."""
        fold = self._folds.get(incident)
        if fold is not None:
            self._folds.move_to_end(incident)
            if heard := self._heard.pop(incident, None):
                fold.add(heard)
        return fold

    def keep(self, fold: Fold) -> Fold:
        """Keep a new one, and let go the one that was asked for longest ago."""
        self._folds[fold.board.incident] = fold
        if len(self._folds) > KEPT:
            gone, _ = self._folds.popitem(last=False)
            self._heard.pop(gone, None)
        return fold

    def hear(self, entries: Sequence[Entry]) -> None:
        """Entries of other desks, of any incidents."""
        for incident in {entry.incident for entry in entries} & self._folds.keys():
            heard = self._heard.setdefault(incident, [])
            heard += [entry for entry in entries if entry.incident == incident]
            if len(heard) > HEARD_MOST:
                self.get(incident)
