"""import and export."""

import argparse
from pathlib import Path

from incident_desk.cli.incidents import severity_named
from incident_desk.cli.terminal import DONE, WRONG_USE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput

FORMATS = ("md", "json")


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("import", parents=[everywhere], help="bring in past incidents from files")
    one.add_argument("files", nargs="+", metavar="FILE", help="timeline JSON, or CSV")
    one.add_argument("--map", dest="columns", metavar="COLUMNS", help="for CSV: time=When,text=What,kind=Type,who=Person")
    one.add_argument("--title", help="for CSV: the incident's title (else the file's name)")
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
        "imported": [{"incident": r.incident, "number": r.number, "added": r.added, "file": r.file} for r in imported],
        "refused": [{"file": r.file, "reason": r.reason} for r in refused],
    }
    lines = [f"{r.number}: {r.added} entries added, {r.skipped} there already ({r.title})" for r in imported]
    terminal.say(value, "\n".join(lines) or "Nothing was imported.")
    return WRONG_USE if refused else DONE


def export(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.learning.exports import as_json, as_markdown

    with terminal.reading() as desk:
        board = desk.fold(desk.find(arguments.incident)).board
        organisation = desk.organisation()
    make = as_markdown if arguments.format == "md" else as_json
    text = make(board, organisation)
    if arguments.output in (None, "-"):
        print(text, end="" if text.endswith("\n") else "\n")
        return DONE
    file = Path(arguments.output)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as e:
        raise BadInput(e.strerror or "cannot be written", str(file)) from e
    terminal.say({"file": str(file), "incident": board.incident}, f"Written to {file}")
    return DONE
