"""person: who can write in this home."""

import argparse

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    person = names.add_parser("person", parents=[everywhere], help="the people of this home")
    verbs = person.add_subparsers(metavar="list|add|choose|key", required=True)
    one = verbs.add_parser("list", parents=[everywhere], help="who can write here")
    one.set_defaults(run=list_)
    one = verbs.add_parser("add", parents=[everywhere], help="let another person write here")
    one.add_argument("name")
    one.set_defaults(run=add)
    one = verbs.add_parser("choose", parents=[everywhere], help="say who is at the desk from now on")
    one.add_argument("name")
    one.set_defaults(run=choose)
    one = verbs.add_parser("key", parents=[everywhere], help="the key of whoever is at the desk, for export --for")
    one.set_defaults(run=key)


def list_(terminal: Terminal, arguments: Arguments) -> int:
    here: list[dict[str, object]] = []
    if terminal.has_record:
        with terminal.reading() as desk:
            people, me = desk.organisation().people, desk.at_the_desk()
            here = [{"person": p, "name": people.name(p), "at_the_desk": p == me} for p in desk.people()]
    lines = [f"{p['name']}{' (at the desk)' if p['at_the_desk'] else ''}" for p in here]
    terminal.say({"people": here}, "\n".join(lines) or "Nobody yet.")
    return DONE


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
    from incident_desk.desk.bundles import own_key

    with terminal.reading():
        line = own_key(terminal.home)
    terminal.say({"key": line}, line)
    return DONE
