"""do: any command of the registry."""

import argparse
import enum
import types
import typing
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from incident_desk.cli.asking import has_pin
from incident_desk.cli.elsewhere import say_who_is_elsewhere
from incident_desk.cli.state_documents import keep_state
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal, reading_now
from incident_desk.desk import Desk
from incident_desk.desk.reading import find_timeline
from incident_desk.domain.clocks import Keep
from incident_desk.domain.commands import Command, command_named, commands
from incident_desk.domain.errors import BadInput, NotFound
from incident_desk.domain.handover_answers import Accept
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.texts import outside_name, read_fields

NO_INCIDENT_WORD = "-"


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("do", parents=[everywhere], help="run any registered command")
    one.add_argument("incident", nargs="?", help="“-” for a command that needs none; “duty-log” for the duty log")
    one.add_argument("command", nargs="?")
    one.add_argument("fields", nargs="*", metavar="field=value")
    one.add_argument("--as", dest="person", metavar="PERSON", help="another person of this home")
    one.add_argument("--list", action="store_true", help="every command with its fields")
    one.set_defaults(run=do)


def do(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.list:
        return _list(terminal)
    if arguments.incident is None or arguments.command is None:
        raise BadInput("do needs an incident and a command; `do --list` shows the commands")
    command = command_named(arguments.command)
    fields = read_fields(command, dict(map(_pair, arguments.fields)), reading_now())
    if arguments.person and has_pin(terminal.home, arguments.person):
        terminal = terminal.unlocked_by(arguments.person)
    with terminal.desk(f"incident-desk do {command.name}") as desk:
        incident = _incident(desk, command, arguments.incident)
        by = _person(desk, arguments.person)
        entries = desk.record(fields, incident, by=by).result()
        if isinstance(fields, Accept | Keep) and incident is not None:
            keep_state(desk, entries, incident, by)
        say_who_is_elsewhere(terminal, desk.reading, entries, by or desk.me)
    terminal.say({"entries": [e.id for e in entries]}, f"{command.name}: {len(entries)} entries saved here")
    return DONE


def _incident(desk: Desk, command: Command, text: str) -> IncidentId | None:
    if text == NO_INCIDENT_WORD:
        if not command.alone:
            raise BadInput(f"{command.name} needs an incident")
        return None
    return find_timeline(desk.reading, text)


def _person(desk: Desk, name: str | None) -> PersonId | None:
    if name is None:
        return None
    person = desk.reading.organisation().people.find(name)
    if person not in desk.people().result():
        raise NotFound(f"{name} has no desk in this home; add them with `incident-desk person add`.")
    return person


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadInput(f"“{text}” is not field=value")
    if not name.endswith(":"):
        return name, value
    try:
        return name[:-1], msgspec.json.decode(value)
    except msgspec.DecodeError as e:
        raise BadInput(f"not JSON: {e}", name[:-1]) from e


def _list(terminal: Terminal) -> int:
    listed = commands()
    lines = [f"{c.name:<20} {c.help}\n{'':<20} {', '.join(_fields(c)) or 'no fields'}" for c in listed]
    terminal.say({"commands": [_told(c) for c in listed]}, "\n".join(lines))
    return DONE


def _told(command: Command) -> dict[str, Any]:
    return {
        "command": command.name,
        "help": command.help,
        "who": command.who,
        "needs_incident": not command.alone,
        "fields": _fields(command),
        "slash": ["/" + word for word in (*command.slash, *command.presets)],
    }


def _fields(command: Command) -> dict[str, dict[str, Any]]:
    """Each field by its outside name: what it takes, and whether it must be given."""
    return {
        outside_name(field.name): {"takes": _takes(field), "is_needed": field.required}
        for field in msgspec.structs.fields(command.fields)
    }


def _takes(field: msgspec.structs.FieldInfo) -> str:
    """In plain words, or the choices there are."""
    if field.name.endswith("_us"):
        return "moment"
    parts: tuple[Any, ...] = typing.get_args(field.type) if isinstance(field.type, types.UnionType) else (field.type,)
    kind: Any = typing.get_origin(parts[0]) or parts[0]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return "|".join(str(choice.value) for choice in kind)
    return _WORDS.get(kind, "text")


_WORDS: Final[Mapping[Any, str]] = {bool: "true|false", int: "whole number", tuple: "list"}
