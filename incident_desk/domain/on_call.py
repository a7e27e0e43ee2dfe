"""Who is on call when: lists of shifts that were imported for the on-call lists of the plan.

The plan says which lists there are, which roles each fills and who is on it; where shifts were imported for a list,
they say who it is at a moment.
"""

from functools import lru_cache

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import BODY_LIMIT_BYTES, Entry
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, encode_body, kind
from incident_desk.domain.moments import FIRST_US, LAST_US, MINUTE_US, MomentUs
from incident_desk.domain.people import NAME_LIMIT, folded_name
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import OnCall

SHIFTS_MOST, PEOPLE_MOST = 1500, 60
"""What one entry holds; a list is read so far ahead that it fits."""

Packed = tuple[int, int, int]
"""The place of a name, and the minutes since the epoch at which its shift begins and ends."""


class Shift(msgspec.Struct, frozen=True, order=True):
    """Somebody is on call from one moment to another, by name."""

    start_us: int
    end_us: int
    name: str


@kind("oncall.imported")
class OnCallImported(Body, frozen=True):
    """Shifts were read from a file for one list of the plan; they take the place of those before.

    They are all there are between `from_us` and `until_us`. `digest` is the SHA-256 of the file, `zone` what times
    without one were read in, `faults` how much of the file was not understood.
    """

    list: str
    file: str
    digest: str
    names: tuple[str, ...]
    shifts: tuple[Packed, ...]
    from_us: MomentUs
    until_us: MomentUs
    zone: str = "UTC"
    faults: int = 0
    over: Over = ()


@kind("oncall.confirmed")
class OnCallConfirmed(Body, frozen=True):
    """The same file was read again for that list, and says the same."""

    list: str
    imported: EntryId


class Rota(msgspec.Struct, frozen=True):
    """The shifts that hold for one list, and where they came from. They stay packed: an old list is never looked at."""

    body: OnCallImported
    by: PersonId

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """In their order."""
        return shifts_of(self.body)


def shifts_of(said: "OnCallImported | ImportShifts") -> tuple[Shift, ...]:
    """The shifts as they were meant, in their order; what names nobody, or no time there is, is left out."""
    return _unpacked(said.names, said.shifts)


@lru_cache(maxsize=64)
def _unpacked(names: tuple[str, ...], shifts: tuple[Packed, ...]) -> tuple[Shift, ...]:
    """Kept, for who is on call is asked every second, and lists change by the week."""
    found = (
        Shift(start * MINUTE_US, end * MINUTE_US, names[at])
        for at, start, end in shifts
        if 0 <= at < len(names) and FIRST_US <= start * MINUTE_US < end * MINUTE_US <= LAST_US
    )
    return tuple(sorted(found))


class OnCallLists(msgspec.Struct):
    """The imported shifts by the key of their list, and when each file was read last."""

    of: dict[str, Field[Rota]] = msgspec.field(default_factory=dict[str, Field[Rota]])
    read_us: dict[str, int] = msgspec.field(default_factory=dict[str, int])

    def rota(self, key: str) -> Rota | None:
        """What was imported for that list; None if nothing was."""
        field = self.of.get(key)
        return field.value if field else None


@applies("on_call", OnCallImported)
def imported(on_call: OnCallLists, entry: Entry, body: OnCallImported) -> None:
    on_call.of.setdefault(body.list, Field()).set(Rota(body, entry.author), entry, body.over)
    on_call.read_us[body.list] = entry.occurred_us


@applies("on_call", OnCallConfirmed)
def confirmed(on_call: OnCallLists, entry: Entry, body: OnCallConfirmed) -> None:
    on_call.read_us[body.list] = entry.occurred_us


# commands -------------------------------------------------------------------------------------------------------------


class ImportShifts(Fields, frozen=True):
    """`list` is the key or the title of an on-call list of the plan; `shifts` as `OnCallImported` has them."""

    list: str
    file: str
    digest: str
    names: tuple[str, ...]
    shifts: tuple[Packed, ...]
    from_us: MomentUs
    until_us: MomentUs
    zone: str = "UTC"
    faults: int = 0


@command("oncall.import", help="Take the shifts of an on-call list from a file that was read", alone=True)
def import_shifts(on_call: OnCallLists, plans: Plans, fields: ImportShifts) -> list[Draft]:
    found = list_called(plans.current, fields.list)
    _must_fit(fields)
    before, field = on_call.rota(found.key), on_call.of.get(found.key)
    names = tuple(" ".join(name.split())[:NAME_LIMIT] for name in fields.names)
    body = OnCallImported(
        found.key,
        fields.file[:255],
        fields.digest,
        names,
        tuple(sorted(set(fields.shifts))),
        fields.from_us,
        fields.until_us,
        fields.zone,
        fields.faults,
        over=field.over if field else (),
    )
    if len(encode_body(body)) > BODY_LIMIT_BYTES:
        raise RuleError("Its names are too long: one list has room for some thousand letters of them.")
    if before is None or field is None or field.last is None or field.is_conflicted or not _is_same(before, body):
        return [Draft(body)]
    return [Draft(OnCallConfirmed(found.key, field.last.entry))]


def _must_fit(fields: ImportShifts) -> None:
    if not fields.shifts:
        raise RuleError("There is no shift in it: nothing was imported, and the list is as it was.")
    if len(fields.shifts) > SHIFTS_MOST or len(fields.names) > PEOPLE_MOST:
        raise RuleError(f"One list has at most {SHIFTS_MOST} shifts of {PEOPLE_MOST} people.")
    if any(not 0 <= at < len(fields.names) or end <= start for at, start, end in fields.shifts):
        raise BadInput("a shift ends before it begins, or has nobody", "shifts")


def _is_same(before: Rota, body: OnCallImported) -> bool:
    was = before.body
    return (was.digest, was.zone, before.shifts) == (body.digest, body.zone, shifts_of(body))


def list_called(plan: Plan, text: str) -> OnCall:
    """The on-call list of the plan by key or title. Raises: NotFound naming those there are."""
    wanted = folded_name(text)
    for each in plan.on_call:
        if wanted in (each.key.casefold(), folded_name(each.title)):
            return each
    there = ", ".join(each.key for each in plan.on_call) or "none: write one into the plan first"
    raise NotFound(f"The plan has no on-call list “{text}”; it has {there}.")


def list_meant(plan: Plan, title: str) -> OnCall | None:
    """The on-call list that a file of this title is of: the only one whose key or title stands in it."""
    words = folded_name(title)
    found = [each for each in plan.on_call if {folded_name(each.key), folded_name(each.title)} & {words}]
    found = found or [
        each for each in plan.on_call if folded_name(each.title) in words or folded_name(each.key) in words
    ]
    return found[0] if len(found) == 1 else None
