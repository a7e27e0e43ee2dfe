"""The fact sheet, which every message draws on: a sentence is believed, then confirmed, or withdrawn with a reason."""

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.correction_entries import EntryCorrected
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fact_entries import FactConfirmed, FactField, FactStated, FactWaived, FactWithdrawn
from incident_desk.domain.fact_list import Fact, Facts, FactState, Said
from incident_desk.domain.fact_uses import to_correct
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigations
from incident_desk.domain.kinds import applies
from incident_desk.domain.lines import Taken
from incident_desk.domain.message_list import Messages
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.standing_lines import must_be_for_all, must_not_go, standing
from incident_desk.domain.timeline import Line, Timeline

__all__ = ["Fact", "FactField", "FactState", "Facts"]

FACT_LETTERS = 500
"""A fact is one sentence; more is a note."""


@applies("facts", FactStated)
def stated(facts: Facts, entry: Entry, body: FactStated) -> None:
    fact = Fact(
        entry.id,
        body.number,
        entry.desk,
        entry.author,
        body.field,
        body.text,
        entry.occurred_us,
        source=body.source,
        speaker=body.speaker,
        replaces=body.replaces,
    )
    fact.said.set(Said(FactState.CONFIRMED if body.is_confirmed else FactState.BELIEVED), entry, ())
    facts.of[entry.id] = fact
    if body.replaces and (before := facts.of.get(body.replaces)):
        before.said.set(Said(FactState.WITHDRAWN, entry.id), entry, body.over)


@applies("facts", FactConfirmed)
def confirmed(facts: Facts, entry: Entry, body: FactConfirmed) -> None:
    if fact := facts.of.get(body.fact):
        fact.said.set(Said(FactState.CONFIRMED), entry, body.over)


@applies("facts", FactWithdrawn)
def withdrawn(facts: Facts, entry: Entry, body: FactWithdrawn) -> None:
    if fact := facts.of.get(body.fact):
        fact.said.set(Said(FactState.WITHDRAWN, body.kept), entry, body.over)


@applies("facts", FactWaived)
def waived(facts: Facts, entry: Entry, body: FactWaived) -> None:
    facts.waived.setdefault(body.fact, set()).add(body.message)


@applies("facts", EntryCorrected)
def corrected(facts: Facts, entry: Entry, body: EntryCorrected) -> None:
    if body.text is not None and (fact := facts.of.get(body.target)):
        fact.text = body.text


@applies("timeline", FactStated)
def taken(timeline: Timeline, entry: Entry, body: FactStated) -> None:
    if body.source and (line := timeline.at.get(body.source)):
        line.taken = (*line.taken, Taken(entry.id, body.remains()))


# commands ------------------------------------------------------------------------------------------------------------


class StateFact(Fields, frozen=True):
    """`field` is what it is an answer to. `is_confirmed` says that it is known, not only believed. `speaker` said it,
    if not whoever writes.
    """

    field: FactField
    text: str
    is_confirmed: bool = False
    speaker: str = ""
    occurred_us: MomentUs | None = None


class TakeFact(Fields, frozen=True):
    """`entry` is the line; in the window, the one that is selected. `text` says it shorter than the line does."""

    entry: EntryId
    field: FactField
    text: str = ""
    is_confirmed: bool = False


class ConfirmFact(Fields, frozen=True):
    """`fact` is its number. `text` is how it is known; `speaker` says so, if not whoever writes."""

    fact: str
    text: str = ""
    speaker: str = ""
    occurred_us: MomentUs | None = None


class WithdrawFact(Fields, frozen=True):
    """`fact` is its number."""

    fact: str
    reason: str
    occurred_us: MomentUs | None = None


class ChangeFact(Fields, frozen=True):
    """`fact` is the number of the one that these words take the place of; in another `field` if one is said."""

    fact: str
    text: str
    field: FactField | None = None
    is_confirmed: bool = False
    speaker: str = ""
    occurred_us: MomentUs | None = None


class KeepFact(Fields, frozen=True):
    """`fact` is the number of the one that holds; those that contradict it are withdrawn."""

    fact: str


class WaiveFact(Fields, frozen=True):
    """`fact` and `message` go by number."""

    fact: str
    message: str
    reason: str


@command(
    "fact.state",
    help="Put a sentence on the fact sheet, which every message draws on",
    slash=("fact",),
    presets={str(field): {"field": str(field)} for field in FactField if field is not FactField.OTHER},
)
def state(facts: Facts, fields: StateFact) -> list[Draft]:
    body = FactStated(
        next_number(facts.all),
        fields.field,
        _sentence(fields.text),
        fields.is_confirmed,
        speaker=fields.speaker.strip(),
    )
    _must_be_new(facts, body)
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("fact.take", help="Make a fact of a line of the timeline", slash=("fact-of",))
def take(
    facts: Facts, timeline: Timeline, erasures: Erasures, investigations: Investigations, fields: TakeFact
) -> list[Draft]:
    line = _told(timeline, investigations, fields.entry)
    must_not_go(erasures, line)
    if isinstance(line.body, (FactStated, FactConfirmed, FactWithdrawn, FactWaived)):
        raise RuleError("That line tells of the fact sheet itself.")
    body = FactStated(
        next_number(facts.all),
        fields.field,
        _sentence(fields.text or line.text),
        fields.is_confirmed,
        source=line.entry,
        source_us=line.occurred_us,
        speaker=line.speaker,
    )
    _must_be_new(facts, body)
    return [Draft(body)]


