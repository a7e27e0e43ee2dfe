"""tasks: what is due in every open incident, or in one of them."""

import argparse
from typing import TYPE_CHECKING

from incident_desk.cli.clocks import span
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.agenda import Agenda, Due, DueKind
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import PersonId
from incident_desk.domain.showing_agenda import due_shown, words
from incident_desk.domain.task_calls import Call

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    told = "what is due in every open incident: tasks, clocks, questions, courses, decisions to look at again"
    one = names.add_parser("tasks", parents=[everywhere], help=told)
    one.add_argument("incident", nargs="?", help="only of this one")
    one.add_argument("--all", action="store_true", help="of every open incident, which is what is meant without one")
    one.add_argument("--of", metavar="PERSON", help="only what lies with this person; me is whoever is at the desk")
    one.add_argument("--kind", action="append", choices=[kind.value for kind in DueKind], help="may be given twice")
    one.add_argument("--late", action="store_true", help="only what is past its time")
    one.set_defaults(run=tasks)


def tasks(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.all and arguments.incident:
        raise BadInput("give one incident, or --all of them")
    from incident_desk.desk import system_clock
    from incident_desk.desk.open_incidents import OpenIncidents

    now_us = system_clock()
    with terminal.reading() as desk:
        incident = desk.find(arguments.incident) if arguments.incident else None
        person = _person(desk, arguments.of) if arguments.of else None
        found = OpenIncidents(desk).agenda(desk.at_the_desk(), now_us)
    kinds = frozenset(arguments.kind or DueKind)
    due = [
        each
        for each in found.due
        if each.kind in kinds
        and incident in (None, each.of.incident)
        and (person is None or each.is_of(person))
        and (not arguments.late or (each.due_us is not None and each.due_us <= now_us))
    ]
    terminal.say({"due": [due_shown(each, now_us) for each in due]}, _told(due, found, now_us))
    return DONE


def _person(desk: "ReadingDesk", text: str) -> PersonId:
    """Raises: NotFound."""
    me = desk.at_the_desk()
    return me if text == "me" and me is not None else desk.organisation().people.find(text)


def _told(due: list[Due], found: Agenda, now_us: int) -> str:
    if not due:
        return "Nothing of that is due." if found.incidents else "No incident is open."
    return "\n".join(_line(each, now_us) for each in due)


def _line(due: Due, now_us: int) -> str:
    what = f"{due.kind} {due.label}".strip()
    who = due.holder.name if due.holder else f"nobody yet ({due.role})" if due.role else "nobody yet"
    stands = {Call.STUCK: ", stuck", Call.NOT_SEEN: ", not acknowledged"}.get(due.call, "")
    return f"{_when(due, now_us):<16} {due.of.number:<12} {what:<12} {who}{stands}: {words(due)}  ({due.of.title})"


def _when(due: Due, now_us: int) -> str:
    if due.due_us is None:
        return "no time"
    return f"{span(now_us - due.due_us)} late" if due.due_us <= now_us else f"in {span(due.due_us - now_us)}"
