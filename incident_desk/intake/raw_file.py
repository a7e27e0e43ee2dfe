"""The bytes of a file somebody named, within bounds, and the text in them."""

import codecs
from pathlib import Path
from typing import Final

from incident_desk.domain.errors import BadInput

MIB: Final = 1024 * 1024
LIMIT_BYTES: Final = 32 * MIB
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read(path: Path, limit_bytes: int | None = None) -> bytes:
    """Raises: BadInput if it is no file, cannot be read, is empty or too large."""
    data = bounded(path, LIMIT_BYTES if limit_bytes is None else limit_bytes)
    if not data.strip():
        raise BadInput("the file is empty", str(path))
    return data


def bounded(path: Path, limit_bytes: int) -> bytes:
    """All of a file, and never more than this of it: a device has no end, a pipe waits for whoever writes into it.

    Raises: BadInput if it is no file, cannot be read or is too large.
    """
    try:
        if not path.is_file():
            raise BadInput("no such file" if not path.exists() else _what_it_is(path), str(path))
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)  # it may grow meanwhile, and some files give more than they say
    except (OSError, ValueError) as e:  # ValueError: a name with a NUL in it
        raise BadInput(getattr(e, "strerror", None) or str(e), str(path)) from e
    if len(data) > limit_bytes:
        raise BadInput(f"larger than {size_words(limit_bytes)}", str(path))
    return data


def size_words(size_bytes: int) -> str:
    """A size as people say it."""
    if size_bytes < MIB:
        return f"{size_bytes // 1024} KiB"
    return f"{size_bytes // MIB} MiB" if size_bytes % MIB == 0 else f"{size_bytes / MIB:.1f} MiB"


def _what_it_is(path: Path) -> str:
    kind = "a folder" if path.is_dir() else "a pipe" if path.is_fifo() else "a device"
    return f"{kind}, and no file"


def utf8(data: bytes, name: str) -> str:
    """The text of a file that must be UTF-8, as JSON must. Raises: BadInput naming the line."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as e:
        line = e.object.count(b"\n", 0, e.start) + 1
        raise BadInput(f"not UTF-8 text (byte 0x{e.object[e.start]:02x})", f"{name}, line {line}") from e


def text(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file from anywhere, and a remark if it had to be guessed how its letters are written.

    Raises: BadInput if it is no text at all.
    """
    for start, encoding in _MARKS:
        if data.startswith(start):
            return _checked(data[len(start) :].decode(encoding, errors="replace"), name), ""
    try:
        return _checked(data.decode("utf-8"), name), ""
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        remark = f"not UTF-8 (line {line}); its letters were read as Latin-1"
    try:
        return _checked(data.decode("cp1252"), name), remark  # what Windows calls Latin-1
    except UnicodeDecodeError:
        return _checked(data.decode("latin-1"), name), remark


def _checked(found: str, name: str) -> str:
    if "\0" in found:
        line = found.count("\n", 0, found.index("\0")) + 1
        raise BadInput("not a text file", f"{name}, line {line}")
    return found
