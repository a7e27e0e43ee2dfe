"""Planned work from an iCalendar: each event is a change to come. What cannot be understood is told with its line."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.alert_entries import LINK_LETTERS, VALUE_LETTERS, WORDS_LETTERS
from incident_desk.domain.alerts import NoteChange
from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.place_list import opened_address
from incident_desk.intake import on_call_zones, raw_file
from incident_desk.intake.on_call_calendar import (
    EVENTS_MOST,
    Parsed,
    Rejected,
    blocks_in,
    event_in,
    is_off,
    moment_us,
    repeated,
    zone_of,
)
from incident_desk.intake.on_call_found import Between, Block, Fault, Found, cleaned

LIMIT_BYTES: Final = 2 * 1024 * 1024
BEHIND_US, AHEAD_US = DAY_US, 60 * DAY_US
CHANGES_MOST: Final = 200
RULES_MOST: Final = 100


class Planned(msgspec.Struct, frozen=True):
    """What a file says: the changes of the next weeks, in their order, and each fault with its line."""

    file: str
    changes: tuple[NoteChange, ...]
    faults: tuple[Fault, ...]


def read(path: Path, now_us: int, zone: tzinfo = UTC) -> Planned:
    """For a worker: it may take a second. Raises: BadInput if it is no calendar with events."""
    text, _ = raw_file.text(raw_file.read(path, LIMIT_BYTES), path.name)
    blocks, found = list(blocks_in(text)), Found()
    events = [block for block in blocks if block.name == "VEVENT"]
    if not 0 < len(events) <= EVENTS_MOST:
        raise BadInput(f"{len(events)} events; from one to {EVENTS_MOST} are read", path.name)
    zone = zone_of(text, zone, found)
    groups = _groups(blocks, events, found)
    between = (now_us - BEHIND_US, now_us + AHEAD_US)
    changes: list[NoteChange] = []
    for at, group in enumerate(groups):
        try:
            if at >= RULES_MOST and _is_rule(group):
                raise Rejected("too many rules that repeat: this one is not followed")
            changes += _changes([event for _, event in group], zone, between)
        except Rejected as e:
            found.faults.append(Fault(group[0][0].line, str(e)))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, ArithmeticError) as e:
            found.faults.append(Fault(group[0][0].line, f"its times cannot be followed: {cleaned(str(e))}"))
    changes.sort(key=lambda each: each.occurred_us or 0)
    return Planned(path.name, tuple(changes[:CHANGES_MOST]), tuple(found.faults))


def _groups(blocks: Sequence[Block], events: Sequence[Block], found: Found) -> list[list[tuple[Block, Parsed]]]:
    """Events of one identity together: a rule that repeats, and what was said of single ones. Rules come first."""
    from icalendar import Calendar

    known = on_call_zones.taken(block for block in blocks if block.name == "VTIMEZONE")
    groups: dict[str, list[tuple[Block, Parsed]]] = {}
    for block in events:
        try:
            event = event_in(Calendar, block, known)
        except Rejected as e:
            found.faults.append(Fault(block.line, str(e)))
        else:
            groups.setdefault(str(event.get("UID") or block.line), []).append((block, event))
    return sorted(groups.values(), key=lambda group: not _is_rule(group))


def _is_rule(group: Sequence[tuple[Block, Parsed]]) -> bool:
    return any("RRULE" in event or "RDATE" in event for _, event in group)


def _changes(events: Sequence[Parsed], zone: tzinfo, between: Between) -> list[NoteChange]:
    is_rule = any("RRULE" in event or "RDATE" in event for event in events)
    if is_rule:
        made = [_change(e, e.start, e.end, zone, is_rule=True) for e in repeated(events, between) if not is_off(e)]
    else:
        made = [_change(e, e["DTSTART"].dt, e.end, zone, is_rule=False) for e in events if not is_off(e)]
    return [each for each in made if (each.occurred_us or 0) < between[1] and (each.until_us or 0) > between[0]]


def _change(event: Parsed, start: date, end: date, zone: tzinfo, *, is_rule: bool) -> NoteChange:
    """One that is moved keeps what it is called; of a rule each day is one of its own."""
    begins_us = moment_us(start, zone)
    own = f"{event.get('UID')}/{begins_us}" if is_rule else str(event.get("UID") or begins_us)
    told = {"place": str(event.get("LOCATION") or ""), "what": str(event.get("DESCRIPTION") or "")}
    link = str(event.get("URL") or "")
    return NoteChange(
        cleaned(str(event.get("SUMMARY") or "")),
        "",
        begins_us,
        details={name: " ".join(words.split())[:WORDS_LETTERS] for name, words in told.items() if words.strip()},
        link=link[:LINK_LETTERS] if opened_address(link) else "",
        key=own[:VALUE_LETTERS],
        until_us=moment_us(end, zone),
    )
