"""Sends what a customer was told to whoever reported, not by phone, and gave an e-mail address: once, or not at all.

That it begins is on the record before it goes. Where several desks share the record, each mail is claimed in the shared
database as well. Of one that a desk was sending when it was killed nobody knows whether it arrived: it is not sent
again.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from hashlib import sha256
from typing import Final

import msgspec

from incident_desk.desk import Desk
from incident_desk.desk.customers import Customers, CustomersNow
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import BUSY, DONE
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.reports import BeginReportMail, EndReportMail
from incident_desk.outreach.courier import LEASE_S, LOOK_S, Courier
from incident_desk.outreach.mail import Mail, account_at, without_addresses

log = logging.getLogger(__name__)

SENT_AT_ONCE: Final = 2
"""So many may be lost if this desk is killed."""
HEADERS: Final = {"Auto-Submitted": "auto-replied"}


class Letter(msgspec.Struct, frozen=True):
    """One answer to one address."""

    report: ReportId
    label: str
    answer: EntryId
    address: str
    text: str


class ReportAnswers(Courier):
    """Beside `serve`."""

    name = "report answers"
    fault = "Answering those who reported"

    def __init__(self, desk: Desk, following: Following, customers: CustomersNow) -> None:
        super().__init__(desk, following)
        self._customers = customers
        self._under_way: dict[Future[None], Letter] = {}

    def _turn(self) -> float:
        url = account_at(self._channels, self._customers.ask(lambda now: now.plan.mail_channels))
        free = SENT_AT_ONCE - len(self._under_way)
        if url is None or free <= 0:
            return LOOK_S
        for letter in self._customers.ask(lambda now: tuple(_due(now, free))):
            if self._claims(letter):
                mail = Mail(url, letter.address, f"Your report {letter.label}", letter.text, HEADERS)
                job = self._workers.submit(mail.send)
                self._under_way[job] = letter
                job.add_done_callback(lambda _: self._woken.set())
        return LOOK_S

    def _claims(self, letter: Letter) -> bool:
        """Whether this desk sends it, and nobody ever after."""
        name = sha256(f"report/{letter.report}/{letter.answer}".encode()).digest()
        takes = self._leases.take(name, LEASE_S)
        if takes in (BUSY, DONE):
            return False
        self._desk.record(BeginReportMail((letter.report,), letter.answer)).result()
        self._leases.done(name)
        return True

    def _finish(self) -> None:
        for job in [job for job in self._under_way if job.done()]:
            letter, fault = self._under_way.pop(job), job.exception()
            if fault is not None and not isinstance(fault, DeskError):
                log.error("An answer to whoever reported failed", exc_info=fault)
            said = "" if fault is None else without_addresses(str(fault))
            self._desk.record(EndReportMail((letter.report,), letter.answer, said)).result()


def _due(customers: Customers, most: int) -> Iterator[Letter]:
    """The first answers that have not begun to go."""
    for report in customers.reports.of.values():
        given = report.to_mail
        if given is not None and most > 0:
            most -= 1
            yield Letter(report.id, str(report.number), given.entry, report.reach, given.text)
