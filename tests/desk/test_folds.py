"""What others wrote counts for the rules as soon as somebody writes, however late it is added up."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from incident_desk.desk.folds import HEARD_MOST, KEPT, Folds
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId
from tests.domain.making import INCIDENT, told
from tests.domain.night import NIGHT, in_order


@given(cuts=st.lists(st.integers(0, len(NIGHT)), max_size=6), asked=st.lists(st.booleans(), min_size=8, max_size=8))
def test_whenever_it_is_asked_for_all_that_was_heard_is_in_it(cuts: list[int], asked: list[bool]) -> None:
    folds = Folds()
    folds.keep(Fold(INCIDENT, []))
    ends = [0, *sorted(cuts), len(NIGHT)]
    for begin, end, is_asked in zip(ends, ends[1:], asked, strict=False):
        folds.hear(NIGHT[begin:end])
        if is_asked:
            assert board_in(folds) == board_of(end)
    assert board_in(folds) == board_of(len(NIGHT))


def test_of_what_nobody_asks_about_not_everything_waits() -> None:
    folds = Folds()
    kept = folds.keep(Fold(INCIDENT, []))
    folds.hear(NIGHT * (HEARD_MOST // len(NIGHT) + 1))
    assert told(kept.board) == board_of(len(NIGHT))


def test_what_was_asked_for_longest_ago_is_let_go() -> None:
    folds = Folds()
    folds.keep(Fold(INCIDENT, NIGHT))
    for _ in range(KEPT - 1):
        folds.keep(Fold(IncidentId(str(uuid4())), []))
    assert folds.get(INCIDENT)
    others = [folds.keep(Fold(IncidentId(str(uuid4())), [])).board.incident for _ in range(KEPT)]
    assert not folds.get(INCIDENT)
    assert all(map(folds.get, others))


def board_in(folds: Folds) -> object:
    fold = folds.get(INCIDENT)
    assert fold is not None
    return told(fold.board)


def board_of(count: int) -> object:
    return told(Fold(INCIDENT, in_order(NIGHT[:count])).board)
