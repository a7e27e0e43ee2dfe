"""import and export."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from incident_desk.cli.incidents import severity_named
from incident_desk.cli.terminal import DONE, WRONG_USE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.intake.files import Imported

FORMATS = ("md", "json")


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("import", parents=[everywhere], help="bring in past incidents from files")
    one.add_argument("files", nargs="+", metavar="FILE", help="timeline JSON, CSV, or a status page's JSON")
    columns = "for CSV: time=When,text=What,kind=Type,who=Person, and zone=Europe/Berlin or dates=day or month"
    one.add_argument("--map", dest="columns", metavar="COLUMNS", help=columns)
    one.add_argument("--title", help="what to call the incident; for CSV else the file's name")
    one.add_argument("--severity", help="for incidents whose file names none")
    one.set_defaults(run=import_)
    one = names.add_parser("export", parents=[everywhere], help="write an incident to a file")
    one.add_argument("incident")
    one.add_argument("--format", choices=FORMATS, default="md")
    one.add_argument("-o", "--output", metavar="FILE", help="- or left out: standard output")
    one.set_defaults(run=export)


def import_(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.files import Imported, import_files

    severity = severity_named(arguments.severity)
    paths = [Path(f) for f in arguments.files]
    with terminal.desk("incident-desk import") as desk:
        results = import_files(desk, paths, severity=severity, columns=arguments.columns, title=arguments.title)
    imported = [r for r in results if isinstance(r, Imported)]
    refused = [r for r in results if not isinstance(r, Imported)]
    for each in refused:
        terminal.complain(f"incident-desk: {each.reason}")
    value = {
        "imported": [msgspec.structs.asdict(r) for r in imported],
        "refused": [msgspec.structs.asdict(r) for r in refused],
    }
    terminal.say(value, "\n".join(map(_line, imported)) or "Nothing was imported.")
    return WRONG_USE if refused else DONE


def _line(imported: "Imported") -> str:
    said = f"{imported.number}: {imported.added} entries added, {imported.skipped} there already ({imported.title})"
    return f"{said}; {imported.remark}" if imported.remark else said


def export(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.learning.exports import as_json, as_markdown

    with terminal.reading() as desk:
        board = desk.fold(desk.find(arguments.incident)).board
        organisation = desk.organisation()
    make = as_markdown if arguments.format == "md" else as_json
    text = make(board, organisation)
    if arguments.output in (None, "-"):
        _print(terminal, board.incident, arguments.format, text)
        return DONE
    file = Path(arguments.output)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as e:
        raise BadInput(e.strerror or "cannot be written", str(file)) from e
    terminal.say({"file": str(file), "incident": board.incident}, f"Written to {file}")
    return DONE


def _print(terminal: Terminal, incident: IncidentId, format_: str, text: str) -> None:
    """The export itself; for a program that asked for JSON, Markdown comes inside a document."""
    if terminal.as_json and format_ != "json":
        terminal.say({"incident": incident, "format": format_, "text": text}, text)
    else:
        print(text, end="" if text.endswith("\n") else "\n", flush=True)
