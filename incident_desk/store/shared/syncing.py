"""One exchange with the shared database: greet it, hand up what it lacks, take down what is new here."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from incident_desk.domain.archive import IncidentArchived
from incident_desk.domain.ids import DeskNumber, PersonId, StreamId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.levels import SET as LEVEL_SET
from incident_desk.store.appending import Chain, Head
from incident_desk.store.shared import archive, exchange, handing, past
from incident_desk.store.shared.archive import Away
from incident_desk.store.shared.connection import Connection, Unreachable
from incident_desk.store.shared.exchange import (
    BEGINNING,
    NOWHERE,
    PAGE,
    START,
    Hello,
    Received,
    Stamps,
)
from incident_desk.store.shared.handing import HandingUp, Sign
from incident_desk.store.shared.place import Phase, Place
from incident_desk.store.shared.taken import Enrolled, Genuine, Known, Taken
from incident_desk.store.shared.vouching import signed
from incident_desk.store.stretches import Stretch

ARCHIVED: Final = kind_named(IncidentArchived)
AT_FIRST: Final = 25_000
"""So many entries a desk that joins takes before it goes on: the newest of every chain."""
AT_LEAST: Final = 20
"""Of each chain, however many there are."""

_ROSTER: Final = "SELECT desk, person, public_key, name, level, is_revoked FROM record.roster()"

Progress = Callable[[int], bool]
"""Told how many entries went through so far; False asks to stop after this page. Nothing is lost by stopping."""


class Keeper(past.Keeper, handing.Keeper, Protocol):
    """What is kept here of the exchange. Each call is one transaction of the desk's own thread."""

    def place(self) -> Place: ...
    def heads(self) -> dict[Chain, Head]: ...
    def waiting(self) -> tuple[int, int | None]: ...
    def pin(self, heard: dict[DeskNumber, Known]) -> list[str]: ...
    def enrolled(self, people: Mapping[PersonId, Enrolled]) -> None: ...
    def restamp(self, there: Stamps, ends: Mapping[Chain, int]) -> None: ...
    def hash_at(self, chain: Chain, seq: int) -> bytes | None: ...
    def emptied(self) -> dict[str, tuple[DeskNumber, StreamId, int]]: ...
    def partly_here(self, there: Sequence[Stretch]) -> set[int]: ...
    def take(
        self,
        page: Sequence[Received],
        genuine: Genuine,
        place: Place | None,
        erased: Iterable[str],
        broken: Collection[Chain],
        *,
        begins: bool = False,
        away: Sequence[Away] = (),
    ) -> Taken: ...


class Stopped(Exception):
    """Somebody asked to stop; what went through is kept, and the next exchange goes on from there."""


