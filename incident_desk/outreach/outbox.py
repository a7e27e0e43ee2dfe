"""Sends what was let go to others, each text once by each channel: beside the window, or in `serve`.

The record is the queue. That a text is about to be sent is on the record before it is tried, and what came of it after.
So a kill at any moment forgets nothing: what has no result is sent again, and marked as something that may have arrived
twice. Where the record is shared, nothing goes out before the shared database has accepted that it was let go.
"""

import contextlib
import logging
import time
from functools import partial
from hashlib import sha256
from typing import Final

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import BUSY, DONE
from incident_desk.domain.commands import Fields
from incident_desk.domain.delivering import EndMessage, SettleMessage, TryMessage
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import End
from incident_desk.domain.witnessing import TellRefused
from incident_desk.outreach.channels import names_in
from incident_desk.outreach.courier import LEASE_S, LOOK_S, PATIENCE_US, Courier
from incident_desk.outreach.delivery import deliver_to_all
from incident_desk.outreach.going_out import Letter, letters, refused, subject_and_text
from incident_desk.outreach.sending import Trying, may_have_arrived
from incident_desk.store.home import Home
from incident_desk.store.lacking import Acceptance

log = logging.getLogger(__name__)

NOBODY_SENDS: Final = "No desk sends by {title}: set it up in the settings, under Channels, or send it by hand."


class Dispatch(Trying):
    """One text on its way out. `may_be_double`: it was tried before, and what came of that is not known."""

    def __init__(self, letter: Letter, *, may_be_double: bool) -> None:
        super().__init__()
        self.letter = letter
        self.may_be_double = may_be_double
        self.lease = lease_name(*letter.key)
        self.leased_s = time.monotonic()
        """Since when this desk has the lease."""


