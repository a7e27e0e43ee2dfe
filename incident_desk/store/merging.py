"""Brings the entries of an encrypted record back into the open one, when its PIN is taken away."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erased
from incident_desk.domain.kinds import kind_named
from incident_desk.store import attachments, connecting, stretches
from incident_desk.store.appending import Appender, Head
from incident_desk.store.connecting import saving
from incident_desk.store.engine import sql
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader, entries_of
from incident_desk.store.replica import Replica
from incident_desk.store.schema import COLUMNS, entries, roster

PAGE: Final = 1000
ERASED: Final = kind_named(Erased)
_ORDER: Final = (entries.c.hlc, entries.c.desk, entries.c.stream, entries.c.seq)
_ALL: Final = sql(select(*COLUMNS, entries.c.sig, entries.c.acked, entries.c.heard_us).order_by(*_ORDER))
Away = dict[stretches.Chain, list[stretches.Stretch]]
"""What of each chain lies in the archive and not here, in its order."""

_PINS: Final = sql(select(*roster.columns))
_PIN: Final = sql(insert(roster).prefix_with("OR IGNORE").values({c.name: bindparam(c.name) for c in roster.columns}))


def bring_back(sealed: Home, home: Home, replica: Replica) -> None:
    """Add what an encrypted record holds to the open record of `home`, whose replica this is. Done again, it goes on.

    What was erased in either is erased in both.

    Raises: RecordConflict if they hold different entries in one place; NotSaved.
    """
    attachments.carry(sealed, home, attachments.kept(sealed))
    with Reader.open(sealed) as reader:
        away = stretches.by_chain(reader.rows)
        for page in reader.pages(_ALL, PAGE):
            _add(replica.appender, page, away)
        with replica.appender.transaction():
            for chain in away:
                _is_reached(replica.appender, chain, away)
        pins = reader.rows(_PINS)
    with saving():
        replica.connection.executemany(_PIN, pins)
    with closing(connecting.reader(home.database)) as looking:
        erased = list(Reader(looking).entries_of_kinds([ERASED]))
    _erase(replica.appender, erased)


def _add(appender: Appender, page: list[Any], away: Away) -> None:
    with appender.transaction():
        ends = {chain: head.seq for chain, head in appender.heads.items()}
        for entry, (*_, sig, acked, heard_us) in _rows(page):
            if entry.seq > ends.get((entry.desk, entry.stream), Head().seq):
                if not _is_reached(appender, (entry.desk, entry.stream), away):
                    continue  # the shared database has the rest of it
                appender.add(entry, heard_us, sig=sig, acked=bool(acked))


def _is_reached(appender: Appender, chain: stretches.Chain, away: Away) -> bool:
    """Go on behind what lies in the archive and follows now. Returns: False if part of it is here already."""
    rest = away.get(chain, [])
    while rest and rest[0].first <= (end := appender.end(chain).seq) + 1:
        if rest[0].first <= end < rest[0].last:
            return False
        stretch = rest.pop(0)
        if stretch.first == end + 1:
            appender.skip(stretch, ())
    return True


def _rows(page: list[Any]) -> Iterator[tuple[Entry, Any]]:
    return zip(entries_of(row[: len(COLUMNS)] for row in page), page, strict=True)


def _erase(appender: Appender, erased: list[Entry]) -> None:
    with appender.transaction():
        for entry in erased:
            if entry.subject and not entry.refused:
                appender.erase(entry.subject)
