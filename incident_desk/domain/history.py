"""What a report of a past incident tells of it afterwards: in short, what led to it, and what was learned.

The incidents of other tools and earlier years come in with it, so that they are found when something like them happens
again. What is told anew replaces what was told before; both stay on the record.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import checked_text

MOST: Final = 60
"""So many factors, and so many lessons, one report tells at most."""
LETTERS: Final = 2_000
"""How long one of them may be."""


@kind("history.told")
class HistoryTold(Body, frozen=True):
    """A report was told. `report` is what it is called where it comes from, `origin` by what it is known again.

    `undated`: it does not say when the incident was, which stands at the moment of telling.
    """

    summary: str = ""
    factors: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    report: str = ""
    origin: str = ""
    undated: bool = False

    sort = LineSort.NOTE

    def sentence(self) -> Sentence | None:
        return None if self.summary else Sentence("Told afterwards")

    def words(self) -> str:
        return self.summary

    def adds(self) -> tuple[Sentence, ...]:
        return (
            *(Sentence("Factor: {factor}", {"factor": each}) for each in self.factors),
            *(Sentence("Lesson: {lesson}", {"lesson": each}) for each in self.lessons),
        )

    def remains(self) -> Body:
        return HistoryTold(origin=self.origin, undated=self.undated)


class History(msgspec.Struct):
    """What was told last. `entry` is the line that says it, where its words are as they were corrected."""

    entry: EntryId | None = None
    factors: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    report: str = ""
    undated: bool = False


@applies("history", HistoryTold)
def told(history: History, entry: Entry, body: HistoryTold) -> None:
    history.entry = entry.id
    history.factors, history.lessons = body.factors, body.lessons
    history.report, history.undated = body.report, body.undated


class TellHistory(Fields, frozen=True):
    """`factors` led to it, many or one; `lessons` are what is done otherwise from then on."""

    summary: str = ""
    factors: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    report: str = ""
    occurred_us: MomentUs | None = None
    origin: str = ""
    undated: bool = False


@command("history.tell", help="Tell of an incident afterwards: in short, what led to it, what was learned")
def tell_history(fields: TellHistory) -> list[Draft]:
    body = HistoryTold(
        checked_text(fields.summary) if fields.summary.strip() else "",
        factors=_checked(fields.factors, "factors"),
        lessons=_checked(fields.lessons, "lessons"),
        report=" ".join(fields.report.split())[:LETTERS],
        origin=fields.origin,
        undated=fields.undated,
    )
    if not (body.summary or body.factors or body.lessons):
        raise RuleError("There is nothing to tell: say what happened, what led to it, or what was learned.")
    return [Draft(body, occurred_us=fields.occurred_us)]


def _checked(said: Iterable[str], what: str) -> tuple[str, ...]:
    """Each once and in one line. Raises: RuleError if there are too many, or one is too long."""
    kept = tuple(dict.fromkeys(words for each in said if (words := " ".join(each.split()))))
    if len(kept) > MOST or any(len(each) > LETTERS for each in kept):
        raise RuleError(f"A report tells at most {MOST} {what}, each of at most {LETTERS} characters.")
    return kept
