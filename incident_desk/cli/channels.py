"""channel list, set, test, remove: through which services this desk sends."""

import argparse
import sys

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    group = names.add_parser("channel", parents=[everywhere], help="through which services this desk sends")
    under = group.add_subparsers(metavar="COMMAND", required=True)
    one = under.add_parser("list", parents=[everywhere], help="the channels of the plan, and which are set up here")
    one.set_defaults(run=listed)
    one = under.add_parser("set", parents=[everywhere], help="set a channel up; the address comes from standard input")
    one.add_argument("channel", metavar="KEY", help="a channel of the plan")
    one.set_defaults(run=put)
    one = under.add_parser("test", parents=[everywhere], help="send a test, and say in words what is wrong")
    one.add_argument("channel", metavar="KEY")
    one.add_argument("address", metavar="ADDRESS", nargs="?", default="", help="whom to send it to")
    one.set_defaults(run=test)
    one = under.add_parser("remove", parents=[everywhere], help="send nothing by it from here any more")
    one.add_argument("channel", metavar="KEY")
    one.set_defaults(run=remove)


def listed(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk channel") as desk:
        from incident_desk.outreach.channels import Channels

        here = set(Channels(desk).names())
        planned = desk.reading.organisation().plans.current.channels
    found = [{"channel": c.key, "title": c.title, "kind": c.kind, "is_set_up": c.key in here} for c in planned]
    lines = (f"{c['channel']:<20} {c['kind']:<12} {'set up here' if c['is_set_up'] else '-'}" for c in found)
    terminal.say({"channels": found}, "\n".join(lines) or "The plan has no channels.")
    return DONE


def put(terminal: Terminal, arguments: Arguments) -> int:
    """The address may hold a password: it is read from standard input, so that no list of processes shows it."""
    url = sys.stdin.readline().strip()
    if not url:
        raise BadInput("give the address on standard input: echo mailtos://… | incident-desk channel set KEY")
    with terminal.desk("incident-desk channel") as desk:
        from incident_desk.outreach.channels import Channels

        known = [channel.key for channel in desk.reading.organisation().plans.current.channels]
        if arguments.channel not in known:
            raise BadInput(f"the plan has no channel “{arguments.channel}”; it has {', '.join(known)}")
        Channels(desk).put(arguments.channel, url)
    terminal.say({"channel": arguments.channel, "is_set_up": True}, f"{arguments.channel} is set up here.")
    return DONE


def test(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk channel") as desk:
        from incident_desk.outreach.channels import Channels
        from incident_desk.outreach.delivery import send_test

        url = Channels(desk).url(arguments.channel)
        if url is None:
            raise BadInput(f"“{arguments.channel}” is not set up here: incident-desk channel set {arguments.channel}")
        send_test(url, arguments.address)
    terminal.say({"channel": arguments.channel, "ok": True}, "Sent; look whether it has arrived.")
    return DONE


def remove(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.desk("incident-desk channel") as desk:
        from incident_desk.outreach.channels import Channels

        Channels(desk).remove(arguments.channel)
    terminal.say({"channel": arguments.channel, "is_set_up": False}, f"{arguments.channel} is set up here no more.")
    return DONE
