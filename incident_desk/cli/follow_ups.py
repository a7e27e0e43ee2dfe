"""follow-ups: what is left to do of all incidents, as tickets of other tools, and back; repeats: what came again."""

import argparse
from pathlib import Path

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal, read_file
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.follow_up_overview import (
    of_person,
    overdue,
    overview,
    owed_line,
    owed_shown,
    still_open,
)
from incident_desk.domain.tickets import Shape, once, ticket_of, wanted


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    help_ = "what is left to do of past incidents, what is overdue first"
    one = names.add_parser("follow-ups", parents=[everywhere], help=help_)
    which = one.add_mutually_exclusive_group()
    which.add_argument("--overdue", action="store_true", help="only what is overdue; exit 1 if anything is")
    which.add_argument("--mine", action="store_true", help="only mine")
    which.add_argument("--all", dest="every", action="store_true", help="what is done and dropped, too")
    one.set_defaults(run=show)
    ways = one.add_subparsers(metavar="WAY", parser_class=type(one))
    way = ways.add_parser("export", parents=[everywhere], help="write them as tickets of another tool")
    way.add_argument("--shape", required=True, choices=[*Shape], help="whose tickets they are to look like")
    way.add_argument("--format", dest="form", choices=("csv", "json"), default="csv")
    way.add_argument("--every", action="store_true", help="what ended, too")
    way.add_argument("-o", "--output", required=True, metavar="FILE")
    way.set_defaults(run=export)
    way = ways.add_parser("import", parents=[everywhere], help="take tickets in: what is known is brought up to date")
    way.add_argument("file", metavar="FILE", help="CSV or JSON of GitHub, GitLab or Jira")
    way.add_argument("--incident", metavar="INCIDENT", help="where tickets that are new here belong")
    way.set_defaults(run=import_)


def show(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import system_clock

    now_us = system_clock()
    with terminal.reading() as desk:
        every, people, me = overview(desk.headlines()), desk.organisation().people, desk.at_the_desk()
    found = still_open(every)
    if arguments.overdue:
        found = overdue(every, now_us)
    elif arguments.mine:
        found = of_person(every, me)
    elif arguments.every:
        found = every
    lines = [owed_line(owed, people, now_us) for owed in found]
    value = {"follow_ups": [owed_shown(owed, people, now_us) for owed in found]}
    terminal.say(value, "\n".join(lines) or "There is none.")
    return NO if arguments.overdue and found else DONE


def export(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.learning.tickets import written

    with terminal.reading() as desk:
        every, people = overview(desk.headlines()), desk.organisation().people
    chosen = every if arguments.every else still_open(every)
    shape, form = Shape(arguments.shape), arguments.form
    text = written([ticket_of(owed, people) for owed in chosen], shape, form)
    file = Path(arguments.output)
    file.write_text(text, encoding="utf-8", newline="")
    terminal.say({"file": str(file), "tickets": len(chosen)}, f"{len(chosen)} tickets written to {file}")
    return DONE


def import_(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.tickets import LIMIT_BYTES, read

    tickets = read(read_file(arguments.file, LIMIT_BYTES), Path(arguments.file).name)
    made: list[str] = []
    rejected: list[dict[str, str]] = []
    with terminal.desk("take follow-ups in") as desk:
        every, people = overview(desk.reading.headlines()), desk.reading.organisation().people
        new_in = desk.reading.find(arguments.incident) if arguments.incident else None
        for ticket in once(tickets):
            want = wanted(ticket, every, new_in, people)
            if want is None:
                rejected.append({"title": ticket.title, "why": "not known here: name its incident with --incident"})
            elif want.fields is not None:
                try:
                    made.append(desk.record(want.fields, want.incident).result()[-1].id)
                except DeskError as e:
                    rejected.append({"title": ticket.title, "why": str(e)})
    if not made and rejected and len(rejected) == len(tickets):
        raise BadInput(f"{rejected[0]['title']}: {rejected[0]['why']}", arguments.file)
    same = len(tickets) - len(made) - len(rejected)
    told = [f"{len(made)} taken in, {same} as they were", *(f"rejected: {r['title']}: {r['why']}" for r in rejected)]
    terminal.say({"entries": made, "unchanged": same, "rejected": rejected}, "\n".join(told))
    return NO if rejected else DONE
