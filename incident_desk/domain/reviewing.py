"""The record of one incident as whoever reviews it sees it: what is worth going to, where it stood, when it was felt.

Each line has two moments: when it happened, and when it became known here. What lay between them is what hindsight
hides, so both are kept.
"""

import enum
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.course_entries import CourseEnded
from incident_desk.domain.handover_entries import HandoverAccepted
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.lines import Line
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promises import standings
from incident_desk.domain.role_entries import RoleHandedOver
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State

SAME_US: Final = MINUTE_US
"""What was written down within the minute was known as it happened."""


class MomentSort(enum.StrEnum):
    """What a moment worth going to is."""

    DECISION = "decision"
    STATE = "state"
    SEVERITY = "severity"
    HANDOVER = "handover"
    COURSE_ENDED = "course ended"
    MISSED = "missed promise"
    MESSAGE = "message"
    ALERT = "alert"
    EVIDENCE = "evidence"


TURNING: Final = frozenset({MomentSort.STATE, MomentSort.SEVERITY, MomentSort.HANDOVER, MomentSort.COURSE_ENDED})
"""The moments at which the incident took another turn."""

_BY_KIND: Final = {
    kind_named(CourseEnded): MomentSort.COURSE_ENDED,
    kind_named(HandoverAccepted): MomentSort.HANDOVER,
    kind_named(RoleHandedOver): MomentSort.HANDOVER,
}
_BY_SORT: Final = {
    LineSort.DECISION: MomentSort.DECISION,
    LineSort.STATE: MomentSort.STATE,
    LineSort.SEVERITY: MomentSort.SEVERITY,
    LineSort.MESSAGE: MomentSort.MESSAGE,
    LineSort.DETECTION: MomentSort.ALERT,
    LineSort.EVIDENCE: MomentSort.EVIDENCE,
    LineSort.FINDING: MomentSort.EVIDENCE,
}
KNOWLEDGE: Final = frozenset(
    {LineSort.DETECTION, LineSort.EVIDENCE, LineSort.FINDING, LineSort.FACT, LineSort.HYPOTHESIS, LineSort.IMPACT}
)
"""The sorts of lines that say what is so; the others say what was done."""


class Moment(msgspec.Struct, frozen=True):
    """A moment worth going to. One without a line is a promise that was not kept, to the audience of that title."""

    sort: MomentSort
    occurred_us: int
    learned_us: int
    line: Line | None = None
    audience: str = ""
    late_us: int = 0

    @property
    def gap_us(self) -> int:
        """How long after it happened it became known here; 0 within the minute."""
        gap_us = self.learned_us - self.occurred_us
        return gap_us if gap_us >= SAME_US else 0

    def at(self, known: bool) -> int:
        """When it was, or with `known` when it became known here."""
        return self.learned_us if known else self.occurred_us


class Band(msgspec.Struct, frozen=True):
    """Where the incident stood, from when to when."""

    state: State
    from_us: int
    to_us: int


class Learned(msgspec.Struct, frozen=True):
    """Something that was so from then on, and since when it is known here."""

    line: Line
    occurred_us: int
    learned_us: int

    @property
    def gap_us(self) -> int:
        """See Moment.gap_us."""
        gap_us = self.learned_us - self.occurred_us
        return gap_us if gap_us >= SAME_US else 0


class Reviewed(msgspec.Struct, frozen=True):
    """The whole of a record. What is by `known` is once as it was and once as it was known.

    `harm_us` is from when to when it was felt outside; its end is None where it is felt still.
    """

    number: str
    title: str
    severity: Severity | None
    from_us: int
    to_us: int
    known_from_us: int
    known_to_us: int
    harm_us: tuple[int, int | None] | None
    moments: tuple[Moment, ...]
    bands: tuple[Band, ...]
    known_bands: tuple[Band, ...]
    decisions: tuple[Moment, ...]
    learned: tuple[Learned, ...]
    """By when it became known."""
    late: tuple[Learned, ...]
    """Those of it that became known more than a minute after they were so."""
    lines: tuple[Line, ...]
    """Those that matter to whoever reads the incident later."""
    is_imported: bool = False
    """Whether it was written down long afterwards: then nobody knows what was known when."""

    def span(self, known: bool) -> tuple[int, int]:
        """From the first moment to the last."""
        return (self.known_from_us, self.known_to_us) if known else (self.from_us, self.to_us)


def learned_us(line: Line) -> int:
    """Since when a line is known here: what comes from an import was known to others as it happened."""
    return line.occurred_us if getattr(line.body, "origin", "") else max(line.recorded_us, line.occurred_us)


