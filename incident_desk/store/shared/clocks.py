"""Before anything goes up: what a wrong clock stamped is put right, if the shared database never had it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from incident_desk.store.appending import Chain
from incident_desk.store.restamping import PutRight
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import Received
from incident_desk.store.shared.taken import Genuine
from incident_desk.store.shared.vouching import signed


class Keeper(Protocol):
    """What is kept here. Each call is one transaction of the desk's own thread."""

    def unaccepted(self) -> dict[Chain, int]: ...
    def hash_at(self, chain: Chain, seq: int) -> bytes | None: ...
    def adopt(self, there: Sequence[Received], genuine: Genuine) -> bool: ...
    def put_right(self, there: Mapping[Chain, int]) -> PutRight | None: ...


def settle(connection: Connection, keeper: Keeper) -> PutRight | None:
    """Compare what waits here with what the server has, then stamp anew what is from the future and only here.

    Returns: what was stamped anew; None if there was nothing wrong. Raises: psycopg.Error, NotSaved.
    """
    waiting = keeper.unaccepted()
    if not waiting:
        return None
    there = exchange.heads(connection)
    for chain, first in waiting.items():
        seq, end = there.get(chain, (0, b""))
        if seq >= first and keeper.hash_at(chain, seq) != end:
            _take_over(connection, keeper, chain, first, seq)
    return keeper.put_right({chain: seq for chain, (seq, _) in there.items()})


def _take_over(connection: Connection, keeper: Keeper, chain: Chain, first: int, last: int) -> None:
    """An older copy of this home may have stamped the same entries anew, and shared them: then these stamps hold."""
    page: list[Received] = []
    while first <= last and (more := exchange.fetch(connection, *chain, first)):
        page += more
        first = more[-1].entry.seq + 1
    # the last is signed, which vouches for all before it, if each is followed by the next
    if page and page[-1].sig is not None and page[0].entry.hash != keeper.hash_at(chain, page[0].entry.seq):
        keeper.adopt(page, signed)
