"""Puts what is proven into the record, as an exchange with a shared database does: one transaction, or nothing."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.adoption import seen
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import EraseAsked, Erased
from incident_desk.domain.errors import RecordError
from incident_desk.domain.hlc import FURTHEST_AHEAD_MS, wall_us
from incident_desk.domain.ids import DeskNumber, PersonId, StreamId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.offers import Offer
from incident_desk.store import adopting, filling, statements, stretches
from incident_desk.store.appending import Appender
from incident_desk.store.attachments import is_digest
from incident_desk.store.bundles.form import Line
from incident_desk.store.bundles.proving import Proven
from incident_desk.store.reader import entries_of
from incident_desk.store.stretches import Stretch

ERASED: Final = kind_named(Erased)
ASKED: Final = kind_named(EraseAsked)


class Taken(msgspec.Struct):
    """What came of it: what is new, how much was here already or lacks what is before it, and what was put aside."""

    new: list[Entry] = msgspec.field(default_factory=list[Entry])
    there: int = 0
    carried: int = 0
    to_come: int = 0
    parked: list[str] = msgspec.field(default_factory=list[str])
    erased: list[str] = msgspec.field(default_factory=list[str])
    offered: list[Offer] = msgspec.field(default_factory=list[Offer])


class Taker:
    """Lives on the writer's connection, for one bundle.

    Args:
        writing: the desks that are written with here; nobody else adds to their chains.
        trusted: the people whose desks were known here before this bundle.
    """

    def __init__(
        self,
        connection: sqlite.Connection,
        appender: Appender,
        writing: Collection[DeskNumber],
        trusted: Collection[PersonId],
        now_us: int,
    ) -> None:
        self._run = connection.execute
        self._appender = appender
        self._writing = writing
        self._trusted = trusted
        self._now_us = now_us
        self._to_come: dict[filling.Chain, int] = {}

    def take(self, proven: Proven, offers: Sequence[Offer] = ()) -> Taken:
        """All of it in one transaction; what is offered waits to be adopted. Raises: NotSaved."""
        taken = Taken()
        with self._appender.transaction():
            for desk, known in proven.strangers.items():
                self._run(statements.PIN, (desk, known.person, known.public_key, self._now_us))
            for line, why in proven.parked:
                self._park(line, why, taken)
            self._to_come = filling.firsts(lambda statement: self._run(statement).fetchall())
            gone = self._erased_here()
            for line in self._without_archived(proven.lines, taken):
                if why := self._take(line, gone, taken):
                    self._park(line, why, taken)
            for link in proven.links:
                bare = msgspec.json.encode(link.entry())
                self._run(statements.LINK, (link.desk, link.stream, link.seq, bare, link.sig))
            here = [offer for offer in offers if not self._run(statements.BY_ID, (offer.entry.id,)).fetchone()]
            taken.offered = [offer for offer in here if adopting.keep(self._run, offer)]
            taken.erased = self._owed()
            for each in taken.erased:
                self._appender.erase(each)
        return taken

    def _without_archived(self, lines: Sequence[Line], taken: Taken) -> list[Line]:
        """Of what lies in the archive of a shared database whole stretches are filled; the rest waits."""
        others: list[Line] = []
        of: defaultdict[Stretch, list[Line]] = defaultdict(list)
        for line in sorted(lines, key=lambda line: (line.desk, line.stream, line.seq)):
            chain = (DeskNumber(line.desk), StreamId(line.stream))
            stretch = stretches.at(self._appender.rows, chain, line.seq)
            (others if stretch is None else of[stretch]).append(line)
        for stretch, part in of.items():
            if len(part) < stretch.count:
                taken.to_come += len(part)
                continue
            held = [(line.entry(), line.sig) for line in part]
            taken.new += stretches.fill(self._run, self._appender.add_before, stretch, held, self._now_us)
        return others

    def _take(self, line: Line, gone: Collection[str], taken: Taken) -> str | None:
        entry = line.entry()
        held = self._run(statements.HELD, (entry.desk, entry.stream, entry.seq)).fetchone()
        if held is not None:
            taken.there += held[0] == entry.hash
            return None if held[0] == entry.hash else "held here with other words"
        if entry.seq < self._to_come.get((entry.desk, entry.stream), 0):
            taken.to_come += 1  # a shared database is bringing it, with all that is before and after it
            return None
        if wall_us(entry.hlc) > self._now_us + FURTHEST_AHEAD_MS * 1000:
            return "it is from the future: the clock of its desk was wrong, or ours is"
        if entry.id in gone:
            entry = msgspec.structs.replace(entry, salt=b"", body=b"")
        if entry.desk in self._writing:
            return "this desk wrote it, and does not have it any more"
        try:
            if self._appender.follows(entry):
                self._appender.add(entry, self._now_us, sig=line.sig)
            else:
                self._appender.carry(entry, self._now_us, sig=line.sig)
                taken.carried += 1
        except RecordError as e:
            return str(e)
        taken.new.append(entry)
        return None

    def _park(self, line: Line, why: str, taken: Taken) -> None:
        entry = line.entry()
        kept = msgspec.json.encode(entry)
        self._run(statements.PARK, (entry.desk, entry.stream, entry.seq, entry.hash, why, kept))
        taken.parked.append(f"desk {entry.desk}, seq {entry.seq}: {why}")

    # erasing ----------------------------------------------------------------------------------------------------------

    def _of_kinds(self, *kinds: str) -> list[Entry]:
        return entries_of(self._run(statements.OF_KINDS, (json.dumps(kinds),)).fetchall())

    def _erased_here(self) -> set[str]:
        """What was erased here, so that no older bundle brings it back."""
        return {entry.subject for entry in self._of_kinds(ERASED) if entry.subject and not self._has_words(entry)}

    def _has_words(self, erasing: Entry) -> bool:
        """Whether what an erasure names is still here."""
        subject = erasing.subject or ""
        if is_digest(subject):
            return (subject,) not in self._run(statements.ERASED_FILES).fetchall()
        rows = entries_of(self._run(statements.BY_ID, (subject,)).fetchall())
        return any(not entry.is_erased for entry in rows)

    def _owed(self) -> list[str]:
        """What two people had erased, one of them known here before: a stranger's file alone empties nothing."""
        asked: defaultdict[str, set[PersonId]] = defaultdict(set)
        for entry in self._of_kinds(ASKED, ERASED):
            if entry.subject and not entry.refused:
                asked[entry.subject].add(entry.author)
        wanted = {entry.subject: entry for entry in self._of_kinds(ERASED) if entry.subject and not entry.refused}
        return [
            subject
            for subject, entry in wanted.items()
            if len(asked[subject]) > 1 and not asked[subject].isdisjoint(self._trusted) and self._has_words(entry)
        ]


def erased_files(connection: sqlite.Connection) -> set[str]:
    """The files that were erased here, and must not come back."""
    return {digest for (digest,) in connection.execute(statements.ERASED_FILES).fetchall()}


def named_files(entries: Iterable[Entry], digests: Sequence[str]) -> list[str]:
    """Those of the digests that one of the entries names in its body."""
    seen_entries = map(seen, entries)
    bodies = b"\n".join(entry.body for entry in seen_entries if entry.kind == "attachment.added")
    return [digest for digest in digests if digest.encode() in bodies]


def is_file(digest: str, content: bytes) -> bool:
    """Whether these bytes are the file of that name."""
    return hashlib.sha256(content).hexdigest() == digest
