"""similar: past incidents that are like what is typed, or like another."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput, NotFound

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk
    from incident_desk.domain.ids import IncidentId
    from incident_desk.domain.similar import Precedents, Similar

LINES = "-"
LETTERS = 20_000
"""What is read of a line."""


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("similar", parents=[everywhere], help="find past incidents like this one, the likest first")
    what = "what is wrong, in words; or an incident by id or number; or - for a line of words each on standard input"
    one.add_argument("words", nargs="+", metavar="TEXT|INCIDENT|-", help=what)
    one.add_argument("--service", action="append", default=[], metavar="S", help="a service that is concerned")
    one.add_argument("--limit", type=int, help="how many at most; without it 5, or 10 for a program")
    one.set_defaults(run=similar)


def similar(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.learning.similar import FEW, MORE, shown, told

    if arguments.limit is not None and arguments.limit < 1:
        raise BadInput("at least 1", "--limit")
    by_line = arguments.words == [LINES]
    most = arguments.limit or (MORE if by_line or terminal.as_json else FEW)
    if by_line:
        return _line_by_line(terminal, arguments.service, most)
    found: list[Similar] = []
    if terminal.has_record:
        with terminal.reading() as desk:
            found = _alike(terminal, desk, " ".join(arguments.words), arguments.service, most)
    terminal.say({"results": shown(found, _now_us())}, told(found, _now_us()) or "Nothing like it is on the record.")
    return DONE if found else NO


def _now_us() -> int:
    from incident_desk.desk import system_clock

    return system_clock()


def _alike(terminal: Terminal, desk: "ReadingDesk", text: str, services: list[str], most: int) -> "list[Similar]":
    from incident_desk.domain.similar import Asked
    from incident_desk.learning.similar import asked_by

    precedents = _precedents(terminal)
    own = _named(desk, text)
    past = precedents.past(own) if own else None
    viewer = desk.at_the_desk()
    return precedents.like(asked_by(past, viewer) if past else Asked(text, tuple(services), viewer=viewer), most)


def _precedents(terminal: Terminal) -> "Precedents":
    from incident_desk.desk.similar import Remembered
    from incident_desk.domain.similar import Precedents

    if not terminal.has_record:
        return Precedents()
    with Remembered.open(terminal.place) as remembered:
        return Precedents(remembered.all())


def _named(desk: "ReadingDesk", text: str) -> "IncidentId | None":
    """The incident, if it is one that is named and not words; a start of its title is words."""
    if len(text.split()) > 1:
        return None
    try:
        found = desk.found(text)
    except NotFound:
        return None
    return found.incident if text.casefold() in (found.incident, found.label.casefold()) else None


def _line_by_line(terminal: Terminal, services: list[str], most: int) -> int:
    """A line of JSON for each line of words, at once."""
    from incident_desk.domain.similar import Asked
    from incident_desk.learning.similar import shown

    precedents, viewer = _precedents(terminal), None
    if terminal.has_record:
        with terminal.reading() as desk:
            viewer = desk.at_the_desk()
    for line in _lines():
        found: list[Any] = shown(precedents.like(Asked(line, tuple(services), viewer=viewer), most), _now_us())
        print(terminal.json({"results": found}), flush=True)
    return DONE


def _lines() -> Iterator[str]:
    for line in getattr(sys.stdin, "buffer", sys.stdin):
        yield (line.decode(errors="replace") if isinstance(line, bytes) else line)[:LETTERS]
