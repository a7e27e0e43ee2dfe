"""import and export."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from incident_desk.cli import bundles
from incident_desk.cli.incidents import say_if_away, severity_named
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.desk.reading import find_timeline
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import NO_INCIDENT, IncidentId

if TYPE_CHECKING:
    from incident_desk.desk.bundles.taking import Came
    from incident_desk.domain.board import Board
    from incident_desk.domain.organisation import Organisation
    from incident_desk.intake.files import Imported

FORMATS = ("md", "html", "json", "state", "bundle")


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("import", parents=[everywhere], help="bring in past incidents from files")
    one.add_argument("files", nargs="+", metavar="FILE", help="timeline JSON, CSV, a status page's JSON, or a bundle")
    columns = "for CSV: time=When,text=What,kind=Type,who=Person, and zone=Europe/Berlin or dates=day or month"
    one.add_argument("--map", dest="columns", metavar="COLUMNS", help=columns)
    one.add_argument("--title", help="what to call the incident; for CSV else the file's name")
    one.add_argument("--severity", help="for incidents whose file names none")
    one.set_defaults(run=import_)
    one = names.add_parser("export", parents=[everywhere], help="write an incident to a file")
    one.add_argument("incident", nargs="?")
    one.add_argument("--format", choices=FORMATS, default="md")
    one.add_argument("-o", "--output", metavar="FILE", help="- or left out: standard output")
    one.add_argument("--all", dest="whole", action="store_true", help="for a bundle: the whole record")
    one.add_argument("--from", dest="from_", metavar="T", help="for a bundle: only what was written from then on")
    one.add_argument("--to", metavar="T", help="for a bundle: only what was written before then")
    whom = "for a bundle: encrypt it for this person, or to this key; several times for several people"
    one.add_argument("--for", dest="people", metavar="PERSON", action="append", default=[], help=whom)
    one.set_defaults(run=export)


def import_(terminal: Terminal, arguments: Arguments) -> int:
    carried = [file for file in arguments.files if bundles.is_bundle(file)]
    told = [file for file in arguments.files if file not in carried]
    imported, refused = _import_told(terminal, arguments, told) if told or not carried else ([], [])
    value: dict[str, Any] = {"imported": [msgspec.structs.asdict(r) for r in imported]}
    lines = [_line(each) for each in imported]
    came: list[Came] = []
    if carried:
        came, not_taken = bundles.take_in(terminal, carried)
        refused += not_taken
        value["bundles"] = [msgspec.structs.asdict(each) for each in came]
        lines += map(bundles.told, came)
    for each in refused:
        terminal.complain(f"incident-desk: {each['reason']}")
    terminal.say({**value, "refused": refused}, "\n".join(lines) or "Nothing was imported.")
    return bundles.ended(came, bool(refused))


def _import_told(
    terminal: Terminal, arguments: Arguments, files: list[str]
) -> "tuple[list[Imported], list[dict[str, str]]]":
    from incident_desk.intake.files import Imported, import_files

    severity = severity_named(arguments.severity)
    with terminal.desk("incident-desk import") as desk:
        results = import_files(
            desk, [Path(f) for f in files], severity=severity, columns=arguments.columns, title=arguments.title
        )
    imported = [r for r in results if isinstance(r, Imported)]
    return imported, [msgspec.structs.asdict(r) for r in results if not isinstance(r, Imported)]


def _line(imported: "Imported") -> str:
    said = f"{imported.number}: {imported.added} entries added, {imported.skipped} there already ({imported.title})"
    return f"{said}; {imported.remark}" if imported.remark else said


def export(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.format == "bundle":
        return bundles.export(terminal, arguments)
    if not arguments.incident or arguments.whole or arguments.from_ or arguments.to or arguments.people:
        raise BadInput("name an incident; --all, --from, --to and --for are for --format bundle", "export")
    with terminal.reading() as desk:
        incident = find_timeline(desk, arguments.incident)
        board = desk.fold(incident).board
        say_if_away(terminal, desk, incident)
        organisation = desk.organisation()
    if arguments.format == "state" and incident == NO_INCIDENT:
        raise BadInput("the duty log has no state; export it as md, html or json", "export")
    if arguments.format == "state":
        return _export_state(terminal, arguments, board, organisation)
    text = _text(arguments.format, board, organisation)
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


def _text(format_: str, board: "Board", organisation: "Organisation") -> str:
    """The whole incident in this format."""
    from incident_desk.learning.exports import as_json, as_markdown

    if format_ == "html":
        from incident_desk.learning.exported_page import as_html  # with the reader of Markdown, that nothing else needs

        return as_html(board, organisation)
    return (as_markdown if format_ == "md" else as_json)(board, organisation)


def _export_state(terminal: Terminal, arguments: Arguments, board: "Board", organisation: "Organisation") -> int:
    """The state document: text, or pages where the file is called .pdf."""
    from incident_desk.desk import system_clock
    from incident_desk.learning.state_document import state_document

    document = state_document(board, organisation, system_clock())
    if arguments.output in (None, "-"):
        _print(terminal, board.incident, arguments.format, document.as_text())
        return DONE
    file = Path(arguments.output)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # for the typefaces; nothing is shown
    from incident_desk.desktop.saving import is_pages, write_document

    if is_pages(file):
        from incident_desk.desktop.app import application

        application()
    write_document(document, file)
    terminal.say({"file": arguments.output, "incident": board.incident}, f"Written to {arguments.output}")
    return DONE


def _print(terminal: Terminal, incident: IncidentId, format_: str, text: str) -> None:
    """The export itself; for a program that asked for JSON, Markdown comes inside a document."""
    if terminal.as_json and format_ != "json":
        terminal.say({"incident": incident, "format": format_, "text": text}, text)
    else:
        print(text, end="" if text.endswith("\n") else "\n", flush=True)
