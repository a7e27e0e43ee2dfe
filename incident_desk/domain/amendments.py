"""What later entries say about earlier ones: gathered before a board is folded, so that each is taken as it holds."""

from collections.abc import Iterable, Mapping

import msgspec

from incident_desk.domain.correction_entries import EntryCorrected, EntryRetracted
from incident_desk.domain.decisions import DecisionMade
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erased
from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import UNREADABLE, Body, handlers_of, kind_called, kind_named, read_body
from incident_desk.domain.timeline import AttachmentAdded, Marked, Noted

CORRECTED = kind_named(EntryCorrected)
ERASED = kind_named(Erased)
RETRACTED = kind_named(EntryRetracted)
AMENDING = frozenset({CORRECTED, ERASED, RETRACTED})
ABOUT_OTHERS = AMENDING | {kind_named(Marked)}
"""Kinds that only say something about another entry, and so belong to its moment and not to their own."""

MOVABLE = (Noted, AttachmentAdded, DecisionMade)
MOVED = frozenset(map(kind_named, MOVABLE))
"""Kinds of lines that can be moved. One with a subject is a line of another incident, which the subject names."""

GOVERNING = "gov."
"""Kinds that begin so stand as long as the record: they cannot be taken back, only answered by another."""


class Amendments(msgspec.Struct):
    """Which entries do not hold, happened at another time, or have lost their words.

    `erased` has what is left of a body, as JSON, and `replaced` what the setters among them replaced: whoever came
    after such a setter has seen that too. `apart` are those that came without words, or were refused.
    `brought` are the lines of other incidents that were moved here.
    """

    retracted: set[EntryId] = msgspec.field(default_factory=set[EntryId])
    moved: dict[EntryId, int] = msgspec.field(default_factory=dict[EntryId, int])
    erased: dict[EntryId, str] = msgspec.field(default_factory=dict[EntryId, str])
    replaced: dict[EntryId, Over] = msgspec.field(default_factory=dict[EntryId, Over])
    apart: set[EntryId] = msgspec.field(default_factory=set[EntryId])
    brought: set[str] = msgspec.field(default_factory=set[str])

    def touched(self) -> set[EntryId]:
        """The entries that are not as they were written."""
        return {*self.retracted, *self.moved, *self.erased, *self.apart}

    def touch(self, entry: Entry) -> bool:
        """Whether an entry is not as it was written, among them one that was not there when these were gathered."""
        if entry.is_erased or entry.refused:
            return True
        return any(entry.id in each for each in (self.retracted, self.moved, self.erased))

    def holds(self, entry: Entry) -> bool:
        """Whether the entry has an effect: it was neither taken back nor refused."""
        return not entry.refused and (entry.id not in self.retracted or entry.kind.startswith(GOVERNING))

    def has_erased(self, entry: Entry) -> bool:
        """Whether the words are gone: from here, or from the record that told of it."""
        return entry.is_erased or entry.id in self.erased

    def body(self, entry: Entry) -> Body:
        """What of the entry still holds."""
        if not self.has_erased(entry):
            return read_body(entry)
        left = self.erased.get(entry.id)
        return kind_called(entry.kind).read(left) if left else UNREADABLE

    def only_strike_out(self, amending: Body, target: Entry | None) -> bool:
        """Whether an amendment changes how the line of its target looks, and nothing else of the board."""
        if isinstance(amending, EntryRetracted):
            return target is not None and target.subject is None and not handlers_of(target.kind)
        return isinstance(amending, EntryCorrected) and amending.occurred_us is None

    def seen_through(self, body: Body) -> Body:
        """A setter that replaced one which does not hold has replaced what that one had replaced."""
        if self.replaced.keys().isdisjoint(_all_over(body)):
            return body
        over = _over(body)
        if isinstance(over, dict):
            return msgspec.structs.replace(body, over={fact: self._reached(ids) for fact, ids in over.items()})
        return msgspec.structs.replace(body, over=self._reached(over))

    def _reached(self, over: Iterable[EntryId]) -> Over:
        reached: dict[EntryId, None] = {}
        ahead = list(over)
        while ahead:
            entry = ahead.pop()
            if entry not in reached:
                reached[entry] = None
                ahead += self.replaced.get(entry, ())
        return tuple(reached)


def amendments(entries: Mapping[EntryId, Entry]) -> Amendments:
    """Everything these entries, in the order of the record, say about one another."""
    special = [
        e
        for e in entries.values()
        if e.kind in AMENDING or not e.salt or e.refused or (e.subject is not None and is_brought(e))
    ]
    if not special:
        return Amendments()
    amending = [e for e in special if e.kind in AMENDING and not e.refused]
    brought = [e for e in special if is_brought(e)]
    found = Amendments(
        erased=_erased(amending),
        apart={e.id for e in special if not e.salt or e.refused},
        brought={e.subject or "" for e in brought},
    )
    bodies = [(e.id, found.body(e)) for e in amending]
    found.retracted = retracted_by([(id, b.target) for id, b in bodies if isinstance(b, EntryRetracted)])
    found.retracted |= _brought_twice(brought, found)
    found.moved = {
        b.target: b.occurred_us
        for id, b in bodies
        if isinstance(b, EntryCorrected) and b.occurred_us is not None and id not in found.retracted
    }
    without_effect = (entries[each] for each in found.touched() if each in entries)
    replaced = ((e.id, _all_over(found.body(e))) for e in without_effect if found.has_erased(e) or not found.holds(e))
    found.replaced = {entry: over for entry, over in replaced if over}
    return found


def retracted_by(entries: list[tuple[EntryId, EntryId]]) -> set[EntryId]:
    """Which entries do not hold, given (retraction, target) pairs in the order of the record.

    A retraction can itself be taken back, so the last word is looked at first.
    """
    gone: set[EntryId] = set()
    for retraction, target in reversed(entries):
        if retraction not in gone:
            gone.add(target)
    return gone


def is_brought(entry: Entry) -> bool:
    """Whether the entry is a line of another incident that was moved here."""
    return entry.subject is not None and entry.kind in MOVED


def _brought_twice(brought: Iterable[Entry], found: Amendments) -> set[EntryId]:
    """Two desks moved the same line here at once: it stands here once, as the first had it."""
    first: set[str | None] = set()
    again: set[EntryId] = set()
    for entry in brought:
        if found.holds(entry) and entry.subject in first:
            again.add(entry.id)
        elif found.holds(entry):
            first.add(entry.subject)
    return again


def _erased(amending: Iterable[Entry]) -> dict[EntryId, str]:
    found: dict[EntryId, str] = {}
    for entry in amending:
        if entry.kind == ERASED:
            body, subject = read_body(entry), EntryId(entry.subject or "")
            left = body.left if isinstance(body, Erased) else ""
            found[subject] = found.get(subject) or left  # two desks may have confirmed, the second seeing nothing left
    return found


def _over(body: Body) -> Over | dict[str, Over]:
    """The settings that a setter replaced; where it sets several facts, those of each."""
    return getattr(body, "over", ())


def _all_over(body: Body) -> Over:
    over = _over(body)
    return tuple(each for ids in over.values() for each in ids) if isinstance(over, dict) else over
