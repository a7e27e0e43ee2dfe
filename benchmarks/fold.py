"""Folding an incident, beside only reading what its entries say."""

import time

import msgspec

from benchmarks.budget import Benchmark, Sides
from benchmarks.making import BODIES, a_room
from benchmarks.measuring import in_turn, quiet, seconds
from incident_desk.domain.fold import Fold
from incident_desk.domain.kinds import kind_named

BEGAN_US = 1_485_820_800_000_000


def measure(is_quick: bool) -> Sides:
    """Fold the entries, and decode the bodies of the same."""
    entries = a_room().incident(200 if is_quick else 10_000, BEGAN_US, is_open=True)
    incident = entries[0].incident
    decode = {kind_named(body): msgspec.json.Decoder(body).decode for body in BODIES}
    with quiet():
        return in_turn(
            3 if is_quick else 100,
            lambda: seconds(lambda: Fold(incident, entries), time.thread_time),
            lambda: seconds(lambda: [decode[entry.kind](entry.body) for entry in entries], time.thread_time),
            warm_up=3,
        )


BENCHMARK = Benchmark(
    name="fold",
    what="fold 10,000 entries ÷ msgspec decode of the same, CPU time",
    budget=4,
    percentile=50,
    unit="ms",
    scale=1e3,
    measure=measure,
)
