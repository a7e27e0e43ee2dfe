"""Adopting what somebody without a part in the record wrote.

A reviewer's bundle brings it, and it waits until somebody who may write adopts it. It stands on the record as it was
written, by its author, and whoever adopted it is named with it. An adoption carries the whole entry with its author's
signature, so that nobody can put words into a reviewer's mouth; the store proves that wherever one arrives. Adopted at
two desks, it stands once: the first adoption holds.
"""

from collections.abc import Sequence

import msgspec

from incident_desk.domain.awaiting import NOT_AMONG, Awaited, Awaiting
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import BODY_LIMIT_BYTES, Adopted, Entry
from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM, EntryId, PersonId
from incident_desk.domain.kinds import KNOWN, Body, applies, encode_body, kind, kind_called, kind_named, read_body
from incident_desk.domain.offers import Offer
from incident_desk.domain.people import NAME_LIMIT, People
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.sentences import LineSort, Sentence


@kind("entry.adopted")
class EntryAdopted(Body, frozen=True):
    """The entry of somebody without a part in the record is adopted, as it was written.

    `sig` is by `public_key`, that of the desk that wrote `original`, over its hash; `name` is what its author was
    called.
    """

    original: Entry
    name: str
    public_key: bytes
    sig: bytes

    sort = LineSort.NOTE
    is_for_members = True

    def sentence(self) -> Sentence:
        return Sentence("What {name} wrote was adopted", {"name": self.name})

    def words(self) -> str:
        return read_body(self.original).words()


@kind("entry.declined")
class EntriesDeclined(Body, frozen=True):
    """What somebody without a part in the record wrote is not adopted, and why; of it stand only the ids here."""

    entries: tuple[EntryId, ...]
    author: PersonId
    name: str
    reason: str

    sort = LineSort.NOTE
    is_for_members = True

    def sentence(self) -> Sentence:
        if len(self.entries) == 1:
            return Sentence("Not adopted of what {name} wrote: 1 entry", {"name": self.name})
        count = str(len(self.entries))
        return Sentence("Not adopted of what {name} wrote: {count} entries", {"name": self.name, "count": count})

    def words(self) -> str:
        return self.reason


ADOPTED = kind_named(EntryAdopted)
DECLINED = kind_named(EntriesDeclined)
ERASED = kind_named(Erased)


@applies("awaiting", EntriesDeclined)
def declined(awaiting: Awaiting, entry: Entry, body: EntriesDeclined) -> None:
    awaiting.settled.update(body.entries)


@applies("people", EntryAdopted)
def named(people: People, entry: Entry, body: EntryAdopted) -> None:
    """Its author is called so where nobody has named them otherwise."""
    told = (entry.order, body.name)
    people.adopted_as[body.original.author] = min(told, people.adopted_as.get(body.original.author, told))


def is_adoptable(entry: Entry) -> bool:
    """Whether it is about an incident, of a kind known here, and neither governs, adopts nor lets others go on."""
    known = kind_called(entry.kind)
    is_said = entry.kind.startswith("entry.") or known.makes_a_line
    is_plain = entry.kind in KNOWN and not entry.kind.startswith("gov.") and not known.is_for_members
    return is_said and is_plain and entry.incident != NO_INCIDENT and not entry.is_erased


def original_of(entry: Entry) -> EntryAdopted | None:
    """What an entry adopts; None if it adopts nothing that can be read."""
    body = read_body(entry) if entry.kind == ADOPTED and not entry.is_erased else None
    return body if isinstance(body, EntryAdopted) and is_adoptable(body.original) else None


def seen(entry: Entry) -> Entry:
    """An adoption as the entry that it adopts, in its own place; any other entry as it is."""
    body = original_of(entry)
    return entry if body is None or entry.refused else _in_place(entry, body.original)


def effective(entries: dict[EntryId, Entry]) -> dict[EntryId, Entry]:
    """What a board is folded from: in the place of adoptions the entries that they adopt, each once, under its own id.

    Args:
        entries: in the order of the record. The same mapping comes back where nothing was adopted.
    """
    adoptions = [entry for entry in entries.values() if entry.kind == ADOPTED]
    if not adoptions:
        return entries
    erased = {entry.subject for entry in entries.values() if entry.kind == ERASED and not entry.refused}
    found: dict[EntryId, Entry] = {}
    for entry in entries.values():
        body = None if entry.refused or entry.id in erased else original_of(entry)
        if body is None:
            found[entry.id] = entry
        elif body.original.id not in entries:  # else its author has a part in the record by now
            _adopt(found, entry, body.original)
    return found


