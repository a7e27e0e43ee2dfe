"""Where on a bar a moment lies."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.domain.review_scale import LEAST, scale_of
from tests.domain.making import START_US

spans = st.integers(0, 400 * 24 * HOUR_US)


@given(st.lists(spans, max_size=60), spans)
def test_every_moment_lies_on_the_bar_in_order_and_is_found_again(offsets: list[int], span: int) -> None:
    moments = sorted(START_US + each for each in offsets)
    scale = scale_of(START_US, START_US + span, moments)
    places = [scale.part(us) for us in moments]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    assert len(scale.breaks) <= 2
    assert all(then - at >= LEAST / 2 for (_, at), (_, then) in pairwise(scale.knots))
    for us in moments:
        if us <= scale.knots[-1][0]:
            assert abs(scale.us(scale.part(us)) - us) <= max(span, MINUTE_US) / 1e6 + 1


def test_a_busy_beginning_gets_more_room_than_a_long_quiet_end() -> None:
    busy = [START_US + minute * 3 * MINUTE_US for minute in range(50)]
    quiet = [START_US + 150 * MINUTE_US + hour * HOUR_US for hour in range(1, 17)]
    scale = scale_of(START_US, quiet[-1], [*busy, *quiet])
    assert len(scale.breaks) >= 1
    assert scale.part(busy[-1]) > 0.3 > (busy[-1] - START_US) / (quiet[-1] - START_US)


def test_what_comes_evenly_has_one_scale() -> None:
    even = [START_US + minute * MINUTE_US for minute in range(100)]
    assert scale_of(START_US, even[-1], even).breaks == ()


def test_a_break_lies_beside_the_moments_and_not_upon_one() -> None:
    busy = [START_US + minute * MINUTE_US for minute in range(40)]
    late = START_US + 40 * HOUR_US
    scale = scale_of(START_US, late, [*busy, late])
    assert scale.breaks
    assert not {*scale.breaks} & {*busy, late}


def test_a_short_quiet_end_is_no_reason_to_change_the_scale() -> None:
    busy = [START_US + minute * MINUTE_US for minute in range(40)]
    assert scale_of(START_US, busy[-1] + 15 * MINUTE_US, busy).breaks == ()
