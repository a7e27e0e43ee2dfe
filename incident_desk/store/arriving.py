"""Files on their way here: what has come of each, kept over cuts and kills, until it is all of what was attached."""

import contextlib
import hashlib
import os
from collections.abc import Generator
from pathlib import Path

from incident_desk.domain.errors import NotSaved
from incident_desk.store import attachments, files
from incident_desk.store.attachments import ARRIVING, WRONG, beside, path_of
from incident_desk.store.enclosing import enclosed
from incident_desk.store.home import Home


class Arriving:
    """What has come lies beside the files of the home; behind a PIN only in memory, until it can be enclosed whole."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._in_memory: dict[str, bytearray] = {}

    def size(self, digest: str) -> int:
        """How many bytes have come of a file, the salt among them."""
        if self._home.key is not None:
            return len(self._in_memory.get(digest, b""))
        with contextlib.suppress(OSError):
            return self._file(digest).stat().st_size
        return 0

    def add(self, digest: str, piece: bytes) -> None:
        """Put the next piece behind what has come. Raises: NotSaved."""
        if self._home.key is not None:
            self._in_memory.setdefault(digest, bytearray()).extend(piece)
            return
        file = self._file(digest)
        with _saving():
            files.make_folder(file.parent)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
                out.write(piece)

    def complete(self, digest: str) -> bool:
        """All has come: it is a file of the record from now on, if it is the one that was attached.

        Returns: False if it is not; then it is set aside. Raises: NotSaved.
        """
        with _saving():
            if self._home.key is not None:
                return self._enclose(digest, bytes(self._in_memory.pop(digest, b"")))
            begun = self._file(digest)
            with begun.open("rb") as file:
                is_it = hashlib.file_digest(file, "sha256").hexdigest() == digest
            if is_it:
                files.put_in_place(begun, path_of(self._home, digest))
            else:
                begun.replace(beside(self._home, digest, WRONG))
        return is_it

    def _enclose(self, digest: str, salted: bytes) -> bool:
        is_it = hashlib.sha256(salted).hexdigest() == digest
        target = path_of(self._home, digest) if is_it else beside(self._home, digest, WRONG)
        files.make_folder(target.parent)
        files.write(target, enclosed(self._home, digest, salted))
        return is_it

    def forget(self, digest: str) -> None:
        """Begin again with a file. Raises: NotSaved."""
        self._in_memory.pop(digest, None)
        with _saving():
            self._file(digest).unlink(missing_ok=True)

    def erase(self, digest: str) -> None:
        """Nothing of it may stay. Raises: NotSaved."""
        self._in_memory.pop(digest, None)
        attachments.erase(self._home, digest)

    def _file(self, digest: str) -> Path:
        return beside(self._home, digest, ARRIVING)


@contextlib.contextmanager
def _saving() -> Generator[None]:
    try:
        yield
    except OSError as e:
        raise NotSaved(f"The file was not saved: {e.strerror}.") from e
