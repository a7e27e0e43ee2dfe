"""duty-log: write a note before any incident, or read the lines of a shift."""

import argparse
import sys
from typing import cast

from incident_desk.cli.lines import Source, batches
from incident_desk.cli.log import Stream
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal, moment
from incident_desk.domain.board import Board
from incident_desk.domain.duty_log import shift_began_us
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.showing import line_shown, struck
from incident_desk.domain.timeline import Note


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("duty-log", parents=[everywhere], help="note something before any incident, or read the log")
    one.add_argument("text", nargs="?", help="- reads one note per line of standard input; without it the log is shown")
    one.add_argument("--occurred-at", metavar="T", help="when it happened, if not now")
    one.add_argument("--speaker", default="", metavar="S", help="who said it, if it was not you")
    one.add_argument("--since", metavar="T", help="show from then on, not only this shift")
    one.add_argument("--all", dest="whole", action="store_true", help="show all of it")
    one.set_defaults(run=duty_log)


def duty_log(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.text is None:
        if arguments.occurred_at or arguments.speaker:
            raise BadInput("--occurred-at and --speaker go with a text", "duty-log")
        return _show(terminal, arguments)
    if arguments.since or arguments.whole:
        raise BadInput("--since and --all are for reading the log; leave the text out", "duty-log")
    note = Note(arguments.text, occurred_us=moment(arguments.occurred_at), speaker=arguments.speaker)
    with terminal.desk("incident-desk duty-log") as desk:
        if arguments.text == "-":
            return Stream(terminal, desk, NO_INCIDENT, note).run(batches(cast("Source", sys.stdin.buffer)))
        entry = desk.record(note, NO_INCIDENT).result()[-1]
    terminal.say({"entry": entry.id}, f"Saved here: {entry.id}")
    return DONE


def _show(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import system_clock

    since_us, board, people = moment(arguments.since), Board(NO_INCIDENT), People()
    if terminal.has_record:
        with terminal.reading() as desk:
            board, people = desk.fold(NO_INCIDENT).board, desk.organisation().people
    began_us = shift_began_us(board.timeline, system_clock())
    from_us = 0 if arguments.whole else began_us if since_us is None else since_us
    lines = [line_shown(line, people) for line in board.timeline.lines if line.occurred_us >= from_us]
    told = [f"{line['occurred_at']}  {line['author']['name']}: {struck(line)}" for line in lines]
    value = {"shift_began_at": iso(began_us), "lines": lines}
    terminal.say(value, "\n".join(told) or "Nothing was noted since then; --all shows all of the log.")
    return DONE
