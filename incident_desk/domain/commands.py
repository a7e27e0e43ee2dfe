"""The one registry of commands: whatever a person, a script or another program can do is declared here once.

A command is a pure function. It asks by type for the parts of the state it looks at, and returns what to write:

    @command("role.assign", help="Give a role to a person", slash=("assign",))
    def assign(roles: Roles, people: People, fields: Assign) -> list[Draft]: ...

Buttons, the slash line, `incident-desk do` and the generated reference all go through `run`.
"""

import typing
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, NoReturn, Protocol, TypeVar

import msgspec

from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.ids import NO_INCIDENT, DeskNumber, EntryId, IncidentId, PersonId, StreamId, stream_by_form
from incident_desk.domain.kinds import Body
from incident_desk.domain.moments import FIRST_US, LAST_US
from incident_desk.domain.offers import Offer
from incident_desk.domain.powers import Power


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a command is told. A field named `…_us` is a moment; outside it is called `…_at` and takes a time.

    One named `…_s` is a span; outside it is called without the ending and takes "15m".
    """


class Found(msgspec.Struct, frozen=True):
    """An incident that was looked for, and what it is called."""

    incident: IncidentId
    label: str


P = TypeVar("P")


class Elsewhere(Protocol):
    """The part of this type of another incident's state. Raises: NotFound; RuleError if it lies in the archive."""

    def __call__(self, incident: IncidentId, part: type[P], /) -> P: ...


def _nowhere(incident: IncidentId, part: type[P], /) -> NoReturn:
    raise NotFound(f"There is no incident {incident} at this desk.")


class Context(msgspec.Struct, frozen=True):
    """Who writes, when, and what the desk lends a command."""

    by: PersonId
    desk: DeskNumber
    now_us: int
    incident: IncidentId | None
    new_id: Callable[[], str]
    next_number: str
    find_incident: Callable[[str], Found]
    opened: Container[IncidentId] = ()
    stream_of: Callable[[IncidentId], StreamId] = stream_by_form
    elsewhere: Elsewhere = _nowhere
    offers: Callable[[], Sequence[Offer]] = tuple
    """What waits for adoption in the incident."""

    @property
    def is_in_incident(self) -> bool:
        """Whether it is about an incident, and not about the duty log."""
        return self.incident not in (None, NO_INCIDENT)

    def has(self, incident: IncidentId) -> bool:
        """Whether this desk has the timeline of that incident; the duty log is on every desk."""
        return incident == NO_INCIDENT or incident in self.opened


class Draft(msgspec.Struct, frozen=True):
    """An entry to be: the desk adds author, place in the chain, and the moments.

    It is written into the stream of its incident, unless it names another or an entry `beside` which it belongs.
    """

    body: Body
    subject: str | None = None
    occurred_us: int | None = None
    incident: IncidentId | None = None
    id: EntryId | None = None
    stream: StreamId | None = None
    beside: EntryId | None = None


Run = Callable[..., list[Draft]]
F = TypeVar("F", bound=Run)


class Command(msgspec.Struct, frozen=True):
    """One entry of the registry.

    `alone` means it needs no incident; one with `in_log` may be about the duty log instead of an incident. `presets`
    are slash words that fill some fields beforehand.
    `who` says in words who may; the command itself holds to it. `power` is what the level of whoever gives it must hold
    in a shared record.
    """

    name: str
    help: str
    fields: type[Fields]
    run: Run
    parts: Mapping[str, type]
    slash: tuple[str, ...]
    presets: Mapping[str, Mapping[str, str]]
    alone: bool
    in_log: bool
    who: str
    power: Power


_commands: dict[str, Command] = {}
_command_of: dict[type[Fields], Command] = {}


def command(
    name: str,
    *,
    help: str,
    slash: tuple[str, ...] = (),
    presets: Mapping[str, Mapping[str, str]] | None = None,
    alone: bool = False,
    in_log: bool = False,
    who: str = "anyone at this desk",
    power: Power = Power.WRITE,
) -> Callable[[F], F]:
    """Function decorator: puts the command into the registry under its imperative name ("role.assign")."""

    def register(run: F) -> F:
        parts = typing.get_type_hints(run)
        parts.pop("return")
        fields = next(t for t in parts.values() if issubclass(t, Fields))
        declared = Command(name, help, fields, run, parts, slash, presets or {}, alone, in_log, who, power)
        _commands[name] = _command_of[fields] = declared
        return run

    return register


def commands() -> tuple[Command, ...]:
    """Every command there is, by name."""
    return tuple(_commands[name] for name in sorted(_commands))


def command_named(name: str) -> Command:
    """Raises: BadInput with the nearest name if there is none."""
    if found := _commands.get(name):
        return found
    near = nearest(name, _commands)
    raise BadInput(f"No command “{name}”." + (f" Did you mean {near}?" if near else ""))


def command_for(fields: Fields) -> Command:
    """The command that these fields belong to."""
    return _command_of[type(fields)]


def run(fields: Fields, parts: Iterable[Any], context: Context) -> list[Draft]:
    """What to write for this command, given the parts of the state.

    Raises: RuleError if a rule says no, or if the command needs an incident and none was given; BadInput for what no
        entry can hold; NotFound for what is not there.
    """
    found = command_for(fields)
    _must_be_writable(fields)
    needs_incident = not found.alone and (context.incident is None or not (found.in_log or context.is_in_incident))
    if needs_incident:
        raise RuleError(f"{found.name} needs an incident.")
    at_hand: dict[type, Any] = {type(p): p for p in (*parts, context, fields)}
    return found.run(**{name: at_hand[part] for name, part in found.parts.items()})


def _must_be_writable(fields: Fields) -> None:
    """Fields that were typed come checked; those of a program may hold what has no place in a record."""
    for name in fields.__struct_fields__:
        value: object = getattr(fields, name)
        if isinstance(value, int) and name.endswith("_us") and not FIRST_US <= value <= LAST_US:
            raise BadInput("no calendar has that moment", outside_name(name))
    if not _is_writable(fields):
        given = ((name, getattr(fields, name)) for name in fields.__struct_fields__)
        name = next(name for name, value in given if value is not msgspec.UNSET and not _is_writable(value))
        raise BadInput("a character that no text holds stands here", outside_name(name))


def _is_writable(value: object) -> bool:
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a character, as file names and broken clipboards have them
        return False
    return True


def outside_name(field: str) -> str:
    """How a field is called outside: moments end in `_at`, spans have no ending."""
    return field.removesuffix("_us") + "_at" if field.endswith("_us") else field.removesuffix("_s")


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The name that someone who typed `word` most likely meant, if one is near enough."""
    import difflib  # only when something was mistyped

    found = difflib.get_close_matches(word, list(among), n=1, cutoff=0.6)
    return found[0] if found else None
