"""What an exchange with the shared database keeps here, between what the desk itself writes."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from incident_desk.desk.clock import Clock
from incident_desk.desk.timekeeping import Timekeeping
from incident_desk.desk.writer import Writer
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import DeskNumber, IncidentId, PersonId, StreamId
from incident_desk.store import filling
from incident_desk.store.appending import Chain, Head
from incident_desk.store.restamping import PutRight
from incident_desk.store.shared.archive import Away, Piece
from incident_desk.store.shared.exchange import Received, Stamps
from incident_desk.store.shared.ledger import Ledger
from incident_desk.store.shared.past import First
from incident_desk.store.shared.place import Place
from incident_desk.store.shared.taken import Enrolled, Genuine, Known, Outgoing, Taken
from incident_desk.store.stretches import Stretch

T = TypeVar("T")
InTurn = Callable[[Callable[[], Any]], Any]
"""Carries out a call when nothing else writes the record, and waits for it."""

HearUnshared = Callable[[Mapping[Chain, int]], None]
"""Told, in turn with what the desk writes, from which seq on the shared database lacks entries of a chain: first of all
chains that it lacks something of, then of one whenever that changes."""


def nobody(unshared: Mapping[Chain, int]) -> None:
    """Nobody wants to know."""


class KeepingPast:
    """The ledger, called in turn with all that writes the record: names, and what comes before what is here."""

    def __init__(
        self, in_turn: InTurn, writer: Writer, me: DeskNumber, clock: Clock, tell: HearUnshared = nobody
    ) -> None:
        self._in_turn = in_turn
        self._writer = writer
        self._me = me
        self._clock = clock
        self._tell = tell
        self._ledger = self._ask(lambda: Ledger(writer.replica.connection, writer.replica.appender))
        self._ask(lambda: tell(self._ledger.unshared()))

    def _ask(self, call: Callable[[], T]) -> T:
        return self._in_turn(call)

    def enrolled(self, people: Mapping[PersonId, Enrolled]) -> None:
        names = {person: told.name for person, told in people.items()}
        levels = {person: told.level for person, told in people.items()}
        self._ask(lambda: self._keep_people({filling.NAMES: names, filling.LEVELS: levels}))

    def _keep_people(self, settings: Mapping[str, Mapping[PersonId, str | None]]) -> None:
        replica = self._writer.replica
        for key, value in settings.items():
            told = msgspec.json.encode(value, order="sorted").decode()
            if told != replica.setting(key):
                replica.set_setting(key, told)
                self._writer.is_stale = True

    def firsts(self) -> dict[Chain, First]:
        return self._ask(lambda: dict(self._ledger.past.firsts))

    def take_past(self, piece: Piece, genuine: Genuine) -> Taken:
        return self._ask(lambda: self._take_past(piece, genuine))

    def _take_past(self, piece: Piece, genuine: Genuine) -> Taken:
        taken = self._ledger.take_past(piece, genuine, heard_us=self._clock())
        self._writer.hear(taken.new)
        return taken

    def partly_here(self, there: Sequence[Stretch]) -> set[int]:
        return self._ask(lambda: self._ledger.partly_here(there))

    def away(self, incident: IncidentId) -> list[Stretch]:
        """What of an incident lies in the archive and not here."""
        return self._ask(lambda: self._ledger.away(incident))

    def open(self, stretch: Stretch, page: Sequence[Received], genuine: Genuine) -> Taken:
        """See Ledger.open."""
        return self._ask(lambda: self._open(stretch, page, genuine))

    def _open(self, stretch: Stretch, page: Sequence[Received], genuine: Genuine) -> Taken:
        taken = self._ledger.open(stretch, page, genuine, heard_us=self._clock())
        self._writer.hear(taken.new)
        return taken


class KeepingTime(KeepingPast):
    """The same for stamps that a wrong clock gave."""

    timekeeping: Timekeeping
    offset_us: int = 0
    """How far the server's clock is ahead of the machine's."""

    def unaccepted(self) -> dict[Chain, int]:
        return self._ask(self._unaccepted)

    def _unaccepted(self) -> dict[Chain, int]:
        own = {each.desk for each in self._writer.replica.identities()}
        return {chain: seq for chain, seq in self._ledger.unshared().items() if chain[0] in own}

    def adopt(self, there: Sequence[Received], genuine: Genuine) -> bool:
        return self._ask(lambda: self._adopt(there, genuine))

    def _adopt(self, there: Sequence[Received], genuine: Genuine) -> bool:
        if any(genuine(each, self._ledger.known.get(each.entry.desk)) for each in there):
            return False
        from incident_desk.store.restamping import Restamping

        pairs = [(each.entry, each.sig) for each in there]
        entries = Restamping(self._writer.replica).adopt(pairs, self._clock())
        if entries:
            self._writer.hear(entries, anew=True)
            self._tell(self._ledger.unshared())
        return bool(entries)

    def put_right(self, there: Mapping[Chain, int]) -> PutRight | None:
        return self._ask(lambda: self.timekeeping.put_right_by(there, self._me, self.offset_us))


class Keeping(KeepingTime):
    """The same for what goes up and what comes down."""

    _batch: Sequence[Entry] = ()

    def place(self) -> Place:
        return self._ask(self._ledger.place)

    def heads(self) -> dict[Chain, Head]:
        return self._ask(self._writer.replica.heads)

    def outgoing(self, passed_over: Collection[StreamId]) -> Outgoing:
        outgoing = self._ask(lambda: self._ledger.outgoing(self._me, passed_over))
        self._batch = outgoing.batch
        return outgoing

    def acknowledge(self, chain: Chain, seq: int, refused: Iterable[int]) -> None:
        self._ask(lambda: self._acknowledge(chain, seq, frozenset(refused)))

    def _acknowledge(self, chain: Chain, seq: int, refused: Collection[int]) -> None:
        self._ledger.acknowledge(chain, seq, refused)
        self._tell({chain: seq + 1})
        # a later reading finds them stamped already, so nobody else would tell that they have no effect
        self._writer.hear([msgspec.structs.replace(e, refused=True) for e in self._batch if e.seq in refused])

    def take_back(self, chain: Chain, seq: int) -> None:
        self._ask(lambda: self._take_back(chain, seq))

    def _take_back(self, chain: Chain, seq: int) -> None:
        self.timekeeping.lost(chain)
        self._ledger.take_back(chain, seq)
        self._tell({chain: seq + 1})

    def pin(self, heard: dict[DeskNumber, Known]) -> list[str]:
        return self._ask(lambda: self._ledger.pin(heard, self._clock()))

    def restamp(self, there: Stamps, ends: Mapping[Chain, int]) -> None:
        self._ask(lambda: self._writer.hear(self._ledger.restamp(there, ends)))

    def hash_at(self, chain: Chain, seq: int) -> bytes | None:
        return self._ask(lambda: self._ledger.hash_at(chain, seq))

    def emptied(self) -> dict[str, tuple[DeskNumber, StreamId, int]]:
        return self._ask(self._ledger.emptied)

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
    ) -> Taken:
        return self._ask(lambda: self._take(page, genuine, place, tuple(erased), broken, begins=begins, away=away))

    def _take(
        self,
        page: Sequence[Received],
        genuine: Genuine,
        place: Place | None,
        erased: Sequence[str],
        broken: Collection[Chain],
        *,
        begins: bool,
        away: Sequence[Away],
    ) -> Taken:
        now_us = self._clock()
        taken = self._ledger.take(page, genuine, place, erased, broken, heard_us=now_us, begins=begins, away=away)
        if not taken.lacking:
            self._writer.hear([*taken.new, *taken.changed], erased)
        return taken

    @property
    def is_behind(self) -> bool:
        """Whether there are words that are not in the search index yet. Without waiting for a turn."""
        return self._writer.replica.appender.index.is_behind

    def index(self) -> None:
        """Have all words in the search index."""
        self._ask(self._writer.replica.index)

    def waiting(self) -> tuple[int, int | None]:
        return self._ask(lambda: self._ledger.waiting(self._me))

    def waiting_for_all(self) -> int:
        return self._ask(lambda: self._ledger.waiting_for_all(self._me))
