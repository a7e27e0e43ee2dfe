"""Chains whose end is here and whose beginning is still to come: where each of them begins until then.

A desk that joins a long record takes the end of every chain first. A chain then grows at both ends, and at every moment
is dense from its first entry here to its last, each link proven by the hash that the entry after it names.
"""

from typing import Any, Final, Protocol

from incident_desk.domain.ids import DeskNumber, StreamId

_PREFIX: Final = "filling"
_FIRSTS: Final = f"SELECT key, value FROM settings WHERE key >= '{_PREFIX} ' AND key < '{_PREFIX}!'"
"""A setting for each such chain: the seq of the first entry that is here."""

NAMES: Final = "enrolled_as"
"""The setting with what people called themselves when they enrolled: the entry that names one may be still to come."""

LEVELS: Final = "levels"
"""The setting with the level of everybody enrolled as the shared database told it last; none for who was shut out."""

Chain = tuple[DeskNumber, StreamId]


class Rows(Protocol):
    """Runs a statement and gives its rows."""

    def __call__(self, statement: str, /) -> list[Any]: ...


def key_of(chain: Chain) -> str:
    """The name of the setting of a chain."""
    return f"{_PREFIX} {chain[0]} {chain[1]}"


def firsts(rows: Rows) -> dict[Chain, int]:
    """The seq of the first entry that is here, of each chain whose beginning is still to come."""
    found: dict[Chain, int] = {}
    for key, value in rows(_FIRSTS):
        _, desk, stream = key.split(" ")
        found[DeskNumber(int(desk)), StreamId(stream)] = int(value)
    return found
