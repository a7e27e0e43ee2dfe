"""Which needs were told at this desk already: nobody hears twice of one, also after a restart."""

import hashlib
from typing import Final

import msgspec

from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import IncidentId, PersonId

TOLD: Final = "attention/told"
MOST: Final = 1000
"""So many are remembered. What is older is answered, or does not come back as the same need."""
DIGEST_BYTES: Final = 6


class Told:
    """Kept with what the window remembers, as digests: what somebody was told of says much of their work."""

    def __init__(self, state: WindowState) -> None:
        self._state = state
        self._digests = dict.fromkeys(_kept(state))
        self._is_kept = True

    def add(self, person: PersonId, incident: IncidentId, need: str) -> bool:
        """Note that this person was told of a need. Returns: whether that is new."""
        digest = hashlib.blake2b(f"{person} {incident} {need}".encode(), digest_size=DIGEST_BYTES).hexdigest()
        is_new = digest not in self._digests
        self._digests[digest] = None
        self._is_kept &= not is_new
        return is_new

    def keep(self) -> None:
        """Have it outlast this process."""
        if self._is_kept:
            return
        self._is_kept = True
        for oldest in list(self._digests)[:-MOST]:
            del self._digests[oldest]
        self._state.keep(TOLD, msgspec.json.encode(list(self._digests)).decode())


def _kept(state: WindowState) -> list[str]:
    try:
        return msgspec.json.decode(state.text(TOLD, "[]"), type=list[str])
    except msgspec.DecodeError:
        return []
