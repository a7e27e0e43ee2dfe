"""Programs that may hand in reports of customers: each has a name and a token, of which only the hash is kept."""

from pathlib import Path
from typing import Final

import msgspec

from incident_desk.desk.tokens import hash_of, new_token
from incident_desk.domain.errors import BadInput, NotFound
from incident_desk.domain.report_entries import NAME_LETTERS
from incident_desk.store.files import write

FILE: Final = "report-sources.json"


class Source(msgspec.Struct, frozen=True):
    """One program, and what is kept of its token."""

    name: str
    digest: str


class Sources:
    """Those of one home, as they are in its file now: another process may change them while `serve` runs."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE
        self._read_ns = -1
        self._known: dict[str, Source] = {}

    @property
    def all(self) -> list[Source]:
        self._look()
        return list(self._known.values())

    def named_by(self, token: str) -> str:
        """The name of whoever has this token; empty if nobody has."""
        self._look()
        digest = hash_of(token)
        return next((each.name for each in self._known.values() if each.digest == digest), "")

    def add(self, name: str) -> str:
        """Let a program in. Returns: its token, which is told this once. Raises: BadInput."""
        plain = " ".join(name.split())
        if not plain or len(plain) > NAME_LETTERS:
            raise BadInput(f"a name of up to {NAME_LETTERS} characters is needed", "name")
        self._look()
        if plain in self._known:
            raise BadInput("that source has a token; remove it first", plain)
        token, digest = new_token()
        self._write([*self._known.values(), Source(plain, digest)])
        return token

    def remove(self, name: str) -> None:
        """Let it in no more. Raises: NotFound."""
        self._look()
        if name not in self._known:
            raise NotFound(f"There is no source “{name}”.")
        self._write([each for each in self._known.values() if each.name != name])

    def _look(self) -> None:
        try:
            read_ns = self._file.stat().st_mtime_ns
        except FileNotFoundError:
            self._known, self._read_ns = {}, -1
            return
        if read_ns != self._read_ns:
            try:
                found = msgspec.json.decode(self._file.read_bytes(), type=list[Source])
            except msgspec.DecodeError as e:
                raise BadInput("cannot be read; remove it, and add the sources anew", str(self._file)) from e
            self._known, self._read_ns = {each.name: each for each in found}, read_ns

    def _write(self, sources: list[Source]) -> None:
        write(self._file, msgspec.json.encode(sources))
        self._read_ns = -1
