"""Working on an investigation: hypotheses, evidence and what it says of them, open questions, contributing factors."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.investigation_entries import (
    EvidenceAdded,
    EvidenceRated,
    EvidenceTrusted,
    FactorProposed,
    HypothesisAdded,
    InvestigationAlive,
    OpenQuestionAnswered,
    OpenQuestionAsked,
    Part,
    Rating,
    Trust,
)
from incident_desk.domain.investigation_list import (
    Evidence,
    Investigation,
    Investigations,
    OpenQuestion,
    Piece,
    Stage,
)
from incident_desk.domain.kinds import Body
from incident_desk.domain.moments import MINUTE_US, MomentUs
from incident_desk.domain.numbers import by_number, label, next_number
from incident_desk.domain.plan import Plans
from incident_desk.domain.standing_lines import must_be_for_all
from incident_desk.domain.timeline import Noted, NoteSort, Timeline, checked_text

ALIVE_US: Final = 5 * MINUTE_US
"""So much apart, at least, everybody hears that an investigation lives."""

WHO: Final = "who works on it; once it is open, anyone"
_SAID: Final = {"for": Rating.CONSISTENT, "against": Rating.INCONSISTENT, "neutral": Rating.NEUTRAL}
_FIRST_WORD: Final = re.compile(r"\A\s*(\S*)[^\S\n]?\n?(.*)", re.DOTALL)
"""The first word, and the rest with the indent of its first line."""
_HYPOTHESIS: Final = re.compile(r"H\d+(-[A-Z2-7]{4})?", re.IGNORECASE)

P = TypeVar("P", bound=Piece)


class Hypothesis(Fields, frozen=True):
    """`investigation` is its letter, needed by those who work on several; it may stand before the text, too: "B: …"."""

    text: str
    investigation: str = ""
    speaker: str = ""


class AddEvidence(Fields, frozen=True):
    """`text` may begin with what it says: "for H2 Lag rose with every batch". `of` is the line it was taken from.

    Without an H it is said of the first hypothesis.
    """

    text: str
    investigation: str = ""
    source: str = ""
    trust: Trust = Trust.HIGH
    of: EntryId | None = None
    occurred_us: MomentUs | None = None
    speaker: str = ""


class Rate(Fields, frozen=True):
    """`evidence` is "E3", `hypothesis` "H1"; without a rating it is not yet said."""

    evidence: str
    hypothesis: str
    rating: Rating | None = None
    investigation: str = ""


class SetTrust(Fields, frozen=True):
    evidence: str
    trust: Trust
    investigation: str = ""


class AskOpen(Fields, frozen=True):
    """`owner` finds out."""

    text: str
    owner: str = ""
    investigation: str = ""


class AnswerOpen(Fields, frozen=True):
    """`question` is "Q2"."""

    question: str
    text: str
    investigation: str = ""


class ProposeFactor(Fields, frozen=True):
    """`factor_class` is of the plan's list, or a part of its name; `evidence` names the pieces for it: "E1, E4"."""

    text: str
    part: Part = Part.CONDITION
    factor_class: str = ""
    evidence: str = ""
    investigation: str = ""


@command("investigation.hypothesis", help="Say what may be so", slash=("hypothesis",), who=WHO)
def hypothesis(investigations: Investigations, context: Context, fields: Hypothesis) -> list[Draft]:
    if _is_for_all(investigations, context.by, fields):
        return [Draft(Noted(checked_text(fields.text), note_sort=NoteSort.HYPOTHESIS, speaker=fields.speaker.strip()))]
    found, text = meant(investigations, context.by, fields.investigation, fields.text)
    body = HypothesisAdded(
        found.id, found.number, next_number(found.hypotheses.values()), checked_text(text), fields.speaker.strip()
    )
    return written_inside(found, context, body)


def _is_for_all(investigations: Investigations, by: PersonId, fields: Hypothesis) -> bool:
    """Whether it is no investigation's: a note on the timeline.

    Raises: RuleError if they wait for theirs to open; what they say now is not for those who are still blind to it.
    """
    spoken, colon, _ = fields.text.partition(":")
    if fields.investigation or investigations.at_work(by) or (colon and investigations.called(spoken)):
        return False
    waiting = next((each for each in investigations.all if by in each.people and investigations.is_waiting(each)), None)
    if waiting is not None:
        raise RuleError(f"Investigation {investigations.label(waiting)} is in; more can be added once it is open.")
    return True


