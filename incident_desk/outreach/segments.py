"""How a text travels as SMS: in which alphabet, in how many segments, and which characters make it dear.

A segment carries 140 bytes: 160 characters of the GSM alphabet, or 70 units of UTF-16 as soon as one character is not
in that alphabet. A longer text is cut up, and each of its segments gives 7 (or 3) places away for its header.
"""

import codecs
import functools
from collections.abc import Iterable
from typing import Final

import msgspec
import regex

ALONE: Final = {True: 160, False: 70}
"""How many units one segment takes that is the only one; by whether the text is in the GSM alphabet."""
EACH: Final = {True: 153, False: 67}
"""How many each of several takes."""
_GRAPHEME: Final = regex.compile(r"\X")


class Segments(msgspec.Struct, frozen=True):
    """`units` are septets of the GSM alphabet, or units of UTF-16; `odd` are the characters that it does not have."""

    count: int
    units: int
    each: int
    odd: tuple[str, ...]

    @property
    def is_gsm(self) -> bool:
        """Whether all of it is in the GSM alphabet."""
        return not self.odd


def segments(text: str) -> Segments:
    """What a text becomes. No character is cut in two, and of what is seen as one nothing goes to another segment."""
    costs = _alphabet()
    odd = tuple(dict.fromkeys(character for character in text if character not in costs))
    if odd:
        pieces = [len(piece.encode("utf-16-le", "surrogatepass")) // 2 for piece in _seen(text)]
    else:
        pieces = [costs[character] for character in text]
    units = sum(pieces)
    if units <= ALONE[not odd]:
        return Segments(1, units, ALONE[not odd], odd)
    return Segments(_filled(pieces, EACH[not odd]), units, EACH[not odd], odd)


def _seen(text: str) -> Iterable[str]:
    """What is seen as one character; the two of a line's end are two."""
    for piece in _GRAPHEME.findall(text):
        yield from piece if piece == "\r\n" else (piece,)


def _filled(pieces: Iterable[int], each: int) -> int:
    """How many segments the pieces fill, one after the other."""
    count, room = 1, each
    for piece in pieces:
        if piece > room:
            count, room = count + 1, each
        room -= piece
    return count


@functools.cache
def _alphabet() -> dict[str, int]:
    """Every character that the GSM alphabet has, and how many places it takes: those of its extension take two."""
    import gsm0338  # noqa: F401  # pyright: ignore[reportUnusedImport]  # it registers the codec

    decode = codecs.lookup("gsm03.38").decode
    found: dict[str, int] = {}
    for code in (*((0x1B, low) for low in range(128)), *((low,) for low in range(128) if low != 0x1B)):
        try:
            found[decode(bytes(code))[0]] = len(code)
        except UnicodeError:  # a place of the table that stands for nothing
            continue
    return {character: cost for character, cost in found.items() if len(character) == 1 and character != "\x1b"}
