"""What was objected to which decision. A decision is a line of that sort, as `/decision` writes it."""

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import Line, Timeline, checked_text


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


class Decisions(msgspec.Struct):
    """The objections that stand, by the decision they are about; their words are on the timeline."""

    objections: dict[EntryId, list[EntryId]] = msgspec.field(default_factory=dict[EntryId, list[EntryId]])


def is_decision(line: Line) -> bool:
    """Whether a line tells of a decision."""
    return line.sort is LineSort.DECISION


@applies("decisions", DecisionObjected)
def objected(decisions: Decisions, entry: Entry, body: DecisionObjected) -> None:
    decisions.objections.setdefault(body.decision, []).append(entry.id)


class Object(Fields, frozen=True):
    """`entry` is the decision; in the window, the line that is selected."""

    entry: EntryId
    text: str
    occurred_us: MomentUs | None = None
    speaker: str = ""


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
