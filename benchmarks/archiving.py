"""What moving old incidents to the archive gains: 20 of them with 1,000 notes each, a year ago.

    python -m benchmarks.archiving

Not among the budgets, because it measures a place and not a pace. It prints one line of JSON: how long the move took,
and the bytes of both tables with their indexes before and after, each packed by VACUUM FULL. The notes are ten words
drawn from 2,000, so that packing finds no more alike in them than in what people write.
"""

import json
import random
import time

import psycopg
import pytest

from benchmarks.measuring import DISK, scratch
from incident_desk.desk import Desk
from incident_desk.desk.clock import DeskClock
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note
from tests.shared.archiving import THEN, Past, learn_nothing
from tests.shared.cluster import Cluster, installations

INCIDENTS, BATCHES, AT_ONCE = 20, 10, 100


def write_old(desk: Desk) -> None:
    """Incidents that are over, at the time the desk's clock shows."""
    drawn = random.Random(7)
    words = ["".join(drawn.choices("abdeiklmnorstu", k=drawn.randint(3, 9))) for _ in range(2_000)]
    for n in range(INCIDENTS):
        incident = desk.record(Declare(f"Mail is late {n}")).result()[-1].incident
        for _ in range(BATCHES):
            notes = [Note(" ".join(drawn.choices(words, k=10))) for _ in range(AT_ONCE)]
            desk.record(notes, incident).result()
        desk.record(SetState(State.RESOLVED), incident).result()
    desk.shared.exchange()


def bytes_of(url: str) -> dict[str, int]:
    """The working table and the archive, with their indexes."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = dict[str, int]()
        for table in ("entries", "archived"):
            connection.execute(f"VACUUM FULL record.{table}")
            size = connection.execute(f"SELECT pg_total_relation_size('record.{table}')").fetchone()
            assert size is not None
            found[table] = size[0]
    return found


def measure() -> dict[str, object]:
    """Write what is old, look, move it, look again."""
    cluster = Cluster(list(installations().values())[-1], place=DISK if DISK.is_dir() else None)
    past = Past()
    try:
        cluster.start(fsync="on")
        with pytest.MonkeyPatch.context() as patch, scratch() as folder, Desk.open(folder / "ada", clock=past) as desk:
            patch.setattr(DeskClock, "learn", learn_nothing)
            desk.choose_person("Ada").result()
            desk.shared.membership().found(cluster.url)
            write_old(desk)
            past.behind_us = 0
            before = bytes_of(cluster.url)
            began = time.perf_counter()
            moved = desk.shared.archive.move(THEN).entries
            took = time.perf_counter() - began
            return {"moved": moved, "seconds": round(took, 2), "before": before, "after": bytes_of(cluster.url)}
    finally:
        cluster.remove()


if __name__ == "__main__":
    print(json.dumps(measure()))