class Outbox(Courier):
    """Sends what was let go."""

    name = "outbox"
    fault = "Sending messages"

    def __init__(self, desk: Desk, following: Following) -> None:
        super().__init__(desk, following)
        self._under_way: dict[tuple[EntryId, str], Dispatch] = {}

    def _turn(self) -> float:
        now_us = self._desk.now_us()
        waiting = self._following.ask(lambda opened: letters(opened, now_us))
        there = {letter.key for letter in waiting}
        for key, dispatch in list(self._under_way.items()):
            if key not in there and dispatch.job is None:
                del self._under_way[key]  # stopped, or another desk has sent it
        for letter in waiting:
            if letter.key not in self._under_way and now_us >= letter.from_us:
                with contextlib.suppress(RuleError, NotFound):  # meanwhile it was stopped
                    self._begin(letter, now_us)
        for dispatch in list(self._under_way.values()):
            self._try(dispatch)
        self._tell_refused()
        soon_us = min((each.from_us - now_us for each in waiting if each.from_us > now_us), default=0)
        return soon_us / 1_000_000 if soon_us else LOOK_S

    def _tell_refused(self) -> None:
        """Write down what this desk sent with a witness, and the shared database refused when it was there again."""
        if self._is_alone:
            return
        me = self._desk.shared.desk_number()
        for incident, message, key in self._following.ask(lambda opened: refused(opened, me)):
            with contextlib.suppress(RuleError, NotFound):
                self._desk.record(TellRefused(message, key), incident).result()

    def _may_go(self, letter: Letter) -> bool:
        """Whether it was accepted; alone the rules of the commands are enough, to which those of this home were held.
        What was witnessed need not wait while nobody can be asked."""
        if self._is_alone:
            return letter.is_ours and letter.acceptance is not Acceptance.REFUSED
        return letter.acceptance is Acceptance.ACCEPTED or (
            letter.is_witnessed and letter.acceptance is Acceptance.AWAITED
        )

    def _begin(self, letter: Letter, now_us: int) -> None:
        url = self._channels.url(letter.channel)
        if not self._may_go(letter) or (url is None and letter.is_by_hand):
            return
        is_over = letter.not_after_us is not None and now_us > letter.not_after_us
        if url is None and not is_over and not self._is_alone and now_us < letter.from_us + PATIENCE_US:
            return
        takes = self._lease(letter)
        if takes == DONE and letter.tried_by == self._desk.shared.desk_number():
            # it was sent, and this desk died before it could say so; of others that word is on its way
            fields = SettleMessage(letter.message, letter.variant, letter.text, may_be_double=letter.is_again)
            self._record(letter, fields)
        if takes in (BUSY, DONE) or self._can_be_answered(letter):
            return
        if (ended := _ended(letter, url, is_over=is_over)) is not None:
            self._record(letter, ended)
        elif url is not None:
            is_again = letter.tried_by is not None or takes > 1
            self._record(letter, TryMessage(letter.message, letter.variant, is_again))
            dispatch = Dispatch(letter, may_be_double=is_again)
            dispatch.send = partial(deliver_to_all, url, *subject_and_text(letter), dispatch.lease.hex())
            self._under_way[letter.key] = dispatch

    def _can_be_answered(self, letter: Letter) -> bool:
        """Whether the shared database is in reach again, after a lease was asked for: what was witnessed while it was
        away then waits for its word."""
        return not self._is_alone and not self.trouble and letter.acceptance is not Acceptance.ACCEPTED

    def _lease(self, letter: Letter) -> int:
        try:
            takes = self._leases.take(lease_name(*letter.key), LEASE_S)
        except DeskError as e:
            self.trouble = str(e)
            # what no other desk knows, no other desk sends; only what was witnessed goes out without the others
            is_ours = letter.is_witnessed and self._following.is_only_here(letter.release)
            return 1 if is_ours else BUSY
        self.trouble = ""
        return takes

    def _try(self, dispatch: Dispatch) -> None:
        if dispatch.job is not None or time.monotonic() < dispatch.next_s:
            return
        letter = dispatch.letter
        if letter.not_after_us is not None and self._desk.now_us() > letter.not_after_us:
            said = f"It could not be sent in time. {dispatch.said}".strip()
            self._end(dispatch, End.LAPSED, said)
        elif dispatch.tries and (not self._is_still_ours(dispatch) or self._can_be_answered(letter)):
            # this desk was away for so long that another has taken it over; or it is not away any more
            del self._under_way[letter.key]
        else:
            dispatch.job = self._workers.submit(dispatch.send)
            dispatch.job.add_done_callback(lambda _: self._woken.set())

    def _is_still_ours(self, dispatch: Dispatch) -> bool:
        """Whether this desk goes on trying: while nobody can be asked, as long as the lease that it had lasts."""
        takes = self._lease(dispatch.letter)
        if not self.trouble:
            dispatch.leased_s = time.monotonic()
        return takes not in (BUSY, DONE) or (self.trouble != "" and time.monotonic() < dispatch.leased_s + LEASE_S)

    def _finish(self) -> None:
        for dispatch in [each for each in self._under_way.values() if each.job is not None and each.job.done()]:
            assert dispatch.job is not None
            fault, dispatch.job = dispatch.job.exception(), None
            if fault is None:
                self._sent(dispatch)
                continue
            if not isinstance(fault, DeskError):
                log.error("A delivery failed", exc_info=fault)
            dispatch.said = str(fault) if isinstance(fault, DeskError) else "The program failed there; see its log."
            dispatch.may_be_double |= may_have_arrived(dispatch.said)
            dispatch.put_off()
            if dispatch.is_over:
                self._end(dispatch, End.FAILED, dispatch.said)

    def _sent(self, dispatch: Dispatch) -> None:
        letter = dispatch.letter
        with contextlib.suppress(DeskError):  # the record tells the others as well, later
            self._leases.done(dispatch.lease)
        del self._under_way[letter.key]
        fields = SettleMessage(letter.message, letter.variant, letter.text, may_be_double=dispatch.may_be_double)
        with contextlib.suppress(RuleError, NotFound):
            self._record(letter, fields)

    def _end(self, dispatch: Dispatch, how: End, said: str) -> None:
        letter = dispatch.letter
        del self._under_way[letter.key]
        with contextlib.suppress(RuleError, NotFound):
            self._record(letter, EndMessage(letter.message, letter.variant, how, said))

    def _record(self, letter: Letter, fields: Fields) -> None:
        self._desk.record(fields, letter.incident).result()


def _ended(letter: Letter, url: object, *, is_over: bool) -> EndMessage | None:
    """How it ends without being tried; None if it is to be tried."""
    if not letter.text:
        how, said = End.FAILED, "Its words were erased."
    elif letter.why_held:
        how, said = End.LAPSED, letter.why_held
    elif is_over:
        how, said = End.LAPSED, "Its time was over before it could be sent. Write it anew."
    elif url is None:
        how, said = End.FAILED, NOBODY_SENDS.format(title=letter.title)
    else:
        return None
    return EndMessage(letter.message, letter.variant, how, said)


def has_to_send(home: Home, channels: str | None) -> bool:
    """Whether words may have to go out from a home: channels are set up there, or some were let go lately.

    Args:
        channels: the setting `CHANNELS`.
    """
    if names_in(channels):
        return True
    reading = ReadingDesk.open(home)
    try:
        return bool(reading.released.lately())
    finally:
        reading.close()


def lease_name(message: EntryId, variant: str) -> bytes:
    """What the desks agree on: who sends this one."""
    return sha256(f"message/{message}/{variant}".encode()).digest()
