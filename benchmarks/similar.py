"""Finding past incidents like some words among 20,000, beside the bare query of FTS5 for any of these words."""

import random
import resource
import sys
from functools import partial
from itertools import accumulate
from typing import Final

import sqlcipher3.dbapi2 as sqlite

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import quiet, seconds
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.similar import Asked, Past, Precedents
from incident_desk.domain.trade_words import CONCEPTS

MOST: Final = 10
BARE: Final = f"SELECT rowid FROM past WHERE past MATCH ? ORDER BY rank LIMIT {MOST}"
SERVICES: Final = tuple(f"service{n}" for n in range(40))
FACTORS: Final = tuple(f"{group[0]} {group[1]}" for group in CONCEPTS[:20])


def pasts(count: int, chance: random.Random) -> list[Past]:
    """Reports of 30 to 90 words, of which few are common and most are rare, as Zipf found it; with the trade's."""
    rare = [f"{chance.choice('bdfgklmnprstv')}{n:x}{chance.choice(('ing', 'ed', 's', ''))}" for n in range(40_000)]
    every = [*(word for group in CONCEPTS for word in group), *rare]
    weights = list(accumulate(1 / (n + 10) for n in range(len(every))))
    return [
        Past(
            IncidentId(f"i{n}"),
            f"INC-{n}",
            " ".join(chance.choices(every, cum_weights=weights, k=8)),
            " ".join(chance.choices(every, cum_weights=weights, k=chance.randint(30, 90))),
            services=(chance.choice(SERVICES),),
            factors=(chance.choice(FACTORS),) if chance.random() < 0.4 else (),
        )
        for n in range(count)
    ]


def typed(told: list[Past], chance: random.Random) -> str:
    """Six words, or a line of twenty, out of one of them; a word in ten with a slip of the finger."""
    said = chance.choice(told).text.split()
    words = chance.sample(said, min(len(said), chance.choice((6, 20))))
    return " ".join(word[:2] + word[3:] if len(word) > 5 and chance.random() < 0.1 else word for word in words)


def measure(is_quick: bool) -> Sides:
    """Ask both, one after the other, for the same words."""
    count, rounds = (500, 20) if is_quick else (20_000, 400)
    chance = random.Random(20170131)
    told = pasts(count, chance)
    bare = sqlite.connect(":memory:", isolation_level=None)
    bare.execute("CREATE VIRTUAL TABLE past USING fts5(title, text, services, factors)")
    rows = [(each.title, each.text, " ".join(each.services), " ".join(each.factors)) for each in told]
    bare.executemany("INSERT INTO past VALUES (?, ?, ?, ?)", rows)
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made: list[Precedents] = []
    took_s = seconds(lambda: made.append(Precedents(told)))
    grew_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib) / 1024
    print(f"similar: {count} incidents learned in {took_s:.1f} s, {grew_mib:.0f} MiB", file=sys.stderr)
    ours: list[float] = []
    peer: list[float] = []
    with quiet():
        for _ in range(rounds):
            words = typed(told, chance)
            match = " OR ".join(f'"{word}"' for word in words.split())
            ours.append(seconds(partial(made[0].like, Asked(words), MOST)))
            peer.append(seconds(lambda asked=match: bare.execute(BARE, (asked,)).fetchall()))
    bare.close()
    return Sides(ours, peer)


BENCHMARK = Benchmark(
    name="similar",
    what="the ten past incidents likest to some words, of 20,000 ÷ the bare FTS5 query for any of the words",
    budget=3,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
)
