"""People at desks, without a disk: what they write, and who has heard of it."""

import hashlib
import itertools
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.commands import Context, Draft, Fields, Found, command_for, run
from incident_desk.domain.entry import SALT_BYTES, Entry, body_digest, entry_hash
from incident_desk.domain.errors import NotFound
from incident_desk.domain.fold import Fold
from incident_desk.domain.hlc import heard, tick
from incident_desk.domain.ids import (
    NO_INCIDENT,
    DeskNumber,
    EntryId,
    IncidentId,
    PersonId,
    StreamId,
    incident_number,
)
from incident_desk.domain.incident import Declare
from incident_desk.domain.kinds import Body, encode_body, kind_of
from incident_desk.domain.offers import Offer
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import Name, People
from incident_desk.domain.plan import Plans
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown

P = TypeVar("P")
INCIDENT: Final = IncidentId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0001")
ADAS_DESK: Final = 70_000
TOMAS_DESK: Final = 80_000
START_US: Final = 1_548_000_000_000_000  # 2019-01-20 16:00 UTC
MINUTE_US: Final = 60_000_000
DAY_US: Final = 24 * 60 * MINUTE_US
PLAN: Final = (Path(__file__).parents[2] / "incident_desk" / "resources" / "plans" / "default.yaml").read_text("utf-8")


class Clock:
    """A wall clock that a test sets."""

    def __init__(self, now_us: int = START_US) -> None:
        self.now_us = now_us

    def __call__(self) -> int:
        return self.now_us

    def pass_(self, minutes: float = 1) -> None:
        self.now_us += int(minutes * MINUTE_US)


class Hand:
    """One person at a desk of their own. They know what they wrote and what they heard, and nothing else."""

    _ids = itertools.count(1)

    def __init__(self, name: str, desk: int, clock: Clock) -> None:
        self.person = PersonId(str(uuid.UUID(int=desk, version=4)))
        self.desk = DeskNumber(desk)
        self.clock = clock
        self.entries: list[Entry] = []
        self.organisation = Organisation(plans=Plans(PLAN))
        self.offers: list[Offer] = []
        self._folds: dict[IncidentId, Fold] = {}
        self._last_hlc = 0
        self._heads: dict[StreamId, tuple[int, bytes]] = {}
        self.do(Name(name))

    def fold(self, incident: IncidentId = INCIDENT) -> Fold:
        return self._folds[incident]

    def board(self, incident: IncidentId = INCIDENT) -> Board:
        return self._folds[incident].board

    def declare(self, title: str = "Checkout fails", severity: Severity | None = Severity.SEV2, **more: Any) -> Entry:
        """Declare INCIDENT. Returns: the declaration."""
        return self.do(Declare(title, severity, incident=INCIDENT, **more))[-1]

    def declare_another(self, title: str = "Mail is late") -> IncidentId:
        """Another incident. Returns: its id."""
        return self.do(Declare(title))[-1].incident

    def do(self, fields: Fields, incident: IncidentId = INCIDENT) -> list[Entry]:
        """Run a command and write what it says. Time passes with it."""
        self.clock.pass_()
        is_alone = command_for(fields).alone
        board = None if is_alone or incident not in self._folds else self._folds[incident].board
        parts = (*self.organisation.parts, *(board.parts if board else ()))
        context = Context(
            by=self.person,
            desk=self.desk,
            now_us=self.clock(),
            incident=None if is_alone else incident,
            new_id=lambda: str(uuid.UUID(int=next(self._ids))),
            next_number=incident_number(self.desk, self.organisation.opened[self.desk] + 1),
            find_incident=self._find,
            opened=self._folds.keys(),
            stream_of=self.organisation.stream_of,
            elsewhere=self._part,
            offers=lambda: self.offers,
        )
        return self.write(run(fields, parts, context), NO_INCIDENT if is_alone else incident)

    def say(self, *bodies: Body, subject: str | None = None, occurred_us: int | None = None) -> list[Entry]:
        """Write bodies without asking any rule, as another version of the program may."""
        return self.write([Draft(body, subject, occurred_us) for body in bodies], INCIDENT)

    def write(self, drafts: Sequence[Draft], incident: IncidentId) -> list[Entry]:
        """Drafts as entries at the end of this desk's chain."""
        made = [self._sealed(kind_of(d.body), encode_body(d.body), d, d.incident or incident) for d in drafts]
        self.take_in(made)
        return made

    def write_raw(self, kind: str, body: bytes, incident: IncidentId = INCIDENT) -> Entry:
        """An entry with any kind and any bytes."""
        made = self._sealed(kind, body, None, incident)
        self.take_in([made])
        return made

    def hear(self, *others: "Hand") -> None:
        """Learn everything that these have written or heard."""
        known = {e.id for e in self.entries}
        for other in others:
            new = [e for e in other.entries if e.id not in known]
            known |= {e.id for e in new}
            for entry in new:
                self._last_hlc = heard(self._last_hlc, entry.hlc, self.clock())
            self.take_in(new)

    def take_in(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self.entries += entries
        self.organisation.add(entries)
        for incident in {e.incident for e in entries}:
            self._folds.setdefault(incident, Fold(incident)).add(e for e in entries if e.incident == incident)

    def _part(self, incident: IncidentId, part: type[P]) -> P:
        fold = self._folds.setdefault(incident, Fold(incident))
        return next(each for each in fold.board.parts if isinstance(each, part))

    def _entry(self, wanted: EntryId) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == wanted), None)

    def _find(self, text: str) -> Found:
        for incident, fold in self._folds.items():
            number = fold.board.headline.number
            if text in (incident, number):
                return Found(incident, number)
        raise NotFound(f"No incident is called “{text}”.")

    def _sealed(self, kind: str, body: bytes, draft: Draft | None, incident: IncidentId) -> Entry:
        now_us = self.clock()
        organisation = self.organisation
        stream = organisation.stream_for(draft, incident, self._entry) if draft else organisation.stream_of(incident)
        seq, prev_hash = self._heads.get(stream, (0, b""))
        count = next(self._ids)
        salt = hashlib.sha256(b"salt %d" % count).digest()[:SALT_BYTES]
        self._last_hlc = tick(self._last_hlc, now_us)
        occurred_us = draft.occurred_us if draft else None
        entry = Entry(
            id=(draft.id if draft else None) or EntryId(str(uuid.UUID(int=(now_us // 1000 << 80) + count))),
            incident=incident,
            stream=stream,
            kind=kind,
            author=self.person,
            subject=draft.subject if draft else None,
            desk=self.desk,
            seq=seq + 1,
            hlc=self._last_hlc,
            occurred_us=now_us if occurred_us is None else occurred_us,
            recorded_us=now_us,
            prev_hash=prev_hash,
            hash=b"",
            digest=body_digest(salt, body),
            salt=salt,
            body=body,
        )
        entry = msgspec.structs.replace(entry, hash=entry_hash(entry))
        self._heads[stream] = (entry.seq, entry.hash)
        return entry


def two_desks() -> tuple[Hand, Hand]:
    """Ada and Tomas, each at a desk, on clocks that agree."""
    clock = Clock()
    return Hand("Ada", ADAS_DESK, clock), Hand("Tomas", TOMAS_DESK, clock)


def emptied(entry: Entry) -> Entry:
    """The entry as the store keeps it once it was erased."""
    return msgspec.structs.replace(entry, salt=b"", body=b"")


def told(board: Board) -> bytes:
    """Everything that a board shows, so that two can be compared to the last letter, order included."""
    return msgspec.json.encode(shown(board, People()))
