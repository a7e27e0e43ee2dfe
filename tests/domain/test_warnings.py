"""Warnings of ours: once at the onset, one for a service, ended, marked; the same whatever arrives first."""

import math
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.detecting import Detector
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import WATCHED
from incident_desk.domain.warning_entries import REPORTS, Mark, Picture, Shift
from incident_desk.domain.warning_list import MOST_STRICT, EarlyWarning, Warnings
from incident_desk.domain.warnings import EndWarning, MarkWarning, RaiseWarning
from tests.domain.making import Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    return two_desks()[0]


def shift(hand: Hand, series: str = "errors", value: float = 8.2) -> Shift:
    return Shift(series, series.title(), value, 2.0, hand.clock() - 1)


def warnings(hand: Hand) -> Warnings:
    return hand.board(WATCHED).warnings


def on(hand: Hand) -> list[tuple[str, ...]]:
    return [each.on for each in warnings(hand).on]


def test_a_series_is_warned_of_once_until_it_is_as_usual_again(ada: Hand) -> None:
    assert len(ada.do(RaiseWarning((shift(ada),), "Website"))) == 1
    assert ada.do(RaiseWarning((shift(ada, value=9),), "Website")) == []
    ada.do(EndWarning("1"))
    assert on(ada) == []
    ada.do(RaiseWarning((shift(ada),), "Website"))
    assert [(each.number, each.is_on) for each in warnings(ada).all] == [(1, False), (2, True)]
    assert warnings(ada).all[1].shifts[0].times == pytest.approx(4.1)


def test_what_shifts_together_in_one_service_is_one_warning_and_later_another(ada: Hand) -> None:
    ada.do(RaiseWarning((shift(ada),), "Website"))
    ada.do(RaiseWarning((Shift(REPORTS, "", 12, 0.5, ada.clock(), is_count=True),), "website", ("from 2 regions",)))
    ada.do(RaiseWarning((shift(ada, "lag"),), "Database"))
    ada.do(RaiseWarning((shift(ada, "loose"),)))
    ada.do(RaiseWarning((shift(ada, "loose too"),)))
    assert on(ada) == [("errors", REPORTS), ("lag",), ("loose",), ("loose too",)]
    assert warnings(ada).all[0].agree == ("from 2 regions",)
    ada.clock.pass_(45)
    ada.do(RaiseWarning((shift(ada, "latency"),), "Website"))
    assert on(ada)[-1] == ("latency",)


def test_it_is_over_once_every_series_of_it_is(ada: Hand) -> None:
    ada.do(RaiseWarning((shift(ada), shift(ada, "latency")), "Website"))
    ada.do(EndWarning("1", ("errors", "of another")))
    assert on(ada) == [("latency",)]
    ada.do(RaiseWarning((shift(ada),), "Website"))
    assert on(ada) == [("latency", "errors")]
    ada.do(EndWarning("1", ("latency",)))
    ada.do(EndWarning("1", ("errors",)))
    assert on(ada) == []
    assert ada.do(EndWarning("1")) == []


def test_a_mark_changes_how_much_its_series_has_to_stray(ada: Hand) -> None:
    for n in range(8):
        ada.do(RaiseWarning((shift(ada),)))
        ada.do(EndWarning(str(n + 1)))
        ada.do(MarkWarning(str(n + 1), Mark.FALSE_ALARM, "a backup, as every night"))
        assert warnings(ada).strictness["errors"] == pytest.approx(min(1.5 ** (n + 1), MOST_STRICT))
    ada.do(MarkWarning("8", Mark.REAL))
    assert warnings(ada).strictness["errors"] == pytest.approx(min(1.5**7 * 0.9, MOST_STRICT))
    with pytest.raises(RuleError, match="marked as real already"):
        ada.do(MarkWarning("8", Mark.REAL))


def test_a_stricter_series_warns_only_of_more() -> None:
    def warned(strictness: float, height: float) -> bool:
        dice, detector = random.Random(1), Detector()
        detector.strictness = strictness
        for n in range(3_000):
            detector.add(n * 60, 100 + dice.gauss(0, 5))
        return max(detector.add((3_000 + n) * 60, height) for n in range(5)) >= 1

    assert warned(1.0, 170)
    assert not warned(2.5, 170)
    assert warned(2.5, 900)


