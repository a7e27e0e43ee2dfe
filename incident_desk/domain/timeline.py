"""What happened, line by line: notes, marks, pins and attachments, with the trail of their corrections."""

import bisect
import enum
from collections.abc import Callable
from operator import attrgetter

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import BODY_LIMIT_BYTES, Entry
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.ids import EntryId, PersonId, StreamId, is_digest
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.lines import Correction, Line, Moved, Retraction
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.several_lines import trimmed

__all__ = ["Correction", "Line", "Moved", "Retraction"]

TEXT_LIMIT_BYTES = BODY_LIMIT_BYTES - 4096


class NoteSort(enum.StrEnum):
    """What a person can say a note is."""

    NOTE = "note"
    DETECTION = "detection"
    ACTION = "action"
    DECISION = "decision"
    HYPOTHESIS = "hypothesis"
    FINDING = "finding"
    MESSAGE = "message"
    INTERNAL_MESSAGE = "internal message"


_NOTE_SORTS = {str(sort): LineSort(sort.value) for sort in NoteSort}


@kind("timeline.noted")
class Noted(Body, frozen=True):
    """Something was written down. `speaker` said it, if not the author; `origin` names the line of an import.

    With `moved` it was written in another incident first, and its subject is the entry there.
    """

    text: str
    note_sort: NoteSort = NoteSort.NOTE
    speaker: str = ""
    approximate: bool = False
    origin: str = ""
    moved: Moved | None = None

    sort = LineSort.NOTE

    def line_sort(self) -> LineSort:
        return _NOTE_SORTS[str(self.note_sort)]

    def words(self) -> str:
        return self.text


@kind("attachment.added")
class AttachmentAdded(Body, frozen=True):
    """A file was put on the timeline; its bytes lie in the attachments under `digest`. `moved` is as for notes."""

    digest: str
    name: str
    size_bytes: int
    media_type: str = "application/octet-stream"
    text: str = ""
    speaker: str = ""
    moved: Moved | None = None

    sort = LineSort.ATTACHMENT

    def sentence(self) -> Sentence:
        return Sentence("{name}", {"name": self.name})

    def words(self) -> str:
        return self.text


@kind("timeline.marked")
class Marked(Body, frozen=True):
    """A line was marked as significant, or no longer."""

    target: EntryId
    is_significant: bool


@kind("timeline.pinned")
class Pinned(Body, frozen=True):
    """A line was pinned to the top of the board, or taken down."""

    target: EntryId
    is_pinned: bool


class Timeline(msgspec.Struct):
    """The lines by the time they happened, oldest first; lines of one moment in the order of the record.

    What a sealed investigation says is found in `at` alone, so that whatever shows or tells `lines` cannot tell it.
    """

    lines: list[Line] = msgspec.field(default_factory=list[Line])
    at: dict[EntryId, Line] = msgspec.field(default_factory=dict[EntryId, Line])

    def arrange(self, is_sealed: Callable[[StreamId], bool] | None = None) -> None:
        """Put all lines in their places, but for those of sealed streams."""
        lines = list(self.at.values())
        if is_sealed is not None:
            lines = [line for line in lines if not is_sealed(line.source.stream)]
        self.lines = sorted(lines, key=_occurred)

    def place(self, newest: EntryId) -> None:
        """Put the newest line in its place, if the entry made one."""
        line = self.at.get(newest)
        if line is None:
            return
        if not self.lines or self.lines[-1].occurred_us <= line.occurred_us:
            self.lines.append(line)
        else:
            bisect.insort_right(self.lines, line, key=_occurred)

    def line(self, target: EntryId) -> Line:
        """Raises: NotFound if the incident has no such line."""
        if line := self.at.get(target):
            return line
        raise NotFound(f"This incident has no entry {target}.")

    def text_of(self, entry: EntryId) -> str:
        """What its line says; empty if it has none, or the words were erased."""
        line = self.at.get(entry)
        return line.text if line else ""

    def last_of(self, person: PersonId) -> Line | None:
        """The newest line this person wrote that still stands: what undo takes back."""
        newest = reversed(self.at.values())  # they are in the order of the record, whatever the clock said
        return next((x for x in newest if x.author == person and not x.is_retracted and not x.is_erased), None)

    def comes_after(self, one: EntryId, other: EntryId) -> bool:
        """Whether the line of one entry stands after that of another in the record."""
        return next((x for x in reversed(self.at) if x in (one, other)), other) == one


