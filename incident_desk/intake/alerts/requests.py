"""Monitors are let in while `serve` holds the home: what the command line asks for lies in a file until it is done."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.alerts import AddSource, RemoveSource
from incident_desk.domain.errors import BadInput, NotFound, RuleError

if TYPE_CHECKING:
    from incident_desk.desk import Desk

FOLDER: Final = "alert-requests"


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source to let in, or with no `digest` to let in no more."""

    name: str
    digest: str = ""
    kind: SourceKind = SourceKind.PROMETHEUS
    every_s: int | None = None
    mapping: str = ""

    @property
    def command(self) -> AddSource | RemoveSource:
        if not self.digest:
            return RemoveSource(self.name)
        return AddSource(self.name, self.digest, self.kind, self.every_s, self.mapping)


def ask(home: Path, request: Request) -> Path:
    """Leave it for the process that holds the home. Returns: the file, which goes once it is done."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{os.urandom(8).hex()}.json"
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(msgspec.json.encode(request))
    new.replace(file)
    return file


class SourceRequests:
    """Those that wait in a home, done by the desk that holds it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._folder = desk.home.path / FOLDER

    async def take(self) -> None:
        """Do what was asked for. What cannot be done is told in a file beside it."""
        for file in await asyncio.to_thread(self._waiting):
            try:
                request = msgspec.json.decode(await asyncio.to_thread(file.read_bytes), type=Request)
                await asyncio.wrap_future(self._desk.record(request.command))
            except (msgspec.DecodeError, BadInput, NotFound, RuleError) as e:
                await asyncio.to_thread(file.with_suffix(".refused").write_text, str(e), "utf-8")
            await asyncio.to_thread(file.unlink, missing_ok=True)

    def _waiting(self) -> list[Path]:
        return sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
