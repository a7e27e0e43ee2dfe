"""Who is on call, on paper: each list with its age, and the shifts of the next two weeks."""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incident_desk.domain.moments import DAY_US, from_us
from incident_desk.domain.on_call import OnCallLists, Rota, Shift
from incident_desk.domain.on_call_now import AHEAD_US, ListNow, gaps, lists_now, stretches
from incident_desk.domain.plan_schema import Plan
from incident_desk.learning.paper import table, text

SHIFTS_MOST: Final = 60


def on_call_pages(plan: Plan, on_call: OnCallLists, now_us: int) -> list[str]:
    """The lists of the plan, and for each that was imported its shifts; nothing where the plan has none."""
    lists = lists_now(plan, on_call, now_us)
    if not lists:
        return []
    rows = [(each.title, _roles(plan, each.fills), _who(each, on_call), _age(each, now_us)) for each in lists]
    said = ["<h3>On call</h3>", table(("List", "For", "Who, the first first", "How old"), rows, (22, 28, 28, 22))]
    for each in lists:
        rota = on_call.rota(each.list)
        if rota is not None:
            zone = _zone(rota)
            said.append(f"<h3>{text(f'{each.title}: the next two weeks, in the time of {rota.body.zone}')}</h3>")
            shifts = _shifts(plan, on_call, rota, now_us)
            said.append(table(("From", "To", "Who"), [_row(shift, zone) for shift in shifts], (30, 30, 40)))
    return said


def _roles(plan: Plan, keys: Sequence[str]) -> str:
    return ", ".join(map(plan.role_title, keys))


def _who(each: ListNow, on_call: OnCallLists) -> str:
    rota = on_call.rota(each.list)
    if rota is None or each.until_us is None:
        return ", ".join(each.names) or "nobody"
    until = from_us(each.until_us).astimezone(_zone(rota))
    return f"{', '.join(each.names) or 'nobody'} until {until:%Y-%m-%d %H:%M}, then {', '.join(each.then) or 'nobody'}"


def _age(each: ListNow, now_us: int) -> str:
    if each.read_us is None:
        return "by the plan"
    days = (now_us - each.read_us) // DAY_US
    told = f"{each.file}, read {from_us(each.read_us).date().isoformat()}"
    return f"{told}, {days} days old: read it again" if each.is_old(now_us) else told


def _shifts(plan: Plan, on_call: OnCallLists, rota: Rota, now_us: int) -> list[Shift]:
    """The shifts, and the gaps between them with nobody's name."""
    end_us = now_us + AHEAD_US
    missing = (gap for gap in gaps(plan, on_call, now_us) if gap.list == rota.body.list)
    empty = [Shift(gap.start_us, gap.end_us or end_us, "") for gap in missing]
    return sorted([*stretches(plan, rota, (now_us, end_us)), *empty])[:SHIFTS_MOST]


def _row(shift: Shift, zone: tzinfo) -> tuple[str, str, str]:
    start, end = (from_us(us).astimezone(zone) for us in (shift.start_us, shift.end_us))
    return f"{start:%a %Y-%m-%d %H:%M}", f"{end:%a %Y-%m-%d %H:%M}", shift.name or "NOBODY"


def _zone(rota: Rota) -> tzinfo:
    try:
        return ZoneInfo(rota.body.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC  # an entry of another program may say anything
