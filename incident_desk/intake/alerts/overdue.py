"""What is not heard of any more: alerts that Prometheus does not send again are over, and monitors that say nothing are
a warning of their own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from incident_desk.desk.alerts import AlertBook
from incident_desk.domain.alert_entries import AlertKey, AlertState, Seen, SourceKind, key_of
from incident_desk.domain.alert_list import Alert, AlertSource
from incident_desk.domain.alerts import NoteSilence
from incident_desk.domain.ids import PersonId
from incident_desk.domain.moments import MINUTE_US, SECOND_US

UNLESS_SAID_US: Final = 5 * MINUTE_US
"""What says no end is over so long after it was sent last, as with Alertmanager."""
LONGEST_US: Final = 24 * 60 * MINUTE_US
AT_ONCE: Final = 1_000
ELSEWHERE_US: Final = 15 * MINUTE_US
"""Another desk writes down every five minutes what it heard again; so much later it has heard nothing."""


class Overdue:
    """What is heard here since it began; before that it could not be heard, and that is held against nobody.

    `ours` are the people of this desk: what another desk heard last is for that one to end, or over after a day.
    """

    def __init__(self, began_us: int) -> None:
        self._began_us = began_us
        self.ours: frozenset[PersonId] = frozenset()
        self._until: dict[AlertKey, int] = {}
        self._heard: dict[str, int] = {}

    def hear(self, source: str, kind: SourceKind, seen: Iterable[Seen], now_us: int) -> None:
        """Something was said."""
        self._heard[source] = now_us
        if kind is not SourceKind.PROMETHEUS:
            return
        for each in seen:
            key = key_of(source, each)
            if each.state is AlertState.RESOLVED:
                self._until.pop(key, None)
            else:
                self._until[key] = self.end_of(each)

    @staticmethod
    def end_of(seen: Seen) -> int:
        """When it is over unless it is sent again."""
        said = seen.came_us + UNLESS_SAID_US if seen.ends_us is None else seen.ends_us
        return min(max(said, seen.came_us), seen.came_us + LONGEST_US)

    def until(self, alert: Alert) -> int:
        """When an open alert is over unless it is sent again."""
        if (heard_us := self._until.get(alert.key)) is not None:
            return heard_us
        back_us = self._began_us + UNLESS_SAID_US
        return back_us if alert.told_by in self.ours else max(alert.said_us + LONGEST_US, back_us)

    def last_us(self, source: str) -> int:
        """When it was heard last."""
        return self._heard.get(source, 0)

    def ended(self, book: AlertBook, now_us: int) -> Mapping[str, Sequence[Seen]]:
        """The open alerts of Prometheus that were not sent again, by source, as over."""
        found: dict[str, list[Seen]] = {}
        own = {known.name for known in book.sources if known.kind is SourceKind.PROMETHEUS}
        for alert in book.alerts.of.values():
            if not alert.is_open or alert.source not in own or len(found.get(alert.source, ())) >= AT_ONCE:
                continue
            until_us = self.until(alert)
            if until_us <= now_us:
                self._until.pop(alert.key, None)
                over = Seen(now_us, alert.labels, state=AlertState.RESOLVED, name=alert.name, ends_us=until_us, times=0)
                found.setdefault(alert.source, []).append(over)
        return found

    def silent(self, book: AlertBook, now_us: int) -> list[NoteSilence]:
        """The monitors that should have said something by now."""
        found: list[NoteSilence] = []
        for source in book.alerts.sources.values():
            if source.every_s is None or source.is_removed or source.silent_since_us is not None:
                continue
            last_us = max(source.last_us or 0, self.last_us(source.name), source.added_us)
            if max(last_us, self._began_us) + source.every_s * SECOND_US + self._later_us(source) < now_us:
                found.append(NoteSilence(source.name, last_us))
        return found

    def _later_us(self, source: AlertSource) -> int:
        """How much later this desk learns that it spoke."""
        is_elsewhere = source.told_by and source.told_by not in self.ours and source.name not in self._heard
        return ELSEWHERE_US if is_elsewhere else 0