@command("investigation.evidence", help="Add a piece of evidence", slash=("evidence",), who=WHO)
def evidence(investigations: Investigations, timeline: Timeline, context: Context, fields: AddEvidence) -> list[Draft]:
    found, text = meant(investigations, context.by, fields.investigation, fields.text)
    if fields.of is not None and (line := timeline.line(fields.of)).source.stream != found.stream:
        must_be_for_all(investigations, line)
    return found_evidence(found, text, timeline, context, fields)


def found_evidence(
    found: Investigation,
    text: str,
    timeline: Timeline,
    context: Context,
    fields: AddEvidence,
    *,
    is_plain: bool = False,
) -> list[Draft]:
    """A piece of evidence, and what its first words say of a hypothesis, unless they are plain words.

    Raises: RuleError, NotFound.
    """
    rating, about, text = (None, None, text) if is_plain else _said_of(found, text, timeline)
    entry = EntryId(context.new_id())
    body = EvidenceAdded(
        found.id,
        found.number,
        next_number(found.evidence.values()),
        checked_text(text),
        fields.source.strip(),
        fields.trust,
        fields.of,
        fields.speaker.strip(),
    )
    drafts = written_inside(found, context, body, id=entry, occurred_us=fields.occurred_us)
    if rating is not None and about is not None:
        drafts.append(Draft(EvidenceRated(found.id, found.number, entry, about.id, rating), stream=found.stream))
    return drafts


def _said_of(found: Investigation, text: str, timeline: Timeline) -> tuple[Rating | None, Piece | None, str]:
    """What the first words say of which hypothesis, and the rest.

    Of several lines the first was often pasted: "for row in rows:" says nothing of a hypothesis, "for H2 …" does.
    """
    first, _, rest = text.lstrip().partition(" ")
    rating = _SAID.get(first.casefold())
    if rating is None:
        return None, None, text
    name, after = _FIRST_WORD.findall(rest)[0]
    if _HYPOTHESIS.fullmatch(name):
        return rating, hypothesis_called(found, name, timeline), after
    if "\n" in rest.strip():
        return None, None, text
    first_one = next((each for each in found.hypotheses.values() if each.stands(timeline)), None)
    if first_one is None:
        raise RuleError("There is no hypothesis yet that it could speak for or against: /hypothesis says one.")
    return rating, first_one, rest


@command("investigation.rate", help="Say what a piece of evidence says of a hypothesis", slash=("rate",), who=WHO)
def rate(investigations: Investigations, timeline: Timeline, context: Context, fields: Rate) -> list[Draft]:
    found = work_on(investigations, context.by, fields.investigation)
    piece = evidence_called(found, fields.evidence, timeline)
    about = hypothesis_called(found, fields.hypothesis, timeline)
    field = found.ratings.get((piece.id, about.id))
    if field is not None and field.value == fields.rating and not field.is_conflicted:
        raise RuleError("That is said already.")
    over = field.over if field else ()
    return written_inside(
        found, context, EvidenceRated(found.id, found.number, piece.id, about.id, fields.rating, over)
    )


@command("investigation.trust", help="Say how much a piece of evidence is trusted", slash=("trust",), who=WHO)
def trust(investigations: Investigations, timeline: Timeline, context: Context, fields: SetTrust) -> list[Draft]:
    found = work_on(investigations, context.by, fields.investigation)
    piece = evidence_called(found, fields.evidence, timeline)
    if piece.trust is fields.trust and not piece.trusts.is_conflicted:
        raise RuleError("It is trusted so already.")
    return written_inside(
        found, context, EvidenceTrusted(found.id, found.number, piece.id, fields.trust, piece.trusts.over)
    )


@command("investigation.ask", help="Note what an investigation does not know yet", slash=("open-question",), who=WHO)
def ask_open(investigations: Investigations, context: Context, fields: AskOpen) -> list[Draft]:
    found, text = meant(investigations, context.by, fields.investigation, fields.text)
    number = next_number(found.questions.values())
    owner = fields.owner.strip().removeprefix("@")
    return written_inside(found, context, OpenQuestionAsked(found.id, found.number, number, checked_text(text), owner))


@command("investigation.answer", help="Answer an open question of an investigation", slash=("found-out",), who=WHO)
def answer_open(
    investigations: Investigations, timeline: Timeline, context: Context, fields: AnswerOpen
) -> list[Draft]:
    found = work_on(investigations, context.by, fields.investigation)
    question = question_called(found, fields.question, timeline)
    text = checked_text(fields.text)
    return written_inside(
        found, context, OpenQuestionAnswered(found.id, found.number, question.id, question.number, text)
    )


