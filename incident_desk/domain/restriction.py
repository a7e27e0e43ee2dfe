"""Who may know of an incident. A restricted one is a stream of its own, which a shared database gives to members only.

Alone, without a shared database, a restriction is kept on the record and honoured from the day the home joins one. The
governing kinds and their subjects are those that the shared database acts on (store/shared/doors/governing.sql).
"""

from collections.abc import Callable, Iterable

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import OPEN_STREAM, EntryId, IncidentId, PersonId, StreamId, derived, is_id
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.people import People
from incident_desk.domain.powers import Power
from incident_desk.domain.sentences import LineSort, Sentence


@kind("gov.stream.restricted")
class StreamRestricted(Body, frozen=True):
    """From here on what is written about the incident is for members only. The subject is its new stream."""

    reason: str = ""

    sort = LineSort.ACCESS

    def sentence(self) -> Sentence:
        return Sentence("Restricted: what is written from now on is for those who may know")

    def words(self) -> str:
        return self.reason


@kind("gov.member.added")
class MemberAdded(Body, frozen=True):
    """The person in the subject may read the stream in which this stands: that of the incident, or of an investigation.

    `name` is what they were called then, `investigation` the number of one.
    """

    name: str
    investigation: int = 0

    sort = LineSort.ACCESS

    def line_sort(self) -> LineSort | None:
        return LineSort.INVESTIGATION if self.investigation else self.sort

    def sentence(self) -> Sentence:
        told = "{name} may read what this investigation says" if self.investigation else "{name} may know of this"
        return Sentence(told, {"name": self.name})


@kind("gov.member.removed")
class MemberRemoved(Body, frozen=True):
    """The person in the subject may know nothing more of it."""

    name: str

    sort = LineSort.ACCESS

    def sentence(self) -> Sentence:
        return Sentence("{name} may know nothing more of this", {"name": self.name})


@kind("gov.manager.added")
class ManagerAdded(Body, frozen=True):
    """The person in the subject manages the incident, too: says who may know, opens investigations, breaks seals.

    `role` is what they got it with.
    """

    name: str
    role: str = ""

    sort = LineSort.ACCESS

    def sentence(self) -> Sentence:
        told = "{name} manages this incident, too" + (", as {role}" if self.role else "")
        return Sentence(told, {"name": self.name, "role": self.role})


@kind("gov.manager.removed")
class ManagerRemoved(Body, frozen=True):
    """The person in the subject was shut out of the incident by two administrators."""

    name: str

    sort = LineSort.ACCESS

    def sentence(self) -> Sentence:
        return Sentence("{name} was shut out of this by two administrators", {"name": self.name})


@kind("gov.removal.asked")
class RemovalAsked(Body, frozen=True):
    """An administrator asks to shut the person in the subject out of the incident."""

    name: str

    sort = LineSort.ACCESS

    def sentence(self) -> Sentence:
        return Sentence("An administrator asks to shut {name} out of this", {"name": self.name})


@kind("gov.naming.asked")
class NamingAsked(Body, frozen=True):
    """An administrator asks to have the person in the subject manage the incident: whoever did cannot be reached."""

    name: str

    sort = LineSort.ACCESS

    def sentence(self) -> Sentence:
        return Sentence("An administrator asks to have {name} manage this", {"name": self.name})


class Restriction(msgspec.Struct):
    """`stream` is None while everybody may know. `asked`: who asked to shut whom out."""

    stream: StreamId | None = None
    members: dict[PersonId, int] = msgspec.field(default_factory=dict[PersonId, int])
    """Since when each may know, in microseconds."""
    managers: dict[PersonId, int] = msgspec.field(default_factory=dict[PersonId, int])
    asked: dict[PersonId, set[PersonId]] = msgspec.field(default_factory=dict[PersonId, set[PersonId]])

    @property
    def is_restricted(self) -> bool:
        return self.stream is not None

    def may_know(self, person: PersonId) -> bool:
        """Whether this person reads what is written now."""
        return self.stream is None or person in self.members


