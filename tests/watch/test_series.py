"""One watched series: what comes late, twice, from the future or as no number does it no harm, and it goes on later."""

import math
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.store import kept_series
from incident_desk.store.home import Home
from incident_desk.watch.answers import Line
from incident_desk.watch.series import POINTS_KEPT, Series
from incident_desk.watch.source_watch import Answer, SourceWatch

NOW = 1_700_000_000.0
ERRORS = WatchedSeries("errors", "Errors", "monitor", "errors", service="Website", every_s=60)


def made(*, is_counter: bool = False) -> Series:
    return Series(
        WatchedSeries("errors", "Errors", "monitor", "errors", every_s=60, is_counter=is_counter),
        "",
        "Errors",
        "Website",
    )


def minutes(count: int, until: float = NOW, seed: int = 1) -> list[tuple[float, float | None]]:
    dice = random.Random(seed)
    return [(until - 60 * n, 100 + dice.gauss(0, 5)) for n in range(count - 1, -1, -1)]


def test_late_and_repeated_points_and_what_is_no_number_say_nothing() -> None:
    calm, troubled = made(), made()
    points = minutes(500)
    calm.take(points, NOW)
    for at, value in points:
        troubled.take(
            [(at, value), (at, 7.0), (at - 60, 9e9), (at + 1, math.nan), (at + 2, None), (at + 3, math.inf)], at
        )
    assert troubled.kept == calm.kept


def test_a_point_of_the_future_is_told_of_and_holds_up_no_other() -> None:
    series = made()
    series.take([*minutes(100), (NOW + 3600, 5.0)], NOW)
    assert "3600 s ahead" in series.trouble
    series.take([(NOW + 60, 101.0)], NOW + 60)
    assert (series.last_s, series.trouble) == (NOW + 60, "")


def test_a_clock_of_this_desk_that_was_ahead_does_not_stop_the_series() -> None:
    series = made()
    series.take(minutes(200, NOW + 86_400), NOW + 86_400)
    series.take(minutes(5), NOW)
    series.take([(NOW + 60 * n, 100.0 + n % 3) for n in range(1, 20)], NOW + 1200)
    assert series.last_s == NOW + 19 * 60
    assert not series.detector.is_warning
    series.take([(NOW + 1200 + 60 * n, 900.0) for n in range(5)], NOW + 1500)
    assert series.detector.is_warning


def test_a_counter_that_begins_anew_is_no_fall() -> None:
    series, count = made(is_counter=True), 0.0
    for n in range(400):
        count = 20.0 if n == 200 else count + 120 + n % 7
        series.take([(NOW + 60 * n, count)], NOW + 60 * n)
    values = [value for _, value in series.tile().points]
    assert len(values) == POINTS_KEPT
    assert min(values) >= 0
    assert max(values) == pytest.approx(126 / 60)
    assert not series.detector.is_warning


def test_what_strays_is_told_with_its_picture_also_over_missing_samples() -> None:
    series = made()
    series.take(minutes(300), NOW)
    assert series.shift is None
    series.take([(NOW + 60 * n, 400.0) for n in (1, 2, 3, 6, 7)], NOW + 420)
    shift = series.shift
    assert shift is not None
    assert shift.is_rise
    assert shift.times == pytest.approx(4, rel=0.2)
    assert shift.since_us == int((NOW + 60) * 1e6)
    assert shift.picture is not None
    assert shift.picture.values[-7:] == (400.0, 400.0, 400.0, None, None, 400.0, 400.0)
    assert 300 < (series.tile().value or 0) < 500


def answer(lines: list[Line], watched: WatchedSeries = ERRORS) -> Answer:
    return Answer(watched, NOW, lines)


def test_it_goes_on_after_a_restart_and_asks_from_where_it_stopped(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    first = SourceWatch(home, "monitor")
    first.watch([ERRORS], ())
    [(_, at_first)] = first.questions(NOW)
    assert at_first.since_s == NOW - 3 * 86_400
    lines = [Line((("host", name),), minutes(300, seed=n)) for n, name in enumerate("abc")]
    first.take([answer(lines)], (), NOW)
    first.keep()
    [file] = (tmp_path / "watch").iterdir()
    assert file.stat().st_size < 3 * 8 * 1024
    again = SourceWatch(home, "monitor")
    again.watch([ERRORS], ())
    assert {own: each.kept for own, each in again.series.items()} == {
        own: each.kept for own, each in first.series.items()
    }
    [(_, question)] = again.questions(NOW + 60)
    assert question.since_s == NOW - 5 * 60


def test_what_was_kept_and_cannot_be_read_is_learnt_anew(tmp_path: Path, announce: Callable[[str], None]) -> None:
    home = Home.at(tmp_path)
    first = SourceWatch(home, "monitor")
    first.watch([ERRORS], ())
    first.take([answer([Line((), minutes(100))])], (), NOW)
    first.keep()
    [file] = (tmp_path / "watch").iterdir()
    file.write_bytes(file.read_bytes()[:40])
    announce("is learnt anew")
    assert kept_series.kept(home, "monitor") == {}


def test_another_question_is_another_series_and_other_words_are_not(tmp_path: Path) -> None:
    watch = SourceWatch(Home.at(tmp_path), "monitor")
    watch.watch([ERRORS], ())
    watch.take([answer([Line((), minutes(100))])], (), NOW)
    known = watch.series["errors"]
    renamed = WatchedSeries("errors", "HTTP 5xx", "monitor", "errors", service="Website", every_s=60)
    watch.watch([renamed], ())
    assert watch.series["errors"] is known
    watch.watch([WatchedSeries("errors", "HTTP 5xx", "monitor", "other", service="Website", every_s=60)], ())
    assert watch.series == {}


def test_labels_name_the_service_and_each_series() -> None:
    watch = SourceWatch(Home.at(Path("/nonexistent")), "monitor")
    several = WatchedSeries("errors", "Errors", "monitor", "errors", every_s=60)
    watch.watch([several], ("Website", "Orders"))
    lines = [Line((("job", name),), minutes(3)) for name in ("orders", "other")]
    watch.take([answer(lines, several)], ("Website", "Orders"), NOW)
    assert {each.id: (each.title, each.service) for each in watch.series.values()} == {
        'errors{job="orders"}': ("Errors, orders", "Orders"),
        'errors{job="other"}': ("Errors, other", ""),
    }
