"""person pin, unpin and forget: several people at one console, each with a record of their own."""

from pathlib import Path
from typing import Final

from incident_desk.cli.asking import has_pin, new_pin, pin_of
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import RuleError

LOST: Final = (
    "{name}'s record cannot be opened without the PIN. What was shared comes back by joining the shared database anew, "
    "as somebody without a PIN; what was not shared is lost. The file is put aside, not deleted. "
    "To do that, say it again with --yes."
)


def add_to(verbs: Subparsers, everywhere: object) -> None:
    """The verbs of `person` that have to do with PINs."""
    one = verbs.add_parser("pin", parents=[everywhere], help="set a PIN, or another one: a record nobody else can read")
    one.add_argument("name")
    one.set_defaults(run=pin)
    one = verbs.add_parser("unpin", parents=[everywhere], help="take the PIN away: back into the open record")
    one.add_argument("name")
    one.set_defaults(run=unpin)
    one = verbs.add_parser("forget", parents=[everywhere], help="put a record aside whose PIN nobody knows any more")
    one.add_argument("name")
    one.add_argument("--yes", action="store_true", help="what was not shared is lost, and that is understood")
    one.set_defaults(run=forget)


def pin(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import console

    if has_pin(terminal.home, arguments.name):
        lock = console.called(terminal.home, arguments.name)
        console.change_pin(terminal.home, lock.desk, pin_of(lock.name), new_pin())
        terminal.say({"person": lock.person, "name": lock.name, "pin": True}, f"{lock.name} has another PIN.")
        return DONE
    _must_not_lose_lines(terminal.home)
    with terminal.reading() as desk:
        people = desk.organisation().people
        person = people.find(arguments.name)
        name = people.name(person)
    own = console.set_pin(terminal.home, person, new_pin(first=True))
    told = [f"{name} has a record of their own, which nobody opens without the PIN."]
    if not console.lies_in_keyring(terminal.home, console.called(terminal.home, name).desk):
        told.append("There is no keyring here: half of the key lies in a file that this account can read.")
    terminal.say({"person": person, "name": name, "pin": True, "record": str(own.path)}, "\n".join(told))
    return DONE


def _must_not_lose_lines(home: Path) -> None:
    """What was begun in the window moves with whoever sets the PIN there; from here it would stay in the open."""
    kept = home / "window.ini"
    if kept.exists() and any(word in kept.read_bytes() for word in (b"\nunfinished=", b"\ndraft=")):
        raise RuleError("Something was begun in the window and not entered. Set the PIN there, or enter it first.")


def unpin(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import console

    lock = console.called(terminal.home, arguments.name)
    console.remove_pin(terminal.home, lock.desk, pin_of(lock.name))
    told = f"{lock.name} has no PIN any more: their record is open to everybody at this console."
    terminal.say({"person": lock.person, "name": lock.name, "pin": False}, told)
    return DONE


def forget(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desk import console

    lock = console.called(terminal.home, arguments.name)
    if not arguments.yes:
        raise RuleError(LOST.format(name=lock.name))
    aside = console.forget_pin(terminal.home, lock.desk)
    terminal.say({"set_aside": str(aside), "name": lock.name}, f"{lock.name}'s record lies in {aside} now.")
    return DONE
