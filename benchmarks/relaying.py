"""What both sides of `relay` have in common: when each process writes, what it says, and how that is judged."""

import sys
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

TEXT: Final = "Replica {count} lags by {count} seconds; the network team has started the failover"


class Turns(msgspec.Struct, frozen=True):
    """When a process writes and when all is over, by the monotonic clock, which all processes of a machine share."""

    due_s: Sequence[float]
    end_s: float


class Told(msgspec.Struct, frozen=True):
    """What a process found on its own disk: ids, and the moment after which each could not be lost any more."""

    wrote: Sequence[tuple[str, float]]
    heard: Sequence[tuple[str, float]]


def take_turns(
    write: Callable[[int], tuple[str, float]], wait: Callable[[float], object], heard: Sequence[tuple[str, float]]
) -> None:
    """Say "ready", hear when to write, do so, and tell.

    Args:
        write: puts the note of this count on the disk, and says its id and when that was.
        wait: until a moment of the monotonic clock.
        heard: is filled meanwhile.
    """
    print("ready", flush=True)
    turns = msgspec.json.decode(sys.stdin.readline(), type=Turns)
    wrote: list[tuple[str, float]] = []
    for count, due_s in enumerate(turns.due_s):
        wait(due_s)
        wrote.append(write(count))
    wait(turns.end_s)
    print(msgspec.json.encode(Told(wrote, heard)).decode(), flush=True)


def arrivals(said: Sequence[Told], *, may_lose: bool = False) -> list[float]:
    """How long each note took to each other process, in seconds.

    Args:
        may_lose: a bare process passes over what was committed late behind a greater number; that is not held against
            it, and what it never got does not count.
    Raises: RuntimeError if one was lost or doubled.
    """
    left_s = {id_: at_s for told in said for id_, at_s in told.wrote}
    took_s: list[float] = []
    lost = doubled = 0
    for told in said:
        came_s = dict(reversed(told.heard))
        others = left_s.keys() - {id_ for id_, _ in told.wrote}
        lost += len(others - came_s.keys())
        doubled += len(told.heard) - len(came_s)
        took_s += [came_s[id_] - left_s[id_] for id_ in others & came_s.keys()]
    if doubled or (lost and not may_lose):
        raise RuntimeError(f"{lost} arrivals were lost and {doubled} doubled, of {len(left_s) * (len(said) - 1)}")
    return took_s
