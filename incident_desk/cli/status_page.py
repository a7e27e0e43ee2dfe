"""status-page: writes the public page as it is now into a folder that a web server reads."""

import argparse
from pathlib import Path

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import RuleError


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    about = "write the public status page, from what was approved and sent there; `serve` keeps it up to date"
    one = names.add_parser("status-page", parents=[everywhere], help=about)
    one.add_argument("folder", metavar="FOLDER", help="for the page alone; point the web server at FOLDER/current")
    one.add_argument("--address", metavar="URL", default="", help="where it is read, for the links in its feeds")
    one.set_defaults(run=write)


def write(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk.clock import system_clock
    from incident_desk.outreach.status_page.folder import CURRENT, must_be_a_place
    from incident_desk.outreach.status_page.place import checked_address
    from incident_desk.outreach.status_page.publishing import publish_once

    folder, address = Path(arguments.folder), checked_address(arguments.address)
    with terminal.reading() as desk:
        if desk.installed.is_apart:
            raise RuleError("This home is a demo or a drill: it shows nothing to anybody outside.")
        must_be_a_place(folder)
        is_new = publish_once(desk, folder, address, system_clock())
    shown = folder / CURRENT
    told = f"{shown}: written" if is_new else f"{shown}: nothing has changed"
    terminal.say({"folder": str(shown), "is_new": is_new}, told)
    return DONE
