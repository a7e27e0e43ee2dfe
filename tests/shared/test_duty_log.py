"""The duty log of desks that share one record."""

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Correct, Undo
from incident_desk.domain.duty_log import AdoptLines, HandOverShift, NoteOnDuty
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import NO_INCIDENT, IncidentId
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.powers import Level
from tests.shared.test_converge import declared, meet, state


def said(desk: Desk, incident: IncidentId = NO_INCIDENT) -> list[str]:
    """What holds there."""
    return [line["text"] for line in state(desk, incident)["timeline"] if line["text"] and not line["is_retracted"]]


def test_what_one_notes_and_corrects_the_other_reads(ada: Desk, bea: Desk) -> None:
    note = ada.record(NoteOnDuty("Disk at 8 %")).result()[0]
    meet(ada, bea)
    bea.record(Correct(note.id, text="Disk at 80 %"), NO_INCIDENT).result()
    bea.record(HandOverShift("Ada", "Watch db1")).result()
    meet(bea, ada)
    assert said(ada) == said(bea) == ["Disk at 80 %", "Watch db1"]
    assert state(ada, NO_INCIDENT) == state(bea, NO_INCIDENT)


def test_two_desks_that_adopt_a_line_at_once_have_it_once_and_one_brings_it_back(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record(NoteOnDuty("Disk at 80 %")).result()
    bea.record(NoteOnDuty("Mail is slow")).result()
    meet(ada, bea)
    for desk in (ada, bea):
        desk.record(AdoptLines(), incident).result()
    meet(ada, bea)
    for where in (incident, NO_INCIDENT):
        assert state(ada, where) == state(bea, where)
    assert said(ada) == []
    assert said(bea, incident) == ["Disk at 80 %", "Mail is slow"]
    first = state(ada, incident)["timeline"]
    writer = ada if any(line["author"]["person"] == ada.me and line["text"] for line in first[1:]) else bea
    writer.record(Undo(), incident).result()
    meet(ada, bea)
    assert state(ada, NO_INCIDENT) == state(bea, NO_INCIDENT)
    assert sorted(said(bea) + said(bea, incident)) == ["Disk at 80 %", "Mail is slow"]


@pytest.mark.parametrize("side", ["log", "incident"])
def test_an_erasure_reaches_both_places_of_a_line_on_every_desk(ada: Desk, bea: Desk, side: str) -> None:
    incident = declared(ada)
    note = ada.record(NoteOnDuty("The password is hunter2")).result()[0]
    copy = ada.record(AdoptLines(last=1), incident).result()[0]
    meet(ada, bea)
    entry, where = (note.id, NO_INCIDENT) if side == "log" else (copy.id, incident)
    ada.record(SetLevel("Bea", Level.MANAGER, "she confirms")).result()
    ada.record(Ask(entry, "a password"), where).result()
    meet(ada, bea)
    bea.record(Confirm(entry), where).result()
    meet(bea, ada)
    for desk in (ada, bea):
        files = [file.read_bytes() for file in desk.home.path.rglob("*") if file.is_file()]
        assert not any(b"hunter2" in content for content in files)
