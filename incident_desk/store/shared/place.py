"""How far a desk has read the shared database."""

import enum
from typing import Final

import msgspec

from incident_desk.store.shared.exchange import START

PLACE: Final = "shared_place"
"""The setting that says how far the shared database was read."""


class Phase(enum.StrEnum):
    """The parts of one reading, in this order: what opens, what is new, what was erased."""

    UNSEALED = "unsealed"
    DELTA = "delta"
    ERASED = "erased"


class Place(msgspec.Struct, frozen=True):
    """How far this desk has read. Between `base` and `target` it is in the middle of a reading, behind `after`."""

    epoch: str = ""
    base: str = START
    target: str = ""
    phase: Phase = Phase.UNSEALED
    after: tuple[str | int, ...] = ()
