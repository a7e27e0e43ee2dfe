"""Every real timeline replayed: at ten moments of each the board is what `show --at` prints."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.measuring import measured
from incident_desk.domain.replaying import Replay
from incident_desk.domain.reviewing import reviewed
from incident_desk.domain.showing import shown
from incident_desk.intake.files import Imported, import_files

MOMENTS = 10


@pytest.mark.parametrize("known", [False, True])
def test_ten_moments_of_each_are_as_shown(tmp_path: Path, shared_data: Path, known: bool) -> None:
    files = sorted((shared_data / "timelines").glob("*.json"))
    assert files
    with Desk.open(tmp_path / "home") as desk:
        results = import_files(desk, files)
        organisation = desk.reading.organisation()
        people = organisation.people
        for result in results:
            if not isinstance(result, Imported):
                continue  # what is no timeline lies there, too
            incident = result.incident
            replay = Replay(incident, desk.reading.entries(incident))
            plan = organisation.plans.of(replay.whole.headline)
            start_us, end_us = reviewed(replay.whole, plan).span(known)
            for part in (3, 1, 4, 5, 9, 2, 6, 8, 7, 10):
                at_us = start_us + (end_us - start_us) * part // MOMENTS
                then = replay.board(at_us, known)
                assert shown(then, people) == shown(desk.reading.at(incident, at_us, known), people)
            assert measured(replay.whole, plan).incident == incident
