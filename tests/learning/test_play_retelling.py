"""A demo in words: what mattered, when, and how well that is known."""

from pathlib import Path

from incident_desk.desk import Desk
from incident_desk.learning.demo_clock import DemoClock
from incident_desk.learning.demos import demo_named
from incident_desk.learning.playing import Performance
from incident_desk.learning.retelling import WIDTH, retold


def test_it_tells_the_lines_that_matter_with_their_times(tmp_path: Path) -> None:
    demo = demo_named("github")
    performance = Performance(demo, DemoClock(demo.starts_us))
    with Desk.open(tmp_path / "demo", clock=performance.clock, apart=True) as desk:
        performance.seat_people(desk)
        while performance.next_step:
            performance.play_next(desk)
        assert performance.incident
        told = retold(demo, desk.reading.fold(performance.incident).board).splitlines()
    assert told[0] == demo.title
    assert " 21 Oct 23:09:00  Declared: Old or missing data on github.com" in told
    assert any(line.startswith("~21 Oct 23:17:00  We go forward") for line in told)  # about that time
    assert "  https://github.blog/2018-10-30-oct21-post-incident-analysis/" in told
    assert not any("done: Open one working channel" in line for line in told)
    assert max(map(len, told)) <= WIDTH
