"""Who holds which role of an incident: the state."""

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.people import People


class Holder(msgspec.Struct, frozen=True, gc=False):
    """Whoever holds a role: a person of this record, called `name` then, or just a name somebody gave."""

    name: str
    person: PersonId | None = None

    def is_(self, other: "Holder") -> bool:
        """Whether both are the same person, whatever they are called by now."""
        if self.person or other.person:
            return self.person == other.person
        return self.name.casefold() == other.name.casefold()

    def now(self, people: People) -> "Holder":
        """The same under the name they go by now."""
        if self.person is None or self.person not in people.names:
            return self
        return Holder(people.name(self.person), self.person)


class Holding(msgspec.Struct):
    """One role of an incident. `handed` is the offer by which its holder got it, `handover` what came without one.

    `lent` has the incidents for which its holder is lent, each with the assignment that it was said of.
    """

    key: str
    title: str
    holder: Field[Holder | None] = msgspec.field(default_factory=Field[Holder | None])
    since_us: int | None = None
    acknowledged_us: int | None = None
    done: dict[str, tuple[PersonId, int]] = msgspec.field(default_factory=dict[str, tuple[PersonId, int]])
    handover: str = ""
    handed: EntryId | None = None
    lent: dict[IncidentId, EntryId] = msgspec.field(default_factory=dict[IncidentId, EntryId])


class Roles(msgspec.Struct):
    """The roles of an incident, in the order of the plan."""

    held: dict[str, Holding] = msgspec.field(default_factory=dict[str, Holding])

    def called(self, text: str) -> Holding | None:
        """The only role with this key, title or initials."""
        wanted = " ".join(text.split()).casefold()
        found = [h for h in self.held.values() if wanted in _names(h)]
        return found[0] if len(found) == 1 else None

    def find(self, text: str) -> Holding:
        """The role by key, title, or a start of either that only one has. Raises: NotFound naming what there is."""
        wanted = " ".join(text.split()).casefold()
        exact = [h.key for h in self.held.values() if wanted in _names(h)]
        starts = [h.key for h in self.held.values() if wanted and any(n.startswith(wanted) for n in _names(h))]
        found = exact or starts
        if len(found) == 1:
            return self.held[found[0]]
        there = ", ".join(h.title for h in self.held.values()) or "none yet"
        raise NotFound(
            f"“{text}” is {'no role' if not found else 'several roles'} of this incident. There are: {there}."
        )

    def release(self, replaced: Over, entry: Entry) -> None:
        """Nobody holds the roles any more whose holders were set by these entries."""
        for holding in self.held.values():
            over = tuple(each.entry for each in holding.holder.history if each.entry in replaced)
            if over:
                holding.holder.set(None, entry, over)
                holding.since_us = holding.acknowledged_us = None
                holding.handover, holding.handed = "", None

    def split(self, role: str, rest: str) -> tuple[Holding, str]:
        """The role, and what is left of the words after it.

        Typed without quotes, "incident manager Ada" comes as "incident" and "manager Ada".
        Raises: NotFound.
        """
        if exact := self.called(role):
            return exact, rest
        words = rest.split()
        for count in range(len(words) - 1, 0, -1):
            if longer := self.called(" ".join((role, *words[:count]))):
                return longer, " ".join(words[count:])
        return self.find(role), rest


def _names(holding: Holding) -> tuple[str, str, str]:
    title = " ".join(holding.title.split()).casefold()
    return holding.key.casefold(), title, "".join(word[0] for word in title.split())
