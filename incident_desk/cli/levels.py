"""person level: what somebody may do in the shared record."""

import argparse

from incident_desk.cli.shared import LEVELS, SAVED_HERE_ONLY
from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.desk import Desk
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.levels import SET, SetLevel
from incident_desk.domain.powers import Level


def add_to(verbs: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this verb."""
    one = verbs.add_parser("level", parents=[everywhere], help="say what somebody may do in the shared record")
    one.add_argument("name")
    one.add_argument("level", choices=LEVELS)
    one.add_argument("--reason", required=True, help="why; it stays on the record")
    one.set_defaults(run=level)


def level(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk person level") as desk:
        entries = desk.record(SetLevel(arguments.name, Level(arguments.level), arguments.reason)).result()
        trouble = _shared(desk)
        last = desk.reading.entry(entries[-1].id) or entries[-1]
        organisation = desk.reading.organisation()
        person = organisation.people.find(arguments.name)
    is_refused = last.refused and not trouble
    told = _words(last, organisation.people.name(person), arguments.level, trouble)
    is_set = last.kind == SET and not last.refused and not trouble
    value = {"person": person, "level": organisation.levels.of.get(person), "entries": [e.id for e in entries]}
    terminal.say({**value, "is_set": is_set, "is_refused": is_refused, "trouble": trouble}, told)
    return SAVED_HERE_ONLY if trouble else NO if is_refused else DONE


def _shared(desk: Desk) -> str:
    """Hand it to the shared database, which decides. Returns: why that did not work; empty if it did."""
    try:
        state = desk.shared.exchange()
    except DeskError as e:
        return str(e)
    return state.trouble


def _words(last: Entry, name: str, level: str, trouble: str) -> str:
    if trouble:
        return f"Saved here. It takes effect once the shared database has it, which did not answer: {trouble}"
    if last.refused:
        return "The shared database did not heed it: somebody changed the levels meanwhile. See `shared status`."
    if last.kind == SET:
        return f"{name} is {level} now."
    return f"Asked. {name} is {level} once another administrator gives them that level, too."
