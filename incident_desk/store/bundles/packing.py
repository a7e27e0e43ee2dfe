"""Writes a bundle: entries page by page, files, and the list of both that its maker signs."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import msgspec

from incident_desk.domain.adoption import ADOPTED, seen
from incident_desk.domain.errors import NotSaved, RecordDamaged
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import attachments, files
from incident_desk.store.bundles.form import (
    MANIFEST,
    MOST_BYTES,
    MOST_SEALED_BYTES,
    PAGE,
    PREFIX,
    SIGNATURE,
    LeftOut,
    Line,
    Manifest,
    Part,
)
from incident_desk.store.bundles.keys import Sign
from incident_desk.store.home import Home

Progress = Callable[[int, int], None]
"""Told how many parts of how many are done; it stops the work by raising."""

ATTACHED: Final = kind_named(AttachmentAdded)
MARGIN_BYTES: Final = 64 * 1024**2


class Contents(msgspec.Struct, frozen=True):
    """What is to go into a bundle. `is_sealed`: it will be encrypted, which goes through memory."""

    draft: Manifest
    lines: Sequence[Line]
    is_sealed: bool


def pack(home: Home, out: IO[bytes], contents: Contents, sign: Sign, progress: Progress) -> Manifest:
    """Write a bundle. Returns: the manifest as it was signed, its parts and what was left out filled in."""
    parts: list[Part] = []
    room = (MOST_SEALED_BYTES if contents.is_sealed else MOST_BYTES) - MARGIN_BYTES
    wanted = _attached(contents.lines)
    count = -(-len(contents.lines) // PAGE) + len(wanted)
    missing = large = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for number, page in enumerate(_pages(contents.lines), 1):
            parts.append(_put(container, f"entries/{number:06}.jsonl", page))
            progress(number, count)
        for number, digest in enumerate(wanted, len(parts) + 1):
            content = _content(home, digest)
            if content is None:
                missing += 1
            elif sum(part.size_bytes for part in parts) + len(content) > room:
                large += 1
            else:
                parts.append(_put(container, f"files/{digest}", content))
            progress(number, count)
        left = [*contents.draft.left_out, *_left_files(missing, large)]
        manifest = msgspec.structs.replace(contents.draft, parts=parts, left_out=left)
        told = msgspec.json.encode(manifest)
        container.writestr(MANIFEST, told)
        container.writestr(SIGNATURE, sign(PREFIX + told))
    return manifest


def _left_files(missing: int, large: int) -> list[LeftOut]:
    told = [
        LeftOut(missing, "attached files", "not at this desk, or erased"),
        LeftOut(large, "attached files", "the bundle would have become too large"),
    ]
    return [each for each in told if each.count]


def _pages(lines: Sequence[Line]) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    for start in range(0, len(lines), PAGE):
        yield encoder.encode_lines(lines[start : start + PAGE])


def _put(container: zipfile.ZipFile, name: str, content: bytes) -> Part:
    container.writestr(name, content)
    return Part(name, len(content), hashlib.sha256(content).hexdigest())


def _attached(lines: Sequence[Line]) -> list[str]:
    """The digests of the files that the entries name."""
    bodies = (read_body(seen(line.entry())) for line in lines if line.kind in (ATTACHED, ADOPTED) and line.body)
    digests = (body.digest for body in bodies if isinstance(body, AttachmentAdded))
    return [digest for digest in dict.fromkeys(digests) if attachments.is_digest(digest)]


def _content(home: Home, digest: str) -> bytes | None:
    """A file as it lies here; None if it does not, or is not what was attached."""
    try:
        content = attachments.salted(home, digest)
    except (OSError, RecordDamaged):
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def write(file: Path, make: Callable[[IO[bytes]], Manifest], wrap: Callable[[bytes], bytes] | None) -> Manifest:
    """Write a whole new file, or leave what was there. Raises: NotSaved.

    Args:
        wrap: encrypts it; then no byte of it touches the disk before that.
    """
    part = files.part_of(file)
    try:
        if wrap is None:
            with part.open("w+b") as out:
                manifest = make(out)
        else:
            memory = io.BytesIO()
            manifest = make(memory)
            part.write_bytes(wrap(memory.getvalue()))
        part.chmod(0o600)
        files.put_in_place(part, file)
    except OSError as e:
        raise NotSaved(f"The bundle was not written to {file}: {e.strerror}.") from e
    finally:
        part.unlink(missing_ok=True)
    return manifest
