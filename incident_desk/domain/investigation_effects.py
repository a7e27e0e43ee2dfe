"""What the entries about investigations do to the state."""

from typing import TypeVar

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId, PersonId, StreamId, derived
from incident_desk.domain.investigation_entries import (
    Concluded,
    EvidenceAdded,
    EvidenceRated,
    EvidenceTrusted,
    FactorProposed,
    HypothesisAdded,
    InvestigationAlive,
    InvestigationEntry,
    InvestigationExtended,
    InvestigationJoined,
    InvestigationOpened,
    InvestigationSubmitted,
    OpenQuestionAnswered,
    OpenQuestionAsked,
    Unsealed,
)
from incident_desk.domain.investigation_list import (
    Broken,
    Conclusion,
    Evidence,
    Factor,
    Investigation,
    Investigations,
    OpenQuestion,
    Piece,
    Stage,
    When,
)
from incident_desk.domain.kinds import applies

P = TypeVar("P", bound=Piece)


@applies("investigations", InvestigationOpened)
def opened(investigations: Investigations, entry: Entry, body: InvestigationOpened) -> None:
    stream, _, round_ = (entry.subject or "").partition(" ")
    if stream != derived(entry.desk, entry.id) or not body.members:
        return
    made = Investigation(
        entry.id,
        body.number,
        entry.desk,
        StreamId(stream),
        StreamId(round_ or stream),
        entry.occurred_us,
        entry.author,
        body.team,
        body.known,
        dict(zip(body.members, (*body.names, *[""] * len(body.members)), strict=False)),
    )
    made.until.set(body.until_us, entry, ())
    investigations.of[entry.id] = investigations.in_stream[made.stream] = made


@applies("investigations", InvestigationJoined)
def joined(investigations: Investigations, entry: Entry, body: InvestigationJoined) -> None:
    if found := investigations.of.get(body.investigation):
        found.people.setdefault(body.person, body.name)


@applies("investigations", InvestigationAlive)
def alive(investigations: Investigations, entry: Entry, body: InvestigationAlive) -> None:
    if found := investigations.of.get(body.investigation):
        found.alive_us = max(found.alive_us or 0, entry.recorded_us)


@applies("investigations", InvestigationExtended)
def extended(investigations: Investigations, entry: Entry, body: InvestigationExtended) -> None:
    if found := investigations.of.get(body.investigation):
        found.until.set(body.until_us, entry, body.over)


@applies("investigations", InvestigationSubmitted)
def submitted(investigations: Investigations, entry: Entry, body: InvestigationSubmitted) -> None:
    found = investigations.of.get(body.investigation)
    if found is not None and found.submitted_us is None:
        found.submitted_us = entry.occurred_us


@applies("investigations", Concluded)
def concluded(investigations: Investigations, entry: Entry, body: Concluded) -> None:
    found = within(investigations, entry, body)
    if found is not None and found.conclusion is None:  # final: what is said after it changes nothing
        found.conclusion = Conclusion(
            entry.id, entry.author, entry.occurred_us, body.confidence, body.leading, body.dissent
        )


@applies("investigations", Unsealed)
def unsealed(investigations: Investigations, entry: Entry, body: Unsealed) -> None:
    found = within(investigations, entry, body)
    if found is not None and found.broken is None:
        found.broken = Broken(entry.id, entry.author, entry.occurred_us)


# inside --------------------------------------------------------------------------------------------------------------


@applies("investigations", HypothesisAdded)
def hypothesis(investigations: Investigations, entry: Entry, body: HypothesisAdded) -> None:
    if found := within(investigations, entry, body):
        found.hypotheses[entry.id] = made_piece(Piece, investigations, found, entry, body.at)


@applies("investigations", EvidenceAdded)
def evidence(investigations: Investigations, entry: Entry, body: EvidenceAdded) -> None:
    if found := within(investigations, entry, body):
        piece = made_piece(Evidence, investigations, found, entry, body.at)
        piece.source, piece.of = body.source, body.of
        piece.trusts.set(body.trust, entry, ())
        found.evidence[entry.id] = piece


@applies("investigations", EvidenceTrusted)
def trusted(investigations: Investigations, entry: Entry, body: EvidenceTrusted) -> None:
    found = within(investigations, entry, body)
    if found is not None and (piece := found.evidence.get(body.evidence)):
        piece.trusts.set(body.trust, entry, body.over)


@applies("investigations", EvidenceRated)
def rated(investigations: Investigations, entry: Entry, body: EvidenceRated) -> None:
    if found := within(investigations, entry, body):
        found.ratings.setdefault((body.evidence, body.hypothesis), Field()).set(body.rating, entry, body.over)


@applies("investigations", OpenQuestionAsked)
def asked(investigations: Investigations, entry: Entry, body: OpenQuestionAsked) -> None:
    if found := within(investigations, entry, body):
        found.questions[entry.id] = question = made_piece(OpenQuestion, investigations, found, entry, body.at)
        question.owners.set(body.owner, entry, ())


@applies("investigations", OpenQuestionAnswered)
def answered(investigations: Investigations, entry: Entry, body: OpenQuestionAnswered) -> None:
    found = within(investigations, entry, body)
    if found is not None and (question := found.questions.get(body.question)):
        question.answers.append(entry.id)


@applies("investigations", FactorProposed)
def factor(investigations: Investigations, entry: Entry, body: FactorProposed) -> None:
    if found := within(investigations, entry, body):
        found.factors[entry.id] = piece = made_piece(Factor, investigations, found, entry, body.at)
        piece.part, piece.factor_class, piece.evidence = body.part, body.factor_class, body.evidence


def within(investigations: Investigations, entry: Entry, body: InvestigationEntry) -> Investigation | None:
    """The investigation that this is about; None if it was written anywhere but in its stream."""
    found = investigations.in_stream.get(entry.stream)
    return found if found is not None and found.id == body.investigation else None


def made_piece(kind: type[P], investigations: Investigations, of: Investigation, entry: Entry, at: int) -> P:
    stage = investigations.stage(of)
    when = When.IN_THEIR_LIGHT if stage is Stage.OPEN else When.AFTER_SUBMITTING if of.conclusion else When.APART
    return kind(EntryId(entry.id), at, PersonId(entry.author), entry.occurred_us, when, entry.desk)
