"""A notification daemon as org.freedesktop.Notifications specifies it, as far as a test can press what it shows.

A process of its own on a session bus. What happens it writes as JSON lines to the file it is given. Lines on stdin tell
what somebody does: `press N` and `close N` a message, `quiet` and `loud` for whether they want to be disturbed.
"""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
EMITTER = DBusAddress(PATH, bus_name=None, interface=NAME)


class Daemon:
    """What it shows, and to whom."""

    def __init__(self, bus: DBusConnection, told: Path) -> None:
        self._bus = bus
        self._told = told
        self._count = 0
        self._is_quiet = False

    def answer(self, asked: Message) -> None:
        """Do what somebody on the bus asks for."""
        answers = {
            "GetCapabilities": lambda: ("as", (["actions", "body", "body-markup", "inhibitions"],)),
            "GetServerInformation": lambda: ("ssss", ("test", "Incident Desk", "1", "1.2")),
            "Notify": lambda: ("u", (self._notify(*asked.body),)),
            "CloseNotification": lambda: self._close(*asked.body),
            "Get": lambda: ("v", (("b", self._is_quiet),)) if asked.body == (NAME, "Inhibited") else None,
        }
        answer = answers.get(str(asked.header.fields.get(HeaderFields.member)), lambda: None)()
        if answer is None:
            self._bus.send(new_error(asked, "org.freedesktop.DBus.Error.InvalidArgs"))
        else:
            self._bus.send(new_method_return(asked, *answer))

    def _notify(self, app: str, replaces: int, icon: str, title: str, body: str, *rest: Any) -> int:
        if not replaces:
            self._count += 1
        number = replaces or self._count
        actions, hints, _ = rest
        shown = {"number": number, "title": title, "body": body, "actions": actions, "hints": hints}
        self._write({"app": app, "icon": icon, **shown})
        return number

    def _close(self, number: int) -> tuple[str, tuple[()]]:
        self._write({"closed": number})
        self.tell("NotificationClosed", "uu", (number, 3))
        return "", ()

    def tell(self, signal: str, signature: str, body: tuple[Any, ...]) -> None:
        """A signal to everybody."""
        self._bus.send(new_signal(EMITTER, signal, signature, body))

    def _write(self, line: dict[str, Any]) -> None:
        with self._told.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def obey(self) -> None:
        """Do what the test has somebody do."""
        for line in sys.stdin:
            does, _, number = line.strip().partition(" ")
            if does in ("quiet", "loud"):
                self._is_quiet = does == "quiet"
                continue
            if does == "press":
                self.tell("ActionInvoked", "us", (int(number), "default"))
            self.tell("NotificationClosed", "uu", (int(number), 2))


def main() -> None:
    bus = open_dbus_connection(bus="SESSION")
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    daemon = Daemon(bus, Path(sys.argv[1]))
    print("ready", flush=True)
    threading.Thread(target=daemon.obey, daemon=True).start()
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            daemon.answer(asked)


if __name__ == "__main__":
    main()
