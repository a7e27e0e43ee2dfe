"""Many desks against one PostgreSQL: each stays connected, looks when it is called and every 5 s, and may write.

    python -m benchmarks.crowd [DESKS…] [--seconds 20] [--push-rate 0.02]

The desks are connections of a few processes: a thousand programs do not fit on one machine, and the server sees no
difference. It prints one line of JSON for each number of desks: what was asked of the server, and how long an entry
took from the desk that wrote it to the others.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import resource
import statistics
import time
import uuid
from collections.abc import Sequence
from typing import Any, Final

import msgspec
import psycopg

from benchmarks.budget import percentile
from benchmarks.measuring import DISK
from incident_desk.desk.sealing import Chains
from incident_desk.desk.sharing import GATHER_S, POLL_S
from incident_desk.domain.commands import Draft
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import NO_INCIDENT, DeskNumber, PersonId
from incident_desk.domain.timeline import Noted
from incident_desk.store.shared import exchange, founding
from incident_desk.store.shared.connection import parse
from tests.shared.cluster import Cluster, installations

PROCESSES: Final = 4
CONNECTING_S: Final = 0.06
"""Of each desk; a server that is asked by all at once takes its time."""
LAST_S: Final = POLL_S + 2
"""So long before the end nobody writes any more, so that all can arrive."""
HELLO: Final = "SELECT snapshot::text FROM record.hello()"
UNSEALED: Final = "SELECT id FROM record.pull_unsealed($1::pg_snapshot, $2::pg_snapshot, $3, 0, 0, 500)"
NEW: Final = "SELECT desk, recorded_us FROM record.pull($1::pg_snapshot, $2::pg_snapshot, '0', $3, 0, 500)"
ERASED: Final = "SELECT subject FROM record.pull_erased($1::pg_snapshot, $2::pg_snapshot, '0', '', 500)"
NIL: Final = "00000000-0000-0000-0000-000000000000"
PUSH: Final = exchange._PUSH.text  # pyright: ignore[reportPrivateUsage]
FIELDS: Final = (
    *("id", "incident", "kind", "author", "subject", "hlc", "occurred_us", "recorded_us"),
    *("hash", "digest", "salt", "body"),
)
Asking = psycopg.AsyncConnection[tuple[Any, ...]]


class Hours(msgspec.Struct, frozen=True):
    """When all begin, and when all go; seconds since the epoch."""

    begin_s: float
    end_s: float


class Tally:
    """What one process saw."""

    def __init__(self) -> None:
        self.looks = 0
        self.pushes = 0
        self.arrivals_s: list[float] = []


class Guest:
    """One desk: a connection, a chain, a place in the record."""

    def __init__(self, number: int, person: str, tally: Tally, hours: Hours, push_rate: float) -> None:
        self._desk, self._person = DeskNumber(number), PersonId(person)
        self._tally = tally
        self._hours = hours
        self._push_rate = push_rate
        self._chains = Chains({}, 0)

    async def live(self, url: str) -> None:
        connection: Asking = await psycopg.AsyncConnection.connect(
            url, autocommit=True, cursor_factory=psycopg.AsyncRawCursor
        )
        async with connection:
            await connection.execute("LISTEN record")
            base = await self._snapshot(connection)
            assert time.time() < self._hours.begin_s, "connecting took too long"
            await asyncio.sleep(self._hours.begin_s - time.time())
            next_push_s = time.time() + random.expovariate(self._push_rate)
            next_look_s = time.time() + random.uniform(0, POLL_S)
            while (now_s := time.time()) < self._hours.end_s:
                if now_s >= next_push_s:
                    if now_s < self._hours.end_s - LAST_S:
                        await self._push(connection)
                    next_push_s = now_s + random.expovariate(self._push_rate)
                if now_s >= next_look_s:
                    base = await self._look(connection, base)
                    next_look_s = time.time() + POLL_S
                wait_s = max(0.001, min(next_push_s, next_look_s, self._hours.end_s) - time.time())
                async for _ in connection.notifies(timeout=wait_s, stop_after=1):
                    next_look_s = min(next_look_s, now_s + GATHER_S)

    async def _snapshot(self, connection: Asking) -> str:
        row = await (await connection.execute(HELLO, prepare=True)).fetchone()
        assert row is not None
        return row[0]

    async def _look(self, connection: Asking, base: str) -> str:
        target = await self._snapshot(connection)
        await connection.execute(UNSEALED, (base, target, NIL), prepare=True)
        rows = await (await connection.execute(NEW, (base, target, NIL), prepare=True)).fetchall()
        await connection.execute(ERASED, (base, target), prepare=True)
        now_us = time.time_ns() // 1000
        self._tally.looks += 1
        self._tally.arrivals_s += [(now_us - written) / 1e6 for desk, written in rows if desk != self._desk]
        return target

    async def _push(self, connection: Asking) -> None:
        draft = Draft(Noted("db1 is empty, the replica is not"))
        batch: Sequence[Entry] = self._chains.seal(
            [draft], self._desk, self._person, NO_INCIDENT, time.time_ns() // 1000
        )
        columns = [[getattr(e, field) for e in batch] for field in FIELDS]
        first = batch[0]
        await connection.execute(
            PUSH, (first.stream, first.seq, first.prev_hash, *columns, os.urandom(64)), prepare=True
        )
        await connection.execute("NOTIFY record")
        self._tally.pushes += 1


def live(address: str, guests: Sequence[tuple[int, str, str]], hours: Hours, push_rate: float) -> dict[str, Any]:
    """In a process of its own: some desks, from when all are connected."""
    tally = Tally()

    async def all_of_them() -> None:
        await asyncio.gather(
            *(Guest(n, person, tally, hours, push_rate).live(address.format(role=role)) for n, person, role in guests)
        )

    asyncio.run(all_of_them())
    return {"looks": tally.looks, "pushes": tally.pushes, "arrivals": tally.arrivals_s}


def let_in(admin: psycopg.Connection[Any], count: int, first: int) -> list[tuple[int, str, str]]:
    """Desks with roles of their own, as if they had enrolled."""
    made: list[tuple[int, str, str]] = []
    with admin.transaction():
        for number in range(first, first + count):
            desk, person, role = 1_000_000 + number * 16, str(uuid.uuid4()), f"crowd_{number}"
            admin.execute(f"CREATE ROLE {role} LOGIN IN ROLE desks".encode())
            admin.execute("INSERT INTO record.people VALUES (%s, %s, 'responder')", (person, role))
            given = (desk, role, person, os.urandom(32))
            admin.execute("INSERT INTO record.desks (desk, pg_role, person, public_key) VALUES (%s, %s, %s, %s)", given)
            made.append((desk, person, role))
    return made


def measure(cluster: Cluster, desks: int, first: int, seconds: float, push_rate: float) -> dict[str, Any]:
    """Run so many desks."""
    with psycopg.connect(cluster.url, autocommit=True) as admin:
        guests = let_in(admin, desks, first)
        address = f"postgresql://{{role}}@127.0.0.1:{cluster.port}/postgres"
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        begin_s = time.time() + CONNECTING_S * (50 + desks)
        hours = Hours(begin_s, begin_s + seconds + LAST_S)
        with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
            shares = [(address, guests[n::PROCESSES], hours, push_rate) for n in range(PROCESSES)]
            told = pool.starmap(live, shares)
        took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    arrivals = [each for one in told for each in one["arrivals"]]
    looks, pushes = (sum(one[name] for one in told) for name in ("looks", "pushes"))
    wanted = pushes * (desks - 1)
    clients_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "desks": desks,
        "looks_per_s": round(looks / (seconds + LAST_S)),
        "pushes_per_s": round(pushes / seconds, 1),
        "arrived": len(arrivals),
        "of": wanted,
        "arrival_p50_ms": round(statistics.median(arrivals) * 1e3) if arrivals else None,
        "arrival_p99_ms": round(percentile(arrivals, 99) * 1e3) if arrivals else None,
        "clients_cpus": round(clients_s / took, 2),
    }


def main(crowds: Sequence[int], seconds: float, push_rate: float) -> None:
    """Print a line for each crowd."""
    cluster = Cluster(list(installations().values())[-1], place=DISK if DISK.is_dir() else None)
    try:
        cluster.start(fsync="on", max_connections=str(max(crowds) + 40), shared_buffers="256MB")
        rules = cluster.folder / "data" / "pg_hba.conf"
        rules.write_text("host all all 127.0.0.1/32 trust\n", encoding="utf-8")  # a thousand SCRAM proofs take minutes
        cluster.set("log_parameter_max_length", "0")
        founding.found(parse(cluster.url))
        first = 0
        for desks in crowds:
            print(json.dumps(measure(cluster, desks, first, seconds, push_rate)), flush=True)
            first += desks
    finally:
        cluster.remove()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("desks", nargs="*", type=int, default=[100, 300, 1000])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--push-rate", type=float, default=0.02, help="of each desk, in a second")
    given = parser.parse_args()
    main(given.desks, given.seconds, given.push_rate)
