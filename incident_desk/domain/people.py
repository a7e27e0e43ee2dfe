"""The people of this organisation: an id drawn once, and a name that entries give."""

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import PersonId
from incident_desk.domain.kinds import Body, applies, kind

NAME_LIMIT = 80
Adopted = tuple[tuple[int, int, str, int], str]
"""Where an adoption stands in the order of the record, and the name in it."""


@kind("person.named")
class PersonNamed(Body, frozen=True):
    """A person gave their name, or a new one."""

    person: PersonId
    name: str
    over: Over = ()


class People(msgspec.Struct):
    """Who there is."""

    names: dict[PersonId, Field[str]] = msgspec.field(default_factory=dict[PersonId, Field[str]])
    enrolled_as: dict[PersonId, str] = msgspec.field(default_factory=dict[PersonId, str])
    """What a shared database calls them, for whoever has not read the entry that names them yet."""
    adopted_as: dict[PersonId, Adopted] = msgspec.field(default_factory=dict[PersonId, Adopted])
    """What people without a part in the record are called, by the first adoption of something they wrote."""

    def name(self, person: PersonId) -> str:
        """The name, or the start of the id for somebody never named here."""
        field = self.names.get(person)
        if told := (field.value if field else None) or self.enrolled_as.get(person):
            return told
        adopted = self.adopted_as.get(person)
        return f"person {person[:8]}" if adopted is None else self.outside(adopted[1])

    def outside(self, name: str) -> str:
        """The name that somebody without a part in the record gave themselves, told apart from those who have one."""
        return name if self.called(name) is None else f"{name} (another one)"

    def all(self) -> list[tuple[PersonId, str]]:
        """Everybody with a name, by name."""
        return sorted(
            ((p, self.name(p)) for p in {**self.names, **self.enrolled_as}), key=lambda pair: pair[1].casefold()
        )

    def called(self, name: str) -> PersonId | None:
        """The person with exactly this name, capitals and spaces aside."""
        wanted = folded_name(name)
        return next((p for p, n in self.all() if n.casefold() == wanted), None)

    def find(self, text: str) -> PersonId:
        """The person by id, name, or a start of the name only one has. Raises: NotFound."""
        if PersonId(text) in self.names or PersonId(text) in self.enrolled_as:
            return PersonId(text)
        wanted = text.strip().casefold()
        exact = [p for p, name in self.all() if name.casefold() == wanted]
        found = exact or [p for p, name in self.all() if wanted and name.casefold().startswith(wanted)]
        if len(found) == 1:
            return found[0]
        raise NotFound(f"Nobody here is called “{text}”." if not found else f"“{text}” could be several people.")


@applies("people", PersonNamed)
def named(people: People, entry: Entry, body: PersonNamed) -> None:
    people.names.setdefault(body.person, Field()).set(body.name, entry, body.over)


class Name(Fields, frozen=True):
    """`person` is a name or an id; empty means whoever writes."""

    name: str
    person: str | None = None


@command("person.name", help="Say what a person is called", alone=True)
def name(people: People, context: Context, fields: Name) -> list[Draft]:
    given = checked_name(fields.name)
    person = people.find(fields.person) if fields.person else context.by
    before = people.names.get(person)
    return [Draft(PersonNamed(person, given, over=before.over if before else ()))]


def checked_name(text: str) -> str:
    """The name without stray spaces. Raises: RuleError if nothing is left or it is longer than any name."""
    given = " ".join(text.split())
    if not given:
        raise RuleError("A name is needed.")
    if len(given) > NAME_LIMIT:
        raise RuleError(f"A name has at most {NAME_LIMIT} characters.")
    return given


def folded_name(name: str) -> str:
    """A name without what people write in several ways: capitals and spaces."""
    return " ".join(name.split()).casefold()