class Exchange:
    """Over one connection that stays open. Use it from one thread."""

    def __init__(self, connection: Connection, keeper: Keeper, me: DeskNumber, sign: Sign) -> None:
        self.connection = connection
        self._keeper = keeper
        self._me = me
        self.people: Mapping[PersonId, Enrolled] = {}
        """Everybody that the shared database knows, as it told last."""
        self.levels: Mapping[PersonId, str | None] = {}
        """Of each of them; None for whoever was shut out."""
        self.level = ""
        """That of whoever is at this desk."""
        self.through = 0
        """How many entries went through since the greeting."""
        self._has_moved = False
        self._enrolled: set[DeskNumber] = set()
        self._broken: set[Chain] = set()
        self._unsigned: set[Chain] = set()
        self._erased: set[str] = set()
        self._is_new = False
        self._is_cut = True
        """Something may have been moved to the archive before it was read here."""
        self.total = 0
        """How many entries are to go through, as it stood at the greeting; what came up since is not counted."""
        self._place: Place | None = None
        """Where it stands, once it is known here; what is written down may be behind it by readings without news."""
        self.parked: list[str] = []
        """What could not be true, in words."""
        self.handing = HandingUp(connection, keeper, sign, self.parked)

    # greeting --------------------------------------------------------------------------------------------------------

    def greet(self, progress: Progress = lambda through: True) -> Hello:
        """The first act of every connection. After a failover or a restore it compares the ends of chains.

        Raises: Unreachable for a standby, or an old primary that came back; RecordConflict if chains differ; Stopped.
        """
        said = exchange.hello(self.connection)
        place = self._keeper.place()
        if said.standby:
            raise Unreachable("This server is a standby; the one that takes writes was not found.")
        if _is_older(said, place.epoch):
            raise Unreachable("This server was replaced by another one and came back; nothing is read from it.")
        self._learn_roster()
        self.total = self._to_come() + self._keeper.waiting()[0]
        if said.epoch != place.epoch:
            self._compare_ends(place, progress)
            self._forget_erased(said)
        return said

    def _learn_roster(self) -> None:
        rows = self.connection.execute(_ROSTER).fetchall()
        heard = {DeskNumber(d): Known(PersonId(p), bytes(k)) for d, p, k, *_ in rows}
        self._enrolled |= heard.keys()
        self.parked += self._keeper.pin(heard)
        self.people = _people(rows)
        self.levels = {person: told.level for person, told in self.people.items()}
        self.level = next((level for desk, _, _, _, level, _ in rows if desk == self._me), self.level)
        self._keeper.enrolled(self.people)

    def _to_come(self) -> int:
        held = self._keeper.heads()
        there = exchange.heads(self.connection)
        ends = sum(max(0, seq - held.get(chain, Head()).seq) for chain, (seq, _) in there.items())
        return ends + sum(first.seq - 1 for first in self._keeper.firsts().values())

    def _compare_ends(self, place: Place, progress: Progress) -> None:
        held = self._keeper.heads()
        there = exchange.heads(self.connection)
        for chain in held:
            if chain[0] == self._me:
                self._keeper.take_back(chain, there.get(chain, (0, b""))[0])
        at_first = min(PAGE, max(AT_LEAST, AT_FIRST // max(1, len(there))))
        for chain, (seq, end) in there.items():
            here = held.get(chain, Head())
            if seq and seq <= here.seq and self._keeper.hash_at(chain, seq) not in (None, end):
                self._broken.add(chain)
                self.parked.append(f"desk {chain[0]}: the shared database has other words at seq {seq} than this desk")
            elif chain not in held and seq > at_first:
                self._fetch(chain, seq - at_first + 1, seq, place, progress, begins=True)
            else:
                self._fetch(chain, here.seq + 1, seq, place, progress)
        # what is held here already may be stamped otherwise by now: nobody would tell
        ends = {chain: seq for chain, (seq, _) in there.items() if chain not in self._broken}
        self._keeper.restamp(exchange.stamps(self.connection), ends)

    def _fetch(
        self, chain: Chain, first: int, last: int, place: Place | None, progress: Progress, *, begins: bool = False
    ) -> None:
        while first <= last:
            pick = self._keeper.partly_here if begins else functools.partial(_partly_here, self._keeper, first)
            piece = archive.piece(self.connection, chain, first, last, pick)
            if piece.last < first:
                return
            self._keep_what_follows(piece.page, place, progress, begins=begins, away=piece.away)
            first, begins = piece.last + 1, False

    def fill(self, progress: Progress, seconds: float) -> int:
        """Take down what is before the first entries of chains, the newest first, for so long.

        Returns: how many entries are still to come. Raises: psycopg.Error, Stopped.
        """

        def filled(taken: Taken) -> None:
            self.parked += taken.parked
            self._count(len(taken.new) + taken.skipped, progress)

        return past.fill(self.connection, self._keeper, self._broken, seconds, filled)

    def _forget_erased(self, said: Hello) -> None:
        place = Place(said.epoch, START, said.snapshot, Phase.ERASED)
        self._has_moved = True
        self._is_new = True
        self._finish(place, lambda through: True)

    # up --------------------------------------------------------------------------------------------------------------

    def up(self, progress: Progress = lambda through: True) -> int:
        """See HandingUp.up. Raises: Stopped, too."""
        return self.handing.up(lambda more: self._count(more, progress))

    # down ------------------------------------------------------------------------------------------------------------

    def down(self, progress: Progress = lambda through: True) -> int:
        """Take what became visible since the last time. Returns: how many came. Raises: psycopg.Error, Stopped."""
        place = self._keeper.place() if self._place is None else self._place
        before = self.through
        self.handing.awaits_stamps = False
        if place.target:  # a reading that was cut short: its end is written down, or it would be taken up for ever
            self._has_moved = True
            place = self._finish(place, progress)
        news = exchange.news(self.connection, place.base)
        self._place = None  # until this reading has come to its end
        if news.is_more:
            place = msgspec.structs.replace(place, target=news.target, phase=Phase.UNSEALED, after=())
            self._place = self._finish(place, progress)
        else:
            if news.page:  # how far that is, is written down later: a kill repeats it
                self._take(news.page, None, progress)
            self._report_unsigned()
            self._place = msgspec.structs.replace(place, base=news.target)
        if self._is_cut:
            self._close_ends(progress)
        if self._is_new:
            self._is_new = False
            self.parked += _words_that_came_back(self.connection, self._keeper, self._erased)
        if self.through > before:
            self.handing.not_taken.clear()  # somebody may have let this desk in meanwhile
        return self.through - before

    def _close_ends(self, progress: Progress) -> None:
        """What was moved to the archive before it was read here is missed where nothing follows it in its chain."""
        held = self._keeper.heads()
        for chain, (seq, _) in exchange.heads(self.connection).items():
            here = held.get(chain, Head()).seq
            if here < seq and chain[0] != self._me and chain not in self._broken:
                self._fetch(chain, here + 1, seq, None, progress)
        self._is_cut = False

    def write_down(self) -> None:
        """Keep how far it was read, unless nothing came since that was written down."""
        if self._has_moved and self._place is not None:
            self._keeper.take((), signed, self._place, (), ())
            self._has_moved = False

    def _finish(self, place: Place, progress: Progress) -> Place:
        if place.phase is Phase.UNSEALED:
            place = self._pages(place, Phase.DELTA, progress)
        if place.phase is Phase.DELTA:
            place = self._pages(place, Phase.ERASED, progress)
        self._report_unsigned()
        place = self._erasures(place)
        done = msgspec.structs.replace(place, base=place.target, target="", phase=Phase.UNSEALED, after=())
        if self._has_moved:  # a reading that brought nothing is not written down, or idling would wear the disk
            self._keeper.take((), signed, done, (), ())
            self._has_moved = False
        return done

    def _pages(self, place: Place, then: Phase, progress: Progress) -> Place:
        while True:
            page = _page(self.connection, place)
            after = _after(page[-1], place.phase) if page else place.after
            is_last = len(page) < PAGE
            place = msgspec.structs.replace(
                place, phase=then if is_last else place.phase, after=() if is_last else after
            )
            if page:
                self._take(page, place, progress)
            if is_last:
                return place

    def _erasures(self, place: Place) -> Place:
        while True:
            xid, subject = place.after or ("0", "")
            rows = exchange.erased(self.connection, place.base, place.target, (str(xid), str(subject)))
            if rows:
                self._has_moved = True
                self._erased.update(subject for subject, _ in rows)
                place = msgspec.structs.replace(place, after=(rows[-1][1], rows[-1][0]))
                self._keeper.take((), signed, place, [subject for subject, _ in rows], ())
            if len(rows) < PAGE:
                return place

    def _take(self, page: list[Received], place: Place | None, progress: Progress) -> None:
        if lacking := self._keep(page, place, progress):
            # a desk that pushed over two connections at once may have its transactions in another order than its chain
            before = self._keeper.place()
            for chain, (first, last) in lacking.items():
                self._fetch(chain, first, last, before, progress)
            self._keep_what_follows(page, place, progress)

    def _keep_what_follows(
        self,
        page: list[Received],
        place: Place | None,
        progress: Progress,
        *,
        begins: bool = False,
        away: Sequence[Away] = (),
    ) -> None:
        """What nothing leads to is parked."""
        if lacking := self._keep(page, place, progress, begins=begins, away=away):
            self._broken |= lacking.keys()
            self._keep(page, place, progress, begins=begins, away=away)

    def _keep(
        self,
        page: list[Received],
        place: Place | None,
        progress: Progress,
        *,
        begins: bool = False,
        away: Sequence[Away] = (),
    ) -> dict[Chain, tuple[int, int]]:
        """Returns: what would have to be here first; then nothing was kept."""
        if not self._enrolled.issuperset([received.entry.desk for received in page]):
            self._learn_roster()  # somebody came in since
        taken = self._keeper.take(page, signed, place, (), self._broken, begins=begins, away=away)
        if taken.lacking:
            return taken.lacking
        self._has_moved |= bool(taken.new or taken.changed or taken.parked or taken.skipped)
        self.parked += taken.parked
        kinds = {received.entry.kind for received in page}
        self._is_cut |= ARCHIVED in kinds
        if LEVEL_SET in kinds:
            self._learn_roster()  # the entries say who wanted what; which of them counted last, it knows
        for received in page:
            chain = (received.entry.desk, received.entry.stream)
            (self._unsigned.add if received.sig is None else self._unsigned.discard)(chain)
        self._unsigned -= {each.stretch.chain for each in away if not page or each.stretch.first > page[-1].entry.seq}
        self._count(len(page) + taken.skipped, progress)
        return {}

    def _report_unsigned(self) -> None:
        """Every batch ends with a signature, so once all was read every chain must: it vouches for what is before."""
        self.parked += [f"desk {desk}: nobody has signed what it wrote last" for desk, _ in sorted(self._unsigned)]
        self._unsigned.clear()

    def _count(self, more: int, progress: Progress) -> None:
        self.through += more
        if not progress(self.through):
            raise Stopped


def _partly_here(keeper: Keeper, first: int, there: Sequence[Stretch]) -> set[int]:
    """Everything before `first` is here: what of a stretch is not, is wanted too."""
    return {each.first for each in there if each.first < first} | keeper.partly_here(there)


def _words_that_came_back(connection: Connection, keeper: Keeper, erased: Collection[str]) -> Iterator[str]:
    """An old backup has what was erased since. It stays empty here; people must ask for the erasure again."""
    for entry, (desk, stream, seq) in keeper.emptied().items():
        there = None if entry in erased else archive.at(connection, (desk, stream), seq)
        if there is not None and not there.is_erased:
            yield (
                f"desk {desk}, seq {seq}: it was erased, and the shared database, which came from an old backup, "
                "has its words again. They stay away from here; unless whoever erased it has yet to connect, it "
                "must be erased there again"
            )


def _people(rows: Iterable[Any]) -> dict[PersonId, Enrolled]:
    """Whoever has a desk that was not shut out has a level."""
    people: dict[PersonId, Enrolled] = {}
    for _, person, _, name, level, is_revoked in rows:
        before = people.get(PersonId(person))
        people[PersonId(person)] = before if before and before.level else Enrolled(name, None if is_revoked else level)
    return people


def _page(connection: Connection, place: Place) -> list[Received]:
    if place.phase is Phase.UNSEALED:
        stream, desk, seq = place.after or NOWHERE
        return exchange.unsealed(connection, place.base, place.target, (str(stream), int(desk), int(seq)))
    xid, stream, seq = place.after or BEGINNING
    return exchange.delta(connection, place.base, place.target, (str(xid), str(stream), int(seq)))


def _after(last: Received, phase: Phase) -> tuple[str | int, ...]:
    entry = last.entry
    return (entry.stream, entry.desk, entry.seq) if phase is Phase.UNSEALED else (last.xid, entry.stream, entry.seq)


def _is_older(said: Hello, epoch: str) -> bool:
    """Whether this is the same system on an earlier timeline: a server that lost a failover."""
    system, _, rest = epoch.partition("/")
    return bool(rest) and said.system_id == system and (said.timeline or "") < rest.partition("/")[0]
