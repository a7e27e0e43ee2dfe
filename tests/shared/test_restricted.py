"""A restricted incident between real desks: members get it, nobody else gets a byte, and the server is the judge."""

import subprocess
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.restriction import LetGo, NameManager, OnePerson, Oust, Restrict
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note

SECRET = "the marzipan ledger"


@pytest.fixture
def cyd(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A third desk, which is let into nothing."""
    with Desk.open(tmp_path / "cyd") as desk:
        desk.choose_person("Cyd").result()
        desk.shared.membership().join(ada.shared.membership().grant("Cyd", "administrator"))
        desk.shared.exchange()
        yield desk


def meet(*desks: Desk) -> None:
    """Everything that anybody may read arrives."""
    for _ in range(2):
        for desk in desks:
            assert desk.shared.exchange().parked == ()


def declared(desk: Desk, *members: str) -> IncidentId:
    declaring = Declare(f"Somebody sold {SECRET}", Severity.SEV2, restricted=True)
    return desk.record([declaring, *map(OnePerson, members)]).result()[-1].incident


def texts(desk: Desk, incident: IncidentId) -> list[str]:
    return [
        line.text for line in desk.board(incident).timeline.lines if line.sort is LineSort.NOTE and not line.is_refused
    ]


def lies_in(home: Path, words: str) -> bool:
    """Whether the words stand in any file of a home."""
    found = subprocess.run(["grep", "-r", "-a", "-l", words, str(home)], capture_output=True, text=True, check=False)
    return bool(found.stdout)


def test_members_get_all_of_it_and_nobody_else_a_byte(ada: Desk, bea: Desk, cyd: Desk) -> None:
    meet(ada, bea, cyd)
    incident = declared(ada, "Bea")
    ada.record(Note(f"{SECRET} was on a stick"), incident).result()
    meet(ada, bea, cyd)
    bea.record(Note("I have the stick"), incident).result()
    meet(bea, ada, cyd)
    assert texts(ada, incident) == texts(bea, incident) == [f"{SECRET} was on a stick", "I have the stick"]
    assert [board.incident for board in cyd.reading.headlines()] == []
    assert lies_in(bea.home.path, SECRET)
    assert not lies_in(cyd.home.path, SECRET)


def test_what_is_open_tells_nothing_of_it(ada: Desk, bea: Desk, cyd: Desk) -> None:
    meet(ada, bea, cyd)
    first = ada.record(Declare("Mail is late")).result()[-1].incident
    hidden = declared(ada)
    second = ada.record(Declare("Mail is late again")).result()[-1].incident
    meet(ada, bea, cyd)
    headlines = {board.incident: board.headline for board in cyd.reading.headlines()}
    assert set(headlines) == {first, second}
    assert [headlines[each].alias for each in (first, second)] == ["INC-1", "INC-2"]
    assert ada.board(hidden).headline.alias.startswith("INC-R")
    seqs = [entry.seq for entry in (*cyd.reading.entries(first), *cyd.reading.entries(second))]
    assert sorted(seqs) == list(range(min(seqs), min(seqs) + len(seqs)))


def test_somebody_let_in_late_gets_what_was_said_before(ada: Desk, bea: Desk) -> None:
    meet(ada, bea)
    incident = declared(ada)
    ada.record(Note("before Bea"), incident).result()
    meet(ada, bea)
    ada.record(OnePerson("Bea"), incident).result()
    meet(ada, bea)
    assert texts(bea, incident) == ["before Bea"]


def test_somebody_let_go_gets_nothing_more(ada: Desk, bea: Desk) -> None:
    meet(ada, bea)
    incident = declared(ada, "Bea")
    meet(ada, bea)
    ada.record([LetGo("Bea"), Note("after Bea")], incident).result()
    ada.shared.exchange()
    bea.record(Note("am I still here?"), incident).result()
    bea.shared.exchange()
    ada.shared.exchange()
    assert not lies_in(bea.home.path, "after Bea")
    assert texts(ada, incident) == ["after Bea"]


def test_what_is_said_after_a_restriction_stays_among_members(ada: Desk, bea: Desk, cyd: Desk) -> None:
    meet(ada, bea, cyd)
    incident = ada.record(Declare("A key is in a paste")).result()[-1].incident
    ada.record(Note("said in the open"), incident).result()
    meet(ada, bea, cyd)
    ada.record([Restrict(("Bea",), "an insider"), Note(f"about {SECRET}")], incident).result()
    meet(ada, bea, cyd)
    assert texts(bea, incident) == ["said in the open", f"about {SECRET}"]
    assert texts(cyd, incident) == ["said in the open"]
    assert cyd.board(incident).headline.is_restricted
    assert not lies_in(cyd.home.path, SECRET)
    cyd.record(Note("what is going on?"), incident).result()  # cyd's program knows the stream, and the door refuses it
    cyd.shared.exchange()
    meet(ada, bea)
    assert "what is going on?" not in texts(ada, incident)


def test_the_door_refuses_what_a_bystander_governs(ada: Desk, bea: Desk, cyd: Desk, database: str) -> None:
    meet(ada, bea, cyd)
    incident = declared(ada, "Bea")
    meet(ada, bea, cyd)
    bea.record(NameManager("Bea"), incident).exception()  # her own program says no first
    with psycopg.connect(database) as owner:
        grants = owner.execute("SELECT count(*) FROM record.grants WHERE stream = %s", [incident]).fetchone()
    assert grants == (3,)  # Ada reads and manages, Bea reads


def test_two_administrators_shut_out_a_manager_who_is_the_insider(ada: Desk, bea: Desk, cyd: Desk) -> None:
    meet(ada, bea, cyd)
    bea_manages = declared(bea)
    meet(bea, ada, cyd)
    for desk in (ada, cyd):  # neither may read it; a third person told them the id
        desk.record(Oust(bea_manages, "Bea", confirm=desk is cyd)).result()
        desk.shared.exchange()
    bea.record(Note("after I was shut out"), bea_manages).result()
    bea.shared.exchange()
    meet(ada, cyd)
    assert not lies_in(ada.home.path, SECRET)
    refused = [entry.kind for entry in bea.reading.entries(bea_manages) if entry.refused]
    assert (refused, texts(bea, bea_manages)) == (["timeline.noted"], [])


def test_a_home_that_worked_alone_joins_with_its_restricted_incidents(
    tmp_path: Path, ada: Desk, bea: Desk, database: str
) -> None:
    with Desk.open(tmp_path / "dan") as dan:
        dan.choose_person("Dan").result()
        incident = declared(dan)
        dan.record(Note("alone with it"), incident).result()
        dan.shared.membership().join(ada.shared.membership().grant("Dan", "responder"))
        meet(dan, ada, bea)
        assert ada.reading.headlines() == bea.reading.headlines() == []
        dan.record(OnePerson("Bea"), incident).result()
        meet(dan, ada, bea)
        assert texts(bea, incident) == ["alone with it"]
