"""All ways by which `serve` takes reports of customers, opened and closed together."""

import asyncio
import logging
import ssl
from typing import TYPE_CHECKING, Final

from incident_desk.desk.customers import CustomersNow
from incident_desk.domain.errors import DeskError, RuleError
from incident_desk.domain.report_forgetting import ForgetReachDue
from incident_desk.intake import report_mail
from incident_desk.intake.report_door import ReportDoor
from incident_desk.intake.report_sources import Sources
from incident_desk.intake.report_taking import Taking

if TYPE_CHECKING:
    from incident_desk.desk import Desk

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 1.0
FORGET_EVERY_S: Final = 3600.0
"""How to reach whoever reported is erased by the plan: so often a desk looks what is due."""


class ReportDoors:
    """`web` is what answers over HTTP, `customers` what they reported. On the loop of `serve`."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._taking = Taking(desk, self._look_later)
        self._looking: asyncio.Task[None] | None = None
        self._forgetting: asyncio.Task[None] | None = None
        self._looks_again = False
        self.customers = self._customers = CustomersNow(desk)
        self._mail: asyncio.Server | None = None
        self.web = ReportDoor(self._taking, self._customers, Sources(desk.home.path))

    def start(self) -> None:
        """Erase by itself what the plan keeps no longer. A home that stays apart does nothing by itself."""
        if not self._desk.is_apart:
            self._forgetting = asyncio.get_running_loop().create_task(self._forget())

    async def _forget(self) -> None:
        while True:
            try:
                await asyncio.wrap_future(self._desk.record(ForgetReachDue()))
            except RuleError:
                log.debug("Erasing how to reach whoever reported is for somebody of another level")
            except DeskError as e:
                log.warning("How to reach whoever reported was not erased: %s", e)
            await asyncio.sleep(FORGET_EVERY_S)

    async def take_mail(
        self, at: tuple[str, int], tls: ssl.SSLContext | None, alerts: report_mail.AlertMails | None = None
    ) -> int:
        """Take e-mail, too; what goes to a monitor's token is handed to `alerts`.

        Returns: the port. Raises: BadInput if nobody can listen there.
        """
        self._mail, port = await report_mail.listen(self._taking, at, tls, alerts)
        return port

    def _look_later(self) -> None:
        self._looks_again = True
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        """Warn of a rise that no incident explains; once a second while reports come in."""
        while self._looks_again:
            self._looks_again = False
            now_us = self._desk.now_us()
            warning = await asyncio.to_thread(self._customers.ask, lambda now, at=now_us: now.warning(at))
            if warning is not None:
                await asyncio.wrap_future(self._desk.record(warning))
            await asyncio.sleep(LOOK_EVERY_S)

    async def close(self) -> None:
        """Take nothing more, and write down what was accepted."""
        if self._mail is not None:
            self._mail.close()
        await self._taking.finish()
        for task in (self._looking, self._forgetting):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await asyncio.to_thread(self._customers.close)
