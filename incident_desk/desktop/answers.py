"""How fast the shared database answered in the last hour, minute by minute, as this window saw it."""

import math
from statistics import median

import msgspec

from incident_desk.domain.moments import MINUTE_US

MINUTES = 60


class Minute(msgspec.Struct):
    """The answers of one minute, in milliseconds; and whether somebody was asked there in vain."""

    answers_ms: list[float] = []
    is_silent: bool = False


class Answers:
    """Keeps an hour and no more."""

    def __init__(self) -> None:
        self._minutes: dict[int, Minute] = {}

    def heard(self, at_us: int, took_us: int) -> None:
        """An answer came."""
        self._at(at_us).answers_ms.append(took_us / 1000)

    def missed(self, since_us: int, now_us: int) -> None:
        """Nobody has answered from then to now."""
        first = max(since_us, now_us - (MINUTES - 1) * MINUTE_US)
        for minute in range(first // MINUTE_US, now_us // MINUTE_US + 1):
            self._at(minute * MINUTE_US).is_silent = True

    def _at(self, at_us: int) -> Minute:
        number = at_us // MINUTE_US
        for old in [n for n in self._minutes if n <= number - MINUTES]:
            del self._minutes[old]
        return self._minutes.setdefault(number, Minute())

    def shown(self, now_us: int) -> tuple[list[float | None], list[bool]]:
        """The last hour, the oldest minute first.

        Returns: for each minute the median answer in ms, None where there was none; and whether nobody answered in it.
        """
        last = now_us // MINUTE_US
        kept = [self._minutes.get(number, Minute()) for number in range(last - MINUTES + 1, last + 1)]
        typical = [median(minute.answers_ms) if minute.answers_ms else None for minute in kept]
        return typical, [minute.is_silent and not minute.answers_ms for minute in kept]


def scale_ms(typical: list[float | None]) -> float:
    """The top of the scale: the next of 1, 2, 5, 10, 20, 50 … above everything that is shown, and 10 at least."""
    most = max((each for each in typical if each is not None), default=0.0)
    ten = 10.0 ** math.floor(math.log10(max(most, 10.0)))
    return next(step * ten for step in (1, 2, 5, 10) if step * ten >= most)
