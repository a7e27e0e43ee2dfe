"""What belongs to no single incident: the people, the plan, and how many incidents each desk has opened."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import DeskNumber, IncidentId
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.kinds import UNREADABLE, handlers_of, kind_named, read_body
from incident_desk.domain.people import People, PersonNamed
from incident_desk.domain.plan import PlanPublished, Plans

OPENED = kind_named(IncidentOpened)
KINDS = (kind_named(PersonNamed), kind_named(PlanPublished), OPENED)
"""The kinds an organisation is folded from."""


class Organisation(msgspec.Struct):
    """The fold of those entries."""

    people: People = msgspec.field(default_factory=People)
    plans: Plans = msgspec.field(default_factory=Plans)
    opened: Counter[DeskNumber] = msgspec.field(default_factory=Counter[DeskNumber])
    incidents: set[IncidentId] = msgspec.field(default_factory=set[IncidentId])

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in, in the order of the record; those of other kinds change nothing."""
        for entry in entries:
            if entry.kind == OPENED:
                self.opened[entry.desk] += 1
                self.incidents.add(entry.incident)
            elif entry.kind in KINDS and (body := read_body(entry)) is not UNREADABLE:
                for handler in handlers_of(entry.kind):
                    handler.apply(getattr(self, handler.part), entry, body)

    @property
    def parts(self) -> tuple[object, ...]:
        """What commands may ask for."""
        return (self.people, self.plans)
