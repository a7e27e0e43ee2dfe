"""channel list, set, test, remove: through which services this desk sends."""

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import iso

if TYPE_CHECKING:  # loaded by whoever lists them
    from incident_desk.desk import ReadingDesk
    from incident_desk.domain.organisation import Organisation
    from incident_desk.domain.plan_schema import Plan
    from incident_desk.outreach.sends import Send


ADDRESS_LIMIT: Final = 8192
"""No address is so long; what is given on standard input may have no end."""


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
    with terminal.reading() as desk:
        from incident_desk.outreach.channels import CHANNELS, names_in, standings
        from incident_desk.outreach.sends import sends
        from incident_desk.store import installation
        from incident_desk.store.home import Home
        from incident_desk.store.reader import Reader

        organisation = desk.organisation()
        with Reader.open(Home.at(terminal.place)) as reader:
            set_up = names_in(installation.setting(reader, CHANNELS))
            last = {send.channel: send for send in reversed(sends(reader))}
        channels = list(standings(_plans(desk, organisation), set_up))
    found = [
        {
            "channel": each.key,
            "title": each.title,
            "kind": each.kind,
            "asked_by": each.asked_by,
            "is_set_up": each.is_set_up,
            "last": _last(last.get(each.key), organisation),
        }
        for each in channels
    ]
    lines = (f"{c['channel']:<20} {c['kind'] or 'not in the plan':<16} {_state(c)}" for c in found)
    terminal.say({"channels": found}, "\n".join(lines) or "The plan has no channel that reaches one person.")
    return DONE


def _plans(desk: "ReadingDesk", organisation: "Organisation") -> "list[Plan]":
    return organisation.plans.in_use(board.headline for board in desk.headlines())


def _last(send: "Send | None", organisation: "Organisation") -> dict[str, Any] | None:
    if send is None:
        return None
    desk_of = organisation.people.name(send.author)
    return {"name": send.name, "desk_of": desk_of, "at": iso(send.at_us), "outcome": send.settled}


def _state(told: dict[str, Any]) -> str:
    """What is said of a channel in its line of the list."""
    last, asked = told["last"], ", ".join(told["asked_by"])
    lacks = "not set up here" if asked else "-"
    parts = (
        "set up here" if told["is_set_up"] else lacks,
        f"asked for by: {asked}" if asked else "",
        f"last to {last['name']} at {last['at']}, from the desk of {last['desk_of']}" if last else "",
    )
    return "; ".join(filter(None, parts))


def put(terminal: Terminal, arguments: Arguments) -> int:
    """The address may hold a password: it is read from standard input, so that no list of processes shows it."""
    url = sys.stdin.readline(ADDRESS_LIMIT).strip()
    if not url:
        raise BadInput("give the address on standard input: echo mailtos://… | incident-desk channel set KEY")
    with terminal.desk("incident-desk channel") as desk:
        from incident_desk.domain.ladders import asking
        from incident_desk.outreach.channels import Channels

        plans = _plans(desk.reading, desk.reading.organisation())
        known = list(dict.fromkeys(channel.key for plan in plans for channel in plan.channels))
        if arguments.channel not in known:
            raise BadInput(f"the plan has no channel “{arguments.channel}”; it has {', '.join(known)}")
        from incident_desk.outreach.delivery import ADDRESS

        Channels(desk).put(arguments.channel, url)
        asked_by = asking(plans).get(arguments.channel, ())
    said = f"{arguments.channel} is set up here."
    if asked_by and ADDRESS not in url:
        said += (
            f" Whoever is called by it ({', '.join(asked_by)}) is called at the one address that stands in it:"
            f" write {ADDRESS} where each person's own belongs."
        )
    terminal.say({"channel": arguments.channel, "is_set_up": True, "reaches_one": ADDRESS in url}, said)
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
