"""What belongs to no single incident: the people, the plan, and how many incidents each desk has opened."""

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import NO_INCIDENT, DeskNumber, EntryId, IncidentId
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.kinds import UNREADABLE, handlers_of, kind_named, read_body
from incident_desk.domain.people import People, PersonNamed
from incident_desk.domain.plan import PlanPublished, Plans

OPENED = kind_named(IncidentOpened)
KINDS = (kind_named(PersonNamed), kind_named(PlanPublished), OPENED)
"""The kinds an organisation is folded from."""

_in_order = attrgetter("hlc", "desk", "stream", "seq")


class Organisation(msgspec.Struct):
    """The fold of those entries."""

    people: People = msgspec.field(default_factory=People)
    plans: Plans = msgspec.field(default_factory=Plans)
    opened: Counter[DeskNumber] = msgspec.field(default_factory=Counter[DeskNumber])
    incidents: set[IncidentId] = msgspec.field(default_factory=set[IncidentId])
    entries: dict[EntryId, Entry] = msgspec.field(default_factory=dict[EntryId, Entry])

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in, in any order and also twice; those of other kinds change nothing."""
        new = {e.id: e for e in entries if e.kind in KINDS and e.id not in self.entries}
        if not new:
            return
        last = max(map(_in_order, self.entries.values()), default=None)
        ordered = sorted(new.values(), key=_in_order)
        is_late = last is not None and _in_order(ordered[0]) < last
        self.entries |= new
        if is_late:
            self._start_anew()
            ordered = sorted(self.entries.values(), key=_in_order)
        for entry in ordered:
            self._take_in(entry)

    def _start_anew(self) -> None:
        self.people, self.plans = People(enrolled_as=self.people.enrolled_as), Plans(self.plans.default)
        self.opened, self.incidents = Counter(), set()

    def _take_in(self, entry: Entry) -> None:
        if entry.kind == OPENED:
            if entry.incident == NO_INCIDENT:
                return
            self.opened[entry.desk] += 1
            self.incidents.add(entry.incident)
            return
        body = read_body(entry)
        if body is not UNREADABLE and not entry.refused:
            for handler in handlers_of(entry.kind):
                handler.apply(getattr(self, handler.part), entry, body)

    @property
    def parts(self) -> tuple[object, ...]:
        """What commands may ask for."""
        return (self.people, self.plans)
