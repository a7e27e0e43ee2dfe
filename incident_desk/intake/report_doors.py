"""All ways by which `serve` takes reports of customers, opened and closed together."""

import asyncio
import ssl
from typing import TYPE_CHECKING

from incident_desk.desk.customers import CustomersNow
from incident_desk.intake import report_mail
from incident_desk.intake.report_door import ReportDoor
from incident_desk.intake.report_sources import Sources
from incident_desk.intake.report_taking import Taking

if TYPE_CHECKING:
    from incident_desk.desk import Desk


class ReportDoors:
    """`web` is what answers over HTTP. On the loop of `serve`."""

    def __init__(self, desk: "Desk") -> None:
        self._taking = Taking(desk)
        self._customers = CustomersNow(desk)
        self._mail: asyncio.Server | None = None
        self.web = ReportDoor(self._taking, self._customers, Sources(desk.home.path))

    async def take_mail(self, at: tuple[str, int], tls: ssl.SSLContext | None) -> int:
        """Take e-mail, too. Returns: the port. Raises: BadInput if nobody can listen there."""
        self._mail, port = await report_mail.listen(self._taking, at, tls)
        return port

    async def close(self) -> None:
        """Take nothing more, and write down what was accepted."""
        if self._mail is not None:
            self._mail.close()
        await self._taking.finish()
        await asyncio.to_thread(self._customers.close)
