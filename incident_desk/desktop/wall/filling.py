"""What the wall says of an incident, read from its board; and what it says while nothing is open."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.course_words import SYMBOLS, stand_word
from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.duties import Answer, Standing
from incident_desk.desktop.models.line_looks import LOOKS
from incident_desk.desktop.models.line_rows import line_words
from incident_desk.desktop.moments import clock_minutes, clock_near, day, span, span_words, zone_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.role_standings import role_standings
from incident_desk.desktop.parts.promise_ring import TONES
from incident_desk.desktop.promise_words import due_line, ring, standings
from incident_desk.desktop.truth_words import SYMBOLS as TRUTHS
from incident_desk.desktop.wall.shown import CalmWall, WallClock, WallPart, WallRow, WallShown
from incident_desk.desktop.words import severity_word, state_word
from incident_desk.domain.agenda import Agenda, DueKind
from incident_desk.domain.board import Board
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line
from incident_desk.domain.message_entries import MessageSent
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.on_call_now import ListNow, lists_now
from incident_desk.domain.sentences import LineSort

LINES_MOST, ROWS_MOST, LETTERS = 5, 12, 200
MATTERS: Final = frozenset(
    {
        LineSort.DETECTION,
        LineSort.DECISION,
        LineSort.OBJECTION,
        LineSort.FINDING,
        LineSort.FACT,
        LineSort.MESSAGE,
        LineSort.STATE,
        LineSort.SEVERITY,
        LineSort.IMPACT,
    }
)
"""Lines of these sorts matter to everybody in the room, as do those that somebody marked or pinned."""
QUIET_TRUTHS: Final = ("ok", "text2")


def incident_wall(bridge: Bridge, observed: ObservedIncident, others: Sequence[Board]) -> WallShown:
    """One incident, large; the others in a row each.

    Args:
        others: what else is open, the worst first.
    """
    headline, plan, now_us = observed.board.headline, observed.plan, bridge.now_us()
    severity = headline.severity.value
    since_us = headline.entered_us.get(headline.state)
    state = state_word(headline.state)
    if since_us is not None:
        state = _tr("{state} since {clock}").format(state=state, clock=clock_near(since_us, now_us, bridge.zone))
    truth, tone = _truth(bridge)
    return WallShown(
        severity=severity,
        severity_words=(severity_word(severity), plan.severities[severity].name if severity else ""),
        number=headline.number,
        title=_title(observed.board),
        state=state,
        truth=truth,
        truth_tone=tone,
        clocks=(_elapsed(bridge, observed.board), _impact(bridge, observed.board), _promise(bridge, observed)),
        roles=_roles(bridge, observed),
        doing=_doing(bridge, observed),
        lines=_lines(bridge, observed.board),
        others=tuple(_other(board, bridge.everywhere.agenda, now_us) for board in others),
    )


def calm_wall(bridge: Bridge, ended: Sequence[Board]) -> CalmWall:
    """Nothing is open.

    Args:
        ended: what was, the last first.
    """
    now_us, zone, organisation = bridge.now_us(), bridge.zone, bridge.organisation
    truth, tone = _truth(bridge)
    lists = lists_now(organisation.plans.current, organisation.on_call, now_us)
    return CalmWall(
        clock=clock_minutes(now_us, zone),
        day=f"{day(now_us, zone)} · {zone_name(zone, now_us)}",
        title=_tr("Nothing is open"),
        truth=truth,
        truth_tone=tone,
        on_call=WallPart(_tr("On call now"), tuple(map(_on_call, lists)), _tr("The plan has no on-call lists yet")),
        last=WallPart(
            _tr("What was last"), tuple(_ended(board, now_us) for board in ended[:LINES_MOST]), _tr("Nothing yet")
        ),
    )


def _truth(bridge: Bridge) -> tuple[str, str]:
    words = bridge.truth.words()
    _, tone = TRUTHS[words.trouble]
    return words.line, "text2" if tone in QUIET_TRUTHS else tone


# clocks ---------------------------------------------------------------------------------------------------------------


def _running(bridge: Bridge, caption: str, since_us: int, ended_us: int | None, tone: str) -> WallClock:
    """Hours and minutes large, seconds small; of what is over they stand still."""
    now_us = bridge.now_us()
    figures = span((now_us if ended_us is None else ended_us) - since_us)
    large, _, small = figures.rpartition(":")
    caption = _tr("{caption} since {clock}").format(caption=caption, clock=clock_near(since_us, now_us, bridge.zone))
    return WallClock(caption, large, f":{small}", tone)


def _elapsed(bridge: Bridge, board: Board) -> WallClock:
    ended_us = board.headline.ended_us
    caption = _tr("Elapsed") if ended_us is None else _tr("Lasted")
    return _running(bridge, caption, board.headline.since_us or bridge.now_us(), ended_us, "text")


def _impact(bridge: Bridge, board: Board) -> WallClock:
    started_us, ended_us = board.impact.started_us.value, board.impact.ended_us.value
    if started_us is None:
        return WallClock(_tr("Customer impact"), "", _tr("not known"))
    return _running(bridge, _tr("Customer impact"), started_us, ended_us, "bad" if ended_us is None else "text")


def _promise(bridge: Bridge, observed: ObservedIncident) -> WallClock:
    """Who must hear next."""
    first = next(iter(standings(observed)), None)
    if first is None or first.due_us is None:
        return WallClock(_tr("Next word to those outside"), "", _tr("nothing is promised"))
    now_us = bridge.now_us()
    shown = ring(first, now_us)
    tone = TONES[shown.near]
    is_late = first.due_us <= now_us
    return WallClock(
        due_line(observed, first, now_us, bridge.zone),
        shown.clock,
        shown.word,
        "text" if tone == "accent" else tone,
        1.0 if is_late else 1.0 - shown.share,
        tone,
    )


# rows -----------------------------------------------------------------------------------------------------------------


def _roles(bridge: Bridge, observed: ObservedIncident) -> WallPart:
    found = sorted(role_standings(bridge, observed), key=lambda role: not _needs_somebody(role))
    return WallPart(_tr("Who holds which role"), tuple(map(_role, found)), _tr("No role is open"))


def _needs_somebody(role: Standing) -> bool:
    return role.answer is Answer.SILENT or (role.answer is Answer.NOBODY and role.is_missed)


def _role(role: Standing) -> WallRow:
    name = role.holder.name if role.holder else _tr("nobody yet")
    if _needs_somebody(role):
        return _loud(_tr("no answer") if role.holder else _tr("nobody"), role.short)
    if role.answer is Answer.HELD:
        return WallRow(name, role.short, symbol="circle-check", symbol_tone="ok")
    if role.answer is Answer.ASKED:
        return WallRow(name, role.short, symbol="clock", symbol_tone="text2")
    return WallRow(name, role.short, tone="text3")


def _doing(bridge: Bridge, observed: ObservedIncident) -> WallPart:
    """What is under way, then what may begin, then what waits for a word."""
    order = (Stand.UNDER_WAY, Stand.APPROVED, Stand.PROPOSED)
    courses = [each for stand in order for each in observed.board.courses.all if each.stand is stand]
    now_us = bridge.now_us()
    courses.sort(key=lambda each: not each.is_late(now_us))
    rows = tuple(_course(bridge, observed, each) for each in courses[:ROWS_MOST])
    return WallPart(_tr("What we are doing"), rows, _tr("No course of action yet"))


def _course(bridge: Bridge, observed: ObservedIncident, course: Course) -> WallRow:
    now_us, due_us = bridge.now_us(), course.due.value
    words = course.what(observed.board.timeline) or _tr("(the words were erased)")
    symbol, tone = SYMBOLS.get(course.stand, ("check" if course.stand is Stand.APPROVED else "circle-dashed", "text2"))
    if course.stand is not Stand.UNDER_WAY:
        return WallRow(words[:LETTERS], end=stand_word(course.stand), symbol=symbol, symbol_tone=tone)
    done = _tr("{done} of {count}").format(done=len(course.marks), count=len(course.steps)) if course.steps else ""
    until = due_words(due_us, now_us) if due_us is not None else stand_word(course.stand)
    end = ", ".join(filter(None, (done, until)))
    if course.is_late(now_us):
        return WallRow(words[:LETTERS], end=end, symbol="clock-alert", symbol_tone="warn", end_tone="warn")
    return WallRow(words[:LETTERS], end=end, symbol="play", symbol_tone="accent")


def _lines(bridge: Bridge, board: Board) -> WallPart:
    found: list[Line] = []
    told: set[EntryId] = set()
    for line in reversed(board.timeline.lines):
        if not _matters(line) or (isinstance(line.body, MessageSent) and line.body.message in told):
            continue  # a message goes out by several ways, and is one thing that matters
        if isinstance(line.body, MessageSent):
            told.add(line.body.message)
        found.append(line)
        if len(found) == LINES_MOST:
            break
    rows = tuple(_line(bridge, line) for line in found)
    return WallPart(_tr("What came last"), rows, _tr("Nothing yet"), is_latest=True)


def _matters(line: Line) -> bool:
    if line.is_retracted or line.is_erased:
        return False
    return line.is_pinned or line.is_significant or line.sort in MATTERS


def _line(bridge: Bridge, line: Line) -> WallRow:
    look = LOOKS[line.sort]
    words = " ".join(line_words(line, bridge.zone)[:LETTERS].split())
    clock = clock_near(line.occurred_us, bridge.now_us(), bridge.zone)
    return WallRow(words, clock, symbol=look.symbol, symbol_tone=look.tone, head_tone="text3")


def _other(board: Board, agenda: Agenda, now_us: int) -> WallRow:
    headline = board.headline
    due = [
        each.due_us
        for each in agenda.due
        if each.of.incident == board.incident and each.kind is DueKind.PROMISE and each.due_us is not None
    ]
    end = _tr("word {due}").format(due=due_words(min(due), now_us)) if due else state_word(headline.state)
    tone = "warn" if due and min(due) <= now_us else "text2"
    return WallRow(_title(board), headline.number, end, severity=headline.severity.value, end_tone=tone)


def _on_call(each: ListNow) -> WallRow:
    return WallRow(", ".join(each.names), each.title) if each.names else _loud(_tr("nobody"), each.title)


def _ended(board: Board, now_us: int) -> WallRow:
    headline = board.headline
    ended_us = headline.ended_us
    ago = "" if ended_us is None else _tr("{span} ago").format(span=span_words(max(now_us - ended_us, MINUTE_US)))
    end = " ".join(filter(None, (state_word(headline.state), ago)))
    return WallRow(_title(board), headline.number, end, severity=headline.severity.value)


def _title(board: Board) -> str:
    return board.headline.title.value or _tr("(the title was erased)")


def _loud(words: str, head: str) -> WallRow:
    """Amber is for what needs a person now."""
    return WallRow(words, head, symbol="clock-alert", symbol_tone="warn", tone="warn", head_tone="warn")


def the_worst_first(boards: Iterable[Board]) -> list[Board]:
    """Open incidents that anybody in the room may know of: the worst first, then what began first."""
    shown = [board for board in boards if board.headline.is_open and not board.headline.is_restricted]
    return sorted(
        shown, key=lambda board: (board.headline.severity.value or "SEV9", board.headline.since_us or 0, board.incident)
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wall", text)
