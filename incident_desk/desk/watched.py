"""What the record says of watched series: which the plan names, which warnings are on, what people said of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from incident_desk.desk.desk import Desk
from incident_desk.desk.followed import Followed
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import WATCHED
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.organisation import KINDS
from incident_desk.domain.plan_watch import WatchedSeries

if TYPE_CHECKING:
    from incident_desk.desk.reading import ReadingDesk


class Facts(msgspec.Struct, frozen=True):
    """At one moment. `on` leads from each series that is warned of to the warning, `strictness` as in `Warnings`.

    `muted` leads from each service and region that was asked about to the maintenance that announced its trouble.
    """

    watch: tuple[WatchedSeries, ...]
    services: tuple[str, ...]
    on: dict[str, str]
    strictness: dict[str, float]
    muted: dict[tuple[str, str], str]


class Watched:
    """Belongs to one thread, that of the desk it reads with. What was recorded since is handed to `take`."""

    def __init__(self, desk: "ReadingDesk") -> None:
        self._desk = desk
        self._fold = desk.fold(WATCHED)
        self._organisation = desk.organisation()

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in what was recorded."""
        heard = list(entries)
        if own := [each for each in heard if each.incident == WATCHED]:
            self._fold.add(own)
        about_all = [each for each in heard if each.kind in KINDS]
        if any(entry.id in self._organisation.entries for entry in about_all):  # with other stamps, or emptied
            self._organisation = self._desk.organisation()
        else:
            self._organisation.add(about_all)

    def facts(self, now_us: int, places: Iterable[tuple[str, str]]) -> Facts:
        """As they stand; `places` are the services and regions of which it is asked whether they are muted."""
        warnings, plan = self._fold.board.warnings, self._organisation.plans.current
        return Facts(
            plan.watch,
            plan.service_names,
            {series: each.id for each in warnings.on for series in each.on},
            warnings.strictness,
            _muted(self._organisation.maintenances, set(places), now_us),
        )


def _muted(maintenances: Maintenances, places: Iterable[tuple[str, str]], now_us: int) -> dict[tuple[str, str], str]:
    found = ((place, maintenances.muted_by(*place, now_us)) for place in places)
    return {place: maintenances.label(one) for place, one in found if one is not None}


class WatchedNow(Followed[Watched]):
    """The same followed on a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "watched", Watched, Watched.take)
