"""Handing up 100 entries through the door of a shared database, beside the bare insert of the same columns."""

import os
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Final

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import DISK, in_turn, quiet
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import NIL
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection, connect, parse
from tests.shared.byhand import Hand, Server
from tests.shared.cluster import Cluster, installations

WARM_UP: Final = 20
BARE: Final = "CREATE SCHEMA bare; CREATE TABLE bare.entries (LIKE record.entries INCLUDING ALL)"
ALLOW: Final = "GRANT USAGE ON SCHEMA bare TO desks; GRANT INSERT ON bare.entries TO desks"
INSERT: Final = (
    "INSERT INTO bare.entries SELECT %s, %s, x.seq, x.id, x.incident, x.kind, x.author, x.subject, x.hlc, "
    "x.occurred_us, x.recorded_us, x.prev_hash, x.hash, NULL, x.digest, x.salt, x.body, false, 'bare', now(), "
    "pg_current_xact_id(), NULL FROM unnest(%s::bigint[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], "
    "%s::bigint[], %s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[]) "
    "x(seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us, prev_hash, hash, digest, salt, body)"
)
COLUMNS: Final = (
    "seq id incident kind author subject hlc occurred_us recorded_us prev_hash hash digest salt body".split()  # noqa: SIM905
)


@contextmanager
def room() -> Generator[Server]:
    """The newest server there is on this machine, with its files on a disk and its writes waited for."""
    _, programs = list(installations().items())[-1]
    cluster = Cluster(programs, place=DISK if DISK.is_dir() else None)
    try:
        cluster.start(fsync="on")
        server = Server.ours(cluster.url)
        try:
            yield server
        finally:
            server.close()
    finally:
        cluster.remove()


class Pushing:
    """Pushes the same batch both ways, each over a connection of the same desk."""

    def __init__(self, hand: Hand, connection: Connection) -> None:
        self._hand = hand
        self._connection = connection
        self._batch: Sequence[Entry] = ()

    def ours(self) -> float:
        """From the call until it is committed."""
        self._batch = self._hand.notes(exchange.BATCH, incident=NIL)
        sig = os.urandom(64)
        began = time.perf_counter()
        exchange.push(self._connection, self._batch, sig)
        took = time.perf_counter() - began
        last = self._batch[-1]
        self._hand.ends[last.stream] = (last.seq, last.hash)
        return took

    def peer(self) -> float:
        """The columns are taken out of the entries on its time, too."""
        first = self._batch[0]
        began = time.perf_counter()
        columns = [[getattr(e, name) for e in self._batch] for name in COLUMNS]
        self._connection.execute(INSERT, (first.desk, first.stream, *columns), prepare=True)
        return time.perf_counter() - began


def measure(is_quick: bool) -> Sides:
    """Push batches of notes, and insert the same ones into a table of the same form."""
    with room() as server:
        hand = server.desk()
        server.admin.execute(f"{BARE}; {ALLOW}".encode())
        with connect({**parse(server.url), "user": hand.role, "password": "x"}) as connection, quiet():
            pushing = Pushing(hand, connection)
            return in_turn(5 if is_quick else 400, pushing.ours, pushing.peer, warm_up=1 if is_quick else WARM_UP)


BENCHMARK = Benchmark(
    name="push",
    what="push of 100 entries ÷ one INSERT … SELECT unnest(…) of the same columns into a table with the same indexes",
    budget=2,
    percentile=50,
    unit="ms",
    scale=1e3,
    measure=measure,
)
