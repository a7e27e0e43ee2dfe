"""What an installation says of itself, for whoever only reads."""

from collections.abc import Iterator

import msgspec

from incident_desk.desk.addresses import address_of
from incident_desk.desk.identities import APART, PERSON, is_apart
from incident_desk.store import installation
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader


class Installed:
    """Read from where whoever made it reads."""

    def __init__(self, home: Home, reader: Reader) -> None:
        self._home = home
        self._reader = reader

    @property
    def is_apart(self) -> bool:
        """Whether this is a demo or a drill, of which nothing reaches anybody outside."""
        return is_apart(self._home, installation.setting(self._reader, APART))

    @property
    def is_shared(self) -> bool:
        """Whether whoever sits there shares the record."""
        return any(True for _ in self._ways())

    @property
    def shared_hosts(self) -> list[str]:
        """The servers with which they share it."""
        parts = [msgspec.json.decode(way, type=dict[str, str]) for way in self._ways()]
        named = (host for each in parts for host in (each.get("hostaddr") or each.get("host", "")).split(","))
        return [host for host in named if host and not host.startswith("/")]

    def setting(self, key: str) -> str | None:
        """What was set here under this name."""
        return installation.setting(self._reader, key)

    def _ways(self) -> Iterator[str]:
        """How whoever sits there reaches the shared record."""
        for desk in installation.desks(self._reader, installation.setting(self._reader, PERSON)):
            if (kept := installation.setting(self._reader, address_of(desk))) is not None:
                yield kept
