"""The peer of a desk that shares its record: one thread, the driver, LISTEN, and SQLite at FULL; nothing is checked."""

import os
import select
import sys
import time
import uuid
from typing import Any, Final

import psycopg
import sqlcipher3.dbapi2 as sqlite

from benchmarks.relaying import TEXT, take_turns
from incident_desk.store.connecting import WRITER
from incident_desk.store.form import COVERED

NAMES: Final = ", ".join(COVERED)
READ: Final = ", ".join(f"{name}::text" if name in ("id", "incident", "stream") else name for name in COVERED)
PUT: Final = (
    f"INSERT INTO bare.entries ({NAMES}, sig, refused, pushed_by, server_at, xid) "
    f"VALUES ({', '.join(['%s'] * len(COVERED))}, %s, false, 'bare', now(), pg_current_xact_id())"
)
NEW: Final = f"SELECT n, {READ} FROM bare.entries WHERE n > %s AND desk <> %s ORDER BY n"
KEEP: Final = f"INSERT INTO entries ({NAMES}, acked, heard_us) VALUES ({', '.join('?' * len(COVERED))}, ?, ?)"
INDEX: Final = "INSERT INTO words(rowid, text) VALUES (?, ?)"
SIGNATURE: Final = b"s" * 64
NIL: Final = str(uuid.UUID(int=0))

replica, address, number = sys.argv[1:]
me = int(number)
there = psycopg.connect(address, autocommit=True)
here = sqlite.connect(replica, isolation_level=None)
for pragma in WRITER:
    here.execute(pragma).fetchall()
there.execute("LISTEN bare")
author, incident = str(uuid.uuid4()), str(uuid.uuid4())
heard: list[tuple[str, float]] = []
last = [0]


def keep(rows: list[tuple[Any, ...]], words: str, acked: int) -> None:
    """All of them in one transaction."""
    here.execute("BEGIN IMMEDIATE")
    for row in rows:
        n = here.execute(KEEP, (*row, acked, 0)).lastrowid
        here.execute(INDEX, (n, words or bytes(row[-1]).decode()))
    here.execute("COMMIT")


def look() -> None:
    """Take what is new."""
    rows = there.execute(NEW.encode(), (last[0], me), prepare=True).fetchall()
    if rows:
        last[0] = rows[-1][0]
        keep([row[1:] for row in rows], "", 1)
        at_s = time.monotonic()
        heard.extend((row[4], at_s) for row in rows)


def wait(until_s: float) -> None:
    """Look whenever somebody calls."""
    while (left_s := until_s - time.monotonic()) > 0:
        ready, _, _ = select.select([there.fileno()], [], [], left_s)
        if ready and {notice.pid for notice in there.notifies(timeout=0)} - {there.info.backend_pid}:
            look()


def write(count: int) -> tuple[str, float]:
    """A note, saved, and then handed up."""
    id_, text = str(uuid.uuid4()), TEXT.format(count=count)
    now_us = time.time_ns() // 1000
    head = (me, NIL, count + 1, id_, incident, "timeline.noted", author, None, now_us << 6, now_us, now_us)
    row = (*head, os.urandom(32), os.urandom(32), os.urandom(32), os.urandom(16), text.encode())
    keep([row], text, 0)
    at_s = time.monotonic()
    there.execute(PUT.encode(), (*row, SIGNATURE), prepare=True)
    there.execute("NOTIFY bare")
    return id_, at_s


take_turns(write, wait, heard)