@command("fact.confirm", help="Say that a fact is known, and not only believed", slash=("confirm",))
def confirm(facts: Facts, fields: ConfirmFact) -> list[Draft]:
    fact = facts.find(fields.fact)
    name = f"Fact {facts.label(fact)}"
    if fact.state is FactState.CONFIRMED:
        raise RuleError(f"{name} is confirmed already.")
    if not fact.text:
        raise RuleError(f"The words of fact {facts.label(fact)} were erased; state it anew.")
    if not fact.is_disputed and (instead := facts.of.get(fact.instead or EntryId(""))) is not None:
        raise RuleError(f"Fact {facts.label(instead)} took its place: confirm that one, or change it.")
    body = FactConfirmed(fact.id, fact.number, _if_said(fields.text), fields.speaker.strip(), fact.said.over)
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("fact.withdraw", help="Say that a fact does not hold, and why", slash=("withdraw",))
def withdraw(facts: Facts, fields: WithdrawFact) -> list[Draft]:
    fact = facts.find(fields.fact)
    if fact.state is FactState.WITHDRAWN and not fact.is_disputed:
        raise RuleError(f"Fact {facts.label(fact)} is withdrawn already.")
    if not fields.reason.strip():
        raise RuleError(f"Say why it does not hold: /withdraw {facts.label(fact)} The count was wrong")
    body = FactWithdrawn(fact.id, fact.number, _sentence(fields.reason), over=fact.said.over)
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("fact.change", help="Say a fact in other words; the old ones are withdrawn", slash=("change-fact",))
def change(facts: Facts, fields: ChangeFact) -> list[Draft]:
    fact = facts.find(fields.fact)
    if fact.state is FactState.WITHDRAWN and not fact.is_disputed:
        raise RuleError(f"Fact {facts.label(fact)} is withdrawn; state the new one: /fact {fact.field} …")
    text, field = _sentence(fields.text), fields.field or fact.field
    if text == fact.text and field is fact.field:
        raise RuleError("Nothing would change: say it in other words.")
    body = FactStated(
        next_number(facts.all),
        field,
        text,
        fields.is_confirmed,
        source=fact.source,
        speaker=fields.speaker.strip(),
        replaces=fact.id,
        replaced=facts.label(fact),
        over=fact.said.over,
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("fact.keep", help="Of facts that contradict each other this one holds", slash=("keep-fact",))
def keep(facts: Facts, fields: KeepFact) -> list[Draft]:
    fact = facts.find(fields.fact)
    others = facts.against(fact)
    if not others:
        raise RuleError(f"Nothing contradicts fact {facts.label(fact)}.")
    return [
        Draft(FactWithdrawn(each.id, each.number, kept=fact.id, holds=facts.label(fact), over=each.said.over))
        for each in others
    ]


@command("fact.waive", help="A message that told a withdrawn fact stays as it is, and why", slash=("waive",))
def waive(facts: Facts, messages: Messages, fields: WaiveFact) -> list[Draft]:
    fact, message = facts.find(fields.fact), messages.find(fields.message)
    if not any(told.message.id == message.id for told in to_correct(fact, facts, messages)):
        raise RuleError(
            f"Message {messages.label(message)} has nothing of fact {facts.label(fact)} that is to be put right."
        )
    if not fields.reason.strip():
        raise RuleError("Say why it may stay as it is.")
    body = FactWaived(fact.id, fact.number, message.id, messages.label(message), _sentence(fields.reason))
    return [Draft(body)]


# what the commands have in common ------------------------------------------------------------------------------------


def _sentence(text: str) -> str:
    """One line without blank ends. Raises: RuleError if nothing is left, or if it is too long."""
    words = " ".join(text.split())
    if not words:
        raise RuleError("Say it in a sentence: /since Site offline since 23:28 UTC")
    if len(words) > FACT_LETTERS:
        raise RuleError(f"A fact is one sentence of at most {FACT_LETTERS} characters; say it shorter.")
    return words


def _if_said(text: str) -> str:
    return _sentence(text) if text.strip() else ""


def _must_be_new(facts: Facts, body: FactStated) -> None:
    """Raises: RuleError if the same stands on the sheet."""
    for fact in facts.standing(body.field):
        if fact.text.casefold() == body.text.casefold():
            then = "" if fact.state is FactState.CONFIRMED else f"; /confirm {facts.label(fact)} if it is known now"
            raise RuleError(f"That is on the sheet already, as fact {facts.label(fact)}{then}.")


def _told(timeline: Timeline, investigations: Investigations, entry: EntryId) -> Line:
    """The line, if everybody may read it. Raises: NotFound, RuleError."""
    line = standing(timeline, entry)
    must_be_for_all(investigations, line)
    return line
