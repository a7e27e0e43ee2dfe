"""How far investigations agree: the arithmetic against figures that were published or worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.agreement import FEWEST, KINDS, Strength, agreement, strength


def test_with_two_it_is_cohens_kappa() -> None:
    """The table of two by two of J. L. Fleiss, Statistical Methods, as it is worked in many textbooks: 20, 5, 10, 15.

    50 proposals read by two; both say yes to 20, both no to 15: observed 0.70, by chance 0.50, kappa 0.40.
    """
    one = frozenset(range(25))  # 20 that both named and 5 of its own
    other = frozenset(range(20)) | frozenset(range(25, 35))
    found = agreement([one, other], kinds=50)
    assert found is not None
    assert found.kappa == pytest.approx(0.40)
    assert found.strength is Strength.FAIR
    assert (found.shared, found.by_chance) == (20, pytest.approx(15))


def test_with_more_and_more_there_is_to_name_it_comes_to_the_positive_agreement() -> None:
    one, other = frozenset(range(6)), frozenset(range(3, 9))
    found = agreement([one, other], kinds=10_000_000)
    assert found is not None
    assert found.kappa == pytest.approx(found.positive, abs=1e-5)
    assert found.positive == pytest.approx(0.5)


def test_with_three_it_is_the_mean_over_the_pairs() -> None:
    a, b, c = frozenset("prstu"), frozenset("pqvwx"), frozenset("pqrsyz")
    found, pairs = agreement([a, b, c]), [agreement(two) for two in ([a, b], [a, c], [b, c])]
    assert found is not None
    assert found.kappa == pytest.approx(sum(each.kappa or 0 for each in pairs if each) / 3)
    assert found.different == 11
    assert found.shared == 6
    assert found.by_chance == pytest.approx((25 + 30 + 30) / KINDS)
    assert found.low is not None
    assert found.high is not None
    assert found.kappa is not None
    assert found.low < found.kappa < found.high


def test_too_little_has_no_figure() -> None:
    assert agreement([]) is None
    assert agreement([frozenset("abc")]) is None
    for one, other in (("ab", "abc"), ("abcdef", ""), ("", "")):
        found = agreement([frozenset(one), frozenset(other)])
        assert found is not None
        assert (found.kappa, found.strength) == (None, None)


def test_the_words_are_those_of_landis_and_koch() -> None:
    figures = (-0.1, 0.0, 0.2, 0.21, 0.4, 0.41, 0.6, 0.61, 0.8, 0.81, 1.0)
    assert [strength(each) for each in figures] == [
        Strength.POOR, Strength.POOR, Strength.SLIGHT, Strength.FAIR, Strength.FAIR, Strength.MODERATE,
        Strength.MODERATE, Strength.SUBSTANTIAL, Strength.SUBSTANTIAL, Strength.PERFECT, Strength.PERFECT,
    ]  # fmt: skip


sets = st.lists(st.frozensets(st.integers(0, 60), max_size=30), min_size=2, max_size=12)


@given(named=sets, data=st.data())
def test_it_is_between_minus_one_and_one_and_the_same_in_any_order(
    named: list[frozenset[int]], data: st.DataObject
) -> None:
    found, other = agreement(named), agreement(data.draw(st.permutations(named)))
    assert found is not None
    assert other is not None
    assert (found.different < FEWEST) <= (found.kappa is None)
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert found.kappa == pytest.approx(other.kappa)


@given(named=st.frozensets(st.integers(0, 30), min_size=FEWEST, max_size=25), count=st.integers(2, 12))
def test_those_that_name_the_same_agree_wholly(named: frozenset[int], count: int) -> None:
    found = agreement([named] * count)
    assert found is not None
    assert found.kappa == pytest.approx(1)
    assert found.positive == 1
