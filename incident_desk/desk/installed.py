"""What an installation says of itself, for whoever only reads."""

from incident_desk.desk.addresses import address_of
from incident_desk.desk.identities import APART, PERSON
from incident_desk.store import installation
from incident_desk.store.reader import Reader


class Installed:
    """Read from where whoever made it reads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def is_apart(self) -> bool:
        """Whether this is a demo or a drill, of which nothing reaches anybody outside."""
        return installation.setting(self._reader, APART) == "yes"

    @property
    def is_shared(self) -> bool:
        """Whether whoever sits there shares the record."""
        desks = installation.desks(self._reader, installation.setting(self._reader, PERSON))
        return any(installation.setting(self._reader, address_of(desk)) is not None for desk in desks)
