"""Sends what a customer was told to whoever reported, not by phone, and gave an e-mail address: once, or not at all.

That it begins is on the record before it goes. Where several desks share the record, each mail is claimed in the shared
database as well. Of one that a desk was sending when it was killed nobody knows whether it arrived: it is not sent
again.
"""

import logging
import re
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
from incident_desk.domain.plan_sections import ChannelKind
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.reports import BeginReportMail, EndReportMail
from incident_desk.outreach.courier import LEASE_S, LOOK_S, Courier

log = logging.getLogger(__name__)

SENT_AT_ONCE: Final = 2
"""So many may be lost if this desk is killed."""
_ADDRESSES: Final = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
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
        channels = self._customers.ask(_mail_channels)
        url = next((url for each in channels if (url := self._channels.url(each)) and url.startswith("mailto")), None)
        free = SENT_AT_ONCE - len(self._under_way)
        if url is None or free <= 0:
            return LOOK_S
        for letter in self._customers.ask(lambda now: tuple(_due(now, free))):
            if self._claims(letter):
                job = self._workers.submit(_send, url, letter)
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
            said = "" if fault is None else _ADDRESSES.sub("…", str(fault))
            self._desk.record(EndReportMail((letter.report,), letter.answer, said)).result()


def _mail_channels(customers: Customers) -> tuple[str, ...]:
    """The e-mail channels of the plan, the public ones first."""
    channels = [each for each in customers.plan.channels if each.kind is ChannelKind.EMAIL]
    return tuple(each.key for each in sorted(channels, key=lambda each: not each.is_public))


def _due(customers: Customers, most: int) -> Iterator[Letter]:
    """The first answers that have not begun to go."""
    for report in customers.reports.of.values():
        given = report.to_mail
        if given is not None and most > 0:
            most -= 1
            yield Letter(report.id, str(report.number), given.entry, report.reach, given.text)


def _send(url: str, letter: Letter) -> None:
    from incident_desk.outreach.delivery import deliver, mail_to_one  # it loads apprise, which only who sends needs

    deliver(mail_to_one(url, HEADERS), letter.address, f"Your report {letter.label}", letter.text)
