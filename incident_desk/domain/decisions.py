"""Decisions: what, why, instead of what, whether there is a way back, and when it is looked at again.

A line of that sort, as `/decision` writes it in a hurry, is one as well: it is objected to and looked at again, too.
"""

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import SECOND_US, MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.spans import SpanS
from incident_desk.domain.timeline import Line, Moved, Timeline, checked_text


@kind("decision.made")
class DecisionMade(Body, frozen=True):
    """Somebody decided. `is_asked` says that the room was asked for strong objections before."""

    text: str
    why: str = ""
    alternatives: str = ""
    is_reversible: bool | None = None
    is_asked: bool = False
    revisit_us: MomentUs | None = None
    speaker: str = ""
    moved: Moved | None = None

    sort = LineSort.DECISION

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        ways = {True: "can be undone", False: "no way back"}
        return (
            *([Sentence("because {why}", {"why": self.why})] if self.why else []),
            *([Sentence(ways[self.is_reversible])] if self.is_reversible is not None else []),
            *_again(self.revisit_us),
            *([Sentence("instead of: {other}", {"other": self.alternatives})] if self.alternatives else []),
            *([Sentence("strong objections were asked for")] if self.is_asked else []),
        )

    def remains(self) -> Body:
        return DecisionMade("", is_reversible=self.is_reversible, is_asked=self.is_asked, revisit_us=self.revisit_us)


@kind("decision.revisited")
class DecisionRevisited(Body, frozen=True):
    """A decision was looked at again: it stands, or no longer. It may be looked at once more, at `revisit_us`."""

    decision: EntryId
    decided_us: int
    is_standing: bool = True
    text: str = ""
    revisit_us: MomentUs | None = None
    speaker: str = ""
    over: Over = ()

    sort = LineSort.DECISION

    def sentence(self) -> Sentence:
        stands = "The decision of {decided} stands" if self.is_standing else "The decision of {decided} no longer holds"
        return Sentence(stands, {"decided": iso(self.decided_us)})

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        return _again(self.revisit_us)

    def remains(self) -> Body:
        said = (self.decision, self.decided_us, self.is_standing)
        return DecisionRevisited(*said, revisit_us=self.revisit_us, over=self.over)


