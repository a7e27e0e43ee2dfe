"""What is due in several incidents at once, and who is at work in more than one."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.agenda import Agenda, DueKind, agenda
from incident_desk.domain.board import Board
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.decisions import Decide
from incident_desk.domain.elsewhere import AlsoIn, elsewhere
from incident_desk.domain.enquiries import NoteEnquiry, TakeEnquiry
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.legal_notifications import RaiseNotification
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import iso
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.roles import Assign
from incident_desk.domain.showing_agenda import due_shown
from incident_desk.domain.task_calls import Call
from incident_desk.domain.tasks import Finish, Give, OneTask, SayStuck
from tests.domain.making import ADAS_DESK, INCIDENT, MINUTE_US, Clock, Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    """Ada leads a SEV2 and was called into another incident; Priya helps in both."""
    ada = Hand("Ada", ADAS_DESK, Clock())
    ada.declare()
    ada.do(Assign("incident_manager", "me"))
    return ada


def seen(hand: Hand, *others: IncidentId, now_us: int | None = None) -> Agenda:
    boards = [hand.board(incident) for incident in (INCIDENT, *others)]
    return agenda(boards, hand.organisation, hand.person, hand.clock() if now_us is None else now_us)


def test_tasks_of_all_incidents_stand_in_the_order_in_which_they_are_due(ada: Hand) -> None:
    mail = ada.declare_another()
    ada.do(Give("@Kim", 3600, "Read the logs"))
    ada.do(Give("@Kim", 600, "Look at the queue"), mail)
    ada.do(Give("@Kim", text="Whenever there is time"))
    ada.do(Give("me", 1800, "Call the vendor"), mail)
    mine = ("Read the logs", "Look at the queue", "Whenever there is time", "Call the vendor")
    tasks = [each for each in seen(ada, mail).due if each.kind is DueKind.TASK and each.words in mine]
    assert [(each.of.title, each.words) for each in tasks] == [
        ("Mail is late", "Look at the queue"),
        ("Mail is late", "Call the vendor"),
        ("Checkout fails", "Read the logs"),
        ("Checkout fails", "Whenever there is time"),
    ]
    assert [each.is_of(ada.person) for each in tasks] == [False, True, False, False]


def test_clocks_questions_courses_and_decisions_are_among_them(ada: Hand) -> None:
    ada.do(AskSomebody("@Kim", "Where is the dump?"))
    ada.do(Propose("Fail over", "it works", "none", "fail back", box_s=900))
    ada.do(Approve("1"))
    ada.do(Begin("1"))
    ada.do(Decide("Restore", "it is whole", "the dump", False, 7200))
    [message] = ada.do(BeginMessage("We look into it", channels=("status_page",)))
    ada.do(ProposeMessage(message.id, {"status_page": "We look into it."}))
    ada.do(NoteEnquiry("Jo Lee", "Is data lost?", "Daily News", due_us=ada.clock() + 30 * MINUTE_US))
    ada.do(RaiseNotification("personal_data", "names were read", known_us=ada.clock()))
    found = {each.kind: each for each in seen(ada).due}
    assert set(found) == set(DueKind)
    asked, told = found[DueKind.ENQUIRY], found[DueKind.NOTIFICATION]
    assert (asked.words, asked.holder, asked.role, asked.call) == (
        "Jo Lee, Daily News: Is data lost?",
        None,
        "Communications manager",
        Call.UNSEEN,
    )
    assert (told.is_of(ada.person), told.call) == (True, Call.QUIET)
    an_hour_on = {each.kind: each for each in seen(ada, now_us=ada.clock() + 60 * MINUTE_US).due}
    assert an_hour_on[DueKind.ENQUIRY].call is Call.NOT_SEEN
    ada.do(TakeEnquiry("1"))
    mine = next(each for each in seen(ada).due if each.kind is DueKind.ENQUIRY)
    assert (mine.is_of(ada.person), mine.call) == (True, Call.QUIET)
    four_days_on = {each.kind: each for each in seen(ada, now_us=ada.clock() + 96 * 60 * MINUTE_US).due}
    assert four_days_on[DueKind.NOTIFICATION].call is Call.LATE
    assert due_shown(told, ada.clock())["notification"] == "personal_data"
    roles = "Incident manager / Communications manager"
    assert (found[DueKind.APPROVAL].words, found[DueKind.APPROVAL].role) == ("We look into it", roles)
    assert found[DueKind.APPROVAL].holder is None, "whoever wrote it leads, and cannot approve it"
    assert found[DueKind.PROMISE].role == "Communications manager"
    assert found[DueKind.QUESTION].holder == Holder("Kim")
    assert found[DueKind.COURSE].words == "Fail over"
    assert found[DueKind.DECISION].is_of(ada.person)
    assert found[DueKind.CLOCK].is_of(ada.person), "whoever leads has the clocks"


def test_what_is_past_its_time_calls_for_somebody(ada: Hand) -> None:
    task = ada.do(Give("@Kim", 600, "Read the logs"))[0].id
    question = ada.do(AskSomebody("@Kim", "Where is the dump?"))[0].id
    later = {(each.kind, each.key): each.call for each in seen(ada, now_us=ada.clock() + 20 * MINUTE_US).due}
    assert later[DueKind.TASK, task] is Call.LATE
    assert later[DueKind.QUESTION, question] is Call.NOT_SEEN
    assert later[DueKind.CLOCK, "internal-update"] is Call.QUIET
    assert later[DueKind.CLOCK, "call-out"] is Call.LATE, "a whole round was missed"


def test_what_is_done_and_what_is_over_is_not_due(ada: Hand) -> None:
    mail = ada.declare_another()
    ada.do(Give("@Kim", 600, "Look at the queue"), mail)
    task = ada.do(Give("@Kim", 600, "Read the logs"))[0].id
    ada.do(Finish(task))
    ada.do(SetState(State.RESOLVED), mail)
    found = seen(ada, mail)
    assert task not in {each.key for each in found.due}
    assert {each.of.incident for each in found.due} == {INCIDENT}
    assert [of.incident for of in found.incidents] == [INCIDENT]


def test_of_a_restricted_incident_nothing_is_told_to_who_may_not_know(ada: Hand) -> None:
    secret = ada.do(Declare("A leak", restricted=True))[-1].incident
    ada.do(Assign("operations_manager", "@Kim"), secret)
    ada.do(Give("@Kim", 600, "Read the logs"), secret)
    boards = [ada.board(), ada.board(secret)]
    tomas = Hand("Tomas", 80_000, ada.clock)
    for viewer in (tomas.person, None):
        told = agenda(boards, ada.organisation, viewer, ada.clock())
        assert secret not in {each.of.incident for each in told.due}
        assert [of.incident for of in told.incidents] == [INCIDENT]
        assert elsewhere(told.at_work, Holder("Kim"), INCIDENT) == []
    ada.hear(tomas)
    ada.do(OnePerson("Tomas"), secret)
    told = agenda([ada.board(), ada.board(secret)], ada.organisation, tomas.person, ada.clock())
    assert [each.number for each in elsewhere(told.at_work, Holder("Kim"), INCIDENT)] == [
        ada.board(secret).headline.number
    ]


def test_a_person_in_two_incidents_is_known_in_both(ada: Hand) -> None:
    mail = ada.declare_another()
    ada.do(Assign("operations_manager", "@Kim"))
    ada.do(Give("@Kim", 600, "Read the logs"))
    ada.do(Give("@Kim", 600, "Look at the queue"), mail)
    ada.do(Assign("operations_manager", "me"), mail)
    found = seen(ada, mail)
    here, there = (ada.board(incident).headline for incident in (INCIDENT, mail))
    kim, me = Holder("kim"), Holder("Ada", ada.person)
    assert elsewhere(found.at_work, kim, INCIDENT) == [AlsoIn(mail, there.number, "Mail is late", (), 1)]
    assert elsewhere(found.at_work, kim, mail) == [
        AlsoIn(INCIDENT, here.number, "Checkout fails", ("Operations manager",), 2)
    ]
    assert elsewhere(found.at_work, me, INCIDENT)[0].roles == ("Operations manager",)
    assert elsewhere(found.at_work, Holder("Nobody"), mail) == []


def test_for_a_program_each_thing_says_what_it_is_and_where(ada: Hand) -> None:
    given = ada.do(Give("@Kim", 600, "Read the logs"))[0].id
    ada.do(OneTask(given))
    ada.do(SayStuck(given, "no rights"))
    task = next(each for each in seen(ada).due if each.key == given)
    assert task.due_us is not None
    told = due_shown(task, ada.clock())
    assert (told["kind"], told["task"], told["number"]) == ("task", given, task.label)
    assert (told["calls_for"], told["is_late"], told["due_at"]) == ("stuck", False, iso(task.due_us))
    assert (told["incident_number"], told["incident_title"]) == (task.of.number, "Checkout fails")


def _worked() -> list[Entry]:
    ada, tomas = two_desks()
    ada.hear(tomas)
    ada.declare()
    tomas.hear(ada)
    ada.do(Assign("incident_manager", "me"))
    first = tomas.do(Give("@Ada", 600, "Read the logs"))[0].id
    second = ada.do(Give("@Tomas", 900, "Look at the queue"))[0].id
    tomas.do(AskSomebody("@Ada", "Where is the dump?"))
    ada.hear(tomas)
    tomas.do(Finish(first))
    ada.do(OneTask(second))
    ada.hear(tomas)
    return ada.entries


WORKED = _worked()


@given(arrival=st.permutations(WORKED))
def test_any_order_of_arrival_makes_the_same_things_due(arrival: Sequence[Entry]) -> None:
    def due_after(entries: Sequence[Entry]) -> Agenda:
        ada = Hand("Ada", ADAS_DESK, Clock())
        ada.organisation.add(entries)
        fold = Fold(INCIDENT)
        for entry in entries:
            if entry.incident == INCIDENT:
                fold.add([entry])
        board: Board = fold.board
        return agenda([board], ada.organisation, ada.person, WORKED[-1].recorded_us + 30 * MINUTE_US)

    assert due_after(arrival) == due_after(WORKED)
