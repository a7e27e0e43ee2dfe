"""What is written about the fact sheet: a fact is stated, confirmed, withdrawn."""

import enum
from typing import Final

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence


class FactField(enum.StrEnum):
    """What a fact is an answer to, in the order of the sheet."""

    WHAT = "what"
    WHO = "who"
    SINCE = "since"
    SAFE = "safe"
    DOING = "doing"
    MEANWHILE = "meanwhile"
    BACK = "back"
    OTHER = "other"


SINGLE: Final = frozenset({FactField.SINCE, FactField.BACK})
"""Fields that hold one fact: two different ones that are both confirmed contradict each other."""

_ON: Final = {
    FactField.WHAT: "Fact {number}, what happened",
    FactField.WHO: "Fact {number}, who is affected",
    FactField.SINCE: "Fact {number}, since when",
    FactField.SAFE: "Fact {number}, what is safe",
    FactField.DOING: "Fact {number}, what we do",
    FactField.MEANWHILE: "Fact {number}, what to do meanwhile",
    FactField.BACK: "Fact {number}, when it is back",
    FactField.OTHER: "Fact {number}",
}


@kind("fact.stated")
class FactStated(Body, frozen=True):
    """Somebody put a sentence on the fact sheet. `source` is the line it was taken from, of the moment `source_us`.

    `replaces` is the fact that these words take the place of, called `replaced`; `over` has what was said of that one.
    """

    number: int
    field: FactField
    text: str
    is_confirmed: bool = False
    source: EntryId | None = None
    source_us: MomentUs | None = None
    speaker: str = ""
    replaces: EntryId | None = None
    replaced: str = ""
    over: Over = ()

    sort = LineSort.FACT

    def sentence(self) -> Sentence:
        return Sentence(_ON[self.field], {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        return (
            *([Sentence("confirmed")] if self.is_confirmed else []),
            *([Sentence("from the line of {said}", {"said": iso(self.source_us)})] if self.source_us else []),
            *([Sentence("instead of fact {replaced}", {"replaced": self.replaced})] if self.replaced else []),
        )

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="", speaker="")


@kind("fact.confirmed")
class FactConfirmed(Body, frozen=True):
    """Somebody says that it is so. `speaker` said it, if not whoever writes."""

    fact: EntryId
    number: int
    text: str = ""
    speaker: str = ""
    over: Over = ()

    sort = LineSort.FACT

    def sentence(self) -> Sentence:
        return Sentence("Fact {number} confirmed", {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return FactConfirmed(self.fact, self.number, over=self.over)


@kind("fact.withdrawn")
class FactWithdrawn(Body, frozen=True):
    """It is not so, or nobody can say so any more. `kept` is the fact that holds instead, called `holds`."""

    fact: EntryId
    number: int
    reason: str = ""
    kept: EntryId | None = None
    holds: str = ""
    over: Over = ()

    sort = LineSort.FACT

    def sentence(self) -> Sentence:
        return Sentence("Fact {number} withdrawn", {"number": str(self.number)})

    def words(self) -> str:
        return self.reason

    def adds(self) -> tuple[Sentence, ...]:
        return (Sentence("fact {holds} holds instead", {"holds": self.holds}),) if self.holds else ()

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("fact.waived")
class FactWaived(Body, frozen=True):
    """A message told a fact that is withdrawn, and stays as it is. `told` is what the message is called."""

    fact: EntryId
    number: int
    message: EntryId
    told: str
    reason: str = ""

    sort = LineSort.FACT

    def sentence(self) -> Sentence:
        words = "Message {told} stays as it is, though fact {number} is withdrawn"
        return Sentence(words, {"told": self.told, "number": str(self.number)})

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")
