"""What goes out of a shared record: only what the shared database let go, once, whoever tries it."""

from pathlib import Path
from typing import Any, Final

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.powers import Level
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.outreach import courier as sender
from incident_desk.outreach.channels import Channels
from tests.domain.making import PLAN
from tests.outreach.letters import a_hook, sending, stages
from tests.outreach.test_calling import wait_for
from tests.outreach.test_outbox import at_once
from tests.shared.test_restricted import meet

ONE: Final = "severities: [SEV1]\n    by: [incident_manager]\n"
FIRST: Final = "    by: [incident_manager, communications_manager]\n    afterwards: true\n"
TWO: Final = "severities: [SEV1]\n    by: [incident_manager, scribe]\n    needs: 2\n"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)
    monkeypatch.setattr(sender, "LOOK_S", 0.1)


def no_rule(*_: object, **__: object) -> None:
    """What a desk whose owner has changed the program asks for."""


def answered(database: str, query: str) -> list[Any]:
    """What the shared database answers to its administrator."""
    with psycopg.connect(database) as connection:
        return connection.execute(query.encode()).fetchall()


def rules(database: str) -> dict[tuple[str, str], int]:
    """What the shared database holds to now."""
    query = "SELECT DISTINCT ON (channel, severity) channel, severity, approvers FROM record.rules"
    rows = answered(database, query + " ORDER BY channel, severity, version DESC")
    return {(channel, severity): approvers for channel, severity, approvers in rows}


def an_incident(ada: Desk, bea: Desk) -> IncidentId:
    """Ada, who administers, leads; Bea writes to customers."""
    meet(ada, bea)
    ada.record(SetLevel("Bea", Level.COMMUNICATIONS, "on call")).result()
    meet(ada, bea)
    incident = ada.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
    ada.record([Assign("incident manager", "me"), Assign("communications manager", "Bea")], incident).result()
    meet(ada, bea)
    return incident


def proposed(bea: Desk, incident: IncidentId, text: str = "Writing fails.") -> EntryId:
    [begun] = bea.record(BeginMessage("Writing fails", channels=("status_page",)), incident).result()
    bea.record(ProposeMessage(begun.id, {"status_page": text}), incident).result()
    return begun.id


def test_the_desk_of_an_administrator_tells_the_database_what_the_plan_asks_for(
    ada: Desk, bea: Desk, database: str
) -> None:
    meet(ada, bea)
    assert rules(database)["status_page", "SEV1"] == 1
    assert rules(database)["inside", "SEV3"] == 0
    count = answered(database, "SELECT count(*) FROM record.rules")
    meet(ada, bea)
    assert answered(database, "SELECT count(*) FROM record.rules") == count  # only what differs is said
    ada.record(Use(PLAN.replace(ONE, TWO))).result()
    meet(ada, bea)
    assert rules(database)["status_page", "SEV1"] == 2
    assert rules(database)["status_page", "SEV2"] == 1
    assert answered(database, "SELECT count(*) FROM record.rules") == [(count[0][0] + 3,)]


def test_what_was_approved_is_sent_once_it_is_accepted_and_not_before(ada: Desk, bea: Desk) -> None:
    incident = an_incident(ada, bea)
    message = proposed(bea, incident)
    meet(ada, bea)
    ada.record(ApproveMessage(message), incident).result()
    meet(ada, bea)
    with a_hook() as (hook, url):
        Channels(bea).put("status_page", url)
        with sending(bea):
            bea.record(ReleaseMessage(message), incident).result()
            other = proposed(bea, incident, "Not approved.")
            assert hook.arrived == []  # the shared database was not asked yet
            bea.shared.exchange()
            wait_for(lambda: stages(bea, incident, message) == {"status_page": Stage.SENT})
        meet(ada, bea)
        assert stages(ada, incident, message) == {"status_page": Stage.SENT}
        assert stages(ada, incident, other) == {"status_page": Stage.ASKED}
        assert hook.arrived == ["Writing fails."]


