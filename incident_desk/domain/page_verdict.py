"""Is it us? Answered to a visitor from what the status page tells, and from nothing that is only known inside."""

from collections.abc import Sequence

from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_matching import Asked, Known, is_named, suggest
from incident_desk.domain.status_page import Page, PageIncident
from incident_desk.domain.symptoms import symptoms_in


def told(page: Page) -> list[Known]:
    """What the page says of each open incident, in its own words."""
    return [_known(each, page.regions) for each in page.open]


def wider_issue(page: Page, asked: Asked) -> PageIncident | None:
    """The open incident of the page of which it may be a part; None if the page tells of nothing like it."""
    found = suggest(asked, told(page), page.services)
    if found.verdict is not Verdict.SAME_ISSUE:
        return None
    return next((each for each in page.open if each.id == found.incident), None)


def _known(incident: PageIncident, regions: Sequence[str]) -> Known:
    words = "\n".join(text for update in incident.updates for text in update.texts.values())
    return Known(
        incident.id,
        incident.name(),
        incident.name(),
        incident.began_us,
        incident.last.services,
        tuple(region for region in regions if is_named(words, region)),
        symptoms_in(words),
        words,
    )
