"""Files of the record, each under the digest of its salted bytes.

The salt stands in front of the content. Without it somebody who knows a file could find out whether it was attached,
also after it was erased.
"""

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.entry import SALT_BYTES
from incident_desk.domain.errors import BadInput, NotFound, NotSaved, RecordDamaged, RecordError
from incident_desk.store import files
from incident_desk.store.enclosing import disclosed, enclosed
from incident_desk.store.home import Home

LIMIT_BYTES: Final = 64 * 1024 * 1024
"""A minute of the screen, or a long log. The shared database takes no more, and every desk keeps every file."""
ARRIVING: Final = ".arriving"
"""How the name of a file ends of which only the beginning is here."""
WRONG: Final = ".wrong"
"""How the name of a file ends that came, and is not what was attached: set aside, and never shown."""
UNNAMED: Final = ".unnamed"
"""How the name of an empty file ends that lies beside one until the record names that one."""

PIECE_BYTES: Final = 1024 * 1024
"""After so much of a file that is read it is told how far that is."""

GoOn = Callable[[int, int], bool]
"""Told how many of how many bytes are read; answers whether to go on."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class Kept(msgspec.Struct, frozen=True):
    """A file that lies in the home now."""

    digest: str
    size_bytes: int


def put(home: Home, content: bytes | Path) -> Kept:
    """Keep a file, on the disk when it returns; `is_named` is to be called once the record names it.

    Raises: BadInput if it is too large or cannot be read; NotSaved.
    """
    if isinstance(content, Path):
        content = read(content)
    if len(content) > LIMIT_BYTES:
        raise _too_large()
    salted = os.urandom(SALT_BYTES) + content
    digest = hashlib.sha256(salted).hexdigest()
    file = path_of(home, digest)
    try:
        files.make_folder(file.parent)
        beside(home, digest, UNNAMED).touch(0o600)
        files.write(file, enclosed(home, digest, salted))
    except OSError as e:
        raise NotSaved(f"The file was not saved: {e.strerror}.") from e
    return Kept(digest, len(content))


def is_named(home: Home, digest: str) -> None:
    """The record names this file from now on; until then it is swept away after a kill."""
    with contextlib.suppress(OSError):  # the next start looks into the record anyway
        beside(home, digest, UNNAMED).unlink(missing_ok=True)


def unnamed(home: Home) -> list[str]:
    """The digests of the files of which nobody said yet that the record names them."""
    marks = home.attachments.glob(f"??/*{UNNAMED}")
    return sorted(file.stem for file in marks if is_digest(file.stem))


def read(path: Path, go_on: GoOn | None = None) -> bytes:
    """What is in a file that somebody wants to be kept.

    Raises: BadInput for a folder, for what is no file, not there, unreadable or too large, or if it was not to go on.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise BadInput("is a folder; attach the files in it, or an archive of it", str(path))
        if not stat.S_ISREG(about.st_mode):
            raise BadInput("is no file that could be attached", str(path))
        if about.st_size > LIMIT_BYTES:
            raise _too_large(str(path))
        return _read_by_pieces(path, about.st_size, go_on)
    except FileNotFoundError as e:
        raise BadInput("is not there any more", str(path)) from e
    except ValueError as e:  # no path of any system has a zero byte in it
        raise BadInput("is no file that could be attached", repr(path.name)) from e
    except OSError as e:
        raise BadInput(f"cannot be read: {e.strerror}", str(path)) from e


def _read_by_pieces(path: Path, size_bytes: int, go_on: GoOn | None) -> bytes:
    """It may grow while it is read, and then be too large after all."""
    content = bytearray()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            content += piece
            if len(content) > LIMIT_BYTES:
                raise _too_large(str(path))
            if go_on is not None and not go_on(len(content), max(size_bytes, len(content))):
                raise BadInput("was not read to its end", str(path))
    return bytes(content)


def _too_large(where: str = "the file") -> BadInput:
    return BadInput(f"is larger than {LIMIT_BYTES // 1024**2} MiB; attach a part of it, or a link", where)


def get(home: Home, digest: str) -> bytes:
    """The content of a file. Raises: NotFound if it is not here or was erased; RecordDamaged if it is another one."""
    if not is_digest(digest) or not path_of(home, digest).exists():
        raise NotFound("That file is not at this desk; it may have been erased.")
    try:
        found = salted(home, digest)
    except OSError as e:
        raise RecordError(f"The file cannot be read: {e.strerror}.") from e
    if hashlib.sha256(found).hexdigest() != digest:
        raise RecordDamaged([f"the attachment {digest} is not the file that was attached"])
    return found[SALT_BYTES:]


def salted(home: Home, digest: str) -> bytes:
    """What the digest was taken of, as it lies here. Raises: OSError; RecordDamaged if it cannot be decrypted."""
    return disclosed(home, digest, path_of(home, digest).read_bytes())


def carry(home: Home, to: Home, wanted: Collection[str]) -> None:
    """Keep files of a home in another one, too, encrypted as that one is. Raises: NotSaved, RecordDamaged."""
    for digest in set(kept(home)).intersection(wanted):
        file = path_of(to, digest)
        try:
            files.make_folder(file.parent)
            files.write(file, enclosed(to, digest, salted(home, digest)))
        except OSError as e:
            raise NotSaved(f"The file {digest} was not saved: {e.strerror}.") from e


def is_here(home: Home, digest: str) -> bool:
    """Whether all of a file is at this desk."""
    return path_of(home, digest).exists()


def to_hand_up(home: Home, digest: str) -> bytes:
    """The salt, and behind it the content. Raises: NotFound, RecordError."""
    try:
        return salted(home, digest)
    except FileNotFoundError as e:
        raise NotFound("That file is not at this desk any more.") from e
    except OSError as e:
        raise RecordError(f"The file cannot be read: {e.strerror}.") from e


def erase(home: Home, digest: str) -> None:
    """Remove a file, also what is here of one that is on its way, or was set aside. Raises: NotSaved."""
    file = path_of(home, digest)
    try:
        for each in (file, *(beside(home, digest, suffix) for suffix in (ARRIVING, WRONG, UNNAMED))):
            each.unlink(missing_ok=True)
        if file.parent.exists():
            files.sync_folder(file.parent)
    except OSError as e:
        raise NotSaved(f"The file {digest} was not erased: {e.strerror}.") from e


def of_any_sort(home: Home) -> set[str]:
    """The digests of all of which anything lies here, whole or not."""
    return {file.name[:64] for file in home.attachments.glob("??/*") if is_digest(file.name[:64])}


def kept(home: Home) -> list[str]:
    """The digests of all files that lie here."""
    return sorted(file.name for file in home.attachments.glob("??/*") if is_digest(file.name))


def is_digest(text: str) -> bool:
    """Whether this names a file and not an entry."""
    return bool(_DIGEST.fullmatch(text))


def path_of(home: Home, digest: str) -> Path:
    """Where a file lies; in folders of 1/256 each, because some file systems are slow with many in one."""
    return home.attachments / digest[:2] / digest


def beside(home: Home, digest: str, suffix: str) -> Path:
    """Where what is not a file of the record yet lies."""
    return path_of(home, digest).with_name(f"{digest}{suffix}")
