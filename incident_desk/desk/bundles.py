"""Carrying a record by file: making a bundle, looking one over, taking one in."""

import contextlib
import functools
from collections.abc import Callable, Collection, Generator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Any

import msgspec

from incident_desk import __version__
from incident_desk.desk import adoption, investigations
from incident_desk.desk.addresses import address_of
from incident_desk.desk.clock import Clock, system_clock
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Writer
from incident_desk.domain.awaiting import TellBrought
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound, NotSaved, RuleError
from incident_desk.domain.ids import OPEN_STREAM, DeskNumber, IncidentId, PersonId, StreamId
from incident_desk.domain.offers import Offer
from incident_desk.domain.people import People
from incident_desk.store import attachments, files, seen, statements
from incident_desk.store.appending import Chain
from incident_desk.store.bundles import packing, proving, taking, unpacking
from incident_desk.store.bundles.choosing import Choice, choose
from incident_desk.store.bundles.form import FORMAT, VERSION, Coverage, Line, Manifest, Signer
from incident_desk.store.bundles.keys import Known, known_desks, must_sign, own_desks, signer
from incident_desk.store.bundles.proving import Proven
from incident_desk.store.bundles.unpacking import Here, Opened
from incident_desk.store.enclosing import enclosed
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader

Progress = Callable[[int, int], None]
OnThread = Callable[[Callable[[], Any]], "Future[Any]"]


class Stopped(RuleError):
    """Somebody stopped it; nothing was written."""


class Made(msgspec.Struct, frozen=True):
    """A bundle that lies on the disk now."""

    file: str
    entries: int
    files: int
    is_sealed: bool
    left_out: tuple[str, ...]


class Looked(msgspec.Struct, frozen=True):
    """What a bundle is: who made it and when, what it covers, what is wrong with it, whom nobody here knows."""

    maker: str
    made_us: int
    covers: Coverage
    entries: int
    files: int
    is_sealed: bool
    left_out: tuple[str, ...]
    problems: tuple[str, ...]
    strangers: tuple[str, ...]


class Came(msgspec.Struct, frozen=True):
    """What came of taking a bundle in.

    `carried` of the added entries wait for what stands before them in their chain. `offered` are entries by people who
    may not write in this record: they wait to be adopted, in the incidents with the numbers `offered_in`. `not_taken`
    are such that cannot be: about people, plans, other incidents, or not signed one by one.
    """

    file: str
    maker: str
    incident: IncidentId | None
    number: str
    added: int
    skipped: int
    carried: int
    files: int
    erased: int
    offered: int
    offered_by: tuple[str, ...]
    offered_in: tuple[str, ...]
    not_taken: int
    strangers: tuple[str, ...]
    parked: tuple[str, ...]
    left_out: tuple[str, ...]


def nothing_told(done: int, count: int) -> None:
    """Nobody waits for it."""


# making ---------------------------------------------------------------------------------------------------------------


def export_bundle(
    path: Where,
    file: Path,
    covers: Coverage,
    people: Sequence[str] = (),
    *,
    clock: Clock = system_clock,
    progress: Progress = nothing_told,
) -> Made:
    """Write a bundle beside whoever writes. For a worker thread.

    Args:
        path: of the home.
        people: whom to encrypt it for: names of people whose desks this one knows, or public keys.
        progress: stops it by raising; then nothing is left behind.
    Raises: RuleError if this desk has no key, or it is too much; NotFound for a person; BadInput for a key; NotSaved.
    """
    home = Home.at(path)
    with contextlib.closing(ReadingDesk.open(path)) as desk, Reader.open(home) as reader:
        named, me = desk.organisation().people, desk.at_the_desk()
        known = known_desks(reader)
        made_by = next((d for d in sorted(own_desks(reader)) if known[d].person == me and _is_kept(home, d)), None)
        if made_by is None:
            raise RuleError("Whoever is at this desk has no key to sign with, so no bundle can be made here.")
        keys = [key for person in people for key in _keys_of(person, named, known)]
        opened = investigations.opened(reader, (OPEN_STREAM, covers.incident))
        # before they are read: from now on they may be in somebody's hands
        seen.note(home, _carried_out(reader, covers, opened))
        signers = {desk: own for desk in own_desks(reader) if (own := signer(home, desk))}
        choice = choose(reader, covers, signers, opened)
        desks = _signers(choice, made_by, known, named)
    count = len(choice.entries)
    draft = Manifest(FORMAT, VERSION, made_by, clock(), __version__, covers, count, desks, [], choice.left_out)
    sign = must_sign(home, made_by)
    contents = packing.Contents(draft, choice.lines, bool(people))

    def make(out: IO[bytes]) -> Manifest:
        return packing.pack(home, out, contents, sign, progress)

    manifest = packing.write(file, make, _wrap(keys) if people else None)
    left = tuple(map(str, manifest.left_out))
    attached = sum(part.name.startswith("files/") for part in manifest.parts)
    return Made(str(file), count, attached, bool(people), left)


