"""Lines of standard input, as soon as they are there."""

from collections.abc import Iterator
from typing import Final, Protocol

READ_BYTES: Final = 64 * 1024
LINE_LIMIT_BYTES: Final = 1024 * 1024
"""A line beyond this is refused without being gathered; no command takes one so long."""

TOGETHER: Final = 200
"""How many lines that are waiting are taken on together: notes share one commit."""


class Source(Protocol):
    """Where lines come from: standard input, or what stands for it."""

    def read1(self, size: int, /) -> bytes: ...


def batches(source: Source) -> Iterator[list[bytes]]:
    """The lines as they come, without their ends: those that lie ready at once together."""
    rest = b""
    while read := source.read1(READ_BYTES):
        *lines, rest = (rest + read).split(b"\n")
        for start in range(0, len(lines), TOGETHER):
            yield lines[start : start + TOGETHER]
        if len(rest) > LINE_LIMIT_BYTES:
            rest = rest[:LINE_LIMIT_BYTES]  # it is too long already; the rest of it need not be kept
    if rest:
        yield [rest]
