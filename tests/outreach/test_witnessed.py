"""Words that go out while the shared database is away, with a second person as witness; what it says to that later."""

from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest

from incident_desk.desk import Desk, console
from incident_desk.desk.witnessing import sealed
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.message_entries import witnessed_words
from incident_desk.domain.message_list import Stage, Way
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import everything_needed
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.situation import Ask, Need
from incident_desk.domain.situation_seen import situation_seen
from incident_desk.domain.witnessing import ExplainMessage, WitnessMessage
from incident_desk.outreach import courier as sender
from incident_desk.outreach.channels import Channels
from incident_desk.store import pins
from tests.domain.making import PLAN
from tests.outreach.letters import a_home, a_hook, sending, stages
from tests.outreach.test_calling import lines, wait_for
from tests.outreach.test_letting_go import an_incident, answered, proposed
from tests.outreach.test_outbox import at_once
from tests.shared.cluster import Cluster
from tests.shared.test_restricted import meet

TEXT: Final = "Writing fails."
PHONE: Final = "by phone, read back word for word"
WITHOUT: Final = PLAN.replace("    offline: witnessed\n", "")
PIN: Final = "8231-otter"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.witnessing.stop_within_s", at_once)
    monkeypatch.setattr(sender, "LOOK_S", 0.1)


def way(desk: Desk, incident: IncidentId, message: EntryId) -> Way:
    return desk.reading.fold(incident).board.messages.of[message].ways["status_page"]


def needs(desk: Desk, incident: IncidentId) -> list[Need]:
    board, organisation = desk.reading.fold(incident).board, desk.reading.organisation()
    plan = organisation.plans.of(board.headline)
    return everything_needed(situation_seen(board, organisation, plan, desk.me, desk.now_us()))


def test_with_a_witness_it_goes_out_while_the_database_is_away_and_is_accepted_when_it_is_back(
    ada: Desk, bea: Desk, cluster: Cluster, database: str
) -> None:
    incident = an_incident(ada, bea)
    with a_hook() as (hook, url):
        Channels(bea).put("status_page", url)
        cluster.stop()
        try:
            message = proposed(bea, incident, TEXT)
            bea.record(WitnessMessage(message, "Ada", PHONE), incident).result()
            with sending(bea):
                wait_for(lambda: stages(bea, incident, message) == {"status_page": Stage.SENT})
        finally:
            cluster.start()
        assert hook.arrived == [TEXT]
        with sending(bea):
            meet(ada, bea)
    assert hook.arrived == [TEXT]
    me = answered(database, "SELECT witness FROM record.releases")
    assert [len(row) for row in me] == [1]
    for desk in (ada, bea):
        assert not way(desk, incident, message).is_unaccepted
        said = "Message 1 goes out: Status page, witnessed by Ada, without the shared database"
        assert any(line.startswith(said) and PHONE in line for line in lines(desk, incident))
    assert not [need for need in needs(ada, incident) if need.ask is Ask.EXPLAIN]


def test_what_is_refused_afterwards_is_loud_until_whoever_leads_says_what_came_of_it(
    ada: Desk, bea: Desk, cluster: Cluster
) -> None:
    incident = an_incident(ada, bea)
    ada.record(Use(WITHOUT)).result()
    ada.shared.exchange()
    ada.shared.exchange()
    with a_hook() as (hook, url):
        Channels(bea).put("status_page", url)
        cluster.stop()
        try:
            message = proposed(bea, incident, TEXT)
            bea.record(WitnessMessage(message, "Ada", PHONE), incident).result()
            with sending(bea):
                wait_for(lambda: stages(bea, incident, message) == {"status_page": Stage.SENT})
        finally:
            cluster.start()
        with sending(bea):
            meet(ada, bea)
            wait_for(lambda: way(bea, incident, message).refused is not None)
        meet(bea, ada)
        assert hook.arrived == [TEXT]
    for desk in (ada, bea):
        assert way(desk, incident, message).is_unaccepted
        told = "Message 1 went out, and the shared database refused it afterwards: Status page"
        assert told in lines(desk, incident)
        [need] = [need for need in needs(desk, incident) if need.ask is Ask.EXPLAIN]
        assert (need.kind, need.is_mine) == (NeedKind.MESSAGE, True)
        [variant] = shown(desk.reading.fold(incident).board, desk.reading.organisation().people)["messages"][0][
            "variants"
        ]
        assert (variant["sent"]["accepted"], variant["refused"]) == (False, way(desk, incident, message).refused)
    with pytest.raises(RuleError, match="This is for Incident manager"):
        bea.record(ExplainMessage(message, "x"), incident).result()
    ada.record(ExplainMessage(message, "The hotline told them so, too"), incident).result()
    meet(ada, bea)
    for desk in (ada, bea):
        assert not [need for need in needs(desk, incident) if need.ask is Ask.EXPLAIN]
    with pytest.raises(RuleError, match="Nothing of message 1 went out without acceptance"):
        ada.record(ExplainMessage(message, "again"), incident).result()


