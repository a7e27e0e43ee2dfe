"""An incident that is split, on desks that share one record."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Retract, Undo
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.powers import Level
from incident_desk.domain.splitting import Split
from incident_desk.domain.tasks import Finish, Give
from incident_desk.domain.timeline import Note
from tests.shared.test_converge import declared, meet, state
from tests.shared.test_moving import said
from tests.shared.test_restricted import cyd, lies_in
from tests.shared.test_restricted import declared as declared_restricted

__all__ = ["cyd"]
MAIL = "Read the mail logs"


def split(desk: Desk, incident: IncidentId, **goes: tuple[str, ...]) -> IncidentId:
    """Returns: the second incident."""
    entries = desk.record(Split("Mail is late", **goes), incident).result()  # pyright: ignore[reportArgumentType]
    return next(e.incident for e in entries if e.kind == "gov.incident.opened")


def test_two_desks_that_split_the_same_at_once_agree_and_either_takes_its_own_back(ada: Desk, bea: Desk) -> None:
    first = declared(ada)
    note = ada.record(Note("Queue is full"), first).result()[0]
    ada.record(Give("@Kim", 900, MAIL), first).result()
    meet(ada, bea)
    seconds = [split(desk, first, entries=(note.id,), tasks=(MAIL,)) for desk in (ada, bea)]
    meet(ada, bea)
    for incident in (first, *seconds):
        assert state(ada, incident) == state(bea, incident)
    assert all("Queue is full" in said(ada, second) for second in seconds)
    bea.record(Undo(), first).result()
    ada.record(Finish(MAIL, "nothing in them"), seconds[0]).result()
    meet(ada, bea)
    for incident in (first, *seconds):
        assert state(ada, incident) == state(bea, incident)
    assert (state(ada, seconds[1])["state"], state(bea, seconds[0])["state"]) == ("merged", "declared")
    ada.record(Undo(), first).result()
    meet(ada, bea)
    assert {"Queue is full", "nothing in them"} <= set(said(bea, first))
    assert state(ada, first) == state(bea, first)


@pytest.mark.parametrize("side", ["here", "there"])
def test_an_erasure_reaches_a_task_and_what_became_of_it_on_every_desk(ada: Desk, bea: Desk, side: str) -> None:
    first = declared(ada)
    entry = ada.record(Give("@Kim", 900, "Try the password hunter2"), first).result()[0].id
    second = split(ada, first, tasks=("Try the password",))
    copy = next(line.entry for line in ada.board(second).timeline.lines if line.moved is not None)
    meet(ada, bea)
    target, incident = (entry, first) if side == "here" else (copy, second)
    ada.record(SetLevel("Bea", Level.MANAGER, "she confirms")).result()
    ada.record(Ask(target, "a password"), incident).result()
    meet(ada, bea)
    bea.record(Confirm(target), incident).result()
    meet(bea, ada)
    for desk in (ada, bea):
        files = [file.read_bytes() for file in desk.home.path.rglob("*") if file.is_file()]
        assert not any(b"hunter2" in content for content in files)


def test_both_parts_of_a_restricted_incident_reach_its_members_and_nobody_else(
    tmp_path: Path, ada: Desk, bea: Desk, cyd: Desk
) -> None:
    meet(ada, bea, cyd)
    first = declared_restricted(ada, "Bea")
    note = ada.record(Note("the marzipan ledger is for sale"), first).result()[0]
    meet(ada, bea, cyd)
    second = split(bea, first, entries=(note.id,))
    meet(bea, ada, cyd)
    for incident in (first, second):
        assert state(ada, incident) == state(bea, incident)
    assert "the marzipan ledger is for sale" in said(ada, second)
    assert state(ada, second)["restricted"]
    assert not lies_in(tmp_path / "cyd", "Mail is late")
    assert {b.incident for b in cyd.reading.headlines()}.isdisjoint({first, second})
    line = next(x for x in ada.board(second).timeline.lines if x.kind == "link.added")
    ada.record(Retract(line.entry), second).result()  # somebody else takes it back, from the other side
    meet(ada, bea, cyd)
    assert "the marzipan ledger is for sale" in said(bea, first)
    assert state(ada, second) == state(bea, second)
