"""A reader that follows the cursor never passes over an entry, however late it is committed."""

import random
import threading
import time
from collections import Counter

import psycopg
import pytest

from incident_desk.domain.ids import NIL
from tests.shared.byhand import OPEN, Hand, Server

WRITERS = 8
BARE = "CREATE TABLE public.bare (n bigserial PRIMARY KEY, id text); GRANT USAGE ON SCHEMA public TO desks; " + (
    "GRANT ALL ON public.bare TO desks; GRANT ALL ON SEQUENCE public.bare_n_seq TO desks"
)


class Run:
    """Writers that take their time to commit, and two readers: one by the cursor, one by a counted column."""

    def __init__(self, server: Server, seconds: float, seed: int) -> None:
        self.server = server
        self.end = time.monotonic() + seconds
        self.seed = seed
        self.committed: list[str] = []
        self.read: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self.readings = 0
        self._is_over = threading.Event()

    def go(self) -> None:
        hands = [self.server.desk() for _ in range(WRITERS + 2)]
        writers = [
            threading.Thread(target=self._write, args=(hand, random.Random(self.seed + n)))
            for n, hand in enumerate(hands[:WRITERS])
        ]
        readers = [
            threading.Thread(target=self._follow, args=(hands[-1],)),
            threading.Thread(target=self._count, args=(hands[-2],)),
        ]
        for thread in (*writers, *readers):
            thread.start()
        for thread in writers:
            thread.join()
        self._is_over.set()
        for thread in readers:
            thread.join()

    def _write(self, hand: Hand, chance: random.Random) -> None:
        while time.monotonic() < self.end:
            before = dict(hand.ends)
            ids: list[str] = []
            try:
                with hand.connection.transaction():
                    ids += self._push(hand, chance)
                    if chance.random() < 0.3:
                        kept = dict(hand.ends)
                        try:
                            with hand.connection.transaction():
                                self._push(hand, chance)
                                raise psycopg.Rollback
                        except psycopg.Rollback:
                            hand.ends = kept
                        hand.ends = kept
                        ids += self._push(hand, chance)
                    time.sleep(chance.choice((0, 0, 0.02, 0.1, 0.3)))
                    if chance.random() < 0.1:
                        ids.clear()
                        hand.ends = before
                        raise psycopg.Rollback
            except psycopg.Rollback:
                hand.ends = before
            self.committed += ids
            if not ids:
                hand.ends = before

    def _push(self, hand: Hand, chance: random.Random) -> list[str]:
        batch = hand.notes(chance.randint(1, 4), incident=NIL)
        hand.push(*batch)
        for entry in batch:
            hand.connection.execute("INSERT INTO public.bare (id) VALUES (%s)", (entry.id,))
        return [entry.id for entry in batch]

    def _follow(self, hand: Hand) -> None:
        base = "3:3:"
        while True:
            is_last = self._is_over.is_set()
            target = hand.snapshot()
            self.read.update(entry for stream, entry in hand.reads(base, target) if stream == OPEN)
            base = target
            self.readings += 1
            if is_last:
                return

    def _count(self, hand: Hand) -> None:
        last = 0
        while True:
            is_last = self._is_over.is_set()
            rows = hand.run("SELECT n, id FROM public.bare WHERE n > %s ORDER BY n", last)
            self.counted.update(entry for _, entry in rows)
            last = rows[-1][0] if rows else last
            if is_last:
                return


def nothing_is_passed_over(server: Server, seconds: float, seed: int) -> None:
    server.admin.execute(b"DROP TABLE IF EXISTS public.bare")
    server.admin.execute(BARE.encode())
    run = Run(server, seconds, seed)
    run.go()
    there = {entry for (entry,) in server.admin.execute("SELECT id::text FROM record.entries")}
    assert set(run.committed) <= there
    assert len(run.committed) > 100
    lost = there - run.read.keys()
    phantoms = run.read.keys() - there
    twice = [entry for entry, count in run.read.items() if count > 1]
    assert (len(lost), len(twice), len(phantoms)) == (0, 0, 0), f"in {run.readings} readings"
    assert set(run.committed) - run.counted.keys(), "the naive reader lost nothing: this test could not fail"


def test_an_entry_that_commits_late_is_never_passed_over(server: Server) -> None:
    nothing_is_passed_over(server, 3, seed=7)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_in_a_long_run_none_is_passed_over_either(server: Server, seed: int) -> None:
    nothing_is_passed_over(server, 12, seed=100 * seed)
