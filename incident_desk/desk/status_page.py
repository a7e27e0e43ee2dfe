"""What this desk can say of the status page: of every incident of which something was sent there, also past ones."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from incident_desk.desk.released import SENT
from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.amendments import ABOUT_OTHERS, ERASED
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.kinds import kind_named, kinds_changing
from incident_desk.domain.levels import KINDS
from incident_desk.domain.message_list import Release
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.page_maintenance import with_maintenance
from incident_desk.domain.plan import PlanPublished
from incident_desk.domain.status_page import Page, PageIncident, on_page, page_channel, page_of
from incident_desk.store.lacking import Acceptance

if TYPE_CHECKING:
    from incident_desk.desk.reading import ReadingDesk

PUBLISHED: Final = kind_named(PlanPublished)
OF_ALL: Final = frozenset((PUBLISHED, *kinds_changing("maintenances"), *KINDS, ERASED))
"""What is read anew after one of these: it belongs to no incident."""
TAKEN: Final = frozenset((*kinds_changing("headline", "impact", "links", "messages"), *ABOUT_OTHERS, ADOPTED))


class PublicIncidents:
    """Belongs to one thread, that of the desk it reads with. What was recorded since is handed to `take`."""

    def __init__(self, desk: "ReadingDesk") -> None:
        self._desk = desk
        self._told: dict[IncidentId, PageIncident] = {}
        self._awaited: set[IncidentId] = set()
        """Those of which something is not allowed yet: no entry tells when it is."""
        self._stale = desk.released.sent_in()
        self._organisation: Organisation | None = None
        """None where it has to be read again, and with it the plan: which channel is the page."""

    def take(self, entries: Iterable[Entry]) -> None:
        """Look again at what these are about."""
        found = list(entries)
        if any(entry.kind in OF_ALL for entry in found):
            self._organisation = None
        if any(entry.kind == PUBLISHED for entry in found):
            self._stale |= self._desk.released.sent_in()
        new = {entry.incident for entry in found if entry.kind == SENT}
        known = self._told.keys() | self._awaited
        self._stale |= new | {entry.incident for entry in found if entry.kind in TAKEN and entry.incident in known}

    def page(self, now_us: int) -> Page:
        """As it is at this moment."""
        if self._organisation is None:
            self._organisation = self._desk.organisation()
        all_of_it = self._organisation
        plan = all_of_it.plans.current
        channel = page_channel(plan)
        for incident in self._stale | self._awaited:
            self._awaited.discard(incident)
            told = self._look(incident, channel.key) if channel else None
            if told is None:
                self._told.pop(incident, None)
            else:
                self._told[incident] = told
        self._stale.clear()
        page = page_of(self._told.values(), plan)
        return with_maintenance(page, all_of_it.maintenances, plan, all_of_it.levels, now_us)

    def _look(self, incident: IncidentId, channel: str) -> PageIncident | None:
        is_shared = self._desk.installed.is_shared
        board = Fold(incident, (each for each in self._desk.entries(incident) if each.kind in TAKEN)).board

        def may_stand(release: Release) -> bool:
            if not is_shared:  # the commands have held to the plan
                return True
            said = self._desk.released.acceptance(release.entry)
            if said is Acceptance.AWAITED:
                self._awaited.add(incident)
                return release.witness is not None
            return said is Acceptance.ACCEPTED

        return on_page(board, channel, may_stand)
