"""Reads the command line, calls the command, and turns errors into one clear line and an exit code."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

from incident_desk import __version__
from incident_desk.cli import desktop
from incident_desk.cli.terminal import NO, STOPPED, WRONG_USE, Terminal, home_from
from incident_desk.domain.errors import BadInput, DeskError, HomeLocked, NotFound, RuleError

REFUSED = (RuleError, BadInput, NotFound, HomeLocked)


class Parser(argparse.ArgumentParser):
    """argparse with errors of one line, and options that are only known by their whole names."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.allow_abbrev = False

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"incident-desk: {message} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns: 0 done, 1 the answer is no or problems were found, 2 wrong use or bad input."""
    given = sys.argv[1:] if argv is None else list(argv)
    _speak_utf8()
    arguments = _parsed(given)
    terminal = Terminal(home_from(getattr(arguments, "home", None)), getattr(arguments, "json", False))
    try:
        _check_text(given)
        _check_home(terminal)
        if (name := getattr(arguments, "pin_of", "")) and arguments.run is not desktop.window:
            terminal = terminal.unlocked_by(name)
        return arguments.run(terminal, arguments)
    except REFUSED as e:
        terminal.complain(f"incident-desk: {e}")
        return WRONG_USE
    except DeskError as e:
        terminal.complain(f"incident-desk: {e}")
        return NO
    except BrokenPipeError:
        # whoever read the output is gone; Python must not complain about it again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO
    except OSError as e:
        terminal.complain(f"incident-desk: {e}")
        return NO
    except KeyboardInterrupt:
        return STOPPED


def _speak_utf8() -> None:
    """Whatever the locale says: JSON is UTF-8, and so are names."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")


def _check_text(given: Sequence[str]) -> None:
    """Raises: BadInput for an argument with bytes that are no UTF-8; the record holds text only."""
    for text in given:
        try:
            text.encode()
        except UnicodeEncodeError as e:
            readable = text.encode(errors="replace").decode()
            raise BadInput("not UTF-8 text", f"“{readable[:60]}”") from e


def _check_home(terminal: Terminal) -> None:
    """Raises: BadInput if it can be nobody's home; a folder that is not there yet can."""
    if terminal.home.exists() and not terminal.home.is_dir():
        raise BadInput("is no folder; name another with --home", str(terminal.home))


def _parsed(given: Sequence[str]) -> argparse.Namespace:
    """What was asked for. The window does not wait for the other commands and what they load (0.2 s)."""
    everywhere = Parser(prog="incident-desk", add_help=False)
    everywhere.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="the folder that holds the record")
    everywhere.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer for a program")
    everywhere.add_argument(
        "--person", dest="pin_of", metavar="NAME", default=argparse.SUPPRESS, help="whoever has a PIN: in their record"
    )
    arguments, rest = everywhere.parse_known_args(given)
    if rest:
        return _parser(everywhere, rest[0]).parse_args(given)
    arguments.run = desktop.window
    return arguments


def _parser(everywhere: argparse.ArgumentParser, wanted: str = "") -> argparse.ArgumentParser:
    parser = Parser(prog="incident-desk", parents=[everywhere], description="The desk of a command center.")
    parser.add_argument("--version", action="version", version=f"incident-desk {__version__}")
    parser.set_defaults(run=desktop.window)
    names = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for module in _modules(wanted):
        module.add_to(names, everywhere)
    return parser


def _modules(wanted: str) -> Sequence[ModuleType]:
    """Where the commands are. `detect` is started once for each series, and waits for none of the others (0.7 s)."""
    if wanted == "detect":
        from incident_desk.cli import detect

        return (detect,)
    from incident_desk.cli.commands import ALL

    return ALL
