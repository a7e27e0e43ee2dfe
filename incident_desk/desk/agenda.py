"""Every open incident folded at once, for what is due in all of them; only as much of each as that takes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.agenda import PARTS, Agenda, agenda
from incident_desk.domain.amendments import ABOUT_OTHERS
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT, IncidentId, PersonId
from incident_desk.domain.kinds import kinds_changing
from incident_desk.domain.organisation import KINDS

if TYPE_CHECKING:
    from incident_desk.desk.reading import ReadingDesk

TAKEN = frozenset((*kinds_changing(*PARTS), *ABOUT_OTHERS, ADOPTED))
"""Kinds that change what is due. Notes and what was found are most of an incident, and are left out."""


class OpenIncidents:
    """Belongs to one thread, that of the desk it reads with.

    What was recorded since is handed to `take`: an incident that was opened, reopened or let in is read when its first
    entry comes, one that is over is let go.
    """

    def __init__(self, desk: "ReadingDesk") -> None:
        self._desk = desk
        self._organisation = desk.organisation()
        opened = [board.incident for board in desk.headlines() if board.headline.is_open]
        self._folds = {incident: self._read(incident) for incident in opened}

    def take(self, entries: Iterable[Entry]) -> None:
        """Fold what was recorded; entries of kinds that change nothing here are passed over."""
        of: dict[IncidentId, list[Entry]] = {}
        for entry in entries:
            if entry.kind in KINDS:
                self._organisation.add([entry])
            if entry.kind in TAKEN and entry.incident != NO_INCIDENT:
                of.setdefault(entry.incident, []).append(entry)
        for incident, new in of.items():
            self._take(incident, new)

    def _take(self, incident: IncidentId, new: list[Entry]) -> None:
        fold = self._folds.get(incident)
        if fold is None:
            fold = self._read(incident)
        else:
            fold.add(new)
        if fold.board.headline.is_open and fold.board.headline.number:
            self._folds[incident] = fold
        else:
            self._folds.pop(incident, None)

    def _read(self, incident: IncidentId) -> Fold:
        return Fold(incident, (entry for entry in self._desk.entries(incident) if entry.kind in TAKEN))

    def agenda(self, viewer: PersonId | None, now_us: int) -> Agenda:
        """See domain.agenda."""
        return agenda((fold.board for fold in self._folds.values()), self._organisation, viewer, now_us)