@applies("restriction", IncidentOpened)
def opened(restriction: Restriction, entry: Entry, body: IncidentOpened) -> None:
    restriction.managers.setdefault(entry.author, entry.occurred_us)
    if entry.stream != OPEN_STREAM:
        _restrict(restriction, entry.stream, entry)


@applies("restriction", StreamRestricted)
def restricted(restriction: Restriction, entry: Entry, body: StreamRestricted) -> None:
    if restriction.stream is None and entry.subject == (stream := derived(entry.desk, entry.id)):
        _restrict(restriction, stream, entry)


def _restrict(restriction: Restriction, stream: StreamId, entry: Entry) -> None:
    restriction.stream = stream
    restriction.members[entry.author] = entry.occurred_us


@applies("headline", IncidentOpened)
def born_restricted(headline: Headline, entry: Entry, body: IncidentOpened) -> None:
    headline.is_restricted |= entry.stream != OPEN_STREAM


@applies("headline", StreamRestricted)
def later_restricted(headline: Headline, entry: Entry, body: StreamRestricted) -> None:
    headline.is_restricted = True


@applies("restriction", MemberAdded)
def member_added(restriction: Restriction, entry: Entry, body: MemberAdded) -> None:
    if entry.stream == restriction.stream:  # else an investigation lets somebody in
        restriction.members.setdefault(PersonId(entry.subject or ""), entry.occurred_us)


@applies("restriction", MemberRemoved)
def member_removed(restriction: Restriction, entry: Entry, body: MemberRemoved) -> None:
    if entry.stream == restriction.stream:
        restriction.members.pop(PersonId(entry.subject or ""), None)


@applies("restriction", ManagerAdded)
def manager_added(restriction: Restriction, entry: Entry, body: ManagerAdded) -> None:
    person = PersonId(entry.subject or "")
    restriction.managers.setdefault(person, entry.occurred_us)
    if restriction.is_restricted:
        restriction.members.setdefault(person, entry.occurred_us)


@applies("restriction", ManagerRemoved)
def manager_removed(restriction: Restriction, entry: Entry, body: ManagerRemoved) -> None:
    person = PersonId(entry.subject or "")
    for holders in (restriction.managers, restriction.members, restriction.asked):
        holders.pop(person, None)


@applies("restriction", RemovalAsked)
def removal_asked(restriction: Restriction, entry: Entry, body: RemovalAsked) -> None:
    restriction.asked.setdefault(PersonId(entry.subject or ""), set()).add(entry.author)


# commands ------------------------------------------------------------------------------------------------------------


class Restrict(Fields, frozen=True):
    """`members` are the names of those who may know, beside whoever restricts."""

    members: tuple[str, ...] = ()
    reason: str = ""


class OnePerson(Fields, frozen=True):
    person: str


class LetGo(Fields, frozen=True):
    person: str


class NameManager(Fields, frozen=True):
    person: str


class ByTwo(Fields, frozen=True):
    """What two administrators do, who may not know of the incident."""

    incident: IncidentId
    person: str
    confirm: bool = False


class Oust(ByTwo, frozen=True):
    """`incident` is its id, which somebody who may know told; `confirm` by the second administrator does it."""


class Appoint(ByTwo, frozen=True):
    """`incident` and `confirm` are as for shutting somebody out."""


@command(
    "incident.restrict",
    help="From now on only named people may know of this incident",
    slash=("restrict",),
    who="who manages the incident",
)
def restrict(restriction: Restriction, people: People, context: Context, fields: Restrict) -> list[Draft]:
    if restriction.is_restricted:
        raise RuleError("This incident is restricted already; /let-in names who may know.")
    must_manage(restriction, people, context)
    entry = EntryId(context.new_id())
    stream = derived(context.desk, entry)
    first = Draft(StreamRestricted(fields.reason.strip()), subject=stream, id=entry, stream=OPEN_STREAM)
    return [first, *letting_in(fields.members, people, context, stream)]


