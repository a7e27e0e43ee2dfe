"""A real Prometheus is watched by `serve`: a rising error rate is a warning, and one only, whatever is killed."""

import signal
import time
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.watch.answers import Asked, SourceFault
from incident_desk.watch.asking import asked
from incident_desk.watch.sources import Source, SourceKind
from tests.outreach.serving import serving
from tests.watch.monitor import monitored
from tests.watch.watching import wait_for, warnings, watches

HERE = ("--listen", "127.0.0.1:0")


def test_a_rising_error_rate_is_warned_of_once_ends_and_survives_kills(home: Path, tmp_path: Path) -> None:
    with monitored(tmp_path) as (prometheus, exporter):
        with Desk.open(home) as desk:
            watches(desk, prometheus.url)
        with serving(home, *HERE) as served:
            time.sleep(3)
            assert warnings(home) == [], "ten minutes of the past, and nothing new"
            exporter.go(12.0)
            wait_for(lambda: bool(warnings(home)))
            [warning] = warnings(home)
            [shift] = warning.shifts
            assert (warning.service, shift.title, shift.is_rise) == ("Website", "Errors", True)
            assert shift.times is not None
            assert shift.times > 1.5
            assert shift.picture is not None
            assert 60 < len(shift.picture.values) <= 120
            served.end(signal.SIGKILL)
        prometheus.stop(signal.SIGKILL)
        prometheus.start()
        with serving(home, *HERE) as served:
            time.sleep(3)
            assert [each.number for each in warnings(home)] == [1], "it is on already"
            exporter.go(2.0)
            wait_for(lambda: not warnings(home)[0].is_on, 60)
            assert served.end() == (0, "")
        assert len(warnings(home)) == 1


def test_what_is_wrong_with_a_question_is_said_in_words(tmp_path: Path) -> None:
    with monitored(tmp_path) as (prometheus, _):
        source, now = Source(SourceKind.PROMETHEUS, prometheus.url), time.time()
        with pytest.raises(SourceFault, match="does not understand the question .*parse error"):
            asked(source, Asked("sum(", now - 60, now, 1))
        assert asked(source, Asked("nothing_of_that_name", now - 60, now, 1)) == []
        [line] = asked(source, Asked("sum(rate(errors_total[15s]))", now - 60, now, 5))
        assert [at % 5 for at, _ in line.points] == [0] * len(line.points)
    with pytest.raises(SourceFault, match=r"Nothing listens at 127\.0\.0\.1"):
        asked(source, Asked("errors_total", now - 60, now, 1))
