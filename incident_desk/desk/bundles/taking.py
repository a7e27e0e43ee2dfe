"""Taking a bundle in: all of it or nothing, with what waits to be adopted put beside its incident."""

import contextlib
import functools
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec

from incident_desk.desk import adoption
from incident_desk.desk.addresses import address_of
from incident_desk.desk.bundles.looking import another_maker, looked_over, strangers
from incident_desk.desk.bundles.progress import Progress, nothing_told
from incident_desk.desk.clock import Clock
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Writer
from incident_desk.domain.awaiting import TellBrought
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound, NotSaved, RuleError
from incident_desk.domain.ids import DeskNumber, IncidentId, PersonId
from incident_desk.domain.offers import Offer
from incident_desk.store import attachments, files
from incident_desk.store.bundles import taking
from incident_desk.store.bundles.form import Line
from incident_desk.store.bundles.proving import Proven
from incident_desk.store.bundles.unpacking import Here, Opened
from incident_desk.store.enclosing import enclosed
from incident_desk.store.home import Home

OnThread = Callable[[Callable[[], Any]], "Future[Any]"]


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
                raise BadInput(another_maker(bundle), str(file))
            apart = self._without_part(bundle, proven, known)
            offers = self._offers(bundle, apart, known)
            unknown = strangers(bundle, proven)
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
                strangers=unknown,
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
