"""How the shared database grows: bytes, pushes and readings at some sizes, each measured on rows that are there.

    python -m benchmarks.growth [MILLIONS…]

Not among the budgets, because it takes minutes and some gigabytes. The rows are made by the server itself, so no hash
of them holds; what pushes and readings cost does not depend on that. It prints one line of JSON for each size.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any, Final

import psycopg

from benchmarks.measuring import DISK
from incident_desk.domain.ids import NIL
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection, connect, parse
from tests.shared.byhand import Hand, Server
from tests.shared.cluster import Cluster, installations

DESKS: Final = 50
AT_ONCE: Final = 1_000_000
ROUNDS: Final = 60
FIRST_DESK: Final = 1_000_000
MAKE: Final = """
    INSERT INTO record.entries
    SELECT %(desk)s + 16 * (i %% %(desks)s)::int, %(open)s::uuid, i / %(desks)s + 1,
           (lpad(to_hex(1700000000000 + i), 12, '0') || '7' || substr(m, 1, 3) || '8' || substr(m, 4, 15))::uuid,
           ('01900000-0000-7000-8000-' || lpad(to_hex(i / 400), 12, '0'))::uuid,
           'timeline.noted', '01900000-0000-7000-8000-000000000001', NULL, (1700000000000 + i) << 16,
           1700000000000000 + i * 1000, 1700000000000000 + i * 1000, h, h, CASE WHEN i %% 100 = 0 THEN h || h END, h,
           substr(h, 1, 16), convert_to('{"text":"' || m || m || m || '"}', 'UTF8'), false, 'nobody', now(),
           (3 + i * 700 / 100000000)::text::xid8, NULL
      FROM generate_series(%(first)s::bigint, %(last)s::bigint - 1) i, LATERAL md5(i::text) m,
           LATERAL sha256(m::bytea) h
"""
"""A note of some 105 bytes, as half of what people write is shorter and half longer; fifty desks take turns."""


def grow(admin: psycopg.Connection[Any], first: int, last: int) -> float:
    """Make rows without the indexes, which are built afterwards, as after a restore. Returns: seconds."""
    began = time.perf_counter()
    rows = admin.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = 'record.entries'::regclass AND NOT indisprimary AND NOT indisunique"
    ).fetchall()
    for name, _ in rows:
        admin.execute(f"DROP INDEX {name}".encode())
    for at in range(first, last, AT_ONCE):
        given = {"desk": FIRST_DESK, "desks": DESKS, "open": NIL, "first": at, "last": min(last, at + AT_ONCE)}
        admin.execute(MAKE, given)
    for _, definition in rows:
        admin.execute(definition.encode())
    admin.execute("VACUUM ANALYZE record.entries")
    return time.perf_counter() - began


def p50_ms(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some calls, in milliseconds."""
    took: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return round(statistics.median(took) * 1e3, 2)


class Reading:
    """A desk that pushes and reads, over the doors."""

    def __init__(self, hand: Hand, connection: Connection) -> None:
        self._hand = hand
        self._connection = connection
        self._base = exchange.hello(connection).snapshot
        self.held = 0
        """How many entries each desk has written."""

    def push(self, count: int = exchange.BATCH) -> None:
        batch = self._hand.notes(count, incident=NIL)
        exchange.push(self._connection, batch, os.urandom(64))
        self._hand.ends[batch[-1].stream] = (batch[-1].seq, batch[-1].hash)

    def new(self) -> None:
        """What came since the last time; between two calls a batch is pushed."""
        target = exchange.hello(self._connection).snapshot
        exchange.delta(self._connection, self._base, target, exchange.BEGINNING)
        self._base = target

    def _somewhere(self) -> int:
        return 1 + int(time.time() * 997) % max(1, self.held - exchange.PAGE)

    def page(self) -> None:
        """A page of the past."""
        desk = FIRST_DESK + 16 * 7
        rows = exchange.page(self._connection, "fetch(%s, %s, %s, %s)", desk, NIL, self._somewhere(), exchange.PAGE)
        assert rows


def sizes(admin: psycopg.Connection[Any]) -> dict[str, int]:
    """The bytes of the table, with what it keeps apart, and of each index."""
    ((table,),) = admin.execute("SELECT pg_table_size('record.entries')").fetchall()
    rows = admin.execute(
        "SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index "
        "WHERE indrelid = 'record.entries'::regclass"
    ).fetchall()
    return {"table": table, **{name.removeprefix("record."): size for name, size in rows}}


def measured(server: Server, reading: Reading, entries: int) -> dict[str, Any]:
    """What one size costs."""
    push = p50_ms(reading.push)
    reading.new()
    idle = p50_ms(reading.new)
    took: list[float] = []
    for _ in range(ROUNDS // 3):
        reading.push()
        took.append(p50_ms(reading.new, 1))
    found = sizes(server.admin)
    return {
        "entries": entries,
        "push_100_p50_ms": push,
        "look_nothing_new_p50_ms": idle,
        "look_100_new_p50_ms": round(statistics.median(took), 2),
        "page_of_the_past_p50_ms": p50_ms(reading.page),
        "bytes_per_entry": round(sum(found.values()) / entries),
        "bytes": found,
    }


def main(millions: list[float]) -> None:
    """Print a line for each size."""
    cluster = Cluster(list(installations().values())[-1], place=DISK if DISK.is_dir() else None)
    try:
        cluster.start(fsync="on", max_wal_size="4GB", shared_buffers="1GB", maintenance_work_mem="512MB")
        server = Server.ours(cluster.url)
        hand = server.desk()
        there = 0
        with connect({**parse(server.url), "user": hand.role, "password": "x"}) as connection:
            reading = Reading(hand, connection)
            for wanted in sorted(int(m * 1_000_000) for m in millions):
                grown_s = grow(server.admin, there, wanted)
                reading.held = wanted // DESKS
                print(json.dumps({**measured(server, reading, wanted), "grown_s": round(grown_s)}), flush=True)
                there = wanted
        server.close()
    finally:
        cluster.remove()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("millions", nargs="*", type=float, default=[1, 5, 20])
    main(parser.parse_args().millions)
