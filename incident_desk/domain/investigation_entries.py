"""What is written about investigations: opened apart, what each finds, submitted, opened to all.

What an investigation says stands in a stream of its own, which a shared database gives to its members only. That it
was opened, that it lives and that it is in stand where all of the incident is read. The governing kinds and their
subjects are those that the shared database acts on (store/shared/doors/governing.sql).
"""

import enum
from typing import ClassVar

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.sentences import LineSort, Sentence


class Trust(enum.StrEnum):
    """How much a piece of evidence is trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Rating(enum.StrEnum):
    """What a piece of evidence says of a hypothesis (Heuer, Psychology of Intelligence Analysis, chapter 8)."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NEUTRAL = "neutral"


@kind("gov.investigation.opened")
class InvestigationOpened(Body, frozen=True):
    """Some people look into a question apart from the others; the first of them leads.

    The subject is the stream of the investigation and that of the round: the first one that was opened in the same
    gesture. All of a round open to each other at once. `names` are what the members were called then, and `known` the
    lines that all of them begin with.
    """

    number: int
    question: str
    team: str
    members: tuple[PersonId, ...] = ()
    names: tuple[str, ...] = ()
    until_us: MomentUs | None = None
    known: tuple[EntryId, ...] = ()

    sort = LineSort.INVESTIGATION
    is_for_members = True

    def sentence(self) -> Sentence:
        names = ", ".join(self.names)
        return Sentence(
            "Investigation {letter} opened, apart: {names}", {"letter": letter(self.number), "names": names}
        )

    def words(self) -> str:
        return self.question

    def remains(self) -> Body:
        return InvestigationOpened(self.number, "", "", self.members, until_us=self.until_us, known=self.known)


@kind("gov.lead.named")
class LeadNamed(Body, frozen=True):
    """The person in the subject leads the investigation in whose stream this stands."""

    name: str


class InvestigationEntry(Body, frozen=True):
    """What the bodies about one investigation have in common. `number` is what it is called in the line."""

    investigation: EntryId
    number: int

    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"letter": letter(self.number)})


@kind("investigation.joined")
class InvestigationJoined(InvestigationEntry, frozen=True):
    """One more works on it. Written where everybody reads it: who must stay blind to whom is for all to know."""

    person: PersonId
    name: str

    sort = LineSort.INVESTIGATION

    def sentence(self) -> Sentence:
        return Sentence("{name} joins investigation {letter}", {"name": self.name, "letter": letter(self.number)})


@kind("investigation.alive")
class InvestigationAlive(InvestigationEntry, frozen=True):
    """Somebody works on it at this moment; everybody reads that, and nothing of what is said there."""


@kind("investigation.extended")
class InvestigationExtended(InvestigationEntry, frozen=True):
    """It takes longer, until then."""

    until_us: MomentUs
    reason: str = ""
    over: Over = ()

    sort = LineSort.INVESTIGATION
    said: ClassVar[str] = "Investigation {letter} takes longer"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return InvestigationExtended(self.investigation, self.number, self.until_us, over=self.over)


@kind("investigation.submitted")
class InvestigationSubmitted(InvestigationEntry, frozen=True):
    """It is in. Written where everybody reads it; what it says opens with the last of its round."""

    sort = LineSort.INVESTIGATION
    said: ClassVar[str] = "Investigation {letter} is in"


# inside, read by its members until it opens ---------------------------------------------------------------------------


@kind("investigation.hypothesis")
class HypothesisAdded(InvestigationEntry, frozen=True):
    """Something that may be so. `at` counts the hypotheses of the investigation from 1."""

    at: int
    text: str
    speaker: str = ""

    sort = LineSort.HYPOTHESIS

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "at": str(self.at)}
        return Sentence("Investigation {letter}, hypothesis {at}", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return HypothesisAdded(self.investigation, self.number, self.at, "")


@kind("investigation.evidence")
class EvidenceAdded(InvestigationEntry, frozen=True):
    """Something that speaks for or against. `of` is the line of the incident it was taken from."""

    at: int
    text: str
    source: str = ""
    trust: Trust = Trust.HIGH
    of: EntryId | None = None
    speaker: str = ""

    sort = LineSort.EVIDENCE

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "at": str(self.at)}
        return Sentence("Investigation {letter}, evidence {at}", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return EvidenceAdded(self.investigation, self.number, self.at, "", trust=self.trust, of=self.of)


@kind("investigation.rated")
class EvidenceRated(InvestigationEntry, frozen=True):
    """What a piece of evidence says of a hypothesis; None: not yet said."""

    evidence: EntryId
    hypothesis: EntryId
    rating: Rating | None
    over: Over = ()


@kind("investigation.trusted")
class EvidenceTrusted(InvestigationEntry, frozen=True):
    """How much a piece of evidence is trusted now."""

    evidence: EntryId
    trust: Trust
    over: Over = ()


@kind("investigation.asked")
class OpenQuestionAsked(InvestigationEntry, frozen=True):
    """What is not known yet, and who finds out; without a name nobody does so far."""

    at: int
    text: str
    owner: str = ""

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "at": str(self.at), "name": self.owner}
        told = "Investigation {letter}, open question {at}"
        return Sentence(told + (" for {name}" if self.owner else ""), said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return OpenQuestionAsked(self.investigation, self.number, self.at, "")


@kind("investigation.answered")
class OpenQuestionAnswered(InvestigationEntry, frozen=True):
    """What was found out."""

    question: EntryId
    at: int
    text: str

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "at": str(self.at)}
        return Sentence("Investigation {letter}, answer to open question {at}", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return OpenQuestionAnswered(self.investigation, self.number, self.question, self.at, "")


class Part(enum.StrEnum):
    """What a contributing factor did."""

    TRIGGER = "trigger"
    CONDITION = "condition"
    WORSE = "made it worse"
    DELAYED = "delayed us"
    LIMITED = "limited the harm"


@kind("investigation.factor")
class FactorProposed(InvestigationEntry, frozen=True):
    """Something that contributed, of a class of the plan's list, with the evidence for it."""

    at: int
    text: str
    part: Part = Part.CONDITION
    factor_class: str = ""
    evidence: tuple[EntryId, ...] = ()

    sort = LineSort.INVESTIGATION

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "part": str(self.part)}
        return Sentence("Investigation {letter}, contributing factor ({part})", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return FactorProposed(self.investigation, self.number, self.at, "", self.part, evidence=self.evidence)


@kind("gov.investigation.submitted")
class Concluded(InvestigationEntry, frozen=True):
    """What the investigation found, how sure it is in percent, and who sees it otherwise. Final."""

    text: str
    confidence: int
    leading: EntryId | None = None
    dissent: str = ""

    sort = LineSort.INVESTIGATION

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "percent": str(self.confidence)}
        return Sentence("Investigation {letter} concludes, {percent} % sure", said)

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        return (Sentence("dissent: {dissent}", {"dissent": self.dissent}),) if self.dissent else ()

    def remains(self) -> Body:
        return Concluded(self.investigation, self.number, "", self.confidence, self.leading)


@kind("gov.unsealed")
class Unsealed(InvestigationEntry, frozen=True):
    """The seal was broken before all of the round were in: by whom and why is for everybody to read."""

    reason: str

    sort = LineSort.INVESTIGATION
    said: ClassVar[str] = "The seal of investigation {letter} was broken"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return Unsealed(self.investigation, self.number, "")


def letter(number: int) -> str:
    """What an investigation is called: A to Z, then A2."""
    rounds, at = divmod(number - 1, 26)
    return chr(ord("A") + at) + (str(rounds + 1) if rounds else "")
