"""Levels between real desks: changed by a command, the same at every desk at once, judged by the server alone."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import PersonId
from incident_desk.domain.incident import Declare
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.people import Name
from incident_desk.domain.powers import HOLDERS, Level, Power, holds
from incident_desk.domain.timeline import Note
from tests.shared.byhand import Server
from tests.shared.test_command_line import desk as command
from tests.shared.test_restricted import meet


@pytest.fixture
def cyd(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A second administrator."""
    with Desk.open(tmp_path / "cyd") as desk:
        desk.choose_person("Cyd").result()
        desk.shared.membership().join(ada.shared.membership().grant("Cyd", "administrator"))
        desk.shared.exchange()
        yield desk


def level(desk: Desk, of: Desk) -> Level | None:
    return desk.reading.organisation().levels.of.get(of.me)


def gives(desk: Desk, name: str, to: Level, reason: str = "on call") -> list[Entry]:
    return desk.record(SetLevel(name, to, reason)).result()


def test_the_window_and_the_server_go_by_one_table(server: Server) -> None:
    people = {each: server.desk(each) for each in Level}
    said = {
        (power, each): server.one("SELECT record.holds(%s, %s)", people[each].person, power.value)
        for power in HOLDERS
        for each in Level
    }
    assert said == {(power, each): holds(each, power) for power in Power for each in Level}


def test_a_change_reaches_every_desk_and_outlives_a_restart(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    meet(ada, bea)
    gives(ada, "Bea", Level.MANAGER)
    assert level(ada, bea) is Level.RESPONDER  # the server decides, and was not asked yet
    meet(ada, bea)
    assert level(ada, bea) is level(bea, bea) is Level.MANAGER
    home, me = bea.home.path, bea.me
    bea.close()
    with Desk.open(home) as again:
        levels = again.reading.organisation().levels
        assert levels.of[me] is Level.MANAGER
        assert [(c.level, c.reason, c.entry.refused) for c in levels.changes.values()] == [
            (Level.MANAGER, "on call", False)
        ]


def test_an_observer_is_answered_at_once_and_writes_again_as_soon_as_they_may(ada: Desk, bea: Desk) -> None:
    meet(ada, bea)
    incident = bea.record(Declare("Mail is late")).result()[-1].incident
    gives(ada, "Bea", Level.OBSERVER, "on leave")
    meet(ada, bea)
    for fields, where in ((Note("I see something"), incident), (Declare("Another"), None), (Name("Beatrice"), None)):
        with pytest.raises(RuleError, match="Observers read everything in this record and write nothing"):
            bea.record(fields, where).result()
    gives(ada, "Bea", Level.RESPONDER, "back")
    meet(ada, bea)
    bea.record(Note("I see something"), incident).result()
    assert bea.shared.exchange().waiting == 0


def test_a_responder_is_told_who_erases(ada: Desk, bea: Desk) -> None:
    meet(ada, bea)
    incident = bea.record(Declare("Mail is late")).result()[-1].incident
    note = bea.record(Note("a password"), incident).result()[0]
    with pytest.raises(RuleError, match="Managers and administrators erase; your level is responder"):
        bea.record(Ask(note.id, "a password"), incident).result()
    with pytest.raises(RuleError, match="Only administrators do that; your level is responder"):
        gives(bea, "Bea", Level.ADMINISTRATOR)


def test_two_administrators_make_a_third_and_the_last_cannot_lower_themselves(ada: Desk, bea: Desk, cyd: Desk) -> None:
    meet(ada, bea, cyd)
    gives(ada, "Bea", Level.ADMINISTRATOR)
    meet(ada, bea, cyd)
    assert level(cyd, bea) is Level.RESPONDER
    gives(cyd, "Bea", Level.ADMINISTRATOR, "I agree")
    meet(cyd, ada, bea)
    assert level(ada, bea) is Level.ADMINISTRATOR
    for name in ("Bea", "Cyd"):
        for desk in (ada, cyd):
            gives(desk, name, Level.OBSERVER, "enough")
            meet(ada, cyd, bea)
    assert ada.reading.organisation().levels.administrators == [ada.me]
    with pytest.raises(RuleError, match="Ada is the last administrator"):
        gives(ada, "Ada", Level.OBSERVER)


def test_what_a_desk_believes_by_mistake_the_server_refuses_and_every_desk_tells(
    ada: Desk, bea: Desk, cyd: Desk
) -> None:
    meet(ada, bea, cyd)
    gives(ada, "Bea", Level.OBSERVER, "meanwhile")
    ada.shared.exchange()
    made_up = {bea.me: Level.ADMINISTRATOR, cyd.me: Level.MANAGER}
    bea.set_setting("levels", json.dumps(made_up)).result()
    bea.close()
    with Desk.open(bea.home.path) as forger:  # somebody changed their own file
        gives(forger, "Cyd", Level.RESPONDER, "mine")
        gives(forger, "Cyd", Level.ADMINISTRATOR, "mine")
        meet(forger, ada, cyd)
        for desk in (ada, forger, cyd):
            assert level(desk, cyd) is Level.ADMINISTRATOR
            assert level(desk, forger) is Level.OBSERVER
            changes = desk.reading.organisation().levels.changes.values()
            assert [c.entry.refused for c in changes if c.entry.author == forger.me] == [True, True]


def test_two_who_set_one_level_at_once_see_what_the_server_took_last(ada: Desk, bea: Desk, cyd: Desk) -> None:
    meet(ada, bea, cyd)
    gives(cyd, "Bea", Level.MANAGER)  # written first
    gives(ada, "Bea", Level.OBSERVER)
    ada.shared.exchange()
    cyd.shared.exchange()  # and taken last
    meet(ada, bea, cyd)
    assert {level(desk, bea) for desk in (ada, bea, cyd)} == {Level.MANAGER}


def test_whoever_was_shut_out_has_no_level_any_more(ada: Desk, bea: Desk) -> None:
    meet(ada, bea)
    person = PersonId(bea.me)
    ada.shared.membership().revoke("Bea")
    ada.shared.exchange()
    assert ada.reading.organisation().levels.of[person] is None
    with pytest.raises(RuleError, match="Bea has no part in the shared record"):
        gives(ada, "Bea", Level.MANAGER)


def test_a_level_is_set_from_a_terminal(database: str, tmp_path: Path) -> None:
    ada, bea = tmp_path / "ada", tmp_path / "bea"
    command(ada, "person", "choose", "Ada")
    command(bea, "person", "choose", "Bea")
    command(ada, "shared", "init", database)
    line = command(ada, "shared", "grant", "Bea")["join"]
    command(bea, "shared", "join", "-", typed=line)
    command(ada, "sync", "--once")
    told = command(ada, "person", "level", "Bea", "observer", "--reason", "on leave")
    assert (told["level"], told["is_set"], told["is_refused"], told["trouble"]) == ("observer", True, False, "")
    command(bea, "sync", "--once")
    assert "Observers read everything" in command(bea, "declare", "--title", "x", ends=2)
    assert [each["level"] for each in command(bea, "person", "list")["people"]] == ["observer"]
    assert "last administrator" in command(ada, "person", "level", "Ada", "observer", "--reason", "x", ends=2)
    assert "invalid choice" in command(ada, "person", "level", "Bea", "king", "--reason", "x", ends=2)
    told = command(ada, "do", "-", "level.set", "person=Bea", "level=manager", "reason=back")
    assert len(told["entries"]) == 1