_occurred = attrgetter("occurred_us")


@applies("timeline", Marked)
def marked(timeline: Timeline, entry: Entry, body: Marked) -> None:
    if line := timeline.at.get(body.target):
        line.marked = body.is_significant


@applies("timeline", Pinned)
def pinned(timeline: Timeline, entry: Entry, body: Pinned) -> None:
    if line := timeline.at.get(body.target):
        line.is_pinned = body.is_pinned


# commands ------------------------------------------------------------------------------------------------------------


class Note(Fields, frozen=True):
    text: str
    note_sort: NoteSort = NoteSort.NOTE
    occurred_us: MomentUs | None = None
    speaker: str = ""
    approximate: bool = False
    origin: str = ""


class Attach(Fields, frozen=True):
    """The file's bytes must lie in the attachments already; the desk puts them there."""

    digest: str
    name: str
    size_bytes: int
    media_type: str = "application/octet-stream"
    text: str = ""
    occurred_us: MomentUs | None = None


class Mark(Fields, frozen=True):
    entry: EntryId
    is_significant: bool = True


class Pin(Fields, frozen=True):
    entry: EntryId
    is_pinned: bool = True


@command(
    "timeline.note",
    help="Write a line on the timeline",
    in_log=True,
    slash=("note",),
    presets={
        "action": {"note_sort": "action"},
        "decision": {"note_sort": "decision"},
        "finding": {"note_sort": "finding"},
        "message-noted": {"note_sort": "message"},
    },
)
def note(fields: Note) -> list[Draft]:
    body = Noted(
        checked_text(fields.text),
        note_sort=fields.note_sort,
        speaker=fields.speaker.strip(),
        approximate=fields.approximate,
        origin=fields.origin,
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("timeline.attach", in_log=True, help="Put a file on the timeline")
def attach(fields: Attach) -> list[Draft]:
    body = msgspec.structs.replace(attachment(fields), text=fields.text)
    return [Draft(body, occurred_us=fields.occurred_us)]


def attachment(fields: Attach) -> AttachmentAdded:
    """The file, without the words about it. Raises: BadInput if it cannot be one that the desk keeps."""
    if not is_digest(fields.digest) or fields.size_bytes < 0:
        raise BadInput("a file is named by its SHA-256 in small letters, and has a size", "digest")
    return AttachmentAdded(fields.digest, fields.name[:255], fields.size_bytes, fields.media_type)


@command("timeline.mark", in_log=True, help="Mark a line as significant, or no longer", slash=("mark",))
def mark(timeline: Timeline, fields: Mark) -> list[Draft]:
    if timeline.line(fields.entry).is_significant == fields.is_significant:
        raise RuleError("The line is marked so already.")
    return [Draft(Marked(fields.entry, fields.is_significant))]


@command("timeline.pin", in_log=True, help="Pin a line to the top of the board, or take it down", slash=("pin",))
def pin(timeline: Timeline, fields: Pin) -> list[Draft]:
    if timeline.line(fields.entry).is_pinned == fields.is_pinned:
        raise RuleError("The line is pinned so already.")
    return [Draft(Pinned(fields.entry, fields.is_pinned))]


def checked_text(text: str) -> str:
    """The words as they are, without blank ends. Raises: RuleError if nothing is left or they are too long."""
    words = trimmed(text)
    if not words:
        raise RuleError("There is nothing to write down.")
    if len(words.encode()) > TEXT_LIMIT_BYTES:
        raise RuleError(f"A line holds at most {TEXT_LIMIT_BYTES // 1024} KiB; attach a longer text as a file.")
    return words
