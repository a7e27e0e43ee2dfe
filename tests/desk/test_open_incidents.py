"""Every open incident folded at once, from a real record: what was handed on later is as if it had been read."""

from pathlib import Path

from incident_desk.desk import Desk
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.desk.writer import Recorded
from incident_desk.domain.agenda import DueKind
from incident_desk.domain.corrections import Retract
from incident_desk.domain.erasure import Ask
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.roles import Assign
from incident_desk.domain.tasks import Finish, Give
from incident_desk.domain.timeline import Note

GIVEN = {"Read the logs", "Look at the queue", "Call the vendor", "Taken back"}


def test_what_is_recorded_later_is_due_as_if_it_had_been_read(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        first = desk.record(Declare("Checkout fails")).result()[-1].incident
        opened = OpenIncidents(desk.reading)
        heard: list[Recorded] = []
        end = desk.subscribe(heard.append)
        second = desk.record(Declare("Mail is late")).result()[-1].incident
        done = desk.record([Note("a note"), Give("me", 600, "Read the logs")], first).result()[-1]
        desk.record([Assign("scribe", "me"), Give("me", 600, "Look at the queue")], second).result()
        desk.record([Finish(done.id), Give("me", 600, "Call the vendor")], first).result()
        desk.record(SetState(State.RESOLVED), second).result()
        given = desk.record(Give("me", 300, "Taken back"), first).result()[-1]
        desk.record([Retract(given.id), Ask(given.id, "a name")], first).result()
        end()
        for recorded in heard:
            opened.take(recorded.entries)
        at_us = desk.now_us()
        found = opened.agenda(desk.me, at_us)
        assert found == OpenIncidents(desk.reading).agenda(desk.me, at_us)
        words = {each.words for each in found.due if each.kind is DueKind.TASK}
        assert words & GIVEN == {"Call the vendor"}
        assert [of.incident for of in found.incidents] == [first]


def test_one_that_is_opened_again_comes_back_whole(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        incident = desk.record(Declare("Checkout fails")).result()[-1].incident
        desk.record(Give("me", 600, "Read the logs"), incident).result()
        desk.record(SetState(State.RESOLVED), incident).result()
        opened = OpenIncidents(desk.reading)
        assert opened.agenda(desk.me, desk.now_us()).incidents == ()
        opened.take(desk.record(SetState(State.INVESTIGATING), incident).result())
        due = opened.agenda(desk.me, desk.now_us()).due
        assert "Read the logs" in {each.words for each in due}