def _carried_out(reader: Reader, covers: Coverage, opened: Collection[StreamId]) -> dict[Chain, int]:
    """Where the chains of this home end of which something may be in the bundle."""
    streams, own = (OPEN_STREAM, covers.incident, *opened), own_desks(reader)
    ends = [(DeskNumber(desk), StreamId(stream), seq) for desk, stream, seq, _ in reader.rows(statements.HEADS)]
    return {(desk, stream): seq for desk, stream, seq in ends if desk in own and stream in streams}


def _is_kept(home: Home, desk: DeskNumber) -> bool:
    return signer(home, desk) is not None


def _signers(choice: Choice, made_by: DeskNumber, known: dict[DeskNumber, Known], named: People) -> list[Signer]:
    """Every desk that wrote something in it, and its maker's."""
    desks = {DeskNumber(line.desk) for line in choice.lines} | {made_by}
    return [
        Signer(desk, known[desk].person, named.name(known[desk].person)[:400], known[desk].public_key)
        for desk in sorted(desks)
        if desk in known
    ]


def _keys_of(text: str, named: People, known: dict[DeskNumber, Known]) -> list[str]:
    """The keys of all desks of a person, or the one that was given. Raises: NotFound."""
    from incident_desk.store.bundles import sealing

    if sealing.is_line(text):
        return [text]
    person = named.find(text)
    keys = [sealing.line_of(each.public_key) for each in known.values() if each.person == person]
    if not keys:
        raise NotFound(f"No key of {named.name(person)} is known at this desk; ask them for their key.")
    return keys


def _wrap(keys: Sequence[str]) -> Callable[[bytes], bytes]:
    from incident_desk.store.bundles import sealing

    return lambda content: sealing.encrypt(content, keys)


def own_key(path: Where) -> str:
    """The public key of whoever is at the desk, to hand to people who shall write to them. Raises: NotFound."""
    from incident_desk.store.bundles import sealing

    with contextlib.closing(ReadingDesk.open(path)) as desk, Reader.open(Home.at(path)) as reader:
        me = desk.at_the_desk()
        own, known = own_desks(reader), known_desks(reader)
    keys = [known[each].public_key for each in sorted(own) if known[each].person == me]
    if not keys:
        raise NotFound("Nobody is at this desk yet.")
    return sealing.line_of(keys[-1])


# looking --------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def looked_over(path: Where, file: Path, progress: Progress = nothing_told) -> Generator[tuple[Opened, Proven, Here]]:
    """Open a bundle and look all of it over against what the home at `path` knows. Raises: BadInput."""
    home = Home.at(path)
    known = unpacking.here(home)
    with unpacking.opened(file, home, known, progress) as bundle:
        proven = proving.prove(bundle.lines, bundle.manifest.desks, known.desks)
        yield bundle, proven, known


def look(path: Where, file: Path, progress: Progress = nothing_told) -> Looked:
    """What a bundle is and whether it is sound; changes nothing. Raises: BadInput if it is not as it was signed."""
    with looked_over(path, file, progress) as (bundle, proven, known):
        manifest = bundle.manifest
        problems = [_told_of(line, why) for line, why in proven.parked]
        pinned = known.desks.get(DeskNumber(manifest.made_by))
        if pinned and pinned.public_key != bundle.maker.public_key:
            problems.insert(0, _another_maker(bundle))
        return Looked(
            maker=bundle.maker.name,
            made_us=manifest.made_us,
            covers=manifest.covers,
            entries=manifest.entries,
            files=len(bundle.digests()),
            is_sealed=bundle.is_sealed,
            left_out=tuple(map(str, manifest.left_out)),
            problems=tuple(problems),
            strangers=_names(bundle, proven),
        )


def _told_of(line: Line, why: str) -> str:
    return f"desk {line.desk}, seq {line.seq}: {why}"


def _another_maker(bundle: Opened) -> str:
    return f"it says that desk {bundle.manifest.made_by} made it, which has another key than when it was first heard of"


def _names(bundle: Opened, proven: Proven) -> tuple[str, ...]:
    names = {DeskNumber(each.desk): each.name for each in bundle.manifest.desks}
    return tuple(f"{names[desk]} (desk {desk})" for desk in sorted(proven.strangers))


# taking ---------------------------------------------------------------------------------------------------------------


