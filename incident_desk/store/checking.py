"""Whether the record is what was written: quickly at the start, and entry by entry when somebody asks."""

import contextlib
import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import msgspec

from incident_desk.domain.entry import Entry, fault_in
from incident_desk.domain.errors import DeskError, NotFound, RecordDamaged
from incident_desk.domain.ids import OPEN_STREAM
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import (
    acknowledged,
    attachments,
    filling,
    statements,
    stretch_statements,
    stretches,
)
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader, entries_of, log_fault

Words = Callable[[Entry], str]
Progress = Callable[[int, int], None]
"""Called with how many entries were looked at, and how many there are."""

PAGE: Final = 1000
ATTACHED: Final = kind_named(AttachmentAdded)


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it was written."""

    says: str
    entry: str = ""
    """The entry it is about, if it is one."""

    def __str__(self) -> str:
        return self.says


def links(reader: Reader) -> list[str]:
    """Whether each chain is there from its first entry to its last and each link holds; a second per million entries.

    A chain that is still being fetched begins later, where its setting says. Over what lies in the archive of a shared
    database it is closed by two hashes.

    It reads no body: `everything` does.
    """
    ((there, saved),) = reader.rows(statements.NUMBERS)
    lost = [] if there == saved else [f"{saved} entries were saved here and {there} are there"]
    firsts = filling.firsts(reader.rows)
    archived = stretches.ends(reader.rows)
    holed = [tuple(row) for row in reader.rows(statements.GAPS)]
    known = _carried(reader) if holed else {}
    gaps = [
        f"{_chain(*chain)} has {there} entries, and its last is seq {last}"
        for chain, there, last, begins in _counted(reader, holed, archived, firsts)
        if there != last + 1 - begins
        and not (chain in known and _is_whole_before(reader, chain, (there, begins), known[chain], archived))
    ]
    gaps += _astray(reader) if archived else []
    broken = [
        f"{_chain(desk, stream)} is broken at seq {seq}: it does not follow the entry before it"
        for desk, stream, seq in reader.rows(statements.BROKEN)
    ]
    return lost + gaps + broken


def _counted(
    reader: Reader,
    holed: list[tuple[Any, ...]],
    archived: dict[stretches.Chain, stretches.Whole],
    firsts: dict[stretches.Chain, int],
) -> Iterator[tuple[stretches.Chain, int, int, int]]:
    """The chains that may lack something: how many entries each has in all, where it ends, where it begins."""
    counted = {(desk, stream): (there, last) for desk, stream, there, last in holed}
    for chain in archived.keys() - counted.keys():
        ((there, last),) = reader.rows(statements.BEFORE, *chain, 2**62)
        counted[chain] = (there, last)
    for chain, (there, last) in counted.items():
        away = archived.get(chain, stretches.Whole(0, b"", 0))
        yield chain, there + away.count, max(last, away.last), firsts.get(chain, 1)


def _astray(reader: Reader) -> list[str]:
    return [
        f"{_chain(desk, stream)} is broken at seq {first}, from where on it lies in the archive"
        for desk, stream, first in reader.rows(stretch_statements.ASTRAY)
    ]


def _carried(reader: Reader) -> dict[tuple[int, str], tuple[int, int]]:
    """The chains of which entries came in bundles without all before them: where these begin, and how many."""
    if not reader.one(statements.HAS_TABLE, "carried"):  # an older record
        return {}
    return {(desk, stream): (first, count) for desk, stream, first, count in reader.rows(statements.FIRST_CARRIED)}


def _is_whole_before(
    reader: Reader,
    chain: stretches.Chain,
    counted: tuple[int, int],
    carried: tuple[int, int],
    archived: dict[stretches.Chain, stretches.Whole],
) -> bool:
    """Whether a chain lacks nothing from where it begins to its first carried entry, and none of these is lost.

    Args:
        counted: how many entries it has, and where it begins.
        carried: where what was carried begins, and how many that are.
    """
    (there, begins), (first, count) = counted, carried
    ((before, last),) = reader.rows(statements.BEFORE, *chain, first)
    if away := archived.get(chain):  # nothing is carried before the end of what lies there
        before, last = before + away.count, max(last, away.last)
    return before == (last + 1 - begins if last else 0) and before + count == there


def everything(home: Home, words: Words, progress: Progress | None = None) -> list[Problem]:
    """Compare all that lies in the home with its hashes. Slow; changes nothing; never raises for what it finds.

    Args:
        words: what of an entry can be searched for, to compare the search index with.
    """
    mark = acknowledged.read(home.acknowledged)  # before the entries: a writer beside us only adds to them
    problems = list(_safely(lambda: _log(home)))
    try:
        Reader.open(home, unchecked=True).close()
    except NotFound:
        return problems
    except DeskError as e:
        return [*problems, *_told(e)]
    reader = Reader.of_file(home.database, home.key)
    with reader:
        problems += _safely(lambda: _unacknowledged(reader, mark))
        problems += inside(reader, words, progress)
        problems += _safely(lambda: _files(home, reader))
    return problems


def inside(reader: Reader, words: Words | None = None, progress: Progress | None = None) -> list[Problem]:
    """The same for one database, also a backup. Without `words` the search index is not compared."""
    steps: tuple[Callable[[], Iterable[Problem]], ...] = (
        lambda: _structure(reader),
        lambda: map(Problem, links(reader)),
        lambda: _entries(reader, words, progress),
        lambda: _orphans(reader),
    )
    return [problem for step in steps for problem in _safely(step)]


def _safely(step: Callable[[], Iterable[Problem]]) -> Iterator[Problem]:
    try:
        yield from step()
    except DeskError as e:
        yield from _told(e)
    except Exception as e:  # noqa: BLE001  whatever a flipped byte does to the reading of it, it is one more problem
        yield Problem(f"a part of the record could not be checked: {e}")


def _told(error: DeskError) -> list[Problem]:
    said = error.problems if isinstance(error, RecordDamaged) else [str(error)]
    return [Problem(each) for each in said]


def _log(home: Home) -> Iterator[Problem]:
    if fault := log_fault(home):
        yield Problem(fault)


def _unacknowledged(reader: Reader, mark: acknowledged.Mark | None) -> Iterator[Problem]:
    if mark and (fault := reader.fault_against(mark)):
        yield Problem(fault)


def _structure(reader: Reader) -> Iterator[Problem]:
    """What SQLite finds wrong with its own pages, its indexes and the search index."""
    for (said,) in reader.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem(f"the database is not as it was written: {said}")


def _entries(reader: Reader, words: Words | None, progress: Progress | None) -> Iterator[Problem]:
    total, done = reader.count(), 0
    unindexed: list[Problem] = []  # the newest may not be there yet: see indexing.py
    for page in reader.pages(statements.ALL, PAGE):
        for row, entry in zip(page, entries_of(row[1:] for row in page), strict=True):
            if row[0] is not None:
                yield from unindexed
                unindexed.clear()
            if fault := fault_of(entry):
                yield Problem(fault, str(entry.id))
            elif words is not None and (row[0] or "") != words(entry):
                is_there = row[0] is not None
                problem = Problem(f"{named(entry)}: the search index has other words for it", str(entry.id))
                if is_there:
                    yield problem
                else:
                    unindexed.append(problem)
        done += len(page)
        if progress:
            progress(done, total)


def _orphans(reader: Reader) -> Iterator[Problem]:
    if lost := reader.one(statements.ORPHANS):
        yield Problem(f"the search index has the words of {lost} entries that are not in the record")


def _files(home: Home, reader: Reader) -> Iterator[Problem]:
    """In this order, because a writer beside us puts a file down before the entry, and takes it away after."""
    named_by = {entry: read_body(entry) for entry in reader.entries_of_kinds([ATTACHED])}
    kept = attachments.kept(home)
    erased = {digest for (digest,) in reader.rows(statements.ERASED_FILES)}
    for digest in kept:
        if digest in erased:
            yield Problem(f"the attachment {digest} was erased, and is still there")
        elif _is_another(home, digest):
            yield Problem(f"the attachment {digest} is not the file that was attached")
    accounted_for = erased.union(kept)
    others = {desk for (desk,) in reader.rows(statements.OTHER_DESKS)}  # their files may still be on the way here
    for entry, body in named_by.items():
        if isinstance(body, AttachmentAdded) and entry.desk not in others and body.digest not in accounted_for:
            yield Problem(f"{named(entry)}: the attachment {body.digest} is missing", entry.id)


def _is_another(home: Home, digest: str) -> bool:
    with contextlib.suppress(FileNotFoundError):  # erased while we looked
        return hashlib.sha256(attachments.salted(home, digest)).hexdigest() != digest
    return False


def fault_of(entry: Entry) -> str | None:
    """What is wrong with an entry taken alone, as a sentence that names it; also for what is no entry at all."""
    try:
        fault = fault_in(entry)
    except (ValueError, TypeError, AttributeError, struct.error):
        fault = "it cannot be read"
    return f"{named(entry)}: {fault}" if fault else None


def named(entry: Entry) -> str:
    """Where an entry stands, in words."""
    return f"seq {entry.seq} of {_chain(entry.desk, entry.stream)} ({entry.kind}, incident {entry.incident})"


def _chain(desk: Any, stream: Any) -> str:
    return f"desk {desk}" if stream == OPEN_STREAM else f"desk {desk}, stream {stream}"
