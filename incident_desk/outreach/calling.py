"""Calls people in by the plan's ladder of contacts: beside the window, or in `serve`. The record is the queue.

Before it is tried, a try is on the record; what came of it stands there after. So a kill at any moment loses nothing:
what has no result is tried again, and is marked as something that may arrive twice.
"""

import contextlib
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from incident_desk.desk import Desk
from incident_desk.desk.following import OpenIncidents
from incident_desk.desk.leasing import BUSY, DONE, Leases, OwnLeases, leases_of
from incident_desk.desk.tokens import new_token
from incident_desk.domain.board import Board
from incident_desk.domain.call_entries import CallMade, Settled
from incident_desk.domain.call_list import Made, Stage, Standing, standings
from incident_desk.domain.calls import Make, Settle
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.ladders import Step
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.sending import Sending, lease_name
from incident_desk.outreach.wording import words_for

log = logging.getLogger(__name__)

LOOK_S: Final = 2.0
LEASE_S: Final = 120
"""A desk that is gone keeps others from sending so long."""
PATIENCE_US: Final = 20_000_000
"""So long it is left to another desk to send by a channel that is not set up here."""
AT_ONCE: Final = 4


class Caller:
    """Runs from `start` to `stop` in a thread of its own. A home that stays apart calls nobody."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._channels = Channels(desk)
        self._is_stopping = False
        self._woken = threading.Event()
        self._sending: dict[tuple[EntryId, int], Sending] = {}
        self._thread = threading.Thread(target=self._run, name="outreach", daemon=True)
        self.trouble = ""
        """Why nothing can be sent now; empty if it can."""

    def start(self) -> None:
        """Call people in from now on. Returns at once."""
        if not self._desk.is_apart:
            self._thread.start()

    def stop(self) -> None:
        """End it, once what is being tried has ended; what was not sent is taken up at the next start."""
        self._is_stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    # the thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        self._incidents = OpenIncidents(self._desk, self._woken.set)
        self._leases: Leases = leases_of(self._desk)
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="delivery")
        try:
            while not self._is_stopping:
                self._woken.clear()
                try:
                    self._turn()
                except DeskError as e:
                    self.trouble = str(e)
                except Exception:
                    log.exception("Calling people in failed; it is tried again")
                self._woken.wait(LOOK_S)
        finally:
            self._workers.shutdown()
            self._finish()
            self._leases.close()
            self._incidents.close()

    def _turn(self) -> None:
        self._renew_leases()
        self._finish()
        organisation, boards = self._incidents.look()
        now_us = self._desk.now_us()
        for board in boards:
            plan = organisation.plans.of(board.headline)
            if plan.ladders:
                self._climb(board, plan, organisation, now_us)
        for sending in list(self._sending.values()):
            self._try(sending)

    def _renew_leases(self) -> None:
        """The home may have joined a shared database since, or somebody else sit here who has."""
        if self._desk.shared.is_joined() == isinstance(self._leases, OwnLeases):
            self._leases.close()
            self._leases = leases_of(self._desk)

    def _climb(self, board: Board, plan: Plan, organisation: Organisation, now_us: int) -> None:
        called = {each.occasion.call: each for each in standings(board, plan, organisation.people, now_us)}
        for standing in called.values():
            made = board.calls.called(standing.occasion.call).of_rung(standing.rung)
            is_orphan = standing.stage is Stage.WAITS and made is not None and made.settled is None
            if (standing.occasion.call, standing.rung) in self._sending or standing.step is None:
                continue
            if standing.stage is Stage.TRY or (is_orphan and made is not None and made.until_us > now_us):
                with contextlib.suppress(RuleError, NotFound):  # meanwhile it was answered
                    self._begin(board, plan, standing, made, now_us)
        for sending in [s for s in self._sending.values() if s.incident == board.incident]:
            if sending.occasion.call not in called and sending.job is None:
                self._settle(sending, Settled.GIVEN_UP, "It was answered, or it is over.")

    def _begin(self, board: Board, plan: Plan, standing: Standing, made: Made | None, now_us: int) -> None:
        step, occasion = standing.step, standing.occasion
        assert step is not None
        url = None if step.is_by_hand else self._channels.url(step.channel)
        is_ours = step.is_by_hand or url is not None
        is_shared = not isinstance(self._leases, OwnLeases)
        if not is_ours and (made is not None or (is_shared and now_us < standing.at_us + PATIENCE_US)):
            return
        takes = self._lease(occasion.call, standing.rung)
        if takes == DONE and made is not None and made.desk == self._desk.shared.desk_number():
            # it was sent, and this desk died before it could say so; of others that word is on its way
            said = Settle(occasion.call, made.entry, Settled.SENT)
            self._desk.record(said, board.incident).result()
        if takes in (BUSY, DONE):
            return
        token, link = new_token() if plan.answers_at and is_ours and not step.is_by_hand else ("", "")
        make = Make(occasion.call, standing.rung, link, is_again=made is not None or takes > 1)
        entry = self._desk.record(make, board.incident).result()[0]
        body = read_body(entry)
        assert isinstance(body, CallMade)
        sending = Sending(board.incident, occasion, standing.rung, entry.id, body.until_us)
        if url is not None:
            address = f"{plan.answers_at.rstrip('/')}/{token}" if token else ""
            self._sending[sending.key] = sending
            sending.send = partial(_deliver, url, step, *words_for(occasion, board, address))
        elif step.is_by_hand:
            self._done(sending)
        else:
            self._settle(
                sending, Settled.FAILED, f"No desk sends by {step.title}: set it up in the settings, under Channels."
            )

    def _lease(self, call: EntryId, rung: int) -> int:
        try:
            takes = self._leases.take(lease_name(call, rung), LEASE_S)
        except DeskError as e:
            self.trouble = str(e)
            return 1 if self._incidents.is_only_here(call) else BUSY  # what no other desk knows, no other desk sends
        self.trouble = ""
        return takes

    def _try(self, sending: Sending) -> None:
        if sending.job is not None or time.monotonic() < sending.next_s:
            return
        if self._desk.now_us() > sending.until_us:
            self._settle(sending, Settled.GIVEN_UP, f"It was not sent in time. {sending.said}".strip())
        elif sending.tries and self._lease(*sending.key) in (BUSY, DONE):
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
            self._desk.record(Settle(sending.occasion.call, sending.made, how, said), sending.incident).result()


def _deliver(url: str, step: Step, title: str, body: str) -> None:
    from incident_desk.outreach.delivery import deliver  # it loads apprise, which only who sends needs

    deliver(url, step.address, title, body)