def reviewed(board: Board, plan: Plan) -> Reviewed:
    """A record by all that is known of it now."""
    lines = [line for line in board.timeline.lines if not line.is_retracted]
    moments = sorted((*_of_lines(lines), *_missed(board, plan)), key=attrgetter("occurred_us"))
    learned = tuple(sorted(_learned(lines), key=_learned_at))
    headline, harm = board.headline, _harm(board)
    began = [us for us in (headline.since_us, harm[0] if harm else None) if us is not None]
    ended = [us for us in (headline.ended_us, harm[1] if harm else None) if us is not None]
    occurred = [line.occurred_us for line in lines]
    known = [learned_us(line) for line in lines]
    from_us, to_us = min([*began, *occurred], default=0), max([*began, *ended, *occurred], default=0)
    to_us = max(to_us, from_us + MINUTE_US)  # so that there is something to scrub through
    known_from_us = min(known, default=from_us)
    known_to_us = max([known_from_us + MINUTE_US, *known])
    return Reviewed(
        headline.label,
        headline.title.value or "",
        headline.severity.value,
        from_us,
        to_us,
        known_from_us,
        known_to_us,
        harm,
        tuple(moments),
        _bands(_stood(board), to_us),
        _bands(_told(board), known_to_us),
        tuple(moment for moment in moments if moment.sort is MomentSort.DECISION),
        learned,
        tuple(each for each in learned if each.gap_us),
        tuple(line for line in lines if line.is_significant),
        bool(headline.origin),
    )


def _of_lines(lines: Iterable[Line]) -> Iterator[Moment]:
    for line in lines:
        sort = _BY_KIND.get(line.kind) or _BY_SORT.get(line.sort)
        if sort is not None:
            yield Moment(sort, line.occurred_us, learned_us(line), line)


def _learned(lines: Iterable[Line]) -> Iterator[Learned]:
    """What is so in somebody's own words."""
    for line in lines:
        if line.sort in KNOWLEDGE and line.text:
            yield Learned(line, line.occurred_us, learned_us(line))


def _missed(board: Board, plan: Plan) -> Iterator[Moment]:
    """The promises to those outside that were not kept, at the moment when they were due."""
    for standing in standings(board, plan):
        for each in standing.rounds:
            if not each.is_kept:
                yield Moment(MomentSort.MISSED, each.due_us, each.due_us, None, standing.title, each.late_us)


def _harm(board: Board) -> tuple[int, int | None] | None:
    started_us = board.impact.started_us.value
    return None if started_us is None else (started_us, board.impact.ended_us.value)


def _stood(board: Board) -> Iterator[tuple[int, State]]:
    """Where it came to stand, by when that was."""
    detected_us = board.headline.entered_us.get(State.DETECTED)
    if detected_us is not None:
        yield detected_us, State.DETECTED
    for setting in board.headline.states.history:
        yield setting.occurred_us, setting.value


def _told(board: Board) -> Iterator[tuple[int, State]]:
    """Where it came to stand, by when that was said."""
    for setting in board.headline.states.history:
        line = board.timeline.at.get(setting.entry)
        yield (setting.occurred_us if line is None else learned_us(line)), setting.value


def _bands(points: Iterable[tuple[int, State]], to_us: int) -> tuple[Band, ...]:
    found: list[Band] = []
    for at_us, state in sorted(points, key=lambda point: point[0]):
        if found and found[-1].state is state:
            continue
        if found:
            found[-1] = msgspec.structs.replace(found[-1], to_us=at_us)
        found.append(Band(state, at_us, max(at_us, to_us)))
    return tuple(band for band in found if band.to_us > band.from_us or band is found[-1])


# at a moment ---------------------------------------------------------------------------------------------------------


class KnownThen(msgspec.Struct, frozen=True):
    """What was so at a moment: what of it was known here then, the last first, and what was not, the next first.

    The counts are of all there were, also where only some are told.
    """

    known: tuple[Learned, ...]
    known_count: int
    not_yet: tuple[Learned, ...]
    not_yet_count: int


def known_then(found: Reviewed, at_us: int, most: int = 12) -> KnownThen:
    """At a moment of the past; at most so many of each."""
    count = bisect_right(found.learned, at_us, key=_learned_at)
    known = found.learned[max(0, count - most) : count][::-1]  # nothing is known before it is so
    late = found.late[bisect_right(found.late, at_us, key=_learned_at) :]
    not_yet = [each for each in late if each.occurred_us <= at_us]
    return KnownThen(known, count, tuple(not_yet[:most]), len(not_yet))


_learned_at = attrgetter("learned_us")


def decision_at(found: Reviewed, at_us: int, known: bool) -> Moment | None:
    """What was decided last by then."""
    made = (moment for moment in found.decisions if moment.at(known) <= at_us)
    return max(made, key=lambda moment: moment.at(known), default=None)


def next_moment(
    found: Reviewed, at_us: int, known: bool, sorts: Iterable[MomentSort] | None = None, *, back: bool = False
) -> Moment | None:
    """The nearest moment of these sorts after another one, or before it; None if there is none that way."""
    wanted = frozenset(sorts if sorts is not None else MomentSort)
    ahead = (m for m in found.moments if m.sort in wanted and (m.at(known) < at_us if back else m.at(known) > at_us))
    pick = max if back else min
    return pick(ahead, key=lambda moment: moment.at(known), default=None)


def entry_of(moment: Moment) -> EntryId | None:
    """The entry that it is told by; None for a promise that was not kept."""
    return moment.line.entry if moment.line is not None else None
