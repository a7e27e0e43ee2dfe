"""Two desks answer whoever asks, and tell what the law asks for, at once: both are kept, marked alike on both."""

from typing import Any

from incident_desk.desk import Desk
from incident_desk.domain.enquiries import AnswerEnquiry, CloseEnquiry, NoteEnquiry, TakeEnquiry
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.legal_notifications import RaiseNotification, SendNotification
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import everything_needed
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.situation import Ask
from incident_desk.domain.situation_seen import situation_seen
from incident_desk.learning.exports import as_markdown
from tests.shared.test_restricted import meet


def asked(ada: Desk, bea: Desk) -> IncidentId:
    meet(ada, bea)
    incident = ada.record(Declare("Pushes fail", Severity.SEV2)).result()[-1].incident
    ada.record(NoteEnquiry("Jo Lee", "Is data lost?", "Daily News"), incident).result()
    ada.record(RaiseNotification("personal_data", "names were read"), incident).result()
    meet(ada, bea)
    return incident


def state(desk: Desk, incident: IncidentId) -> dict[str, Any]:
    organisation, board = desk.reading.organisation(), desk.reading.fold(incident).board
    return shown(board, organisation.people, organisation.maintenances, organisation.plans.of(board.headline))


def settling(desk: Desk, incident: IncidentId) -> list[str]:
    """The enquiries of which two answers are to be settled, as whoever sits here is asked."""
    board, organisation = desk.reading.fold(incident).board, desk.reading.organisation()
    at = situation_seen(board, organisation, organisation.plans.of(board.headline), desk.me, desk.now_us())
    found = [each for each in everything_needed(at) if each.kind is NeedKind.ENQUIRY and each.ask is Ask.SETTLE]
    return [board.enquiries.label(board.enquiries.find(each.about)) for each in found if each.is_mine]


def test_two_desks_that_answer_at_once_are_both_kept_and_both_asked_to_settle_it(ada: Desk, bea: Desk) -> None:
    incident = asked(ada, bea)
    ada.record(AnswerEnquiry("1", text="We know of none."), incident).result()
    bea.record([TakeEnquiry("1"), AnswerEnquiry("1", text="Some may be.")], incident).result()
    assert [settling(each, incident) for each in (ada, bea)] == [[], []]
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    [enquiry] = state(bea, incident)["enquiries"]["asked"]
    assert enquiry["is_answered_twice"]
    assert {each["text"] for each in enquiry["answers"]} == {"We know of none.", "Some may be."}
    assert [settling(each, incident) for each in (ada, bea)] == [["1"], ["1"]]
    told = as_markdown(ada.reading.fold(incident).board, ada.reading.organisation())
    assert "two desks answered without knowing of each other" in told
    bea.record(AnswerEnquiry("1", text="None, we have looked."), incident).result()
    meet(ada, bea)
    assert [settling(each, incident) for each in (ada, bea)] == [[], []]
    assert not state(ada, incident)["enquiries"]["asked"][0]["is_answered_twice"]


def test_one_that_is_answered_here_and_ended_there_keeps_both(ada: Desk, bea: Desk) -> None:
    incident = asked(ada, bea)
    ada.record(AnswerEnquiry("1", text="We know of none."), incident).result()
    bea.record(CloseEnquiry("1", "it was a prank"), incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    [enquiry] = state(ada, incident)["enquiries"]["asked"]
    assert ([each["text"] for each in enquiry["answers"]], enquiry["closed"]) == (
        ["We know of none."],
        ["it was a prank"],
    )


def test_what_two_desks_told_by_law_at_once_is_marked_as_told_twice(ada: Desk, bea: Desk) -> None:
    incident = asked(ada, bea)
    ada.record(SendNotification("personal_data", reference="A-1"), incident).result()
    bea.record(SendNotification("personal_data", reference="B-2"), incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    [notice] = state(ada, incident)["notifications"]
    assert {each["reference"] for each in notice["sent"]} == {"A-1", "B-2"}
    [owed] = [each for each in state(bea, incident)["measures"]["notifications"] if each["key"] == "personal_data"]
    assert (owed["stands"], owed["told_twice"]) == ("sent", True)
