"""What a round of investigations comes to together: one text, how sure, and who agrees or dissents, word for word."""

from collections.abc import Iterable
from typing import Final

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.comparison import Comparison, Opinion, RoundConclusion
from incident_desk.domain.comparison_entries import ConclusionAnswered, RoundConcluded
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.findings import rounds
from incident_desk.domain.ids import EntryId, PersonId, StreamId
from incident_desk.domain.investigation_list import Investigations, Stage
from incident_desk.domain.people import People
from incident_desk.domain.restriction import Restriction, must_manage
from incident_desk.domain.timeline import Timeline, checked_text

WHO: Final = "who manages the incident"


class Conclude(Fields, frozen=True):
    """`confidence` in percent. `investigation` is the letter of one of the round; without it the newest round."""

    confidence: int
    text: str
    investigation: str = ""


class Agree(Fields, frozen=True):
    """`person` agrees, if not whoever writes."""

    person: str = ""
    investigation: str = ""


class Dissent(Fields, frozen=True):
    """`text` is why, and stays as it is. `person` dissents, if not whoever writes."""

    text: str
    person: str = ""
    investigation: str = ""


@command("comparison.conclude", help="Say what the investigations come to, and how sure", slash=("conclude",), who=WHO)
def conclude(
    *,
    investigations: Investigations,
    comparison: Comparison,
    restriction: Restriction,
    people: People,
    context: Context,
    fields: Conclude,
) -> list[Draft]:
    must_manage(restriction, people, context)
    if not 0 <= fields.confidence <= 100:
        raise BadInput("how sure, in percent from 0 to 100", "confidence")
    round_ = round_meant(investigations, fields.investigation)
    of_round = investigations.of_round(round_)
    sealed = [each for each in of_round if investigations.stage(each) is not Stage.OPEN]
    if sealed:
        letter = investigations.label(sealed[0])
        raise RuleError(f"Investigation {letter} is still sealed: its people would read the conclusion while blind.")
    letters = tuple(map(investigations.label, of_round))
    field = comparison.conclusions.get(round_)
    over = field.over if field else ()
    return [Draft(RoundConcluded(round_, letters, checked_text(fields.text), fields.confidence, over))]


@command("comparison.agree", help="Agree with the conclusion of the investigations", slash=("agree",))
def agree(
    investigations: Investigations, comparison: Comparison, people: People, context: Context, fields: Agree
) -> list[Draft]:
    conclusion = _conclusion(investigations, comparison, fields.investigation)
    person = people.find(fields.person) if fields.person.strip() else context.by
    return [_answered(comparison, conclusion, person, people, is_agreeing=True)]


@command("comparison.dissent", help="Dissent from the conclusion of the investigations, and why", slash=("dissent",))
def dissent(
    investigations: Investigations, comparison: Comparison, people: People, context: Context, fields: Dissent
) -> list[Draft]:
    conclusion = _conclusion(investigations, comparison, fields.investigation)
    person = people.find(fields.person) if fields.person.strip() else context.by
    return [_answered(comparison, conclusion, person, people, is_agreeing=False, text=checked_text(fields.text))]


def round_meant(investigations: Investigations, letter: str) -> StreamId:
    """The round of that investigation; without a letter the newest that is open.

    Raises: NotFound; RuleError if none is open.
    """
    if letter.strip():
        return investigations.find(letter).round
    opened = rounds(investigations)
    if not opened:
        raise RuleError("No investigation is open yet; what they found is compared once they are.")
    return opened[-1]


def asked(investigations: Investigations, round_: StreamId) -> dict[PersonId, str]:
    """Who is asked whether they agree: all who worked on one of the round, and what each was called then."""
    return {person: name for each in investigations.of_round(round_) for person, name in each.people.items()}


def silent(investigations: Investigations, round_: StreamId, answers: Iterable[Opinion]) -> list[PersonId]:
    """Who of those that are asked has said nothing yet."""
    spoken = {each.person for each in answers}
    return [person for person in asked(investigations, round_) if person not in spoken]


def _conclusion(investigations: Investigations, comparison: Comparison, letter: str) -> RoundConclusion:
    found = comparison.conclusion(round_meant(investigations, letter))
    if found is None:
        raise RuleError("There is no conclusion yet that anybody could agree with: /conclude says one.")
    return found


def _answered(
    comparison: Comparison,
    conclusion: RoundConclusion,
    person: PersonId,
    people: People,
    *,
    is_agreeing: bool,
    text: str = "",
) -> Draft:
    field = comparison.opinions.get((conclusion.entry, person))
    if field is not None and is_agreeing and field.value and field.value.is_agreeing and not field.is_conflicted:
        raise RuleError(f"{people.name(person)} agreed already.")
    over = field.over if field else ()
    body = ConclusionAnswered(EntryId(conclusion.entry), person, people.name(person), is_agreeing, text, over)
    return Draft(body)


def identified(investigations: Investigations, comparison: Comparison) -> list[RoundConclusion]:
    """What was found to be so, by round, the newest last: what a fact sheet or a review begins with."""
    found = (comparison.conclusion(each) for each in rounds(investigations))
    return [each for each in found if each is not None]


def said(entry: EntryId, timeline: Timeline) -> str:
    """The words of a conclusion, or of who dissents from it; empty if they were erased."""
    return timeline.text_of(entry)


def word_for_word(opinion: Opinion, timeline: Timeline) -> str:
    """Why somebody dissents as they said it, whatever was corrected since; empty if it was erased."""
    line = timeline.at.get(opinion.entry)
    return "" if line is None or line.is_erased else line.body.words()
