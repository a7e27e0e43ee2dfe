"""How far others have had each chain of this home by another way than a shared database's acknowledgement.

A bundle that was carried out, a shared database that lost what it had taken, a record that was parted: what went that
way must never be changed here, for somebody may hold it. Whoever exports only reads, beside a window that writes, so
this lies in a file of its own that lines are added to. It outlives a backup that is put in the record's place.
"""

import hmac
import os
from collections.abc import Iterable, Mapping
from typing import Final

from filelock import FileLock

from incident_desk.domain.ids import DeskNumber, StreamId
from incident_desk.store import files
from incident_desk.store.connecting import saving
from incident_desk.store.home import Home

Chain = tuple[DeskNumber, StreamId]

_OPEN: Final = b"a record that lies open"


def alone(home: Home) -> FileLock:
    """Held while stamps are changed, so that nobody carries out the old ones meanwhile."""
    return FileLock(home.seen.with_name(f"{home.seen.name}.lock"))


def note(home: Home, upto: Mapping[Chain, int]) -> None:
    """Others have, or may have, these chains up to these places, read after this. On the disk when it returns.

    Nothing in a folder that cannot be written to is ever stamped anew. Raises: NotSaved.
    """
    if os.access(home.path, os.W_OK):
        with saving(), alone(home):
            _note(home, upto)


def _note(home: Home, upto: Mapping[Chain, int]) -> None:
    known = seen(home, upto)
    lines = [f"{_name(home, chain)} {seq}\n" for chain, seq in upto.items() if seq > known.get(chain, 0)]
    if not lines:
        return
    with os.fdopen(os.open(home.seen, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        out.write(("\n" + "".join(lines)).encode())  # behind a line that a kill or a power cut left half written
        out.flush()
        os.fsync(out.fileno())
    files.sync_folder(home.path)


def seen(home: Home, chains: Iterable[Chain]) -> dict[Chain, int]:
    """Up to which place others have these chains; those nobody has are left out. Raises: NotSaved."""
    with saving():
        told = home.seen.read_text(encoding="utf-8", errors="replace") if home.seen.exists() else ""
    furthest: dict[str, int] = {}
    for line in told.splitlines():
        name, _, seq = line.partition(" ")
        if seq.isdecimal():
            furthest[name] = max(furthest.get(name, 0), int(seq))
    names = {chain: _name(home, chain) for chain in chains}
    return {chain: furthest[name] for chain, name in names.items() if name in furthest}


def _name(home: Home, chain: Chain) -> str:
    """Nobody learns from it which streams there are: not in a home that is one person's alone."""
    return hmac.digest(home.key or _OPEN, f"{chain[0]} {chain[1]}".encode(), "sha256").hex()
