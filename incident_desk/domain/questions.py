"""Questions to one person: "@Ada where is the dump?" stays open until somebody answers it."""

import msgspec

from incident_desk.domain.addressing import holder_called, must_know, split_address
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.lines import Moved
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.numbers import by_number, label, next_number
from incident_desk.domain.people import People
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import checked_text


@kind("question.asked")
class QuestionAsked(Body, frozen=True):
    """Somebody is asked something. With a `role` it is whoever holds that, called `title`.

    With `moved` it was asked in another incident, and came here with a split.
    """

    number: int
    text: str
    name: str = ""
    person: PersonId | None = None
    role: str = ""
    title: str = ""
    speaker: str = ""
    moved: Moved | None = None

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        return Sentence("Question {number} to {name}", {"number": str(self.number), "name": self.name or self.title})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return QuestionAsked(self.number, "", person=self.person, role=self.role, moved=self.moved)


@kind("question.answered")
class QuestionAnswered(Body, frozen=True):
    """What came as an answer. `number` is what the question is called in the line."""

    question: EntryId
    number: int
    text: str
    speaker: str = ""

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        return Sentence("Answer to question {number}", {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return QuestionAnswered(self.question, self.number, "")


# the state -----------------------------------------------------------------------------------------------------------


class Question(msgspec.Struct):
    """One question; its words, and those of its answers, are on the timeline. `gone` is where it is asked by now."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    asked_us: int
    name: str = ""
    person: PersonId | None = None
    role: str = ""
    answers: list[EntryId] = msgspec.field(default_factory=list[EntryId])
    gone: Moved | None = None

    @property
    def is_open(self) -> bool:
        return not self.answers and self.gone is None

    def asked(self, roles: Roles) -> Holder | None:
        """Whoever has to answer now; None for a role that nobody holds."""
        if holding := roles.held.get(self.role):
            return holding.holder.value
        return Holder(self.name, self.person) if self.name or self.person else None


class Questions(msgspec.Struct):
    """The questions of an incident, in the order of the record."""

    of: dict[EntryId, Question] = msgspec.field(default_factory=dict[EntryId, Question])

    @property
    def all(self) -> list[Question]:
        return list(self.of.values())

    @property
    def open(self) -> list[Question]:
        return [question for question in self.of.values() if question.is_open]

    def label(self, question: Question) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(question, self.of.values())

    def find(self, text: str) -> Question:
        """Raises: NotFound."""
        found = self.of.get(EntryId(text)) or by_number(text, self.all, "question")
        if found is None:
            raise NotFound(f"“{text}” is no question of this incident; say its number.")
        return found


@applies("questions", QuestionAsked)
def asked(questions: Questions, entry: Entry, body: QuestionAsked) -> None:
    questions.of[entry.id] = Question(
        entry.id, body.number, entry.desk, entry.author, entry.occurred_us, body.name, body.person, body.role
    )


@applies("questions", QuestionAnswered)
def answered(questions: Questions, entry: Entry, body: QuestionAnswered) -> None:
    if question := questions.of.get(body.question):
        question.answers.append(entry.id)


# commands ------------------------------------------------------------------------------------------------------------


class AskSomebody(Fields, frozen=True):
    """`person` is "@Ada", a name of this record, or a role: then whoever holds it. `text` is what is asked."""

    person: str
    text: str = ""
    occurred_us: MomentUs | None = None
    speaker: str = ""


class Answer(Fields, frozen=True):
    """`question` is its number. `speaker` answered, if not whoever writes."""

    question: str
    text: str
    occurred_us: MomentUs | None = None
    speaker: str = ""


@command("question.ask", help="Ask somebody; it stays open until it is answered", slash=("ask",))
def ask(
    *,
    questions: Questions,
    roles: Roles,
    people: People,
    restriction: Restriction,
    context: Context,
    fields: AskSomebody,
) -> list[Draft]:
    named, text = split_address(f"{fields.person} {fields.text}", roles, people)
    if not text:
        raise RuleError("Say what you ask: /ask @Ada Where is the dump?")
    role = roles.called(named)
    holder = role.holder.value if role else holder_called(people, context, named)
    if holder is not None:
        must_know(restriction, holder)
        if holder.person == context.by and not fields.speaker.strip():
            raise RuleError("You are asked yourself; write a note, or name somebody else.")
    body = QuestionAsked(
        next_number(questions.all),
        checked_text(text),
        holder.name if holder else "",
        holder.person if holder else None,
        role.key if role else "",
        role.title if role else "",
        fields.speaker.strip(),
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("question.answer", help="Answer a question", slash=("answer",))
def answer(questions: Questions, fields: Answer) -> list[Draft]:
    question = questions.find(fields.question)
    if question.gone is not None:
        raise RuleError(f"Question {questions.label(question)} went to {question.gone.label}; answer it there.")
    text = checked_text(fields.text)
    body = QuestionAnswered(question.id, question.number, text, fields.speaker.strip())
    return [Draft(body, occurred_us=fields.occurred_us)]