@kind("decision.objected")
class DecisionObjected(Body, frozen=True):
    """Somebody objects to a decision. It is named by its moment: its words may be corrected, or erased, later."""

    decision: EntryId
    decided_us: int
    text: str = ""
    speaker: str = ""

    sort = LineSort.OBJECTION

    def sentence(self) -> Sentence:
        return Sentence("Objection to the decision of {decided}", {"decided": iso(self.decided_us)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return DecisionObjected(self.decision, self.decided_us)


def _again(revisit_us: int | None) -> tuple[Sentence, ...]:
    if revisit_us is None:
        return ()
    return (Sentence("look again {revisit}", {"revisit": iso(revisit_us)}),)


# the state -----------------------------------------------------------------------------------------------------------


class Outlook(msgspec.Struct, frozen=True, gc=False):
    """Whether a decision stands, and when it is looked at again."""

    is_standing: bool = True
    revisit_us: int | None = None


class Decisions(msgspec.Struct):
    """By the decision: the objections that stand, and its outlook. The words are on the timeline."""

    objections: dict[EntryId, list[EntryId]] = msgspec.field(default_factory=dict[EntryId, list[EntryId]])
    outlooks: dict[EntryId, Field[Outlook]] = msgspec.field(default_factory=dict[EntryId, Field[Outlook]])

    def outlook(self, decision: EntryId) -> Field[Outlook]:
        """What was said last of it; nothing of one that was only written down."""
        return self.outlooks.get(decision) or Field[Outlook]()

    def due(self, timeline: Timeline, now_us: int) -> list[tuple[int, Line]]:
        """The decisions whose time to be looked at again is over, each with that time, the longest first."""
        again = ((field.value.revisit_us, entry) for entry, field in self.outlooks.items() if field.value)
        due = sorted((us, entry) for us, entry in again if us is not None and us <= now_us)
        lines = ((us, timeline.at.get(entry)) for us, entry in due)
        return [(us, line) for us, line in lines if line is not None and not line.is_retracted]


def is_decision(line: Line) -> bool:
    """Whether a line tells of a decision."""
    return line.sort is LineSort.DECISION


def is_looked_at_again(line: Line) -> bool:
    """Whether a line is a decision that can be looked at again: one that stands for itself."""
    return is_decision(line) and not line.is_retracted and not isinstance(line.body, DecisionRevisited)


@applies("decisions", DecisionMade)
def made(decisions: Decisions, entry: Entry, body: DecisionMade) -> None:
    decisions.outlooks[entry.id] = Field[Outlook]()
    decisions.outlooks[entry.id].set(Outlook(revisit_us=body.revisit_us), entry, ())


@applies("decisions", DecisionRevisited)
def revisited(decisions: Decisions, entry: Entry, body: DecisionRevisited) -> None:
    field = decisions.outlooks.setdefault(body.decision, Field[Outlook]())
    field.set(Outlook(body.is_standing, body.revisit_us), entry, body.over)


@applies("decisions", DecisionObjected)
def objected(decisions: Decisions, entry: Entry, body: DecisionObjected) -> None:
    decisions.objections.setdefault(body.decision, []).append(entry.id)


# commands ------------------------------------------------------------------------------------------------------------


class Decide(Fields, frozen=True):
    """`speaker` decided, if not whoever writes. `revisit` is how long from now until it is looked at again.

    `is_asked` says that strong objections were asked for; what came is the `objection`, said by `objector`.
    """

    text: str
    why: str = ""
    alternatives: str = ""
    is_reversible: bool | None = None
    revisit_s: SpanS | None = None
    is_asked: bool = False
    objection: str = ""
    objector: str = ""
    speaker: str = ""
    occurred_us: MomentUs | None = None


class Revisit(Fields, frozen=True):
    """`entry` is the decision; in the window, the line that is selected. `revisit` is how long until once more."""

    entry: EntryId
    text: str = ""
    is_standing: bool = True
    revisit_s: SpanS | None = None
    speaker: str = ""


class Object(Fields, frozen=True):
    """`entry` is the decision; in the window, the line that is selected."""

    entry: EntryId
    text: str
    occurred_us: MomentUs | None = None
    speaker: str = ""


@command(
    "decision.make",
    help="Write down a decision: why, instead of what, and when it is looked at again",
    slash=("decide",),
)
def make(context: Context, fields: Decide) -> list[Draft]:
    said = _objection(fields)
    body = DecisionMade(
        checked_text(fields.text),
        fields.why.strip(),
        fields.alternatives.strip(),
        fields.is_reversible,
        fields.is_asked or bool(said),
        _from_now(fields.revisit_s, context),
        fields.speaker.strip(),
    )
    if not said:
        return [Draft(body, occurred_us=fields.occurred_us)]
    decided_us = context.now_us if fields.occurred_us is None else fields.occurred_us
    decision = EntryId(context.new_id())
    against = DecisionObjected(decision, decided_us, said, fields.objector.strip())
    return [Draft(body, occurred_us=decided_us, id=decision), Draft(against, occurred_us=decided_us)]


@command("decision.revisit", help="Say of a decision that it stands, or no longer", slash=("revisit",))
def revisit(timeline: Timeline, decisions: Decisions, context: Context, fields: Revisit) -> list[Draft]:
    line = timeline.line(fields.entry)
    if not is_looked_at_again(line):
        raise RuleError("Only a decision that was not taken back is looked at again; select one on the timeline.")
    if not fields.is_standing and not fields.text.strip():
        raise RuleError("Say why it no longer holds, or what holds instead.")
    body = DecisionRevisited(
        fields.entry,
        line.occurred_us,
        fields.is_standing,
        checked_text(fields.text) if fields.text.strip() else "",
        _from_now(fields.revisit_s, context),
        fields.speaker.strip(),
        decisions.outlook(fields.entry).over,
    )
    return [Draft(body)]


@command("decision.object", help="Object to a decision, with the reason", slash=("object",))
def object_to(timeline: Timeline, fields: Object) -> list[Draft]:
    line = timeline.line(fields.entry)
    if line.is_retracted:
        raise RuleError("That line was taken back; there is nothing to object to.")
    if not is_decision(line):
        raise RuleError("Only a decision can be objected to; select one on the timeline.")
    text = checked_text(fields.text)
    body = DecisionObjected(fields.entry, line.occurred_us, text, fields.speaker.strip())
    return [Draft(body, occurred_us=fields.occurred_us)]


def _objection(fields: Decide) -> str:
    """Raises: RuleError for somebody who objects without a word."""
    said = fields.objection.strip()
    if fields.objector.strip() and not said:
        raise RuleError(f"Say what {fields.objector.strip()} objects.")
    return checked_text(said) if said else ""


def _from_now(span_s: int | None, context: Context) -> int | None:
    return None if span_s is None else context.now_us + span_s * SECOND_US
