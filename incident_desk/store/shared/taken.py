"""What comes of a page from the shared database, and what must be known of a desk to believe what it wrote."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import PersonId
from incident_desk.store.appending import Chain
from incident_desk.store.shared.exchange import Received


class Known(msgspec.Struct, frozen=True):
    """A desk as it was first heard of: its person and key never change."""

    person: PersonId
    public_key: bytes


class Enrolled(NamedTuple):
    """What the shared database says of a person. `level` is None for one who was shut out."""

    name: str
    level: str | None


class Outgoing(NamedTuple):
    """The next to hand up, and whether there is nothing behind it; empty if nothing waits."""

    batch: list[Entry]
    is_all: bool


class Taken(msgspec.Struct):
    """What came of a page: entries that are new here, those whose stamps changed, and what was parked, in words.

    `skipped` places of chains lie in the archive. `lacking` are the first and the last seq of what must be here first,
    by chain; then nothing was kept.
    """

    new: list[Entry] = msgspec.field(default_factory=list[Entry])
    changed: list[Entry] = msgspec.field(default_factory=list[Entry])
    parked: list[str] = msgspec.field(default_factory=list[str])
    skipped: int = 0
    lacking: dict[Chain, tuple[int, int]] = msgspec.field(default_factory=dict[Chain, tuple[int, int]])


Genuine = Callable[[Received, Known | None], str | None]
"""What is wrong with an entry's author or signature, in words; None if nothing is."""
