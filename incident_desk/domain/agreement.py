"""How far investigations that were blind to each other agree, corrected for chance, and with what that is worth.

Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1), 1960,
for two; the mean over all pairs for more (R. J. Light, Measures of response agreement for qualitative data,
Psychological Bulletin 76(5), 1971). What both left unnamed has no number here, for nobody counts the factors there
might have been: as many kinds are taken as the usual list tells apart. With ever more of them the figure comes to the
*positive agreement* (G. Hripcsak, A. S. Rothschild, Agreement, the F-measure, and reliability in information retrieval,
JAMIA 12(3), 2005), which is given beside it. The words are those of J. R. Landis and G. G. Koch, The measurement of
observer agreement for categorical data, Biometrics 33(1), 1977.
"""

import enum
from collections.abc import Hashable, Sequence
from itertools import combinations
from statistics import fmean
from typing import Final, TypeVar

import msgspec

from incident_desk.domain.findings import Findings, Standing
from incident_desk.domain.investigation_entries import Part
from incident_desk.domain.plan_schema import USUAL_FACTOR_CLASSES

KINDS: Final = len(USUAL_FACTOR_CLASSES) * len(Part)
"""How many kinds of factor are told apart: the usual classes, by what a factor did.

A plan may name more or fewer; the figure is the same for all of them, so that rounds can be held side by side."""

FEWEST: Final = 5
"""With fewer different factors in all there is no figure: leaving out one of them could turn every word."""

T = TypeVar("T", bound=Hashable)


class Strength(enum.StrEnum):
    """The words of Landis and Koch."""

    POOR = "no more than chance"
    SLIGHT = "slight"
    FAIR = "fair"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    PERFECT = "almost perfect"


class Agreement(msgspec.Struct, frozen=True):
    """How far they agree.

    `kappa` is between -1 and 1, `low` and `high` what it would be if any one factor were left out; None where there is
    too little to say anything. `positive` is the share of what two named that both named, from 0 to 1. `shared` counts
    pairs of investigations that named the same factor, `by_chance` how many such pairs chance would give.
    """

    different: int
    shared: int
    by_chance: float
    positive: float
    kappa: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def strength(self) -> Strength | None:
        """In a word; None where there is no figure."""
        return None if self.kappa is None else strength(round(self.kappa, 2))

    @property
    def times_chance(self) -> float | None:
        """How many times as much is shared as chance would give; None where chance gives nothing."""
        return self.shared / self.by_chance if self.by_chance else None


def strength(kappa: float) -> Strength:
    """The word for a figure."""
    words = ((0.8, Strength.PERFECT), (0.6, Strength.SUBSTANTIAL), (0.4, Strength.MODERATE), (0.2, Strength.FAIR))
    found = next((word for above, word in words if kappa > above), None)
    return found or (Strength.SLIGHT if kappa > 0 else Strength.POOR)


def agreement_of(found: Findings) -> Agreement | None:
    """How far the investigations of a round agree in the factors they found apart; None with fewer than two."""
    refuted = {row.findings[0] for row in found.rows_of(Standing.REFUTED)}
    counted = [(at, each) for at, each in enumerate(found.findings) if each.apart and each not in refuted]
    named = [frozenset(at for at, each in counted if i.id in each.apart) for i in found.investigations]
    return agreement(named)


def agreement(named: Sequence[frozenset[T]], kinds: int = KINDS) -> Agreement | None:
    """How far several agree in what they named.

    Args:
        named: what each named; at least two.
        kinds: how many things there were to name; never taken for fewer than were named in all.
    Returns: None with fewer than two.
    """
    if len(named) < 2:
        return None
    every = frozenset[T]().union(*named)
    kinds = max(kinds, len(every))
    pairs = [(len(one & other), len(one), len(other)) for one, other in combinations(named, 2)]
    both = [2 * shared / (first + second) for shared, first, second in pairs if first + second]
    said = Agreement(
        different=len(every),
        shared=sum(shared for shared, _, _ in pairs),
        by_chance=sum(first * second / kinds for _, first, second in pairs),
        positive=fmean(both) if both else 0.0,
    )
    if len(every) < FEWEST or sum(1 for each in named if each) < 2:
        return said
    without = [_kappa([each - {left_out} for each in named], kinds) for left_out in every]
    return msgspec.structs.replace(said, kappa=_kappa(named, kinds), low=min(without), high=max(without))


def _kappa(named: Sequence[frozenset[T]], kinds: int) -> float:
    """The mean over all pairs of which at least one named something."""
    pairs = [(one, other) for one, other in combinations(named, 2) if one or other]
    return fmean(_of_two(one, other, kinds) for one, other in pairs) if pairs else 0.0


def _of_two(one: frozenset[T], other: frozenset[T], kinds: int) -> float:
    """Cohen's kappa of the table of two by two: both, only one, only the other, and all the rest of `kinds`."""
    by_chance = len(one) * len(other) / kinds
    most = (len(one) + len(other)) / 2
    return 1.0 if most == by_chance else (len(one & other) - by_chance) / (most - by_chance)