def test_where_the_database_can_be_asked_a_witness_does_not_replace_its_word(
    ada: Desk, bea: Desk, database: str
) -> None:
    incident = an_incident(ada, bea)
    message = proposed(bea, incident, TEXT)
    with a_hook() as (hook, url):
        Channels(bea).put("status_page", url)
        bea.record(WitnessMessage(message, "Ada", PHONE), incident).result()
        with sending(bea):
            wait_for(lambda: answered(database, "SELECT count(*) FROM record.leases") == [(1,)])
            second = proposed(bea, incident, "Second.")  # a few more turns of the sender
            wait_for(lambda: second in bea.reading.fold(incident).board.messages.of)
            assert hook.arrived == []
            meet(bea, ada)
            wait_for(lambda: stages(bea, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == [TEXT]


@pytest.fixture
def cyd(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A responder, who may approve nothing."""
    with Desk.open(tmp_path / "cyd") as desk:
        desk.choose_person("Cyd").result()
        desk.shared.membership().join(ada.shared.membership().grant("Cyd", "responder"))
        desk.shared.exchange()
        yield desk


def test_who_cannot_be_a_witness_is_told_and_nothing_goes_out(ada: Desk, bea: Desk, cyd: Desk) -> None:
    incident = an_incident(ada, bea)
    message = proposed(bea, incident, TEXT)
    meet(ada, bea, cyd)
    for who, why in {
        "Bea": "A witness is a second person",
        "Cyd": "Cyd may approve nothing in the shared record",
    }.items():
        with pytest.raises(RuleError, match=why):
            bea.record(WitnessMessage(message, who, PHONE), incident).result()
    with pytest.raises(RuleError, match="Bea proposed these words of message 1"):
        ada.record(WitnessMessage(message, "Bea", PHONE), incident).result()
    with pytest.raises(RuleError, match="Say how they said yes"):
        bea.record(WitnessMessage(message, "Ada"), incident).result()
    [begun] = bea.record(BeginMessage("Inside", channels=("inside",)), incident).result()
    bea.record(ProposeMessage(begun.id, {"inside": TEXT}), incident).result()
    with pytest.raises(
        RuleError, match="While the shared database is away, the plan lets nothing go by Our own people"
    ):
        bea.record(WitnessMessage(begun.id, "Ada", PHONE), incident).result()
    ada.record(Assign("incident manager", "Cyd"), incident).result()
    ada.record(Assign("communications manager", "Cyd"), incident).result()
    meet(ada, bea)
    with pytest.raises(RuleError, match=r"A witness of it is Incident manager \(Cyd\)"):
        bea.record(WitnessMessage(message, "Ada", PHONE), incident).result()


def test_alone_nobody_witnesses(tmp_path: Path) -> None:
    incident = a_home(tmp_path / "home")
    with Desk.open(tmp_path / "home") as desk:
        [begun] = desk.record(BeginMessage("x", channels=("status_page",)), incident).result()
        desk.record(ProposeMessage(begun.id, {"status_page": TEXT}), incident).result()
        with pytest.raises(RuleError, match="This record is shared with nobody"):
            desk.record(WitnessMessage(begun.id, "Tomas", PHONE), incident).result()


@pytest.fixture
def at_one_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "COST", 2**10)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.mark.usefixtures("at_one_console")
def test_by_their_own_key_at_the_senders_desk_and_a_key_of_somebody_else_is_no_witness(
    tmp_path: Path, database: str, cluster: Cluster
) -> None:
    """Ada and Bea sit at one console, each with a PIN and a record of their own."""
    path = tmp_path / "home"
    with Desk.open(path) as desk:
        ada = desk.choose_person("Ada").result()
        bea = desk.add_person("Bea").result()
        desk.shared.membership().found(database)
        line = desk.shared.membership().grant("Bea", "communications")
        desk.shared.exchange()
    for person in (ada, bea):
        console.set_pin(path, person, PIN)
    desks = {lock.person: lock.desk for lock in console.people(path)}
    with Desk.open(console.unlock(path, desks[bea], PIN)) as desk:
        desk.shared.membership().join(line)
        desk.shared.exchange()
    with Desk.open(console.unlock(path, desks[ada], PIN)) as desk:
        desk.shared.exchange()
        incident = _an_incident_at(desk)
        desk.shared.exchange()
        desk.shared.exchange()
        with a_hook() as (hook, url):
            Channels(desk).put("status_page", url)
            cluster.stop()
            try:
                forged, honest = (proposed(desk, incident, text) for text in ("Forged.", TEXT))
                said = {each: _said(desk, incident, each) for each in (forged, honest)}
                with pytest.raises(RuleError, match="not the PIN"):
                    sealed(path, desks[bea], "0000-wrong", said[honest])
                for each, signer in {forged: ada, honest: bea}.items():
                    seal = sealed(path, desks[signer], PIN, said[each])
                    desk.record(WitnessMessage(each, "Bea", seal=seal), incident).result()
                with sending(desk):
                    wait_for(lambda: stages(desk, incident, honest) == {"status_page": Stage.SENT})
            finally:
                cluster.start()
            assert hook.arrived == [TEXT], "what Ada signed in the place of Bea waits for the database"


def _an_incident_at(desk: Desk) -> IncidentId:
    incident = desk.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
    desk.record([Assign("incident manager", "Bea"), Assign("communications manager", "me")], incident).result()
    return incident


def _said(desk: Desk, incident: IncidentId, message: EntryId) -> bytes:
    proposal = desk.reading.fold(incident).board.messages.of[message].proposal
    assert proposal is not None
    return witnessed_words(message, proposal.digest)
