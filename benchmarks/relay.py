"""How long a note takes from one desk's disk to all others', beside bare processes that do what cannot be left out."""

import random
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import msgspec
from psycopg.conninfo import make_conninfo

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import scratch
from benchmarks.push import room
from benchmarks.relaying import Told, Turns, arrivals
from benchmarks.save import bare_database
from benchmarks.windows import window
from incident_desk.desk import Desk
from incident_desk.domain.incident import Declare
from incident_desk.domain.severity import Severity
from tests.shared.byhand import Server

EVERY_S: Final = 5.0
"""A desk writes 0.2 notes a second."""
SLOT_S: Final = 10.0
"""So long one side writes while the other rests, and then the other way round."""
REST_S: Final = 0.5
SLOTS: Final = 6
BARE: Final = (
    "CREATE SCHEMA bare; CREATE TABLE bare.entries (LIKE record.entries INCLUDING ALL); "
    "ALTER TABLE bare.entries ADD COLUMN n bigserial UNIQUE; "
    "GRANT USAGE ON SCHEMA bare TO desks; GRANT INSERT, SELECT ON bare.entries TO desks; "
    "GRANT USAGE ON SEQUENCE bare.entries_n_seq TO desks"
)


def measure(is_quick: bool, count: int = 10) -> Sides:
    """Let both sides write in turn, on the same server and the same machine."""
    slots, slot_s = (1, EVERY_S) if is_quick else (SLOTS, SLOT_S)
    with scratch() as folder, room() as server, ExitStack() as open_:
        server.admin.execute(BARE.encode())
        desks = [open_.enter_context(window("relay_desk", *arguments)) for arguments in _desks(server, folder, count)]
        bare = [open_.enter_context(window("relay_bare", *arguments)) for arguments in _bare(server, folder, count)]
        for each in (*desks, *bare):
            each.until("ready")
        first_s = time.monotonic() + 1
        end_s = first_s + 2 * slots * slot_s
        for number, side in enumerate((desks, bare)):
            starts_s = [first_s + (2 * slot + number) * slot_s for slot in range(slots)]
            for each in side:
                each.say(msgspec.json.encode(Turns(_due(starts_s, slot_s), end_s)).decode())
        ours, peer = ([msgspec.json.decode(each.answer(), type=Told) for each in side] for side in (desks, bare))
    return Sides(arrivals(ours), arrivals(peer, may_lose=True))


def _due(starts_s: Sequence[float], slot_s: float) -> list[float]:
    """A moment in every five seconds, drawn, as people write."""
    each_s = [start_s + at_s for start_s in starts_s for at_s in _steps(slot_s)]
    return [at_s + random.uniform(0, EVERY_S - REST_S) for at_s in each_s]


def _steps(slot_s: float) -> list[float]:
    return [count * EVERY_S for count in range(round(slot_s / EVERY_S))]


def _desks(server: Server, folder: Path, count: int) -> Generator[tuple[str, str]]:
    """Homes that nobody used yet, and lines to join with: there is one incident in the record they come to."""
    with Desk.open(folder / "founder") as founder:
        founder.choose_person("Ada").result()
        membership = founder.shared.membership()
        membership.found(server.url)
        founder.record(Declare("Checkout fails", Severity.SEV2)).result()
        founder.shared.exchange()
        for number in range(count):
            yield str(folder / f"desk {number}"), membership.grant(f"Desk {number}", "responder")


def _bare(server: Server, folder: Path, count: int) -> Generator[tuple[str, str, str]]:
    for number in range(1, count + 1):
        database = folder / f"bare {number}.db"
        bare_database(database).close()
        address = make_conninfo(server.url, user=server.invite("responder"), password="x")
        yield str(database), address, str(number)


BENCHMARK = Benchmark(
    name="relay",
    what="entry on one desk's disk → on another's, 10 desks each writing 0.2/s ÷ the same with 10 bare processes",
    budget=1.5,
    percentile=50,
    unit="ms",
    scale=1e3,
    measure=measure,
)
