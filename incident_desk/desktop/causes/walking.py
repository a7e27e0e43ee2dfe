"""Where an arrow key leads on the cause map: along an arrow if there is one that way, else to the nearest box."""

from collections.abc import Sequence

from incident_desk.learning.cause_placing import Arrow, Placing


def walk(here: str, way: tuple[int, int], placing: Placing, arrows: Sequence[Arrow]) -> str:
    """The box to go to; the same where there is none that way.

    Args:
        way: (1, 0) right, (-1, 0) left, (0, 1) down, (0, -1) up.
    """
    if here not in placing.places:
        return here
    near = [effect for cause, effect in arrows if cause == here] if way == (1, 0) else []
    near = [cause for cause, effect in arrows if effect == here] if way == (-1, 0) else near
    candidates = [each for each in near if _ahead(here, each, way, placing) > 0]
    candidates = candidates or [each for each in placing.places if _ahead(here, each, way, placing) > 0]
    return min(candidates, key=lambda each: _far(here, each, way, placing), default=here)


def _ahead(here: str, other: str, way: tuple[int, int], placing: Placing) -> float:
    """How far the other box lies that way, 0 or less if it does not."""
    one, two = placing.places[here].middle, placing.places[other].middle
    return (two[0] - one[0]) * way[0] + (two[1] - one[1]) * way[1] - 1


def _far(here: str, other: str, way: tuple[int, int], placing: Placing) -> float:
    """How far it is: what lies beside the way counts three times, so that a column is walked box by box."""
    one, two = placing.places[here].middle, placing.places[other].middle
    across = abs((two[0] - one[0]) * way[1]) + abs((two[1] - one[1]) * way[0])
    return _ahead(here, other, way, placing) + 3 * across
