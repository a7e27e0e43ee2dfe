"""What happens on the desk thread: the only place that writes the record."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from incident_desk.desk.clock import Clock
from incident_desk.desk.folds import Folds
from incident_desk.desk.identities import Identities, login_name
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.sealing import Chains, new_id
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Context, Fields, command_for, run
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import (
    ALERTS,
    CUSTOMER_REPORTS,
    NO_INCIDENT,
    PAGE_SUBSCRIBERS,
    WATCHED,
    DeskNumber,
    EntryId,
    IncidentId,
    PersonId,
    incident_number,
)
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.organisation import KINDS, OPENED, Organisation
from incident_desk.domain.people import Name, checked_name
from incident_desk.domain.searching import searchable
from incident_desk.domain.timeline import Attach
from incident_desk.store import attachments, stretches
from incident_desk.store.home import Home
from incident_desk.store.replica import Replica

log = logging.getLogger(__name__)
P = TypeVar("P")
ERASED = kind_named(Erased)
NO_INCIDENTS: Final = (NO_INCIDENT, CUSTOMER_REPORTS, PAGE_SUBSCRIBERS, WATCHED, ALERTS)
"""What is written down about no incident, and folded like one."""
FROM_OTHERS: Final = "from other desks"
"""The origin of what came from the shared database."""


class Recorded(msgspec.Struct, frozen=True):
    """What was just committed, and what its writer gave as `origin` to know it again."""

    entries: tuple[Entry, ...]
    origin: object


class Writer:
    """The record's writer. Every method runs on the desk thread."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self._home = home
        self._clock = clock
        self.replica = Replica.open(home, searchable)
        self.identities = Identities(home, self.replica)
        self._subscribers: list[Callable[[Recorded], None]] = []
        self._reading = ReadingDesk.open(home)
        self._look_again()

    def _look_again(self) -> None:
        """Take everything from the disk: at the start, and before the next write if one has failed."""
        self._folds = Folds()
        self._organisation: Organisation = self._reading.organisation()
        self.is_stale = False
        """Whether people, levels or the plan are others than `_organisation` has: read again at the next write."""
        self.chains = Chains(self.replica.heads(), self.replica.last_hlc())
        self._is_sure = True

    def _be_sure(self) -> None:
        if not self._is_sure:
            self._look_again()
        elif self.is_stale:
            self._organisation, self.is_stale = self._reading.organisation(), False

    def record(
        self, commands: Sequence[Fields], incident: IncidentId | None, by: PersonId | None, origin: object
    ) -> list[Entry]:
        """Run the commands, each seeing what the ones before it did, and commit what they say together or not at all.

        Raises: RuleError, NotFound or BadInput from a command; NotSaved if the disk refuses.
        """
        self._be_sure()
        desk, author = self.identities.writing_as(by)
        entries: list[Entry] = []
        self._is_sure = False  # what is not on the disk must not be believed, whatever goes wrong from here on
        try:
            for fields in commands:
                new = self._run(fields, incident, desk, author)
                entries += new
                incident = next((e.incident for e in new if e.kind == OPENED), incident)
            self._append(entries)
        except DeskError:
            self._is_sure = not entries
            raise
        self._is_sure = True
        self._tell(Recorded(tuple(entries), origin))
        return entries

    def _run(self, fields: Fields, incident: IncidentId | None, desk: DeskNumber, author: PersonId) -> list[Entry]:
        command = command_for(fields)
        self._organisation.levels.must_hold(author, command.power)
        alone = command.alone
        parts: tuple[Any, ...] = self._organisation.parts
        if incident is not None and not alone:
            board = self._fold(incident).board
            _must_be_here(self.replica, board)
            parts = (*parts, *board.parts)
        now_us = self._clock()
        context = Context(
            by=author,
            desk=desk,
            now_us=now_us,
            incident=incident,
            new_id=new_id,
            next_number=incident_number(desk, self._organisation.opened[desk] + 1),
            find_incident=self._reading.found,
            opened=self._organisation.incidents,
            stream_of=self._organisation.stream_of,
            elsewhere=partial(_part, self._fold, self.replica),
            offers=lambda: self._reading.offers(incident),
        )
        drafts = run(fields, parts, context)
        where = NO_INCIDENT if alone or incident is None else incident
        stream_of = partial(self._organisation.stream_for, find=self._reading.entry)
        entries = self.chains.seal(drafts, desk, author, where, now_us, stream_of=stream_of)
        self._take_in(entries)
        return entries

    def _fold(self, incident: IncidentId) -> Fold:
        fold = self._folds.get(incident)
        if fold is None:
            if incident not in NO_INCIDENTS and incident not in self._organisation.incidents:
                raise NotFound(f"There is no incident {incident} at this desk.")
            fold = self._folds.keep(self._reading.fold(incident))
        return fold

    def _take_in(self, entries: Sequence[Entry]) -> None:
        self._organisation.add(entries)
        for incident in {e.incident for e in entries}:
            own = [e for e in entries if e.incident == incident]
            if fold := self._folds.get(incident):
                fold.add(own)
            elif incident not in (NO_INCIDENT, ALERTS):  # these are folded when somebody asks about them
                self._folds.keep(Fold(incident, self._reading.entries(incident) + own))

    def _append(self, entries: Sequence[Entry]) -> None:
        erased = [e.subject for e in entries if e.kind == ERASED and e.subject]
        self.replica.append(entries, erased=erased, heard_us=self._clock())
        if erased:
            _erase_everywhere(self._home, self.replica, erased)

    def hear(self, entries: Sequence[Entry], erased: Sequence[str] = (), *, anew: bool = False) -> None:
        """Entries of other desks, or with stamps of the shared database, lie in the record now: take them in, and tell.

        Args:
            erased: ids of entries and digests of files whose words went with them.
            anew: they stand in another place than before.
        """
        self._is_sure = self._is_sure and not anew
        if erased:
            _erase_everywhere(self._home, self.replica, erased)
            emptied = (self._reading.entry(EntryId(each)) for each in erased)
            entries = [*entries, *(entry for entry in emptied if entry is not None)]
        if not entries:
            return
        if not self._is_sure:
            self._look_again()
        # what comes from others may lie before what is known: it is read again when somebody asks, not for each page
        self.is_stale = self.is_stale or not {e.kind for e in entries}.isdisjoint(KINDS)
        self._tell(Recorded(tuple(entries), FROM_OTHERS))
        self._folds.hear(entries)
        self.chains.hear(entries, self._clock())

    def keep_file(self, content: bytes | Path, about: Attach) -> Attach:
        """Keep a file's bytes; on any thread.

        Returns: what to record of it. Raises: BadInput, NotSaved.
        """
        kept = attachments.put(self._home, content)
        return msgspec.structs.replace(about, digest=kept.digest, size_bytes=kept.size_bytes)

    def settle(self, apart: bool) -> None:
        """At the first start: draw who writes here, under the login name until a person says who they are.

        Raises: DeskError if the home should stay apart, and holds the record of one that does not.
        """
        if apart and not self.identities.is_apart:
            if self.identities.me is not None or self._organisation.incidents:
                raise DeskError(f"{self._home.path} holds a record; what stays apart wants a home of its own.")
            self.identities.stay_apart()
        if self.identities.me is None:
            person = self.identities.draw()
            self.identities.settle(person, chosen=False)
            self.record([Name(login_name())], None, person, None)

    def choose_person(self, name: str) -> PersonId:
        """See Desk.choose_person."""
        self._be_sure()
        me = self.identities.me
        if self.identities.is_chosen or me is None:
            me = self.person_called(name)
        elif self._organisation.people.called(name) != me:
            self.record([Name(name)], None, me, None)
        self.identities.settle(me, chosen=True)
        return me

    def person_called(self, name: str) -> PersonId:
        """Somebody of this home by their whole name; drawn anew if there is nobody."""
        self._be_sure()
        person = self._organisation.people.called(name)
        if person is None or person not in self.identities.people():
            if self._home.key is not None:
                raise RuleError("This record is one person's alone. Lock it; whoever sits down then says who they are.")
            checked_name(name)
            person = self._unnamed() or self.identities.draw()
            self.record([Name(name)], None, person, None)
        return person

    def _unnamed(self) -> PersonId | None:
        """Somebody drawn whose name the disk refused."""
        named = self._organisation.people.names
        return next((person for person in self.identities.people() if person not in named), None)

    def organisation(self) -> Organisation:
        """The people, the plan and the streams, as they are now."""
        self._be_sure()
        return self._organisation

    def subscribe(self, callback: Callable[[Recorded], None]) -> None:
        self._subscribers.append(callback)

    def unsubscribe(self, callback: Callable[[Recorded], None]) -> None:
        if callback in self._subscribers:
            self._subscribers.remove(callback)

    def _tell(self, recorded: Recorded) -> None:
        for callback in tuple(self._subscribers):
            try:
                callback(recorded)
            except Exception:
                log.exception("A subscriber failed; the entries are saved")

    def close(self) -> None:
        self._reading.close()
        self.replica.close()


def _part(fold: Callable[[IncidentId], Fold], replica: Replica, incident: IncidentId, part: type[P]) -> P:
    """A part of the state of another incident, for a command."""
    board = fold(incident).board
    _must_be_here(replica, board)
    return next(each for each in board.parts if isinstance(each, part))


def _must_be_here(replica: Replica, board: Board) -> None:
    """Raises: RuleError if a part of it lies in the archive: nobody could say what holds."""
    if stretches.of_incident(replica.appender.rows, board.incident):
        number = board.headline.number
        raise RuleError(f"{number} lies in the archive; bring it here first: incident-desk archive open {number}")


def _erase_everywhere(home: Home, replica: Replica, erased: Sequence[str]) -> None:
    from incident_desk.store.erasing import erase_everywhere  # it loads SQLAlchemy, which a start need not wait for

    erase_everywhere(home, replica, erased)
