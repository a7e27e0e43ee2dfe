"""Alerts from files: what a job that has no network leaves in a folder, one folder for each source in it."""

import asyncio
import os
import time
from pathlib import Path
from typing import Final

from incident_desk.desk.alerts import AlertsNow, Known
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.errors import DeskError
from incident_desk.intake.alerts import cloudevents
from incident_desk.intake.alerts.door import AlertDoor
from incident_desk.intake.alerts.entrance import LARGEST_BYTES
from incident_desk.intake.alerts.mail import heard_of as mail_of
from incident_desk.intake.alerts.reading import Heard, Refused
from incident_desk.intake.alerts.taking import AlertTaking

QUIET_S: Final = 0.5
"""A file that was written to so lately may not be whole yet."""
AT_ONCE: Final = 200
REFUSED: Final = "refused"


class DropFolder:
    """`folder/SOURCE/anything.json` is read in the shape of that source, and goes once it is on the disk.

    What cannot be read is put into `SOURCE/refused`, beside a file that says why.
    """

    def __init__(self, folder: Path, taking: AlertTaking, now: AlertsNow, door: AlertDoor) -> None:
        self._folder = folder
        self._taking = taking
        self._now = now
        self._door = door

    async def look(self) -> None:
        """Take what is there."""
        for source in self._now.sources:
            if Path(source.name).name != source.name:
                continue  # no folder of this one can be called so
            for file in await asyncio.to_thread(_waiting, self._folder / source.name):
                await self._take(source, file)

    async def _take(self, source: Known, file: Path) -> None:
        try:
            heard = self._read(source, await asyncio.to_thread(_bounded, file))
        except Refused as e:
            why = f"{e.field}: {e.why}" if e.field else e.why
            await asyncio.to_thread(_put_aside, file, why)
            return
        except OSError as e:
            await asyncio.to_thread(_put_aside, file, str(e))
            return
        try:
            await self._taking.take(source.name, heard.seen, heard.changes)
        except DeskError:
            return  # it stays, and is tried again
        await asyncio.to_thread(file.unlink, missing_ok=True)

    def _read(self, source: Known, body: bytes) -> Heard:
        if source.kind is SourceKind.EMAIL:
            return Heard([mail_of(body, self._taking.now_us())], [], [])
        shape = cloudevents.SEVERAL if body.lstrip()[:1] == b"[" else cloudevents.ONE
        return self._door.read(source, shape, {}, body)


def _waiting(folder: Path) -> list[Path]:
    """The files that are whole, the oldest first; links are not followed."""
    if not folder.is_dir():
        return []
    until_s = time.time() - QUIET_S
    found: list[tuple[float, Path]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                written_s = entry.stat(follow_symlinks=False).st_mtime
                if written_s <= until_s:
                    found.append((written_s, Path(entry.path)))
    return [file for _, file in sorted(found)[:AT_ONCE]]


def _bounded(file: Path) -> bytes:
    with file.open("rb") as opened:
        body = opened.read(LARGEST_BYTES + 1)
    if len(body) > LARGEST_BYTES:
        raise Refused(413, f"at most {LARGEST_BYTES // 1024 // 1024} MiB at once")
    return body


def _put_aside(file: Path, why: str) -> None:
    aside = file.parent / REFUSED
    aside.mkdir(exist_ok=True)
    file.replace(aside / file.name)
    (aside / f"{file.name}.why").write_text(why + "\n", encoding="utf-8")
