"""Opens a bundle that anybody may have made: nothing in it is believed before it was compared with what was signed."""

import contextlib
import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from incident_desk.domain.errors import BadInput, DeskError, NotFound
from incident_desk.domain.ids import DeskNumber
from incident_desk.store import keys
from incident_desk.store.bundles.form import (
    FORMAT,
    MANIFEST,
    MANIFEST_BYTES,
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_SEALED_BYTES,
    PART,
    PREFIX,
    SIGNATURE,
    VERSION,
    Line,
    Manifest,
    Part,
    Signer,
)
from incident_desk.store.bundles.keys import Known, known_desks, own_desks
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.signatures import is_signed

Progress = Callable[[int, int], None]

AGE: Final = b"age-encryption.org/v1"
ZIP: Final = b"PK\x03\x04"
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError, IndexError, KeyError),
)
"""What reading a container raises that was cut, changed or made to harm."""


class Here(msgspec.Struct, frozen=True):
    """What a home knows already: every desk it heard of, and which of them are its own."""

    desks: dict[DeskNumber, Known] = msgspec.field(default_factory=dict[DeskNumber, Known])
    own: set[DeskNumber] = msgspec.field(default_factory=set[DeskNumber])


class Opened(msgspec.Struct):
    """A bundle that is as its maker signed it."""

    manifest: Manifest
    maker: Signer
    lines: list[Line]
    is_sealed: bool
    container: zipfile.ZipFile

    def file(self, digest: str) -> bytes:
        """An attached file with its salt. Raises: BadInput."""
        name = f"files/{digest}"
        part = next((part for part in self.manifest.parts if part.name == name), None)
        if part is None:
            raise BadInput(f"the file {digest} is not in it")
        return _content(self.container, part)

    def digests(self) -> list[str]:
        """The attached files that it carries."""
        return [part.name.removeprefix("files/") for part in self.manifest.parts if part.name.startswith("files/")]


def here(home: Home) -> Here:
    """What a home knows; nothing if it was never used."""
    try:
        with Reader.open(home, unchecked=True) as reader:
            return Here(known_desks(reader), own_desks(reader))
    except NotFound:
        return Here()


def is_bundle(path: Path) -> bool:
    """Whether the file begins as bundles do, whatever it is called."""
    try:
        if not path.is_file():  # a pipe would wait for whoever writes into it
            return False
        with path.open("rb") as file:
            start = file.read(len(AGE))
    except (OSError, ValueError):
        return False
    return start == AGE or start.startswith(ZIP)


@contextlib.contextmanager
def opened(path: Path, home: Home, known: Here, progress: Progress) -> Generator[Opened]:
    """Open a bundle and compare all of it with what its maker signed.

    Raises: BadInput saying in what way it is none, was changed, or is for somebody else.
    """
    try:
        with contextlib.ExitStack() as stack:
            source, is_sealed = _source(path, home, known, stack)
            try:
                container = stack.enter_context(zipfile.ZipFile(source))
            except _UNREADABLE as e:
                raise BadInput("it is no bundle, or was cut or changed on its way; ask for it again") from e
            bundle = _read(container, is_sealed, progress)
            yield bundle
    except BadInput as e:
        raise e if e.where else BadInput(e.what, str(path)) from e
    except OSError as e:
        raise BadInput(f"cannot be read: {e.strerror or e}", str(path)) from e


def _source(path: Path, home: Home, known: Here, stack: contextlib.ExitStack) -> tuple[Any, bool]:
    if not path.is_file():
        raise BadInput("no such file" if not path.exists() else "is no file")
    size = path.stat().st_size
    file = stack.enter_context(path.open("rb"))
    is_sealed = file.read(len(AGE)) == AGE
    file.seek(0)
    if size > (MOST_SEALED_BYTES if is_sealed else MOST_BYTES):
        raise BadInput("it is larger than any bundle")
    if not is_sealed:
        return file, False
    from incident_desk.store.bundles import sealing

    kept = [key for desk in known.own if (key := keys.private_key(home, desk))]
    inside = sealing.decrypt(file.read(), kept)
    if inside is None:
        raise BadInput("it is encrypted for somebody else: nobody of this home can open it")
    return io.BytesIO(inside), True


