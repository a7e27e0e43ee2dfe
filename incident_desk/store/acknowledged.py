"""A mark beside the record that says how far it went when "saved" was last said.

SQLite cannot tell a log whose end was lost from one that never had it: both open cleanly. The mark can. It is
rewritten after each commit and never synced: it outlives the process, and after a power cut it may be older than the
record, never newer.
"""

import contextlib
import hashlib
import os
import struct
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.store import files

_MAGIC: Final = b"incdesk1"
_FORM: Final = struct.Struct(">8sqiq32s")
_SUM_BYTES: Final = 8


class Mark(msgspec.Struct, frozen=True):
    """The last row that was acknowledged: its local number, its place in its chain, its hash."""

    n: int
    desk: int
    seq: int
    hash: bytes


def read(path: Path) -> Mark | None:
    """The mark; None if there is none or it is not as it was written. It proves losses, it is not needed to work."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    framed, summed = raw[: _FORM.size], raw[_FORM.size :]
    if len(framed) != _FORM.size or summed != _sum(framed):
        return None
    magic, n, desk, seq, last = _FORM.unpack(framed)
    return Mark(n, desk, seq, last) if magic == _MAGIC else None


def write(path: Path, mark: Mark) -> None:
    """Put a mark beside a record that was restored. Raises: OSError."""
    files.write(path, _framed(mark))


class Pen:
    """Rewrites the mark with each commit, and so keeps its file open.

    It never fails: the commit stands, an older mark is still true, and without one the record is as good.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def write(self, mark: Mark) -> None:
        """Put this mark in the place of the last."""
        with contextlib.suppress(OSError):
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            if hasattr(os, "pwrite"):
                os.pwrite(self._file, _framed(mark), 0)
            else:  # Windows
                os.lseek(self._file, 0, os.SEEK_SET)
                os.write(self._file, _framed(mark))

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _framed(mark: Mark) -> bytes:
    framed = _FORM.pack(_MAGIC, mark.n, mark.desk, mark.seq, mark.hash)
    return framed + _sum(framed)


def _sum(framed: bytes) -> bytes:
    return hashlib.sha256(framed).digest()[:_SUM_BYTES]
