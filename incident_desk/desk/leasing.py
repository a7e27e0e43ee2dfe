"""Which desk does what must be done once: through the shared database where there is one, else this one."""

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:  # the driver takes half a second to load
    from incident_desk.desk.desk import Desk

BUSY: Final = 0
DONE: Final = -1


class Leases(Protocol):
    """See store.shared.leases.SharedLeases."""

    def take(self, name: bytes, seconds: int) -> int: ...
    def done(self, name: bytes) -> None: ...
    def close(self) -> None: ...


class OwnLeases:
    """Where nobody else is: this desk has every lease."""

    def take(self, name: bytes, seconds: int) -> int:
        return 1

    def done(self, name: bytes) -> None:
        """Nobody asks again: it stands on the record."""

    def close(self) -> None:
        """There is nothing to let go of."""


def renewed(desk: "Desk", leases: Leases) -> Leases:
    """The same, or others where the home has joined a shared database since, or left it."""
    if desk.shared.is_joined() != isinstance(leases, OwnLeases):
        return leases
    leases.close()
    return leases_of(desk)


def leases_of(desk: "Desk") -> Leases:
    """Blocks for a moment. Use what it returns from one thread."""
    if not desk.shared.is_joined():
        return OwnLeases()
    from incident_desk.store.shared.leases import SharedLeases

    return SharedLeases(desk.shared.membership().parts())