def letting_in(
    names: Iterable[str], people: People, context: Context, stream: StreamId, incident: IncidentId | None = None
) -> list[Draft]:
    """That these people may know, written where only members read it. Raises: NotFound for a name nobody has."""
    persons = dict.fromkeys(people.find(name) for name in names if name.strip())
    return [
        Draft(MemberAdded(people.name(person)), subject=person, incident=incident, stream=stream)
        for person in persons
        if person != context.by
    ]


@command(
    "member.add",
    help="Let somebody know of a restricted incident",
    slash=("let-in",),
    who="who manages the incident",
)
def add_member(restriction: Restriction, people: People, context: Context, fields: OnePerson) -> list[Draft]:
    person = _person(restriction, people, context, fields.person)
    if person in restriction.members:
        raise RuleError(f"{people.name(person)} may know of it already.")
    return [Draft(MemberAdded(people.name(person)), subject=person)]


@command(
    "member.remove",
    help="Let somebody know nothing more of a restricted incident",
    slash=("let-go",),
    who="who manages the incident",
)
def remove_member(restriction: Restriction, people: People, context: Context, fields: LetGo) -> list[Draft]:
    person = _person(restriction, people, context, fields.person)
    if person in restriction.managers:
        raise RuleError(f"{people.name(person)} manages this incident; two administrators shut out who does.")
    if person not in restriction.members:
        raise RuleError(f"{people.name(person)} knows nothing of it.")
    return [Draft(MemberRemoved(people.name(person)), subject=person)]


@command(
    "manager.add", help="Name one more who manages this incident", slash=("manager",), who="who manages the incident"
)
def add_manager(restriction: Restriction, people: People, context: Context, fields: NameManager) -> list[Draft]:
    must_manage(restriction, people, context)
    person = people.find(fields.person)
    if person in restriction.managers:
        raise RuleError(f"{people.name(person)} manages this incident already.")
    return [Draft(ManagerAdded(people.name(person)), subject=person)]


@command(
    "manager.oust",
    help="Shut a manager out of an incident; a second administrator confirms",
    alone=True,
    who="two administrators of the shared database",
    power=Power.ADMINISTER,
)
def oust(people: People, context: Context, fields: Oust) -> list[Draft]:
    return _by_two(people, fields, RemovalAsked, ManagerRemoved)


@command(
    "manager.appoint",
    help="Have somebody manage an incident whose managers cannot be reached; a second administrator confirms",
    alone=True,
    who="two administrators of the shared database",
    power=Power.ADMINISTER,
)
def appoint(people: People, context: Context, fields: Appoint) -> list[Draft]:
    return _by_two(people, fields, NamingAsked, ManagerAdded)


def _by_two(people: People, fields: ByTwo, asked: Callable[[str], Body], done: Callable[[str], Body]) -> list[Draft]:
    """The first asks for it, and with the second it is done. Raises: NotFound."""
    if not is_id(fields.incident):
        raise NotFound("Give the id of the incident, as `show --json` prints it.")
    person = people.find(fields.person)
    bodies = [made(people.name(person)) for made in ((asked, done) if fields.confirm else (asked,))]
    return [Draft(body, subject=person, incident=fields.incident) for body in bodies]


def _person(restriction: Restriction, people: People, context: Context, text: str) -> PersonId:
    if not restriction.is_restricted:
        raise RuleError("Everybody may know of this incident; /restrict changes that.")
    must_manage(restriction, people, context)
    return people.find(text)


def must_manage(restriction: Restriction, people: People, context: Context) -> None:
    """Raises: RuleError naming who manages the incident, if whoever writes does not."""
    if context.by not in restriction.managers:
        names = ", ".join(people.name(person) for person in restriction.managers) or "nobody"
        raise RuleError(f"This is for who manages the incident: {names}.")