def test_two_desks_that_mark_it_differently_have_marked_nothing_until_one_settles_it() -> None:
    ada, tomas = two_desks()
    ada.do(RaiseWarning((shift(ada),)))
    tomas.hear(ada)
    ada.do(MarkWarning("1", Mark.REAL))
    tomas.do(MarkWarning("1", Mark.FALSE_ALARM))
    ada.hear(tomas)
    tomas.hear(ada)
    assert warnings(ada).all[0].is_disputed
    assert warnings(ada).strictness == warnings(tomas).strictness == {}
    ada.do(MarkWarning("1", Mark.FALSE_ALARM))
    assert warnings(ada).strictness["errors"] > 1


def test_two_desks_that_warn_at_once_have_warned_once() -> None:
    ada, tomas = two_desks()
    ada.do(RaiseWarning((shift(ada),), "Website"))
    tomas.do(RaiseWarning((shift(tomas),), "Website"))
    second = tomas.entries[-1].id
    ada.hear(tomas)
    tomas.hear(ada)
    assert on(ada) == on(tomas) == [("errors",)]
    ada.do(EndWarning(second))
    assert on(ada) == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (Shift("a", "", math.nan, 1, 1_548_000_000_000_000), "no number"),
        (Shift("a", "", 1, math.inf, 1_548_000_000_000_000), "no number"),
        (Shift("", "", 1, 1, 1_548_000_000_000_000), "names its series"),
        (Shift("a", "", 1, 1, 4_000_000_000_000_000), "a moment that has been"),
        (Shift("a", "x" * 201, 1, 1, 1_548_000_000_000_000), "200 characters"),
        (Shift("a", "", 1, 1, 1_548_000_000_000_000, picture=Picture(1_548_000_000_000_000, 60, (1,) * 241)), "240"),
        (Shift("a", "", 1, 1, 1_548_000_000_000_000, picture=Picture(1_548_000_000_000_000, 60, (math.inf,))), "no nu"),
    ],
)
def test_what_is_no_warning_is_told_so(ada: Hand, wrong: Shift, error: str) -> None:
    with pytest.raises((RuleError, BadInput), match=error):
        ada.do(RaiseWarning((wrong,)))
    with pytest.raises(RuleError, match="one series at least"):
        ada.do(RaiseWarning(()))
    with pytest.raises(NotFound, match="no warning"):
        ada.do(MarkWarning("7", Mark.REAL))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_warnings_and_thresholds(seed: int, order: random.Random) -> None:
    dice = random.Random(seed)
    hands = two_desks()
    for _ in range(14):
        hand, other = dice.sample(hands, 2)
        if dice.random() < 0.4:
            hand.hear(other)
        _do_something(hand, dice)
    for hand, other in zip(hands, reversed(hands), strict=True):
        hand.hear(other)
    entries = [entry for entry in hands[0].entries if entry.incident == WATCHED]
    shuffled = order.sample(entries, len(entries))
    later = Fold(WATCHED)
    for entry in shuffled:
        later.add([entry])
    folds = (hands[0].board(WATCHED).warnings, hands[1].board(WATCHED).warnings, later.board.warnings)
    said = [msgspec.json.encode((each.all, sorted(each.strictness.items()))) for each in folds]
    assert said[0] == said[1] == said[2]


def _do_something(hand: Hand, dice: random.Random) -> None:
    known: list[EarlyWarning] = hand.fold(WATCHED).board.warnings.all if _has(hand) else []
    what = dice.choice(("raise", "raise", "end", "mark", "mark"))
    if what == "raise" or not known:
        series = (shift(hand, dice.choice("abcd")),)
        hand.do(RaiseWarning(series, dice.choice(("", "Website", "Database"))))
    elif what == "end":
        hand.do(EndWarning(dice.choice(known).id))
    else:
        one, mark = dice.choice(known), dice.choice(list(Mark))
        if one.mark is not mark or one.is_disputed:
            hand.do(MarkWarning(one.id, mark))


def _has(hand: Hand) -> bool:
    return any(entry.incident == WATCHED for entry in hand.entries)