def _read(container: zipfile.ZipFile, is_sealed: bool, progress: Progress) -> Opened:
    names = [info.filename for info in container.infolist()]
    strange = [name for name in names if name not in (MANIFEST, SIGNATURE) and not re.fullmatch(PART, name)]
    if strange or len(set(names)) != len(names):
        raise BadInput(f"it holds what no bundle holds: “{(strange or names)[0][:80]}”")
    if sum(info.file_size for info in container.infolist()) > MOST_BYTES:
        raise BadInput("it would unpack to more than any bundle holds")
    manifest, maker = _manifest(container)
    listed = {part.name for part in manifest.parts}
    if len(listed) != len(manifest.parts) or listed != set(names) - {MANIFEST, SIGNATURE}:
        raise BadInput(f"it does not hold what {maker.name} put into it: parts were added or are missing")
    lines = list(_lines(container, manifest, progress))
    if sum(not line.link for line in lines) != manifest.entries or len(_places(lines)) != len(lines):
        raise BadInput("its entries are not those that it lists")
    return Opened(manifest, maker, lines, is_sealed, container)


def _places(lines: Sequence[Line]) -> set[tuple[int, str, int]]:
    return {(line.desk, line.stream, line.seq) for line in lines}


def _manifest(container: zipfile.ZipFile) -> tuple[Manifest, Signer]:
    told = _taken(container, MANIFEST, MANIFEST_BYTES)
    sig = _taken(container, SIGNATURE, 64)
    try:
        head = msgspec.json.decode(told, type=_Head)
        if head.format == FORMAT and head.version > VERSION:
            raise BadInput("it was made by a newer version of Incident Desk; update the program")
        manifest = msgspec.json.decode(told, type=Manifest)
    except (msgspec.DecodeError, RecursionError) as e:
        raise BadInput("its list of contents cannot be read; it was changed on its way, or is no bundle") from e
    maker = manifest.maker
    if manifest.format != FORMAT or maker is None or len({s.desk for s in manifest.desks}) != len(manifest.desks):
        raise BadInput("its list of contents does not say who made it")
    if not is_signed(maker.public_key, sig, PREFIX + told):
        raise BadInput(f"it was changed after {maker.name} made it; nothing of it is believed")
    return manifest, maker


class _Head(msgspec.Struct):
    format: str
    version: int


def _lines(container: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> Iterator[Line]:
    decoder = msgspec.json.Decoder(Line)
    count = 0
    for done, part in enumerate(manifest.parts, 1):
        content = _content(container, part)
        if part.name.startswith("entries/"):
            try:
                page = decoder.decode_lines(content)
            except (msgspec.DecodeError, RecursionError) as e:
                raise BadInput(f"{part.name} holds what is no entry: {e}") from e
            count += len(page)
            if count > 2 * MOST_ENTRIES:
                raise BadInput("it holds more entries than any bundle")
            yield from page
        progress(done, len(manifest.parts))


def _content(container: zipfile.ZipFile, part: Part) -> bytes:
    content = _taken(container, part.name, part.size_bytes)
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise BadInput(f"{part.name} is not what the maker signed: the bundle was changed on its way")
    return content


def _taken(container: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of a part, and never more than it may have, whatever the container says. Raises: BadInput."""
    try:
        with container.open(name) as file:
            content = file.read(most + 1)
    except (*_UNREADABLE, DeskError) as e:
        raise BadInput(f"{name} cannot be read: the bundle was cut or changed on its way") from e
    if len(content) > most:
        raise BadInput(f"{name} is larger than it may be: the bundle was changed on its way")
    return content