def _adopt(found: dict[EntryId, Entry], entry: Entry, original: Entry) -> None:
    first = found.get(original.id)
    if isinstance(first, Adopted):
        found[original.id] = msgspec.structs.replace(first, adoptions=(*first.adoptions, entry.id))
    else:
        found[original.id] = _in_place(entry, original)


def _in_place(entry: Entry, original: Entry) -> Adopted:
    """The place in the record, and with it what is shared and what is not, is that of the adoption."""
    return Adopted(
        id=original.id,
        incident=entry.incident,
        stream=entry.stream,
        kind=original.kind,
        author=original.author,
        subject=original.subject,
        desk=entry.desk,
        seq=entry.seq,
        hlc=entry.hlc,
        occurred_us=original.occurred_us,
        recorded_us=entry.recorded_us,
        prev_hash=entry.prev_hash,
        hash=entry.hash,
        digest=original.digest,
        salt=original.salt,
        body=original.body,
        adopter=entry.author,
        adoptions=(entry.id,),
    )


# commands -------------------------------------------------------------------------------------------------------------


class Adopt(Fields, frozen=True):
    """`which`: all, or their numbers as they are listed ("1 3"), or their ids."""

    which: str = "all"


class Decline(Fields, frozen=True):
    """`which` as in `entry.adopt`, or "elsewhere": what waits at other desks. The reason stays on the record."""

    which: str
    reason: str


@command("entry.adopt", help="Adopt what a reviewer wrote into a bundle", slash=("adopt",))
def adopt(restriction: Restriction, context: Context, fields: Adopt) -> list[Draft]:
    return [_adopting(offer) for offer in _wanted(restriction, context, fields.which)]


@command("entry.decline", help="Do not adopt what a reviewer wrote, and say why", slash=("pass-over",))
def decline(restriction: Restriction, awaiting: Awaiting, context: Context, fields: Decline) -> list[Draft]:
    reason = fields.reason.strip()
    if not reason:
        raise RuleError("Say why; the reason stays on the record.")
    if fields.which.strip() == "elsewhere":
        found = [(each.author, each.name, each.entry) for each in _elsewhere(restriction, awaiting, context)]
    else:
        found = [(o.entry.author, o.name, o.entry.id) for o in _wanted(restriction, context, fields.which)]
    names = {author: name for author, name, _ in reversed(found)}
    by_author: dict[PersonId, list[EntryId]] = {}
    for author, _, entry in found:
        by_author.setdefault(author, []).append(entry)
    return [
        Draft(EntriesDeclined(tuple(entries), author, names[author], reason)) for author, entries in by_author.items()
    ]


def _elsewhere(restriction: Restriction, awaiting: Awaiting, context: Context) -> list[Awaited]:
    """What waits at other desks. Raises: RuleError if nothing does."""
    if not restriction.may_know(context.by):
        raise RuleError(NOT_AMONG)
    found = awaiting.elsewhere(context.offers())
    if not found:
        raise RuleError("Nothing of this incident waits at another desk.")
    return found


def _adopting(offer: Offer) -> Draft:
    body = EntryAdopted(offer.entry, offer.name[:NAME_LIMIT], offer.public_key, offer.sig)
    if len(encode_body(body)) > BODY_LIMIT_BYTES:
        raise RuleError(f"What {offer.name} wrote there is too long to be adopted; attach it as a file.")
    return Draft(body)


def _wanted(restriction: Restriction, context: Context, which: str) -> Sequence[Offer]:
    """What waits here and is meant. Raises: RuleError, NotFound."""
    if not restriction.may_know(context.by):
        raise RuleError(NOT_AMONG)
    waiting = context.offers()
    if not waiting:
        raise RuleError("Nothing waits for adoption in this incident.")
    secret = [o for o in waiting if o.entry.stream not in (OPEN_STREAM, restriction.stream)]
    if secret:
        raise RuleError("What waits was written where only some may read; it cannot be adopted here.")
    words = which.replace(",", " ").split()
    if words in ([], ["all"]):
        return waiting
    return [_named(waiting, word) for word in dict.fromkeys(words)]


def _named(waiting: Sequence[Offer], word: str) -> Offer:
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(waiting):
        return waiting[int(word) - 1]
    found = next((offer for offer in waiting if offer.entry.id == word), None)
    if found is None:
        raise NotFound(f"Nothing that waits here is called “{word}”: all, or a number from 1 to {len(waiting)}.")
    return found
