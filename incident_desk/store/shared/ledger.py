"""What a replica keeps of what comes down from the shared database, and of what cannot be true."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Integer, bindparam, literal_column, update
from sqlalchemy.dialects.sqlite import insert as upsert

from incident_desk.domain.entry import Entry, fault_in
from incident_desk.domain.errors import RecordConflict, RecordError
from incident_desk.domain.ids import IncidentId
from incident_desk.store import stretches
from incident_desk.store.adopting import fault_in_adoption
from incident_desk.store.appending import Chain, Head
from incident_desk.store.connecting import in_words
from incident_desk.store.engine import sql
from incident_desk.store.reader import UNREADABLE
from incident_desk.store.schema import entries, settings
from incident_desk.store.shared.archive import Away, Piece
from incident_desk.store.shared.counterpart import HELD, Counterpart
from incident_desk.store.shared.exchange import Received
from incident_desk.store.shared.place import PLACE, Place
from incident_desk.store.shared.taken import Genuine, Taken
from incident_desk.store.shared.vouching import unproven
from incident_desk.store.statements import PARK
from incident_desk.store.stretches import Stretch

FEW: Final = 20
"""So few entries get into the search index later: others read them at the same moment, and wait for the processor."""
_ONE: Final = literal_column("1", Integer)
_STAMP: Final = sql(
    update(entries)
    .values(sig=bindparam("sg"), refused=bindparam("r"), number=bindparam("no"), acked=_ONE)
    .where(entries.c.desk == bindparam("d"), entries.c.stream == bindparam("s"), entries.c.seq == bindparam("q"))
)
_put = upsert(settings).values(key=bindparam("key"), value=bindparam("value"))
_PUT: Final = sql(_put.on_conflict_do_update(set_={"value": _put.excluded.value}))


class Ledger(Counterpart):
    """Lives on the writer's connection, and so on its thread."""

    def away(self, incident: IncidentId) -> list[Stretch]:
        """What of an incident lies in the archive and not here."""
        with in_words(UNREADABLE):
            return stretches.of_incident(self._appender.rows, incident)

    def partly_here(self, there: Sequence[Stretch]) -> set[int]:
        """Of these stretches those of which a bundle has brought entries already, by their first seq."""
        with in_words(UNREADABLE):
            return {each.first for each in there if self._appender.holds_some(each)}

    def take(
        self,
        page: Sequence[Received],
        genuine: Genuine,
        place: Place | None,
        erased: Sequence[str] = (),
        broken: Collection[Chain] = (),
        *,
        heard_us: int,
        begins: bool = False,
        away: Sequence[Away] = (),
    ) -> Taken:
        """Keep a page, its erasures, and how far that is, in one transaction: a kill repeats at most one page.

        What cannot be true is parked with a reason, and the rest goes in. A page of which all is here already, as the
        one that brings back what was handed up, is not written down.

        Args:
            place: None to write it down another time, because a kill may as well repeat more.
            broken: chains that need not follow what is here.
            begins: the page is of a chain that nothing is here of, and what is before it will be fetched later.
            away: what of the chain of the page lies in the archive, between its entries.
        Raises: NotSaved.
        """
        places = in_order(page, away)
        lacking = {} if begins else _lacking(self._appender.heads, places)
        taken = Taken(lacking={c: seqs for c, seqs in lacking.items() if c not in broken})
        with in_words(UNREADABLE):
            if taken.lacking or (page and not away and not erased and all(map(self._is_held, page))):
                return taken
        with self._transaction(index_later=len(page) <= FEW):
            if begins and (isinstance(places[0], Away) or not self._fault(places[0], genuine)):
                self.past.begin(places[0])
            for before, place_ in zip([None, *places], places, strict=False):
                if isinstance(place_, Away):
                    self._skip(place_, before, taken)
                elif fault := self._take_one(place_, genuine, taken, heard_us):
                    self._park(place_, fault, taken)
            for each in erased:
                self._appender.erase(each)
            if place is not None:
                self._run(_PUT, (PLACE, msgspec.json.encode(place).decode()))
        return taken

    def take_past(self, piece: Piece, genuine: Genuine, *, heard_us: int) -> Taken:
        """Keep a piece of what is before the first entry of a chain. All of it or nothing. Raises: NotSaved."""
        taken = Taken()
        places = in_order(piece.page, piece.away)
        with self._transaction():
            fault = next(filter(None, map(self._unproven, places, [None, *places])), None)
            if fault := fault or self.past.put(places, lambda received: self._fault(received, genuine), heard_us):
                self._put_aside(places[-1], fault, taken)
            else:
                taken.new += [received.entry for received in piece.page]
                taken.skipped = piece.places - len(piece.page)
        return taken

    def open(self, stretch: Stretch, page: Sequence[Received], genuine: Genuine, *, heard_us: int) -> Taken:
        """Put the entries of a stretch where they belong. All of it or nothing. Raises: NotSaved."""
        taken = Taken()
        if fault := next(filter(None, (self._fault(received, genuine) for received in page)), None):
            taken.parked.append(f"{stretch}: {fault}")
            return taken
        held = [(received.entry, received.sig) for received in page]
        try:
            with self._transaction():
                if self._archived_at(stretch.chain, stretch.first) == stretch:  # else somebody was quicker
                    taken.new = stretches.fill(self._run, self._appender.add_before, stretch, held, heard_us)
        except RecordConflict as e:
            taken.parked.append(str(e))
        return taken

    def _unproven(self, place: Received | Away, before: Received | Away | None) -> str | None:
        """Why nothing vouches for what stands before a stretch, in words."""
        if isinstance(place, Received) or (isinstance(before, Received) and before.sig):
            return None
        first = place.stretch.first
        if first == 1:
            return "it is the first, and names one before it" if place.stretch.prev_hash else None
        return unproven(place, self._known.get(place.stretch.desk))

    def _skip(self, away: Away, before: Received | Away | None, taken: Taken) -> None:
        stretch = away.stretch
        chain_end = self._appender.end(stretch.chain).seq
        if stretch.last <= chain_end:
            return
        try:
            if fault := self._unproven(away, before):
                raise RecordConflict(fault)
            self._appender.skip(stretch, ((r.entry, r.sig) for r in away.beginning))
            taken.skipped += stretch.count
        except RecordConflict as e:
            self._put_aside(away, str(e), taken)

    def _put_aside(self, place: Received | Away, fault: str, taken: Taken) -> None:
        if isinstance(place, Received):
            self._park(place, fault, taken)
        else:
            taken.parked.append(f"{place.stretch}: {fault}")

    def _fault(self, received: Received, genuine: Genuine) -> str | None:
        entry = received.entry
        fault = fault_in(entry) or genuine(received, self._known.get(entry.desk))
        return fault or fault_in_adoption(entry, self._known)

    def _is_held(self, received: Received) -> bool:
        """Whether an entry is here, sound and with the same stamps."""
        entry = received.entry
        held = self._held(entry)
        return held == (entry.hash, int(entry.refused), entry.number, 1) and fault_in(entry) is None

    def _held(self, entry: Entry) -> Any:
        """What lies here at the entry's place; None if nothing does."""
        if entry.seq > self._appender.head(entry).seq:
            return None
        return self._run(HELD, (entry.desk, entry.stream, entry.seq)).fetchone()

    def _archived_at(self, chain: Chain, seq: int) -> Stretch | None:
        return stretches.at(self._appender.rows, chain, seq)

    def _comes_later(self, entry: Entry) -> bool:
        """Whether it comes with the past of its chain, or with its stretch of the archive."""
        chain = (entry.desk, entry.stream)
        first = self.past.firsts.get(chain)
        if first is not None and entry.seq < first.seq:
            return True
        return entry.seq <= self._appender.head(entry).seq and self._archived_at(chain, entry.seq) is not None

    def _take_one(self, received: Received, genuine: Genuine, taken: Taken, heard_us: int) -> str | None:
        entry = received.entry
        if self._comes_later(entry):
            return None
        if fault := self._fault(received, genuine):
            return fault
        held = self._held(entry)
        if held is None or self._appender.is_carried(entry):
            try:
                self._appender.add(entry, heard_us, sig=received.sig, acked=True)
            except (RecordConflict, RecordError) as e:
                return str(e)
            (taken.new if held is None else taken.changed).append(entry)
            return None
        if held[0] != entry.hash:
            return "held here with other words"
        if held[1:] != (int(entry.refused), entry.number, 1):
            stamps = (received.sig, int(entry.refused), entry.number)
            self._run(_STAMP, (*stamps, entry.desk, entry.stream, entry.seq))
            taken.changed.append(entry)
        return None

    def _park(self, received: Received, fault: str, taken: Taken) -> None:
        entry = received.entry
        self._run(PARK, (entry.desk, entry.stream, entry.seq, entry.hash, fault, msgspec.json.encode(entry)))
        taken.parked.append(f"desk {entry.desk}, seq {entry.seq}: {fault}")


def in_order(page: Sequence[Received], away: Sequence[Away]) -> list[Received | Away]:
    """What a page has of a chain, with what lies in the archive, by place; a page of several chains as it came."""
    if not away:
        return list(page)
    return sorted([*page, *away], key=lambda each: _span(each)[1])


def _span(place: Received | Away) -> tuple[Chain, int, int]:
    if isinstance(place, Away):
        return place.stretch.chain, place.stretch.first, place.stretch.last
    return (place.entry.desk, place.entry.stream), place.entry.seq, place.entry.seq


def _lacking(ends: Mapping[Chain, Head], places: Sequence[Received | Away]) -> dict[Chain, tuple[int, int]]:
    """What must be here first: of each chain from the end of what is here to what a page does not lead up to."""
    missing: dict[Chain, tuple[int, int]] = {}
    reached: dict[Chain, int] = {}
    for place in places:
        chain, first, last = _span(place)
        here = ends[chain].seq if chain in ends else 0
        end = reached.get(chain, here)
        if first > end + 1:
            missing[chain] = (here + 1, first - 1)
        reached[chain] = max(end, last)
    return missing
