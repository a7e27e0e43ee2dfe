"""person: who can write in this home."""

import argparse

from incident_desk.cli import asking, console, levels
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.ids import PersonId


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    person = names.add_parser("person", parents=[everywhere], help="the people of this home")
    verbs = person.add_subparsers(metavar="list|add|choose|level|key|pin|unpin|forget", required=True)
    one = verbs.add_parser("list", parents=[everywhere], help="who can write here")
    one.set_defaults(run=list_)
    one = verbs.add_parser("add", parents=[everywhere], help="let another person write here")
    one.add_argument("name")
    one.set_defaults(run=add)
    one = verbs.add_parser("choose", parents=[everywhere], help="say who is at the desk from now on")
    one.add_argument("name")
    one.set_defaults(run=choose)
    levels.add_to(verbs, everywhere)
    one = verbs.add_parser("key", parents=[everywhere], help="the key of whoever is at the desk, for export --for")
    one.set_defaults(run=key)
    console.add_to(verbs, everywhere)


def list_(terminal: Terminal, arguments: Arguments) -> int:
    here: list[dict[str, object]] = []
    locked = asking.with_pins(terminal.home)
    if (terminal.own or not locked or asking.has_open_record(terminal.home)) and terminal.has_record:
        with terminal.reading() as desk:
            organisation, me = desk.organisation(), desk.at_the_desk()
            name, level = organisation.people.name, organisation.levels.of.get
            here = [_told(p, name(p), at_the_desk=p == me, level=level(p)) for p in desk.people()]
    if terminal.own is None:
        here += [_told(p, name, pin=True) for p, name in locked]
    notes = {"at_the_desk": " (at the desk)", "pin": " (with a PIN)"}
    lines = [
        f"{p['name']}{''.join(note for key, note in notes.items() if p[key])}"
        + (f", {p['level']}" if p["level"] else "")
        for p in here
    ]
    terminal.say({"people": here}, "\n".join(lines) or "Nobody yet.")
    return DONE


def _told(
    person: PersonId, name: str, *, at_the_desk: bool = False, pin: bool = False, level: str | None = None
) -> dict[str, object]:
    return {"person": person, "name": name, "at_the_desk": at_the_desk, "pin": pin, "level": level}


def add(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk person") as desk:
        person = desk.add_person(arguments.name).result()
    terminal.say({"person": person, "name": arguments.name}, f"{arguments.name} can write here.")
    return DONE


def choose(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk person") as desk:
        person = desk.choose_person(arguments.name).result()
    terminal.say({"person": person, "name": arguments.name}, f"{arguments.name} is at the desk.")
    return DONE


def key(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk.bundles.making import own_key

    with terminal.reading():
        line = own_key(terminal.place)
    terminal.say({"key": line}, line)
    return DONE
