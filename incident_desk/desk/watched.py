"""What the record says of watched series: which the plan names, which warnings are on, what people said of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.desk.desk import Desk
from incident_desk.desk.followed import Followed
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM, WATCHED, IncidentId
from incident_desk.domain.kinds import kinds_changing
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.organisation import KINDS
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.domain.state import State

if TYPE_CHECKING:
    from incident_desk.desk.reading import ReadingDesk


OF_HEADLINE = frozenset(kinds_changing("headline", "impact"))
"""Kinds that tell of an incident that begins, ends, or hits other services."""
LATELY_US: Final = HOUR_US
"""An incident that was over longer ago had its series at another time."""
AT_ONCE: Final = 5


class OpenIncident(msgspec.Struct, frozen=True):
    """An incident of which series are to be kept: which services it hits, and what is kept of it already."""

    incident: IncidentId
    services: frozenset[str]
    is_end: bool
    kept: frozenset[str]


class Facts(msgspec.Struct, frozen=True):
    """At one moment. `on` leads from each series that is warned of to the warning, `strictness` as in `Warnings`.

    `muted` leads from each service and region that was asked about to the maintenance that announced its trouble.
    """

    watch: tuple[WatchedSeries, ...]
    services: tuple[str, ...]
    on: dict[str, str]
    strictness: dict[str, float]
    muted: dict[tuple[str, str], str]
    incidents: tuple["OpenIncident", ...] = ()


class Watched:
    """Belongs to one thread, that of the desk it reads with. What was recorded since is handed to `take`."""

    def __init__(self, desk: "ReadingDesk") -> None:
        self._desk = desk
        self._fold = desk.fold(WATCHED)
        self._organisation = desk.organisation()
        self._to_keep = {each.incident for each in desk.headlines() if each.headline.is_open}

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in what was recorded."""
        heard = list(entries)
        if own := [each for each in heard if each.incident == WATCHED]:
            self._fold.add(own)
        self._to_keep |= {each.incident for each in heard if each.kind in OF_HEADLINE and each.incident != NO_INCIDENT}
        about_all = [each for each in heard if each.kind in KINDS]
        if any(entry.id in self._organisation.entries for entry in about_all):  # with other stamps, or emptied
            self._organisation = self._desk.organisation()
        else:
            self._organisation.add(about_all)

    def facts(self, now_us: int, places: Iterable[tuple[str, str]], *, keeps: bool = False) -> Facts:
        """As they stand; `places` are the services and regions of which it is asked whether they are muted.

        Args:
            keeps: whether there are series to keep: then some of the incidents are told that want them, each once.
        """
        warnings, plan = self._fold.board.warnings, self._organisation.plans.current
        return Facts(
            plan.watch,
            plan.service_names,
            {series: each.id for each in warnings.on for series in each.on},
            warnings.strictness,
            _muted(self._organisation.maintenances, set(places), now_us),
            self._opened(now_us) if keeps else (),
        )

    def _opened(self, now_us: int) -> tuple[OpenIncident, ...]:
        some = sorted(self._to_keep)[:AT_ONCE]
        self._to_keep.difference_update(some)
        return tuple(each for each in (self._incident(incident, now_us) for incident in some) if each is not None)

    def _incident(self, incident: IncidentId, now_us: int) -> OpenIncident | None:
        """What is to be kept of it: nothing of one that few may know, or that was over long ago."""
        board = self._desk.fold(incident).board
        headline = board.headline
        over_us = headline.entered_us.get(State.MONITORING) if headline.is_open else headline.ended_us or 0
        is_end = over_us is not None
        is_old = is_end and now_us - (over_us or 0) > LATELY_US
        if not headline.number or is_old or self._organisation.stream_of(incident) != OPEN_STREAM:
            return None
        services = frozenset(name.casefold() for name in board.impact.services.value or ())
        kept = board.frozen.ended if is_end else board.frozen.begun
        return OpenIncident(incident, services, is_end, frozenset(kept))


def _muted(maintenances: Maintenances, places: Iterable[tuple[str, str]], now_us: int) -> dict[tuple[str, str], str]:
    found = ((place, maintenances.muted_by(*place, now_us)) for place in places)
    return {place: maintenances.label(one) for place, one in found if one is not None}


class WatchedNow(Followed[Watched]):
    """The same followed on a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "watched", Watched, Watched.take)
