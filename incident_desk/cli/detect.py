"""detect: warn of what leaves its pattern in a series of numbers that comes in on standard input."""

import argparse
import math
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, cast

from incident_desk.cli.lines import LINE_LIMIT_BYTES, Source, batches
from incident_desk.cli.terminal import DONE, WRONG_USE, Arguments, Subparsers, Terminal
from incident_desk.domain.detecting import Detector
from incident_desk.domain.errors import BadInput

HEADER_IN: Final = "timestamp,value"
HEADER_OUT: Final = "timestamp,score,is_warning"
FIRST: Final = datetime.min.replace(tzinfo=UTC).timestamp()
LAST: Final = datetime.max.replace(tzinfo=UTC).timestamp()
SHOWN: Final = 60
"""So many letters of a bad line are told again."""


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser(
        "detect",
        parents=[everywhere],
        help="read a series (timestamp,value) on standard input, and answer each line with how unusual it is",
    )
    one.set_defaults(run=detect)


def detect(terminal: Terminal, arguments: Arguments) -> int:
    stream = Stream(terminal)
    for batch in batches(cast("Source", sys.stdin.buffer)):
        answers = [answer for raw in batch for answer in stream.answers(raw)]
        if answers:
            print(*answers, sep="\n", flush=True)
    if not stream.has_begun and not terminal.as_json:
        print(HEADER_OUT, flush=True)
    return WRONG_USE if stream.refused else DONE


class Stream:
    """One series, line by line. A line that cannot be read is named on standard error, and the rest go on."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._detector = Detector()
        self._line = 0
        self.has_begun = False
        self.refused = 0

    def answers(self, raw: bytes) -> Iterator[str]:
        """What is said to this line: nothing to an empty one. Raises: BadInput if the first is none of a series."""
        self._line += 1
        text = _text(raw)
        if not text:
            return
        if not self.has_begun:
            is_header = text.removeprefix("\ufeff").lower() == HEADER_IN
            if not is_header:
                _point(text, "line 1")
            self.has_begun = True
            if not self._terminal.as_json:
                yield HEADER_OUT
            if is_header:
                return
        try:
            stamp, at, value = _point(text, f"line {self._line}")
        except BadInput as e:
            self.refused += 1
            self._terminal.complain(f"incident-desk: {e}")
            return
        score = self._detector.add(at, value)
        line = f"{stamp},{score:.4g},{self._detector.is_warning:d}"
        yield self._json(stamp, score) if self._terminal.as_json else line

    def _json(self, stamp: str, score: float) -> str:
        """The same for a program, with the numbers that a warning is explained by."""
        departure = self._detector.departure()
        told: dict[str, Any] = {
            "timestamp": stamp,
            "score": score,
            "is_warning": self._detector.is_warning,
            "is_notice": self._detector.is_notice,
            "before": departure.before,
            "times": departure.times,
            "at_this_hour": departure.at_this_hour,
            "lasting": departure.lasting,
            "is_rise": departure.is_rise,
        }
        return self._terminal.json(told)


def _text(raw: bytes) -> str:
    return raw[:LINE_LIMIT_BYTES].decode("utf-8", errors="replace").strip()


def _point(text: str, where: str) -> tuple[str, float, float | None]:
    """A line's timestamp as it stands, the same in seconds, and the value. Raises: BadInput."""
    stamp, comma, number = (part.strip() for part in text.partition(","))
    if not comma or "," in number:
        raise BadInput(f"“{text[:SHOWN]}” is not `{HEADER_IN}`, two columns with a comma between", where)
    try:
        value = _number(number) if number else None
    except ValueError:
        raise BadInput(f"“{number[:SHOWN]}” is no number; leave a missed value empty", where) from None
    return stamp, _seconds(stamp, where), value


def _number(text: str) -> float:
    """Raises: ValueError, also for what only Python takes for a number."""
    if "_" in text:
        raise ValueError(text)
    return float(text)


def _seconds(stamp: str, where: str) -> float:
    """Seconds since 1970. Raises: BadInput."""
    try:
        seconds = _number(stamp)
    except ValueError:
        return _moment(stamp, where)
    if not FIRST <= seconds <= LAST:
        what = "is no time" if math.isnan(seconds) else "lies beyond the year 9999; write seconds, not milliseconds"
        raise BadInput(f"“{stamp[:SHOWN]}” {what}", where)
    return seconds


def _moment(stamp: str, where: str) -> float:
    """Seconds since 1970 of an ISO 8601 time; one without a zone is UTC. Raises: BadInput."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        what = f"“{stamp[:SHOWN]}” is no time; write seconds since 1970, or 2026-11-27T02:40:00Z"
        raise BadInput(what, where) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
