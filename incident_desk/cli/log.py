"""log: write notes on a timeline, one or a stream of them."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import cast

import msgspec

from incident_desk.cli.lines import Source, batches
from incident_desk.cli.terminal import DONE, WRONG_USE, Arguments, Subparsers, Terminal, moment
from incident_desk.desk import Desk
from incident_desk.desk.reading import find_timeline
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Note


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("log", parents=[everywhere], help="write a note on the timeline")
    one.add_argument("incident")
    one.add_argument("text", help="- reads one note per line of standard input")
    one.add_argument("--occurred-at", metavar="T", help="when it happened, if not now")
    one.add_argument("--speaker", default="", metavar="S", help="who said it, if it was not you")
    one.set_defaults(run=log)


def log(terminal: Terminal, arguments: Arguments) -> int:
    note = Note(arguments.text, occurred_us=moment(arguments.occurred_at), speaker=arguments.speaker)
    with terminal.desk("incident-desk log") as desk:
        incident = find_timeline(desk.reading, arguments.incident)
        if arguments.text == "-":
            return Stream(terminal, desk, incident, note).run(batches(cast("Source", sys.stdin.buffer)))
        entry = desk.record(note, incident).result()[-1]
    terminal.say({"entry": entry.id}, f"Saved here: {entry.id}")
    return DONE


class Stream:
    """Writes notes as they come, each like `like`; says so of each, in JSON, only after it is on the disk."""

    def __init__(self, terminal: Terminal, desk: Desk, incident: IncidentId, like: Note) -> None:
        self._terminal = terminal
        self._desk = desk
        self._incident = incident
        self._like = like
        self._line = 0
        self._refused = 0

    def run(self, batches: Iterable[Sequence[bytes]]) -> int:
        """Returns: the exit code. A line that is refused is named on standard error, and the rest go on."""
        for batch in batches:
            notes = [(line, note) for line, note in map(self._note, batch) if note.text]
            try:
                self._write([note for _, note in notes])
            except RuleError:
                for line, note in notes:
                    self._write_alone(line, note)
        return WRONG_USE if self._refused else DONE

    def _note(self, raw: bytes) -> tuple[int, Note]:
        self._line += 1
        text = raw.decode("utf-8", errors="replace").strip()
        if "\ufffd" in text and "\ufffd".encode() not in raw:
            self._terminal.complain(f"incident-desk: line {self._line}: not UTF-8; written with � for what it was not")
        return self._line, msgspec.structs.replace(self._like, text=text)

    def _write(self, notes: Sequence[Note]) -> None:
        """All of them or none. Raises: RuleError."""
        if notes:
            entries = self._desk.record(notes, self._incident).result()
            print(*(self._terminal.json({"entry": entry.id}) for entry in entries), sep="\n", flush=True)

    def _write_alone(self, line: int, note: Note) -> None:
        try:
            self._write([note])
        except RuleError as e:
            self._refused += 1
            self._terminal.complain(f"incident-desk: line {line}: {e}")
