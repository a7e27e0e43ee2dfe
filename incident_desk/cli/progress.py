"""How far a long exchange is, on one line of the terminal that is written over again and again."""

import sys
import time
from typing import TYPE_CHECKING, Final

from incident_desk.cli.terminal import Terminal

if TYPE_CHECKING:
    from incident_desk.desk.sharing_state import Shared

PAUSE_S: Final = 0.2
"""Nobody reads quicker."""
WORTH_SAYING: Final = 500
"""With fewer entries to go it is over before anybody has read the line."""
_CLEAR: Final = "\r\x1b[K"


class ProgressLine:
    """Says nothing where nobody looks on: into a file, or to a program."""

    def __init__(self, terminal: Terminal) -> None:
        self._is_seen = sys.stderr.isatty() and not terminal.as_json
        self._began_s = time.monotonic()
        self._said_s = 0.0

    def hear(self, shared: "Shared") -> None:
        """An exchange stands so."""
        self.tell(shared.through, shared.total)

    def tell(self, through: int, total: int) -> bool:
        """So many of so many entries went through. Returns: True, to go on; Ctrl+C stops it."""
        now_s = time.monotonic()
        if not self._is_seen or total < WORTH_SAYING or not through or now_s < self._said_s + PAUSE_S:
            return True
        self._said_s = now_s
        left_s = (now_s - self._began_s) * (total - through) / through
        line = f"{through:,} of {total:,} entries, {through / total:.0%}, {_span(left_s)} left (Ctrl+C stops)"
        print(f"{_CLEAR}{line}", end="", file=sys.stderr, flush=True)
        return True

    def end(self) -> None:
        """Take the line away."""
        if self._said_s:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
