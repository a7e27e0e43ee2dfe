"""The parts of a bundle, as docs/bundle.md describes them, and what none may exceed."""

from typing import Annotated, Final, Self

import msgspec
from msgspec import Meta

from incident_desk.domain.entry import BODY_LIMIT_BYTES, SALT_BYTES, Entry
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId, StreamId

FORMAT: Final = "incident-desk-bundle"
VERSION: Final = 1
SUFFIX: Final = ".bundle"

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
PART: Final = r"entries/[0-9]{6}\.jsonl|files/[0-9a-f]{64}"
"""The names that parts can have; nothing in a bundle is ever written under a name that it brings along."""

PAGE: Final = 1000
"""So many entries to a part."""
MOST_ENTRIES: Final = 500_000
MOST_BYTES: Final = 2 * 1024**3
"""Of a bundle, unpacked; what is encrypted goes through memory, so it may be a quarter of that."""
MOST_SEALED_BYTES: Final = MOST_BYTES // 4
MANIFEST_BYTES: Final = 16 * 1024**2
PART_BYTES: Final = 128 * 1024**2

PREFIX: Final = b"incident-desk bundle 1\n"
"""Before what a maker signs, so that no signature over an entry is ever one over a bundle, nor the other way about."""

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Hash = Annotated[bytes, Meta(min_length=32, max_length=32)]
Desk = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Wide = Annotated[int, Meta(ge=-(2**62), le=2**62)]
Short = Annotated[str, Meta(max_length=400)]


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One entry as it is hashed and chained, bytes in base64.

    `sig` is by its desk's key over `hash`. A `link` stands without its words, and only to show that an entry before it
    is of the chain which that signature closes.
    """

    id: Id
    incident: Id
    stream: Id
    kind: Annotated[str, Meta(min_length=1, max_length=200)]
    author: Annotated[str, Meta(min_length=1, max_length=200)]
    subject: Short | None = None
    desk: Desk
    seq: Annotated[int, Meta(ge=1, le=2**62)]
    hlc: Annotated[int, Meta(ge=0, le=2**62)]
    occurred_us: Wide
    recorded_us: Wide
    prev_hash: Annotated[bytes, Meta(max_length=32)]
    hash: Hash
    digest: Hash
    salt: Annotated[bytes, Meta(max_length=SALT_BYTES)] = b""
    body: Annotated[bytes, Meta(max_length=BODY_LIMIT_BYTES)] = b""
    refused: bool = False
    number: Annotated[int, Meta(ge=1, le=2**53)] | None = None
    sig: Annotated[bytes, Meta(min_length=64, max_length=64)] | None = None
    link: bool = False

    @classmethod
    def of(cls, entry: Entry, sig: bytes | None, *, link: bool = False) -> Self:
        """An entry as a bundle has it."""
        told = {field: getattr(entry, field) for field in Entry.__struct_fields__}
        if link:
            told |= {"salt": b"", "body": b"", "refused": False, "number": None}
        return cls(**told, sig=sig, link=link)

    def entry(self) -> Entry:
        """The entry that it is."""
        return Entry(
            id=EntryId(self.id),
            incident=IncidentId(self.incident),
            stream=StreamId(self.stream),
            kind=self.kind,
            author=PersonId(self.author),
            subject=self.subject,
            desk=DeskNumber(self.desk),
            seq=self.seq,
            hlc=self.hlc,
            occurred_us=self.occurred_us,
            recorded_us=self.recorded_us,
            prev_hash=self.prev_hash,
            hash=self.hash,
            digest=self.digest,
            salt=self.salt,
            body=self.body,
            refused=self.refused,
            number=self.number,
        )


class Signer(msgspec.Struct, frozen=True):
    """A desk whose entries are in the bundle: one person at one installation."""

    desk: Desk
    person: Annotated[str, Meta(min_length=1, max_length=200)]
    name: Short
    public_key: Annotated[bytes, Meta(min_length=32, max_length=32)]


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a bundle is of: an incident or the whole record, all of it or what was written in a period."""

    incident: Id | None = None
    number: Short = ""
    title: Short = ""
    from_us: Wide | None = None
    to_us: Wide | None = None


_ONE: Final = {"entries": "entry", "attached files": "attached file"}


class LeftOut(msgspec.Struct, frozen=True):
    """What a bundle does not carry, how much of it, and why; a sentence for people."""

    count: int
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.count} {_ONE.get(self.what, self.what) if self.count == 1 else self.what}: {self.why}"


class Part(msgspec.Struct, frozen=True):
    """One file in the bundle, with the digest of its bytes."""

    name: str
    size_bytes: Annotated[int, Meta(ge=0, le=PART_BYTES)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Manifest(msgspec.Struct, frozen=True):
    """What the maker signs: everything else follows from it."""

    format: str
    version: int
    made_by: Desk
    made_us: Wide
    program: Short
    covers: Coverage
    entries: Annotated[int, Meta(ge=0, le=MOST_ENTRIES)]
    desks: Annotated[list[Signer], Meta(max_length=100_000)]
    parts: Annotated[list[Part], Meta(max_length=100_000)]
    left_out: Annotated[list[LeftOut], Meta(max_length=1000)]

    @property
    def maker(self) -> Signer | None:
        """Who made it, if its own list of desks has them."""
        return next((signer for signer in self.desks if signer.desk == self.made_by), None)
