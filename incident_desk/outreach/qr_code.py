"""Words as the squares of a QR code, for a telephone that is held up to the screen."""

from collections.abc import Sequence
from typing import Final

import segno

from incident_desk.domain.errors import RuleError

MOST_BYTES: Final = 2953
"""What one code holds at most, with the least of what repairs it."""

Squares = Sequence[bytes]
"""Row by row, 1 where it is dark; the quiet zone around it is not among them."""


def squares(text: str) -> Squares:
    """The code of a text, as UTF-8. Takes up to half a second: on a worker only. Raises: RuleError in words."""
    if not text.strip():
        raise RuleError("There is nothing to put into a code.")
    try:
        made = segno.make(text, error="l", micro=False, encoding="utf-8")
    except segno.DataOverflowError as e:
        size = len(text.encode())
        raise RuleError(f"Too long for one QR code: {size:,} bytes, and it holds {MOST_BYTES:,}. Shorten it.") from e
    return tuple(bytes(row) for row in made.matrix)
