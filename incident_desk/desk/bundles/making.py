"""Making a bundle: what it covers is read beside whoever writes, signed, and encrypted for whom it is meant."""

import contextlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import IO

import msgspec

from incident_desk import __version__
from incident_desk.desk import investigations
from incident_desk.desk.bundles.progress import Progress, nothing_told
from incident_desk.desk.clock import Clock, system_clock
from incident_desk.desk.reading import ReadingDesk
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import CUSTOMER_REPORTS, OPEN_STREAM, DeskNumber, EntryId, IncidentId, StreamId
from incident_desk.domain.people import People
from incident_desk.domain.report_carrying import carried_with
from incident_desk.store import seen, statements
from incident_desk.store.appending import Chain
from incident_desk.store.bundles import packing
from incident_desk.store.bundles.choosing import Choice, choose
from incident_desk.store.bundles.form import FORMAT, VERSION, Coverage, Manifest, Signer
from incident_desk.store.bundles.keys import Known, known_desks, must_sign, own_desks, signer
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader


class Made(msgspec.Struct, frozen=True):
    """A bundle that lies on the disk now."""

    file: str
    entries: int
    files: int
    is_sealed: bool
    left_out: tuple[str, ...]


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
        choice = choose(reader, covers, signers, opened, _reports_of(desk, covers))
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


def _reports_of(desk: ReadingDesk, covers: Coverage) -> set[EntryId]:
    """The entries about reports of customers that go with the incident that is covered."""
    if covers.incident is None:
        return set()
    fold = desk.fold(CUSTOMER_REPORTS)
    return carried_with(IncidentId(covers.incident), fold.board.reports, fold.entries.values())


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
