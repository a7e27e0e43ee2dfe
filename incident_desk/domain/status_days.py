"""How the services stood on each of the last days, as the status page told it."""

from collections.abc import Iterator
from typing import Final

from incident_desk.domain.moments import DAY_US
from incident_desk.domain.status_page import Mark, Page, PageIncident

DAYS: Final = 30


def last_days(page: Page, today_us: int) -> dict[str, tuple[Mark, ...]]:
    """By service the worst of each of the last days in UTC, the newest last.

    Args:
        today_us: a moment of the newest day.
    """
    first = today_us // DAY_US - DAYS + 1
    days = {service: [Mark.OPERATIONAL] * DAYS for service in page.services}
    for incident in page.all:
        for from_us, until_us, mark, services in _spans(incident, today_us):
            for day in range(max(first, from_us // DAY_US), min(first + DAYS - 1, until_us // DAY_US) + 1):
                for service in services:
                    if service in days and mark.rank > days[service][day - first].rank:
                        days[service][day - first] = mark
    return {service: tuple(marks) for service, marks in days.items()}


def _spans(incident: PageIncident, now_us: int) -> Iterator[tuple[int, int, Mark, tuple[str, ...]]]:
    """From one update to the next the services stood as it told."""
    ends = [*(update.at_us for update in incident.updates[1:]), now_us]
    for update, end_us in zip(incident.updates, ends, strict=True):
        yield update.at_us, end_us, update.mark, update.services