@command("investigation.factor", help="Propose a contributing factor", slash=("factor",), who=WHO)
def factor(
    *,
    investigations: Investigations,
    timeline: Timeline,
    headline: Headline,
    plans: Plans,
    context: Context,
    fields: ProposeFactor,
) -> list[Draft]:
    found, text = meant(investigations, context.by, fields.investigation, fields.text)
    names = [name for name in re.split(r"[,\s]+", fields.evidence) if name]
    pieces = tuple(evidence_called(found, name, timeline).id for name in names)
    number = next_number(found.factors.values())
    classed = factor_class_meant(fields.factor_class, plans.of(headline).factor_class_names)
    body = FactorProposed(found.id, found.number, number, checked_text(text), fields.part, classed, pieces)
    return written_inside(found, context, body)


def factor_class_meant(text: str, there: Sequence[str]) -> str:
    """The class of the plan that was meant by its name or the beginning of it; none where nothing is said.

    Raises: BadInput naming those there are.
    """
    wanted = _plain(text)
    named = [name for name in there if _plain(name) == wanted] or [n for n in there if _plain(n).startswith(wanted)]
    if not wanted:
        return ""
    if len(named) != 1:
        raise BadInput(f"“{text.strip()}” is no class of the plan; there are {', '.join(there)}", "factor_class")
    return named[0]


def _plain(text: str) -> str:
    return " ".join(re.sub("[-–—]", " ", text).split()).casefold()


# which is meant ------------------------------------------------------------------------------------------------------


def hypothesis_called(found: Investigation, text: str, timeline: Timeline) -> Piece:
    """Raises: NotFound."""
    return piece_called(found.hypotheses.values(), text, "H", "hypothesis", timeline)


def evidence_called(found: Investigation, text: str, timeline: Timeline) -> Evidence:
    """Raises: NotFound."""
    return piece_called(found.evidence.values(), text, "E", "piece of evidence", timeline)


def question_called(found: Investigation, text: str, timeline: Timeline) -> OpenQuestion:
    """Raises: NotFound."""
    return piece_called(found.questions.values(), text, "Q", "open question", timeline)


def called(piece: Piece, among: Iterable[Piece], sign: str) -> str:
    """What it is called: "H1", with the letters of its desk where two desks gave the same number."""
    return sign + label(piece, list(among))


def piece_called(among: Iterable[P], text: str, sign: str, what: str, timeline: Timeline) -> P:
    """The piece of that name, "F2", or id. Raises: NotFound."""
    pieces: Sequence[P] = [piece for piece in among if piece.stands(timeline)]
    wanted = text.strip()
    found = next((piece for piece in pieces if piece.id == wanted), None)
    found = found or by_number(wanted.upper().removeprefix(sign), pieces, what)
    if found is None:
        raise NotFound(f"“{text}” is no {what} of this investigation; say {sign}1, {sign}2 and so on.")
    return found


def meant(investigations: Investigations, by: PersonId, named: str, text: str) -> tuple[Investigation, str]:
    """The investigation that is named, by itself or as in "B: …", or the only one they work on; and the text.

    Raises: as `work_on`.
    """
    first, colon, rest = text.strip().partition(":")
    if not named and colon and (spoken := investigations.called(first)):
        return work_on(investigations, by, spoken.id), rest.strip()
    return work_on(investigations, by, named), text


def work_on(investigations: Investigations, by: PersonId, named: str) -> Investigation:
    """Raises: NotFound; BadInput if it is not clear which; RuleError if they may not write in it."""
    if named:
        found = investigations.find(named)
    else:
        own = investigations.at_work(by)
        if len(own) > 1:
            names = " or ".join(map(investigations.label, own))
            raise BadInput(f"you work on several; say which: {names}", "investigation")
        if not own:
            raise RuleError("You work on no investigation of this incident; say which by its letter.")
        found = own[0]
    stage = investigations.stage(found)
    if stage is not Stage.OPEN and by not in found.people:
        raise RuleError(f"Investigation {investigations.label(found)} is sealed to those who work on it.")
    if stage is Stage.SUBMITTED:
        raise RuleError(f"Investigation {investigations.label(found)} is in; more can be added once it is open.")
    return found


def written_inside(
    found: Investigation,
    context: Context,
    body: Body,
    id: EntryId | None = None,
    occurred_us: int | None = None,
) -> list[Draft]:
    """What only its members read, and, now and then, that it lives, which everybody does."""
    drafts = [Draft(body, stream=found.stream, id=id, occurred_us=occurred_us)]
    if found.alive_us is None or context.now_us - found.alive_us >= ALIVE_US:
        drafts.append(Draft(InvestigationAlive(found.id, found.number)))
    return drafts
