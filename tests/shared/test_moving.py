"""Lines that are moved between incidents, on desks that share one record."""

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Undo
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.moving import Move
from incident_desk.domain.powers import Level
from incident_desk.domain.timeline import Note
from tests.shared.test_converge import declared, meet, state


def said(desk: Desk, incident: IncidentId) -> list[str]:
    """What holds there."""
    return [line["text"] for line in state(desk, incident)["timeline"] if line["text"] and not line["is_retracted"]]


def test_two_desks_that_move_one_line_at_once_have_it_once_and_agree(ada: Desk, bea: Desk) -> None:
    first = declared(ada)
    second = ada.record(Declare("Mail is late")).result()[-1].incident
    note = ada.record(Note("Queue is full"), first).result()[0]
    meet(ada, bea)
    for desk in (ada, bea):
        desk.record(Move(note.id, second), first).result()
    meet(ada, bea)
    for incident in (first, second):
        assert state(ada, incident) == state(bea, incident)
    assert (said(bea, first), said(bea, second)) == ([], ["Queue is full"])
    bea.record(Undo(), first).result()
    meet(ada, bea)
    assert state(ada, second) == state(bea, second)
    assert "Queue is full" in said(ada, first) + said(ada, second)


@pytest.mark.parametrize("side", ["here", "there"])
def test_an_erasure_reaches_both_places_of_a_line_on_every_desk(ada: Desk, bea: Desk, side: str) -> None:
    first = declared(ada)
    second = ada.record(Declare("Mail is late")).result()[-1].incident
    note = ada.record(Note("The password is hunter2"), first).result()[0]
    copy = ada.record(Move(note.id, second), first).result()[0]
    meet(ada, bea)
    entry, incident = (note.id, first) if side == "here" else (copy.id, second)
    ada.record(SetLevel("Bea", Level.MANAGER, "she confirms")).result()
    ada.record(Ask(entry, "a password"), incident).result()
    meet(ada, bea)
    bea.record(Confirm(entry), incident).result()
    meet(bea, ada)
    for desk in (ada, bea):
        files = [file.read_bytes() for file in desk.home.path.rglob("*") if file.is_file()]
        assert not any(b"hunter2" in content for content in files)
