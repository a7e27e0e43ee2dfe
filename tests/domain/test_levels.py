"""Levels of people: the table, and the rules by which a desk refuses at once what the shared database would refuse."""

import pytest

from incident_desk.domain.commands import Context, commands, run
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM, DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import encode_body, kind_of
from incident_desk.domain.levels import LevelAsked, Levels, LevelSet, SetLevel
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import People
from incident_desk.domain.powers import HOLDERS, Level, Power, holds, refusal

ADA, BEA, CYD = (PersonId(f"0000000{n}-0000-7000-8000-000000000000") for n in (1, 2, 3))
PEOPLE = People(enrolled_as={ADA: "Ada", BEA: "Bea", CYD: "Cyd"})


def written(body: LevelAsked | LevelSet, subject: str, by: PersonId, at: int, *, refused: bool = False) -> Entry:
    return Entry(
        id=EntryId(f"{at:08}-0000-7000-8000-000000000000"),
        incident=NO_INCIDENT,
        stream=OPEN_STREAM,
        kind=kind_of(body),
        author=by,
        subject=subject,
        desk=DeskNumber(1),
        seq=at,
        hlc=at << 16,
        occurred_us=at,
        recorded_us=at,
        prev_hash=b"",
        hash=b"",
        digest=b"",
        salt=b"s" * 16,
        body=encode_body(body),
        refused=refused,
    )


def said(levels: Levels, fields: SetLevel, by: PersonId = ADA) -> list[str]:
    context = Context(by, DeskNumber(1), 0, None, lambda: "", "", pytest.fail)
    return [f"{kind_of(draft.body)} {draft.subject}" for draft in run(fields, (levels, PEOPLE), context)]


def test_every_level_may_what_the_one_below_may() -> None:
    for power in Power:
        able = [holds(level, power) for level in Level]
        assert able == sorted(able)
    assert [level for level in Level if holds(level, Power.WRITE)] == list(Level)[1:]


def test_whoever_has_no_level_may_everything_and_an_observer_is_told_that_they_only_read() -> None:
    assert [refusal(None, power) for power in Power] == [None] * len(Power)
    levels = Levels({ADA: Level.OBSERVER, BEA: Level.RESPONDER})
    assert all(levels.why_not(ADA, power).startswith("Observers read everything") for power in Power)
    assert levels.why_not(BEA, Power.WRITE) == ""
    assert levels.why_not(BEA, Power.ERASE) == "Managers and administrators erase; your level is responder."
    assert set(HOLDERS) == set(Power)


def test_what_a_command_wants_is_declared_with_it() -> None:
    wants = {each.name: each.power for each in commands() if each.power is not Power.WRITE}
    assert wants == {
        "erase.ask": Power.ERASE,
        "erase.confirm": Power.ERASE,
        "incident.archive": Power.ADMINISTER,
        "level.set": Power.ADMINISTER,
        "manager.appoint": Power.ADMINISTER,
        "manager.oust": Power.ADMINISTER,
        "message.approve": Power.APPROVE,
        "report.forget": Power.ERASE,
        "report.forget_due": Power.ERASE,
        "rules.keep": Power.ADMINISTER,
        "subscriber.forget": Power.ERASE,
    }


def test_one_administrator_sets_a_level_and_a_single_one_names_the_next_alone() -> None:
    levels = Levels({ADA: Level.ADMINISTRATOR, BEA: Level.RESPONDER})
    for level in (Level.OBSERVER, Level.MANAGER, Level.ADMINISTRATOR):
        assert said(levels, SetLevel("Bea", level, "on call")) == [f"gov.level.set {BEA} {level}"]


def test_where_there_are_two_both_ask_for_an_administrator_made_or_unmade() -> None:
    levels = Levels({ADA: Level.ADMINISTRATOR, BEA: Level.ADMINISTRATOR, CYD: Level.MANAGER})
    for name, person, level in (("Cyd", CYD, Level.ADMINISTRATOR), ("Bea", BEA, Level.OBSERVER)):
        asks, sets = (f"gov.level.{act} {person} {level}" for act in ("asked", "set"))
        assert said(levels, SetLevel(name, level, "why not")) == [asks]
        organisation = Organisation(PEOPLE, levels=Levels(levels.of))
        organisation.add([written(LevelAsked(name, "why not"), f"{person} {level}", ADA, 1)])
        assert said(organisation.levels, SetLevel(name, level, "indeed"), BEA) == [asks, sets]
        with pytest.raises(RuleError, match="You have asked for this already"):
            said(organisation.levels, SetLevel(name, level, "again"))
        organisation.add([written(LevelSet(name, "indeed"), f"{person} {level}", BEA, 2)])
        assert organisation.levels.asked == {}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (SetLevel("Ada", Level.OBSERVER, "tired"), "Ada is the last administrator"),
        (SetLevel("Bea", Level.RESPONDER, "still"), "is responder already"),
        (SetLevel("Bea", Level.MANAGER, " "), "Say why"),
        (SetLevel("Cyd", Level.MANAGER, "back"), "has no part in the shared record"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(fields: SetLevel, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        said(Levels({ADA: Level.ADMINISTRATOR, BEA: Level.RESPONDER, CYD: None}), fields)
    with pytest.raises(RuleError, match="shared with nobody"):
        said(Levels(), fields)


def test_what_somebody_asked_for_who_is_no_administrator_any_more_does_not_count() -> None:
    of = {ADA: Level.ADMINISTRATOR, BEA: Level.ADMINISTRATOR, CYD: Level.MANAGER}
    organisation = Organisation(PEOPLE, levels=Levels(of))
    organisation.add([written(LevelAsked("Cyd", "x"), f"{CYD} administrator", BEA, 1)])
    organisation.levels.of = of | {BEA: Level.RESPONDER}
    assert organisation.levels.asked_for(CYD, Level.ADMINISTRATOR) == {}


def test_a_refused_change_is_told_and_has_no_effect() -> None:
    organisation = Organisation(PEOPLE, levels=Levels({ADA: Level.ADMINISTRATOR, BEA: Level.ADMINISTRATOR}))
    organisation.add([written(LevelAsked("Cyd", "x"), f"{CYD} administrator", BEA, 1, refused=True)])
    organisation.add([written(LevelSet("Cyd", "x"), f"{CYD} demigod", BEA, 2)])
    levels = organisation.levels
    assert levels.asked_for(CYD, Level.ADMINISTRATOR) == {}
    assert [change.reason for change in levels.changes.values()] == ["x"]


def test_a_level_that_only_a_newer_server_knows_stands_in_nobodys_way() -> None:
    known = Levels.known({ADA: "archivist", BEA: "manager", CYD: None})
    assert known == {BEA: Level.MANAGER, CYD: None}
