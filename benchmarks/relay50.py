"""As `relay`, with 50 desks: how it bears a crowd."""

from functools import partial

import msgspec

from benchmarks import relay

BENCHMARK = msgspec.structs.replace(
    relay.BENCHMARK,
    name="relay50",
    what="as relay, with 50 desks and 50 bare processes; nothing lost, nothing doubled",
    budget=3,
    measure=partial(relay.measure, count=50),
)
