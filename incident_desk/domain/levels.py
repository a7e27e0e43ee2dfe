"""Levels of people: who may observe, respond, speak, manage and administer in a shared record.

The shared database holds the levels and lets them be changed by governing entries only (store/shared/doors/rules.sql).
A desk knows what it was told last, and refuses by the same rules at once; what the shared database says counts.
"""

from collections.abc import Mapping

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.people import People
from incident_desk.domain.powers import Level, Power, refusal


@kind("gov.level.asked")
class LevelAsked(Body, frozen=True):
    """An administrator asks for the level in the subject, "PERSON level"; a second one has to ask for the same."""

    name: str
    reason: str


@kind("gov.level.set")
class LevelSet(Body, frozen=True):
    """The person in the subject has that level from now on; `name` is what they were called then."""

    name: str
    reason: str


class Change(msgspec.Struct, frozen=True):
    """One change of a level as it stands on the record. A refused one had no effect."""

    entry: Entry
    person: PersonId
    name: str
    level: Level
    reason: str

    @property
    def is_asked(self) -> bool:
        """Whether it only asks for it."""
        return self.entry.kind == ASKED


ASKED = "gov.level.asked"
SET = "gov.level.set"
KINDS = frozenset({ASKED, SET})
_TOLD = {None, *Level}


class Levels(msgspec.Struct):
    """`of` is what the shared database said last: empty while the record is shared with nobody, None for a person who
    was shut out. `asked` has what waits for a second administrator, and who has asked for it."""

    of: Mapping[PersonId, Level | None] = msgspec.field(default_factory=dict[PersonId, Level | None])
    asked: dict[tuple[PersonId, Level], dict[PersonId, Change]] = msgspec.field(
        default_factory=dict[tuple[PersonId, Level], dict[PersonId, Change]]
    )
    changes: dict[EntryId, Change] = msgspec.field(default_factory=dict[EntryId, Change])

    @staticmethod
    def known(told: Mapping[PersonId, str | None]) -> "dict[PersonId, Level | None]":
        """What the shared database told, without the levels that only a newer version knows."""
        return {person: Level(level) if level else None for person, level in told.items() if level in _TOLD}

    @property
    def administrators(self) -> list[PersonId]:
        """Those who may change levels."""
        return [person for person, level in self.of.items() if level is Level.ADMINISTRATOR]

    def why_not(self, person: PersonId, power: Power) -> str:
        """Why this person may not, in a sentence; empty if they may."""
        found = refusal(self.of.get(person), power)
        return found[0].format(**found[1]) if found else ""

    def must_hold(self, person: PersonId, power: Power) -> None:
        """Raises: RuleError if this person may not."""
        if why := self.why_not(person, power):
            raise RuleError(why)

    def wants_two(self, person: PersonId, level: Level) -> bool:
        """Whether two administrators have to ask for it: an administrator is made and unmade by two, or one could make
        the second by themselves; only where there is a single one do they name the next alone."""
        makes = level is Level.ADMINISTRATOR and len(self.administrators) > 1
        return makes or self.of.get(person) is Level.ADMINISTRATOR

    def asked_for(self, person: PersonId, level: Level) -> dict[PersonId, Change]:
        """Who has asked for it and is an administrator still."""
        of = self.asked.get((person, level), {})
        return {who: change for who, change in of.items() if self.of.get(who) is Level.ADMINISTRATOR}

    def told(self, entry: Entry, body: LevelAsked | LevelSet) -> Change | None:
        """The change that an entry tells of, kept for whoever reads them all; None if it names no level."""
        person, _, level = (entry.subject or "").partition(" ")
        if level not in list(Level):
            return None
        change = Change(entry, PersonId(person), body.name, Level(level), body.reason)
        self.changes[entry.id] = change
        return change


@applies("levels", LevelAsked)
def asked(levels: Levels, entry: Entry, body: LevelAsked) -> None:
    change = levels.told(entry, body)
    if change is not None and not entry.refused:
        levels.asked.setdefault((change.person, change.level), {})[entry.author] = change


@applies("levels", LevelSet)
def level_set(levels: Levels, entry: Entry, body: LevelSet) -> None:
    change = levels.told(entry, body)
    if change is not None and not entry.refused:
        levels.asked.pop((change.person, change.level), None)


class SetLevel(Fields, frozen=True):
    """`person` is a name or an id."""

    person: str
    level: Level
    reason: str


@command(
    "level.set",
    help="Say what somebody may do in the shared record",
    slash=("level",),
    alone=True,
    power=Power.ADMINISTER,
    who="an administrator; two, where an administrator is made or unmade",
)
def set_level(levels: Levels, people: People, context: Context, fields: SetLevel) -> list[Draft]:
    reason = " ".join(fields.reason.split())
    person, level = people.find(fields.person), fields.level
    name = people.name(person)
    if not levels.of:
        raise RuleError("This record is shared with nobody, so everybody here may do everything.")
    if levels.of.get(person) is None:
        raise RuleError(f"{name} has no part in the shared record; `incident-desk shared grant` lets them in.")
    if levels.of[person] is level:
        raise RuleError(f"The level of {name} is {level} already.")
    if not reason:
        raise RuleError("Say why; the reason stays on the record.")
    if levels.administrators == [person]:
        raise RuleError(f"{name} is the last administrator. Name another one first, or nobody could let people in.")
    subject = f"{person} {level}"
    ask, put = Draft(LevelAsked(name, reason), subject=subject), Draft(LevelSet(name, reason), subject=subject)
    if not levels.wants_two(person, level):
        return [put]
    before = levels.asked_for(person, level)
    if context.by in before:
        raise RuleError(f"You have asked for this already; another administrator gives {name} the level {level}, too.")
    return [ask, put] if before else [ask]