class Bundles:
    """Of an open desk. Every call blocks: for a worker thread, or the command line."""

    def __init__(self, home: Home, writer: Writer, on_thread: OnThread, clock: Clock) -> None:
        self._home = home
        self._writer = writer
        self._on_thread = on_thread
        self._clock = clock

    def take(self, file: Path, *, progress: Progress = nothing_told) -> Came:
        """Merge a bundle into the record, all of it or nothing; what is here already is passed over.

        Args:
            progress: stops it by raising, until it is being written.
        Raises: BadInput if it is no bundle, was changed, or is for somebody else; NotSaved.
        """
        with looked_over(self._home, file, progress) as (bundle, proven, known):
            made_by = known.desks.get(DeskNumber(bundle.manifest.made_by))
            if made_by is not None and made_by.public_key != bundle.maker.public_key:
                raise BadInput(_another_maker(bundle), str(file))
            apart = self._without_part(bundle, proven, known)
            offers = self._offers(bundle, apart, known)
            strangers = _names(bundle, proven)
            kept = self._keep_files(bundle, [line.entry() for line in proven.lines] + [o.entry for o in offers])
            trusted = {each.person for each in known.desks.values()}
            taken = self._on_thread(lambda: self._take(proven, trusted, offers)).result()
            self._tell_brought({offer.entry.incident for offer in taken.offered})
            covers = bundle.manifest.covers
            return Came(
                file=str(file),
                maker=bundle.maker.name,
                incident=IncidentId(covers.incident) if covers.incident else None,
                number=covers.number,
                added=len(taken.new),
                skipped=taken.there + taken.to_come,
                carried=taken.carried,
                files=kept,
                erased=len(taken.erased),
                offered=len(taken.offered),
                offered_by=tuple(sorted({offer.name for offer in taken.offered})),
                offered_in=self._numbers({offer.entry.incident for offer in taken.offered}),
                not_taken=len(apart) - len(offers),
                strangers=strangers,
                parked=tuple(taken.parked),
                left_out=tuple(map(str, bundle.manifest.left_out)),
            )

    def _numbers(self, incidents: Collection[IncidentId]) -> tuple[str, ...]:
        if not incidents:
            return ()
        with contextlib.closing(ReadingDesk.open(self._home)) as reading:
            return tuple(sorted(reading.fold(incident).board.headline.number for incident in incidents))

    def _tell_brought(self, incidents: Collection[IncidentId]) -> None:
        """The others hear that something waits here; whoever may not write, and where nothing is new, tells nobody."""
        for incident in sorted(incidents):
            with contextlib.suppress(RuleError, NotFound):
                self._on_thread(functools.partial(self._writer.record, [TellBrought()], incident, None, None)).result()

    def is_sharing(self) -> bool:
        """Whether a shared database says who has a part in this record."""
        return self._on_thread(self._shares).result()

    def _shares(self) -> bool:
        identities = self._writer.replica.identities()
        return any(self._writer.replica.setting(address_of(each.desk)) is not None for each in identities)

    def _without_part(self, bundle: Opened, proven: Proven, known: Here) -> list[Line]:
        """Take out what is by people who may not write in a shared record. Returns: this."""
        if not self.is_sharing():
            return []
        levels = self._on_thread(self._writer.organisation).result().levels.of
        identities = self._on_thread(self._writer.replica.identities).result()
        own, maker = {each.desk for each in identities}, DeskNumber(bundle.manifest.made_by)
        return adoption.set_apart(proven, known.desks, own, levels, maker)

    def _offers(self, bundle: Opened, apart: Sequence[Line], known: Here) -> list[Offer]:
        incidents = self._on_thread(self._writer.organisation).result().incidents
        maker, now_us = bundle.maker.name, self._clock()
        return adoption.offers_of(apart, bundle.manifest.desks, known.desks, incidents, maker=maker, heard_us=now_us)

    def _keep_files(self, bundle: Opened, entries: Sequence[Entry]) -> int:
        """Put the files of its entries where they belong, before the entries, as attaching does. Raises: NotSaved."""
        erased = self._on_thread(lambda: taking.erased_files(self._writer.replica.connection)).result()
        kept = 0
        for digest in taking.named_files(entries, bundle.digests()):
            target = attachments.path_of(self._home, digest)
            if digest in erased or target.exists():
                continue
            content = bundle.file(digest)
            if len(content) > attachments.LIMIT_BYTES + 16 or not taking.is_file(digest, content):
                raise BadInput(f"files/{digest} is not the file that its name says")
            try:
                files.make_folder(target.parent)
                files.write(target, enclosed(self._home, digest, content))
            except OSError as e:
                raise NotSaved(f"The file was not saved: {e.strerror}.") from e
            kept += 1
        return kept

    def _take(self, proven: Proven, trusted: set[PersonId], offers: Sequence[Offer]) -> taking.Taken:
        replica = self._writer.replica
        writing = [each.desk for each in replica.identities() if not each.retired]
        taker = taking.Taker(replica.connection, replica.appender, writing, trusted, self._clock())
        taken = taker.take(proven, offers)
        self._writer.hear(taken.new, taken.erased)
        return taken
