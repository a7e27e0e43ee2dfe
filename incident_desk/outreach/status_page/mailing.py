"""Sends each update of the status page to whoever gets them by e-mail: one mail for each, not two.

An update that was begun is on the record before it goes to anybody. Where several desks share the record, each mail is
claimed in the shared database before it is sent, and never given back: of one that a desk was sending when it was
killed nobody knows whether it arrived, and it is not sent again.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import msgspec

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.desk.leasing import BUSY, DONE
from incident_desk.domain.errors import DeskError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.status_page import Page, PageIncident, Update
from incident_desk.domain.subscribers import BeginMailing, EndMailing, Subscriber
from incident_desk.outreach.courier import LEASE_S, LOOK_S, Courier
from incident_desk.outreach.mail import Mail, account_at, without_addresses
from incident_desk.outreach.sending import Trying
from incident_desk.outreach.status_page.subscribing import Subscribing, key

NEWS_US: Final = 6 * HOUR_US
"""What is older is no news to anybody: whoever was not told by then reads the page."""
BATCH: Final = 20
"""So many are begun by one entry where each is claimed as well; alone, the entry is the claim of each."""
SENT_AT_ONCE: Final = 2
"""So many may be lost if this desk is killed; each of them misses one update."""
PUT_OFF_MOST: Final = 12
"""While so many wait to be tried again, the mail server is the trouble, and no other is begun."""


class UnderWay(Trying):
    """One mail, claimed by this desk. It is tried again only after a fault that says that it did not arrive."""

    def __init__(self, update: EntryId, to: Subscriber, mail: Mail) -> None:
        super().__init__()
        self.update = update
        self.to = to
        self.send = mail.send


class News(msgspec.Struct, frozen=True):
    """An update, and to whom it is to go: `begun` are those of whom that stands on the record."""

    incident: PageIncident
    update: Update
    due: tuple[Subscriber, ...]
    begun: tuple[Subscriber, ...]


class Mailing(Courier):
    """Beside `serve`. `shown` gives the page as it stands now, None before it was read."""

    name = "subscribers"
    fault = "Sending updates to subscribers"

    def __init__(
        self, desk: Desk, following: Following, subscribing: Subscribing, shown: Callable[[], Page | None], home: str
    ) -> None:
        super().__init__(desk, following)
        self._now = subscribing.now
        self._subscribing = subscribing
        self._shown = shown
        self._home = home
        self._under_way: list[UnderWay] = []
        self._claimed: set[tuple[EntryId, EntryId]] = set()
        """What this process has tried."""
        self._nothing_in: tuple[Page, int] | None = None
        """The page and the subscribers, as they were when there was nothing to send."""

    def _turn(self) -> float:
        page = self._shown()
        # without an address that answers, no mail could say how to leave
        if page is None or not page.takes_subscribers or account_at(self._channels, page.mails_by) is None:
            return LOOK_S
        waiting = sum(each.tries > 0 for each in self._under_way)
        free = SENT_AT_ONCE - (len(self._under_way) - waiting) if waiting < PUT_OFF_MOST else 0
        if free > 0:
            self._begin_some(page, free)
        for each in self._under_way:
            if each.job is None and time.monotonic() >= each.next_s:
                each.job = self._workers.submit(each.send)
                each.job.add_done_callback(lambda _: self._woken.set())
        return LOOK_S

    def _begin_some(self, page: Page, most: int) -> None:
        seen = page, self._now.changes
        if self._nothing_in is not None and self._nothing_in[0] is page and self._nothing_in[1] == seen[1]:
            return
        self._nothing_in = seen
        for news in self._news(page):
            self._nothing_in = None
            most -= self._begin(page, news, most)
            if most <= 0:
                return

    def _news(self, page: Page) -> Iterator[News]:
        """The oldest first, as it was told."""
        since_us = self._desk.now_us() - NEWS_US
        told = [(each, update) for each in page.all for update in each.updates if update.at_us >= since_us]
        for incident, update in sorted(told, key=lambda both: both[1].at_us):
            due, begun = self._now.ask(partial(_open, update))
            # alone, what was begun is claimed by that; else whoever began it may be gone
            begun = () if self._is_alone else tuple(e for e in begun if (update.id, e.id) not in self._claimed)
            if due or begun:
                yield News(incident, update, due, begun)

    def _begin(self, page: Page, news: News, most: int) -> int:
        """Returns: how many mails of it are under way now."""
        update = news.update
        open_to = news.begun
        if not open_to:
            open_to = news.due[: 1 if self._is_alone else BATCH]
            self._desk.record(BeginMailing(update.id, tuple(each.id for each in open_to))).result()
        count = 0
        for each in open_to[:most]:
            mail = self._subscribing.update_mail(page, self._home, news.incident, update, each)
            if mail is not None and self._claim(update.id, each):  # it is sent from here, whatever comes
                self._under_way.append(UnderWay(update.id, each, mail))
                count += 1
        return count

    def _claim(self, update: EntryId, to: Subscriber) -> bool:
        """Whether this desk sends it, and nobody ever after."""
        name = key(update, to.address)
        try:
            takes = self._leases.take(name, LEASE_S)
            if takes not in (BUSY, DONE):
                self._leases.done(name)
        except DeskError as e:
            self.trouble = str(e)
            return False
        self.trouble = ""
        if takes != BUSY:
            self._claimed.add((update, to.id))
        return takes not in (BUSY, DONE)

    def _finish(self) -> None:
        done = [each for each in self._under_way if each.job is not None and each.job.done()]
        told: dict[EntryId, list[EntryId]] = {}
        failed: dict[EntryId, dict[EntryId, str]] = {}
        for each in done:
            assert each.job is not None
            fault, each.job = each.job.exception(), None
            if fault is None:
                told.setdefault(each.update, []).append(each.to.id)
            elif each.take_fault(fault):
                failed.setdefault(each.update, {})[each.to.id] = without_addresses(each.said)
            else:
                continue
            self._under_way.remove(each)
        for update in dict.fromkeys([*told, *failed]):
            self._desk.record(EndMailing(update, tuple(told.get(update, ())), failed.get(update, {}))).result()


def _open(update: Update, fold: Fold) -> tuple[tuple[Subscriber, ...], tuple[Subscriber, ...]]:
    """To whom an update is due, and to whom it was begun without a word of what came of it."""
    subscribers = fold.board.subscribers
    return tuple(subscribers.due(update.id, update.at_us)), tuple(subscribers.unfinished(update.id))
