"""How far the making or taking of a bundle is, and how it is stopped."""

from collections.abc import Callable

from incident_desk.domain.errors import RuleError

Progress = Callable[[int, int], None]
"""Called with how much is done of how much; stops it by raising."""


class Stopped(RuleError):
    """Somebody stopped it; nothing was written."""


def nothing_told(done: int, count: int) -> None:
    """Nobody waits for it."""