def test_two_desks_that_let_it_go_at_once_send_it_once(ada: Desk, bea: Desk) -> None:
    incident = an_incident(ada, bea)
    message = proposed(bea, incident)
    meet(ada, bea)
    ada.record(ApproveMessage(message), incident).result()
    meet(ada, bea)
    with a_hook() as (hook, url):
        for desk in (ada, bea):
            Channels(desk).put("status_page", url)
            desk.record(ReleaseMessage(message), incident).result()
        with sending(ada), sending(bea):
            meet(ada, bea)
            wait_for(lambda: stages(ada, incident, message) == {"status_page": Stage.SENT} or _met(ada, bea))
            meet(ada, bea)
        assert hook.arrived == ["Writing fails."]
    found = [desk.reading.fold(incident).board.messages.of[message] for desk in (ada, bea)]
    assert [len(each.sent) for each in found] == [1, 1]
    releases = [e for e in ada.reading.entries(incident) if e.kind == "gov.message.released"]
    assert sorted(e.refused for e in releases) == [False, True]


def _met(ada: Desk, bea: Desk) -> bool:
    meet(ada, bea)
    return False


def test_a_release_that_a_desk_writes_by_hand_without_approval_is_refused_and_sends_nothing(
    ada: Desk, bea: Desk
) -> None:
    incident = an_incident(ada, bea)
    message = proposed(bea, incident)
    meet(ada, bea)
    with pytest.raises(RuleError, match="needs a yes of Incident manager"):
        bea.record(ReleaseMessage(message), incident).result()
    with a_hook() as (hook, url), pytest.MonkeyPatch.context() as cheating:
        for rule in ("_must_be_met", "_must_be_let", "_must_go_first"):
            cheating.setattr(f"incident_desk.domain.releasing.{rule}", no_rule)
        Channels(bea).put("status_page", url)
        bea.record(ReleaseMessage(message, channels=("status_page",)), incident).result()
        with sending(bea):
            meet(ada, bea)
            second = bea.record(BeginMessage("Inside", channels=("inside",)), incident).result()[0].id
            bea.record(ProposeMessage(second, {"inside": "For us."}), incident).result()
            Channels(bea).put("inside", url)
            bea.record(ReleaseMessage(second), incident).result()
            meet(ada, bea)
            wait_for(lambda: stages(bea, incident, second) == {"inside": Stage.SENT})
        assert hook.arrived == ["For us."]
    assert stages(bea, incident, message) == {"status_page": Stage.ASKED}


def test_a_newcomer_that_worked_alone_brings_messages_that_are_judged_anew(
    ada: Desk, tmp_path: Path, database: str
) -> None:
    with Desk.open(tmp_path / "cyd") as cyd:
        cyd.choose_person("Cyd").result()
        incident = cyd.record(Declare("Mail is late", Severity.SEV3)).result()[-1].incident
        cyd.record(BeginMessage("Inside", channels=("inside",)), incident).result()
        cyd.record([ProposeMessage("1", {"inside": "For us."}), ReleaseMessage("1")], incident).result()
        cyd.shared.membership().join(ada.shared.membership().grant("Cyd", "responder"))
        ada.shared.exchange()
        cyd.shared.exchange()
        assert answered(database, "SELECT count(*) FROM record.releases") == [(1,)]
        [message] = cyd.reading.fold(incident).board.messages.all
        assert message.variants["inside"].stage is Stage.RELEASED


def test_what_goes_first_by_the_plan_is_let_go_marked_and_approved_after(ada: Desk, bea: Desk, database: str) -> None:
    ada.record(Use(PLAN.replace("    by: [incident_manager, communications_manager]\n", FIRST, 1))).result()
    incident = an_incident(ada, bea)
    assert ("status_page", "SEV3", 1, True) in answered(
        database, "SELECT channel, severity, approvers, afterwards FROM record.rules"
    )
    message = proposed(bea, incident)
    with a_hook() as (hook, url):
        Channels(bea).put("status_page", url)
        with sending(bea):
            bea.record(ReleaseMessage(message, is_before_approval=True), incident).result()
            meet(ada, bea)
            wait_for(lambda: stages(bea, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == ["Writing fails."]
    assert answered(database, "SELECT afterwards FROM record.releases") == [(True,)]
    meet(ada, bea)
    ada.record(ApproveMessage(message), incident).result()
    meet(ada, bea)
    [proposal] = bea.reading.fold(incident).board.messages.of[message].proposals.values()
    assert [each.name for each in proposal.approved.values()] == ["Ada"]
