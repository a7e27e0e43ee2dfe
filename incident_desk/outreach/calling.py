"""Calls people in by the plan's ladder of contacts: beside the window, or in `serve`. The record is the queue.

Before it is tried, a try is on the record; what came of it stands there after. So a kill at any moment loses nothing:
what has no result is tried again, and is marked as something that may arrive twice.
"""

import contextlib
import logging
import time
from functools import partial

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import BUSY, DONE
from incident_desk.desk.tokens import new_token
from incident_desk.domain.call_entries import CallMade, Settled
from incident_desk.domain.call_list import Occasion
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.reach_entries import ReachTried
from incident_desk.outreach.climbing import Rung, calls_now, settling
from incident_desk.outreach.courier import LEASE_S, LOOK_S, PATIENCE_US, Courier
from incident_desk.outreach.delivery import deliver
from incident_desk.outreach.sending import Sending, lease_name

log = logging.getLogger(__name__)


class Caller(Courier):
    """Calls people in, by the ladders of the plan."""

    name = "outreach"
    fault = "Calling people in"

    def __init__(self, desk: Desk, following: Following) -> None:
        super().__init__(desk, following)
        self._sending: dict[tuple[EntryId, int], Sending] = {}

    def _turn(self) -> float:
        now_us = self._desk.now_us()
        calls = self._following.ask(lambda opened: calls_now(opened, now_us))
        for rung in calls.rungs:
            if (rung.standing.occasion.call, rung.standing.rung) not in self._sending:
                with contextlib.suppress(RuleError, NotFound):  # meanwhile it was answered
                    self._begin(rung, now_us)
        for sending in list(self._sending.values()):
            if sending.occasion.call not in calls.open and sending.job is None:
                self._settle(sending, Settled.GIVEN_UP, "It was answered, or it is over.")
        for sending in list(self._sending.values()):
            self._try(sending)
        return LOOK_S

    def _begin(self, rung: Rung, now_us: int) -> None:
        standing, made = rung.standing, rung.made
        step, occasion = standing.step, standing.occasion
        assert step is not None
        url = None if step.is_by_hand else self._channels.url(step.channel)
        is_ours = step.is_by_hand or url is not None
        if not is_ours and (made is not None or (not self._is_alone and now_us < standing.at_us + PATIENCE_US)):
            return
        takes = self._lease(occasion, standing.rung)
        if takes == DONE and made is not None and made.desk == self._desk.shared.desk_number():
            # it was sent, and this desk died before it could say so; of others that word is on its way
            said = settling(rung.incident, occasion.call, made.entry, Settled.SENT)
            self._desk.record(said, rung.incident).result()
        if takes in (BUSY, DONE):
            return
        token, link = new_token() if rung.answers_at and is_ours and not step.is_by_hand else ("", "")
        make = rung.make(link, is_again=made is not None or takes > 1)
        entry = self._desk.record(make, rung.incident).result()[0]
        body = read_body(entry)
        assert isinstance(body, CallMade | ReachTried)
        sending = Sending(rung.incident, occasion, standing.rung, entry.id, body.until_us)
        if url is not None:
            address = f"{rung.answers_at.rstrip('/')}/{token}" if token else ""
            self._sending[sending.key] = sending
            sending.send = partial(deliver, url, step.address, *rung.words(address))
        elif step.is_by_hand:
            self._done(sending)
        else:
            self._settle(
                sending, Settled.FAILED, f"No desk sends by {step.title}: set it up in the settings, under Channels."
            )

    def _lease(self, occasion: Occasion, rung: int) -> int:
        try:
            takes = self._leases.take(lease_name(occasion.call, rung), LEASE_S)
        except DeskError as e:
            self.trouble = str(e)
            # what no other desk knows, no other desk sends
            return 1 if any(map(self._following.is_only_here, occasion.given or (occasion.call,))) else BUSY
        self.trouble = ""
        return takes

    def _try(self, sending: Sending) -> None:
        if sending.job is not None or time.monotonic() < sending.next_s:
            return
        if self._desk.now_us() > sending.until_us:
            self._settle(sending, Settled.GIVEN_UP, f"It was not sent in time. {sending.said}".strip())
        elif sending.tries and self._lease(sending.occasion, sending.rung) in (BUSY, DONE):
            del self._sending[sending.key]  # this desk was away for so long that another has taken it over
        else:
            sending.job = self._workers.submit(sending.send)
            sending.job.add_done_callback(lambda _: self._woken.set())

    def _finish(self) -> None:
        for sending in [each for each in self._sending.values() if each.job is not None and each.job.done()]:
            assert sending.job is not None
            fault, sending.job = sending.job.exception(), None
            if fault is None:
                self._done(sending)
                self._settle(sending, Settled.SENT, "")
                continue
            if not isinstance(fault, DeskError):
                log.error("A delivery failed", exc_info=fault)
            sending.said = str(fault) if isinstance(fault, DeskError) else "The program failed there; see its log."
            sending.put_off()
            if sending.is_over:
                self._settle(sending, Settled.FAILED, sending.said)

    def _done(self, sending: Sending) -> None:
        with contextlib.suppress(DeskError):  # the record tells the others as well, later
            self._leases.done(sending.lease)

    def _settle(self, sending: Sending, how: Settled, said: str) -> None:
        self._sending.pop(sending.key, None)
        with contextlib.suppress(RuleError, NotFound):
            fields = settling(sending.incident, sending.occasion.call, sending.made, how, said)
            self._desk.record(fields, sending.incident).result()
