"""A record replayed: whatever way somebody scrubs, the board is the one that is folded for that moment alone."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.fold import Fold, folded_at
from incident_desk.domain.replaying import Replay
from tests.domain.making import INCIDENT, MINUTE_US, told
from tests.domain.night import NIGHT, in_order

RECORD = in_order(NIGHT)
FIRST_US = min(entry.occurred_us for entry in RECORD)
MOMENTS = sorted({us + lag for e in RECORD for us in (e.occurred_us, e.recorded_us) for lag in (-1, 0)})
moments = st.sampled_from([FIRST_US - MINUTE_US, *MOMENTS])


@given(asked=st.lists(st.tuples(moments, st.booleans()), min_size=1, max_size=12))
def test_scrubbing_in_any_order_shows_what_was(asked: list[tuple[int, bool]]) -> None:
    replay = Replay(INCIDENT, RECORD)
    for at_us, known in asked:
        assert told(replay.board(at_us, known)) == told(folded_at(INCIDENT, RECORD, at_us, known))


def test_played_from_end_to_end_each_moment_is_as_it_was_and_as_it_was_known() -> None:
    replay = Replay(INCIDENT, RECORD)
    for known in (False, True):
        for at_us in MOMENTS[::3]:
            assert told(replay.board(at_us, known)) == told(folded_at(INCIDENT, RECORD, at_us, known))
    assert told(replay.whole) == told(Fold(INCIDENT, RECORD).board)


def test_moments_with_the_same_place_have_the_same_board() -> None:
    replay = Replay(INCIDENT, RECORD)
    for one, other in pairwise(MOMENTS):
        for known in (False, True):
            if replay.place(one, known) == replay.place(other, known):
                assert told(folded_at(INCIDENT, RECORD, one, known)) == told(folded_at(INCIDENT, RECORD, other, known))


def test_others_may_work_between_two_bits() -> None:
    rests: list[None] = []
    replay = Replay(INCIDENT, RECORD, lambda: rests.append(None))
    before = len(rests)
    replay.board(MOMENTS[-1], True)
    assert len(rests) > before > 2
