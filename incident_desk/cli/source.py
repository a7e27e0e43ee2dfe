"""source: monitors that may send alerts to `serve`, each with a token of its own."""

import argparse
import time
from typing import TYPE_CHECKING, Final

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.alert_entries import SourceKind
from incident_desk.domain.errors import BadInput, HomeLocked

if TYPE_CHECKING:
    from incident_desk.intake.alerts.requests import Request

PUSHING: Final = tuple(each.value for each in SourceKind if each is not SourceKind.WATCH)
WAIT_S: Final = 15.0


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    whole = names.add_parser("source", parents=[everywhere], help="monitors that may send alerts, each with a token")
    verbs = whole.add_subparsers(metavar="VERB", required=True, parser_class=type(whole))
    one = verbs.add_parser("add", parents=[everywhere], help="let a monitor in; its token is told this once")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--kind", choices=PUSHING, default="prometheus", help="the shape in which it sends")
    one.add_argument(
        "--every", metavar="SPAN", help="how often it says something at least; silence beyond is a warning"
    )
    one.add_argument("--mapping", metavar="KEY", default="", help="with --kind json: what of the plan reads it")
    one.set_defaults(run=let_in)
    one = verbs.add_parser("remove", parents=[everywhere], help="let it in no more")
    one.add_argument("name", metavar="NAME")
    one.set_defaults(run=let_out)
    verbs.add_parser("list", parents=[everywhere], help="who may, and when each was heard last").set_defaults(
        run=let_in_now
    )


def let_in(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk.tokens import new_token
    from incident_desk.domain.spans import read_span
    from incident_desk.intake.alerts.pointing import pointed
    from incident_desk.intake.alerts.requests import Request

    token, digest = new_token()
    every_s = read_span(arguments.every) if arguments.every else None
    name = " ".join(arguments.name.split())
    kind = SourceKind(arguments.kind)
    _do(terminal, Request(name, digest, kind, every_s, arguments.mapping))
    how = pointed(kind, token)
    terminal.say({"source": name, "kind": kind, "token": token, "how": how}, f"{token}\n{how}")
    return DONE


def let_out(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.alerts.requests import Request

    _do(terminal, Request(arguments.name))
    terminal.say({"source": arguments.name}, f"{arguments.name} sends no more alerts.")
    return DONE


def _do(terminal: Terminal, request: "Request") -> None:
    """Here, or by the process that holds the home. Raises: BadInput with what that one says."""
    from incident_desk.intake.alerts.requests import ask

    try:
        with terminal.desk("incident-desk source") as desk:
            desk.record(request.command).result()
            return
    except HomeLocked as e:
        locked = e
    file = ask(terminal.home, request)
    until = time.monotonic() + WAIT_S
    while file.exists():
        if time.monotonic() > until:
            file.unlink(missing_ok=True)
            raise locked
        time.sleep(0.05)
    refused = file.with_suffix(".refused")
    if refused.exists():
        why = refused.read_text("utf-8")
        refused.unlink()
        raise BadInput(why, request.name)


def let_in_now(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk.alerts import AlertBook
    from incident_desk.domain.showing_alerts import source_shown

    with terminal.reading() as desk:
        found = [each for each in AlertBook(desk).alerts.sources.values() if each.digest]
    shown = [source_shown(each) for each in found]
    lines = [f"{each['name']}  {each['kind']}  heard {each['last_heard_at'] or 'never'}" for each in shown]
    terminal.say({"sources": shown}, "\n".join(lines) or "No monitor may send alerts.")
    return DONE
