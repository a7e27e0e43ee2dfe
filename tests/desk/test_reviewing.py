"""A record that is reviewed: what is looked at again is the same, and costs nothing."""

from pathlib import Path

from incident_desk.desk import Desk
from incident_desk.desk.measuring import all_measured
from incident_desk.desk.reviewing import Reviewing
from incident_desk.domain.board import Board
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.timeline import Note, NoteSort


def test_each_moment_is_folded_once(tmp_path: Path) -> None:
    folded: list[int] = []

    def also(board: Board) -> str:
        folded.append(len(board.timeline.lines))
        return str(board.headline.state)

    with Desk.open(tmp_path / "home") as desk:
        began_us = desk.now_us() - 60 * MINUTE_US
        incident = desk.record(Declare("Checkout fails", occurred_us=began_us)).result()[-1].incident
        desk.record(Note("It is the pool", NoteSort.FINDING, occurred_us=began_us + 5 * MINUTE_US), incident).result()
        desk.record(SetState(State.RESOLVED, occurred_us=began_us + 30 * MINUTE_US), incident).result()
        organisation = desk.reading.organisation()
        reviewing = Reviewing(incident, desk.reading.entries(incident), organisation.plans, also)
        for minutes in (31, 6, 7, 6, 31):
            then, state = reviewing.look(began_us + minutes * MINUTE_US, False)
            assert then.at_us == began_us + minutes * MINUTE_US
            assert state == ("resolved" if minutes > 30 else "declared") == str(then.state)
        assert len(folded) == 3  # with that of the whole
        [hidden] = reviewing.look(began_us + 6 * MINUTE_US, False)[0].not_yet
        assert hidden.line.text == "It is the pool"
        assert hidden.gap_us > 50 * MINUTE_US
        assert [each.incident for each in all_measured(desk.reading)] == [incident]
