"""Competing hypotheses, against worked examples that others published."""

from collections.abc import Mapping, Sequence

import pytest

from incident_desk.domain.competing import Ranking, ranking
from incident_desk.domain.investigating import AddEvidence, Hypothesis, Rate
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigations import Investigate
from tests.domain.making import Hand, two_desks

SAID: Mapping[str, Rating] = {"C": Rating.CONSISTENT, "I": Rating.INCONSISTENT, "N": Rating.NEUTRAL}


def matrix(hypotheses: Sequence[str], rows: Mapping[str, str], trusts: Mapping[str, Trust] | None = None) -> Hand:
    """An investigation with one row of letters per piece of evidence, one letter each; "." is not yet said."""
    ada, _ = two_desks()
    ada.declare()
    ada.do(Investigate(text="Why? | Ada"))
    for text in hypotheses:
        ada.do(Hypothesis(text))
    for at, (text, said) in enumerate(rows.items(), 1):
        ada.do(AddEvidence(text, trust=(trusts or {}).get(text, Trust.HIGH)))
        for column, sign in enumerate(said, 1):
            if sign != ".":
                ada.do(Rate(f"E{at}", f"H{column}", SAID[sign]))
    return ada


def ranked(hand: Hand) -> Ranking:
    return ranking(hand.board().investigations.all[0], hand.board().timeline)


def order(hand: Hand) -> list[tuple[str, float, int]]:
    """Each hypothesis by its words, with what is against it and its place."""
    timeline = hand.board().timeline
    return [(timeline.line(each.hypothesis).text, each.against, each.place) for each in ranked(hand).ranks]


def test_the_example_of_heuers_eighth_chapter() -> None:
    """Will Iraq retaliate for the American bombing of its intelligence headquarters? (figures 15 and 16 there).

    "+" is consistent, "-" inconsistent. E1 is said to have no diagnostic value, for it says the same of all.
    """
    hand = matrix(
        ("It will not retaliate", "It will sponsor minor terrorist actions", "It plans a major terrorist attack"),
        {
            "Saddam's public statement of intent not to retaliate": "CCC",
            "Absence of terrorist offensive during the 1991 Gulf War": "CCI",
            "Assumption that Iraq would not want to provoke another US attack": "CCI",
            "Increase in frequency or length of monitored Iraqi agent radio broadcasts": "ICC",
            "Iraqi embassies instructed to take increased security precautions": "ICC",
            "Assumption that failure to retaliate would be unacceptable loss of face for Saddam": "ICC",
        },
    )
    assert order(hand) == [
        ("It will sponsor minor terrorist actions", 0, 1),
        ("It plans a major terrorist attack", 2, 2),
        ("It will not retaliate", 3, 3),
    ]
    first = next(iter(hand.board().investigations.all[0].evidence))
    assert ranked(hand).tells_none_apart == {first}
    assert ranked(hand).turns == ()


def test_the_example_of_open_synthesis() -> None:
    """Its measure of inconsistency, on the ratings of its own tests (test_inconsistency_assumptions, h1 and h2 there).

    github.com/twschiller/open-synthesis, openach/tests/test_metrics.py and openach/metrics.py: each inconsistent rating
    adds (neutral - inconsistent)² = 1, all others nothing; what is not applicable counts as neutral. Its third
    hypothesis has a rating "very inconsistent", which this desk does not tell from "inconsistent".
    """
    hand = matrix(("h1", "h2"), {"a": "CI", "b": "NI", "c": "IN", "d": "II"})
    assert order(hand) == [("h1", 2, 1), ("h2", 3, 2)]


def test_what_open_synthesis_calls_not_diagnostic_tells_none_apart() -> None:
    """There: the spread of (consistent, inconsistent) is greater than that of (neutral, neutral), which is none."""
    hand = matrix(("h1", "h2"), {"differs": "CI", "the same": "NN"})
    evidence = list(hand.board().investigations.all[0].evidence)
    assert ranked(hand).tells_none_apart == {evidence[1]}


def test_what_is_trusted_less_counts_less_and_what_fits_counts_nothing() -> None:
    trusts = {"a reading": Trust.HIGH, "a second reading": Trust.MEDIUM, "hearsay": Trust.LOW}
    hand = matrix(("One", "Two", "Three"), {"a reading": "CIC", "a second reading": "CCI", "hearsay": "ICC"}, trusts)
    assert order(hand) == [("One", 0.3, 1), ("Three", 0.6, 2), ("Two", 1.0, 3)]


def test_those_with_as_much_against_them_share_a_place_and_none_leads() -> None:
    hand = matrix(("One", "Two", "Three"), {"a": "ICC", "b": "CIC", "c": "III"})
    assert [(each.place, each.is_tied) for each in ranked(hand).ranks] == [(1, False), (2, True), (2, True)]
    tied = matrix(("One", "Two"), {"a": "IC", "b": "CI"})
    assert ranked(tied).leading is None


def test_the_pieces_on_which_the_order_hangs_are_named() -> None:
    hand = matrix(("One", "Two"), {"a": "CI", "b": "CI", "c": "IC"})
    assert ranked(hand).turns == ()  # without a or b the two are level; nothing goes past the first
    weak = matrix(("One", "Two"), {"strong": "CI", "half": "IC"}, {"half": Trust.MEDIUM})
    one, two = weak.board().investigations.all[0].hypotheses
    (turn,) = ranked(weak).turns
    assert (turn.evidence, turn.instead) == (next(iter(weak.board().investigations.all[0].evidence)), two)
    assert ranked(weak).leading == one


def test_a_piece_that_is_not_rated_yet_may_still_tell_them_apart() -> None:
    assert ranked(matrix(("One", "Two"), {"a": "C."})).tells_none_apart == frozenset()


@pytest.mark.parametrize("rows", [{}, {"a": "N"}])
def test_one_hypothesis_alone_leads_and_nothing_turns_it(rows: Mapping[str, str]) -> None:
    found = ranked(matrix(("One",), rows))
    assert [each.place for each in found.ranks] == [1]
    assert found.turns == ()
