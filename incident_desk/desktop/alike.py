"""How far names that stand side by side begin alike: where room is short, it is that which is left out."""

from collections.abc import Sequence
from itertools import pairwise


def alike_words(names: Sequence[str]) -> dict[str, int]:
    """Of each name, with how many words it begins like the one that is most like it. Of two that are the same: none."""
    split = sorted({tuple(name.split()) for name in names})
    alike = dict.fromkeys(split, 0)
    for before, after in pairwise(split):
        count = _shared(before, after)
        alike[before], alike[after] = max(alike[before], count), max(alike[after], count)
    return {name: alike[tuple(name.split())] for name in names}


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
