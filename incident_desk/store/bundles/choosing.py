"""Which entries a bundle carries, what proves each of them, and what it leaves out and why."""

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import CUSTOMER_REPORTS, NO_INCIDENT, OPEN_STREAM, DeskNumber, EntryId, StreamId
from incident_desk.domain.incident import IncidentDeclared, IncidentOpened
from incident_desk.domain.kinds import kind_named
from incident_desk.store import statements, stretches
from incident_desk.store.bundles.form import MOST_ENTRIES, Coverage, LeftOut, Line
from incident_desk.store.bundles.keys import Sign
from incident_desk.store.reader import Reader, entries_of

BEGINNINGS: Final = frozenset({kind_named(IncidentOpened), kind_named(IncidentDeclared)})
"""Carried whatever the period is, so that every incident has its number and its title."""

LONGEST_PROOF: Final = 2000
"""So many places of a chain may be gone through for one that is signed; a batch of a shared database has a hundred."""


class Held(NamedTuple):
    """An entry as it lies here, with its signature if it closed a batch."""

    entry: Entry
    sig: bytes | None
    is_shared: bool


class Choice(msgspec.Struct):
    """What goes into a bundle, by chain and place."""

    lines: list[Line] = msgspec.field(default_factory=list[Line])
    left_out: list[LeftOut] = msgspec.field(default_factory=list[LeftOut])

    @property
    def entries(self) -> list[Line]:
        """Without the links."""
        return [line for line in self.lines if not line.link]


def choose(
    reader: Reader,
    covers: Coverage,
    signers: dict[DeskNumber, Sign],
    opened: Container[StreamId] = (),
    reports: Container[EntryId] = (),
) -> Choice:
    """Everything that is covered and can be proven.

    Args:
        opened: the streams of investigations that are sealed no more.
        reports: the entries about reports of customers that go with the incident that is covered.
        signers: for the desks of this home.
    Raises: RuleError if it is more than a bundle holds.
    """
    choice = Choice()
    why: Counter[str] = Counter()
    wanted = (each for each in _held(reader, covers) if not _is_of_others(each.entry, covers, reports))
    held = [each for each in wanted if not _is_left_out(each.entry, covers, opened, why)]
    if len(held) > MOST_ENTRIES:
        raise RuleError(f"A bundle holds at most {MOST_ENTRIES:,} entries; export the record by periods.")
    unproven = 0
    for desk, chain in itertools.groupby(held, key=lambda each: (each.entry.desk, each.entry.stream)):
        proven = _proven(reader, list(chain), signers.get(desk[0]))
        choice.lines += proven[0]
        unproven += proven[1]
    choice.left_out = [LeftOut(count, "entries", reason) for reason, count in why.items()]
    if away := stretches.count(reader.rows, covers.incident):
        choice.left_out.append(LeftOut(away, "entries", "they lie in the archive, not at this desk"))
    if unproven:
        choice.left_out.append(LeftOut(unproven, "entries", "signed by nobody yet whose key could prove it"))
    return choice


def _held(reader: Reader, covers: Coverage) -> Iterator[Held]:
    wanted = (covers.incident, NO_INCIDENT, CUSTOMER_REPORTS) if covers.incident else ()
    for page in reader.pages(statements.SIGNED_OF if wanted else statements.SIGNED, 1000, *wanted):
        for entry, (*_, acked, sig) in zip(entries_of(row[:-2] for row in page), page, strict=True):
            yield Held(entry, sig, bool(acked))


def _is_of_others(entry: Entry, covers: Coverage, reports: Container[EntryId]) -> bool:
    """Whether it is about customers who reported something else than the one incident that is covered."""
    return covers.incident is not None and entry.incident == CUSTOMER_REPORTS and entry.id not in reports


def _is_left_out(entry: Entry, covers: Coverage, opened: Container[StreamId], why: Counter[str]) -> bool:
    reason = _reason(entry, covers, opened)
    if reason:
        why[reason] += 1
    return bool(reason)


def _reason(entry: Entry, covers: Coverage, opened: Container[StreamId]) -> str:
    """Why an entry stays here; empty if it is carried."""
    if entry.stream not in (OPEN_STREAM, covers.incident) and entry.stream not in opened:
        return "of restricted incidents or sealed investigations, which are only carried by name"
    if entry.incident == NO_INCIDENT or entry.kind in BEGINNINGS:
        return ""
    is_before = covers.from_us is not None and entry.recorded_us < covers.from_us
    is_after = covers.to_us is not None and entry.recorded_us >= covers.to_us
    return "written outside the period" if is_before or is_after else ""


def _proven(reader: Reader, chain: Sequence[Held], sign: Sign | None) -> tuple[list[Line], int]:
    """The lines of one chain, with the links that prove them. Returns: also how many could not be proven."""
    lines: list[Line] = []
    lost = 0
    for run in _runs(chain):
        closed = _closed(reader, run, run[-1].sig) if sign is None else _signed(run, sign)
        lines += closed
        lost += len(run) - sum(not line.link for line in closed)
    # one run may be proven through the next: each place stands once, and with its words if it is carried
    at = {line.seq: line for line in sorted(lines, key=lambda line: not line.link)}
    return [at[seq] for seq in sorted(at)], lost


def _signed(run: Sequence[Held], sign: Sign) -> list[Line]:
    """By this home. What no shared database has is signed one by one: each may be adopted without the others."""
    last = run[-1].entry
    return [
        Line.of(held.entry, held.sig if held.is_shared and held.entry is not last else sign(held.entry.hash))
        for held in run
    ]


def _runs(chain: Iterable[Held]) -> Iterator[list[Held]]:
    """The pieces of a chain that have no hole."""
    for _, run in itertools.groupby(enumerate(chain), key=lambda each: each[1].entry.seq - each[0]):
        yield [held for _, held in run]


def _closed(reader: Reader, run: Sequence[Held], sig: bytes | None) -> list[Line]:
    """A run up to a place that its desk has signed, beyond its end if need be."""
    links = [] if sig else _links_to_signed(reader, run[-1].entry)
    if not sig and not links:  # what comes after the last signature is nobody's word
        end = max((i for i, each in enumerate(run) if each.sig), default=-1)
        run = run[: end + 1]
    return [*(Line.of(each.entry, each.sig) for each in run), *links]


def _links_to_signed(reader: Reader, entry: Entry) -> list[Line]:
    links: list[Line] = []
    end = entry
    for seq in range(entry.seq + 1, entry.seq + 1 + LONGEST_PROOF):
        found = _at(reader, entry, seq)
        if found is None or found.prev_hash != end.hash:
            return []
        links.append(found)
        if found.sig:
            return links
        end = found.entry()
    return []


def _at(reader: Reader, of: Entry, seq: int) -> Line | None:
    rows = reader.rows(statements.SIGNED_AT, of.desk, of.stream, seq)
    if rows:
        return Line.of(entries_of([rows[0][:-1]])[0], rows[0][-1], link=True)
    kept = reader.rows(statements.LINK_AT, of.desk, of.stream, seq)
    return Line.of(msgspec.json.decode(kept[0][0], type=Entry), kept[0][1], link=True) if kept else None
