"""E-mail: the address by which apprise sends through an account, and a mail to one person."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.delivery import ADDRESS, deliver, is_mail, mail_to_one

SEALED_FROM_THE_START: Final = 465
"""At this port a mail server speaks TLS at once (RFC 8314); at any other it is asked to begin with it."""
_SERVER: Final = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_SENDER: Final = re.compile(r"[^@\s]+@[^@\s]+")
_ANYBODY: Final = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
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


def account_at(channels: Channels, keys: Iterable[str]) -> str | None:
    """The address of the first of these channels that is set up at this desk with a mail account."""
    return next((url for url in map(channels.url, keys) if url and is_mail(url)), None)


def without_addresses(said: str) -> str:
    """What a mail server said, which repeats them: on the record they stand in one place only, to be erased there."""
    return _ANYBODY.sub("…", said)


class Mail(msgspec.Struct, frozen=True):
    """One e-mail to one address, by an account as apprise has it."""

    account: str
    address: str
    subject: str
    text: str
    headers: dict[str, str]

    def send(self) -> None:
        """Blocks for some seconds at most. Raises: DeskError saying why it was not sent."""
        deliver(mail_to_one(self.account, self.headers), self.address, self.subject, self.text)
