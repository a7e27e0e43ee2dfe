"""Saving one note, beside the bare insert: the same row and the same words, in a transaction that is on the disk."""

import time
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import in_turn, quiet, scratch
from incident_desk.desk import Desk
from incident_desk.domain.entry import Entry
from incident_desk.domain.incident import Declare
from incident_desk.domain.searching import searchable
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from incident_desk.store import schema
from incident_desk.store.connecting import WRITER
from incident_desk.store.engine import writing

TEXT = "Replica {count} lags by {count} seconds; the network team has started the failover"
COLUMNS = Entry.__struct_fields__
ROW = f"INSERT INTO entries ({', '.join(COLUMNS)}, heard_us) VALUES ({', '.join('?' * len(COLUMNS))}, ?)"
WORDS = "INSERT INTO words(rowid, text) VALUES (?, ?)"


def bare_database(path: Path) -> sqlite.Connection:
    """The driver's connection to a database with the tables and the settings of ours."""
    engine = writing(path)
    with engine.begin() as run:
        schema.create(run)
    engine.dispose()
    connection = sqlite.connect(path.as_posix(), isolation_level=None)
    for pragma in WRITER:
        connection.execute(pragma).fetchall()
    return connection


class Writing:
    """Saves notes in both ways: the bare one saves what ours has just saved."""

    def __init__(self, desk: Desk, bare: sqlite.Connection) -> None:
        self._desk = desk
        self._bare = bare
        self._incident = desk.record(Declare("Checkout fails", Severity.SEV2)).result()[-1].incident
        self._count = 0
        self._last = self._note()

    def ours(self) -> float:
        """From the call until it is on the disk."""
        began = time.perf_counter()
        self._last = self._note()
        return time.perf_counter() - began

    def _note(self) -> Entry:
        self._count += 1
        (entry,) = self._desk.record(Note(TEXT.format(count=self._count)), self._incident).result()
        return entry

    def peer(self) -> float:
        """Of the insert alone: the values are at hand."""
        entry = self._last
        row = (*(getattr(entry, column) for column in COLUMNS), entry.recorded_us)
        words = searchable(entry)
        run = self._bare.execute
        began = time.perf_counter()
        run("BEGIN IMMEDIATE")
        n = run(ROW, row).lastrowid
        run(WORDS, (n, words))
        run("COMMIT")
        return time.perf_counter() - began


def measure(is_quick: bool) -> Sides:
    """Write notes into a home and rows into a bare database beside it."""
    with scratch() as folder, Desk.open(folder / "home", apart=True) as desk:
        bare = bare_database(folder / "bare.db")
        writing = Writing(desk, bare)
        with quiet():
            sides = in_turn(20 if is_quick else 4_000, writing.ours, writing.peer, warm_up=1 if is_quick else 100)
        bare.close()
    return sides


BENCHMARK = Benchmark(
    name="save",
    what="call to durable ÷ the same row and words inserted in one transaction, no thread, no Core",
    budget=1.75,
    percentile=50,
    unit="µs",
    scale=1e6,
    measure=measure,
)
