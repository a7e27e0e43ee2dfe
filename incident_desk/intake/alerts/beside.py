"""Alerts come in beside the window: what `serve` does of it, on a thread of its own, where the settings say so."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from aiohttp import web

from incident_desk.domain.errors import BadInput, DeskError, RuleError
from incident_desk.intake.alerts.doors import AlertDoors
from incident_desk.intake.serving import address_of, bound, is_here, place_of, tls_from

if TYPE_CHECKING:
    from incident_desk.desk import Desk

log = logging.getLogger(__name__)

SETTING: Final = "alert intake"
LISTEN: Final = "127.0.0.1:8737"


class AlertIntake(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where alerts are taken at this desk: over HTTP at `listen`, with TLS by `certificate`; from files in `folder`.

    What is empty takes none.
    """

    listen: str = ""
    certificate: str = ""
    key: str = ""
    folder: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.listen or self.folder)

    @property
    def is_open_to_others(self) -> bool:
        """Whether tokens go over the network as everybody on the way can read them."""
        return bool(self.listen) and not self.certificate and not is_here(place_of(self.listen)[0])


def intake_in(setting: str | None) -> AlertIntake:
    """As it was kept; nothing is taken where nothing was."""
    try:
        return msgspec.json.decode(setting, type=AlertIntake) if setting else AlertIntake()
    except msgspec.DecodeError:
        return AlertIntake()


def checked(given: AlertIntake) -> AlertIntake:
    """As it can be kept. Raises: BadInput with what is wrong, and where."""
    found = AlertIntake(*(part.strip() for part in msgspec.structs.astuple(given)))
    if found.listen:
        place_of(found.listen)
        tls_from(found.certificate or None, found.key or None)
    elif found.certificate or found.key:
        raise BadInput("a certificate goes with an address to listen at", found.certificate or found.key)
    if found.folder and not Path(found.folder).is_absolute():
        raise BadInput("write the whole path of the folder, from the root on", found.folder)
    if found.folder and not Path(found.folder).is_dir():
        raise BadInput("there is no such folder", found.folder)
    return found


def keep_intake(desk: "Desk", given: AlertIntake) -> AlertIntake:
    """From now on. Blocks. Returns: as it is kept. Raises: BadInput, RuleError."""
    if desk.is_apart:
        raise RuleError("This home is a demo or a drill: no real monitor tells it anything.")
    found = checked(given)
    desk.set_setting(SETTING, msgspec.json.encode(found).decode()).result()
    return found


class IntakeBeside:
    """Runs from `start` to `stop`. `address` is where it answers, `trouble` why it does not; one of them is empty.

    Args:
        changed: called on that thread whenever one of them is another one.
    """

    def __init__(self, desk: "Desk", intake: AlertIntake, changed: Callable[[], None] = lambda: None) -> None:
        self._desk = desk
        self._intake = intake
        self._changed = changed
        self._thread = threading.Thread(target=self._run, name="alert-intake", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()
        self._is_stopping = False
        self.address = ""
        self.trouble = ""

    def start(self) -> None:
        """Take alerts from now on. Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Take none any more. Blocks until what was accepted is on the disk."""
        self._is_stopping = True
        if not self._thread.is_alive():
            return
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # it has just ended by itself
                self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    # the thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            asyncio.run(self._take())
        except DeskError as e:
            self._tell("", str(e))
        except Exception:
            log.exception("Alerts are not taken in beside the window")
            self._tell("", "It failed; the log says more. Keep the settings again to try once more.")

    async def _take(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._is_stopping:
            return
        doors = AlertDoors(self._desk, Path(self._intake.folder) if self._intake.folder else None)
        try:
            await doors.start()
            await self._answer(doors)
        finally:
            await doors.close()

    async def _answer(self, doors: AlertDoors) -> None:
        if not self._intake.listen:
            self._tell(self._intake.folder, "")
            await self._ended.wait()
            return
        app = web.Application()
        for door in doors.web:
            door.add_to(app)
        at, tls = place_of(self._intake.listen), tls_from(self._intake.certificate or None, self._intake.key or None)
        runner, port = await bound(app, at, tls)
        try:
            self._tell(address_of(at[0], port, is_tls=tls is not None), "")
            await self._ended.wait()
        finally:
            await runner.cleanup()

    def _tell(self, address: str, trouble: str) -> None:
        self.address, self.trouble = address, trouble
        self._changed()
