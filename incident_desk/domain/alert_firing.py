"""How alerts went lately, as the picture in their row has it: how many of a group fired when, and how a storm grew."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from incident_desk.domain.alert_list import Alert
from incident_desk.domain.moments import HOUR_US, MINUTE_US

SHOWN_US: Final = 2 * HOUR_US
BAR_US: Final = 5 * MINUTE_US
COUNTED_MOST: Final = 50
"""Of more alerts than this it is told when they began, and not when each of them turned."""
Steps = tuple[tuple[int, int], ...]


def firing(alerts: Sequence[Alert], now_us: int) -> Steps:
    """How many fire from which moment on, the last two hours; the first moment is before them if it began before."""
    if len(alerts) > COUNTED_MOST:
        return ()
    turned: Counter[int] = Counter()
    count = 0
    for alert in alerts:
        is_on = alert.is_open
        count += is_on
        for at_us in reversed(alert.turns):  # each turn is from one to the other, the last one to what it is now
            turned[at_us] += 1 if is_on else -1
            is_on = not is_on
    found: list[tuple[int, int]] = []
    for at_us in sorted(turned, reverse=True):
        found.append((at_us, count))
        count -= turned[at_us]
        if at_us < now_us - SHOWN_US:
            break
    return tuple(reversed(found))


def bars(began_us: Iterable[int], now_us: int) -> Steps:
    """How many began in each five minutes of the last two hours that had some."""
    counts = Counter(at_us - at_us % BAR_US for at_us in began_us if at_us > now_us - SHOWN_US)
    return tuple(sorted(counts.items()))


def expression_of(link: str) -> str:
    """What Prometheus asked, as its link leads there; empty if it leads elsewhere."""
    try:
        return parse_qs(urlsplit(link).query, max_num_fields=50).get("g0.expr", [""])[0]
    except ValueError:
        return ""
