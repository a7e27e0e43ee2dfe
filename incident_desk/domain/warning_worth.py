"""How good warnings of ours were: whether they came before the rules of the monitors, and what people said of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from statistics import median
from typing import Final

import msgspec

from incident_desk.domain.alert_list import Alert
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.warning_entries import Mark
from incident_desk.domain.warning_list import Warnings

LOOKED_AT_US: Final = 30 * DAY_US
AFTER_US: Final = 2 * HOUR_US
"""A rule of the same service that fired so soon after a warning fired for the same."""
BEFORE_US: Final = 30 * MINUTE_US


class Worth(msgspec.Struct, frozen=True):
    """Of the last 30 days. `before` of `of` warnings came before a rule fired, by `lead_us` in the middle.

    `real` and `false` is what they were marked as, `raised` how many series have to stray further by now.
    """

    count: int = 0
    before: int = 0
    of: int = 0
    lead_us: int | None = None
    real: int = 0
    false: int = 0
    raised: int = 0


def worth(warnings: Warnings, alerts: Iterable[Alert], service_of: Callable[[Alert], str], now_us: int) -> Worth:
    """What they were worth, by the alerts that are still known."""
    lately = [each for each in warnings.all if each.at_us > now_us - LOOKED_AT_US]
    if not lately:
        return Worth()
    services = {each.service.casefold() for each in lately if each.service}
    fired: dict[str, list[int]] = {}
    for alert in alerts if services else ():
        if (service := service_of(alert).casefold()) in services:
            fired.setdefault(service, []).append(alert.opened_us)
    for moments in fired.values():
        moments.sort()
    leads = [
        lead_us
        for each in lately
        if each.mark is not Mark.FALSE_ALARM
        and (lead_us := _lead(each.at_us, fired.get(each.service.casefold(), []))) is not None
    ]
    before = [lead_us for lead_us in leads if lead_us > 0]
    marks = [each.mark for each in lately]
    return Worth(
        len(lately),
        len(before),
        len(leads),
        int(median(before)) if before else None,
        marks.count(Mark.REAL),
        marks.count(Mark.FALSE_ALARM),
        sum(strictness > 1 for strictness in warnings.strictness.values()),
    )


def _lead(at_us: int, fired: list[int]) -> int | None:
    """How long before the first rule of the same service it came; None where none fired near it."""
    place = bisect_left(fired, at_us - BEFORE_US)
    near_us = fired[place] if place < len(fired) else None
    return near_us - at_us if near_us is not None and near_us <= at_us + AFTER_US else None
