"""Several people of one home: each writes on a chain of their own, whoever sits there."""

import getpass
from pathlib import Path

import pytest

from incident_desk.desk import Desk, identities
from incident_desk.domain.errors import NotSaved, RuleError
from incident_desk.domain.ids import NO_INCIDENT, DeskNumber
from incident_desk.domain.incident import Declare
from incident_desk.domain.timeline import Note
from incident_desk.store import keys
from tests.desk.conftest import a_desk, declared


def test_the_first_start_writes_as_the_login_name(desk: Desk) -> None:
    people = desk.reading.organisation().people
    assert people.name(desk.me) == getpass.getuser()
    assert not desk.is_person_chosen


def test_without_a_login_name_somebody_writes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(identities.getpass, "getuser", nameless)
    with a_desk(home) as desk:
        assert desk.reading.organisation().people.name(desk.me) == "somebody"


def test_the_first_name_that_is_chosen_renames_whoever_wrote_so_far(desk: Desk) -> None:
    first = desk.me
    incident = declared(desk)
    assert desk.choose_person("Priya Nair").result() == first
    assert desk.is_person_chosen
    assert desk.reading.organisation().people.name(first) == "Priya Nair"
    assert desk.board(incident).timeline.lines[0].author == first


def test_the_next_name_is_another_person_and_the_same_name_the_same(desk: Desk) -> None:
    priya = desk.choose_person("Priya Nair").result()
    tomas = desk.choose_person("Tomas Lind").result()
    assert tomas != priya
    assert desk.me == tomas
    assert desk.choose_person(" priya  nair").result() == priya
    assert set(desk.people().result()) == {priya, tomas}


def test_who_sits_there_is_remembered(home: Path) -> None:
    with a_desk(home) as desk:
        desk.choose_person("Priya Nair").result()
        tomas = desk.choose_person("Tomas Lind").result()
    with a_desk(home) as desk:
        assert desk.me == tomas
        assert desk.is_person_chosen


def test_each_person_writes_on_an_own_chain_with_an_own_desk_number(desk: Desk) -> None:
    priya = desk.choose_person("Priya Nair").result()
    tomas = desk.add_person("Tomas Lind").result()
    assert desk.me == priya
    incident = declared(desk)
    mine = [desk.record(Note(f"mine {n}"), incident).result()[0] for n in range(3)]
    theirs = [desk.record(Note(f"theirs {n}"), incident, by=tomas).result()[0] for n in range(3)]
    assert {(e.author, e.desk) for e in mine} == {(priya, mine[0].desk)}
    assert {(e.author, e.desk) for e in theirs} == {(tomas, theirs[0].desk)}
    assert mine[0].desk != theirs[0].desk
    assert [e.seq for e in theirs] == [2, 3, 4]  # their first entry is their name
    assert [e.prev_hash for e in mine[1:]] == [e.hash for e in mine[:2]]
    assert [e.prev_hash for e in theirs[1:]] == [e.hash for e in theirs[:2]]
    assert desk.check() == []


def test_numbers_tell_desks_apart_and_never_change(home: Path) -> None:
    with a_desk(home) as desk:
        tomas = desk.add_person("Tomas Lind").result()
        mine = [desk.board(declared(desk)).headline.number for _ in range(2)]
        entries = desk.record(Declare("Mail is late"), by=tomas).result()
        theirs = desk.board(entries[-1].incident).headline.number
        assert [number.rpartition("-")[2] for number in [*mine, theirs]] == ["1", "2", "1"]
        assert theirs.rpartition("-")[0] != mine[0].rpartition("-")[0]
        assert desk.reading.find(theirs) == entries[-1].incident
    with a_desk(home) as desk:
        assert desk.board(declared(desk)).headline.number == mine[0][:-1] + "3"
        assert {b.headline.number for b in desk.reading.headlines()} >= {*mine, theirs}


def test_two_people_of_a_home_never_share_the_letters_of_their_numbers(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([0x100, 0x101, 0x102, 0x800100])  # the first three begin with the same four letters

    def draw(_: int) -> int:
        return next(drawn)

    monkeypatch.setattr(keys.secrets, "randbelow", draw)
    with a_desk(home) as desk:
        tomas = desk.add_person("Tomas Lind").result()
        first = desk.record(Note("mine"), declared(desk)).result()[0]
        second = desk.record(Declare("Mail is late"), by=tomas).result()[0]
    assert (first.desk, second.desk) == (DeskNumber(0x101), DeskNumber(0x800101))


def test_a_person_without_a_name_is_nobody(desk: Desk) -> None:
    before = desk.people().result()
    for nothing in ("", "  ", "x" * 81):
        with pytest.raises(RuleError, match="name"):
            desk.add_person(nothing).result()
    assert desk.people().result() == before


def test_a_person_whose_name_the_disk_refused_is_not_drawn_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    with monkeypatch.context() as full:
        full.setattr(desk._writer.replica, "append", refuse)  # pyright: ignore[reportPrivateUsage]
        with pytest.raises(NotSaved):
            desk.add_person("Tomas Lind").result()
    tomas = desk.add_person("Tomas Lind").result()
    assert set(desk.people().result()) == {desk.me, tomas}
    assert [e.kind for e in desk.reading.entries(NO_INCIDENT)].count("person.named") == 2
