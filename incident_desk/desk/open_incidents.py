"""Every open incident folded at once, only as much of each as what is due, who is called in and who is needed take."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.agenda import PARTS, Agenda, agenda, may_see
from incident_desk.domain.amendments import ABOUT_OTHERS
from incident_desk.domain.board import Board
from incident_desk.domain.elsewhere import At, at_work
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId, PersonId
from incident_desk.domain.kinds import kinds_changing
from incident_desk.domain.message_list import Release, Stage
from incident_desk.domain.organisation import KINDS
from incident_desk.store.lacking import Acceptance

if TYPE_CHECKING:
    from incident_desk.desk.reading import ReadingDesk

TAKEN = frozenset((*kinds_changing(*PARTS, "calls", "impact", "places", "snoozes"), *ABOUT_OTHERS, ADOPTED))
"""Kinds that change what is due or known, who is called in or what was put off; notes, most of an incident, are left
out."""


def has_waiting(board: Board) -> bool:
    """Whether something was let go to others that has not gone out yet, or went out and was refused untold."""
    return any(
        variant.stage is Stage.RELEASED or (variant.way.is_unaccepted and variant.way.refused is None)
        for each in board.messages.all
        for variant in each.variants.values()
    )


class OpenIncidents:
    """Belongs to one thread, that of the desk it reads with; `following` gives it one of its own.

    What was recorded since is handed to `take`: an incident that was opened, reopened or let in is read when its first
    entry comes, one that is over is let go.
    """

    def __init__(self, desk: "ReadingDesk") -> None:
        self._desk = desk
        self.organisation = desk.organisation()
        opened = [board.incident for board in desk.headlines() if board.headline.is_open]
        self._folds = {incident: self._read(incident) for incident in opened}
        closed = {each: self._read(each) for each in desk.released.lately() if each not in self._folds}
        self._closed = {incident: fold for incident, fold in closed.items() if has_waiting(fold.board)}
        """Those that are over, and of which words still have to go out."""

    @property
    def boards(self) -> list[Board]:
        """Of the open incidents, with the parts that are folded here. They stay on this thread, as they go on."""
        return [fold.board for fold in self._folds.values()]

    @property
    def sending(self) -> list[Board]:
        """Those of which words may have to go out; that an incident is over is told as well."""
        return [fold.board for fold in (*self._folds.values(), *self._closed.values())]

    def take(self, entries: Iterable[Entry]) -> None:
        """Fold what was recorded; entries of kinds that change nothing here are passed over."""
        of: dict[IncidentId, list[Entry]] = {}
        about_all: list[Entry] = []
        for entry in entries:
            if entry.kind in KINDS:
                about_all.append(entry)
            if entry.kind in TAKEN and entry.incident != NO_INCIDENT:
                of.setdefault(entry.incident, []).append(entry)
        self._take_about_all(about_all)
        for incident, new in of.items():
            self._take(incident, new)

    def _take_about_all(self, entries: list[Entry]) -> None:
        if any(entry.id in self.organisation.entries for entry in entries):  # with other stamps, or emptied
            self.organisation = self._desk.organisation()
        else:
            self.organisation.add(entries)

    def _take(self, incident: IncidentId, new: list[Entry]) -> None:
        fold = self._folds.get(incident) or self._closed.pop(incident, None)
        if fold is None:
            fold = self._read(incident)
        else:
            fold.add(new)
        if fold.board.headline.is_open and fold.board.headline.number:
            self._folds[incident] = fold
        else:
            self._folds.pop(incident, None)
            if has_waiting(fold.board):
                self._closed[incident] = fold

    def acceptance(self, entry: EntryId) -> Acceptance:
        """What a shared database said to an entry."""
        return self._desk.released.acceptance(entry)

    def is_ours(self, release: Release) -> bool:
        """Whether somebody of this home let it go."""
        return self._desk.released.is_ours(release)

    def is_witnessed(self, message: EntryId, digest: str, release: Release) -> bool:
        """Whether a second person said yes to it where the shared database could not be asked."""
        return self._desk.released.is_witnessed(message, digest, release)

    def _read(self, incident: IncidentId) -> Fold:
        return Fold(incident, (entry for entry in self._desk.entries(incident) if entry.kind in TAKEN))

    def at_work(self, viewer: PersonId | None) -> tuple[At, ...]:
        """Who is at work in which of those that this person may know of."""
        people = self.organisation.people
        return tuple(at_work(board, people) for board in self.boards if may_see(board, viewer))

    def agenda(self, viewer: PersonId | None, now_us: int) -> Agenda:
        """See domain.agenda."""
        return agenda(self.boards, self.organisation, viewer, now_us)
