"""Sends what a customer was told to whoever reported, not by phone, and gave an e-mail address: once, or not at all.

That it begins is on the record before it goes. Where several desks share the record, each mail is claimed in the shared
database as well. What certainly did not arrive is tried again, later each time; of one that a desk was sending when it
was killed nobody knows whether it arrived: it is not sent again.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from typing import Final

import msgspec

from incident_desk.desk import Desk
from incident_desk.desk.customers import Customers, CustomersNow
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import BUSY, DONE
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Recorded
from incident_desk.domain.ids import CUSTOMER_REPORTS, EntryId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.report_entries import ReportId, ReportsAnswered
from incident_desk.domain.reports import BeginReportMail, EndReportMail
from incident_desk.outreach.courier import LEASE_S, LOOK_S, Courier
from incident_desk.outreach.mail import Mail, account_at, without_addresses
from incident_desk.outreach.sending import Trying, may_have_arrived

SENT_AT_ONCE: Final = 2
"""So many may be lost if this desk is killed."""
PUT_OFF_MOST: Final = 12
"""While so many wait to be tried again, the mail server is the trouble, and no other is begun."""
CLOSED: Final = "The desk that sends was closed before it went."
ANSWERED: Final = kind_named(ReportsAnswered)
SUBJECTS: Final = {"en": "Your report {label}", "de": "Ihre Meldung {label}", "es": "Su aviso {label}"}
HEADERS: Final = {"Auto-Submitted": "auto-replied"}


class Letter(msgspec.Struct, frozen=True):
    """One answer to one address; `round` counts how often somebody asked for it again."""

    report: ReportId
    label: str
    answer: EntryId
    round: int
    address: str
    text: str
    language: str


class UnderWay(Trying):
    """One of them, claimed by this desk."""

    def __init__(self, letter: Letter, mail: Mail) -> None:
        super().__init__()
        self.letter = letter
        self.send = mail.send


class ReportAnswers(Courier):
    """Beside `serve`, or the window of a desk that sends.

    Args:
        customers: what they reported, as whoever gave it follows it; without, it is followed from the first answer on.
    """

    name = "report answers"
    fault = "Answering those who reported"

    def __init__(self, desk: Desk, following: Following, customers: CustomersNow | None = None) -> None:
        super().__init__(desk, following)
        self._customers = customers
        self._own: CustomersNow | None = None
        self._has_looked = False
        self._is_answered = threading.Event()
        self._under_way: list[UnderWay] = []

    def start(self) -> None:
        """Send from now on. Returns at once."""
        self._end_hearing = self._desk.subscribe(self._hear)
        super().start()

    def stop(self) -> None:
        """End it, once what is being tried has ended; what certainly did not arrive can be asked for again."""
        super().stop()
        self._end_hearing()
        if self._own is not None:
            self._own.close()

    def _hear(self, recorded: Recorded) -> None:
        if any(entry.kind == ANSWERED for entry in recorded.entries):
            self._is_answered.set()

    def _followed(self) -> CustomersNow | None:
        """What they reported; None while nobody was answered, which spares a desk the thread."""
        if self._customers is None:
            if not self._has_looked:
                self._has_looked = True
                with closing(ReadingDesk.open(self._desk.home)) as reading:
                    if any(each.answers for each in reading.fold(CUSTOMER_REPORTS).board.reports.all):
                        self._is_answered.set()
            if self._is_answered.is_set():
                self._customers = self._own = CustomersNow(self._desk)
        return self._customers

    def _turn(self) -> float:
        customers = self._followed()
        if customers is None:
            return LOOK_S
        url = account_at(self._channels, customers.ask(lambda now: now.plan.mail_channels))
        waiting = sum(each.tries > 0 for each in self._under_way)
        free = SENT_AT_ONCE - (len(self._under_way) - waiting) if waiting < PUT_OFF_MOST else 0
        if url is not None and free > 0:
            self._begin_some(customers, url, free)
        for each in self._under_way:
            if each.job is None and time.monotonic() >= each.next_s:
                each.job = self._workers.submit(each.send)
                each.job.add_done_callback(lambda _: self._woken.set())
        return LOOK_S

    def _begin_some(self, customers: CustomersNow, url: str, most: int) -> None:
        for letter in customers.ask(lambda now: tuple(_due(now, most))):
            if self._claims(letter):
                subject = SUBJECTS.get(letter.language, SUBJECTS["en"]).format(label=letter.label)
                mail = Mail(url, letter.address, subject, letter.text, HEADERS)
                self._under_way.append(UnderWay(letter, mail))

    def _claims(self, letter: Letter) -> bool:
        """Whether this desk sends it, and nobody ever after."""
        name = sha256(f"report/{letter.report}/{letter.answer}/{letter.round}".encode()).digest()
        takes = self._leases.take(name, LEASE_S)
        if takes in (BUSY, DONE):
            return False
        self._desk.record(BeginReportMail((letter.report,), letter.answer)).result()
        self._leases.done(name)
        return True

    def _finish(self) -> None:
        for each in list(self._under_way):
            if each.job is not None and each.job.done():
                fault, each.job = each.job.exception(), None
                each.said = each.said if fault is not None else ""
                if fault is None or each.take_fault(fault):
                    self._end(each)
                    continue
            if self._is_stopping and each.job is None:  # nothing of it has gone
                each.said = each.said or CLOSED
                self._end(each)

    def _end(self, each: UnderWay) -> None:
        self._under_way.remove(each)
        letter, said = each.letter, without_addresses(each.said)
        is_unsure = may_have_arrived(each.said)
        self._desk.record(EndReportMail((letter.report,), letter.answer, said, is_unsure)).result()


def _due(customers: Customers, most: int) -> Iterator[Letter]:
    """The first answers that have not begun to go."""
    for report in customers.reports.of.values():
        given = report.to_mail
        if given is not None and most > 0:
            most -= 1
            again = report.mail.round if report.mail is not None else 0
            label = str(report.number)
            yield Letter(report.id, label, given.entry, again, report.reach, given.text, report.language)
