"""Subscribing to the status page: the links that are mailed, what they lead to, and the mails themselves."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from hashlib import sha256
from typing import Final

import msgspec

from incident_desk.desk import Desk
from incident_desk.desk.signed_links import signed
from incident_desk.desk.subscribers import SubscribersNow
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.status_page import Page, PageIncident, Update, headline
from incident_desk.domain.subscribers import ForgetLeft, JoinPage, LeavePage, Subscriber
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.mail import Mail, account_at, without_addresses
from incident_desk.outreach.status_page.visitor_words import visitor_words
from incident_desk.outreach.status_page.words import words_in

log = logging.getLogger(__name__)

HOLDS_US: Final = 24 * HOUR_US
WAITING_MOST: Final = 200
SUBJECT_MOST: Final = 120


class Link(msgspec.Struct, frozen=True, array_like=True):
    """What a link says: an address that wants updates, until a moment; or the entry of somebody who wants no more."""

    address: str = ""
    language: str = ""
    until_us: int = 0
    leaves: str = ""


class Subscribing:
    """Of one desk, beside its door. Every call may come from any thread and blocks for a moment."""

    def __init__(self, desk: Desk, now: SubscribersNow) -> None:
        self._desk = desk
        self.now = now
        self._channels = Channels(desk)
        self._waiting: queue.Queue[Mail | None] = queue.Queue(WAITING_MOST)
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="confirmations", daemon=True)

    def start(self) -> None:
        """Send links from now on. A home that stays apart reaches nobody."""
        if not self._desk.is_apart:
            self._thread.start()

    def stop(self) -> None:
        """End it, once what is being sent has ended; a link that was not sent can be asked for again."""
        self._is_stopping = True
        if self._thread.is_alive():
            with contextlib.suppress(queue.Full):  # then it looks by itself before the next
                self._waiting.put_nowait(None)
            self._thread.join()

    def ask(self, page: Page, language: str, address: str) -> None:
        """Have a link sent by which that address joins. Nothing of it is kept. Raises: DeskError if it cannot be sent.

        It is the same whether somebody gets the updates already or not: nobody is told.
        """
        url = account_at(self._channels, page.mails_by)
        if url is None or not self._thread.is_alive():
            raise DeskError("No mail account is set up here.")
        words = visitor_words(language or page.language)
        link = self._link(page, "subscribe", Link(address, language, self._desk.now_us() + HOLDS_US))
        subject = words.confirm_subject.format(title=_line(page.title))
        text = words.confirm_mail.format(title=page.title, link=link)
        try:
            self._waiting.put_nowait(Mail(url, address, subject, text, {"Auto-Submitted": "auto-generated"}))
        except queue.Full as e:
            raise DeskError("Too many ask at once.") from e

    def joining(self, token: str) -> Link:
        """What a link says by which an address joins. Raises: NotFound."""
        return self._told_by(token, lambda link: bool(link.address) and link.until_us >= self._desk.now_us())

    def leaving(self, token: str) -> Link:
        """What a link says by which somebody leaves. Raises: NotFound."""
        return self._told_by(token, lambda link: bool(link.leaves))

    def _told_by(self, token: str, holds: Callable[[Link], bool]) -> Link:
        with contextlib.suppress(msgspec.DecodeError):
            link = msgspec.json.decode(self.now.told_by(token) or b"", type=Link)
            if holds(link):
                return link
        raise NotFound("This link is not known here, or is over.")

    def join(self, link: Link) -> None:
        """They followed it and pressed the button; it is on the disk when this returns. Raises: DeskError."""
        self._desk.record(JoinPage(link.address, link.language)).result()

    def leave(self, link: Link) -> None:
        """They want no more; likewise. Their address is erased once a second person confirms it. Raises: likewise."""
        self._desk.record(LeavePage(link.leaves)).result()
        try:
            self._desk.record(ForgetLeft()).result()
        except RuleError:
            log.info("Erasing the address of whoever left the page is for somebody of another level")

    def update_mail(self, page: Page, home: str, incident: PageIncident, update: Update, to: Subscriber) -> Mail | None:
        """An update as it goes to one subscriber; None where no mail account is set up."""
        url = account_at(self._channels, page.mails_by)
        if url is None:
            return None
        words, own = visitor_words(to.language or page.language), words_in(to.language or page.language)
        text, state = update.text(to.language), own.state(update.state)
        leave = self._link(page, "leave", Link("", to.language, 0, to.id))
        folder = f"{to.language}/" if to.language in page.languages else ""
        link = f"{page.read_at(home)}/{folder}incidents/{incident.id}.html"
        subject = f"[{_line(page.title)}] {state}: {headline(text)}"[:SUBJECT_MOST]
        body = words.update_mail.format(text=text, state=state, page=link, leave=leave)
        headers = {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "X-Incident-Desk-Message": key(update.id, to.address).hex(),
        }
        return Mail(url, to.address, subject, body, headers)

    def _link(self, page: Page, door: str, link: Link) -> str:
        token = signed(self._desk.home, self._desk.shared.desk_number(), msgspec.json.encode(link))
        return f"{page.answers_at}/{door}/{token}"

    def _run(self) -> None:
        while (mail := self._waiting.get()) is not None and not self._is_stopping:
            try:
                mail.send()
            except DeskError as e:  # whoever asked sees that no mail comes, and asks again
                log.warning("A link to confirm could not be sent: %s", without_addresses(str(e)))
            except Exception:
                log.exception("Sending a link to confirm failed")


def key(update: EntryId, address: str) -> bytes:
    """What the desks agree on: who sends this one. 32 bytes, of which nobody reads an address."""
    return sha256(f"subscriber/{update}/{address.casefold()}".encode()).digest()


def _line(text: str) -> str:
    return " ".join(text.split())
