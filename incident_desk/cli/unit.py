"""serve --unit: what systemd is told to run `serve`: what it may reach, and where its secrets come from."""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.cli.terminal import DONE, Arguments, Terminal
from incident_desk.domain.errors import BadInput, RuleError

NAME: Final = "incident-desk"
LARGEST_PRIVILEGED: Final = 1023
PEOPLES: Final = ("/home", "/root", "/run/user")
"""What `ProtectHome=` hides."""
_USER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\$?")

HARDENING: Final = """\
# It reads the program, writes the home, and reaches nothing else.
UMask=0077
NoNewPrivileges=yes
ProtectSystem=strict
PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
KeyringMode=private
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources"""


class Secret(msgspec.Struct, frozen=True):
    """A secret that the service needs: the file it lies in, or would lie in; the keyring of a person has it else."""

    file: Path
    lies_there: bool


def written(terminal: Terminal, arguments: Arguments, port: int) -> int:
    """Print the unit. Raises: BadInput, RuleError, NotFound."""
    if terminal.own is not None:
        raise RuleError("A service cannot type a PIN: let it have a home of its own, which joins the shared record.")
    secrets = _secrets(terminal)
    if in_keyring := [secret.file.name for secret in secrets if not secret.lies_there]:
        terminal.complain(
            f"Warning: {', '.join(in_keyring)} lies in a keyring, which no service can open. "
            f"Let the service have a home of its own, made by a user without a session."
        )
    text = "\n".join(_lines(terminal.home, arguments, port, [secret.file.name for secret in secrets]))
    terminal.say({"unit": text, "secrets": [secret.file.name for secret in secrets]}, text)
    return DONE


def _lines(home: Path, arguments: Arguments, port: int, secrets: Iterable[str]) -> Iterator[str]:
    program, user = _program(), _user(home, arguments.user)
    files = {"tls-cert": arguments.tls_cert, "tls-key": arguments.tls_key}
    tls = {option: Path(file).absolute() for option, file in files.items() if file}
    page = [Path(arguments.status_page).absolute()] if arguments.status_page else []
    told = [str(program), "--home", str(home), "serve", "--listen", arguments.listen]
    told += [word for folder in page for word in ("--status-page", str(folder))]
    told += ["--status-address", arguments.status_address] if arguments.status_address else []
    started = [*(_word(each).replace("$", "$$") for each in told), *(f"--{option} %d/{option}.pem" for option in tls)]
    yield f"# Save as /etc/systemd/system/{NAME}.service, then: systemctl daemon-reload; systemctl enable --now {NAME}"
    yield from ("[Unit]", "Description=Incident Desk: calls people in and takes their answers")
    yield from ("Wants=network-online.target", "After=network-online.target postgresql.service", "")
    yield from ("[Service]", "Type=notify", f"User={user}", f"ExecStart={' '.join(started)}")
    yield "# In use by a window, or out of disk: it is tried until that is over. What was not sent is sent then."
    yield from ("Restart=on-failure", "RestartSec=10", "TimeoutStopSec=60", "")
    yield f"# Secrets: those in {_word(str(home / 'keys'))} may be moved to /etc/credstore, which only root can read."
    yield from (f"LoadCredential={secret}" for secret in secrets)
    yield from (f"LoadCredential={option}.pem:{_escaped(str(file))}" for option, file in tls.items())
    yield from ("", HARDENING, f"ReadWritePaths={' '.join(_word(str(each)) for each in (home, *page))}")
    yield f"PrivateTmp={'no' if home.is_relative_to('/tmp') or home.is_relative_to('/var/tmp') else 'yes'}"
    yield f"ProtectHome={'read-only' if _is_of_people(home) or _is_of_people(program) else 'yes'}"
    capability = "CAP_NET_BIND_SERVICE" if 0 < port <= LARGEST_PRIVILEGED else ""
    yield from (f"CapabilityBoundingSet={capability}", f"AmbientCapabilities={capability}", "")
    yield from ("[Install]", "WantedBy=multi-user.target")


def _secrets(terminal: Terminal) -> list[Secret]:
    """What the person at the desk signs and connects with, and the addresses of channels; never an administrator's."""
    if not terminal.has_record:
        return []
    from incident_desk.desk.identities import PERSON
    from incident_desk.outreach.channels import CHANNELS, names_in
    from incident_desk.store import installation, keys
    from incident_desk.store.home import Home
    from incident_desk.store.reader import Reader

    home = Home.at(terminal.home)
    with Reader.open(home) as reader:
        desks = installation.desks(reader, installation.setting(reader, PERSON))
        channels = names_in(installation.setting(reader, CHANNELS)).values()
    names = [*(f"{what} {desk}" for desk in desks for what in ("desk", "shared")), *channels]
    return [
        Secret(keys.file_of(home, name), keys.lies_in_file(home, name))
        for name in names
        if keys.secret(home, name) is not None
    ]


def _user(home: Path, named: str | None) -> str:
    """Whoever runs it. Raises: BadInput if that would be root without being asked for."""
    user = named or _owner(home)
    if not _USER.fullmatch(user):
        raise BadInput("is no name of a user", user)
    if named is None and user == "root":
        raise BadInput("say with --user who runs it: root may do more than it needs")
    return user


def _owner(home: Path) -> str:
    there = home if home.exists() else Path.home()
    try:
        return there.owner()
    except (NotImplementedError, KeyError) as e:
        raise BadInput("say with --user who runs it") from e


def _program() -> Path:
    """Where this program is installed. Raises: NotFound."""
    called = Path(shutil.which(sys.argv[0]) or sys.argv[0])
    beside = Path(sys.executable).with_name(NAME)
    for each in (called, beside):
        if each.name == NAME and each.is_file():
            return each.absolute()
    raise BadInput(f"{NAME} is not installed as a program here: start it by its name")


def _is_of_people(path: Path) -> bool:
    return any(path.is_relative_to(each) for each in PEOPLES)


def _escaped(text: str) -> str:
    """As systemd reads it back. Raises: BadInput for what cannot stand in a line."""
    if not text.isprintable():
        raise BadInput("has a character that cannot stand in a unit", text)
    return text.replace("%", "%%")


def _word(text: str) -> str:
    """One word of a line, in quotes where it has to be."""
    plain = _escaped(text).replace("\\", "\\\\").replace('"', '\\"')
    return plain if re.fullmatch(r"[\w@%+=:,./\[\]-]+", plain) else f'"{plain}"'
