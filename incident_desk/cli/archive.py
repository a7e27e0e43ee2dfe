"""shared archive, archive list, archive open: old incidents in the archive of the shared database."""

import argparse
from typing import TYPE_CHECKING

from incident_desk.cli.progress import ProgressLine
from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk
    from incident_desk.domain.board import Board


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    group = names.add_parser("archive", parents=[everywhere], help="old incidents that the shared database put away")
    verbs = group.add_subparsers(metavar="list|open", required=True)
    one = verbs.add_parser("list", parents=[everywhere], help="the archives, their incidents, and which are all here")
    one.set_defaults(run=list_)
    one = verbs.add_parser("open", parents=[everywhere], help="bring an incident, or a whole archive, to this desk")
    one.add_argument("what", nargs="+", metavar="INCIDENT|ARCHIVE", help="a number, a title, or the name of an archive")
    one.set_defaults(run=open_)


def move(terminal: Terminal, arguments: Arguments) -> int:
    """Move the closed incidents of a year, or from before a day, to the archive."""
    with terminal.desk("incident-desk shared archive") as desk:
        moved = desk.shared.archive.move(arguments.archive)
    told = f"Archive {moved.archive}: {moved.incidents} incidents; {moved.entries} entries moved there now."
    value = {
        "archive": moved.archive,
        "incidents": moved.incidents,
        "entries": moved.entries,
        "left_out": moved.left_out,
    }
    terminal.say(value, "\n".join([told, *(f"left where they are: {each}" for each in moved.left_out)]))
    return DONE


def list_(terminal: Terminal, arguments: Arguments) -> int:
    boards: list[Board] = []
    away: frozenset[IncidentId] = frozenset()
    if terminal.has_record:
        with terminal.reading() as desk:
            boards, away = _archived(desk), desk.away()
    names = sorted({board.headline.archive for board in boards})
    of = {name: [board for board in boards if board.headline.archive == name] for name in names}
    lines = [line for name in names for line in (name, *(_line(board, away) for board in of[name]))]
    told = [{"archive": name, "incidents": [_value(board, away) for board in of[name]]} for name in names]
    terminal.say({"archives": told}, "\n".join(lines or ["Nothing was moved to an archive."]))
    return DONE


def _archived(desk: "ReadingDesk") -> "list[Board]":
    return [board for board in desk.headlines() if board.headline.archive]


def _value(board: "Board", away: frozenset[IncidentId]) -> dict[str, object]:
    headline = board.headline
    return {
        "incident": board.incident,
        "number": headline.number,
        "title": headline.title.value,
        "here": board.incident not in away,
    }


def _line(board: "Board", away: frozenset[IncidentId]) -> str:
    where = "" if board.incident in away else "  (here)"
    return f"  {board.headline.number:<12} {board.headline.title.value or '(erased)'}{where}"


def open_(terminal: Terminal, arguments: Arguments) -> int:
    progress = ProgressLine(terminal)
    with terminal.desk("incident-desk archive open") as desk:
        wanted = [incident for what in arguments.what for incident in _named(desk.reading, what)]
        try:
            opened = desk.shared.archive.open(wanted, progress.tell)
        finally:
            progress.end()
    lines = [f"{opened.entries} entries came from the archive."]
    lines += [f"not believed: {each}" for each in opened.parked]
    terminal.say({"incidents": wanted, "entries": opened.entries, "parked": opened.parked}, "\n".join(lines))
    return NO if opened.parked else DONE


def _named(desk: "ReadingDesk", what: str) -> list[IncidentId]:
    """The incidents of an archive of that name, or the one that is called so. Raises: NotFound."""
    return [board.incident for board in _archived(desk) if board.headline.archive == what] or [desk.find(what)]
