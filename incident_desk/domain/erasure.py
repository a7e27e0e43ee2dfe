"""Erasing what must not be kept (a pasted password, a patient's name): two people, a reason, and a chain that holds.

The entry stays with its author, kind and moments; its words leave every file. The store does the emptying.
"""

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.timeline import Timeline


@kind("gov.erase.asked")
class EraseAsked(Body, frozen=True):
    """Somebody asks to erase the entry in the subject."""

    reason: str


@kind("gov.erased")
class Erased(Body, frozen=True):
    """The entry in the subject is erased, two people having asked."""

    reason: str


class Erasure(msgspec.Struct):
    """One erasure: who asked, why, and since when the words are gone."""

    asked_by: list[PersonId] = msgspec.field(default_factory=list[PersonId])
    reason: str = ""
    erased_us: int | None = None


class Erasures(msgspec.Struct):
    """The erasures of an incident, by the entry (or attachment digest) they empty."""

    of: dict[str, Erasure] = msgspec.field(default_factory=dict[str, Erasure])


@applies("erasures", EraseAsked)
def asked(erasures: Erasures, entry: Entry, body: EraseAsked) -> None:
    erasure = erasures.of.setdefault(entry.subject or "", Erasure())
    erasure.reason = erasure.reason or body.reason
    if entry.author not in erasure.asked_by:
        erasure.asked_by.append(entry.author)


@applies("erasures", Erased)
def erased(erasures: Erasures, entry: Entry, body: Erased) -> None:
    erasure = erasures.of.setdefault(entry.subject or "", Erasure())
    erasure.reason = erasure.reason or body.reason
    erasure.erased_us = entry.recorded_us


class Ask(Fields, frozen=True):
    entry: EntryId
    reason: str


class Confirm(Fields, frozen=True):
    entry: EntryId


@command("erase.ask", help="Ask to erase an entry; a second person confirms", slash=("erase",))
def ask(timeline: Timeline, erasures: Erasures, context: Context, fields: Ask) -> list[Draft]:
    if not fields.reason.strip():
        raise RuleError("Say why it must be erased; the reason stays on the record.")
    if timeline.line(fields.entry).is_erased:
        raise RuleError("That entry is erased already.")
    known = erasures.of.get(fields.entry)
    if known and context.by in known.asked_by:
        raise RuleError("You have asked for this already; a second person confirms it.")
    return [Draft(EraseAsked(fields.reason.strip()), subject=fields.entry)]


@command("erase.confirm", help="Erase an entry that somebody else asked to erase", who="a second person of this home")
def confirm(timeline: Timeline, erasures: Erasures, context: Context, fields: Confirm) -> list[Draft]:
    line = timeline.line(fields.entry)
    known = erasures.of.get(fields.entry)
    if known is None or line.is_erased:
        raise RuleError("Nobody has asked to erase that entry." if known is None else "That entry is erased already.")
    if known.asked_by == [context.by]:
        raise RuleError("You asked for this erasure yourself; a second person must confirm it.")
    drafts = [Draft(Erased(known.reason), subject=s) for s in filter(None, (fields.entry, line.digest))]
    return [Draft(EraseAsked(known.reason), subject=fields.entry), *drafts]
