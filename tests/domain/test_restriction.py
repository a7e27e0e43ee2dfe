"""Who may know of an incident: restricted from its birth, restricted later, and what is refused meanwhile."""

import pytest

from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.handover_answers import Accept
from incident_desk.domain.handovers import Offer
from incident_desk.domain.ids import OPEN_STREAM, IncidentId, derived
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.restriction import Appoint, LetGo, NameManager, OnePerson, Oust, Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, Hand, two_desks


def restricted(ada: Hand, title: str = "A key was found in a paste") -> IncidentId:
    return ada.do(Declare(title, Severity.SEV1, restricted=True))[-1].incident


def test_nothing_of_a_restricted_declaration_is_written_in_the_open() -> None:
    ada, _ = two_desks()
    before = len(ada.entries)
    incident = restricted(ada)
    written = ada.entries[before:]
    assert {entry.stream for entry in written} == {incident}
    assert written[0].kind == "gov.incident.opened"
    assert incident == derived(written[0].desk, written[0].id)
    assert [entry.seq for entry in written] == [1, 2]
    assert ada.board(incident).restriction.may_know(ada.person)


def test_numbers_of_open_incidents_show_no_gap() -> None:
    ada, _ = two_desks()
    first = ada.do(Declare("Mail is late"))[-1].incident
    hidden = restricted(ada)
    second = ada.do(Declare("Mail is late again"))[-1].incident
    counts = [ada.board(incident).headline.number.rpartition("-")[2] for incident in (first, second)]
    assert counts == ["1", "2"]
    assert ada.board(hidden).headline.number.rpartition("-")[2].startswith("R")


def test_members_come_and_go_by_who_manages() -> None:
    ada, tomas = two_desks()
    ada.hear(tomas)
    incident = restricted(ada)
    ada.do(OnePerson("Tomas"), incident)
    assert ada.board(incident).restriction.may_know(tomas.person)
    tomas.hear(ada)
    with pytest.raises(RuleError, match="who manages the incident: Ada"):
        tomas.do(LetGo("Ada"), incident)
    ada.do(LetGo("Tomas"), incident)
    assert not ada.board(incident).restriction.may_know(tomas.person)
    with pytest.raises(RuleError, match="manages this incident"):
        ada.do(LetGo("Ada"), incident)


def test_from_the_restriction_on_everything_goes_where_members_read() -> None:
    ada, tomas = two_desks()
    ada.hear(tomas)
    ada.declare()
    ada.do(Note("said in the open"))
    first, member = ada.do(Restrict(("Tomas",), "an insider may be involved"))
    said = ada.do(Note("said among members"))[0]
    assert (first.stream, member.stream, said.stream) == (OPEN_STREAM, first.subject, first.subject)
    assert ada.board().headline.is_restricted
    assert set(ada.board().restriction.members) == {ada.person, tomas.person}
    with pytest.raises(RuleError, match="restricted already"):
        ada.do(Restrict())


def test_a_role_goes_only_to_who_may_know() -> None:
    ada, tomas = two_desks()
    ada.hear(tomas)
    incident = restricted(ada)
    with pytest.raises(RuleError, match="/let-in Tomas first"):
        ada.do(Assign("incident_manager", "Tomas"), incident)
    ada.do(OnePerson("Tomas"), incident)
    ada.do(Assign("incident_manager", "Tomas"), incident)
    holder = ada.board(incident).roles.held["incident_manager"].holder.value
    assert holder is not None
    assert holder.person == tomas.person


def test_an_open_incident_never_names_a_restricted_one() -> None:
    ada, _ = two_desks()
    ada.declare()
    incident = restricted(ada)
    with pytest.raises(RuleError, match="would tell of it"):
        ada.do(Add(Relation.CAUSED_BY, incident))
    ada.do(Add(Relation.CAUSED_BY, INCIDENT), incident)


def test_two_administrators_shut_a_manager_out() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    ada.hear(tomas)
    ada.do(NameManager("Tomas"))
    tomas.do(Oust(INCIDENT, "Ada"))
    assert ada.person in tomas.board().restriction.managers
    tomas.do(Oust(INCIDENT, "Ada", confirm=True))
    assert ada.person not in tomas.board().restriction.managers


def test_whoever_is_handed_the_lead_manages_the_incident_and_so_does_the_deputy() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    ada.hear(tomas)
    ada.do(Assign("incident_manager", "me"))
    ada.do(Assign("scribe", "Tomas"))
    assert tomas.person not in ada.board().restriction.managers
    ada.do(Offer("incident_manager", "Tomas", "quiet"))
    assert tomas.person in ada.board().restriction.managers
    tomas.hear(ada)
    tomas.do(Accept("incident_manager"))
    tomas.do(Investigate(text="Why?", teams="Ada"))


def test_who_does_not_manage_it_hands_on_a_role_and_nothing_else() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    tomas.do(Assign("incident_manager", "me"))
    assert set(tomas.board().restriction.managers) == {ada.person}


def test_two_administrators_have_somebody_manage_what_nobody_does_any_more() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    tomas.do(Appoint(INCIDENT, "Tomas"))
    assert tomas.person not in tomas.board().restriction.managers
    tomas.do(Appoint(INCIDENT, "Tomas", confirm=True))
    assert tomas.person in tomas.board().restriction.managers


def test_nobody_is_let_into_what_everybody_may_know_and_nobody_unknown() -> None:
    ada, _ = two_desks()
    ada.declare()
    with pytest.raises(RuleError, match="Everybody may know"):
        ada.do(OnePerson("Ada"))
    incident = restricted(ada)
    with pytest.raises(NotFound, match="Nobody here is called"):
        ada.do(OnePerson("Nobody at all"), incident)
