"""A line of the timeline as the eyes get it: built when somebody looks, and not before."""

from datetime import UTC, tzinfo

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.file_words import file_words, size_words
from incident_desk.desktop.models.line_looks import LOOKS
from incident_desk.desktop.models.shown_lines import DayEnd
from incident_desk.desktop.moments import clock, clock_minutes, date_words, day, whole
from incident_desk.desktop.parts.timeline_row import TimelineRow
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.pending import Pending, TruthMark
from incident_desk.desktop.words import said
from incident_desk.domain.board import Board
from incident_desk.domain.kinds import Body
from incident_desk.domain.lines import BETWEEN, Correction, Line
from incident_desk.domain.moments import MINUTE_US, read_iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import AttachmentAdded, Note

SHOWN_LETTERS = 600
"""More than the widest row has room for. A line may hold 44 KiB, and eliding those takes its time."""
TIP_LETTERS = 1500
NAME_LETTERS = 60

GLYPHS = {
    TruthMark.WRITING: TruthGlyph.WRITING,
    TruthMark.SAVED_HERE: TruthGlyph.SAVED_HERE,
    TruthMark.SHARED: TruthGlyph.SHARED,
    TruthMark.WAITING: TruthGlyph.WAITING,
    TruthMark.NOT_SAVED: TruthGlyph.NOT_SAVED,
}


def line_words(line: Line, zone: tzinfo = UTC, between: str = BETWEEN) -> str:
    """What the line says, in the window's language where the desk said it, its moments in this zone.

    Args:
        between: what stands before each part that the desk adds behind the words.
    """
    before = _told(line.sentence, zone) if line.sentence is not None else ""
    words = ": ".join(part for part in (before, line.text) if part)
    return between.join((words, *(_told(sentence, zone) for sentence in line.added)))


def body_words(body: Body, zone: tzinfo) -> str:
    """What an entry says that stands in no timeline here."""
    sentence = body.sentence()
    before = _told(sentence, zone) if sentence is not None else ""
    return ": ".join(filter(None, (before, " ".join(body.words().split()))))


def _told(sentence: Sentence, zone: tzinfo) -> str:
    """In a sentence of the desk moments stand as files have them; who looks at the window reads them in its zone."""
    moments = {name: whole(us, zone) for name, value in sentence.values.items() if (us := read_iso(value)) is not None}
    return said(msgspec.structs.replace(sentence, values=sentence.values | moments) if moments else sentence)


