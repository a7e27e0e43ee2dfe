"""Erasing what must not be kept (a pasted password, a patient's name): two people, a reason, and a chain that holds.

The entry stays with its author, kind and moments; its words leave every file. The store does the emptying.
"""

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId, PersonId
from incident_desk.domain.impact import ImpactSet
from incident_desk.domain.incident import IncidentDeclared, IncidentRetitled
from incident_desk.domain.kinds import Body, applies, encode_body, kind
from incident_desk.domain.lines import places
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


class _Place(msgspec.Struct, frozen=True):
    """One of the incidents in which a line stands: where it was written, and where it was moved to."""

    incident: IncidentId
    line: Line
    headline: Headline
    erasures: Erasures

    @property
    def words(self) -> dict[str, Body | None]:
        """Everything that holds words of the line here, and what is left of each: the entry, what amended it, and
        the facts that were made of it.

        An archiving repeats the title and the services; what an adoption carries goes with it.
        """
        line = self.line
        remains = line.body.remains() if line.adopter is None else None
        holders: dict[str, Body | None] = {**dict.fromkeys(line.holders, remains), line.digest: None}
        holders |= {each.entry: each.remains for each in (*line.corrections, line.retraction, *line.taken) if each}
        if isinstance(line.body, _REPEATED):
            holders |= {archiving.entry: archiving.remains for archiving in self.headline.archivings}
        erased = {each for each, erasure in self.erasures.of.items() if erasure.erased_us is not None}
        return {each: left for each, left in holders.items() if each and each not in erased}

    def draft(self, body: Body, each: str) -> Draft:
        """An erasure is written where what it erases was written; a file lies beside its line."""
        beside = self.line.holders[0] if each == self.line.digest else EntryId(each)
        return Draft(body, subject=each, beside=beside, incident=self.incident)


@command(
    "erase.ask",
    in_log=True,
    help="Ask to erase an entry; a second person confirms",
    slash=("erase",),
    power=Power.ERASE,
)
def ask(timeline: Timeline, headline: Headline, erasures: Erasures, context: Context, fields: Ask) -> list[Draft]:
    reason = fields.reason.strip()
    if not reason:
        raise RuleError("Say why it must be erased; the reason stays on the record.")
    found = _held(_Place(context.incident or NO_INCIDENT, timeline.line(fields.entry), headline, erasures), context)
    if not found:
        raise RuleError("That entry is erased already.")
    if all(each in place.erasures.of and context.by in place.erasures.of[each].asked_by for place, each, _ in found):
        raise RuleError("You have asked for this already; a second person confirms it.")
    return [place.draft(EraseAsked(reason), each) for place, each, _ in found]


@command(
    "erase.confirm",
    help="Erase an entry that somebody else asked to erase",
    in_log=True,
    who="a second person of this home",
    power=Power.ERASE,
)
def confirm(
    timeline: Timeline, headline: Headline, erasures: Erasures, context: Context, fields: Confirm
) -> list[Draft]:
    found = _held(_Place(context.incident or NO_INCIDENT, timeline.line(fields.entry), headline, erasures), context)
    if not found:
        raise RuleError("That entry is erased already.")
    asked_before = [
        (place, each, left, place.erasures.of[each]) for place, each, left in found if each in place.erasures.of
    ]
    if not asked_before:
        raise RuleError("Nobody has asked to erase that entry.")
    # nobody else has asked for what was corrected since: a shared database would refuse it, and this desk alone lose it
    seconded = [(place, each, left) for place, each, left, was in asked_before if was.asked_by != [context.by]]
    if not seconded:
        raise RuleError("You asked for this erasure yourself; a second person must confirm it.")
    reason = asked_before[0][3].reason
    return [
        *(place.draft(EraseAsked(reason), each) for place, each, _ in found),
        *(place.draft(Erased(reason, _as_json(left)), each) for place, each, left in seconded),
    ]


def forgetting(
    context: Context, incident: IncidentId, entry: EntryId, reason: str, left: Body, *, needs_another: bool = True
) -> list[Draft]:
    """The erasure of an entry that stands on no timeline: this person asks for it, and confirms it if another asked.

    Args:
        needs_another: False where the plan says that it goes, and no shared database asks for a second person.
    """
    erasure = context.elsewhere(incident, Erasures).of.get(entry, Erasure())
    if erasure.erased_us is not None:
        return []
    bodies: list[Body] = []
    if context.by not in erasure.asked_by:
        bodies.append(EraseAsked(reason))
    if not needs_another or any(person != context.by for person in erasure.asked_by):
        bodies.append(Erased(reason, _as_json(left)))
    return [Draft(body, subject=entry, beside=entry, incident=incident) for body in bodies]


def _held(here: _Place, context: Context) -> list[tuple[_Place, str, Body | None]]:
    """What holds words of a line, wherever it stands: what is erased in one incident is not left in another.

    A file lies once, for all of them.
    """
    held: dict[str, tuple[_Place, str, Body | None]] = {}
    for place in sorted(_places(here, context), key=lambda place: place.incident):
        for each, left in place.words.items():
            held.setdefault(each, (place, each, left))
    return list(held.values())


def _places(here: _Place, context: Context) -> list[_Place]:
    found, ahead = {here.line.entry: here}, [here]
    while ahead:
        line = ahead.pop().line
        for moved in places(line):
            if moved.entry in found or not context.has(moved.incident):
                continue
            there = context.elsewhere(moved.incident, Timeline).at.get(moved.entry)
            if there is not None:
                headline = context.elsewhere(moved.incident, Headline)
                place = _Place(moved.incident, there, headline, context.elsewhere(moved.incident, Erasures))
                found[moved.entry] = place
                ahead.append(place)
    return list(found.values())


def _as_json(left: Body | None) -> str:
    return encode_body(left).decode() if left else ""
