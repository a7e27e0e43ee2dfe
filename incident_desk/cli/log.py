"""log: write notes on a timeline, one or a stream of them."""

import argparse
import sys

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal, moment
from incident_desk.desk import Desk
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Note


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("log", parents=[everywhere], help="write a note on the timeline")
    one.add_argument("incident")
    one.add_argument("text", help="- reads one note per line of standard input")
    one.add_argument("--occurred-at", metavar="T")
    one.add_argument("--speaker", default="", metavar="S", help="who said it, if it was not you")
    one.set_defaults(run=log)


def log(terminal: Terminal, arguments: Arguments) -> int:
    occurred_us = moment(arguments.occurred_at)
    with terminal.desk("incident-desk log") as desk:
        incident = desk.reading.find(arguments.incident)
        if arguments.text == "-":
            return _stream(terminal, desk, incident, occurred_us, arguments.speaker)
        fields = Note(arguments.text, occurred_us=occurred_us, speaker=arguments.speaker)
        entry = desk.record(fields, incident).result()[-1]
    terminal.say({"entry": entry.id}, f"Saved here: {entry.id}")
    return DONE


def _stream(terminal: Terminal, desk: Desk, incident: IncidentId, occurred_us: int | None, speaker: str) -> int:
    """One JSON line per note, each only after its commit; a line that is refused is named and the rest go on."""
    refused = 0
    for count, raw in enumerate(sys.stdin.buffer, start=1):
        text = raw.decode("utf-8", errors="replace").strip()
        if not text:
            continue
        try:
            entry = desk.record(Note(text, occurred_us=occurred_us, speaker=speaker), incident).result()[-1]
        except RuleError as e:
            terminal.complain(f"incident-desk: line {count}: {e}")
            refused += 1
        else:
            print(terminal.json({"entry": entry.id}), flush=True)
    return NO if refused else DONE
