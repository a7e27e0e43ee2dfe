"""What is written about those outside who ask: a journalist, a director, a regulator, and what each was answered."""

import enum

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence, minutes_late


class By(enum.StrEnum):
    """The way by which somebody asked."""

    PHONE = "phone"
    MAIL = "mail"
    PERSON = "person"
    POST = "post"
    OTHER = "other"


@kind("enquiry.noted")
class EnquiryNoted(Body, frozen=True):
    """Somebody outside asked: `who`, for which `outlet`, how to `reach` them, and until when they wait.

    `name` and `person` are whoever answers them, if that was said at once.
    """

    number: int
    text: str
    who: str
    outlet: str = ""
    reach: str = ""
    came_by: By = By.PHONE
    due_us: MomentUs | None = None
    name: str = ""
    person: PersonId | None = None

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        values = {"number": str(self.number), "who": self.who, "outlet": self.outlet}
        if not self.who:
            return Sentence("Enquiry {number}", values)
        return Sentence(
            "Enquiry {number} from {who}, {outlet}" if self.outlet else "Enquiry {number} from {who}", values
        )

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        return (
            *([Sentence("{name} answers", {"name": self.name})] if self.name else []),
            *([Sentence("waits until {moment}", {"moment": iso(self.due_us)})] if self.due_us is not None else []),
            *([Sentence("reach: {reach}", {"reach": self.reach})] if self.reach else []),
        )

    def remains(self) -> Body:
        return EnquiryNoted(self.number, "", "", came_by=self.came_by, due_us=self.due_us, person=self.person)


@kind("enquiry.taken")
class EnquiryTaken(Body, frozen=True):
    """Somebody answers it from now on."""

    enquiry: EntryId
    number: int
    name: str
    person: PersonId | None = None
    over: Over = ()

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        return Sentence("{name} answers enquiry {number}", {"name": self.name, "number": str(self.number)})

    def remains(self) -> Body:
        return EnquiryTaken(self.enquiry, self.number, "", self.person, self.over)


@kind("enquiry.put_off")
class EnquiryPutOff(Body, frozen=True):
    """Whoever asked waits until another moment; None if they no longer say until when."""

    enquiry: EntryId
    number: int
    due_us: MomentUs | None = None
    over: Over = ()

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        number = str(self.number)
        if self.due_us is None:
            return Sentence("Enquiry {number} waits until no certain time", {"number": number})
        return Sentence("Enquiry {number} waits until {moment}", {"number": number, "moment": iso(self.due_us)})

    def remains(self) -> Body:
        return self


@kind("enquiry.answered")
class EnquiryAnswered(Body, frozen=True):
    """What was said to whoever asked, word for word. `line` is the prepared answer it was, empty for one's own words.

    `facts` are those it rests on; `speaker` gave it, if not whoever writes. `late_us` is how long after the time they
    waited until.
    """

    enquiry: EntryId
    number: int
    text: str
    line: str = ""
    facts: tuple[EntryId, ...] = ()
    speaker: str = ""
    late_us: int = 0
    over: Over = ()

    sort = LineSort.MESSAGE

    def sentence(self) -> Sentence:
        said = "Answer to enquiry {number}, as prepared" if self.line else "Answer to enquiry {number}, in own words"
        return Sentence(said, {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def adds(self) -> tuple[Sentence, ...]:
        return minutes_late(self.late_us)

    def remains(self) -> Body:
        return EnquiryAnswered(self.enquiry, self.number, "", self.line, self.facts, "", self.late_us, self.over)


@kind("enquiry.closed")
class EnquiryClosed(Body, frozen=True):
    """It is over without an answer: why."""

    enquiry: EntryId
    number: int
    text: str

    sort = LineSort.QUESTION

    def sentence(self) -> Sentence:
        return Sentence("Enquiry {number} closed without an answer", {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return EnquiryClosed(self.enquiry, self.number, "")


@kind("enquiry.line_approved")
class LineApproved(Body, frozen=True):
    """A prepared answer may be given in exactly these words, by whoever held that role; `asked` is what it answers."""

    line: str
    asked: str
    text: str
    role: str
    facts: tuple[EntryId, ...] = ()

    sort = LineSort.APPROVAL

    def sentence(self) -> Sentence:
        return Sentence("May be answered to “{asked}”", {"asked": self.asked})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return LineApproved(self.line, "", "", self.role, self.facts)
