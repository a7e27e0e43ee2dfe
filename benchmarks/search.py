"""Searching a large record for the newest entries with some words, beside the bare query of the index."""

import random
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import quiet, scratch, seconds
from incident_desk.desk import ReadingDesk
from incident_desk.store.home import Home

LIMIT = 50
BARE = f"SELECT rowid, text FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT {LIMIT}"
SOME = "SELECT text FROM words WHERE rowid IN (SELECT abs(random()) % (SELECT max(n) FROM entries) FROM words LIMIT ?)"


def queries(bare: sqlite.Connection, count: int) -> list[list[str]]:
    """What people look for: one to four of the words of something that they remember."""
    chance = random.Random(20181021)
    texts = [text.split() for (text,) in bare.execute(SOME, (2 * count,))]
    return [chance.sample(words, chance.randint(1, 4)) for words in texts if len(words) > 4][:count]


class Asking:
    """One record, and both ways to ask it."""

    def __init__(self, home: Path) -> None:
        self.bare = sqlite.connect(Home(home).database, isolation_level=None)
        self.desk = ReadingDesk.open(home)

    def close(self) -> None:
        self.bare.close()
        self.desk.close()

    def ours(self, words: list[str]) -> float:
        """As a person types them."""
        typed = " ".join(words)
        return seconds(lambda: self.desk.search(typed, limit=LIMIT))

    def peer(self, words: list[str]) -> float:
        """As the index wants to be asked."""
        match = " ".join(f'"{word}"' for word in words)
        return seconds(lambda: self.bare.execute(BARE, (match,)).fetchall())


def measure(is_quick: bool) -> Sides:
    """Ask both, one after the other, for the same words."""
    incidents, entries, rounds = (2, 50, 20) if is_quick else (100, 2_000, 4_000)
    with scratch() as folder:
        fill(folder, *[(entries, False)] * incidents)
        with closing(Asking(folder)) as asking, quiet():
            asked = [(asking.ours(words), asking.peer(words)) for words in queries(asking.bare, rounds)]
    return Sides(*zip(*asked, strict=True))


BENCHMARK = Benchmark(
    name="search",
    what="the newest 50 entries with some words, of 200,000 ÷ the bare FTS5 query",
    budget=1.5,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
)
