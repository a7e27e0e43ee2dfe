"""A chat server of the tests' own, ngircd, and somebody in its channel who writes down what is said there."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.outreach.post import a_free_port

CHANNEL: Final = "status"
PATIENCE_S: Final = 20.0
SETTINGS: Final = """
[Global]
Name = chat.example.org
Info = of a test
Listen = 127.0.0.1
Ports = {port}
[Options]
DNS = no
Ident = no
PAM = no
"""


class Listener:
    """Stands in the channel. `heard` are the lines that others said, the first first."""

    def __init__(self, port: int) -> None:
        self.heard: list[str] = []
        self._line = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self._line.settimeout(None)
        self._is_in = threading.Event()
        self._say("NICK listener", "USER listener 0 * :Listener")
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        assert self._is_in.wait(PATIENCE_S), "the chat server lets nobody in"

    def _say(self, *lines: str) -> None:
        self._line.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def _listen(self) -> None:
        with self._line.makefile("r", encoding="utf-8", newline="\r\n") as lines:
            for line in lines:
                self._take(line.rstrip("\r\n"))

    def _take(self, line: str) -> None:
        head, _, words = line.removeprefix(":").partition(" :")
        said = head.split()
        if said[:1] == ["PING"]:
            self._say(f"PONG :{words}")
        elif said[1:2] == ["001"]:
            self._say(f"JOIN #{CHANNEL}")
        elif said[1:2] == ["366"]:  # the list of who is there has ended: now it hears what is said
            self._is_in.set()
        elif said[1:2] == ["PRIVMSG"]:
            self.heard.append(words)

    def close(self) -> None:
        self._line.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE_S)
        self._line.close()


@contextmanager
def a_chat(folder: Path) -> Generator[tuple[Listener, str]]:
    """The one who listens, and the address of the channel as apprise has it."""
    program = shutil.which("ngircd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.skip("ngircd is not on this machine; packaging/system-libraries.sh --tests installs it")
    port = a_free_port()
    settings = folder / "ngircd.conf"
    settings.write_text(SETTINGS.format(port=port), encoding="utf-8")
    with (folder / "ngircd.log").open("wb") as log:
        server = subprocess.Popen([program, "-n", "-f", str(settings)], stdout=log, stderr=log)
    try:
        listener = Listener(_answering(port))
        try:
            yield listener, f"irc://desk@127.0.0.1:{port}/%23{CHANNEL}?nick=desk"
        finally:
            listener.close()
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _answering(port: int) -> int:
    """The port, once somebody answers there."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "the chat server does not start"
            time.sleep(0.05)
        else:
            return port
