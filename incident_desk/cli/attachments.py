"""attach and attached: files put on a timeline, and taken out again."""

import argparse
import mimetypes
from pathlib import Path
from typing import Any, Final

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.board import Board
from incident_desk.domain.errors import BadInput, NotFound, NotSaved
from incident_desk.domain.investigation_entries import Trust
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.timeline import Attach, AttachmentAdded

UNKNOWN: Final = "application/octet-stream"


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("attach", parents=[everywhere], help="put files on the timeline, up to 64 MiB each")
    one.add_argument("incident")
    one.add_argument("files", nargs="+", metavar="FILE")
    one.add_argument("--evidence-in", metavar="LETTER", help="as evidence in this investigation, sealed with it")
    one.add_argument("--text", default="", metavar="T", help="what it shows; evidence may begin: for H2 …")
    one.add_argument("--source", default="", metavar="S", help="where evidence comes from")
    one.add_argument("--trust", default="high", choices=[*Trust], help="how much evidence is trusted (high)")
    one.set_defaults(run=attach)
    one = names.add_parser("attached", parents=[everywhere], help="the files of an incident; --save takes one out")
    one.add_argument("incident")
    one.add_argument("--save", metavar="FILE", help="its name, or the beginning of its digest")
    one.add_argument("-o", "--output", metavar="PATH", help="where to; a file that is there is not written over")
    one.set_defaults(run=attached)


def attach(terminal: Terminal, arguments: Arguments) -> int:
    told: list[dict[str, Any]] = []
    with terminal.desk("incident-desk attach") as desk:
        incident = desk.reading.find(arguments.incident)
        for path in map(Path, arguments.files):
            written = desk.attach(path, _about(path, arguments), incident).result()
            timeline = desk.board(incident).timeline
            entry, body = next(
                (each, body) for each in written if isinstance(body := timeline.line(each.id).body, AttachmentAdded)
            )
            told.append({"entry": entry.id, "name": body.name, "size_bytes": body.size_bytes, "digest": body.digest})
    terminal.say({"attached": told}, "\n".join(f"{each['name']}: saved here" for each in told))
    return DONE


def _about(path: Path, arguments: Arguments) -> Attach:
    media_type = mimetypes.guess_type(path.name)[0] or UNKNOWN
    if not arguments.evidence_in:
        return Attach("", path.name, 0, media_type, arguments.text)
    return AttachEvidence(
        "",
        path.name,
        0,
        media_type,
        arguments.text,
        investigation=arguments.evidence_in,
        source=arguments.source,
        trust=Trust(arguments.trust),
    )


def attached(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as reading:
        board = reading.fold(reading.find(arguments.incident)).board
        if arguments.save is None:
            files = [_told(body, reading.has_file(body.digest)) for body in _files(board)]
            lines = [
                f"{f['digest'][:12]}  {'here' if f['is_here'] else 'not here yet':<12}  {f['name']}" for f in files
            ]
            terminal.say({"files": files}, "\n".join(lines) or "No file is attached.")
            return DONE
        body = _named(board, arguments.save)
        target = Path(arguments.output or Path(body.name).name)
        _write(target, reading.attachment(body.digest))
    terminal.say({"saved": str(target)}, f"Saved as {target}.")
    return DONE


def _files(board: Board) -> list[AttachmentAdded]:
    lines = board.timeline.lines
    return [line.body for line in lines if isinstance(line.body, AttachmentAdded) and not line.is_erased]


def _told(body: AttachmentAdded, is_here: bool) -> dict[str, Any]:
    return {"name": body.name, "size_bytes": body.size_bytes, "digest": body.digest, "is_here": is_here}


def _named(board: Board, name: str) -> AttachmentAdded:
    found = [body for body in _files(board) if name == body.name or (len(name) >= 4 and body.digest.startswith(name))]
    if not found:
        raise NotFound(f"No file of this incident is called “{name}”; `incident-desk attached` shows them.")
    if len(found) > 1:
        raise NotFound(f"“{name}” could be several files; name one by the beginning of its digest.")
    return found[0]


def _write(target: Path, content: bytes) -> None:
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as e:
        raise BadInput("is there already; name another with -o", str(target)) from e
    except OSError as e:
        raise NotSaved(f"{target} was not written: {e.strerror}.") from e
