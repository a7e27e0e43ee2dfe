"""The pages that `serve` answers a visitor with: whether it is us, and what becomes of their asking for updates."""

from typing import Any

from incident_desk.domain.page_verdict import wider_issue
from incident_desk.domain.report_matching import Asked
from incident_desk.domain.status_page import Page
from incident_desk.outreach.status_page.html import common, template


def verdict(page: Page, home: str, language: str, asked: Asked) -> str:
    """A wider issue, in the words of the page; or nothing known, and the form to tell us."""
    answer = _Answer(page, home, language)
    incident = wider_issue(page, asked)
    chosen = {"service": asked.service, "region": asked.region, "symptom": asked.symptom}
    if incident is None:
        given = [*(pair for pair in chosen.items() if pair[1]), ("language", answer.common["words"].language)]
        visitor = answer.common["visitor"]
        return answer.whole(visitor.unknown, visitor.unknown_how, asked=given, chosen=chosen, asks=True)
    since = answer.common["words"].moment(incident.began_us)
    is_untranslated = bool(answer.language) and answer.language not in incident.last.texts
    title = answer.common["visitor"].wider.format(moment=since)
    return answer.whole(title, incident=incident, is_untranslated=is_untranslated, chosen=chosen, asks=True)


def plainly(page: Page, home: str, language: str, title: str, text: str, *, press: str = "") -> str:
    """A sentence or two; with `press` a button that says yes to them.

    Args:
        title: the name of one of the words of visitors, as are `text` and `press`.
    """
    answer = _Answer(page, home, language)
    visitor = answer.common["visitor"]
    return answer.whole(getattr(visitor, title), getattr(visitor, text), press=getattr(visitor, press, ""))


def confirming(page: Page, home: str, language: str, address: str) -> str:
    """Whether they want the updates at that address."""
    answer = _Answer(page, home, language)
    visitor = answer.common["visitor"]
    return answer.whole(visitor.confirm, visitor.confirm_how.format(address=address), press=visitor.confirm_button)


class _Answer:
    """In one language. `home` is where the page is read, empty if nobody said."""

    def __init__(self, page: Page, home: str, language: str) -> None:
        self.language = language if language in page.languages else ""
        self.home = home
        self.common = common(page, self.language)

    def whole(self, title: str, text: str = "", **more: Any) -> str:
        told = {**self.common, "home": self.home, "title": title, "text": text, **more}
        return template("answer.html").render(told)
