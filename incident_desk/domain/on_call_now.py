"""What follows from the plan, the imported shifts and the tests at a moment: who is on call, gaps, stale contacts."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from incident_desk.domain.ladders import contact_called
from incident_desk.domain.moments import DAY_US, SECOND_US, to_us
from incident_desk.domain.on_call import OnCallLists, Rota, Shift
from incident_desk.domain.people import folded_name
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Contact, OnCall
from incident_desk.domain.reach_list import Reaching

AHEAD_US = 14 * DAY_US
"""So far ahead gaps are looked for: a rota is mended in a week or two, and not later."""
OLD_US = 30 * DAY_US
"""Rotas are made by the month: what was read before that is likely another by now."""
NEAR_MOST = 200
"""So many shifts are looked at for who comes next."""
CHECK_S = 90 * DAY_US // SECOND_US
"""How old the check of a contact may be where the plan does not say."""


class ListNow(msgspec.Struct, frozen=True):
    """One list at a moment: who is called, the first first, and until when; nobody where there is a gap.

    `until_us` is None where the plan alone says it; from then on it is `then`, or nobody. `read_us` is when shifts were
    read for the list, None if none ever were.
    """

    list: str
    title: str
    fills: tuple[str, ...]
    names: tuple[str, ...]
    until_us: int | None = None
    then: tuple[str, ...] = ()
    read_us: int | None = None
    file: str = ""
    is_conflicted: bool = False

    def is_old(self, now_us: int) -> bool:
        """Whether its file was read so long ago that the rota has been made anew since, as most are."""
        return self.read_us is not None and now_us - self.read_us > OLD_US


class Gap(msgspec.Struct, frozen=True, order=True):
    """Nobody is on call for a list from one moment to another; `end_us` is None where the list ends."""

    start_us: int
    list: str
    title: str
    end_us: int | None


class Stale(msgspec.Struct, frozen=True):
    """A contact that nobody has checked for too long; `checked_us` is None for one that never was."""

    name: str
    contact: str
    checked_us: int | None


def lists_now(plan: Plan, on_call: OnCallLists, at_us: int) -> list[ListNow]:
    """Who is on call for each list of the plan, in its order."""
    names = {contact.key: contact.name for contact in plan.contacts}
    known = _known(plan)
    return [_of_list(each, on_call, names, known, at_us) for each in plan.on_call]


def _known(plan: Plan) -> dict[str, str]:
    """The names of the contacts by all that a list may call them: name, key, or an address."""
    called = ((each, (each.name, each.key, *each.reach)) for each in reversed(plan.contacts))
    return {folded_name(word.removeprefix("mailto:")): each.name for each, words in called for word in words}


def _of_list(
    each: OnCall, on_call: OnCallLists, names: Mapping[str, str], known: Mapping[str, str], at_us: int
) -> ListNow:
    field = on_call.of.get(each.key)
    rota = field.value if field else None
    if field is None or rota is None:
        people = tuple(names[key] for key in each.people if key in names)
        return ListNow(each.key, each.title, each.fills, people)
    near = [shift for shift in rota.shifts if shift.end_us > at_us][:NEAR_MOST]
    shifts = [_by_plan(shift, known) for shift in near]
    running = _names(shifts, at_us)
    edges = sorted({us for shift in shifts for us in (shift.start_us, shift.end_us) if us > at_us})
    until_us = next((us for us in edges if _names(shifts, us) != running), None)  # one shift may follow the other
    return ListNow(
        each.key,
        each.title,
        each.fills,
        running,
        until_us,
        _names(shifts, until_us) if until_us is not None else (),
        on_call.read_us.get(each.key),
        rota.body.file,
        field.is_conflicted,
    )


def stretches(plan: Plan, rota: Rota, between: tuple[int, int]) -> list[Shift]:
    """The shifts that run between two moments, with the names that the plan has for whoever is on call."""
    known = _known(plan)
    return [_by_plan(s, known) for s in rota.shifts if s.end_us > between[0] and s.start_us < between[1]]


def _by_plan(shift: Shift, known: Mapping[str, str]) -> Shift:
    return Shift(shift.start_us, shift.end_us, known.get(folded_name(shift.name), shift.name))


def _names(shifts: Sequence[Shift], at_us: int) -> tuple[str, ...]:
    """Whoever is on call at a moment, the first to begin first, each once."""
    return tuple(dict.fromkeys(shift.name for shift in shifts if shift.start_us <= at_us < shift.end_us))


def gaps(plan: Plan, on_call: OnCallLists, now_us: int) -> list[Gap]:
    """When nobody will be on call, in the next two weeks, the nearest first. Lists without shifts have none."""
    rotas = ((each, on_call.rota(each.key)) for each in plan.on_call)
    return sorted(gap for each, rota in rotas if rota is not None for gap in _gaps_of(each, rota, now_us))


def _gaps_of(each: OnCall, rota: Rota, now_us: int) -> Iterator[Gap]:
    shifts = rota.shifts
    covered_us, end_us = now_us, now_us + AHEAD_US
    for shift in shifts:
        if shift.start_us >= end_us:
            break
        if shift.start_us > covered_us:
            yield Gap(covered_us, each.key, each.title, shift.start_us)
        covered_us = max(covered_us, shift.end_us)
    if covered_us < end_us:
        later = min((s.start_us for s in shifts if s.start_us > covered_us), default=None)
        yield Gap(covered_us, each.key, each.title, later)


def stale(plan: Plan, reaching: Reaching, now_us: int) -> list[Stale]:
    """The contacts of the plan that were checked too long ago, the oldest first. Whoever answered was checked."""
    allowed_us = (plan.cadences.contact_check_s or CHECK_S) * SECOND_US
    checked = ((contact, checked_us(contact, reaching)) for contact in plan.contacts)
    found = [Stale(c.name, c.key, us) for c, us in checked if us is None or us < now_us - allowed_us]
    return sorted(found, key=lambda each: each.checked_us or 0)


def checked_us(contact: Contact, reaching: Reaching) -> int | None:
    """When a contact was found to be right last: by the plan, or because they answered; None if never."""
    answered_us = reaching.answered_us.get(folded_name(contact.name))
    noon = datetime.time(12, tzinfo=datetime.UTC)
    day_us = to_us(datetime.datetime.combine(contact.checked, noon)) if contact.checked else None
    return max((us for us in (answered_us, day_us) if us is not None), default=None)


def to_try(duties: Sequence[ListNow]) -> list[str]:
    """Everybody a test goes through: whoever is on call now, each once; where the plan alone says it, the first."""
    names = (name for duty in duties for name in (duty.names if duty.read_us is not None else duty.names[:1]))
    return list(dict.fromkeys(names))


def unreachable(plan: Plan, names: Iterable[str]) -> list[str]:
    """Those of these whom the plan has no way to reach."""
    found = ((name, contact_called(plan, name)) for name in names)
    return [name for name, contact in found if contact is None or not contact.reach]
