"""Words beside the matrix: the note pad, why a cell says what it says, and who finds out what is not known yet.

A note is a line of its own. So it is on the disk once it is entered, several write without waiting for one another,
and it is corrected, erased, searched and carried like every other line, within the seal of its investigation.
"""

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import (
    WHO,
    evidence_called,
    hypothesis_called,
    meant,
    question_called,
    work_on,
    written_inside,
)
from incident_desk.domain.investigation_effects import made_piece, within
from incident_desk.domain.investigation_entries import InvestigationEntry, letter
from incident_desk.domain.investigation_list import Investigations, Piece
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import Timeline, checked_text


@kind("investigation.noted")
class InvestigationNoted(InvestigationEntry, frozen=True):
    """A line in the note pad. `at` counts its lines from 1."""

    at: int
    text: str
    speaker: str = ""

    sort = LineSort.NOTE

    def sentence(self) -> Sentence:
        return Sentence("Investigation {letter}, note", {"letter": letter(self.number)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return InvestigationNoted(self.investigation, self.number, self.at, "")


@kind("investigation.reasoned")
class CellReasoned(InvestigationEntry, frozen=True):
    """Why a piece of evidence says of a hypothesis what it says. `at` and `about` are what these are called."""

    evidence: EntryId
    hypothesis: EntryId
    at: int
    about: int
    text: str

    sort = LineSort.EVIDENCE

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "at": str(self.at), "about": str(self.about)}
        return Sentence("Investigation {letter}, why evidence {at} says so of hypothesis {about}", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return CellReasoned(self.investigation, self.number, self.evidence, self.hypothesis, self.at, self.about, "")


@kind("investigation.owned")
class OpenQuestionOwned(InvestigationEntry, frozen=True):
    """Who finds out now what is not known yet; without a name nobody does."""

    question: EntryId
    at: int
    owner: str
    over: Over = ()

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        said = {"letter": letter(self.number), "at": str(self.at), "name": self.owner}
        told = "Investigation {letter}, open question {at}"
        return Sentence(f"{told} is for {{name}}" if self.owner else f"{told} is for nobody", said)

    def remains(self) -> Body:
        return OpenQuestionOwned(self.investigation, self.number, self.question, self.at, "", self.over)


@applies("investigations", InvestigationNoted)
def noted(investigations: Investigations, entry: Entry, body: InvestigationNoted) -> None:
    if found := within(investigations, entry, body):
        found.notes[entry.id] = made_piece(Piece, investigations, found, entry, body.at)


@applies("investigations", CellReasoned)
def reasoned(investigations: Investigations, entry: Entry, body: CellReasoned) -> None:
    if found := within(investigations, entry, body):
        found.reasons.setdefault((body.evidence, body.hypothesis), []).append(entry.id)


@applies("investigations", OpenQuestionOwned)
def owned(investigations: Investigations, entry: Entry, body: OpenQuestionOwned) -> None:
    found = within(investigations, entry, body)
    if found is not None and (question := found.questions.get(body.question)):
        question.owners.set(body.owner, entry, body.over)


class TakeNote(Fields, frozen=True):
    """`investigation` is its letter, needed by those who work on several; it may stand before the text, too: "B: …"."""

    text: str
    investigation: str = ""
    speaker: str = ""


class SayWhy(Fields, frozen=True):
    """`evidence` is "E3", `hypothesis` "H1"."""

    evidence: str
    hypothesis: str
    text: str
    investigation: str = ""


class OwnQuestion(Fields, frozen=True):
    """`question` is "Q2"; `owner` finds out, "me" or a name; "nobody" gives it back."""

    question: str
    owner: str
    investigation: str = ""


@command("investigation.note", help="Write into the note pad of an investigation", slash=("pad",), who=WHO)
def take_note(investigations: Investigations, context: Context, fields: TakeNote) -> list[Draft]:
    found, text = meant(investigations, context.by, fields.investigation, fields.text)
    number = next_number(found.notes.values())
    body = InvestigationNoted(found.id, found.number, number, checked_text(text), fields.speaker.strip())
    return written_inside(found, context, body)


@command("investigation.why", help="Say why evidence says so of a hypothesis", slash=("why",), who=WHO)
def say_why(investigations: Investigations, timeline: Timeline, context: Context, fields: SayWhy) -> list[Draft]:
    found = work_on(investigations, context.by, fields.investigation)
    piece = evidence_called(found, fields.evidence, timeline)
    about = hypothesis_called(found, fields.hypothesis, timeline)
    text = checked_text(fields.text)
    body = CellReasoned(found.id, found.number, piece.id, about.id, piece.number, about.number, text)
    return written_inside(found, context, body)


@command(
    "investigation.own", help="Say who finds out what an investigation does not know", slash=("finds-out",), who=WHO
)
def own_question(
    investigations: Investigations, timeline: Timeline, people: People, context: Context, fields: OwnQuestion
) -> list[Draft]:
    found = work_on(investigations, context.by, fields.investigation)
    question = question_called(found, fields.question, timeline)
    said = fields.owner.strip().removeprefix("@")
    if not said:
        raise BadInput("who finds out: a name, or “nobody”", "owner")
    owner = "" if said.casefold() == "nobody" else people.name(context.by) if said.casefold() == "me" else said
    if owner == question.owner and not question.owners.is_conflicted:
        raise RuleError(f"{owner} finds out already." if owner else "Nobody finds out yet.")
    body = OpenQuestionOwned(found.id, found.number, question.id, question.number, owner, question.owners.over)
    return written_inside(found, context, body)
