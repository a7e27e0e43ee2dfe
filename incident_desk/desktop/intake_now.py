"""Alerts taken in beside the window: on a thread of its own, where the settings of this desk say so."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:  # what listens is loaded by a worker, where it is wanted
    from incident_desk.desk import Desk
    from incident_desk.intake.alerts.beside import AlertIntake, IntakeBeside


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"


class IntakeNow(QObject):
    """One for an open record. A demo hears nobody."""

    changed = Signal()
    """What is kept, where it answers, or why it does not."""
    _heard = Signal()

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._beside: IntakeBeside | None = None
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self.intake: AlertIntake | None = None
        """As the settings have it; None until they are read."""

    @property
    def address(self) -> str:
        """Where it answers; empty if it does not."""
        return self._beside.address if self._beside is not None else ""

    @property
    def trouble(self) -> str:
        """Why it does not answer; empty if it does, or is not to."""
        return self._beside.trouble if self._beside is not None else ""

    async def begin(self) -> None:
        """From now on, if the settings say so."""
        desk = self._window.desk
        if desk is not None and not desk.is_apart:
            self.intake = await asyncio.to_thread(_kept, desk)
            await self._take(desk)

    async def use(self, listen: str, certificate: str, key: str, folder: str) -> None:
        """Take them like this from now on; without address and folder, not at all.

        Raises: BadInput, RuleError; then it stays as it was.
        """
        desk = self._window.desk
        assert desk is not None
        self.intake = await asyncio.to_thread(_keep, desk, (listen, certificate, key, folder))
        await self.stop()
        await self._take(desk)

    async def stop(self) -> None:
        """End it; what was accepted is on the disk then."""
        beside, self._beside = self._beside, None
        if beside is not None:
            await asyncio.to_thread(beside.stop)

    async def _take(self, desk: "Desk") -> None:
        if self.intake is not None and self.intake.is_on:
            self._beside = await asyncio.to_thread(_begun, desk, self.intake, self._heard.emit)
        self.changed.emit()


# on a worker thread: it loads what listens


def _kept(desk: "Desk") -> "AlertIntake":
    from incident_desk.intake.alerts.beside import SETTING, intake_in

    return intake_in(desk.setting(SETTING).result())


def _keep(desk: "Desk", given: tuple[str, str, str, str]) -> "AlertIntake":
    from incident_desk.intake.alerts.beside import AlertIntake, keep_intake

    return keep_intake(desk, AlertIntake(*given))


def _begun(desk: "Desk", intake: "AlertIntake", changed: Callable[[], None]) -> "IntakeBeside":
    from incident_desk.intake.alerts.beside import IntakeBeside

    beside = IntakeBeside(desk, intake, changed)
    beside.start()
    return beside
