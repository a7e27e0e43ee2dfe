"""Repetitions of alerts wait in a file until they are counted in the record: accepted is on the disk, and no line long.

A monitor repeats what it said every minute. The record gets how often, in lots; a heap is counted once, also where its
file outlived the count.
"""

import os
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.alert_entries import AlertKey, Counted

FOLDER: Final = "alert-heaps"
LARGEST_BYTES: Final = 8 * 1024 * 1024
"""A heap that has grown so large is counted at once."""


class _Line(msgspec.Struct, frozen=True):
    source: str
    of: dict[AlertKey, Counted]


class Lot(msgspec.Struct, frozen=True):
    """One heap of one source, to be counted; `lot` is its name."""

    source: str
    lot: str
    of: dict[AlertKey, Counted]


class Heap:
    """The one of a home that grows now, and those that a killed process left. On one thread at a time."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._left = [file for file in sorted(self._folder.glob("*.heap")) if file.is_file()]
        self._file: int | None = None
        self._path = self._folder
        self._size_bytes = 0

    @property
    def is_large(self) -> bool:
        return self._size_bytes > LARGEST_BYTES

    def keep(self, of: Mapping[str, Mapping[AlertKey, Counted]]) -> None:
        """They are on the disk when this returns. Raises: OSError; then they may be there or not."""
        lines = b"".join(
            msgspec.json.encode(_Line(source, dict(counts))) + b"\n" for source, counts in of.items() if counts
        )
        if not lines:
            return
        if self._file is None:
            self._path = self._folder / f"{uuid.uuid4().hex}.heap"
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            _flush_folder(self._folder)
        written = os.write(self._file, lines)
        while written < len(lines):
            written += os.write(self._file, lines[written:])
        os.fsync(self._file)
        self._size_bytes += len(lines)

    def close(self) -> None:
        """Begin another one; this one waits to be counted."""
        if self._file is not None:
            os.close(self._file)
            self._left.append(self._path)
            self._file, self._size_bytes = None, 0

    def waiting(self) -> Iterator[tuple[Path, list[Lot]]]:
        """The heaps that are to be counted, each with its file, which goes with `done`."""
        for file in tuple(self._left):
            yield file, _lots(file)

    def done(self, file: Path) -> None:
        """It is counted."""
        self._left.remove(file)
        file.unlink(missing_ok=True)


def _lots(file: Path) -> list[Lot]:
    """What lies in a heap; the end of a line that was not written whole was never accepted."""
    sums: dict[str, dict[AlertKey, Counted]] = {}
    for raw in file.read_bytes().splitlines():
        try:
            line = msgspec.json.decode(raw, type=_Line)
        except msgspec.DecodeError:
            continue
        own = sums.setdefault(line.source, {})
        for key, counted in line.of.items():
            before = own.get(key)
            times = counted.times + (before.times if before else 0)
            own[key] = Counted(times, max(counted.last_us, before.last_us if before else 0))
    return [Lot(source, f"{file.stem}/{place}", of) for place, (source, of) in enumerate(sums.items())]


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
