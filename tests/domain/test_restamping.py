"""Right stamps for what a clock from the future stamped: in the same order, and never in the future."""

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.entry import Entry, entry_hash, fault_in
from incident_desk.domain.fold import Fold
from incident_desk.domain.hlc import tick, wall_us
from incident_desk.domain.ids import DeskNumber
from incident_desk.domain.restamping import Written, restamped, right_moments, stamped
from tests.domain.making import DAY_US, MINUTE_US, Clock, Hand

NOW_US = 1_800_000_000_000_000
PAUSES = st.lists(st.integers(0, 3 * 3_600_000_000), min_size=1, max_size=12)


@given(PAUSES, st.integers(0, DAY_US), st.booleans())
def test_a_clock_that_was_ahead_all_the_time_is_taken_back_by_as_much(
    pauses: list[int], ahead_us: int, is_ahead_still: bool
) -> None:
    written = [NOW_US - sum(pauses[i:]) for i in range(len(pauses))]
    told = [moment + ahead_us for moment in written]
    moments = right_moments(told, NOW_US, -ahead_us if is_ahead_still else 0)
    assert moments == sorted(moments)
    assert moments[-1] <= NOW_US
    if is_ahead_still:
        # what does not lie in the future of what came after it may have been written by a right clock
        assert all(moment in (right, said) for moment, right, said in zip(moments, written, told, strict=True))
    if told[0] > NOW_US:
        assert moments == (written if is_ahead_still else [m - told[-1] + NOW_US for m in told])


@given(st.lists(st.integers(-2 * DAY_US, 2 * DAY_US), max_size=20), st.integers(-DAY_US, DAY_US))
def test_whatever_the_clock_said_nothing_was_written_in_the_future_or_after_what_came_next(
    said: list[int], offset_us: int
) -> None:
    told = [NOW_US + each for each in said]
    moments = right_moments(told, NOW_US, offset_us)
    assert moments == sorted(moments)
    assert all(moment <= min(NOW_US, was) for moment, was in zip(moments, told, strict=True))
    assert right_moments(moments, NOW_US) == moments


class Chained:
    """Entries of two desks as one of them wrote and heard them, its clock jumping about."""

    def __init__(self) -> None:
        self.hand = Hand("Ada", 1, Clock())
        self.made: list[Written] = []
        self.last = 0
        self.ends: dict[int, tuple[int, bytes]] = {1: (0, b""), 2: (0, b"")}

    def write(self, desk: int, told_us: int, *, is_free: bool) -> None:
        seq, prev = self.ends[desk]
        stamp = tick(self.last if desk == 1 else 0, told_us)
        self.last = max(self.last, stamp)  # the first hears what the other writes
        entry = msgspec.structs.replace(
            self.hand.write_raw("timeline.noted", b'{"text":"x"}'),
            desk=DeskNumber(desk),
            seq=seq + 1,
            hlc=stamp,
            occurred_us=told_us,
            recorded_us=told_us,
            prev_hash=prev,
        )
        entry = msgspec.structs.replace(entry, hash=entry_hash(entry))
        self.ends[desk] = (entry.seq, entry.hash)
        self.made.append(Written(len(self.made) + 1, entry, is_free, desk == 1))


STEPS = st.lists(st.tuples(st.integers(1, 2), st.integers(-DAY_US, DAY_US)), min_size=1, max_size=20)


@given(STEPS, st.integers(0, 5))
def test_a_chain_stays_whole_and_in_order_whatever_is_free_of_it(steps: list[tuple[int, int]], fixed: int) -> None:
    chained = Chained()
    own = 0
    for desk, by_us in steps:
        own += desk == 1
        told = NOW_US + by_us if desk == 1 else NOW_US - DAY_US + len(chained.made)
        chained.write(desk, told, is_free=desk == 1 and own > fixed)
    new = dict(restamped(chained.made, 0, NOW_US))
    after = [new.get(w.n, w.entry) for w in chained.made]
    before = [w.entry for w in chained.made]
    assert all(w.is_free for w in chained.made if w.n in new)
    mine = [e for e in after if e.desk == 1]
    assert [e.hlc for e in mine] == sorted({e.hlc for e in mine})
    assert all(fault_in(e) is None for e in after)
    assert all(a.hash == b.prev_hash for a, b in pairwise(mine))
    assert [(e.id, e.seq, e.body) for e in after] == [(e.id, e.seq, e.body) for e in before]
    assert all(a.hlc <= b.hlc and a.recorded_us <= b.recorded_us for a, b in zip(after, before, strict=True))
    if not fixed:
        assert all(wall_us(e.hlc) <= NOW_US + 1000 for e in mine)
    once_more = [msgspec.structs.replace(w, entry=e) for w, e in zip(chained.made, after, strict=True)]
    assert restamped(once_more, 0, NOW_US) == []


def one(recorded_us: int, occurred_us: int) -> Entry:
    return msgspec.structs.replace(
        Hand("Ada", 1, Clock()).write_raw("timeline.noted", b'{"text":"x"}'),
        recorded_us=recorded_us,
        occurred_us=occurred_us,
    )


def test_a_moment_that_somebody_named_stays_unless_only_the_wrong_clock_puts_it_into_the_future() -> None:
    ahead = NOW_US + DAY_US
    assert stamped(one(ahead, ahead), 1, NOW_US, b"").occurred_us == NOW_US
    assert stamped(one(ahead, NOW_US - 5), 1, NOW_US, b"").occurred_us == NOW_US - 5
    assert stamped(one(ahead, ahead - MINUTE_US), 1, NOW_US, b"").occurred_us == NOW_US - MINUTE_US


@given(st.permutations(range(4)), st.booleans())
def test_a_fold_has_the_earlier_form_whichever_it_heard_first(order: list[int], at_once: bool) -> None:
    hand = Hand("Ada", 1, Clock())
    first = hand.write_raw("timeline.noted", b'{"text":"a"}')
    second = hand.write_raw("timeline.noted", b'{"text":"b"}')
    ahead = [stamped(e, e.hlc + (DAY_US // 1000 << 16), e.recorded_us + DAY_US, b"") for e in (first, second)]
    heard = [[first, second, *ahead][i] for i in order]
    fold = Fold(first.incident)
    for entries in [heard] if at_once else [[e] for e in heard]:
        fold.add(entries)
    assert fold.entries == {first.id: first, second.id: second}
    assert list(fold.entries) == [first.id, second.id]
    assert [line.entry for line in fold.board.timeline.lines] == [first.id, second.id]
