"""Puts right the stamps that a clock from the future gave, in one transaction: a kill leaves the old or the new."""

import json
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import msgspec
from sqlalchemy import Integer, and_, bindparam, func, literal_column, or_, select, update

from incident_desk.domain.entry import Entry, fault_in
from incident_desk.domain.hlc import FURTHEST_AHEAD_MS, wall_us
from incident_desk.domain.ids import DeskNumber
from incident_desk.domain.restamping import Written, limit, rechained, restamped
from incident_desk.store.appending import Appender, Chain
from incident_desk.store.engine import sql
from incident_desk.store.form import STAMPED_ANEW
from incident_desk.store.reader import entries_of
from incident_desk.store.replica import Replica
from incident_desk.store.schema import COLUMNS, entries
from incident_desk.store.statements import PARK, PUT_SETTING

_zero: Final = literal_column("0", Integer)
_one: Final = literal_column("1", Integer)
_wanted: Final = func.json_each(bindparam("desks")).table_valued("value")
_own: Final = entries.c.desk.in_(select(_wanted.c.value))
_AHEAD: Final = sql(
    select(entries.c.n, entries.c.desk, entries.c.stream, entries.c.seq)
    .where(entries.c.acked == _zero, entries.c.hlc > bindparam("limit"), _own)
    .order_by(entries.c.n)
)
_SINCE: Final = sql(
    select(entries.c.n, *COLUMNS, entries.c.acked).where(entries.c.n >= bindparam("first")).order_by(entries.c.n)
)
_BEFORE: Final = sql(
    select(func.coalesce(func.max(entries.c.hlc), _zero)).where(
        entries.c.n < bindparam("first"), or_(entries.c.hlc <= bindparam("limit"), _own)
    )
)
_CHAIN: Final = sql(
    select(entries.c.n, *COLUMNS, entries.c.acked)
    .where(
        and_(
            entries.c.desk == bindparam("desk"),
            entries.c.stream == bindparam("stream"),
            entries.c.seq >= bindparam("seq"),
        )
    )
    .order_by(entries.c.seq)
)
_UPTO: Final = sql(
    select(func.coalesce(func.max(entries.c.seq), _zero)).where(
        entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"), entries.c.acked == _one
    )
)
_ACCEPTED: Final = sql(
    update(entries)
    .values(sig=bindparam("sg"), refused=bindparam("r"), number=bindparam("no"), acked=_one)
    .where(entries.c.n == bindparam("of"))
)


class PutRight(msgspec.Struct, frozen=True):
    """What was stamped anew, and by how much at most their writer's clock was ahead. Kept as a setting."""

    count: int
    ahead_us: int
    at_us: int
    """When that was done, by the right time."""
    first_us: int
    """The right moment of the first of them."""


PUT_RIGHT: Final = "stamped_anew"
"""The setting that says what was stamped anew last."""


