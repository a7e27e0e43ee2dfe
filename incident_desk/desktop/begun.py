"""What the window remembers of somebody with a PIN: enclosed in their own home, under their key."""

import contextlib
import threading
from typing import Final

import msgspec

from incident_desk.desk import console
from incident_desk.store.home import Home

_TURN: Final = threading.Lock()
"""The board writes what was begun on a worker, the rest on the GUI thread."""


class Begun:
    """Read anew with each look, so that several of them over one home agree. Some hundred bytes."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def text(self, key: str) -> str:
        """What is kept under this key; empty for nothing."""
        return self._kept().get(key, "")

    def all(self) -> dict[str, str]:
        """Everything that is kept."""
        return self._kept()

    def keep(self, key: str, value: str) -> None:
        """Keep a text; an empty one is forgotten. Where the home cannot be written to, it is not kept."""
        with _TURN:
            kept = self._kept()
            if kept.get(key, "") == value:
                return
            kept[key] = value
            with contextlib.suppress(OSError):
                console.keep_begun(self._home, written({k: v for k, v in kept.items() if v}))

    def _kept(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(console.begun(self._home) or b"{}", type=dict[str, str])
        except msgspec.DecodeError:
            return {}


def written(kept: dict[str, str]) -> bytes:
    """As it is enclosed."""
    return msgspec.json.encode(kept)
