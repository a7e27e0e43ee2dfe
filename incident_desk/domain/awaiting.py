"""What waits for adoption, as everybody is told of it: whose it is, how much, and at whose desk; never a word of it.

The words stay where the bundle was taken in until somebody adopts them: what nobody answers for comes to no other disk.
"""

from collections.abc import Container, Sequence

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import OPEN_STREAM, EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.offers import Offer
from incident_desk.domain.people import NAME_LIMIT
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.sentences import LineSort, Sentence

NOT_AMONG = "This incident is restricted, and you are not among those who may know."


@kind("entry.brought")
class EntriesBrought(Body, frozen=True):
    """Entries of somebody without a part in the record came by file, and wait at the desk of whoever says so."""

    entries: tuple[EntryId, ...]
    author: PersonId
    name: str

    sort = LineSort.NOTE
    is_for_members = True

    def sentence(self) -> Sentence:
        if len(self.entries) == 1:
            return Sentence("Came by file and waits to be adopted: 1 entry by {name}", {"name": self.name})
        count = str(len(self.entries))
        return Sentence(
            "Came by file and wait to be adopted: {count} entries by {name}", {"name": self.name, "count": count}
        )


class Awaited(msgspec.Struct, frozen=True, gc=False):
    """One entry that waits: by whom, and since when at whose desk."""

    entry: EntryId
    author: PersonId
    name: str
    at: PersonId
    since_us: int


class Awaiting(msgspec.Struct):
    """What was brought, in the order of the record, and what of it is settled: adopted, declined, or come by itself."""

    brought: dict[EntryId, Awaited] = msgspec.field(default_factory=dict[EntryId, Awaited])
    settled: set[EntryId] = msgspec.field(default_factory=set[EntryId])

    @property
    def open(self) -> list[Awaited]:
        return [awaited for entry, awaited in self.brought.items() if entry not in self.settled]

    def elsewhere(self, offers: Sequence[Offer]) -> list[Awaited]:
        """What waits and does not lie here."""
        here = {offer.entry.id for offer in offers}
        return [awaited for awaited in self.open if awaited.entry not in here]

    def came(self, entries: Container[EntryId]) -> None:
        """These stand on the record now."""
        self.settled.update(awaited.entry for awaited in self.open if awaited.entry in entries)


@applies("awaiting", EntriesBrought)
def brought(awaiting: Awaiting, entry: Entry, body: EntriesBrought) -> None:
    """Whoever said it first has it."""
    for each in body.entries:
        awaited = Awaited(each, body.author, body.name, entry.author, entry.occurred_us)
        awaiting.brought.setdefault(each, awaited)


class TellBrought(Fields, frozen=True):
    pass


@command("entry.tell_brought", help="Tell the other desks what a reviewer's bundle brought here")
def tell_brought(restriction: Restriction, awaiting: Awaiting, context: Context, fields: TellBrought) -> list[Draft]:
    if not restriction.may_know(context.by):
        raise RuleError(NOT_AMONG)
    untold: dict[tuple[PersonId, str], list[EntryId]] = {}
    for offer in context.offers():
        if offer.entry.id not in awaiting.brought and offer.entry.stream in (OPEN_STREAM, restriction.stream):
            untold.setdefault((offer.entry.author, offer.name[:NAME_LIMIT]), []).append(offer.entry.id)
    if not untold:
        raise RuleError("Nothing waits here that the others have not been told of.")
    return [Draft(EntriesBrought(tuple(entries), author, name)) for (author, name), entries in untold.items()]
