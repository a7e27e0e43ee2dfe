"""Erasing what must not be kept (a pasted password, a patient's name): two people, a reason, and a chain that holds.

The entry stays with its author, kind and moments; its words leave every file. The store does the emptying.
"""

from collections.abc import Callable

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.impact import ImpactSet
from incident_desk.domain.incident import IncidentDeclared, IncidentRetitled
from incident_desk.domain.kinds import Body, applies, encode_body, kind
from incident_desk.domain.powers import Power
from incident_desk.domain.timeline import Line, Timeline

_REPEATED = (IncidentDeclared, IncidentRetitled, ImpactSet)


@kind("gov.erase.asked")
class EraseAsked(Body, frozen=True):
    """Somebody asks to erase the entry in the subject."""

    reason: str


@kind("gov.erased")
class Erased(Body, frozen=True):
    """The entry in the subject is erased, two people having asked.

    `left` is its body without the words, as JSON: a state or a severity holds on. Empty if nothing is left.
    """

    reason: str
    left: str = ""


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


@command("erase.ask", help="Ask to erase an entry; a second person confirms", slash=("erase",), power=Power.ERASE)
def ask(timeline: Timeline, headline: Headline, erasures: Erasures, context: Context, fields: Ask) -> list[Draft]:
    reason = fields.reason.strip()
    if not reason:
        raise RuleError("Say why it must be erased; the reason stays on the record.")
    line = timeline.line(fields.entry)
    words = _words_of(line, headline, erasures)
    if not words:
        raise RuleError("That entry is erased already.")
    if all(each in erasures.of and context.by in erasures.of[each].asked_by for each in words):
        raise RuleError("You have asked for this already; a second person confirms it.")
    beside = _beside(line)
    return [Draft(EraseAsked(reason), subject=each, beside=beside(each)) for each in words]


@command(
    "erase.confirm",
    help="Erase an entry that somebody else asked to erase",
    who="a second person of this home",
    power=Power.ERASE,
)
def confirm(
    timeline: Timeline, headline: Headline, erasures: Erasures, context: Context, fields: Confirm
) -> list[Draft]:
    line = timeline.line(fields.entry)
    words = _words_of(line, headline, erasures)
    if not words:
        raise RuleError("That entry is erased already.")
    asked_before = {each: erasures.of[each] for each in words if each in erasures.of}
    if not asked_before:
        raise RuleError("Nobody has asked to erase that entry.")
    # nobody else has asked for what was corrected since: a shared database would refuse it, and this desk alone lose it
    seconded = [each for each, erasure in asked_before.items() if erasure.asked_by != [context.by]]
    if not seconded:
        raise RuleError("You asked for this erasure yourself; a second person must confirm it.")
    reason, beside = next(iter(asked_before.values())).reason, _beside(line)
    return [
        *(Draft(EraseAsked(reason), subject=each, beside=beside(each)) for each in words),
        *(Draft(Erased(reason, _as_json(words[each])), subject=each, beside=beside(each)) for each in seconded),
    ]


def _beside(line: Line) -> Callable[[str], EntryId]:
    """An erasure is written where what it erases was written; a file lies beside its line."""
    return lambda each: line.entry if each == line.digest else EntryId(each)


def _words_of(line: Line, headline: Headline, erasures: Erasures) -> dict[str, Body | None]:
    """Everything that holds words of this line, and what is left of each: the entry, its file, and what amended it.

    An archiving repeats the title and the services.
    """
    holders = {line.entry: line.body.remains(), line.digest: None}
    holders |= {amending.entry: amending.remains for amending in (*line.corrections, line.retraction) if amending}
    if isinstance(line.body, _REPEATED):
        holders |= {archiving.entry: archiving.remains for archiving in headline.archivings}
    erased = {each for each, erasure in erasures.of.items() if erasure.erased_us is not None}
    return {each: left for each, left in holders.items() if each and each not in erased}


def _as_json(left: Body | None) -> str:
    return encode_body(left).decode() if left else ""
