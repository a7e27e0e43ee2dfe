"""What belongs to no single incident: people and their levels, the plan, how many incidents each desk has opened."""

from collections import Counter
from collections.abc import Callable, Iterable
from operator import attrgetter

import msgspec

from incident_desk.domain import levels, maintenance, maintenance_public  # the last two register their commands
from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.amendments import ERASED, Amendments, amendments
from incident_desk.domain.commands import Draft
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import (
    NO_INCIDENT,
    OPEN_STREAM,
    DeskNumber,
    EntryId,
    IncidentId,
    StreamId,
    derived,
    stream_by_form,
)
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.investigation_entries import InvestigationOpened
from incident_desk.domain.kinds import UNREADABLE, handlers_of, kind_named, kinds_changing
from incident_desk.domain.levels import Levels
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.message_rules import Rules
from incident_desk.domain.on_call import OnCallLists
from incident_desk.domain.people import People, PersonNamed
from incident_desk.domain.plan import PlanPublished, Plans
from incident_desk.domain.reaching import Reaching
from incident_desk.domain.restriction import StreamRestricted

__all__ = ["Organisation", "maintenance", "maintenance_public"]

OPENED = kind_named(IncidentOpened)
RESTRICTED = kind_named(StreamRestricted)
APART = kind_named(InvestigationOpened)
MAINTENANCE = kinds_changing("maintenances")
OF_MAINTENANCE = frozenset({*MAINTENANCE, ERASED})
KINDS = (
    kind_named(PersonNamed),
    kind_named(PlanPublished),
    OPENED,
    RESTRICTED,
    APART,
    ADOPTED,
    *kinds_changing("on_call", "reaching", "rules"),
    *sorted(levels.KINDS),
    *MAINTENANCE,
    ERASED,
)
"""The kinds an organisation is folded from."""

_in_order = attrgetter("hlc", "desk", "stream", "seq")


class Organisation(msgspec.Struct):
    """The fold of those entries."""

    people: People = msgspec.field(default_factory=People)
    plans: Plans = msgspec.field(default_factory=Plans)
    levels: Levels = msgspec.field(default_factory=Levels)
    maintenances: Maintenances = msgspec.field(default_factory=Maintenances)
    on_call: OnCallLists = msgspec.field(default_factory=OnCallLists)
    reaching: Reaching = msgspec.field(default_factory=Reaching)
    rules: Rules = msgspec.field(default_factory=Rules)
    opened: Counter[DeskNumber] = msgspec.field(default_factory=Counter[DeskNumber])
    incidents: set[IncidentId] = msgspec.field(default_factory=set[IncidentId])
    streams: dict[IncidentId, StreamId] = msgspec.field(default_factory=dict[IncidentId, StreamId])
    """Where incidents are written that were restricted later."""
    apart: set[StreamId] = msgspec.field(default_factory=set[StreamId])
    """The streams of investigations."""
    entries: dict[EntryId, Entry] = msgspec.field(default_factory=dict[EntryId, Entry])
    amended: Amendments = msgspec.field(default_factory=Amendments)
    """Which words of announced maintenance were erased."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in, in any order and also twice; those of other kinds change nothing."""
        new = {e.id: e for e in entries if e.kind in KINDS and e.id not in self.entries}
        if not new:
            return
        last = max(map(_in_order, self.entries.values()), default=None)
        ordered = sorted(new.values(), key=_in_order)
        is_late = last is not None and _in_order(ordered[0]) < last
        is_late |= any(entry.kind == ERASED and entry.incident == NO_INCIDENT for entry in ordered)
        self.entries |= new
        if is_late:
            self._start_anew()
            ordered = sorted(self.entries.values(), key=_in_order)
        for entry in ordered:
            self._take_in(entry)

    def _start_anew(self) -> None:
        self.amended = amendments({id: e for id, e in self.entries.items() if e.kind in OF_MAINTENANCE})
        self.people, self.plans = People(enrolled_as=self.people.enrolled_as), Plans(self.plans.default)
        self.levels, self.on_call, self.reaching = Levels(self.levels.of), OnCallLists(), Reaching()
        self.rules = Rules()
        self.maintenances = Maintenances()
        self.opened, self.incidents, self.streams, self.apart = Counter(), set(), {}, set()

    def _take_in(self, entry: Entry) -> None:
        if entry.kind == OPENED:
            if entry.incident == NO_INCIDENT:
                return
            self.opened[entry.desk] += entry.stream == OPEN_STREAM  # the others have numbers that show no gap
            self.incidents.add(entry.incident)
            return
        if entry.kind == RESTRICTED:
            if not entry.refused and entry.subject == (stream := derived(entry.desk, entry.id)):
                self.streams.setdefault(entry.incident, stream)
            return
        if entry.kind == APART:
            self.apart.add(derived(entry.desk, entry.id))
            return
        is_for_all = entry.incident == NO_INCIDENT or entry.kind not in MAINTENANCE
        if is_for_all and entry.kind != ERASED:
            self._apply(entry)

    def _apply(self, entry: Entry) -> None:
        body = self.amended.body(entry)
        # a level that was refused is told of, and has no effect
        if body is not UNREADABLE and (not entry.refused or entry.kind in levels.KINDS):
            for handler in handlers_of(entry.kind):
                handler.apply(getattr(self, handler.part), entry, body)

    def stream_of(self, incident: IncidentId) -> StreamId:
        """Where what is said of an incident is written now."""
        return self.streams.get(incident) or stream_by_form(incident)

    def stream_for(self, draft: Draft, incident: IncidentId, find: Callable[[EntryId], Entry | None]) -> StreamId:
        """Where a draft is written: where it says itself, beside an entry, or with its incident.

        What is said about a line of an investigation stays in there: to correct it elsewhere would tell what it says.
        """
        if draft.stream:
            return draft.stream
        about = draft.beside or getattr(draft.body, "target", None)
        beside = find(about) if about else None
        if beside is not None and (draft.beside or beside.stream in self.apart):
            return beside.stream
        return self.stream_of(incident)

    def maintenances_at(self, at_us: int, known: bool = False) -> Maintenances:
        """What was announced by a moment of the past: by all that is known now, or by what was known then."""
        when = attrgetter("recorded_us" if known else "occurred_us")
        of_it = (entry for entry in self.entries.values() if entry.kind in OF_MAINTENANCE)
        then = Organisation(people=self.people)
        then.add(entry for entry in of_it if entry.kind == ERASED or when(entry) <= at_us)
        return then.maintenances

    @property
    def parts(self) -> tuple[object, ...]:
        """What commands may ask for."""
        return (self.people, self.plans, self.levels, self.maintenances, self.on_call, self.reaching, self.rules)
