"""The report after an incident: begun from the record, edited together, signed or dissented from.

Its text is a draft that several people write at once (domain/drafts.py), which begins with what was drafted. Who signs
or dissents does so to exact words: once these change, what was said holds for what they were.
"""

import hashlib
from typing import Final

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.drafts import Drafts
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.people import People
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES, checked_text

PREFIX: Final = "review-report/"
TITLE_LETTERS: Final = 120


@kind("review.begun")
class ReviewReportBegun(Body, frozen=True):
    """A report was begun with this text, by a template of the plan."""

    template: str
    title: str
    text: str

    sort = LineSort.NOTE

    def sentence(self) -> Sentence:
        return Sentence("Report begun: {title}", {"title": self.title})

    def remains(self) -> Body:
        return ReviewReportBegun(self.template, "", "")


@kind("review.answered")
class ReviewReportAnswered(Body, frozen=True):
    """Somebody signed the report, or dissented from it. `digest` is of the words that they had before them."""

    report: EntryId
    digest: str
    is_agreeing: bool
    text: str = ""
    over: Over = ()

    sort = LineSort.APPROVAL

    def sentence(self) -> Sentence:
        return Sentence("Signed the report" if self.is_agreeing else "Dissents from the report")

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return ReviewReportAnswered(self.report, self.digest, self.is_agreeing, "", self.over)


class ReviewReport(msgspec.Struct):
    """One report, as it was begun."""

    id: EntryId
    by: PersonId
    begun_us: int
    template: str
    title: str
    beginning: str

    @property
    def draft(self) -> str:
        """What its draft is called."""
        return f"{PREFIX}{self.id}"


class Answer(msgspec.Struct, frozen=True, gc=False):
    """Who signed or dissented, to which words, and when. Why is the words of the line of `entry`."""

    entry: EntryId
    person: PersonId
    at_us: int
    digest: str
    is_agreeing: bool


class ReviewReports(msgspec.Struct):
    """The reports of an incident in the order of the record, and what was answered to each, by person."""

    of: dict[EntryId, ReviewReport] = msgspec.field(default_factory=dict[EntryId, ReviewReport])
    answers: dict[tuple[EntryId, PersonId], Field[Answer]] = msgspec.field(
        default_factory=dict[tuple[EntryId, PersonId], Field[Answer]]
    )

    @property
    def last(self) -> ReviewReport | None:
        """The one that was begun last."""
        return next(reversed(self.of.values()), None)

    def find(self, report: str) -> ReviewReport:
        """By id; without one the last. Raises: NotFound."""
        found = self.of.get(EntryId(report)) if report else self.last
        if found is None:
            raise NotFound("This incident has no such report." if report else "No report was begun of this incident.")
        return found

    def answered(self, report: EntryId) -> list[Answer]:
        """What everybody said last of a report, in the order in which they first spoke."""
        said = (field.value for (of, _), field in self.answers.items() if of == report)
        return [each for each in said if each is not None]


@applies("review_reports", ReviewReportBegun)
def begun(reports: ReviewReports, entry: Entry, body: ReviewReportBegun) -> None:
    reports.of[entry.id] = ReviewReport(entry.id, entry.author, entry.occurred_us, body.template, body.title, body.text)


@applies("review_reports", ReviewReportAnswered)
def answered(reports: ReviewReports, entry: Entry, body: ReviewReportAnswered) -> None:
    said = Answer(entry.id, entry.author, entry.occurred_us, body.digest, body.is_agreeing)
    field = reports.answers.setdefault((body.report, entry.author), Field())
    field.set(said, entry, body.over)


def text_of(report: ReviewReport, drafts: Drafts) -> str:
    """What a report says now."""
    changes = drafts.of.get(report.draft)
    if changes is None:
        return report.beginning
    from incident_desk.domain.draft_text import DraftText  # pycrdt is loaded where somebody wrote in a draft

    return DraftText(report.beginning, changes.of.values()).text


def digest_of(text: str) -> str:
    """By what it is known to which words somebody answered."""
    return hashlib.sha256(text.encode()).hexdigest()


# commands ------------------------------------------------------------------------------------------------------------


class BeginReport(Fields, frozen=True):
    """`template` is its key in the plan, `text` what was drafted from the record."""

    text: str
    title: str = "Review report"
    template: str = "review"


class SignReport(Fields, frozen=True):
    """`report` is the one that was begun last unless it is named; with `digest`, only if these are still its words."""

    text: str = ""
    report: str = ""
    digest: str = ""


class DissentReport(Fields, frozen=True):
    """`text` is why, and stays beside the report word for word."""

    text: str
    report: str = ""
    digest: str = ""


@command("review.begin", help="Begin the report after an incident, with a text drafted from the record")
def begin(fields: BeginReport) -> list[Draft]:
    title = " ".join(fields.title.split())
    if not title or len(title) > TITLE_LETTERS:
        raise RuleError(f"The title of a report has between 1 and {TITLE_LETTERS} characters.")
    if len(fields.text.encode()) > TEXT_LIMIT_BYTES:
        raise RuleError(f"A report begins with at most {TEXT_LIMIT_BYTES // 1024} KiB; the rest is written in it.")
    return [Draft(ReviewReportBegun(fields.template.strip(), title, fields.text))]


@command("review.sign", help="Sign the report after an incident, as it stands", slash=("sign-report",))
def sign(
    *, reports: ReviewReports, drafts: Drafts, people: People, context: Context, fields: SignReport
) -> list[Draft]:
    report, digest = _read(reports, drafts, fields.report, fields.digest)
    field = reports.answers.get((report.id, context.by))
    before = field.value if field is not None else None
    if before is not None and before.is_agreeing and before.digest == digest:
        raise RuleError(f"{people.name(context.by)} signed these words already.")
    text = checked_text(fields.text) if fields.text.strip() else ""
    return [
        Draft(ReviewReportAnswered(report.id, digest, is_agreeing=True, text=text, over=field.over if field else ()))
    ]


@command("review.dissent", help="Dissent from the report after an incident, and why", slash=("dissent-report",))
def dissent(reports: ReviewReports, drafts: Drafts, context: Context, fields: DissentReport) -> list[Draft]:
    report, digest = _read(reports, drafts, fields.report, fields.digest)
    field = reports.answers.get((report.id, context.by))
    over = field.over if field else ()
    return [Draft(ReviewReportAnswered(report.id, digest, False, checked_text(fields.text), over))]


def _read(reports: ReviewReports, drafts: Drafts, report: str, digest: str) -> tuple[ReviewReport, str]:
    """The report, and by what its words are known. Raises: RuleError if they are not those that were read."""
    found = reports.find(report)
    now = digest_of(text_of(found, drafts))
    if digest and digest != now:
        raise RuleError("The report was changed since you read it; read it again, then sign or dissent.")
    return found, now
