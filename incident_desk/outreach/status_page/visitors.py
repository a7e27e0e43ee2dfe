"""What the status page answers whoever asks something of it: one place for the door of `serve` to ask."""

from collections.abc import Callable

import msgspec

from incident_desk.domain.errors import DeskError
from incident_desk.domain.report_matching import Asked
from incident_desk.domain.status_page import Page
from incident_desk.outreach.status_page import answers
from incident_desk.outreach.status_page.html import policy_of_answers
from incident_desk.outreach.status_page.subscribing import Subscribing


class Visitors:
    """Every call may come from any thread and blocks for a moment.

    Args:
        shown: the page as it stands now, None before it was read.
        home: where it is read from outside, empty if nobody said.
    """

    def __init__(
        self, subscribing: Subscribing, shown: Callable[[], Page | None], home: str, now_us: Callable[[], int]
    ) -> None:
        self._subscribing = subscribing
        self._shown = shown
        self._home = home
        self.now_us = now_us

    @property
    def policy(self) -> str:
        """What a browser lets these pages do."""
        return policy_of_answers()

    @property
    def is_ready(self) -> bool:
        """Whether the page was read, and the plan says that somebody answers here."""
        page = self._shown()
        return page is not None and bool(page.answers_at)

    def _page(self) -> Page:
        page = self._shown()
        if page is None:
            raise DeskError("The page was not read yet.")
        return page

    def verdict(self, language: str, asked: Asked) -> str:
        """Whether it is a wider issue. What the page does not offer to choose is as good as not chosen."""
        page = self._page()
        service = asked.service if asked.service in page.services else ""
        region = asked.region if asked.region in page.regions else ""
        chosen = msgspec.structs.replace(asked, service=service, region=region)
        return answers.verdict(page, page.read_at(self._home), language, chosen)

    def plainly(self, language: str, title: str, text: str, press: str = "") -> str:
        """A sentence; see answers.plainly."""
        page = self._page()
        return answers.plainly(page, page.read_at(self._home), language, title, text, press=press)

    def ask(self, language: str, address: str) -> None:
        """Somebody asks for updates. Raises: DeskError."""
        page = self._page()
        if not page.takes_subscribers:
            raise DeskError("The plan has no e-mail.")
        self._subscribing.ask(page, language if language in page.languages else "", address)

    def confirming(self, token: str) -> str:
        """The page of a link by which an address joins. Raises: NotFound."""
        link, page = self._subscribing.joining(token), self._page()
        return answers.confirming(page, page.read_at(self._home), link.language, link.address)

    def leaving(self, token: str) -> str:
        """The page of a link by which somebody leaves. Raises: NotFound."""
        return self.plainly(self._subscribing.leaving(token).language, "leave", "leave_how", "leave_button")

    def join(self, token: str) -> str:
        """They get updates from now on; it is on the disk. Raises: NotFound, DeskError."""
        link = self._subscribing.joining(token)
        self._subscribing.join(link)
        return self.plainly(link.language, "confirmed", "confirmed_how")

    def leave(self, token: str) -> str:
        """They get no more; likewise. Raises: likewise."""
        link = self._subscribing.leaving(token)
        self._subscribing.leave(link)
        return self.plainly(link.language, "left", "left_how")
