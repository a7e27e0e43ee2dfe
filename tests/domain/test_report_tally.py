"""Reports are counted as they come and change: what comes out is the same as if all were counted anew."""

import random

from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.kinds import read_body
from incident_desk.domain.report_effects import touched
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_list import Reports
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.report_tally import Tally
from incident_desk.domain.reports import JudgeReports, TakeReport, TakeReports
from tests.domain.making import DAY_US, two_desks
from tests.domain.test_reports import FLOOD, reports, shown

NOW_US = max(entry.recorded_us for entry in FLOOD)


def counted(tally: Tally) -> list[object]:
    """All that it knows."""
    heaps = [(tally.heap(queue), list(tally.newest_first(queue))) for queue in Queue]
    came = tally.lately(NOW_US)
    ways = [(way, count, tally.last_us(way)) for way, count in sorted(came.ways.items())]
    return [heaps, ways, sorted(came.services.items()), sorted(came.regions.items()), tally.minutes(NOW_US, 75)]


@given(seed=st.integers(0, 10_000), at_once=st.integers(1, 6))
def test_what_is_counted_as_it_comes_is_what_there_is(seed: int, at_once: int) -> None:
    arrived = random.Random(seed).sample(FLOOD, len(FLOOD))
    fold, tally = Fold(CUSTOMER_REPORTS), Tally()
    for at in range(0, len(arrived), at_once):
        before = fold.board
        new = fold.add(arrived[at : at + at_once])
        found = fold.board.reports
        if fold.board is before:
            changed = {each for entry in new for each in touched(entry, read_body(entry))}
            tally.take(filter(None, map(found.get, changed)))
        else:
            tally = Tally(found.of.values())
    assert counted(tally) == counted(Tally(fold.board.reports.of.values()))


def test_thousands_change_their_heap_at_once() -> None:
    ada, _ = two_desks()
    ada.do(TakeReports(tuple(TakeReport(f"502 at {n}") for n in range(600))))
    tally = Tally(reports(ada).of.values())
    ada.do(JudgeReports(("101..600",), Verdict.UNKNOWN))
    tally.take(reports(ada).of.values())
    assert (tally.heap(Queue.TO_JUDGE).count, tally.heap(Queue.UNKNOWN).count) == (100, 500)
    assert counted(tally) == counted(Tally(reports(ada).of.values()))


def test_where_they_come_from_is_that_of_the_last_day() -> None:
    ada, _ = two_desks()
    ada.do(TakeReport("502", "Git push", "Europe", occurred_us=ada.clock() - 2 * DAY_US))
    ada.do(TakeReport("503", "Website", "Asia"))
    came = Tally(reports(ada).of.values()).lately(ada.clock())
    assert (dict(came.services), dict(came.regions), sum(came.ways.values())) == ({"Website": 1}, {"Asia": 1}, 1)


def test_what_comes_late_and_has_to_do_with_nothing_there_is_not_folded_anew() -> None:
    ada, tomas = two_desks()
    ada.do(TakeReport("502"))
    tomas.hear(ada)
    late = ada.do(TakeReports(tuple(TakeReport(f"503 at {n}", reach="kim@example.org") for n in range(9))))
    tomas.do(JudgeReports(("1",), Verdict.ISOLATED))
    fold = tomas.fold(CUSTOMER_REPORTS)
    board = fold.board
    tomas.hear(ada)
    assert fold.board is board
    assert len(board.reports.of) == 10
    again: Reports = Fold(CUSTOMER_REPORTS, tomas.fold(CUSTOMER_REPORTS).entries.values()).board.reports
    assert shown(board.reports) == shown(again)
    assert all(entry.id in fold.entries for entry in late)
