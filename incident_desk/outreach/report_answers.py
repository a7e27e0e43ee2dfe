"""Sends answers to whoever reported, not by phone, and gave an e-mail address, and what was handed on to whoever looks
after it: once, or not at all.

That it begins is on the record before it goes. Where several desks share the record, each mail is claimed in the shared
database as well. What certainly did not arrive is tried again, later each time; of one that a desk was sending when it
was killed nobody knows whether it arrived: it is not sent again.
"""

import threading
import time
from contextlib import closing
from hashlib import sha256
from typing import Final

from incident_desk.desk import Desk
from incident_desk.desk.customers import CustomersNow
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import BUSY, DONE
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Recorded
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.report_entries import ReportsAnswered, ReportsHandedOn
from incident_desk.domain.reports import BeginReportMail, EndReportMail
from incident_desk.outreach.courier import LEASE_S, LOOK_S, Courier
from incident_desk.outreach.mail import Mail, account_at, without_addresses
from incident_desk.outreach.report_letters import Begun, Letter, due, left_behind
from incident_desk.outreach.sending import Trying, may_have_arrived

SENT_AT_ONCE: Final = 2
"""So many may be lost if this desk is killed."""
PUT_OFF_MOST: Final = 12
"""While so many wait to be tried again, the mail server is the trouble, and no other is begun."""
CLOSED: Final = "The desk that sends was closed before it went."
LEFT_BEHIND: Final = "The desk that sent it was closed amid that."
TO_SEND: Final = frozenset(map(kind_named, (ReportsAnswered, ReportsHandedOn)))


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
        self._has_to_send = threading.Event()
        self._under_way: list[UnderWay] = []
        self._begun_here: set[Begun] = set()
        """By this process: what came of it is written down by it."""

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
        if any(entry.kind in TO_SEND for entry in recorded.entries):
            self._has_to_send.set()

    def _followed(self) -> CustomersNow | None:
        """What they reported; None while nobody was told anything, which spares a desk the thread."""
        if self._customers is None:
            if not self._has_looked:
                self._has_looked = True
                with closing(ReadingDesk.open(self._desk.home)) as reading:
                    reports = reading.fold(CUSTOMER_REPORTS).board.reports
                    if any(each.answers or each.handed_on for each in reports.of.values()):
                        self._has_to_send.set()
            if self._has_to_send.is_set():
                self._customers = self._own = CustomersNow(self._desk)
        return self._customers

    def _turn(self) -> float:
        customers = self._followed()
        if customers is None:
            return LOOK_S
        self._end_left_behind(customers)
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
        for letter in customers.ask(lambda now: tuple(due(now, most))):
            if self._claims(letter):
                mail = Mail(url, letter.address, letter.subject, letter.text, letter.headers)
                self._under_way.append(UnderWay(letter, mail))

    def _end_left_behind(self, customers: CustomersNow) -> None:
        """Of what a desk was sending when it was killed nobody knows whether it arrived: it is not sent again."""
        own, now_us = self._desk.shared.desk_number(), self._desk.now_us()
        for each in customers.ask(lambda now: left_behind(now, own, now_us)):
            if each not in self._begun_here:
                ended = EndReportMail((each.report,), each.entry, LEFT_BEHIND, may_have_arrived=True)
                self._desk.record(ended).result()

    def _claims(self, letter: Letter) -> bool:
        """Whether this desk sends it, and nobody ever after."""
        name = sha256(f"report/{letter.report}/{letter.entry}/{letter.round}".encode()).digest()
        takes = self._leases.take(name, LEASE_S)
        if takes in (BUSY, DONE):
            return False
        self._begun_here.add(Begun(letter.report, letter.entry))
        self._desk.record(BeginReportMail((letter.report,), letter.entry)).result()
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
        self._desk.record(EndReportMail((letter.report,), letter.entry, said, is_unsure)).result()