class LineRows:
    """Makes the rows. Names and zone are the bridge's, so rows made before one of them changed are to be made again."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def of_line(self, line: Line, board: Board, mark: TruthMark, *, day_is_told: bool = True) -> TimelineRow:
        """A line that is on the record.

        Args:
            day_is_told: whether something near the row says which day it is; else its words begin with the date.
        """
        zone = self._bridge.zone
        look = LOOKS[line.sort]
        time = f"~{clock_minutes(line.occurred_us, zone)}" if line.is_approximate else clock(line.occurred_us, zone)
        files = self._bridge.sharing
        far = file_words(files.files, line.digest or "", is_connected=files.is_connected)
        words = _one_line(self._words(line, board))
        if far:  # a long name must not push out of sight where the file is
            words = f"{words if len(words) <= NAME_LETTERS else words[: NAME_LETTERS - 1] + '…'} · {far}"
        return TimelineRow(
            time_text=time,
            kind_icon=look.symbol,
            kind_label=look.label,
            kind_tone=look.tone,
            text=words if day_is_told else f"{date_words(line.occurred_us, self._bridge.now_us(), zone)} · {words}",
            who=_one_line(line.speaker or self._author(line)),
            weight=500 if line.is_significant and not line.is_erased else 400,
            is_struck=line.is_retracted,
            is_corrected=bool(line.corrections) and not line.is_erased,
            is_pinned=line.is_pinned,
            mark=GLYPHS[mark],
            time_tip=self.when(line),
            text_tip="\n".join([self._words(line, board)[:TIP_LETTERS], *self.history(line, board)]),
            who_tip=self.who(line),
            also=self._also(line),
        )

    def of_pending(self, line: Pending) -> TimelineRow:
        """A line that is not on the disk: the words are safe here as long as the window is open."""
        is_refused = line.mark is TruthMark.NOT_SAVED
        word = _tr("Not saved") if is_refused else _tr("Writing")
        told = f"{GLYPHS[line.mark].words}\n{line.why}" if line.why else GLYPHS[line.mark].words
        return TimelineRow(
            time_text=clock(line.typed_us, self._bridge.zone),
            kind_icon="octagon-alert" if is_refused else LOOKS[_typed_sort(line)].symbol,
            kind_label=word,
            kind_tone="bad" if is_refused else "text3",
            text=_one_line(line.words),
            who=self._bridge.name(self._bridge.me),
            weight=500 if is_refused else 400,
            mark=GLYPHS[line.mark],
            text_tip=f"{line.words[:TIP_LETTERS]}\n{line.why}".strip(),
            mark_tip=told,
            also=line.why,
        )

    def of_day(self, end: DayEnd) -> TimelineRow:
        """The row between two days."""
        return TimelineRow("", "", "", "text3", day(end.start_us, self._bridge.zone), is_day=True)

    def _words(self, line: Line, board: Board) -> str:
        words = line_words(line, self._bridge.zone)
        if line.retraction is not None and line.retraction.moved is not None:
            words = _tr("moved to {number}: {words}").format(number=line.retraction.moved.label, words=words)
        erasure = board.erasures.of.get(line.entry) if line.is_erased else None
        return f"{words}: {erasure.reason}" if erasure and erasure.reason else words

    # what a row has no room for ---------------------------------------------------------------------------------------

    def when(self, line: Line) -> str:
        """The moment with its date and zone, and when it was written down if that was later."""
        told = whole(line.occurred_us, self._bridge.zone)
        if line.is_approximate:
            told = _tr("About {moment}").format(moment=told)
        if abs(line.recorded_us - line.occurred_us) < MINUTE_US:
            return told
        return f"{told}\n{_tr('Written down {moment}').format(moment=whole(line.recorded_us, self._bridge.zone))}"

    def who(self, line: Line) -> str:
        """Whoever said it, and whoever wrote it down."""
        author = self._bridge.name(line.author)
        if line.adopter is not None:
            adopter = self._bridge.name(line.adopter)
            author = _tr("{author}, adopted by {adopter}").format(author=author, adopter=adopter)
        if not line.speaker:
            return author
        return _tr("{speaker}, written down by {author}").format(speaker=line.speaker, author=author)

    def _author(self, line: Line) -> str:
        """In the row: whoever wrote it, and who answers for it where that is somebody else."""
        name = self._bridge.name
        if line.adopter is None:
            return name(line.author)
        return _tr("{author} via {adopter}").format(author=name(line.author), adopter=name(line.adopter))

    def history(self, line: Line, board: Board) -> list[str]:
        """What became of the line: corrections, a retraction, an erasure."""
        told: list[str] = []
        if isinstance(line.body, AttachmentAdded) and not line.is_erased:
            told.append(size_words(line.body.size_bytes))
        if line.moved is not None:
            moment, name = whole(line.recorded_us, self._bridge.zone), self._bridge.name(line.author)
            here = _tr("Moved here from {number} by {name}, {moment}")
            told.append(here.format(number=line.moved.label, name=name, moment=moment))
        told += [_tr("Goes on in {number}, split off").format(number=gone.label) for gone in line.gone]
        if line.is_erased:
            told.append(self._erased(line, board))
        afterwards_us = [*(each.occurred_us_was for each in line.corrections), line.occurred_us][1:]
        told += [self._corrected(each, us) for each, us in zip(line.corrections, afterwards_us, strict=True)]
        if line.retraction is not None:
            moved = line.retraction.moved
            how = _tr("Moved to {number} by {name}, {moment}") if moved else _tr("Taken back by {name}, {moment}")
            taken = how.format(
                name=self._bridge.name(line.retraction.by),
                moment=whole(line.retraction.recorded_us, self._bridge.zone),
                number=moved.label if moved else "",
            )
            told.append(_with_reason(taken, line.retraction.reason))
        if line.is_refused:
            told.append(_tr("The shared record refused it: its author had no right to write it"))
        return list(filter(None, told))

    def _erased(self, line: Line, board: Board) -> str:
        erasure = board.erasures.of.get(line.entry)
        if erasure is None or erasure.erased_us is None:
            return ""
        names = ", ".join(map(self._bridge.name, erasure.asked_by))
        moment = whole(erasure.erased_us, self._bridge.zone)
        return _tr("Erased by {names}, {moment}").format(names=names, moment=moment)

    def _corrected(self, correction: Correction, after_us: int) -> str:
        """Who changed it, and what it said before; and when it was, if that was changed."""
        told = _tr("Corrected by {name}, {moment}; it said “{text}”").format(
            name=self._bridge.name(correction.by),
            moment=whole(correction.recorded_us, self._bridge.zone),
            text=_one_line(correction.text_was)[:TIP_LETTERS],
        )
        if correction.occurred_us_was != after_us:
            then = whole(correction.occurred_us_was, self._bridge.zone)
            told = _tr("{told}, of {then}").format(told=told, then=then)
        return _with_reason(told, correction.reason)

    def _also(self, line: Line) -> str:
        said = {
            _tr("pinned"): line.is_pinned,
            _tr("corrected"): bool(line.corrections),
            _tr("taken back"): line.is_retracted,
            _tr("split off"): bool(line.gone),
        }
        return ", ".join(word for word, holds in said.items() if holds)


def _with_reason(told: str, reason: str) -> str:
    return f"{told}: {reason}" if reason else told


def _one_line(text: str) -> str:
    """The words on one line, as many as a row can show."""
    words = " ".join(text[: 2 * SHOWN_LETTERS].split())
    return words if len(words) <= SHOWN_LETTERS else words[: SHOWN_LETTERS - 1] + "…"


def _typed_sort(line: Pending) -> LineSort:
    first = line.commands[0] if line.commands else None
    return LineSort(first.note_sort.value) if isinstance(first, Note) else LineSort.NOTE


def _tr(text: str) -> str:
    return QCoreApplication.translate("LineRows", text)
