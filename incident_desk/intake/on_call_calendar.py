"""On-call shifts from an iCalendar (RFC 5545): each event is a shift, rules that repeat are followed to the horizon.

The text is parted into its components first, so that each fault has its line and one broken event costs no other.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final, cast

from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import from_us, to_us
from incident_desk.domain.on_call import SHIFTS_MOST, Shift
from incident_desk.intake import on_call_zones
from incident_desk.intake.on_call_found import Between, Block, Fault, Found, cleaned, person, property_in

if TYPE_CHECKING:
    from icalendar import Calendar

Parsed = Any
"""An event as icalendar reads it: it may hold anything that was written, so nothing is known of its types."""
EVENTS_MOST, RULES_MOST = 5000, 200
YEARS_BACK: Final = 20
"""A rule that repeats began at most so long ago: each repetition since then is gone through."""
ALL_S: Final = 5.0
"""Rules that take longer than this, all together, are not followed any further."""
OFTEN: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
PARTS_MOST: Final = 24
"""How many times a day a rule may name."""
LINES_MOST, LETTERS_MOST = 1000, 100_000
"""How large one event may be."""
_LINE: Final = re.compile(r"\r\n|\n|\r")
_TZID: Final = re.compile(r';TZID="?([^":;]+)', re.IGNORECASE)


class Rejected(Exception):
    """An event that is no shift, with why."""


def read(text: str, name: str, zone: tzinfo, between: Between, stopped: Callable[[], bool]) -> Found:
    """The shifts of a calendar. Raises: BadInput if it has no event."""
    from icalendar import Calendar

    blocks, found = list(_blocks(text)), Found()
    events = [block for block in blocks if block.name == "VEVENT"]
    if not events:
        raise BadInput("the calendar has no event", name)
    if len(events) > EVENTS_MOST:
        raise BadInput(f"{len(events)} events; an on-call list has at most {EVENTS_MOST}", name)
    found.title = cleaned(property_in(text, "X-WR-CALNAME"))
    zone = _zone_of(text, zone, found)
    known = on_call_zones.taken(block for block in blocks if block.name == "VTIMEZONE")
    groups: dict[str, list[tuple[Block, Parsed]]] = {}
    for block in events:
        if stopped():
            break
        try:
            event = _event(Calendar, block, known)
        except Rejected as e:
            found.faults.append(Fault(block.line, str(e)))
        else:
            found.floating += not found.says_zone and getattr(event["DTSTART"].dt, "tzinfo", None) is None
            groups.setdefault(str(event.get("UID") or block.line), []).append((block, event))
    _follow(list(groups.values()), zone, between, stopped, found)
    return found


def _blocks(text: str) -> Iterator[Block]:
    """The components right below the calendar; one that is not closed ends with the next or with the file."""
    name, start, lines = "", 0, list[str]()
    for at, line in enumerate(_LINE.split(text), 1):
        upper = line.strip().upper()
        if upper in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            if name:
                yield Block(name, start, lines)
            name, start, lines = upper.partition(":")[2], at, [line]
        elif name:
            lines.append(line)
            if upper == f"END:{name}":
                yield Block(name, start, lines)
                name, lines = "", []
    if name:
        yield Block(name, start, lines)


def _zone_of(text: str, zone: tzinfo, found: Found) -> tzinfo:
    """What times without a zone mean: what the calendar says, else what was given."""
    named = property_in(text, "X-WR-TIMEZONE")
    said = on_call_zones.zone_called(named) if named else None
    if named and said is None:
        found.remarks.append(f"the calendar says it is in “{cleaned(named)}”, which is no zone that is known")
    found.says_zone = said is not None
    return said or zone


def _event(calendar: "type[Calendar]", block: Block, known: Mapping[str, str]) -> Parsed:
    """Raises: Rejected."""
    if block.lines[-1].strip().upper() != "END:VEVENT":
        raise Rejected("the event is not closed: “END:VEVENT” is missing")
    if len(block.lines) > LINES_MOST or len(block.text) > LETTERS_MOST:
        raise Rejected("the event is larger than any shift")
    for named in set(_TZID.findall(block.text)):
        why = known.get(named, "" if on_call_zones.zone_called(named) else "the calendar does not explain it")
        if why:
            raise Rejected(f"the zone “{cleaned(named)}” is unknown: {why}")
    try:
        whole: Parsed = calendar.from_ical(f"BEGIN:VCALENDAR\r\n{block.text}\r\nEND:VCALENDAR\r\n")
        event: Parsed = whole.walk("VEVENT")[0]
        _must_be_whole(event)
        return event
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as e:
        raise Rejected(f"not an event: {cleaned(str(e))}") from e


def _must_be_whole(event: Parsed) -> None:
    """Raises: Rejected for an event that is no shift; others where it holds what nobody expects."""
    if wrong := [name for name, _ in event.errors if name in ("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE")]:
        raise Rejected(f"{', '.join(map(str, wrong))} cannot be read")
    if "DTSTART" not in event:
        raise Rejected("the event has no beginning (DTSTART)")
    if any(isinstance(event.get(name), list) for name in ("DTSTART", "DTEND", "DURATION")):
        raise Rejected("the event begins or ends twice")
    start = event["DTSTART"].dt
    if "DTEND" not in event and "DURATION" not in event and isinstance(start, datetime):
        raise Rejected("the event has no end (DTEND or DURATION)")
    if "DTEND" in event and event["DTEND"].dt <= start:
        raise Rejected("it ends before it begins")
    if not _name(event):
        raise Rejected("nobody is named: SUMMARY and ATTENDEE are empty")
    for rule in _several(event.get("RRULE")):
        _must_be_kept(rule)


def _must_be_kept(rule: Parsed) -> None:
    """Raises: Rejected for a rule by which no shift repeats."""
    often = str((rule.get("FREQ") or [""])[0])
    times = [len(rule.get(part) or [1]) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if often not in OFTEN or times[0] * times[1] * times[2] > PARTS_MOST:
        raise Rejected("it repeats by the minute or the hour: no shift does")
    if any(every < 1 for every in _several(rule.get("INTERVAL"))):
        raise Rejected("it repeats every 0 days: no rule does")


def _name(event: Parsed) -> str:
    """Whoever the shift is of: the one who attends, the first of several, else what the event is called."""
    called = next((str(each.params.get("CN", "")) for each in _several(event.get("ATTENDEE"))), "")
    return person(called) or person(str(event.get("SUMMARY") or ""))


def _several(value: Parsed) -> list[Parsed]:
    """What stands there once, several times or not at all, as a list."""
    if isinstance(value, list):
        return cast("list[Parsed]", value)
    return [] if value is None else [value]


def _follow(
    groups: Sequence[Sequence[tuple[Block, Parsed]]],
    zone: tzinfo,
    between: Between,
    stopped: Callable[[], bool],
    found: Found,
) -> None:
    """Every shift of these events, those that repeat up to the horizon."""
    rules, end_s = 0, time.monotonic() + ALL_S
    for group in groups:
        if stopped() or len(found.shifts) > 2 * SHIFTS_MOST:
            break
        line, repeats = group[0][0].line, any("RRULE" in event or "RDATE" in event for _, event in group)
        rules += repeats
        if repeats and (rules > RULES_MOST or time.monotonic() > end_s):
            found.faults.append(Fault(line, "too many rules that repeat: this one is not followed"))
            continue
        try:
            found.shifts += _shifts([event for _, event in group], zone, between, repeats=repeats)
        except Rejected as e:
            found.faults.append(Fault(line, str(e)))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, ArithmeticError) as e:
            found.faults.append(Fault(line, f"its times cannot be followed: {cleaned(str(e))}"))


def _shifts(events: Sequence[Parsed], zone: tzinfo, between: Between, *, repeats: bool) -> list[Shift]:
    if not repeats:
        made = (_shift(event, event["DTSTART"].dt, event.end, zone) for event in events if not _is_off(event))
    else:
        made = (_shift(each, each.start, each.end, zone) for each in _repeated(events, between) if not _is_off(each))
    return [shift for shift in made if shift.start_us < between[1] and shift.end_us > between[0]]


def _repeated(events: Sequence[Parsed], between: Between) -> list[Parsed]:
    import recurring_ical_events
    from icalendar import Calendar

    first = min(_day(event["DTSTART"].dt) for event in events)
    if first < from_us(between[0]).date() - timedelta(days=365 * YEARS_BACK):
        raise Rejected(f"it repeats since {first.year}; let it begin in the last {YEARS_BACK} years")
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    return list(recurring_ical_events.of(calendar).between(from_us(between[0]), from_us(between[1])))


def _is_off(event: Parsed) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _shift(event: Parsed, start: date, end: date, zone: tzinfo) -> Shift:
    return Shift(_us(start, zone), _us(end, zone), _name(event))


def _us(moment: date, zone: tzinfo) -> int:
    """A day begins at its midnight there; a time without a zone is of that zone."""
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
    return to_us(at if at.tzinfo is not None else at.replace(tzinfo=zone))
