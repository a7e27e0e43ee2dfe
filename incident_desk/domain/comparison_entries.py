"""What is written when investigations are compared: what is one thing, what contradicts, what all of it comes to.

It stands where all of the incident is read, and only once what it compares is open to all.
"""

import enum

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId, StreamId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.sentences import LineSort, Sentence


class Relation(enum.StrEnum):
    """What two findings of different investigations are to one another."""

    SAME = "same"
    APART = "apart"
    CONTRADICTING = "contradicting"


@kind("comparison.related")
class FindingsRelated(Body, frozen=True):
    """Two contributing factors, or two pieces of evidence, were held against each other; None takes that back.

    `one` is the entry with the smaller id, so that a pair has one name.
    """

    one: EntryId
    other: EntryId
    relation: Relation | None
    over: Over = ()


@kind("comparison.settled")
class ContradictionSettled(Body, frozen=True):
    """Which of two contradicting factors holds, `right`, and why; None: neither does. `names` is what they are called.

    The contradiction stands again when `is_settled` is not.
    """

    one: EntryId
    other: EntryId
    names: tuple[str, str]
    right: EntryId | None = None
    text: str = ""
    is_settled: bool = True
    over: Over = ()

    sort = LineSort.FINDING

    def sentence(self) -> Sentence:
        first, second = self.names
        said = {"one": first, "other": second, "right": first if self.right == self.one else second}
        if not self.is_settled:
            return Sentence("{one} and {other} contradict each other again", said)
        told = "{one} against {other}: " + ("neither holds" if self.right is None else "{right} holds")
        return Sentence(told, said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        pair = (self.one, self.other, self.names)
        return ContradictionSettled(*pair, self.right, is_settled=self.is_settled, over=self.over)


@kind("comparison.concluded")
class RoundConcluded(Body, frozen=True):
    """What the investigations of a round come to together, and how sure that is in percent."""

    round: StreamId
    letters: tuple[str, ...]
    text: str
    confidence: int
    over: Over = ()

    sort = LineSort.FINDING

    def sentence(self) -> Sentence:
        said = {"letters": ", ".join(self.letters), "percent": str(self.confidence)}
        return Sentence("Investigations {letters} come to this, {percent} % sure", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return RoundConcluded(self.round, self.letters, "", self.confidence, self.over)


@kind("comparison.answered")
class ConclusionAnswered(Body, frozen=True):
    """Somebody agrees with a conclusion, or dissents with the reason. `name` is what they were called then."""

    conclusion: EntryId
    person: PersonId
    name: str
    is_agreeing: bool
    text: str = ""
    over: Over = ()

    sort = LineSort.OBJECTION

    def line_sort(self) -> LineSort:
        return LineSort.NOTE if self.is_agreeing else LineSort.OBJECTION

    def sentence(self) -> Sentence:
        told = "{name} agrees with the conclusion" if self.is_agreeing else "{name} dissents from the conclusion"
        return Sentence(told, {"name": self.name})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return ConclusionAnswered(self.conclusion, self.person, "", self.is_agreeing, over=self.over)
