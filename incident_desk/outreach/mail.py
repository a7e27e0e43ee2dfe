"""The address by which apprise sends through a mail account, from what people know of it."""

import re
from typing import Final
from urllib.parse import quote

from incident_desk.domain.errors import BadInput
from incident_desk.outreach.delivery import ADDRESS

SEALED_FROM_THE_START: Final = 465
"""At this port a mail server speaks TLS at once (RFC 8314); at any other it is asked to begin with it."""
_SERVER: Final = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_SENDER: Final = re.compile(r"[^@\s]+@[^@\s]+")
_ON_THIS_MACHINE: Final = re.compile(r"localhost|127(?:\.[0-9]{1,3}){3}|\[::1\]")


def account(server: str, sender: str, user: str = "", password: str = "") -> str:
    """Send from `sender` through `server`, which may name its port. The line is sealed unless it ends on this machine.

    Raises: BadInput saying what is missing, or not as it should be.
    """
    found = _SERVER.fullmatch(server.strip())
    if found is None or int(found["port"] or 1) not in range(1, 65536):
        raise BadInput("name the mail server, like smtp.example.org or smtp.example.org:465")
    if not _SENDER.fullmatch(sender.strip()):
        raise BadInput("say from which address it comes, like desk@example.org")
    if bool(user.strip()) != bool(password):
        raise BadInput("a user goes with a password; a server that asks for neither gets neither")
    host, port = found["host"], found["port"]
    is_open = not password and _ON_THIS_MACHINE.fullmatch(host) is not None
    login = f"{quote(user.strip(), safe='')}:{quote(password, safe='')}@" if password else ""
    told = f"from={quote(sender.strip(), safe='')}&to={ADDRESS}&format=text"
    if not is_open:
        told += "&mode=ssl" if port and int(port) == SEALED_FROM_THE_START else "&mode=starttls"
    return f"{'mailto' if is_open else 'mailtos'}://{login}{host}{f':{port}' if port else ''}?{told}"
