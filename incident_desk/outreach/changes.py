"""What changed between two messages, word by word, for whoever reads only what is new."""

import enum
import re
from typing import Final

import msgspec
from rapidfuzz.distance import Indel

MOST_WORDS: Final = 4_000
"""Of longer texts all is said to have changed: nobody compares such by eye."""
_PIECE: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Changed(enum.StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


class Piece(msgspec.Struct, frozen=True):
    """Some words of one of the two texts, or of both."""

    changed: Changed
    text: str


def changes(before: str, now: str) -> list[Piece]:
    """Both texts as one row of pieces: what was kept, removed, added. Together with the kept ones either is whole."""
    old, new = _PIECE.findall(before), _PIECE.findall(now)
    if max(len(old), len(new)) > MOST_WORDS:
        return [piece for piece in (Piece(Changed.REMOVED, before), Piece(Changed.ADDED, now)) if piece.text]
    found: list[Piece] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            found.append(Piece(Changed.KEPT, "".join(new[step.dest_start : step.dest_end])))
            continue
        found += [
            Piece(Changed.REMOVED, "".join(old[step.src_start : step.src_end])),
            Piece(Changed.ADDED, "".join(new[step.dest_start : step.dest_end])),
        ]
    return [piece for piece in found if piece.text]