class Restamping:
    """Lives on the writer's connection, and so on its thread."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._run = replica.connection.execute
        self._appender: Appender = replica.appender

    def put_right(
        self,
        desks: Collection[DeskNumber],
        upto: Mapping[Chain, int | None],
        now_us: int,
        *,
        wrong_by_us: int,
        offset_us: int = 0,
    ) -> tuple[PutRight, list[Entry]] | None:
        """Stamp anew what these desks wrote with stamps from the future and nobody else has.

        Args:
            desks: those that write here.
            upto: how far others have, or may have, a chain; None for one of which that is not known.
            now_us: the right time.
            wrong_by_us: so far ahead a stamp is wrong.
            offset_us: see domain.restamping.right_moments.
        Returns: None if there was nothing to put right; else what it came to, and the entries as they are now.
        Raises: NotSaved.
        """
        ahead = self._run(_AHEAD, (limit(now_us, wrong_by_us), json.dumps(sorted(desks)))).fetchall()
        first = next((n for n, desk, stream, seq in ahead if _is_free(upto, (desk, stream), seq)), None)
        if first is None:
            return None
        rows = self._run(_SINCE, (first,)).fetchall()
        old = {row[0]: entry for row, entry in zip(rows, entries_of(row[1:-1] for row in rows), strict=True)}
        written = [
            Written(row[0], entry, _is_own_and_free(entry, desks, upto, acked=row[-1]), entry.desk in desks)
            for row, entry in zip(rows, old.values(), strict=True)
        ]
        limits = (first, limit(now_us, FURTHEST_AHEAD_MS * 1000), json.dumps(sorted(desks)))
        ((before,),) = self._run(_BEFORE, limits).fetchall()
        changed = restamped(written, before, now_us, offset_us)
        if not changed:
            return None
        told = PutRight(
            count=len(changed),
            ahead_us=max(wall_us(old[n].hlc) - wall_us(new.hlc) for n, new in changed),
            at_us=now_us,
            first_us=changed[0][1].recorded_us,
        )
        with self._appender.transaction():
            for n, new in changed:
                self._replace(n, old[n], new, new.recorded_us)
            self._run(PUT_SETTING, (PUT_RIGHT, msgspec.json.encode(told).decode()))
        return told, [new for _, new in changed]

    def adopt(self, there: Sequence[tuple[Entry, bytes | None]], heard_us: int) -> list[Entry]:
        """Take the stamps under which a shared database has entries that were never acknowledged here.

        This is an older copy of a home that stamped them anew and shared them: they are the same by id and words. What
        follows them here is put behind them.

        Args:
            there: of one chain, sound and signed, in order, with their signatures.
        Returns: the entries as they are now; nothing if they are not the same. Raises: NotSaved.
        """
        first = there[0][0]
        rows = self._run(_CHAIN, (first.desk, first.stream, first.seq)).fetchall()
        held = entries_of(row[1:-1] for row in rows)
        same = [(row, old, new) for row, old, new in zip(rows, held, there, strict=False)]
        if not same or any(row[-1] or not _are_same(old, new) for row, old, (new, _) in same):
            return []
        if held[0].prev_hash != first.prev_hash or any(a[0].hash != b[0].prev_hash for a, b in pairwise(there)):
            return []
        rest = rechained(held[len(same) :], same[-1][2][0].hash)
        with self._appender.transaction():
            for row, old, (new, sig) in same:
                self._replace(row[0], old, new, heard_us)
                self._run(_ACCEPTED, (sig, int(new.refused), new.number, row[0]))
            for row, old, new in zip(rows[len(same) :], held[len(same) :], rest, strict=True):
                self._replace(row[0], old, new, heard_us)
        return [*(new for _, _, (new, _) in same), *rest]

    def _replace(self, n: int, old: Entry, new: Entry, heard_us: int) -> None:
        bare = msgspec.structs.replace(old, salt=b"", body=b"")
        self._run(PARK, (old.desk, old.stream, old.seq, old.hash, STAMPED_ANEW, msgspec.json.encode(bare)))
        self._appender.stamp_anew(n, new, heard_us)


def accepted(replica: Replica, chain: Chain) -> dict[Chain, int]:
    """How far a shared database has acknowledged a chain; nothing if it has none of it."""
    ((seq,),) = replica.connection.execute(_UPTO, chain).fetchall()
    return {chain: seq} if seq else {}


def last_put_right(replica: Replica) -> PutRight | None:
    """What was stamped anew last in this home."""
    kept = replica.setting(PUT_RIGHT)
    return msgspec.json.decode(kept, type=PutRight) if kept else None


def _is_free(upto: Mapping[Chain, int | None], chain: Chain, seq: int) -> bool:
    """Whether nobody else has an entry."""
    furthest = upto.get(chain, 0)
    return furthest is not None and seq > furthest


def _is_own_and_free(
    entry: Entry, desks: Collection[DeskNumber], upto: Mapping[Chain, int | None], *, acked: Any
) -> bool:
    return entry.desk in desks and not acked and _is_free(upto, (entry.desk, entry.stream), entry.seq)


def _are_same(old: Entry, new: Entry) -> bool:
    """Whether it is one entry by everything but its stamps."""
    return (old.id, old.seq, old.digest, old.kind, old.author, old.subject, old.incident) == (
        *(new.id, new.seq, new.digest, new.kind, new.author, new.subject, new.incident),
    ) and fault_in(new) is None
